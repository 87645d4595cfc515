"""Scoring of reports with every event coded.

A told event matches a gold event of one of its types whose trigger it overlaps, or that stands in its sentence or one
next to it; each is used once, core events choose first, the best match wins. Place, date, state and numbers are judged
on matches. What matches nothing is wrong, what matches an optional event is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gazetteer import distance_km
from mapper.evaluate.fields import Span
from mapper.evaluate.gold import IMPORTANCE, Gold, GoldCount, GoldEvent, GoldPlace, GoldRecord
from mapper.evaluate.result import Evaluation, Figure, Mistake, Tally, clip, share
from mapper.evaluate.told import ToldEvent

_Matches = dict[int, int]
"""Index of a gold event to that of the told event."""


def score_coded(gold: Gold, told: Sequence[Sequence[ToldEvent]]) -> Evaluation:
    """Score told events.

    Parameters
    ----------
    gold
        A gold file of the form ``coded``.
    told
        The events of each record, in the order of the records.

    Returns
    -------
    Evaluation
        With the figures core_recall, secondary_recall, precision, f1 (of core recall and precision), place, date,
        status, number (shares of what matched) and false_plots (wrong events in lines that must yield none).
    """
    total: Counter[str] = Counter()
    labels: Counter[tuple[str, str]] = Counter()
    mistakes: list[Mistake] = []
    for record, events in zip(gold.records, told, strict=True):
        matches = match(record, events)
        _count(record, events, matches, total, labels)
        mistakes += _mistakes(record, events, matches)
    types = sorted({label for label, _ in labels})
    tallies = (Tally(one, *(labels[one, kind] for kind in ("gold", "found", "told", "wrong"))) for one in types)
    return Evaluation(gold.path, gold.form, len(gold.records), tuple(_figures(total)), tuple(tallies), tuple(mistakes))


def match(record: GoldRecord, events: Sequence[ToldEvent]) -> _Matches:
    """Match the told events of a record with its gold events, one to one."""
    homes = [_sentence(record.sentences, event.start) for event in events]
    order = sorted(range(len(record.events)), key=lambda i: IMPORTANCE.index(record.events[i].importance))
    used: set[int] = set()
    matches: _Matches = {}
    for index in order:
        one = record.events[index]
        best: tuple[tuple[bool | int, ...], int] | None = None
        for k, event in enumerate(events):
            if k in used or event.event_type not in one.types:
                continue
            overlap = _touch(one.span, (event.start, event.end))
            if not overlap and abs(homes[k] - one.sentence) > 1:
                continue
            key = (overlap, *_qualities(one, event), -abs(event.start - one.span[0]))
            if best is None or key > best[0]:
                best = key, k
        if best:
            used.add(best[1])
            matches[index] = best[1]
    return matches


def _qualities(one: GoldEvent, event: ToldEvent) -> tuple[bool, ...]:
    return place_right(one, event), status_right(one, event), date_right(one, event), event.event_type == one.types[0]


def _sentence(sentences: Sequence[Span], offset: int) -> int:
    return next((index for index, (start, end) in enumerate(sentences) if start <= offset < end), -9)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def place_right(one: GoldEvent, event: ToldEvent) -> bool:
    """Whether the told place is any of gold's: near enough; in the country where only that counts; or rightly none."""
    for place in one.places:
        if place.precision == "none":
            right = event.place is None
        elif place.tolerance_km is None:
            right = event.country == place.country
        else:
            km = _km(place, event)
            right = km is not None and km <= place.tolerance_km
        if right:
            return True
    return False


def _km(place: GoldPlace, event: ToldEvent) -> float | None:
    """Give how far the told place is from a gold place, kilometres; None where either has no position."""
    there = event.place
    if there is None or there.latitude is None or there.longitude is None:
        return None
    if place.latitude is None or place.longitude is None:
        return None
    return distance_km(place.longitude, place.latitude, there.longitude, there.latitude)


def date_right(one: GoldEvent, event: ToldEvent) -> bool:
    """Whether the told days meet gold's, within its tolerance. A told event without a day is wrong."""
    if event.day_start is None or one.day_start is None:
        return False
    slack = timedelta(days=one.tolerance_days)
    last = one.day_end or date.max - slack
    return event.day_start <= last + slack and one.day_start - slack <= (event.day_end or event.day_start)


def status_right(one: GoldEvent, event: ToldEvent) -> bool:
    """Whether the state is gold's; ``happened`` will do for ``ongoing``."""
    return event.status == one.status or (one.status == "ongoing" and event.status == "happened")


def count_right(one: GoldCount, event: ToldEvent) -> bool:
    """Whether the event has gold's number: of the same thing, with the same bounds."""
    return any((c.what, c.minimum, c.maximum) == (one.what, one.minimum, one.maximum) for c in event.counts)


