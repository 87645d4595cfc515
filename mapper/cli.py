"""The ``mapper`` command. Each command imports what it needs when it runs.

Exit status: 0 done; 1 some reports failed (each named on standard error), or the work itself did; 2 usage,
which includes an output that is seen before the work to be unwritable.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from mapper.errors import MapperError, WriteError

if TYPE_CHECKING:
    from mapper.model import Report, Resolution
    from mapper.pipeline import Pipeline
    from mapper.read import Item
    from mapper.schema import Row

Command = TypeVar("Command", bound=Callable[..., Any])


class _Group(click.Group):
    """Turns this project's errors into one line on standard error and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        gc.disable()  # until the work begins: what is imported is no garbage, and looking through it takes a tenth
        try:
            return super().invoke(ctx)
        except MapperError as error:
            raise click.ClickException(str(error)) from error
        finally:
            gc.enable()


@dataclass
class _Tally:
    """What a run read and found; faults are told as they come."""

    reports: int = 0
    events: int = 0
    located: int = 0
    lost: int = 0

    def read(self, paths: Iterable[str], encoding: str) -> Iterator[Item]:
        """Read reports; name what fails on standard error, and count."""
        from mapper.read import Fault, items

        live = sys.stderr.isatty()
        for item in items(paths, encoding):
            if isinstance(item, Fault):
                self.lost += item.lost
                click.echo(f"{'error' if item.lost else 'warning'}: {item}", err=True)
                continue
            self.reports += 1
            if live and self.reports % 10 == 0:
                click.echo(f"\r{self.reports} reports", err=True, nl=False)
            yield item

    def rows(self, pipeline: Pipeline, paths: Iterable[str], encoding: str) -> Iterator[Row]:
        """Read reports and give the rows of their events, and count."""
        from mapper.schema import to_rows
        from mapper.taxonomy import Taxonomy

        taxonomy = Taxonomy.load()
        for report, events in pipeline.stream(item.report for item in self.read(paths, encoding)):
            for row in to_rows(report, events, taxonomy):
                self.events += 1
                self.located += row["geometry"] is not None
                yield row

    def refuse_nothing(self) -> None:
        """Stop before anything is written when no report could be read."""
        if not self.reports:
            raise click.ClickException("no report could be read; nothing was written")

    def finish(self, output: str) -> None:
        """Say what was written, and end with the status."""
        found = f"{_many(self.events, 'event')} ({self.located} located, {self.events - self.located} unlocated)"
        self.end(f"{output}: {_many(self.reports, 'report')}, {found}")

    def end(self, message: str, *, err: bool = False) -> None:
        """Say a message and what failed; exit with 1 if a report did."""
        clear = "\r" if sys.stderr.isatty() and self.reports >= 10 else ""
        click.echo(clear + message + (f", {self.lost} failed" if self.lost else ""), err=err)
        if self.lost:
            click.get_current_context().exit(1)


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _encoding(ctx: click.Context, param: click.Parameter, value: str) -> str:
    try:
        b"a".decode(value, "ignore")
    except LookupError:
        raise click.BadParameter(f"{value!r} is no text encoding; try utf-8, cp1251, latin-1, utf-16-le") from None
    return value


def _output(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Refuse, before the work, an output that cannot be written."""
    from mapper.store import check_ending, check_writable

    if value == "-" and ctx.command.name == "geoparse":
        return value
    try:
        check_writable(value)
        if ctx.command.name == "extract":
            check_ending(value)
        if ctx.command.name in ("map", "draw") and Path(value).suffix.lower() not in (".html", ".htm"):
            raise WriteError("a map is a page; name the file .html", value)
    except WriteError as error:
        raise click.BadParameter(str(error)) from None
    return value


def _refuse_own_input(output: str, inputs: Iterable[str]) -> None:
    """Stop before an output replaces one of the files that are read.

    Raises
    ------
    click.UsageError
        When the output is one of the inputs, by whatever path.
    """
    target = Path(output)
    for name in inputs:
        if name != "-" and target.exists() and Path(name).is_file() and target.samefile(name):
            raise click.UsageError(f"{output} is read too; name another output, or the input would be lost")


def _reading(command: Command) -> Command:
    """Add what every command that reads reports takes."""
    command = click.option(
        "--encoding",
        default="utf-8",
        show_default=True,
        callback=_encoding,
        help="Encoding of files that have no byte order mark.",
    )(command)
    return click.argument("reports", nargs=-1, required=True)(command)


def _writing(what: str, **settings: Any) -> Callable[[Command], Command]:
    return click.option("-o", "--output", callback=_output, metavar="FILE", help=what, **settings)


def _drawing(command: Command) -> Command:
    """Add what every command that draws takes."""
    command = click.option("--title", default="", help="Title shown on the map.")(command)
    return click.option(
        "--tiles",
        default=None,
        help="Online tiles to draw over the embedded map (a name that folium knows, or an address). "
        "The page then needs a network.",
    )(command)


def _begin_work() -> None:
    """Collect garbage again, but seldom, and past all that was imported: reports and events hold no cycles.

    Commands call it when their imports are done.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def _example(command: str) -> str:
    return f"\b\nExample:\n  {command}"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="event-mapper", prog_name="mapper")
