"""What a report tells: an events table, counted. Numbers of people are never added up: reports repeat each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mapper.schema import Row
from mapper.taxonomy import Taxonomy

MOST: Final = 30
"""Lines of a table that counts regions, sources, or events without a place."""

MOST_BARS: Final = 120
"""Bars of the plot of days; a longer time is counted by weeks, then months."""


@dataclass(frozen=True, slots=True)
class Summary:
    """An events table, counted.

    Attributes
    ----------
    events, located, reports
        How many events, events with a point, and reports.
    first, last
        First and last day of events; None where no event has one.
    span
        What a bar of `days` stands for: ``day``, ``week``, ``month``.
    days
        First day of each bar, and the events that begin in it, gaps as zeros.
    types
        Label of the layer, label of the type, colour, events in all, and of these the planned, threatened, demanded or
        conditional ones, and the denied or failed ones.
    regions, sources
        Name and events, most first, at most `MOST`.
    unplaced
        Rows without a point, at most `MOST`, the surest first.
    """

    events: int
    located: int
    reports: int
    first: date | None
    last: date | None
    span: str
    days: tuple[tuple[date, int], ...]
    types: tuple[tuple[str, str, str, int, int, int], ...]
    regions: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    unplaced: tuple[Row, ...]


_TO_COME: Final = frozenset({"planned", "threatened", "demanded", "conditional"})
_NOT_SO: Final = frozenset({"denied", "failed"})


def summarise(rows: Sequence[Row]) -> Summary:
    """Count an events table."""
    days = [row["date_start"] for row in rows if row["date_start"]]
    unplaced = [row for row in rows if row["geometry"] is None]
    span, bars = _bars(days)
    return Summary(
        events=len(rows),
        located=len(rows) - len(unplaced),
        reports=len({row["report_id"] for row in rows}),
        first=min(days, default=None),
        last=max((row["date_end"] or row["date_start"] for row in rows if row["date_start"]), default=None),
        span=span,
        days=bars,
        types=tuple(_types(rows)),
        regions=_most(", ".join(filter(None, (row["admin1"], row["country"]))) or "no place" for row in rows),
        sources=_most(row["source"] or "not told" for row in rows),
        unplaced=tuple(sorted(unplaced, key=lambda row: -row["confidence"])[:MOST]),
    )


def _most(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(names)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST])


def _types(rows: Sequence[Row]) -> list[tuple[str, str, str, int, int, int]]:
    taxonomy = Taxonomy.load()
    found = []
    for entry in taxonomy.types:
        statuses = [row["status"] for row in rows if row["event_type"] == entry.id]
        if statuses:
            to_come, not_so = (sum(status in kind for status in statuses) for kind in (_TO_COME, _NOT_SO))
            layer = taxonomy.layer_by_id[entry.layer].label
            found.append((layer, entry.label, entry.colour, len(statuses), to_come, not_so))
    others = Counter(row["event_type"] for row in rows if row["event_type"] not in taxonomy.by_id)
    return found + [("", name, "#888888", count, 0, 0) for name, count in sorted(others.items())]


def _bars(days: Sequence[date]) -> tuple[str, tuple[tuple[date, int], ...]]:
    """Count by days, weeks or months, so that the bars are few enough; those far from the others are left out."""
    if not days:
        return "day", ()
    days = _without_strays(sorted(days))
    for span in ("day", "week"):
        bars = _counted(days, span)
        if len(bars) <= MOST_BARS:
            return span, bars
    return "month", _counted(days, "month")[-MOST_BARS:]


def _without_strays(days: Sequence[date]) -> Sequence[date]:
    """Leave out the first and last hundredth where that halves the time that is told: history, and slips of years."""
    cut = len(days) // 100 + (len(days) > 4)
    inner = days[cut : len(days) - cut]
    if inner and (inner[-1] - inner[0]) * 2 < days[-1] - days[0]:
        return inner
    return days


def _counted(days: Sequence[date], span: str) -> tuple[tuple[date, int], ...]:
    counted = Counter(_start(day, span) for day in days)
    bars: list[tuple[date, int]] = []
    at, last = min(counted), max(counted)
    while at <= last and len(bars) <= 10_000:
        bars.append((at, counted[at]))
        at = _start(at + timedelta(days={"day": 1, "week": 7, "month": 32}[span]), span)
    return tuple(bars)


def _start(day: date, span: str) -> date:
    return day - timedelta(days=day.weekday()) if span == "week" else day.replace(day=1) if span == "month" else day
