"""``map``: reports to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mapper.commands.reviewing import with_decisions, with_names_decided
from mapper.commands.shared import begin_work, drawing, example, reading, refuse_own_input, writing
from mapper.commands.stages import tagging, with_stages, with_taxonomy
from mapper.commands.tally import Tally
from mapper.commands.voice import telling

if TYPE_CHECKING:
    from mapper.pipeline import Pipeline
    from mapper.review import Decisions
    from mapper.taxonomy import Taxonomy


@click.command("map", epilog=example("mapper map notebooks/reports -o map.html"))
@reading
@writing("The page to write.", required=True)
@drawing
@with_decisions
@with_stages
@with_taxonomy
@telling
def map_(
    reports: tuple[str, ...],
    output: str,
    encoding: str,
    decisions: Decisions | None,
    pipeline: Pipeline,
    taxonomy: Taxonomy | None,
    **look: str | None,
) -> None:
    """Draw reports as one map: a page that opens without network."""
    from mapper.schema import to_frame
    from mapper.stream.work import Job
    from mapper.view import draw

    refuse_own_input(output, reports)
    begin_work()
    tally = Tally()
    job = Job(with_names_decided(tagging(pipeline, taxonomy), decisions), taxonomy)
    rows = list(tally.rows(job, tally.heard(reports, encoding), decisions))
    tally.refuse_nothing()
    draw(to_frame(rows), output, taxonomy=taxonomy, **look)
    tally.finish(output)
