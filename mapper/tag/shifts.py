"""Words that move on from a day told before: ``the next day``, ``two days later``, ``the night before``."""

from __future__ import annotations

import re
from typing import Final

from mapper.tag.numbers import WRITTEN_NUMBER, small_number

_LONGEST_SHIFT: Final = 60
_SHIFT: Final = re.compile(
    r"\b(?:(?:the |on the )?(?P<next>next|following) (?:day|morning|night|afternoon)"
    rf"|(?P<n>a|one|{WRITTEN_NUMBER}|\d{{1,2}}) (?P<unit>day|week)s? (?P<way>later|earlier|before)"
    r"|(?P<previous>(?:the )?(?:previous|preceding) (?:day|night)|the (?:day|night) before))\b",
    re.IGNORECASE,
)
_TELLING: Final = ("day", "night", "week", "morning", "afternoon")
_MOVING: Final = ("next", "following", "later", "earlier", "before", "previous", "preceding")


def shift_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the days that words in ``text[start:end]`` move on or back by, and the offset behind them; else zeros."""
    lowered = text[start:end].lower()
    telling = any(word in lowered for word in _TELLING) and any(word in lowered for word in _MOVING)
    match = _SHIFT.search(text, start, end) if telling else None
    if match is None:
        return 0, 0
    if match["next"] or match["previous"]:
        return (1 if match["next"] else -1), match.end()
    number = 1 if match["n"].lower() in {"a", "one"} else small_number(match["n"])
    days = number * (7 if match["unit"].lower() == "week" else 1)
    return min(days, _LONGEST_SHIFT) * (1 if match["way"].lower() == "later" else -1), match.end()
