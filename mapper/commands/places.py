"""``geoparse`` and ``explain``: the places that reports name, and the reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from mapper.commands.shared import begin_work, check_output, example, reading, refuse_own_input, stream_to, writing
from mapper.commands.stages import with_stages
from mapper.commands.tally import Tally, many
from mapper.commands.voice import telling

if TYPE_CHECKING:
    from mapper.model import Report, Resolution
    from mapper.pipeline import Pipeline
    from mapper.read import Item


@click.command(epilog=example("mapper geoparse notebooks/reports -o places.jsonl"))
@reading
@writing("The JSON Lines file to write; - for standard output.", default="-")
@with_stages
@click.option(
    "--given-spans",
    is_flag=True,
    help="Resolve the records' own spans: [[start, end], ...] only, and recognize none.",
)
@telling
def geoparse(reports: tuple[str, ...], output: str, encoding: str, given_spans: bool, pipeline: Pipeline) -> None:
    """Find the places that reports name: one line of JSON a report."""
    refuse_own_input(output, reports)
    begin_work()
    tally = Tally()
    places = 0
    with stream_to(output) as stream:
        for report, found in _located(pipeline, tally, reports, encoding, given_spans=given_spans):
            told = [_place(one) for one in found if one.mention.kind == "place" or one.longitude is not None]
            stream.write(json.dumps({"id": report.id, "places": told}, ensure_ascii=False) + "\n")
            places += len(told)
            tally.located += sum(one["lat"] is not None for one in told)
        tally.refuse_nothing()
    what = f"{many(tally.reports, 'report')}, {many(places, 'place')} ({tally.located} located)"
    name = "standard output" if output == "-" else output
    tally.end(f"{name}: {what}", err=output == "-", output=output, places=places)


def _located(
    pipeline: Pipeline, tally: Tally, paths: tuple[str, ...], encoding: str, *, given_spans: bool
) -> Iterator[tuple[Report, tuple[Resolution, ...]]]:
    """Give each report with its mentions resolved: its own spans, or those that are recognized."""
    from mapper.pipeline import batches

    items = tally.read(paths, encoding)
    if not given_spans:
        for batch in batches(item.report for item in items):
            yield from zip(batch, pipeline.locate(batch), strict=True)
        return
    from mapper.recognize import mentions_from_spans
    from mapper.resolve import GazetteerResolver

    resolve = GazetteerResolver(threshold=0.0)  # somebody knows that these are places: none is left open
    for item in items:
        mentions = mentions_from_spans(item.report, _spans(item, tally))
        yield item.report, resolve([item.report], [mentions])[0]


def _spans(item: Item, tally: Tally) -> list[list[int]]:
    """Give the spans of a record that are spans of its text; the others are told as errors."""
    spans = item.record.get("spans")
    length = len(item.report.text)
    good = [span for span in spans if _is_span(span, length)] if isinstance(spans, list) else []
    if not isinstance(spans, list) or len(good) < len(spans):
        tally.lost += 1
        rule = f"spans must be [[start, end], ...] with 0 <= start < end <= {length}"
        click.echo(f"error: {item.where}: {rule}; the others of the record are resolved", err=True)
    return good


def _is_span(span: object, length: int) -> bool:
    return (
        isinstance(span, list)
        and len(span) == 2
        and all(isinstance(offset, int) for offset in span)
        and 0 <= span[0] < span[1] <= length
    )


def _place(one: Resolution) -> dict[str, Any]:
    place = one.place
    return {
        "start": one.mention.start,
        "end": one.mention.end,
        "text": one.mention.text,
        "name": place.name if place else one.mention.name,
        "lat": one.latitude,
        "lon": one.longitude,
        "geonameid": place.geonameid if place else None,
        "place_id": place.id if place else None,
        "country": place.country if place else "",
        "admin1": place.admin1 if place else "",
        "kind": place.kind if place else "",
        "mention_kind": one.mention.kind,
        "precision": one.precision,
        "radius_m": one.radius_m,
        "score": round(one.score, 4),
        "reason": one.reason,
    }


@click.command(epilog=example("mapper explain notebooks/reports/ukraine-north.txt --html why.html"))
@reading
@with_stages
@click.option(
    "--html", "output", callback=check_output, metavar="FILE", help="Write it as a page that needs no network."
)
@click.option("--summary", is_flag=True, help="Tell only how often each reason decided, over all reports.")
def explain(reports: tuple[str, ...], encoding: str, output: str | None, summary: bool, pipeline: Pipeline) -> None:
    """Tell why: every name and event of a report, with candidates, scores, reasons, and what was rejected."""
    if output is not None:
        refuse_own_input(output, reports)
    begin_work()
    tally = Tally()
    if summary:
        _summarise(pipeline, tally, reports, encoding)
    elif output is not None:
        _write_page(pipeline, tally, reports, encoding, output)
    else:
        _tell(pipeline, tally, reports, encoding)
    if not tally.reports:
        raise click.ClickException("no report could be read")
    where = f"{output}: " if output is not None and not summary else ""
    tally.end(f"{where}{many(tally.reports, 'report')} explained", err=not where)


def _tell(pipeline: Pipeline, tally: Tally, reports: tuple[str, ...], encoding: str) -> None:
    from mapper.explain import explain as tell

    for item in tally.read(reports, encoding):
        for line in tell(pipeline, item.report):
            click.echo(line)


def _write_page(pipeline: Pipeline, tally: Tally, reports: tuple[str, ...], encoding: str, output: str) -> None:
    from mapper.explain import explanation
    from mapper.explainpage import page

    with stream_to(output) as stream:
        for part in page(explanation(pipeline, item.report) for item in tally.read(reports, encoding)):
            stream.write(part)
        tally.refuse_nothing()


def _summarise(pipeline: Pipeline, tally: Tally, reports: tuple[str, ...], encoding: str) -> None:
    from collections import Counter

    from mapper.explain import counted, deciding, inert
    from mapper.pipeline import batches

    passes: Counter[str] = Counter()
    for batch in batches(item.report for item in tally.read(reports, encoding)):
        for found in pipeline.locate(batch):
            passes += deciding(found)
    for line in counted(passes):
        click.echo(inert(line))
