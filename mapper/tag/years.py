"""The year of days told without one, in reports that have no day of publication: the year last told in full."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from mapper.model import Report
from mapper.text import line_kind

_FULL_DATE: Final = re.compile(r"\b(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2}),? (?P<year>(?:19|20)\d\d)\b")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_SPOKEN_YEAR: Final = re.compile(  # not "2000 houses"
    r"(?:\b(?:(?i:in|of|since|during|until|by|to|from|and|the|early|late|mid)|[A-Z][a-z]{2,8})[ -]|[,(–-] ?)"
    r"((?:19|20)\d\d)\b"
)
_LEAD: Final = 1000
_NEAR_TITLE: Final = 1


class RunningYear:
    """The year that holds where the reading stands; 0 while none is known, and for reports with a day of publication.

    It begins as the year in the title, or that of the first full date near the beginning, or the commonest one. A
    full date changes it; where the title tells a year, only to one within a year of it.
    """

    def __init__(self, report: Report) -> None:
        self._text = report.text
        self._dated = report.published is not None
        self._title = 0 if self._dated else _title_year(report)
        self.year = 0 if self._dated else self._title or _first_year(report)

    def note(self, start: int, end: int) -> None:
        """Take the year of the first full date in a sentence, ``text[start:end]``."""
        found = None if self._dated else _FULL_DATE.search(self._text, start, end)
        if found and (not self._title or abs(int(found["year"]) - self._title) <= _NEAR_TITLE):
            self.year = int(found["year"])


def _title_year(report: Report) -> int:
    line = report.text[report.body_start :].lstrip().partition("\n")[0]
    titles = [text for text in (report.title, line) if text.strip() and line_kind(text) == "heading"]
    years = {year for text in titles for year in _YEAR.findall(text)}
    return int(years.pop()) if len(years) == 1 else 0


def _first_year(report: Report) -> int:
    full = _FULL_DATE.search(report.text, report.body_start, report.body_start + _LEAD)
    if full:
        return int(full["year"])
    years = Counter(_SPOKEN_YEAR.findall(report.text, report.body_start))
    return int(min(years, key=lambda year: (-years[year], year))) if years else 0
