"""Where a sentence begins behind its dateline."""

from __future__ import annotations

import re
from typing import Final

from mapper.text import Sentence

_LONGEST_DATELINE: Final = 120
_DATELINE: Final = re.compile(
    r"(?:[^\W\d_a-z][^\W\da-z]*[ .,/’'-]*){0,4}(?:[A-Z][a-z]+[ .,]*){0,3}"  # CITY, Country
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},?\s*)?(?:\([^()\n]{2,40}\)\s*)?[-–—]{1,2}\s+"  # Month 5 (Agency) -
)
_DASH: Final = re.compile(r"[-–—]\s")


def dateline_end(text: str, sentence: Sentence) -> int:
    """Give where a sentence begins behind its dateline (``GAZA CITY, May 3 (Agency) -``); its start if it has none."""
    start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_DATELINE)
    if not _DASH.search(text, start, end):
        return start
    match = _DATELINE.match(text, start, end)
    return match.end() if match else start
