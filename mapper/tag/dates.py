"""When: the expressions of time in a sentence, resolved against the day the report was published.

Without that day, relative expressions (``on Friday``, ``yesterday``) stay unknown. All dates are UTC days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import accumulate, islice
from typing import Final, NamedTuple

from mapper.model import DatePrecision
from mapper.tag.daydates import day_patterns
from mapper.tag.monthdates import month_patterns, year_patterns
from mapper.tag.timewords import YEARS, Dates, Expression, Handler, Now
from mapper.tag.unitdates import unit_patterns

_UNTIL = re.compile(r"\b(?:extend|impos|remain|suspend|last|valid|in force)\w*\b[^.;]*\buntil\s+$", re.IGNORECASE)
_AHEAD: Final = re.compile(
    r"\b(?:declar|impos|announc|extend|introduc|agree|propos|order)\w*\b[^.;,]{0,30}$", re.IGNORECASE
)
_REACH: Final = 64
"""Characters from the word that tells an expression to either of its ends."""
_WORDS = re.compile(r"([a-z]+|\d+)", re.IGNORECASE)


class DateSpan(NamedTuple):
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


def may_be_dated(vocabulary: frozenset[str]) -> bool:
    """Whether a sentence of these words (figures as ``#``) may hold an expression of time."""
    return "#" in vocabulary or not _every_telling_word().isdisjoint(vocabulary)


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    *,
    future: bool = False,
    year: int = 0,
    words: Sequence[tuple[str, int]] | None = None,
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
        The words of the sentence in lower case, with their offsets, if they are known; figures as ``#``, but years.

    Returns
    -------
    tuple of DateSpan
        By position, none overlapping; what cannot be resolved is left out.
    """
    known = _words_of(text, start, end) if words is None else words
    telling, rules = _telling_words(), _expressions()
    there = [index for index, (word, _) in enumerate(known) if word in telling]
    if not there:
        return ()
    vocabulary = {word for word, _ in known}
    if text.find("-", start, end) >= 0:
        vocabulary.add("-")
    now = Now(published, future, year)
    found: list[DateSpan] = []
    windows: dict[frozenset[str], list[_Window]] = {}  # many expressions need the same words
    for number in sorted({number for index in there for number in telling[known[index][0]]}):
        expression, pattern = rules[number]
        if expression.also and expression.also.isdisjoint(vocabulary):
            continue
        needed = expression.needed
        around = windows.get(needed) or windows.setdefault(needed, _windows(needed, start, end, known, there))
        for window in around:
            for match in _matches(expression, pattern, text, window, known):
                _take(found, text, match, expression.handler, now)
    if len(found) > 1:
        found.sort(key=lambda span: span.first)
    return tuple(found)


def _take(found: list[DateSpan], text: str, match: re.Match[str], handler: Handler, now: Now) -> None:
    """Add what a match means to those found, unless it overlaps one of them or tells no date."""
    first, last = match.span()
    for span in found:
        if first < span.last and span.first < last:
            return
    dates = _resolved(handler, match, now)
    if dates:
        found.append(DateSpan(first, last, *_spanned(text, match, handler, dates, now)))


def _words_of(text: str, start: int, end: int) -> list[tuple[str, int]]:
    parts = _WORDS.split(text[start:end])
    starts = accumulate(map(len, parts), initial=start)
    words = [part.lower() for part in parts[1::2]]
    known = ["#" if word[0].isdigit() and word not in YEARS else word for word in words]
    return list(zip(known, islice(starts, 1, None, 2), strict=False))


class _Window(NamedTuple):
    """A part of the text, and the indices of the words in it that an expression needs one of."""

    first: int
    last: int
    needed: list[int]


def _windows(
    needed: frozenset[str], start: int, end: int, words: Sequence[tuple[str, int]], telling: Sequence[int]
) -> list[_Window]:
    """Give the text around those of the words at the indices `telling` that are `needed`."""
    found: list[_Window] = []
    for index in telling:
        word, at = words[index]
        if word not in needed:
            continue
        last = min(end, at + 2 * _REACH)
        if found and at - _REACH <= found[-1].last:
            found[-1] = _Window(found[-1].first, last, [*found[-1].needed, index])
        else:
            found.append(_Window(max(start, at - _REACH), last, [index]))
    return found


def _matches(
    expression: Expression, pattern: re.Pattern[str], text: str, window: _Window, words: Sequence[tuple[str, int]]
) -> Iterator[re.Match[str]]:
    """Find an expression in a window of the text."""
    first, last, needed = window
    if expression.opens:
        for index in needed:
            match = pattern.match(text, words[index][1], last) if words[index][1] >= first else None
            if match:
                yield match
                first = match.end()
    elif not expression.lead or any(index and words[index - 1][0] in expression.lead for index in needed):
        yield from pattern.finditer(text, first, last)


def _resolved(handler: Handler, match: re.Match[str], now: Now) -> Dates | None:
    try:
        dates = handler(match, now)
    except OverflowError:  # counted back beyond year 1 or on beyond 9999: no date anyone reports
        return None
    backward = dates is not None and dates[0] is not None and dates[1] is not None and dates[1] < dates[0]
    return None if backward else dates  # "since 2030", told in 2022; "0-day"


def _spanned(text: str, match: re.Match[str], handler: Handler, dates: Dates, now: Now) -> Dates:
    """Stretch ``since <day>`` to the day of the report, and that day to ``until <day>``."""
    start = match.start()
    if now.future and text[max(0, start - 12) : start].lower().rstrip(" \n").endswith(("since", "since early")):
        dates = _resolved(handler, match, now._replace(future=False)) or dates
    first, last, precision, duration = dates
    if duration and first and last and _AHEAD.search(text, max(0, start - 60), start):
        return last, last + (last - first), precision, duration  # "declared a three-month state of emergency"
    if now.published and precision == "day" and _UNTIL.search(text, max(0, start - 60), start):
        ahead = _resolved(handler, match, now._replace(future=True))
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
def _expressions() -> tuple[tuple[Expression, re.Pattern[str]], ...]:
    """Give the expressions, the most telling first, with their compiled patterns."""
    table = (*month_patterns(), *unit_patterns(), *day_patterns(), *year_patterns())
    return tuple((expression, re.compile(expression.pattern, re.IGNORECASE)) for expression in table)


@cache
def _every_telling_word() -> frozenset[str]:
    return frozenset(_telling_words())


@cache
def _telling_words() -> dict[str, tuple[int, ...]]:
    """Give the words of which every expression has one, with the numbers of the expressions that need them."""
    found: dict[str, tuple[int, ...]] = {}
    for number, (expression, _) in enumerate(_expressions()):
        for word in expression.needed:
            found[word] = (*found.get(word, ()), number)
    return found
