"""What a paragraph has to do with the one before: whether a place told there still holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import Final

from mapper.model import Report
from mapper.text import Sentence

_FEWEST_ITEMS: Final = 4
_LONGEST_HEADLINE: Final = 110
_MOST_IN_ITEM: Final = 4
_MOSTLY: Final = 0.7
_GOES_ON: Final = re.compile(
    r"[\"\'“”‘«„]|(?:he|she|they|it|his|her|their|its|these|those)\b|there,"
    r"|(?:residents of |people in |in |across |near |around |outside |parts of )?(?:the|this) (?:\w+ )?"
    r"(?:city|town|village|port|settlement|region|province|district)(?! of)\b",
    re.IGNORECASE,
)


def goes_on(text: str, start: int) -> bool:
    """Whether the paragraph that begins at `start` goes on with the one before: ``They``, ``The town``, a quotation."""
    return bool(_GOES_ON.match(text, start))


def is_digest(report: Report, found: Sequence[Sentence]) -> bool:
    """Whether a report is a row of unrelated items: paragraphs of a headline and a few sentences each."""
    prose = [sentence for sentence in found if sentence.kind == "prose"]
    items = [list(group) for _, group in groupby(prose, key=lambda sentence: sentence.paragraph)]
    if len(items) < _FEWEST_ITEMS or median(len(item) for item in items) < 2:
        return False
    headed = sum(
        2 <= len(item) <= _MOST_IN_ITEM and _is_headline(report.text[item[0].start : item[0].end]) for item in items
    )
    return headed >= _MOSTLY * len(items)


def _is_headline(text: str) -> bool:
    return len(text) <= _LONGEST_HEADLINE
