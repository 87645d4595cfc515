"""``draw``: a table of events, or a part of it, to a page."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapper.commands.reviewing import decided, with_decisions
from mapper.commands.shared import begin_work, drawing, example, refuse_own_input, telling_warnings, writing
from mapper.commands.tally import many
from mapper.commands.voice import say, telling

if TYPE_CHECKING:
    from mapper.review import Decisions
    from mapper.store.part import Part
    from mapper.view.many import Gathered

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("draw", epilog=example("mapper draw events.parquet -o map.html"))
@click.argument("events", type=click.Path(exists=True))
@writing("The page to write.", required=True)
@drawing
@click.option(
    "--max-mb",
    type=click.FloatRange(min=0.5),
    help="Size of the page in MB: the latest events that fit are drawn whole, the others as counts by square, day and "
    "type. From 10 million events on 80, unless given.",
)
@click.option("--from", "first", type=_DAY, help="Draw events from this day on (2022-03-12).")
@click.option("--to", "last", type=_DAY, help="Draw events until this day, included.")
@click.option("--country", "countries", multiple=True, help="Draw events in this country (UA); can be repeated.")
@with_decisions
@telling
def draw_(
    events: str,
    output: str,
    max_mb: float | None,
    first: datetime | None,
    last: datetime | None,
    countries: tuple[str, ...],
    decisions: Decisions | None,
    **look: str | None,
) -> None:
    """Draw a table of events: one that `mapper extract` wrote, or an export of ACLED, UCDP GED or VIINA.

    An export (.csv .xlsx .parquet .geojson .gpkg) is known by its columns, and its kinds of events become ours.
    EVENTS may be a folder of Parquet files, too; of Parquet only what is drawn is read.
    """
    from mapper.schema import from_frame, to_frame
    from mapper.store.part import Part
    from mapper.view import draw
    from mapper.view.many import Gathered

    refuse_own_input(output, [events])
    begin_work()
    part = Part(_day(first), _day(last), tuple(code.upper() for code in countries))
    if decisions is not None and (max_mb is not None or not part.is_whole or Path(events).is_dir()):
        raise click.UsageError("--decisions needs the whole of one file; leave out the options that take a part of it")
    with telling_warnings():
        gathered = _gathered(Path(events), part, max_mb)
    if decisions is not None:
        gathered = Gathered(to_frame(decided(from_frame(gathered.events), decisions)))
    draw(gathered, output, **look)
    _tell(output, gathered)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _gathered(path: Path, part: Part, max_mb: float | None) -> Gathered:
    """Read what is drawn; Parquet in batches where only a part of it is."""
    from mapper.store import read_events
    from mapper.taxonomy import Taxonomy
    from mapper.view.many import MANY, USUAL_MB, FrameSource, Gathered, ParquetSource, gather

    if path.is_dir() or path.suffix.lower() == ".parquet":
        source = ParquetSource.open(path, part)
        size = USUAL_MB if max_mb is None and source is not None and source.count() >= MANY else max_mb
        if source is not None and (path.is_dir() or size is not None or not part.is_whole):
            return gather(source, size, Taxonomy.load())
    frame = read_events(path)
    if max_mb is None and part.is_whole:
        return Gathered(frame)
    return gather(FrameSource.of(frame, part), max_mb, Taxonomy.load())


def _tell(output: str, gathered: Gathered) -> None:
    """Say what was drawn, and what was left out."""
    events = gathered.events
    located = int(events.geometry.notna().sum())
    told = f"{output}: {many(len(events), 'event')} ({located} located, {len(events) - located} unlocated)"
    facts: dict[str, object] = {"output": output, "events": len(events), "located": located}
    counted = gathered.overview
    if counted is not None:
        told += (
            f", from {gathered.since} on; {counted.total} others only counted, by type, {counted.step} and squares of "
            f"{counted.side:g} degrees or regions"
        )
        facts |= {"counted": counted.total, "since": str(gathered.since), "square": counted.side, "step": counted.step}
    say(told, facts)
