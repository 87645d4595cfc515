"""Tables and bags of reports on Dask, to a lazy table of events: a partition of reports gives a partition of events."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mapper.api import read_or_fail, reports_of
from mapper.cluster.sending import Sent, needed
from mapper.errors import WorkError, raise_or_warn
from mapper.model import Report
from mapper.pipeline import Pipeline
from mapper.read import parse_text, read_records
from mapper.schema import from_frame, to_frame
from mapper.store.arrow import tables_of
from mapper.store.dataset import USUAL, check_dataset, finish_dataset, refuse_keys, write_files
from mapper.store.whole import replacing_folder
from mapper.stream.batches import cut
from mapper.stream.work import Job
from mapper.taxonomy import Taxonomy

if TYPE_CHECKING:
    import dask_geopandas
    import geopandas
    import pandas as pd


def extract(
    reports: Any,
    *,
    columns: Mapping[str, str] | None = None,
    pipeline: Pipeline | None = None,
    taxonomy: Taxonomy | None = None,
    errors: Literal["raise", "warn"] = "raise",
) -> dask_geopandas.GeoDataFrame:
    """Give the events that reports in Dask tell, when they are computed.

    Parameters
    ----------
    reports
        A ``dask.dataframe`` with a row a report (columns ``text`` and, where known, ``id date source url title
        lang``), or a ``dask.bag`` of such rows as dicts, of texts, or of `Report`. Ids must be unique throughout; a
        report without one is named by the label of its row where divisions are known, else by the numbers of its
        partition and row.
    columns, pipeline, taxonomy
        As for `mapper.extract`; stages must be such that they can be pickled.
    errors
        ``raise``: a report that cannot be read or coded ends the computation. ``warn``: it is left out, and a worker
        warns of it.

    Returns
    -------
    dask_geopandas.GeoDataFrame
        A partition of events for each partition of reports. A worker that is lost costs the partitions it was at.

    Raises
    ------
    MissingError
        If the extra ``dask`` is not installed.
    StageError
        If a stage cannot be pickled.
    """
    needed("dask_geopandas", "distributed")
    import dask
    import dask.dataframe as dd
    from dask_geopandas import from_dask_dataframe

    labelled = bool(getattr(reports, "known_divisions", False))
    code = _Partition(Sent.of(Job(pipeline or Pipeline(), taxonomy)), dict(columns or {}), labelled, errors)
    coded = [dask.delayed(code)(part, number) for number, part in enumerate(reports.to_delayed())]
    with dask.config.set({"dataframe.convert-string": False}):  # numbers of an event are lists, and no strings
        found = dd.from_delayed(coded, meta=to_frame([]), verify_meta=False)
        return from_dask_dataframe(found, geometry="geometry")


@dataclass(frozen=True, slots=True)
class _Partition:
    """Codes a partition: all that travels with a task is this."""

    sent: Sent
    columns: dict[str, str]
    labelled: bool
    errors: Literal["raise", "warn"]

    def __call__(self, part: pd.DataFrame | Iterable[Any], number: int) -> geopandas.GeoDataFrame:
        """Give the events of a partition of reports."""
        job = self.sent.here()
        rows = []
        for batch in cut((report, report.id) for report in self._reports(part, number)):
            coded = job.rows(batch.reports)
            rows += coded.rows
            for at, message in coded.failed.items():
                raise_or_warn(WorkError(f"{batch.wheres[at]}: cannot be coded ({message})"), self.errors)
        return to_frame(rows)

    def _reports(self, part: pd.DataFrame | Iterable[Any], number: int) -> Iterator[Report]:
        import pandas as pd

        if not isinstance(part, pd.DataFrame):
            return self._of_items(part, number)
        table = part if self.labelled else part.set_axis([f"{number}.{at}" for at in range(len(part))], axis=0)
        return reports_of(table, columns=self.columns, errors=self.errors)

    def _of_items(self, part: Iterable[Any], number: int) -> Iterator[Report]:
        for at, item in enumerate(part):
            name = f"row {number}.{at}"
            if isinstance(item, Report):
                yield item
            elif isinstance(item, str):
                yield parse_text(item, name)[0]
            else:
                row = {self._ours(key): value for key, value in item.items()}
                yield from read_or_fail(read_records([(name, row)]), self.errors)

    def _ours(self, key: str) -> str:
        return next((ours for ours, theirs in self.columns.items() if theirs == key), key)


def write(
    events: dask_geopandas.GeoDataFrame, folder: str | os.PathLike[str], partition_by: Sequence[str] = USUAL
) -> int:
    """Compute a table of events, and write it as a folder of GeoParquet files by month and region.

    Workers write the files, each partition its own, so that nothing of the table comes to this process; all must have
    the file system on which the folder lies.

    Parameters
    ----------
    events
        What `extract` gave, or what was chosen of it.
    folder
        The folder; one that this project wrote is replaced, when the new one is whole.
    partition_by
        What it is parted by: ``month``, and ``country`` or ``admin1``.

    Returns
    -------
    int
        How many events were written.

    Raises
    ------
    WriteError
        If the folder cannot be written, or another's stands in its place.
    """
    import dask

    refuse_keys(partition_by)
    check_dataset(folder)
    target = Path(folder).absolute()
    with replacing_folder(target) as growing:
        one = dask.delayed(_write_partition)
        parts = enumerate(events.to_delayed())
        counts = dask.compute(*(one(part, number, growing, tuple(partition_by)) for number, part in parts))
        finish_dataset(growing, partition_by, sum(counts))
    return int(sum(counts))


def _write_partition(events: geopandas.GeoDataFrame, number: int, folder: Path, by: tuple[str, ...]) -> int:
    return write_files(tables_of(from_frame(events)), folder, by, f"{number:06}-")
