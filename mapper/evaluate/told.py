"""What is scored: the events and places that a pipeline tells of the gold's reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mapper.evaluate.gold import Gold, GoldRecord
from mapper.model import Count, Event, Report, Resolution
from mapper.pipeline import Pipeline, batches
from mapper.schema import UNPLACED_PRECISIONS


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place that was told: its name, its span in the text, its position (None where it stays open), its id."""

    name: str
    start: int
    end: int
    latitude: float | None
    longitude: float | None
    geonameid: str = ""


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event that was told; its place is None where it is not plotted (a country, or none)."""

    event_type: str
    status: str
    start: int
    end: int
    country: str
    place: ToldPlace | None
    day_start: date | None
    day_end: date | None
    counts: tuple[Count, ...] = ()


def reports_of(gold: Gold) -> list[Report]:
    """Give the records of a gold file as reports: their text, day and what tells where they come from."""
    return [_coded_report(one) if gold.form == "coded" else _row_report(one) for one in gold.records]


def _coded_report(record: GoldRecord) -> Report:
    from mapper.read import parse_text

    report = parse_text(record.text, record.id)[0]
    published = record.record.get("published")
    return replace(report, published=date.fromisoformat(published) if published else report.published)


def _row_report(record: GoldRecord) -> Report:
    from mapper.read.records import to_report

    row = {key: value for key, value in record.record.items() if key not in ("places", "labels", "extra")}
    return replace(to_report(row, record.id)[0], id=record.id)


def tell_events(pipeline: Pipeline, reports: Sequence[Report]) -> Iterator[tuple[ToldEvent, ...]]:
    """Run a pipeline over reports and give the events of each."""
    for _, events in pipeline.stream(reports):
        yield tuple(map(told_event, events))


def told_event(event: Event) -> ToldEvent:
    """Give an event as it is scored."""
    located = event.place is not None and event.precision not in UNPLACED_PRECISIONS
    return ToldEvent(
        event_type=event.event_type,
        status=event.status,
        start=event.trigger_start,
        end=event.trigger_end,
        country=event.country,
        place=told_place(event.place) if event.place is not None and located else None,
        day_start=event.date_start,
        day_end=event.date_end,
        counts=event.counts,
    )


def tell_places(pipeline: Pipeline, reports: Sequence[Report]) -> Iterator[tuple[ToldPlace, ...]]:
    """Run a pipeline over reports and give the place names of each, as ``mapper geoparse`` writes them."""
    for batch in batches(reports):
        for found in pipeline.locate(batch):
            kept = (one for one in found if one.mention.kind == "place" or one.longitude is not None)
            yield tuple(told_place(one) for one in kept)


def tell_given(
    pipeline: Pipeline, reports: Sequence[Report], spans: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[tuple[ToldPlace, ...]]:
    """Resolve given spans only: one place a span, in their order. None is left open by our own resolver."""
    from mapper.recognize import mentions_from_spans
    from mapper.resolve import GazetteerResolver

    own = isinstance(pipeline.resolver, GazetteerResolver)
    resolve = GazetteerResolver(threshold=0.0) if own else pipeline.resolver
    for report, wanted in zip(reports, spans, strict=True):
        yield tuple(told_place(one) for one in resolve([report], [mentions_from_spans(report, wanted)])[0])


def told_place(one: Resolution) -> ToldPlace:
    """Give a resolution as it is scored."""
    place = one.place
    return ToldPlace(
        name=place.name if place else one.mention.name,
        start=one.mention.start,
        end=one.mention.end,
        latitude=one.latitude,
        longitude=one.longitude,
        geonameid=place.id if place else "",
    )
