"""Reports to a file of events, in memory that does not grow with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from mapper.api import ReportLike, reports_of
from mapper.errors import WorkError, raise_or_warn
from mapper.model import Report
from mapper.pipeline import Pipeline
from mapper.running import Running
from mapper.schema import Row
from mapper.store import check_ending, check_writable, write_tables
from mapper.store.arrow import rows_of
from mapper.store.dataset import USUAL, check_dataset, is_dataset, refuse_keys
from mapper.stream.batches import Batch, cut
from mapper.stream.run import Run
from mapper.stream.work import Job, failures
from mapper.taxonomy import Taxonomy

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes
    ----------
    reports, events, located
        Reports that were coded; events written; those of them that have a geometry.
    failed
        Reports that a stage failed on; each was warned of.
    batches, found
        Batches of reports; those of them that an earlier run had done.
    """

    reports: int
    events: int
    located: int
    failed: int
    batches: int
    found: int


@dataclass
class _Count:
    """Counts what passes, and tells which reports failed."""

    errors: Literal["raise", "warn"]
    reports: int = 0
    events: int = 0
    located: int = 0
    failed: int = 0
    batches: int = 0

    def tables(self, done: Iterable[tuple[Batch, pa.Table]]) -> Iterator[pa.Table]:
        for batch, table in done:
            failed = failures(table)
            for number, message in failed.items():
                raise_or_warn(WorkError(f"{batch.wheres[number]}: cannot be coded ({message})"), self.errors)
            self.batches += 1
            self.reports += len(batch.reports) - len(failed)
            self.failed += len(failed)
            self.events += table.num_rows
            self.located += table.num_rows - table["geometry"].null_count
            yield table


def extract_to(
    path: str | os.PathLike[str],
    reports: ReportLike | Iterable[ReportLike] | pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    pipeline: Pipeline | None = None,
    taxonomy: Taxonomy | None = None,
    errors: Literal["raise", "warn"] = "raise",
    encoding: str = "auto",
    jobs: int = 1,
    cache: str | os.PathLike[str] | None = None,
    fresh: bool = False,
    scheduler: Any = None,
    partition_by: Sequence[str] = USUAL,
) -> Summary:
    """Read any number of reports and write the events they tell to a file.

    While it runs, what is done lies in a folder beside the file, named after it with ``.parts``. A run that was broken
    off, however, goes on from there when it is called again with the same arguments.

    Parameters
    ----------
    path
        The file to write; the ending tells the format: one of `mapper.store.ENDINGS`. A path that ends with a slash, or
        a folder that this wrote before, becomes a folder of GeoParquet files by month and region. The bytes are the
        same for any number of `jobs`.
    reports, columns, pipeline, taxonomy, encoding
        As for `mapper.extract`; `reports` may be a generator.
    errors
        ``raise``: the first report that cannot be read or coded is an error. ``warn``: a warning, and the others are
        done.
    jobs
        Processes to work in; a script that asks for more than one must begin its work under
        ``if __name__ == "__main__":``, as `multiprocessing` has it.
    cache
        A folder that keeps what was found: a later run does only what has changed, and where only the taxonomy has,
        only codes anew. Several runs, also at the same time, may share one.
    fresh
        Do again what an earlier run has done.
    scheduler
        The address of a Dask scheduler, or a ``distributed.Client``: its workers do the work in place of `jobs`, and
        this process reads and writes. They need the same version of this project, and no common file system.
    partition_by
        What a folder is parted by: ``month``, and ``country`` or ``admin1``.

    Returns
    -------
    Summary
        What was done.

    Raises
    ------
    ReadError
        If a report cannot be read and `errors` is ``raise``.
    WorkError
        If a report cannot be coded and `errors` is ``raise``; if another run writes the same file; if processes are
        killed again and again.
    WriteError
        If the file or a part cannot be written. What is done is kept.
    StageError
        If stages of the user's own cannot be sent to other processes, or not be told apart.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     extract_to(f"{folder}/events.parquet", ["Shelling hit Izium on Friday."]).events
    1
    """
    if is_dataset(path):
        refuse_keys(partition_by)
        check_dataset(path)
    else:
        check_ending(path)
        check_writable(path)
    target = Path(path)
    running = Running(jobs, None if cache is None else Path(cache), fresh, scheduler)
    run = Run(Job(pipeline or Pipeline(), taxonomy), running)
    given = reports_of(reports, columns=columns, errors=errors, encoding=encoding)
    count = _Count(errors)
    with run.begun(target) as (engine, folder):
        tables = count.tables(engine.tables(cut((one, one.id) for one in given)))
        write_tables(tables, path, folder / f"table{target.suffix}", partition_by)
    return Summary(count.reports, count.events, count.located, count.failed, count.batches, engine.found)


def rows_of_reports(
    reports: Iterable[Report],
    pipeline: Pipeline,
    taxonomy: Taxonomy | None,
    *,
    jobs: int,
    errors: Literal["raise", "warn"],
) -> Iterator[Row]:
    """Give the rows of the events of reports, worked on in several processes; nothing outlives it."""
    count = _Count(errors)
    with (
        TemporaryDirectory(prefix="event-mapper-") as folder,
        Run(Job(pipeline, taxonomy), Running(jobs)).begun(Path(folder, "events")) as (engine, _),
    ):
        for table in count.tables(engine.tables(cut((one, one.id) for one in reports))):
            yield from rows_of(table)
