"""When: the expressions of time in a sentence, resolved against the day the report was published.

Without that day, relative expressions (``on Friday``, ``yesterday``) stay unknown. All dates are UTC days.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from mapper.model import DatePrecision
from mapper.tag.numbers import NUMBER_WORDS, small_number

_MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS.update({name.lower(): i for i, name in enumerate(calendar.month_abbr) if name})
_MONTHS["sept"] = 9
_DAYS: Final = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_DAYS.update({"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6})
_UNITS: Final = {"hour": 0, "day": 1, "night": 1, "week": 7, "month": 30, "year": 365}

_UNTIL = re.compile(r"\b(?:extend|impos|remain|suspend|last|valid|in force)\w*\b[^.;]*\buntil\s+$", re.IGNORECASE)
_LONGEST_AFTER: Final = 28
_YEARS: Final = frozenset(str(year) for year in range(1900, 2100))
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


_Dates = tuple[date | None, date | None, DatePrecision, int]


@dataclass(frozen=True, slots=True)
class _Now:
    published: date | None
    future: bool
    year: int = 0


_Handler = Callable[[re.Match[str], _Now], _Dates | None]


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
    now = _Now(published, future, year)
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


def _resolved(handler: _Handler, match: re.Match[str], now: _Now) -> _Dates | None:
    try:
        return handler(match, now)
    except OverflowError:  # counted back beyond year 1 or on beyond 9999: no date anyone reports
        return None


def _spanned(text: str, match: re.Match[str], handler: _Handler, dates: _Dates, now: _Now) -> _Dates:
    """Stretch ``since <day>`` to the day of the report, and that day to ``until <day>``."""
    start = match.start()
    if now.future and text[max(0, start - 12) : start].lower().rstrip(" \n").endswith(("since", "since early")):
        dates = _resolved(handler, match, replace(now, future=False)) or dates
    first, _, precision, _ = dates
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
def _patterns() -> tuple[tuple[frozenset[str], re.Pattern[str], _Handler], ...]:
    """Give the expressions, the most telling first, each with words of which the sentence must hold one."""
    table = (*_month_patterns(), *_unit_patterns(), *_day_patterns())
    return tuple((needed, re.compile(source, re.IGNORECASE), handler) for needed, source, handler in table)


@cache
def _telling_words() -> frozenset[str]:
    """Give the words of which every expression has one."""
    return frozenset[str]().union(*(needed for needed, _, _ in _patterns()))


_Table = tuple[tuple[frozenset[str], str, _Handler], ...]


def _any_of(keys: Iterable[str]) -> str:
    return "|".join(sorted(keys, key=len, reverse=True))


def _month_patterns() -> _Table:
    month = rf"(?P<month>{_any_of(_MONTHS)})\b\.?"
    next_month = rf"(?P<next>{_any_of(_MONTHS)})\b\.?"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
    other = r"(?P<other>[0-3]?\d)(?:st|nd|rd|th)?\b"
    year = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b(?!-))?"
    dash = r"\s*(?:-|–|—|to|and|until|through)\s*(?:the\s+)?"
    lead = r"(?:in|since|during|until|by|last|this|next|of)\s+(?:early\s+|late\s+|mid-?\s*)?"
    months = frozenset(_MONTHS)
    part = r"(?:the\s+)?(?P<part>early|mid|late|start\s+of|beginning\s+of|middle\s+of|end\s+of)[\s-]+"
    return (
        (months, rf"\bsince\s+{part}{month}{year}(?!\s+\d)", _since_part),
        (_YEARS, r"\b(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b", _iso),
        (months, rf"\b(?:from\s+|between\s+)?{day}{dash}{other}\s+(?:of\s+)?{month}{year}", _day_range),
        (months, rf"\b{month}\s+{day}{dash}{other}{year}", _day_range),
        (months, rf"\b{day}\s+(?:of\s+)?{month}{year}", _explicit),
        (months, rf"\b{month}\s+{day}(?![:,]\d|\s*%){year}", _explicit),
        (months, rf"\b{month},?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b", _month),
        (months, rf"\b(?:{lead}|throughout\s+|between\s+|from\s+){month}{dash}{next_month}{year}", _months),
        (months, rf"\b(?:{lead}|throughout\s+){month}(?!\s+\d)", _month),
    )


def _unit_patterns() -> _Table:
    number = rf"(?P<n>\d{{1,3}}|{_any_of(NUMBER_WORDS)}|couple of|few|several)"
    unit = r"(?P<unit>hour|day|night|week|month|year)s?"
    about = r"(?:more than\s+|at least\s+|nearly\s+|almost\s+|about\s+|the\s+)*"
    which = r"(?P<which>this|last|next|past|coming|following)"
    units = frozenset(_UNITS) | {unit + "s" for unit in _UNITS}
    weekend = frozenset({"weekend"})
    return (
        (units, rf"\b(?:{number}\s+|a\s+|an\s+){unit}\s+(?:ago|earlier|before)\b", _ago),
        (units, rf"\b(?:{number}|a)\s+{unit}\s+after\b(?!\s+that)", _after_event),
        (units, rf"\b(?:the\s+)?(?:past|last|previous|latest)\s+(?:{number}\s+)?{unit}\b", _past_span),
        (units, rf"\b(?:for|after|over)\s+{about}(?:{number}|a)\s+{unit}\b", _lasted),
        (units, rf"\b{number}-{unit}(?:-(?:long|old))?\b", _adjective),
        (units | weekend, rf"\b(?:the\s+)?{which}\s+(?P<unit>week|month|year|weekend)\b", _relative_unit),
        (weekend, r"\b(?:over|at|during)\s+the\s+(?P<unit>weekend)\b", _relative_unit),
        (frozenset({"recent"}), r"\bin recent (?P<unit>days|weeks|months|hours)\b", _recent),
    )


def _day_patterns() -> _Table:
    weekday = rf"(?P<weekday>{_any_of(_DAYS)})\b\.?"
    which = r"(?:(?P<which>last|next|this|past|the previous|following)\s+)?"
    part = r"(?P<part>\s+(?:morning|night|evening|afternoon))?"
    relative = r"today|tonight|yesterday|tomorrow|overnight|last night|this (?:morning|afternoon|evening)|last evening"
    before = r"(?P<shift>day before yesterday)|(?:the\s+)?(?P<prev>previous day|day before|day earlier)"
    words = frozenset("today tonight yesterday tomorrow overnight night morning afternoon evening".split())
    return (
        (frozenset({"day"}), rf"\b(?:{before})\b", _day_shift),
        (frozenset(_DAYS), rf"\b{which}{weekday}{part}", _weekday),
        (words, rf"\b(?P<rel>{relative})\b", _relative_day),
        (frozenset({"since"}), r"\bsince the (?:start|beginning) of (?:the|this) (?P<unit>week|month|year)\b", _so_far),
        (frozenset({"since"}), r"\bsince the (?:start|beginning|outbreak|onset|launch) of\b", _since_event),
        (
            frozenset({"since"}),
            r"\bsince\s+(?:[\w’'-]+\s+){1,4}?(?:invasion|war|conflict)\s+(?:started|began|broke\s+out)\b",
            _since_event,
        ),
        (
            _YEARS,
            r"\b(?:between|from|in|during|of)?\s*(?P<year>(?:19|20)\d\d)\s*(?:-|–|—|to|and|until|through)\s*"
            r"(?P<other>(?:19|20)?\d\d)\b(?![-\w])",
            _years,
        ),
        (
            _YEARS,
            r"\b(?:in|since|of|from|during|until)\s+(?:early\s+|late\s+|mid-?\s*)?(?P<year>(?:19|20)\d\d)\b(?!-)",
            _year,
        ),
        (
            _YEARS,
            r"(?:\bthe\s+(?P<year>(?:19|20)\d\d)(?=\s+(?:[\w-]+\s+){0,2}?(?:attacks?|war|battles?|invasion|siege|massacre"
            r"|offensive|coup|elections?|earthquake|floods?|protests?|uprising|conflict|bombings?|ceasefire|truce"
            r"|agreement|accord|revolution|annexation|clashes|strikes?)\b)|\((?P<bracketed>(?:19|20)\d\d)\))",
            _year,
        ),
    )


def _make(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def _month_number(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower()]


def _is_word_may(match: re.Match[str]) -> bool:
    """Whether the month is the word ``may`` or ``march`` in lower case."""
    return match["month"] in {"may", "march", "mar", "sat", "sun"}


def _nearest(month: int, day: int, now: _Now) -> date | None:
    """Find the day when its year is not told: the last one, or the next one for what is planned."""
    if now.published is None:
        return _make(now.year, month, day) if now.year else None
    options = [made for shift in (-1, 0, 1) if (made := _make(now.published.year + shift, month, day))]
    slack = timedelta(days=7)
    if now.future:
        later = [made for made in options if made >= now.published - slack]
        return min(later, default=None)
    return max((made for made in options if made <= now.published + slack), default=None)


def _one(day: date | None) -> _Dates | None:
    return (day, day, "day", 0) if day else None


def _iso(match: re.Match[str], now: _Now) -> _Dates | None:
    return _one(_make(int(match["year"]), int(match["m"]), int(match["day"])))


def _explicit(match: re.Match[str], now: _Now) -> _Dates | None:
    if _is_word_may(match):
        return None
    month, day = _month_number(match), int(match["day"])
    return _one(_make(int(match["year"]), month, day) if match["year"] else _nearest(month, day, now))


def _day_range(match: re.Match[str], now: _Now) -> _Dates | None:
    if _is_word_may(match):
        return None
    month = _month_number(match)
    ends = [
        _make(int(match["year"]), month, int(day)) if match["year"] else _nearest(month, int(day), now)
        for day in (match["day"], match["other"])
    ]
    first, last = ends
    return (first, last, "range", 0) if first and last and first <= last else None


def _month(match: re.Match[str], now: _Now) -> _Dates | None:
    if _is_word_may(match):
        return None
    month = _month_number(match)
    year = int(match["year"] or 0) if "year" in match.re.groupindex else 0
    if not year:
        first = _nearest(month, 1, now)
        if first is None:
            return None
        year = first.year
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if match[0].lower().startswith("since"):
        return first, now.published, "range", 0
    if now.published and first <= now.published <= last and not now.future:
        last = now.published
    return first, last, "month", 0


def _months(match: re.Match[str], now: _Now) -> _Dates | None:
    """Read ``throughout April and May``."""
    first = _month(match, now)
    if first is None or first[0] is None or match["next"] in {"may", "march", "mar"}:
        return None
    month = _MONTHS[match["next"].lower()]
    year = first[0].year + (month < first[0].month)
    last = date(year, month, calendar.monthrange(year, month)[1])
    return first[0], min(last, now.published) if now.published and not now.future else last, "range", 0


def _since_part(match: re.Match[str], now: _Now) -> _Dates | None:
    """Read ``since the end of February`` as the time from about the end of it to the day of the report."""
    dates = _month(match, now)
    if dates is None or dates[0] is None:
        return None
    first = dates[0]
    late, mid = match["part"].lower().startswith(("late", "end")), match["part"].lower().startswith("mid")
    last = calendar.monthrange(first.year, first.month)[1]
    day = last if match["part"].lower().startswith("end") else 20 if late else 10 if mid else 1
    start = first.replace(day=day)
    return (start, now.published, "range", 0) if now.published is None or start <= now.published else None


def _year(match: re.Match[str], now: _Now) -> _Dates | None:
    year = int(match["year"] or match["bracketed"])
    if match[0].lower().startswith("since"):
        return date(year, 1, 1), now.published, "range", 0
    return date(year, 1, 1), date(year, 12, 31), "year", 0


def _years(match: re.Match[str], now: _Now) -> _Dates | None:
    """Read ``between 2014 and 2018``, ``2014–18``."""
    first, last = int(match["year"]), int(match["other"])
    if last < 100:
        last += first - first % 100
        if not re.search(r"[-–—]", match[0]):
            return None  # "in 2014 and 18 others"
    return (date(first, 1, 1), date(last, 12, 31), "range", 0) if first < last else None


def _span_days(match: re.Match[str]) -> int:
    raw = match["n"] if "n" in match.re.groupindex else None
    return (small_number(raw) if raw else 1) * _UNITS[match["unit"].lower()]


def _ago(match: re.Match[str], now: _Now) -> _Dates | None:
    if now.published is None:
        return None
    unit = match["unit"].lower()
    then = now.published - timedelta(days=_span_days(match))
    if unit in {"month", "year"}:
        return then - timedelta(days=15), then + timedelta(days=15), "month" if unit == "month" else "year", 0
    return (
        (then, then, "day", 0) if unit != "week" else (then - timedelta(days=3), then + timedelta(days=3), "range", 0)
    )


def _after_event(match: re.Match[str], now: _Now) -> _Dates | None:
    """Read ``two days after the quake``, told today: the quake was two days ago."""
    days = _span_days(match)
    if now.published is None or match["unit"].lower() not in {"day", "week"} or days > _LONGEST_AFTER:
        return None
    return _one(now.published - timedelta(days=days))


def _past_span(match: re.Match[str], now: _Now) -> _Dates | None:
    """Read ``the past three days``; ``last week`` is the whole calendar week before."""
    if now.published is None or match[0].lower().endswith("previous day"):
        return None
    if match["n"] is None and match["unit"].lower() in {"week", "month", "year", "night"}:
        return _calendar_unit("last", match["unit"].lower(), now.published)
    days = _span_days(match)
    if match["unit"].lower() == "hour":
        days = max(1, -(-small_number(match["n"] or "1") // 24))
    return now.published - timedelta(days=days), now.published, "range", 0


def _lasted(match: re.Match[str], now: _Now) -> _Dates | None:
    days = _span_days(match)
    if now.published is None or days == 0 or not match[0].lower().startswith(("for", "after", "over")):
        return None
    return now.published - timedelta(days=days), now.published, "range", days


def _adjective(match: re.Match[str], now: _Now) -> _Dates | None:
    if match[0].lower().endswith("old") or match["unit"].lower() in {"hour", "year"} or now.published is None:
        return None
    days = _span_days(match)
    return now.published - timedelta(days=days - 1), now.published, "range", days


def _calendar_unit(which: str, unit: str, published: date) -> _Dates:
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    if unit == "night":
        return published - timedelta(days=1), published, "range", 0
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        return monday, monday + timedelta(days=6), "range", 0
    if unit == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7) + timedelta(weeks=max(shift, 0))
        return saturday, saturday + timedelta(days=1), "range", 0
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        year, month = divmod(months, 12)
        return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1]), "month", 0
    year = published.year + shift
    return date(year, 1, 1), date(year, 12, 31), "year", 0


def _relative_unit(match: re.Match[str], now: _Now) -> _Dates | None:
    if now.published is None:
        return None
    which = (match["which"] if "which" in match.re.groupindex else "last") or "last"
    first, last, precision, days = _calendar_unit(which.lower(), match["unit"].lower(), now.published)
    if which.lower() == "this" and not now.future:
        last = min(last, now.published) if last else last
    return first, last, precision, days


def _day_shift(match: re.Match[str], now: _Now) -> _Dates | None:
    if now.published is None:
        return None
    return _one(now.published - timedelta(days=2 if match["shift"] else 1))


def _weekday(match: re.Match[str], now: _Now) -> _Dates | None:
    name = match["weekday"]
    if now.published is None or (len(name) <= 5 and (name[0].islower() or name.lower() in {"sat", "sun", "wed"})):
        return None
    wanted = _DAYS[name.lower().rstrip(".")]
    which = (match["which"] or "").lower()
    back = (now.published.weekday() - wanted) % 7
    if which in {"next", "following"} or (now.future and which not in {"last", "past"}):
        ahead = (wanted - now.published.weekday()) % 7
        return _one(now.published + timedelta(days=ahead or (7 if which == "next" else 0)))
    if which in {"last", "past", "the previous"} and back == 0:
        back = 7
    return _one(now.published - timedelta(days=back))


def _relative_day(match: re.Match[str], now: _Now) -> _Dates | None:
    if now.published is None:
        return None
    word = match["rel"].lower()
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1, "last evening": -1}.get(word, 0)
    if word == "overnight":
        return now.published - timedelta(days=1), now.published, "range", 0
    return _one(now.published + timedelta(days=shift))


def _recent(match: re.Match[str], now: _Now) -> _Dates | None:
    if now.published is None:
        return None
    days = {"days": 5, "weeks": 21, "months": 90, "hours": 1}[match["unit"].lower()]
    return now.published - timedelta(days=days), now.published, "range", 0


def _so_far(match: re.Match[str], now: _Now) -> _Dates | None:
    if now.published is None:
        return None
    first, _, _, _ = _calendar_unit("this", match["unit"].lower(), now.published)
    return first, now.published, "range", 0


def _since_event(match: re.Match[str], now: _Now) -> _Dates | None:
    """Read ``since the start of ...``: the start is not in the words; a caller that knows the event may fill it."""
    return None, now.published, "range", 0