def main() -> None:
    """Read reports on wars and disasters, and map what happened where and when.

    REPORTS are text files (.txt .text .md), tables of reports (.jsonl .ndjson .json .csv .tsv), folders and
    globs of these, or - for a text on standard input. A text file may begin with lines date:, source:, url:,
    title:, lang:.

    Exit status: 0 done, 1 some reports failed (each is named), 2 usage.
    """


@main.command("map", epilog=_example("mapper map notebooks/reports -o map.html"))
@_reading
@_writing("The page to write.", required=True)
@_drawing
def map_(reports: tuple[str, ...], output: str, encoding: str, title: str, tiles: str | None) -> None:
    """Draw reports as one map: a page that opens without network."""
    from mapper.pipeline import Pipeline
    from mapper.schema import to_frame
    from mapper.view import draw

    _refuse_own_input(output, reports)
    _begin_work()
    tally = _Tally()
    rows = list(tally.rows(Pipeline(), reports, encoding))
    tally.refuse_nothing()
    draw(to_frame(rows), output, title=title, tiles=tiles)
    tally.finish(output)


@main.command(epilog=_example("mapper extract notebooks/reports -o events.parquet"))
@_reading
@_writing("The table to write: .parquet .gpkg .geojson .csv or .jsonl, by the ending.", required=True)
def extract(reports: tuple[str, ...], output: str, encoding: str) -> None:
    """Write the events that reports tell, one row each."""
    from mapper.pipeline import Pipeline
    from mapper.store import write

    _refuse_own_input(output, reports)
    _begin_work()
    tally = _Tally()

    def rows() -> Iterator[Row]:
        yield from tally.rows(Pipeline(), reports, encoding)
        tally.refuse_nothing()

    write(rows(), output)
    tally.finish(output)


@main.command("draw", epilog=_example("mapper draw events.parquet -o map.html"))
@click.argument("events", type=click.Path(exists=True, dir_okay=False))
@_writing("The page to write.", required=True)
@_drawing
def draw_(events: str, output: str, title: str, tiles: str | None) -> None:
    """Draw a table of events that `mapper extract` wrote."""
    from mapper.store import read_events
    from mapper.view import draw

    _refuse_own_input(output, [events])
    _begin_work()
    frame = read_events(events)
    draw(frame, output, title=title, tiles=tiles)
    located = int(frame.geometry.notna().sum())
    click.echo(f"{output}: {_many(len(frame), 'event')} ({located} located, {len(frame) - located} unlocated)")


@main.command(epilog=_example("mapper geoparse notebooks/reports -o places.jsonl"))
@_reading
@_writing("The JSON Lines file to write; - for standard output.", default="-")
@click.option(
    "--given-spans",
    is_flag=True,
    help="Resolve the records' own spans: [[start, end], ...] only, and recognize none.",
)
def geoparse(reports: tuple[str, ...], output: str, encoding: str, given_spans: bool) -> None:
    """Find the places that reports name: one line of JSON a report."""
    from mapper.pipeline import Pipeline

    _refuse_own_input(output, reports)
    _begin_work()
    pipeline = Pipeline()
    tally = _Tally()
    places = 0
    with _stream(output) as stream:
        for report, found in _located(pipeline, tally, reports, encoding, given_spans=given_spans):
            told = [_place(one) for one in found if one.mention.kind == "place" or one.longitude is not None]
            stream.write(json.dumps({"id": report.id, "places": told}, ensure_ascii=False) + "\n")
            places += len(told)
            tally.located += sum(one["lat"] is not None for one in told)
        tally.refuse_nothing()
    what = f"{_many(tally.reports, 'report')}, {_many(places, 'place')} ({tally.located} located)"
    tally.end(f"{'standard output' if output == '-' else output}: {what}", err=output == "-")


def _located(
    pipeline: Pipeline, tally: _Tally, paths: tuple[str, ...], encoding: str, *, given_spans: bool
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


def _spans(item: Item, tally: _Tally) -> list[list[int]]:
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


@contextmanager
def _stream(output: str) -> Iterator[IO[str]]:
    if output == "-":
        yield sys.stdout
        return
    from mapper.store import replacing

    with replacing(Path(output)) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


@main.command(epilog=_example("mapper explain notebooks/reports/ukraine-north.txt"))
@_reading
def explain(reports: tuple[str, ...], encoding: str) -> None:
    """Tell why: every name and event of a report, with candidates, scores, reasons, and what was rejected."""
    from mapper.explain import explain as tell
    from mapper.pipeline import Pipeline

    _begin_work()
    pipeline = Pipeline()
    tally = _Tally()
    for item in tally.read(reports, encoding):
        for line in tell(pipeline, item.report):
            click.echo(line)
    if not tally.reports:
        raise click.ClickException("no report could be read")
    tally.end(_many(tally.reports, "report") + " explained", err=True)


if __name__ == "__main__":
    main()
