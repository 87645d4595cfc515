"""What the readings of expressions of time have in common: their words, and what they give."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from mapper.model import DatePrecision

MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS.update({name.lower(): i for i, name in enumerate(calendar.month_abbr) if name})
MONTHS["sept"] = 9
"""Names and abbreviations of months, in lower case, with their numbers."""

DAYS: Final = {name.lower(): i for i, name in enumerate(calendar.day_name)}
DAYS.update({"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6})
"""Names and abbreviations of weekdays, in lower case; Monday is 0."""

UNITS: Final = {"hour": 0, "day": 1, "night": 1, "week": 7, "month": 30, "year": 365}
"""Days of a unit; an hour has none."""

YEARS: Final = frozenset(str(year) for year in range(1900, 2100))
"""The years that are read where they stand alone."""

Dates = tuple[date | None, date | None, DatePrecision, int]
"""First and last day (None where unknown or open), precision, and the days of a duration (0: none)."""


class Now(NamedTuple):
    """What dates are counted from.

    Attributes
    ----------
    published
        The day of the report; None if unknown.
    future
        Whether a bare weekday means the next such day.
    year
        The year of days told without one, where the day of the report is unknown; 0 if unknown too.
    """

    published: date | None
    future: bool
    year: int = 0


Handler = Callable[[re.Match[str], Now], Dates | None]
"""What an expression means; None where its words tell no date."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A kind of expression of time: its words, its pattern and what it means.

    Patterns are slow; what can be told by single words is asked first. Each set only spares the pattern where it
    cannot match.

    Attributes
    ----------
    needed
        Words of which the sentence must hold one; years are among them as figures.
    pattern
        A regular expression, case ignored, within 64 characters of such a word.
    handler
        What a match means.
    also
        More words of which the sentence must hold one, ``-`` for a hyphen; empty asks for nothing.
    lead
        Words of which one stands right before the needed one, ``#`` for any figure; empty asks for nothing.
    opens
        Whether the pattern begins with the needed word.
    """

    needed: frozenset[str]
    pattern: str
    handler: Handler
    also: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    opens: bool = False


Table = tuple[Expression, ...]
"""Expressions, the most telling first."""


def any_of(keys: Iterable[str]) -> str:
    """Give a pattern for any of the words, the longest first."""
    return "|".join(sorted(keys, key=len, reverse=True))


def made(year: int, month: int, day: int) -> date | None:
    """Give the day, or None where the calendar has no such day."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def one_day(day: date | None) -> Dates | None:
    """Give a day as a span of one day; None stays None."""
    return (day, day, "day", 0) if day else None


def nearest(month: int, day: int, now: Now) -> date | None:
    """Find the day when its year is not told: the last one, or the next one for what is planned."""
    if now.published is None:
        return made(now.year, month, day) if now.year else None
    options = [found for shift in (-1, 0, 1) if (found := made(now.published.year + shift, month, day))]
    slack = timedelta(days=7)
    if now.future:
        later = [one for one in options if one >= now.published - slack]
        return min(later, default=None)
    return max((one for one in options if one <= now.published + slack), default=None)
