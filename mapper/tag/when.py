"""Which of the expressions of time in a sentence dates an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from mapper.model import DatePrecision, Report, Status
from mapper.tag.clauses import clause_span
from mapper.tag.dates import DateSpan, find_dates, may_be_dated
from mapper.tag.morphology import PAST_FORMS
from mapper.tag.shifts import shift_of
from mapper.tag.status import ARRANGED
from mapper.tag.timewords import YEARS
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.wars import war_start
from mapper.tag.words import words

_FUTURE: Final = frozenset({"planned", "threatened", "conditional"})
_CARRYING: Final = frozenset({"happened", "ongoing", "denied", "alleged"})
_DATED_BY_THEMSELVES: Final = frozenset({"statement", "negotiation", "measure"})
_BACKGROUND_DAYS: Final = 300
_INVOLVED_BY: Final = frozenset({"in", "by", "of", "from"})
_COPULA: Final = frozenset({"are", "were", "is", "was"})
_INVADING: Final = frozenset({"invasion", "invaded"})
_FRESH_DAYS: Final = 3
"""Days for which an invasion is news of its own."""
_DAY_BEFORE: Final = re.compile(r"\bprevious day|day (?:before|earlier)$", re.IGNORECASE)
_SAME_DAY: Final = re.compile(r"\b(?:the same|that) (?:day|night|morning|evening|afternoon)\b", re.IGNORECASE)
_PLANNING: Final = frozenset("plans plan planned will would scheduled due".split())
_AHEAD: Final = _PLANNING | {"to", "expected", "planned", "announced", "agreed", "set"}
_PAST_REACH: Final = 6
_SINCE_REACH: Final = 10
_AFTER_REACH: Final = 9
_BETWEEN_SPEECH_AND_DATE: Final = 3
_JOINING: Final = frozenset({"and", "but", "or"})
_APART: Final = _JOINING | frozenset("who which where whose whom when that after before since while".split())
_SPANNING: Final = frozenset(
    "began begun started lasted ended took occurred happened came killed left caused hit struck destroyed".split()
)
_KNOWN: Final = frozenset({"the", "its", "their", "this", "that"})
_PRIOR: Final = frozenset({"after", "following"})
_EARLIER: Final = frozenset({"earlier", "previously", "beforehand"})
_HEAD: Final = 24
_NOUN_REACH: Final = 3
_PLUPERFECT_REACH: Final = 4


class When(NamedTuple):
    """The dates of an event and their precision.

    `text` holds the words they come from, `background` tells whether they lie well before the report, `own` whether
    the words stand in the event's own clause.
    """

    start: date | None
    end: date | None
    precision: DatePrecision
    text: str = ""
    background: bool = False
    own: bool = False

    def shifted(self, days: int) -> When:
        """Give the date moved by days."""
        by = timedelta(days=days)
        return self._replace(start=self.start and self.start + by, end=self.end and self.end + by)


def since_outbreak(when: When, trigger: Sequence[str], country: str, published: date | None) -> When:
    """Date ``Russia's invasion of Ukraine``, told weeks later without a day, from the day on which the war began.

    Parameters
    ----------
    when
        What the words tell.
    trigger
        The words of the trigger.
    country
        ISO code of the country invaded.
    published
        Day of the report.
    """
    if published is None or when.precision != "unknown" or when.text or _INVADING.isdisjoint(trigger):
        return when
    begun = war_start(country, published) if when.start == published else None
    if begun is None or not _FRESH_DAYS < (published - begun).days <= _BACKGROUND_DAYS:
        return when
    return when._replace(start=begun, end=published, precision="range", background=True)


class Calendar:
    """The expressions of time of one sentence, found once for each way of reading its weekdays."""

    def __init__(self, tokens: Tokens, published: date | None, year: int = 0) -> None:
        self._tokens = tokens
        self._published = published
        self._year = year
        self._found: dict[bool, tuple[DateSpan, ...]] = {}

    def _words(self) -> list[tuple[str, int]]:
        tokens = self._tokens
        known = list(zip(tokens.words, tokens.starts, strict=True))
        if "#" in tokens.vocabulary:
            for index in [index for index, word in enumerate(tokens.words) if word == "#"]:
                first = tokens.starts[index]
                figure = tokens.text[first : tokens.ends[index]]
                if figure in YEARS:
                    known[index] = figure, first
        return known

    def dates(self, *, future: bool = False) -> tuple[DateSpan, ...]:
        """Give the expressions by position; `future`: a bare weekday is the next such day."""
        known = self._found.get(future)
        if known is not None:
            return known
        tokens = self._tokens
        found: tuple[DateSpan, ...] = ()
        if may_be_dated(tokens.vocabulary):
            found = find_dates(
                tokens.text,
                tokens.start,
                tokens.end,
                self._published,
                future=future,
                year=self._year,
                words=self._words(),
            )
        self._found[future] = found
        return found


def _holds_for(tokens: Tokens, span: DateSpan, hit: Hit) -> bool:
    """Whether an expression can date the trigger: ``two days after the quake`` dates the quake alone."""
    text = tokens.text[span.first : span.last]
    if text[:4].lower() == "the " and text[4:].isdigit():  # "jailed for the 2015 attack"
        return 0 <= hit.first - tokens.at(span.last) <= _NOUN_REACH
    if _told_of_another(tokens, span, hit):
        return False
    if span.duration_days and "-" in text:
        index = tokens.at(span.first)
        return tokens.rfind({"after", "before", "since"}, index - _NOUN_REACH, index) < 0 or hit.first >= index
    if not text.lower().endswith(" after"):
        return True
    index = tokens.at(span.last)
    apart = any(tokens.comma(i) or tokens.hard_break(i) for i in range(index, hit.first + 1))
    return 0 <= hit.first - index <= _AFTER_REACH and not apart


def _told_of_another(tokens: Tokens, span: DateSpan, hit: Hit) -> bool:
    """Whether a date tells when others did else: ``Those in the raid were men that surrendered in 2018``."""
    if tokens.before(hit.first) not in _INVOLVED_BY:
        return False
    index = tokens.at(span.first)
    that = tokens.find({"that", "who"}, hit.stop, index)
    return that > 0 and tokens.find(_COPULA, hit.stop, that) >= 0 and tokens.find(_COPULA, that, index) < 0


def _of_a_plan(tokens: Tokens, span: DateSpan, hit: Hit, status: Status) -> bool:
    """Whether a date behind the trigger is one of something planned: ``sent tents and plans talks in March``."""
    between = tokens.words[hit.stop : tokens.at(span.first)]
    return status not in _FUTURE and not _PLANNING.isdisjoint(between)


def _of_past(tokens: Tokens, span: DateSpan, hit: Hit) -> bool:
    """Whether a date stands by a past verb before what is ahead: ``came to Arda on Sunday and vowed to attack``."""
    index = tokens.at(span.first)
    if index >= hit.first or "and" not in tokens.words[index : hit.first]:
        return False
    lead = tokens.words[max(0, index - _PAST_REACH) : index]
    told = any(word.endswith("ed") or word in PAST_FORMS for word in lead)
    return told and _AHEAD.isdisjoint(lead)


def _since_then(tokens: Tokens, span: DateSpan, hit: Hit, report: Report) -> DateSpan:
    """Read ``displaced since fighting broke out on 27 September`` as a time from that day on."""
    index = tokens.at(span.first)
    since = tokens.rfind({"since"}, index - _SINCE_REACH, index)
    if since < hit.stop or span.precision != "day" or report.published is None:
        return span
    return span._replace(end=report.published, precision="range")


def is_future(status: Status, tokens: Tokens, hit: Hit) -> bool:
    """Whether weekdays mean the coming ones: the event is ahead, and not seen from a point in the past (``had``)."""
    return status in _FUTURE and "had" not in tokens.words[max(0, hit.first - 6) : hit.first]


def when_of(
    tokens: Tokens,
    hit: Hit,
    status: Status,
    clauses: tuple[int, ...],
    calendar: Calendar,
    report: Report,
    country: str,
    before: When | None,
) -> When:
    """Date one event.

    Parameters
    ----------
    tokens, hit, status, clauses
        The sentence, its trigger, its status and clauses.
    calendar
        The expressions of time of the sentence.
    report
        The report; its day of publication is what is left where no words tell a date.
    country
        ISO code of the document's country, for wars whose start is common knowledge.
    before
        The date told in the sentence before, taken over where this one tells none, with precision ``unknown``; None
        if there is none.
    """
    found = calendar.dates(future=is_future(status, tokens, hit))
    if found and status in _FUTURE:
        past = {span.first: span for span in calendar.dates()}
        found = tuple(past.get(span.first, span) if _of_past(tokens, span, hit) else span for span in found)
    if not found:
        return _undated(tokens, hit, status, report, before)
    spans = [span for span in found if _holds_for(tokens, span, hit) and not _of_a_plan(tokens, span, hit, status)]
    speech = [span for span in spans if _dates_speech(tokens, span)]
    own = [span for span in spans if span not in speech and _in_reach(tokens, span, hit, clauses)]
    other = [span for span in spans if span not in speech and span not in own]
    told = _nearest(own, tokens, hit) or _nearest(_same_side(other, tokens, hit, clauses), tokens, hit)
    as_of = _nearest(speech, tokens, hit)
    if told not in own and before and before.start and _opens_next_day(tokens, hit):
        return _undated(tokens, hit, status, report, before)
    if told is None and as_of and status not in {"planned", "conditional", "threatened"}:
        told = _day_before(tokens, as_of, hit)
    if told is not None:
        later = _coming(tokens, told, hit, status, calendar)
        told_from = _since_then(tokens, later or told, hit, report)
        when = _when(tokens, told_from, as_of, report, country, own=told in own)
        before_that = _is_aside(tokens, told, hit) or _was_before(tokens, told, hit) or _was_earlier(tokens, told, hit)
        return when._replace(precision="unknown") if before_that else when
    return _undated(tokens, hit, status, report, before)


def _day_before(tokens: Tokens, as_of: DateSpan, hit: Hit) -> DateSpan:
    """Count ``the previous day`` from the day of the telling: ``said on 17 March that nine died the day before``."""
    days, end = shift_of(tokens.text, as_of.last, tokens.end)
    if not days or as_of.start is None or as_of.end is None or end < tokens.starts[hit.first]:
        return as_of
    return as_of._replace(start=as_of.start + timedelta(days), end=as_of.end + timedelta(days))


def _undated(tokens: Tokens, hit: Hit, status: Status, report: Report, before: When | None) -> When:
    """Date an event whose sentence tells no date: by the sentence before, or by the day of the report."""
    narrative = report.published is None
    if hit.event_type in _DATED_BY_THEMSELVES and not narrative:
        before = None
    if before is not None and before.start and (narrative or (status in _CARRYING and before.precision == "day")):
        if before.precision == "day":
            days, _ = shift_of(tokens.text, tokens.start, tokens.end)
            pointed = "same" in tokens.vocabulary or "that" in tokens.vocabulary
            if days or (pointed and _SAME_DAY.search(tokens.text, tokens.start, tokens.end)):
                return before.shifted(days)._replace(background=False, own=False)
        return When(before.start, before.end, "unknown", before.text)
    if status in {"planned", "conditional"} and report.published:
        return When(report.published, None, "open")
    return When(report.published, report.published, "unknown")


def _coming(tokens: Tokens, told: DateSpan, hit: Hit, status: Status, calendar: Calendar) -> DateSpan | None:
    """Read the day right behind what is demanded as one ahead: ``called for a strike on Monday``, ``by Friday``."""
    first = tokens.at(told.first)
    lead = tokens.words[first - 1] if first else ""
    if hit.event_type in ARRANGED and status == "happened" and lead in {"from", "starting", "beginning"}:
        return next((span for span in calendar.dates(future=True) if span.first == told.first), None)
    deadline = lead in {"by", "before", "until"}
    if status != "demanded" or first < hit.stop or (first > hit.stop + 1 and not deadline):
        return None
    return next((span for span in calendar.dates(future=True) if span.first == told.first), None)


def _when(tokens: Tokens, told: DateSpan, as_of: DateSpan | None, report: Report, country: str, *, own: bool) -> When:
    start, end = told.start, told.end
    if told.duration_days and as_of and as_of.end and end and as_of.end < end:
        # Counted back from the day on which it was said.
        start, end = as_of.end - timedelta(days=told.duration_days - 1), as_of.end
    text = tokens.text[told.first : told.last]
    if as_of and as_of.start and _DAY_BEFORE.search(text):
        start = end = as_of.start - timedelta(days=1)
    if start is None and end is not None:
        start = war_start(country, report.published)
    return When(start, end, told.precision, text.strip(" .,"), _is_history(end, report), own)


def _is_history(end: date | None, report: Report) -> bool:
    return bool(end and report.published and (report.published - end).days > _BACKGROUND_DAYS)


def _dates_speech(tokens: Tokens, span: DateSpan) -> bool:
    """``said on Friday``, ``told reporters on Friday``; ``on Friday, officials said`` dates the event."""
    index = tokens.at(span.first)
    for back in range(index - 1, max(-1, index - 1 - _BETWEEN_SPEECH_AND_DATE), -1):
        if tokens.hard_break(back + 1) or tokens.comma(back + 1) or tokens.words[back] == "that":
            return False
        if tokens.words[back] in words("speech", "finite"):
            return True
    return False


def _in_reach(tokens: Tokens, span: DateSpan, hit: Hit, clauses: tuple[int, ...]) -> bool:
    index = min(tokens.at(span.first), len(tokens.words) - 1)
    return clauses[index] == clauses[hit.first]


def _opens_next_day(tokens: Tokens, hit: Hit) -> bool:
    """Whether the sentence begins ``The next day, ...``, before the trigger."""
    days, end = shift_of(tokens.text, tokens.start, min(tokens.end, tokens.start + _HEAD))
    return days != 0 and end <= tokens.starts[hit.first]


def _was_before(tokens: Tokens, told: DateSpan, hit: Hit) -> bool:
    """Whether a day dates only what was said: ``On 12 August, the mayor claimed that nine had been killed``."""
    first = tokens.at(told.last)
    verb = tokens.find(words("speech", "finite"), first, hit.first)
    if verb < 0 or told.precision != "day":
        return False
    return tokens.rfind({"had"}, max(verb, hit.first - _PLUPERFECT_REACH), hit.first) >= 0


def _is_aside(tokens: Tokens, told: DateSpan, hit: Hit) -> bool:
    """Whether the trigger only tells what came before: ``After the battle, they took Arda on 9 May``."""
    prior = tokens.rfind(_PRIOR, hit.first - _NOUN_REACH, hit.first)
    if (
        prior < 0
        or tokens.words[prior + 1] not in _KNOWN
        or any(tokens.comma(at) or at in tokens.places for at in range(prior + 1, hit.first))
    ):
        return False
    first, last = tokens.at(told.first), tokens.at(told.last - 1)
    return (
        last < prior
        or first > hit.stop + _PLUPERFECT_REACH
        or any(tokens.comma(at) for at in range(hit.stop, first + 1))
    )


def _was_earlier(tokens: Tokens, told: DateSpan, hit: Hit) -> bool:
    """Whether it was before the day told: ``The chapel, which was shelled earlier, was torn down on 3 May``."""
    beside = 0 <= tokens.at(told.first) - hit.stop <= _NOUN_REACH  # "shelled earlier, on 3 May"
    had = tokens.rfind({"had"}, hit.first - _NOUN_REACH, hit.first)
    that = tokens.rfind({"that", "which"}, had - _PLUPERFECT_REACH, had) if had > 0 else -1
    aside = that > 0 and tokens.rfind(words("speech", "verbs"), that - _AFTER_REACH, that) < 0
    return not beside and (aside or tokens.after(hit.stop) in _EARLIER)  # "an area that the army had taken"


def _same_side(spans: list[DateSpan], tokens: Tokens, hit: Hit, clauses: tuple[int, ...]) -> list[DateSpan]:
    """Dates of other clauses that may hold for this one: those at the sentence's start, or in the next clause."""
    kept = []
    alone = len(spans) == 1
    for span in spans:
        index = min(tokens.at(span.first), len(tokens.words) - 1)
        if span.duration_days:
            continue
        opener = tokens.words[clause_span(clauses, index)[0]]
        following = clauses[index] == clauses[hit.first] + 1 and opener not in _JOINING | {"who", "whose"}
        following = following and (opener != "which" or _tells_span(tokens, clause_span(clauses, index)))
        following = following or (alone and _APART.isdisjoint(tokens.words[hit.stop : index]))
        if clauses[index] <= clauses[hit.first] or following:
            kept.append(span)
    return kept


def _tells_span(tokens: Tokens, clause: tuple[int, int]) -> bool:
    """Whether a relative clause dates what it hangs on: ``the battle, which began on Friday``."""
    return tokens.find(_SPANNING, *clause) >= 0


def _nearest(spans: list[DateSpan], tokens: Tokens, hit: Hit) -> DateSpan | None:
    if len(spans) < 2:
        return spans[0] if spans else None
    first, last = tokens.starts[hit.first], tokens.ends[hit.stop - 1]
    return min(spans, key=lambda span: max(span.first - last, first - span.last, 0))
