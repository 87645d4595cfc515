"""The day at which a telling stands: the one told last, for what is told without one.

A report with a day of publication is about that day; a day told holds for the rest of its paragraph. A narrative
without one goes from day to day: the one told last holds until another is told, and before any is told the first.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from mapper.model import Report
from mapper.tag.dates import DateSpan, find_dates
from mapper.tag.shifts import shift_of
from mapper.tag.when import Calendar, When

_RECENT_DAYS: Final = 4
_LEAD: Final = 3000
"""Characters of a narrative that its first date is looked for in."""
_FIGURE: Final = re.compile(r"\d")
_DAYLIKE: Final = frozenset({"day", "range", "month"})


class Chronicle:
    """The day that holds where the reading of a report stands."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._narrative = report.published is None
        self._paragraph = -1
        self._told: When | None = None
        self._year: When | None = None
        self._begun = False

    def before(self, paragraph: int, year: int) -> When | None:
        """Give the date that holds for a sentence of a paragraph before its own words are read; None if none does."""
        if not self._narrative:
            return self._told if paragraph == self._paragraph else None
        if paragraph == self._paragraph and self._year:
            return self._year
        if self._told is None and not self._begun:
            self._told = self._first(year)
        self._begun = True
        return self._told

    def note(self, calendar: Calendar, text: str, paragraph: int, year: int, *, past: bool) -> None:
        """Keep the day that a sentence tells; `past`: whether it tells something that has happened."""
        if self._narrative:
            self._note_narrated(calendar.dates(), text, paragraph, year)
            return
        days = [span for span in calendar.dates() if span.precision == "day"]
        if days and past:
            told = _when(days[0], text)
            published = self._report.published
            recent = not (published and told.start) or 0 <= (published - told.start).days <= _RECENT_DAYS
            self._told, self._paragraph = (told if recent else None), paragraph
        elif self._paragraph != paragraph:
            self._told = None

    def note_other(self, start: int, end: int, paragraph: int, year: int) -> None:
        """Keep the day that a sentence or heading without events tells, ``text[start:end]``, in a narrative."""
        if self._narrative and _FIGURE.search(self._report.text, start, end):
            spans = find_dates(self._report.text, start, end, None, year=year)
            self._note_narrated(spans, self._report.text, paragraph, year)

    def shift(self, start: int, end: int) -> None:
        """Move on, never back, with ``the next day`` in ``text[start:end]``, read after its events."""
        if self._narrative and self._told and self._told.precision == "day":
            self._told = self._told.shifted(max(0, shift_of(self._report.text, start, end)[0]))

    def _note_narrated(self, spans: tuple[DateSpan, ...], text: str, paragraph: int, year: int) -> None:
        if paragraph != self._paragraph:
            self._paragraph, self._year = paragraph, None
        # The latest: what is told back from it (``after the raid on 3 May``) does not move the telling.
        told = max((span for span in spans if _is_daylike(span, year)), key=_start, default=None)
        if told:
            self._told, self._year, self._begun = _when(told, text), None, True
            return
        aside = next((span for span in spans if span.start), None)
        if aside:
            self._year = _when(aside, text)

    def _first(self, year: int) -> When | None:
        """Give the first date that a narrative tells, in the year that it is about if that is known; or that year."""
        text, start = self._report.text, self._report.body_start
        spans = find_dates(text, start, min(len(text), start + _LEAD), None, year=year)
        fitting = [span for span in spans if span.start and (not year or span.start.year == year)]
        told = next((span for span in fitting if span.precision in _DAYLIKE), next(iter(fitting), None))
        if told:
            return _when(told, text)._replace(text="")
        return When(date(year, 1, 1), date(year, 12, 31), "year") if year else None


def _start(span: DateSpan) -> date:
    return span.start or date.min


def _is_daylike(span: DateSpan, year: int) -> bool:
    """Whether a date is one that a telling goes on from: a day or month near the year that is told of."""
    near = span.start is not None and (not year or abs(span.start.year - year) <= 1)
    return near and span.precision in _DAYLIKE


def _when(span: DateSpan, text: str) -> When:
    return When(span.start, span.end, span.precision, text[span.first : span.last])
