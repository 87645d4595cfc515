"""Expressions of time that count in hours, days, weeks, months: ``two weeks ago``, ``last month``, ``12-day``."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from mapper.tag.numbers import NUMBER_WORDS, WRITTEN_NUMBER, small_number
from mapper.tag.timewords import UNITS, Dates, Expression, Now, Table, one_day

_LONGEST_AFTER: Final = 28


def unit_patterns() -> Table:
    """Give the expressions that count in days, weeks, months."""
    number = rf"(?P<n>\d{{1,3}}|{WRITTEN_NUMBER}|couple of|few|several)"
    unit = r"(?P<unit>hour|day|night|week|month|year)s?"
    about = r"(?:more than\s+|at least\s+|nearly\s+|almost\s+|about\s+|the\s+)*"
    which = r"(?P<which>this|last|next|past|coming|following)"
    units = frozenset(UNITS) | {unit + "s" for unit in UNITS}
    numbers = frozenset("# of few several".split()).union(*(words.split("-") for words in NUMBER_WORDS))
    some, a, past = numbers | {"a", "an"}, numbers | {"a"}, frozenset("past last previous latest".split())
    whiches, weekend = frozenset("this last next past coming following".split()), frozenset({"weekend"})
    return (
        Expression(
            units,
            rf"\b(?:{number}\s+|a\s+|an\s+){unit}\s+(?:ago|earlier|before)\b",
            _ago,
            also=frozenset({"ago", "earlier", "before"}),
            lead=some,
        ),
        Expression(
            units, rf"\b(?:{number}|a)\s+{unit}\s+after\b(?!\s+that)", _after_event, also=frozenset({"after"}), lead=a
        ),
        Expression(
            units,
            rf"\b(?:the\s+)?(?:past|last|previous|latest)\s+(?:{number}\s+)?{unit}\b",
            _past_span,
            also=past,
            lead=numbers | past,
        ),
        Expression(
            units,
            rf"\b(?:for|after|over)\s+{about}(?:{number}|a)\s+{unit}\b",
            _lasted,
            also=frozenset({"for", "after", "over"}),
            lead=a,
        ),
        Expression(units, rf"\b{number}-{unit}(?:-(?:long|old))?\b", _adjective, also=frozenset({"-"}), lead=numbers),
        Expression(
            units | weekend,
            rf"\b(?:the\s+)?{which}\s+(?P<unit>week|month|year|weekend)\b",
            _relative_unit,
            lead=whiches,
        ),
        Expression(
            weekend, r"\b(?:over|at|during)\s+the\s+(?P<unit>weekend)\b", _relative_unit, lead=frozenset({"the"})
        ),
        Expression(frozenset({"recent"}), r"\bin recent (?P<unit>days|weeks|months|hours)\b", _recent),
    )


def _span_days(match: re.Match[str]) -> int:
    raw = match["n"] if "n" in match.re.groupindex else None
    return (small_number(raw) if raw else 1) * UNITS[match["unit"].lower()]


def _ago(match: re.Match[str], now: Now) -> Dates | None:
    if now.published is None:
        return None
    unit = match["unit"].lower()
    then = now.published - timedelta(days=_span_days(match))
    if unit in {"month", "year"}:
        return then - timedelta(days=15), then + timedelta(days=15), "month" if unit == "month" else "year", 0
    return (
        (then, then, "day", 0) if unit != "week" else (then - timedelta(days=3), then + timedelta(days=3), "range", 0)
    )


def _after_event(match: re.Match[str], now: Now) -> Dates | None:
    """Read ``two days after the quake``, told today: the quake was two days ago."""
    days = _span_days(match)
    if now.published is None or match["unit"].lower() not in {"day", "week"} or days > _LONGEST_AFTER:
        return None
    return one_day(now.published - timedelta(days=days))


def _past_span(match: re.Match[str], now: Now) -> Dates | None:
    """Read ``the past three days``; ``last week`` is the whole calendar week before."""
    if now.published is None or match[0].lower().endswith("previous day"):
        return None
    if match["n"] is None and match["unit"].lower() in {"week", "month", "year", "night"}:
        return calendar_unit("last", match["unit"].lower(), now.published)
    days = _span_days(match)
    if match["unit"].lower() == "hour":
        days = max(1, -(-small_number(match["n"] or "1") // 24))
    return now.published - timedelta(days=days), now.published, "range", 0


def _lasted(match: re.Match[str], now: Now) -> Dates | None:
    days = _span_days(match)
    if now.published is None or days == 0 or not match[0].lower().startswith(("for", "after", "over")):
        return None
    return now.published - timedelta(days=days), now.published, "range", days


def _adjective(match: re.Match[str], now: Now) -> Dates | None:
    if match[0].lower().endswith("old") or match["unit"].lower() in {"hour", "year"} or now.published is None:
        return None
    days = _span_days(match)
    return now.published - timedelta(days=days - 1), now.published, "range", days


def calendar_unit(which: str, unit: str, published: date) -> Dates:
    """Give the night, week, weekend, month or year before, of, or after the day of the report."""
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


def _relative_unit(match: re.Match[str], now: Now) -> Dates | None:
    if now.published is None:
        return None
    which = (match["which"] if "which" in match.re.groupindex else "last") or "last"
    first, last, precision, days = calendar_unit(which.lower(), match["unit"].lower(), now.published)
    if which.lower() == "this" and not now.future:
        last = min(last, now.published) if last else last
    return first, last, precision, days


def _recent(match: re.Match[str], now: Now) -> Dates | None:
    if now.published is None:
        return None
    days = {"days": 5, "weeks": 21, "months": 90, "hours": 1}[match["unit"].lower()]
    return now.published - timedelta(days=days), now.published, "range", 0
