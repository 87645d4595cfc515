"""Expressions of time that name a month, a year or a full date."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from mapper.tag.timewords import MONTHS, YEARS, Dates, Expression, Now, Table, any_of, made, nearest, one_day

_COUNTED: Final = re.compile(
    r"\s+(?:hectares|acres|people|soldiers|troops|civilians|fighters|men|women|children|families|homes|houses|km|metres"
    r"|meters|kilomet(?:re|er)s|miles|tonnes|tons|dollars|shells|rounds|others|more)\b"
)
"""What is counted: a number before it is no year."""


def month_patterns() -> Table:
    """Give the expressions that name a month or hold a full date."""
    month = rf"(?P<month>{any_of(MONTHS)})\b\.?"
    next_month = rf"(?P<next>{any_of(MONTHS)})\b\.?"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
    other = r"(?P<other>[0-3]?\d)(?:st|nd|rd|th)?\b"
    year = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b(?!-))?"
    any_year = r"(?:,?\s+(?:19|20)\d\d\b)?"
    dash = r"\s*(?:-|–|—|to|and|until|through)\s*(?:the\s+)?"
    lead = r"(?:in|since|during|until|by|last|this|next|of)\s+(?:early\s+|late\s+|mid-?\s*)?"
    months, leads = frozenset(MONTHS), frozenset("in since during until by last this next of early late mid".split())
    days = frozenset("# st nd rd th of".split())
    part = r"(?:the\s+)?(?P<part>early|mid|late|start\s+of|beginning\s+of|middle\s+of|end\s+of)[\s-]+"
    return (
        Expression(months, rf"\bsince\s+{part}{month}{year}(?!\s+\d)", _since_part, also=frozenset({"since"})),
        Expression(YEARS, r"\b(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b", _iso, also=frozenset({"-"})),
        Expression(
            months,
            rf"\b(?:from|between)\s+(?:the\s+)?{day}\s+(?:of\s+)?{month}{any_year}{dash}{other}\s+(?:of\s+)?{next_month}{year}",
            _days_of_two_months,
            also=frozenset({"from", "between"}),
            lead=days,
        ),
        Expression(
            months,
            rf"\b{month}\s+{day}{any_year}\s*(?:-|–|—|to|until|through)\s*{next_month}\s+{other}{year}",
            _days_of_two_months,
            opens=True,
        ),
        Expression(
            months, rf"\b(?:from\s+|between\s+)?{day}{dash}{other}\s+(?:of\s+)?{month}{year}", _day_range, lead=days
        ),
        Expression(months, rf"\b{month}\s+{day}{dash}{other}{year}", _day_range, opens=True),
        Expression(months, rf"\b{day}\s+(?:of\s+)?{month}{year}", _explicit, lead=days),
        Expression(months, rf"\b{month}\s+{day}(?![:,]\d|\s*%){year}", _explicit, opens=True),
        Expression(months, rf"\b{month},?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b", _month, opens=True),
        Expression(
            months,
            rf"\b(?:{lead}|throughout\s+|between\s+|from\s+){month}{dash}{next_month}{year}",
            _months,
            lead=leads | {"throughout", "between", "from"},
        ),
        Expression(months, rf"\b(?:{lead}|throughout\s+){month}(?!\s+\d)", _month, lead=leads | {"throughout"}),
    )


def year_patterns() -> Table:
    """Give the expressions that name years alone."""
    return (
        Expression(
            YEARS,
            r"\b(?:between|from|in|during|of)?\s*(?P<year>(?:19|20)\d\d)\s*(?:-|–|—|to|and|until|through)\s*"
            r"(?P<other>(?:19|20)?\d\d)\b(?![-\w])",
            _years,
        ),
        Expression(
            YEARS,
            r"\b(?:in|since|of|from|during|until)\s+(?:early\s+|late\s+|mid-?\s*)?(?P<year>(?:19|20)\d\d)\b(?!-)",
            _year,
        ),
        Expression(
            YEARS,
            r"(?:\bthe\s+(?P<year>(?:19|20)\d\d)(?=\s+(?:[\w-]+\s+){0,2}?(?:attacks?|war|battles?|invasion|siege|massacre"
            r"|offensive|coup|elections?|earthquake|floods?|protests?|uprising|conflict|bombings?|ceasefire|truce"
            r"|agreement|accord|revolution|annexation|clashes|strikes?)\b)|\((?P<bracketed>(?:19|20)\d\d)\))",
            _year,
        ),
    )


def _month_number(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower()]


def _is_word_may(match: re.Match[str]) -> bool:
    """Whether the month is the word ``may`` or ``march`` in lower case."""
    return match["month"] in {"may", "march", "mar", "sat", "sun"}


def _iso(match: re.Match[str], now: Now) -> Dates | None:
    return one_day(made(int(match["year"]), int(match["m"]), int(match["day"])))


def _explicit(match: re.Match[str], now: Now) -> Dates | None:
    if _is_word_may(match):
        return None
    month, day = _month_number(match), int(match["day"])
    return one_day(made(int(match["year"]), month, day) if match["year"] else nearest(month, day, now))


def _day_range(match: re.Match[str], now: Now) -> Dates | None:
    if _is_word_may(match):
        return None
    month = _month_number(match)
    ends = [
        made(int(match["year"]), month, int(day)) if match["year"] else nearest(month, int(day), now)
        for day in (match["day"], match["other"])
    ]
    first, last = ends
    return (first, last, "range", 0) if first and last and first <= last else None


def _days_of_two_months(match: re.Match[str], now: Now) -> Dates | None:
    """Read ``from 28 April to 3 May``."""
    if _is_word_may(match) or match["next"] in {"may", "march", "mar"}:
        return None
    month, next_month = _month_number(match), MONTHS[match["next"].lower()]
    year, other = int(match["year"] or 0), int(match["other"])
    last = made(year, next_month, other) if year else nearest(next_month, other, now)
    first = made(last.year - (month > next_month), month, int(match["day"])) if last else None
    return (first, last, "range", 0) if first and last and first <= last else None


def _month(match: re.Match[str], now: Now) -> Dates | None:
    if _is_word_may(match):
        return None
    month = _month_number(match)
    since = match[0].lower().startswith("since")
    year = int(match["year"] or 0) if "year" in match.re.groupindex else 0
    if not year:
        first = nearest(month, 1, now._replace(future=False) if since else now)
        if first is None:
            return None
        year = first.year
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if since:
        return first, now.published, "range", 0
    if now.published and first <= now.published <= last and not now.future:
        last = now.published
    return first, last, "month", 0


def _months(match: re.Match[str], now: Now) -> Dates | None:
    """Read ``throughout April and May``."""
    first = _month(match, now)
    if first is None or first[0] is None or match["next"] in {"may", "march", "mar"}:
        return None
    month = MONTHS[match["next"].lower()]
    year = first[0].year + (month < first[0].month)
    last = date(year, month, calendar.monthrange(year, month)[1])
    return first[0], min(last, now.published) if now.published and not now.future else last, "range", 0


def _since_part(match: re.Match[str], now: Now) -> Dates | None:
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


def _year(match: re.Match[str], now: Now) -> Dates | None:
    year = int(match["year"] or match["bracketed"])
    if _COUNTED.match(match.string, match.end()):
        return None  # "the loss of 2000 hectares"
    if match[0].lower().startswith("since"):
        return date(year, 1, 1), now.published, "range", 0
    return date(year, 1, 1), date(year, 12, 31), "year", 0


def _years(match: re.Match[str], now: Now) -> Dates | None:
    """Read ``between 2014 and 2018``, ``2014–18``."""
    first, last = int(match["year"]), int(match["other"])
    if last < 100:
        last += first - first % 100
        if not re.search(r"[-–—]", match[0]):
            return None  # "in 2014 and 18 others"
    return (date(first, 1, 1), date(last, 12, 31), "range", 0) if first < last else None
