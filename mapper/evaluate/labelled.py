"""Scoring of short texts with labels: what kind of event, and where.

A label map says which of our types count for each label of a corpus; labels without an entry are not scored. A gold
label is hit when any of its types was told. Types that were told are wrong only in records that have a mapped label
(a closed world). The place is judged where gold has a position for a place that stands in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor
from statistics import mean, median
from typing import Final

from gazetteer import distance_km
from mapper.evaluate.correlation import pearson, spearman
from mapper.evaluate.gold import Gold, GoldPlace, GoldRecord
from mapper.evaluate.result import Evaluation, Figure, Mistake, Tally, clip, share
from mapper.evaluate.told import ToldEvent, ToldPlace

LabelMap = Mapping[str, Sequence[str]]
"""A corpus's label to the types that count for it; with none, the label is left out of the score."""

RADII_KM: Final = (5, 10, 25, 50, 161)
WRONG_KM: Final = 25.0
"""A main place farther off than this is listed as a mistake."""

_Cell = tuple[str, int, int]


@dataclass
class _Total:
    """Places (kilometres, best and main), labels and types, as they are counted."""

    places: int = 0
    best: list[float] = field(default_factory=list)
    main: list[float] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    records: int = 0
    silent: int = 0
    gold_cells: Counter[_Cell] = field(default_factory=Counter)
    told_cells: Counter[_Cell] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)


def score_labelled(gold: Gold, told: Sequence[Sequence[ToldEvent]], label_map: LabelMap) -> Evaluation:
    """Score told events.

    Parameters
    ----------
    gold
        A gold file of the form ``labelled``.
    told
        The events of each record, in the order of the records; the place of the first one that is plotted is the
        record's main place.
    label_map
        Which types count for which label.

    Returns
    -------
    Evaluation
        With the figures best_acc5 ... best_acc161, best_median_km, best_mean_km (the told place nearest to gold) and
        the same as main_... (the main place); label_recall (micro), label_macro_recall, precision (micro), macro_f1;
        cells_pearson ... (events a day and half a degree, gold against told). What there is nothing to count for is
        left out.
    """
    total = _Total()
    for record, events in zip(gold.records, told, strict=True):
        places = _places(events)
        _score_places(record, places, total)
        _score_labels(record, {event.event_type for event in events}, label_map, total)
        _count_cells(record, places, total)
    figures = (*_place_figures(total), *_label_figures(total), *_cell_figures(total))
    return Evaluation(gold.path, gold.form, len(gold.records), figures, tuple(_tallies(total)), tuple(total.mistakes))


def _places(events: Sequence[ToldEvent]) -> list[ToldPlace]:
    """Give the places of events, each position once, in the order of the events."""
    found: dict[tuple[float, float | None], ToldPlace] = {}
    for event in events:
        if event.place is not None and event.place.latitude is not None:
            found.setdefault((event.place.latitude, event.place.longitude), event.place)
    return list(found.values())


def _km(one: GoldPlace, told: ToldPlace) -> float:
    return distance_km(one.longitude or 0.0, one.latitude or 0.0, told.longitude or 0.0, told.latitude or 0.0)


def _score_places(record: GoldRecord, places: Sequence[ToldPlace], total: _Total) -> None:
    text = clip(record.text)
    for one in record.places:
        if one.latitude is None or not one.in_text:
            continue
        total.places += 1
        if not places:
            total.mistakes.append(Mistake("no place", record.id, "", text, f"gold {one.name}, told none"))
            continue
        total.best.append(min(_km(one, place) for place in places))
        total.main.append(_km(one, places[0]))
        if total.best[-1] > WRONG_KM:
            names = ", ".join(place.name for place in places[:4])
            detail = f"gold {one.name}, told {names}, {total.best[-1]:.0f} km off"
            total.mistakes.append(Mistake("wrong place", record.id, "", text, detail, total.best[-1]))


