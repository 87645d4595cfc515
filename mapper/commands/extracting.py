"""``extract``: reports to the events table, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from mapper.commands.codebooks import with_codebook, write_coded
from mapper.commands.reviewing import with_decisions, with_names_decided
from mapper.commands.running import with_running
from mapper.commands.shared import begin_work, example, reading, refuse_own_input, writing
from mapper.commands.stages import tagging, with_stages, with_taxonomy
from mapper.commands.tally import Tally
from mapper.commands.voice import complain, telling

if TYPE_CHECKING:
    import pyarrow as pa

    from mapper.pipeline import Pipeline
    from mapper.read import Item
    from mapper.review import Decisions
    from mapper.running import Running
    from mapper.schema import Row
    from mapper.stream.work import Job
    from mapper.taxonomy import Taxonomy

T = TypeVar("T")

SMALL = 1_000_000
"""Characters of text up to which reports are read in one go, in this process, with nothing kept on the way."""


@click.command(
    epilog=example("mapper extract notebooks/reports -o events.parquet")
    + "\n  mapper extract notebooks/reports -o acled.csv --codebook acled"
    + "\n  mapper extract archive/*.jsonl -o events.parquet --jobs 8 --cache archive.cache"
)
@reading
@writing(
    "The table: .parquet .gpkg .geojson .geojsonl .kml .xlsx .csv or .jsonl, by the ending; or a folder (events/) of "
    "GeoParquet files by month and region.",
    required=True,
)
@click.option(
    "--partition-by",
    type=click.Choice(["month,country", "month,admin1", "month", "country", "admin1"]),
    default="month,country",
    show_default=True,
    help="What a folder is parted by.",
)
@with_codebook
@with_decisions
@with_stages
@with_taxonomy
@with_running
@telling
def extract(
    reports: tuple[str, ...],
    output: str,
    encoding: str,
    codebook: str | None,
    all_states: bool,
    decisions: Decisions | None,
    pipeline: Pipeline,
    taxonomy: Taxonomy | None,
    partition_by: str,
    running: Running,
) -> None:
    """Write the events that reports tell, one row each.

    Any number of reports is taken, a batch at a time. A run that was interrupted, also by a crash or a full disk, goes
    on where it was when the same command is given again: until it ends, what is done lies in a folder beside the
    output, named after it with .parts.
    """
    from mapper.store.dataset import is_dataset
    from mapper.stream.parts import folder_beside
    from mapper.stream.work import Job

    refuse_own_input(output, reports)
    begin_work()
    tally = Tally()
    items = tally.heard(reports, encoding)
    head, more = _few(items)
    if codebook is not None and is_dataset(output):
        raise click.UsageError("--codebook writes a file; name one that ends in .csv or .tsv")
    target = _Target(tally, output, decisions, codebook, all_states, tuple(partition_by.split(",")))
    job = Job(with_names_decided(tagging(pipeline, taxonomy), decisions), taxonomy)
    if more or running.asked or is_dataset(output) or folder_beside(Path(output)).exists():
        _by_batches(target, job, chain(head, items), running)
    else:
        target.write_rows(tally.rows(job, head, decisions))
    tally.finish(output)


def _few(items: Iterator[Item]) -> tuple[list[Item], bool]:
    """Give the first reports, and whether there are more than are read in one go."""
    head: list[Item] = []
    characters = 0
    for item in items:
        head.append(item)
        characters += len(item.report.text)
        if characters > SMALL:
            return head, True
    return head, False


def _by_batches(target: _Target, job: Job, items: Iterable[Item], running: Running) -> None:
    from mapper.stream.batches import cut
    from mapper.stream.run import Run
    from mapper.stream.work import failures

    run = Run(job, running)
    tally = target.tally

    def tables() -> Iterator[pa.Table]:
        for batch, table in engine.tables(cut((item.report, item.where) for item in items)):
            tally.done(batch, failures(table))
            yield table
        tally.progress.clear()

    try:
        with run.begun(Path(target.output)) as (engine, folder):
            target.write_tables(tables(), folder)
    except KeyboardInterrupt:
        complain("interrupted; what is done is kept, and the same command goes on from there", lost=True)
        raise


@dataclass(frozen=True, slots=True)
class _Target:
    """What is written, and how."""

    tally: Tally
    output: str
    decisions: Decisions | None
    codebook: str | None
    all_states: bool
    by: tuple[str, ...]

    def write_rows(self, rows: Iterable[Row]) -> None:
        """Write rows that are counted and decided on."""
        from mapper.store import write

        if self.codebook is None:
            write(self._some(rows), self.output)
        else:
            write_coded(self._some(rows), self.output, self.codebook, self.tally, all_states=self.all_states)

    def write_tables(self, tables: Iterable[pa.Table], folder: Path) -> None:
        """Write tables as they came; the file grows in a folder."""
        from mapper.store import write_tables
        from mapper.store.arrow import rows_of, tables_of

        if self.codebook is not None or self.decisions is not None:
            rows = self.tally.decided((row for table in tables for row in rows_of(table)), self.decisions)
            if self.codebook is not None:
                self.write_rows(rows)
                return
            tables = tables_of(rows)
        else:
            tables = map(self.tally.counted, tables)
        write_tables(self._some(tables), self.output, folder / f"table{Path(self.output).suffix}", self.by)

    def _some(self, stream: Iterable[T]) -> Iterator[T]:
        """Give a stream through, and stop before anything is written when no report could be read."""
        yield from stream
        self.tally.refuse_nothing()
