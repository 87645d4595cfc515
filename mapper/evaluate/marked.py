"""Scoring of place names marked in texts.

Recognition: told names against gold names, one to one, the largest overlap first. Resolution: a place is right within
161 km (100 miles) of gold's, or when it bears gold's GeoNames id; a name that stays open counts as half the earth's
girth off. End to end: both at once. Names of the type ``ignore`` are left out, and told names that touch only these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Final

from gazetteer import distance_km
from mapper.evaluate.gold import Gold, GoldPlace, GoldRecord
from mapper.evaluate.result import Evaluation, Figure, Mistake, clip, share
from mapper.evaluate.told import ToldPlace

RIGHT_KM: Final = 161.0
"""Within this a place is right: 100 miles, the field's usual measure."""

FARTHEST_KM: Final = 20039.0
"""Half the girth of the earth: the error of a place that was not told."""

Pairs = list[tuple[int, int]]


@dataclass
class _Total:
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[float] = field(default_factory=list)
    located: list[bool] = field(default_factory=list)
    given: list[float] = field(default_factory=list)
    given_located: list[bool] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def score_marked(
    gold: Gold, told: Sequence[Sequence[ToldPlace]], given: Sequence[Sequence[ToldPlace]] | None = None
) -> Evaluation:
    """Score told place names.

    Parameters
    ----------
    gold
        A gold file of the form ``marked``.
    told
        The names of each record, in the order of the records.
    given
        The same where the spans of `scored_places` with a position were given; None to leave that out.

    Returns
    -------
    Evaluation
        With, for exact and overlapping spans and end to end, precision, recall and F1 (``overlap_p`` ...); of the
        resolution of recognized names acc161 (share within 161 km), median_km, mean_km, auc (of the log of the
        error, 0 is best) and located (share not left open); with `given`, the same as ``given_...``.
    """
    total = _Total()
    for record, places in zip(gold.records, told, strict=True):
        _score(record, places, total)
    if given is not None:
        for record, places in zip(gold.records, given, strict=True):
            for one, place in zip(_with_position(scored_places(record)), places, strict=True):
                total.given.append(_error(one, place))
                total.given_located.append(place.latitude is not None)
    figures = [*_spans_figures(total.counts), *_resolution("", total.errors, total.located)]
    figures += _resolution("given_", total.given, total.given_located)
    return Evaluation(gold.path, gold.form, len(gold.records), tuple(figures), (), tuple(total.mistakes))


def scored_places(record: GoldRecord) -> list[GoldPlace]:
    """Give the gold names that count."""
    return [one for one in record.places if one.kind != "ignore"]


def given_spans(record: GoldRecord) -> list[tuple[int, int]]:
    """Give the spans to resolve when spans are given: those of the names that count and have a position."""
    return [_span(one) for one in _with_position(scored_places(record))]


def _with_position(places: Sequence[GoldPlace]) -> list[GoldPlace]:
    return [one for one in places if one.latitude is not None]


def pairs(gold: Sequence[GoldPlace], told: Sequence[ToldPlace], *, exact: bool = False) -> Pairs:
    """Match names one to one, the largest overlap first.

    Returns
    -------
    list of pairs
        Indices into `gold` and `told`.
    """
    found: list[tuple[float, int, int, int]] = []
    for i, one in enumerate(gold):
        start, end = _span(one)
        for j, other in enumerate(told):
            shared = min(end, other.end) - max(start, other.start)
            longest = max(end - start, other.end - other.start)
            same = (start, end) == (other.start, other.end)
            if same if exact else shared > 0:
                found.append((-shared / longest, abs(start - other.start), i, j))
    taken: set[int] = set()
    used: set[int] = set()
    matched: Pairs = []
    for _, _, i, j in sorted(found):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            matched.append((i, j))
    return matched


def _span(one: GoldPlace) -> tuple[int, int]:
    return one.start or 0, one.end or 0


def _touch(one: ToldPlace, other: GoldPlace) -> bool:
    start, end = _span(other)
    return one.start < end and start < one.end


def _only(told: Sequence[ToldPlace], kept: Sequence[GoldPlace], left: Sequence[GoldPlace]) -> list[ToldPlace]:
    """Leave out what touches only names that do not count."""
    return [p for p in told if any(_touch(p, one) for one in kept) or not any(_touch(p, one) for one in left)]


def _error(one: GoldPlace, told: ToldPlace) -> float:
    """Give how far a told place is off, kilometres."""
    if told.latitude is None or told.longitude is None or one.latitude is None or one.longitude is None:
        return FARTHEST_KM
    if one.geonameid and one.geonameid == told.geonameid:
        return 0.0
    return distance_km(one.longitude, one.latitude, told.longitude, told.latitude)