def _score_labels(record: GoldRecord, types: set[str], label_map: LabelMap, total: _Total) -> None:
    allowed = [(label, set(label_map.get(label, ()))) for label in record.labels if label_map.get(label)]
    if not allowed:
        return
    text = clip(record.text)
    total.records += 1
    total.silent += not types
    extra = types - set().union(*(fits for _, fits in allowed))
    for label, fits in allowed:
        found = fits & types
        total.labels[label] += 1
        total.hit[label] += bool(found)
        (total.right if found else total.missed)[min(found or fits)] += 1
        if not found:
            told = ", ".join(sorted(extra))
            kind = "wrong type" if extra else "missed"
            detail = f"gold {label}: {' or '.join(sorted(fits))}" + (f"; told {told}" if told else "")
            total.mistakes.append(Mistake(kind, record.id, label, text, detail))
    for one in sorted(extra):
        total.wrong[one] += 1
        detail = f"told {one}; gold {', '.join(label for label, _ in allowed)}"
        if not any(not fits & types for _, fits in allowed):
            total.mistakes.append(Mistake("spurious", record.id, one, text, detail))


def _count_cells(record: GoldRecord, places: Sequence[ToldPlace], total: _Total) -> None:
    if not record.day or not record.places:
        return
    first = record.places[0]
    if first.latitude is None or first.longitude is None:
        return
    total.gold_cells[_cell(record.day, first.latitude, first.longitude)] += 1
    if places:
        told = places[0]
        total.told_cells[_cell(record.day, told.latitude or 0.0, told.longitude or 0.0)] += 1


def _cell(day: str, latitude: float, longitude: float) -> _Cell:
    return day, floor(latitude * 2), floor(longitude * 2)


def _place_figures(total: _Total) -> Iterator[Figure]:
    if not total.places:
        return
    for name, distances in (("best", total.best), ("main", total.main)):
        for radius in RADII_KM:
            right = sum(km <= radius for km in distances)
            yield Figure(f"{name}_acc{radius}", right / total.places, f"{right} of {total.places} gold places")
        if distances:
            yield Figure(f"{name}_median_km", median(distances))
            yield Figure(f"{name}_mean_km", mean(distances))


def _label_figures(total: _Total) -> Iterator[Figure]:
    if not total.records:
        return
    hit, there = total.hit.total(), total.labels.total()
    yield Figure("label_recall", hit / there, f"{hit} of {there} labels in {total.records} records")
    yield Figure("label_macro_recall", mean(total.hit[one] / total.labels[one] for one in total.labels))
    right, wrong = total.right.total(), total.wrong.total()
    yield Figure("precision", right / max(1, right + wrong), f"{right} of {right + wrong} told types")
    scores = [
        2 * total.right[one] / max(1, 2 * total.right[one] + total.wrong[one] + total.missed[one])
        for one in sorted({*total.right, *total.missed})
    ]
    yield Figure("macro_f1", mean(scores), f"mean of {len(scores)} types")
    yield Figure("silent", share(total.silent, total.records), f"{total.silent} of {total.records} records")


def _cell_figures(total: _Total) -> Iterator[Figure]:
    """Compare, as event-count studies do, how many events gold and we have a day and cell of half a degree."""
    if not total.gold_cells or not total.told_cells:
        return
    cells = {*total.gold_cells, *total.told_cells}
    days = {cell[0] for cell in cells}
    gold_days, told_days = _active(total.gold_cells), _active(total.told_cells)
    active: Counter[tuple[float, float]] = Counter((gold_days[day], told_days[day]) for day in days)
    counts: Counter[tuple[float, float]] = Counter((total.gold_cells[cell], total.told_cells[cell]) for cell in cells)
    counts[0, 0] += len(days) * len({cell[1:] for cell in cells}) - len(cells)
    yield Figure("days_pearson", pearson(active), "active cells a day")
    yield Figure("days_spearman", spearman(active))
    yield Figure("cells_pearson", pearson(counts), "events a day and cell")
    yield Figure("cells_spearman", spearman(counts))


def _active(cells: Counter[_Cell]) -> Counter[str]:
    """Give how many cells have an event, by day."""
    return Counter(cell[0] for cell in cells)


def _tallies(total: _Total) -> Iterator[Tally]:
    for label, number in total.labels.most_common():
        yield Tally(label, number, total.hit[label], total.hit[label], 0)
    for one in sorted({*total.right, *total.missed, *total.wrong}):
        right, wrong = total.right[one], total.wrong[one]
        yield Tally(one, right + total.missed[one], right, right + wrong, wrong)
