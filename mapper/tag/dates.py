"""When: the expressions of time in a sentence, resolved against the day the report was published.

Without that day, relative expressions (``on Friday``, ``yesterday``) stay unknown. All dates are UTC days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from mapper.model import DatePrecision
from mapper.tag.daydates import day_patterns
from mapper.tag.monthdates import month_patterns, year_patterns
from mapper.tag.timewords import Dates, Handler, Now
from mapper.tag.unitdates import unit_patterns

_UNTIL = re.compile(r"\b(?:extend|impos|remain|suspend|last|valid|in force)\w*\b[^.;]*\buntil\s+$", re.IGNORECASE)
_AHEAD: Final = re.compile(
    r"\b(?:declar|impos|announc|extend|introduc|agree|propos|order)\w*\b[^.;,]{0,30}$", re.IGNORECASE
)
_REACH: Final = 64
"""Characters from the word that tells an expression to either of its ends."""
_WORDS = re.compile(r"[a-z]+|\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An expression of time and what it means.

    Attributes
    ----------
    first, last
        Offsets in the text, end exclusive.
    start, end
        First and last day; None where unknown or open.
    precision
        One of `DatePrecision`.
    duration_days
        For ``12-day``: how long, to be counted back from the day of the telling; 0 otherwise.
    """

    first: int
    last: int
    start: date | None
    end: date | None
    precision: DatePrecision
    duration_days: int = 0


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    *,
    future: bool = False,
    year: int = 0,
    words: Iterable[tuple[str, int]] | None = None,
) -> tuple[DateSpan, ...]:
    """Find the expressions of time in ``text[start:end]``.

    Parameters
    ----------
    text, start, end
        The report's text, and the sentence in it.
    published
        The day that relative expressions count from; None if unknown.
    future
        Whether a bare weekday means the next such day rather than the last.
    year
        The year of days told without one, where no day of publication is known; 0 if unknown too.
    words
        The words of the sentence in lower case, with their offsets, if they are known.

    Returns
    -------
    tuple of DateSpan
        By position, none overlapping; what cannot be resolved is left out.
    """
    if words is None:
        words = ((match[0].lower(), match.start()) for match in _WORDS.finditer(text, start, end))
    telling = [(word, at) for word, at in words if word in _telling_words()]
    if not telling:
        return ()
    now = Now(published, future, year)
    found: list[DateSpan] = []
    for needed, pattern, handler in _patterns():
        for match in _matches(pattern, text, start, end, [at for word, at in telling if word in needed]):
            if any(match.start() < span.last and span.first < match.end() for span in found):
                continue
            dates = _resolved(handler, match, now)
            if dates:
                found.append(DateSpan(match.start(), match.end(), *_spanned(text, match, handler, dates, now)))
    found.sort(key=lambda span: span.first)
    return tuple(found)


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int, near: Sequence[int]) -> Iterator[re.Match[str]]:
    """Find a pattern around the offsets of the words of which it needs one."""
    first = last = -1
    for at in near:
        if last >= 0 and at - _REACH > last:
            yield from pattern.finditer(text, first, last)
            first = -1
        first = max(start, at - _REACH) if first < 0 else first
        last = min(end, at + 2 * _REACH)
    if last >= 0:
        yield from pattern.finditer(text, first, last)


def _resolved(handler: Handler, match: re.Match[str], now: Now) -> Dates | None:
    try:
        return handler(match, now)
    except OverflowError:  # counted back beyond year 1 or on beyond 9999: no date anyone reports
        return None


def _spanned(text: str, match: re.Match[str], handler: Handler, dates: Dates, now: Now) -> Dates:
    """Stretch ``since <day>`` to the day of the report, and that day to ``until <day>``."""
    start = match.start()
    if now.future and text[max(0, start - 12) : start].lower().rstrip(" \n").endswith(("since", "since early")):
        dates = _resolved(handler, match, replace(now, future=False)) or dates
    first, last, precision, duration = dates
    if duration and first and last and _AHEAD.search(text, max(0, start - 60), start):
        return last, last + (last - first), precision, duration  # "declared a three-month state of emergency"
    if now.published and precision == "day" and _UNTIL.search(text, max(0, start - 60), start):
        ahead = _resolved(handler, match, replace(now, future=True))
        if ahead and ahead[1] and ahead[1] >= now.published:
            return now.published, ahead[1], "range", 0
    if (
        precision in {"day", "range"}
        and first
        and (not now.published or first <= now.published)
        and text[max(0, start - 12) : start].lower().rstrip(" \n").endswith(("since", "since early"))
    ):
        return first, now.published, "range" if now.published else "open", 0
    return dates


@cache
def _patterns() -> tuple[tuple[frozenset[str], re.Pattern[str], Handler], ...]:
    """Give the expressions, the most telling first, each with words of which the sentence must hold one."""
    table = (*month_patterns(), *unit_patterns(), *day_patterns(), *year_patterns())
    return tuple((needed, re.compile(source, re.IGNORECASE), handler) for needed, source, handler in table)


@cache
def _telling_words() -> frozenset[str]:
    """Give the words of which every expression has one."""
    return frozenset[str]().union(*(needed for needed, _, _ in _patterns()))
