"""The year of days told without one, in reports that have no day of publication: the year last told in full."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from mapper.model import Report

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_SPOKEN_YEAR: Final = re.compile(  # not "2000 houses"
    r"(?:\b(?:(?i:in|of|since|during|until|by|to|from|and|the|early|late|mid)|[A-Z][a-z]{2,8})[ -]|[,(–-] ?)"
    r"((?:19|20)\d\d)\b"
)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH: Final = re.compile("|".join(_MONTHS))
_NAME: Final = "((?:" + "|".join(_MONTHS) + ")[a-z]*)"
_FULL_DATE: Final = re.compile(rf"\b{_NAME}(?: \d{{1,2}})?,? (?P<year>(?:19|20)\d\d)\b")
_DAY: Final = re.compile(rf"\b\d{{1,2}} {_NAME}\b|\b{_NAME} \d{{1,2}}\b")
_FIGURE: Final = re.compile(r"\d")
_IN_YEAR: Final = re.compile(r"In (?:early |late |mid-)?((?:19|20)\d\d)\b")
_LATE: Final = 11
_EARLY: Final = 2
_LONGEST_TITLE: Final = 120
_ENDS: Final = (".", "!", "?", "…")
_LEAD: Final = 1000
_NEAR_TITLE: Final = 1
_FEWEST: Final = 4
_MOSTLY: Final = 0.6


class RunningYear:
    """The year that holds where the reading stands; 0 while none is known, and for reports with a day of publication.

    It begins as the year in the title, or that of the first full date near the beginning, or the commonest one. A
    full date changes it; where the title tells a year, only to one within a year of it. It grows by one from a day in
    November or December to one in January or February told next.
    """

    def __init__(self, report: Report) -> None:
        self._text = report.text
        self._dated = report.published is not None
        self._title = () if self._dated else _title_years(report)
        self._month = 0
        self._amid = False
        self._rolled = False
        self._main = 0 if self._dated else self._title[0] if len(self._title) == 1 else _main_year(report)
        self.year = 0 if self._dated else self._title[0] if self._title else _first_year(report)

    def next_paragraph(self) -> None:
        """Go back to the year that the report is about, where the paragraph before told of another."""
        if self._main and not self._rolled and (self._title or abs(self.year - self._main) > _NEAR_TITLE):
            self.year = self._main

    def note(self, start: int, end: int) -> None:
        """Take the year of the first full date in a sentence, ``text[start:end]``, or see a new year begin."""
        if self._dated or not _FIGURE.search(self._text, start, end):
            return
        told = _IN_YEAR.match(self._text, start, end)
        if told and not self._title and self._main:
            self.year = int(told[1])  # for this paragraph
        if not _MONTH.search(self._text, start, end):
            return
        found = _FULL_DATE.search(self._text, start, end)
        if found and self._fits(int(found["year"])):
            self.year = int(found["year"])
        months = [_MONTHS.index(name[:3]) + 1 for pair in _DAY.findall(self._text[start:end]) for name in pair if name]
        if not months:
            return
        turns = self._month >= _LATE and months[0] <= _EARLY and (self._amid or len(self._title) != 1)
        if not found and self.year and turns and self._fits(self.year + 1):
            self.year += 1
            self._rolled = True
        self._month = months[-1]
        self._amid = self._amid or any(_EARLY < month < _LATE for month in months)

    def _fits(self, year: int) -> bool:
        return not self._title or self._title[0] - _NEAR_TITLE <= year <= self._title[-1] + _NEAR_TITLE


def _title_years(report: Report) -> tuple[int, ...]:
    line = report.text[report.body_start :].lstrip().partition("\n")[0]
    titles = [report.title, line if len(line) < _LONGEST_TITLE and not line.rstrip().endswith(_ENDS) else ""]
    return tuple(sorted({int(year) for text in titles for year in _YEAR.findall(text)}))


def _main_year(report: Report) -> int:
    """Give the year of most of the full dates, where they agree; 0 where they do not, or are few."""
    years = Counter(int(match["year"]) for match in _FULL_DATE.finditer(report.text, report.body_start))
    year, number = years.most_common(1)[0] if years else (0, 0)
    return year if number >= _FEWEST and number >= _MOSTLY * years.total() else 0


def _first_year(report: Report) -> int:
    paragraph = next((part for part in report.text[report.body_start :][:_LEAD].split("\n\n") if "." in part), "")
    alone = set(_YEAR.findall(paragraph))
    if len(alone) == 1:
        return int(alone.pop())
    full = _FULL_DATE.search(report.text, report.body_start, report.body_start + _LEAD)
    if full:
        return int(full["year"])
    years = Counter(_SPOKEN_YEAR.findall(report.text, report.body_start))
    return int(min(years, key=lambda year: (-years[year], year))) if years else 0
