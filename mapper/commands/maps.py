"""``map`` and ``extract``: reports to a page, and to a table of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mapper.commands.codebooks import with_codebook, write_coded
from mapper.commands.reviewing import with_decisions
from mapper.commands.shared import begin_work, drawing, example, reading, refuse_own_input, writing
from mapper.commands.stages import with_stages
from mapper.commands.tally import Tally
from mapper.commands.voice import telling

if TYPE_CHECKING:
    from mapper.pipeline import Pipeline
    from mapper.review import Decisions
    from mapper.schema import Row


@click.command("map", epilog=example("mapper map notebooks/reports -o map.html"))
@reading
@writing("The page to write.", required=True)
@drawing
@with_decisions
@with_stages
@telling
def map_(
    reports: tuple[str, ...],
    output: str,
    encoding: str,
    decisions: Decisions | None,
    pipeline: Pipeline,
    **look: str | None,
) -> None:
    """Draw reports as one map: a page that opens without network."""
    from mapper.schema import to_frame
    from mapper.view import draw

    refuse_own_input(output, reports)
    begin_work()
    tally = Tally()
    rows = list(tally.rows(pipeline, reports, encoding, decisions))
    tally.refuse_nothing()
    draw(to_frame(rows), output, **look)
    tally.finish(output)


@click.command(
    epilog=example("mapper extract notebooks/reports -o events.parquet")
    + "\n  mapper extract notebooks/reports -o acled.csv --codebook acled"
)
@reading
@writing("The table: .parquet .gpkg .geojson .geojsonl .kml .xlsx .csv or .jsonl, by the ending.", required=True)
@with_codebook
@with_decisions
@with_stages
@telling
def extract(
    reports: tuple[str, ...],
    output: str,
    encoding: str,
    codebook: str | None,
    all_states: bool,
    decisions: Decisions | None,
    pipeline: Pipeline,
) -> None:
    """Write the events that reports tell, one row each."""
    from mapper.store import write

    refuse_own_input(output, reports)
    begin_work()
    tally = Tally()

    def rows() -> Iterator[Row]:
        yield from tally.rows(pipeline, reports, encoding, decisions)
        tally.refuse_nothing()

    if codebook is None:
        write(rows(), output)
    else:
        write_coded(rows(), output, codebook, tally, all_states=all_states)
    tally.finish(output)
