"""The work on one batch, wherever it is done: reports in, bytes out that stand for the rows of their events."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

from mapper.errors import MapperError
from mapper.model import Report, Resolution
from mapper.pipeline import Pipeline
from mapper.schema import Row, to_rows
from mapper.store.arrow import to_table
from mapper.stream import places
from mapper.tag import EventTagger
from mapper.taxonomy import Taxonomy

if TYPE_CHECKING:
    import pyarrow as pa

_RAISED: Final = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError),
    *(NotImplementedError, StopIteration),
)
"""What a stage raises on a report that it was not made for. Want of memory and errors of the system are not among it:
these would come again with the next report."""

_FAILED: Final = b"failed"
_DIGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a batch: its rows, and, where they are to be kept, its resolutions, both packed (see `pack`)."""

    rows: bytes
    places: bytes | None = None


class Coded(NamedTuple):
    """A batch as it was coded.

    Attributes
    ----------
    rows
        The rows of its events, in the order of the reports.
    failed
        The numbers (from 0) of the reports that a stage failed on, each with the error.
    located
        The resolutions of each report; none of those that failed.
    """

    rows: list[Row]
    failed: dict[int, str]
    located: Sequence[Sequence[Resolution]]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with batches: settings of a few kB, to be sent to other processes.

    Parameters
    ----------
    pipeline
        The stages.
    taxonomy
        The event types; None for those that ship.
    keep_places
        Whether resolutions are given back too.
    """

    pipeline: Pipeline
    taxonomy: Taxonomy | None = None
    keep_places: bool = False

    @property
    def can_keep_places(self) -> bool:
        """Whether resolutions may be kept for a later run: the user's own tagger may ask for more than is kept."""
        return type(self.pipeline.tagger) is EventTagger

    def __call__(self, reports: Sequence[Report], located: bytes | None = None) -> Done:
        """Do the work; the rows are packed with the reports that failed, see `failures`.

        Parameters
        ----------
        reports
            The batch.
        located
            What a run before gave as `Done.places` for the same reports.

        Raises
        ------
        MapperError
            As `rows`.
        """
        coded = self.rows(reports, None if located is None else places.from_table(unpack(located), reports))
        table = to_table(coded.rows).replace_schema_metadata({_FAILED: json.dumps(coded.failed)})
        keep = self.keep_places and located is None and not coded.failed
        return Done(pack(table), pack(places.to_table(coded.located)) if keep else None)

    def rows(self, reports: Sequence[Report], located: Sequence[Sequence[Resolution]] | None = None) -> Coded:
        """Give the rows of the events of a batch; where a stage fails on it, its reports are coded one by one.

        Parameters
        ----------
        reports
            The batch.
        located
            The resolutions of each, where they are known.

        Raises
        ------
        MapperError
            When not a report but the work itself is at fault: a stage that gives too little, a missing model.
        """
        try:
            found = self.pipeline.locate(reports) if located is None else located
            return Coded(self._tagged(reports, found), {}, found)
        except MapperError:
            raise
        except _RAISED as error:
            if len(reports) == 1:
                return Coded([], {0: " ".join(f"{type(error).__name__}: {error}".split())[:200]}, [()])
        return self._one_by_one(reports)

    def _tagged(self, reports: Sequence[Report], found: Sequence[Sequence[Resolution]]) -> list[Row]:
        taxonomy = self.taxonomy or Taxonomy.load()
        told = zip(reports, self.pipeline.tag(reports, found), strict=True)
        return [row for report, events in told for row in to_rows(report, events, taxonomy)]

    def _one_by_one(self, reports: Sequence[Report]) -> Coded:
        each = [self.rows([report]) for report in reports]
        return Coded(
            [row for one in each for row in one.rows],
            {number: message for number, one in enumerate(each) for message in one.failed.values()},
            [found for one in each for found in one.located],
        )


def failures(table: pa.Table) -> dict[int, str]:
    """Give the numbers (from 0) of the reports of a batch that a stage failed on, each with the error."""
    told = (table.schema.metadata or {}).get(_FAILED, b"{}")
    return {int(number): str(message) for number, message in json.loads(told).items()}


def pack(table: pa.Table) -> bytes:
    """Turn a table into bytes: 16 of a digest, then a Parquet file, which takes half of what an Arrow stream would."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink, compression="zstd", write_statistics=False)
    body: bytes = sink.getvalue().to_pybytes()
    return blake2b(body, digest_size=_DIGEST).digest() + body


def is_whole(packed: bytes) -> bool:
    """Whether bytes are what `pack` gave, and nothing of them is lost or changed."""
    return blake2b(packed[_DIGEST:], digest_size=_DIGEST).digest() == packed[:_DIGEST]


def unpack(packed: bytes) -> pa.Table:
    """Give the table back."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    # no pq.read_table: it goes by way of datasets, which take a third of a second to import
    return pq.ParquetFile(pa.BufferReader(pa.py_buffer(packed)[_DIGEST:])).read(use_threads=False)
