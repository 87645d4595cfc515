"""Expressions of time for single days, ``on Friday``, ``yesterday``, and those that count from an event's start."""

from __future__ import annotations

import re
from datetime import timedelta

from mapper.tag.timewords import DAYS, Dates, Expression, Now, Table, any_of, one_day
from mapper.tag.unitdates import calendar_unit


def day_patterns() -> Table:
    """Give the expressions of single days, by weekday or counted from the report, and ``since`` an event."""
    weekday = rf"(?P<weekday>{any_of(DAYS)})\b(?:(?<!day)\.)?"
    which = r"(?:(?P<which>last|next|this|past|the previous|following)\s+)?"
    part = r"(?P<part>\s+(?:morning|night|evening|afternoon))?"
    relative = r"today|tonight|yesterday|tomorrow|overnight|last night|this (?:morning|afternoon|evening)|last evening"
    before = r"(?P<shift>day before yesterday)|(?:the\s+)?(?P<prev>previous day|day before|day earlier)"
    words = frozenset("today tonight yesterday tomorrow overnight night morning afternoon evening".split())
    since = frozenset({"since"})
    return (
        Expression(
            frozenset({"day"}),
            rf"\b(?:{before})\b",
            _day_shift,
            also=frozenset({"before", "earlier", "previous"}),
        ),
        Expression(frozenset(DAYS), rf"\b{which}{weekday}{part}", _weekday),
        Expression(words, rf"\b(?P<rel>{relative})\b", _relative_day),
        Expression(
            since,
            r"\bsince (?:the )?(?:start|beginning) of (?:(?:the|this) )?(?P<unit>week|month|year)\b",
            _so_far,
            opens=True,
        ),
        Expression(since, r"\bsince (?:the )?(?:start|beginning|outbreak|onset|launch) of\b", _since_event, opens=True),
        Expression(
            since,
            r"\bsince\s+(?:(?:[\w’'-]+\s+){1,4}?(?:invasion|war|conflict|aggression)\s+"
            r"(?:(?:of|in|against|on)\s+[\w-]+\s+)?(?:started|began|broke\s+out)"
            r"|(?:[\w’'-]+\s+){1,3}?(?:started|began|launched|unleashed)\s+(?:its|the|a|their)\s+(?:[\w-]+\s+){0,2}?"
            r"(?:invasion|war|aggression))\b(?!\s+on\b)",
            _since_event,
            opens=True,
        ),
    )


def _day_shift(match: re.Match[str], now: Now) -> Dates | None:
    if now.published is None:
        return None
    return one_day(now.published - timedelta(days=2 if match["shift"] else 1))


def _weekday(match: re.Match[str], now: Now) -> Dates | None:
    name = match["weekday"]
    if now.published is None or (len(name) <= 5 and (name[0].islower() or name.lower() in {"sat", "sun", "wed"})):
        return None
    wanted = DAYS[name.lower().rstrip(".")]
    which = (match["which"] or "").lower()
    back = (now.published.weekday() - wanted) % 7
    if which in {"next", "following"} or (now.future and which not in {"last", "past"}):
        ahead = (wanted - now.published.weekday()) % 7
        return one_day(now.published + timedelta(days=ahead or (7 if which == "next" else 0)))
    if which in {"last", "past", "the previous"} and back == 0:
        back = 7
    return one_day(now.published - timedelta(days=back))


def _relative_day(match: re.Match[str], now: Now) -> Dates | None:
    if now.published is None:
        return None
    word = match["rel"].lower()
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1, "last evening": -1}.get(word, 0)
    if word == "overnight":
        return now.published - timedelta(days=1), now.published, "range", 0
    return one_day(now.published + timedelta(days=shift))


def _so_far(match: re.Match[str], now: Now) -> Dates | None:
    if now.published is None:
        return None
    first, _, _, _ = calendar_unit("this", match["unit"].lower(), now.published)
    return first, now.published, "range", 0


def _since_event(match: re.Match[str], now: Now) -> Dates | None:
    """Read ``since the start of ...``: the start is not in the words; a caller that knows the event may fill it."""
    return (None, now.published, "range", 0) if now.published else None
