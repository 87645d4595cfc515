"""Where a report itself puts a name that the gazetteer does not hold: ``the Qadam neighbourhood of Damascus``."""

from __future__ import annotations

import re
from typing import Final

from mapper.model import Resolution
from mapper.tag.discourse import Discourse, country_of
from mapper.tag.midway import beside

_BACK: Final = 20_000
"""Characters that are searched for the first telling of a name."""
_MOST_NAMES: Final = 100
_OCCURRENCES: Final = 6
_KINDS: Final = "neighbou?rhood|district|suburb|quarter|area|camp|village|town|settlement"
_INTRODUCING: Final = re.compile(
    rf"(?:\s+(?:{_KINDS}))?(?:\s+(?:of|in)|,)\s+(?:the\s+)?(?:(?:\w+ern|central|north|south|east|west|rural)\s+)?",
    re.IGNORECASE,
)


def introduced(name: str, text: str, start: int, discourse: Discourse) -> Resolution | None:
    """Give the place that a name was told to lie in, up to `start` and in its sentence; None where it was not.

    Returns
    -------
    Resolution or None
        The region as it is, or near the town.
    """
    known = discourse.introduced
    if name not in known and len(known) < _MOST_NAMES:
        found = _found(name, text, start, discourse)
        if found is None:
            return None  # it may still be introduced
        known[name] = found
    return known.get(name)


def _found(name: str, text: str, start: int, discourse: Discourse) -> Resolution | None:
    first, stop = max(0, start - _BACK), min(len(text), start + len(name))
    for _ in range(_OCCURRENCES):
        at = text.find(name, first, stop)
        if at < 0:
            return None
        first = at + len(name)
        match = _INTRODUCING.match(text, first)
        named = discourse.named_at(match.end()) if match else None
        if named and named.mention.kind == "place" and named.place is not None and country_of(named):
            return None if named.precision == "country" else _around(named)
    return None


def _around(named: Resolution) -> Resolution:
    return named if named.precision in {"adm1", "adm2", "area"} else beside(named)