def _count(
    record: GoldRecord,
    events: Sequence[ToldEvent],
    matches: _Matches,
    total: Counter[str],
    labels: Counter[tuple[str, str]],
) -> None:
    for index, one in enumerate(record.events):
        found = index in matches
        total[one.importance] += 1
        total[f"{one.importance} found"] += found
        if one.importance != "optional":
            labels[one.types[0], "gold"] += 1
            labels[one.types[0], "found"] += found
        if found:
            event = events[matches[index]]
            total["matched"] += 1
            total["place"] += place_right(one, event)
            total["date"] += date_right(one, event)
            total["status"] += status_right(one, event)
            total["numbers"] += len(one.counts)
            total["number"] += sum(count_right(count, event) for count in one.counts)
    used = set(matches.values())
    for k, event in enumerate(events):
        total["told"] += 1
        labels[event.event_type, "told"] += 1
        if k not in used:
            total["wrong"] += 1
            labels[event.event_type, "wrong"] += 1
            total["false_plots"] += _is_noise(record, event)


def _is_noise(record: GoldRecord, event: ToldEvent) -> bool:
    return any(_touch((event.start, event.end), span) for span in record.noise)


def _figures(total: Counter[str]) -> Iterator[Figure]:
    def figure(name: str, part: str, whole: str, noun: str) -> Figure:
        return Figure(name, share(total[part], total[whole]), f"{total[part]} of {total[whole]} {noun}")

    core = figure("core_recall", "core found", "core", "core events found")
    total["right"] = total["told"] - total["wrong"]
    precision = figure("precision", "right", "told", "told events are in gold")
    yield core
    yield figure("secondary_recall", "secondary found", "secondary", "secondary events found")
    yield precision
    found = total["core found"]
    yield Figure("f1", 2 / (1 / core.value + 1 / precision.value) if found else 0.0, "of core recall and precision")
    for name in ("place", "date", "status"):
        yield figure(name, name, "matched", "matched events")
    yield figure("number", "number", "numbers", "numbers of matched events")
    yield Figure("false_plots", total["false_plots"])


def _mistakes(record: GoldRecord, events: Sequence[ToldEvent], matches: _Matches) -> Iterator[Mistake]:
    spurious = set(range(len(events))) - set(matches.values())
    for index, one in enumerate(record.events):
        if index in matches:
            yield from _wrong(record, one, events[matches[index]])
        elif one.importance != "optional":
            other = next((k for k in sorted(spurious) if _touch(one.span, (events[k].start, events[k].end))), None)
            spurious -= {other}
            yield _missed(record, one, None if other is None else events[other])
    for k in sorted(spurious):
        event = events[k]
        why = "in a line that tells no event" if _is_noise(record, event) else "gold has no such event here"
        yield Mistake("spurious", record.id, event.event_type, _context(record, event.start, event.end), why)


def _missed(record: GoldRecord, one: GoldEvent, other: ToldEvent | None) -> Mistake:
    label, text = one.types[0], _context(record, *one.span)
    if other is None:
        return Mistake("missed", record.id, label, text, f"{one.importance}, {one.status}")
    return Mistake("wrong type", record.id, label, text, f"gold {label}, told {other.event_type}")


def _wrong(record: GoldRecord, one: GoldEvent, event: ToldEvent) -> Iterator[Mistake]:
    label, text = one.types[0], _context(record, event.start, event.end)
    if not place_right(one, event):
        yield _wrong_place(record, one, event, text)
    if not date_right(one, event):
        detail = f"gold {_days(one.day_start, one.day_end)}, told {_days(event.day_start, event.day_end)}"
        yield Mistake("wrong date", record.id, label, text, detail)
    if not status_right(one, event):
        yield Mistake("wrong status", record.id, label, text, f"gold {one.status}, told {event.status}")
    for count in one.counts:
        if not count_right(count, event):
            told = ", ".join(_number(c.what, c.minimum, c.maximum) for c in event.counts) or "none"
            detail = f"gold {_number(count.what, count.minimum, count.maximum)}, told {told}"
            yield Mistake("wrong number", record.id, label, text, detail)


def _wrong_place(record: GoldRecord, one: GoldEvent, event: ToldEvent, text: str) -> Mistake:
    km = min((km for place in one.places if (km := _km(place, event)) is not None), default=None)
    gold = " or ".join(_place_name(place.name, place.precision) for place in one.places) or "no place"
    told = event.place.name if event.place else f"none ({event.country or 'no country'})"
    far = f", {km:.0f} km off" if km is not None else ""
    return Mistake("wrong place", record.id, one.types[0], text, f"gold {gold}, told {told}{far}", km)


def _place_name(name: str, precision: str) -> str:
    return f"{name} ({precision})" if precision in ("country", "none") else name


def _days(start: date | None, end: date | None) -> str:
    if start is None:
        return "no day"
    return str(start) if start == end else f"{start} to {end or 'open'}"


def _number(what: str, minimum: int | None, maximum: int | None) -> str:
    low, high = ("?" if bound is None else str(bound) for bound in (minimum, maximum))
    return f"{what} {low}" if low == high else f"{what} {low} to {high}"


def _context(record: GoldRecord, start: int, end: int) -> str:
    """Give the words around a span, the span itself in brackets."""
    before, after = record.text[max(0, start - 40) : start], record.text[end : end + 50]
    return clip(f"{before}[{record.text[start:end]}]{after}", 160)