def _score(record: GoldRecord, places: Sequence[ToldPlace], total: _Total) -> None:
    gold = scored_places(record)
    ignored = [one for one in record.places if one.kind == "ignore"]
    unique = sorted({(one.start, one.end): one for one in places}.values(), key=lambda one: one.start)
    told = _only(unique, gold, ignored)
    matched = pairs(gold, told)
    counts = total.counts
    counts["gold"] += len(gold)
    counts["told"] += len(told)
    counts["overlap"] += len(matched)
    counts["exact"] += len(pairs(gold, told, exact=True))
    for i, j in matched:
        if gold[i].latitude is not None:
            total.errors.append(_error(gold[i], told[j]))
            total.located.append(told[j].latitude is not None)
    fixed = _with_position(gold)
    loose = [one for one in gold if one.latitude is None]
    located = _only([one for one in told if one.latitude is not None], fixed, loose)
    counts["gold placed"] += len(fixed)
    counts["told placed"] += len(located)
    counts["right"] += sum(_error(fixed[i], located[j]) <= RIGHT_KM for i, j in pairs(fixed, located))
    total.mistakes += _mistakes(record, gold, told, matched)


def _spans_figures(counts: Counter[str]) -> Iterator[Figure]:
    for name, right, told, gold in (
        ("exact", "exact", "told", "gold"),
        ("overlap", "overlap", "told", "gold"),
        ("e2e", "right", "told placed", "gold placed"),
    ):
        hits, said, there = counts[right], counts[told], counts[gold]
        yield Figure(f"{name}_p", hits / said if said else 0.0, f"{hits} of {said} told")
        yield Figure(f"{name}_r", hits / there if there else 0.0, f"{hits} of {there} in gold")
        yield Figure(f"{name}_f1", 2 * hits / (said + there) if said + there else 0.0)


def _resolution(prefix: str, errors: Sequence[float], located: Sequence[bool]) -> Iterator[Figure]:
    number = len(errors)
    if not number:
        return
    ordered = sorted(errors)
    right = sum(error <= RIGHT_KM for error in ordered)
    placed = [error for error, there in zip(errors, located, strict=True) if there]
    yield Figure(f"{prefix}acc161", right / number, f"{right} of {number} names")
    yield Figure(f"{prefix}median_km", ordered[number // 2])
    yield Figure(f"{prefix}mean_km", sum(ordered) / number)
    yield Figure(f"{prefix}auc", _area(ordered))
    yield Figure(f"{prefix}located", len(placed) / number, f"{len(placed)} of {number} names")
    yield Figure(f"{prefix}acc161_located", share(sum(error <= RIGHT_KM for error in placed), len(placed)))
    yield Figure(f"{prefix}mean_km_located", share(sum(placed), len(placed)))


def _area(ordered: Sequence[float]) -> float:
    """Give the area under the sorted logs of the errors, as a share of the worst there is."""
    logs = [log(1 + error) for error in ordered]
    if len(logs) < 2:
        return 0.0
    area = sum(logs) - (logs[0] + logs[-1]) / 2
    return area / (log(FARTHEST_KM) * (len(logs) - 1))


def _mistakes(
    record: GoldRecord, gold: Sequence[GoldPlace], told: Sequence[ToldPlace], matched: Pairs
) -> Iterator[Mistake]:
    partners = dict(matched)
    for i, one in enumerate(gold):
        text = _context(record, *_span(one))
        if i not in partners:
            yield Mistake("missed", record.id, "", text, f"gold {_at(one)}")
            continue
        other = told[partners[i]]
        if one.latitude is None:
            continue
        if other.latitude is None:
            yield Mistake("no place", record.id, "", text, f"gold {_at(one)}, told none")
        elif (km := _error(one, other)) > RIGHT_KM:
            detail = f"gold {_at(one)}, told {_at(other)}, {km:.0f} km off"
            yield Mistake("wrong place", record.id, "", text, detail, km)
    for j in sorted(set(range(len(told))) - set(partners.values())):
        text = _context(record, told[j].start, told[j].end)
        yield Mistake("spurious", record.id, "", text, f"told {told[j].name}; gold has no name here")


def _at(one: GoldPlace | ToldPlace) -> str:
    """Give a place's name and position (latitude, longitude)."""
    if one.latitude is None or one.longitude is None:
        return f"{one.name or 'a name'} without a position"
    return f"{one.name or 'a place'} at {one.latitude:.2f}, {one.longitude:.2f}"


def _context(record: GoldRecord, start: int, end: int) -> str:
    before, after = record.text[max(0, start - 40) : start], record.text[end : end + 40]
    return clip(f"{before}[{record.text[start:end]}]{after}", 140)
