"""Maps of many events: the latest with all that is known of them, the others as counts, within a size asked for.

A table of any length is read in batches, twice at most: once to count (a few columns), once for the events that are
kept. Parquet is filtered where it lies, so that a part of a large table (or of a folder of files) costs little.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from mapper.errors import TableError
from mapper.store.part import Part, check_degrees, expression, frame_of, open_files, part_of
from mapper.view.cells import NODATA
from mapper.view.overview import Overview, Tally

if TYPE_CHECKING:
    import geopandas as gpd
    import pyarrow as pa
    import pyarrow.dataset as ds

    from mapper.taxonomy import Taxonomy
    from mapper.view.pack import Numbers

MANY = 10_000_000
"""From so many events on a map counts the older ones, whatever was asked for."""
USUAL_MB = 80.0
"""Size of the page of many events, where none is asked for."""

_BATCH = 131_072
_SAMPLE = 4000
_COUNTED = ("event_type", "precision", "country", "admin1")
_COUNT_BYTES = 5
"""What a count takes in the page, as a rule at most."""
_COUNT_SHARE = 0.25
"""Share of the page that counts may take."""
_MOST_COUNTS = 3_000_000
"""More would make the page slow."""
_FIXED_BYTES = 350_000
"""What a page has without events."""
_EPOCH = date(1970, 1, 1)


def told(part: Part | None) -> dict[str, Any] | None:
    """Give a part as the page tells it; None where it is all of a table."""
    if part is None or part.is_whole:
        return None
    first, last = (day and day.isoformat() for day in (part.first, part.last))
    return {"first": first, "last": last, "countries": part.countries}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a page can hold of a table.

    Attributes
    ----------
    events
        Those that are kept whole, an events table.
    overview
        Counts of the others; None where there are none.
    since
        The day from which on events are kept; None where all are.
    part
        Of a larger table, that this is; None where it is all of it.
    """

    events: gpd.GeoDataFrame
    overview: Overview | None = None
    since: date | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Events to be counted: text columns, positions in degrees (NaN for none), days since 1970 (`NODATA`)."""

    words: pa.Table
    longitude: Numbers
    latitude: Numbers
    days: Numbers


class Source(Protocol):
    """A part of a table of events."""

    @property
    def part(self) -> Part:
        """Which part."""
        ...

    def batches(self) -> Iterator[Batch]:
        """Give all events of the part, a batch at a time."""
        ...

    def since(self, day: int | None, most: int) -> gpd.GeoDataFrame:
        """Give events whole: those from a day on (all where it is None), `most` of them at most."""
        ...


def gather(source: Source, max_mb: float | None, taxonomy: Taxonomy) -> Gathered:
    """Take what fits into a page.

    Parameters
    ----------
    source
        The events.
    max_mb
        Size of the page in MB (1e6 bytes); the least that a page can have is some 0.4. None for any size.
    taxonomy
        Event types.
    """
    if max_mb is None:
        return Gathered(source.since(None, sys.maxsize), part=source.part)
    tally, days = Tally([entry.id for entry in taxonomy.types], _most_counts(max_mb)), Counter[int]()
    for batch in source.batches():
        tally.add(batch.words, batch.longitude, batch.latitude, batch.days)
        days.update(_counted(batch.days))
    total = days.total()
    per_event = _bytes_per_event(source.since(None, _SAMPLE), taxonomy)
    room = max_mb * 1e6 - _FIXED_BYTES
    if total * per_event <= room:
        return Gathered(source.since(None, total), part=source.part)
    keep = max(0, int((room - tally.result().size) / per_event))
    since = _since(days, keep)
    events = source.since(since, keep)
    for batch in FrameSource(events).batches():
        tally.add(batch.words, batch.longitude, batch.latitude, batch.days, sign=-1)
    return Gathered(events, tally.result(), _EPOCH + timedelta(since), source.part)


def _most_counts(max_mb: float) -> int:
    return min(_MOST_COUNTS, max(10_000, int(max_mb * 1e6 * _COUNT_SHARE / _COUNT_BYTES)))


def _counted(values: Numbers) -> dict[int, int]:
    import numpy as np

    found, counts = np.unique(values, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _since(days: Counter[int], keep: int) -> int:
    """Find the day from which on so many events at most begin; the last day, where it alone has more."""
    dated = sorted((day for day in days if day != NODATA), reverse=True)
    since, sum_ = dated[0] if dated else 0, 0
    for day in dated:
        sum_ += days[day]
        if sum_ > keep:
            break
        since = day
    return since


def _bytes_per_event(sample: gpd.GeoDataFrame, taxonomy: Taxonomy) -> float:
    """Bytes that an event takes in a page: what the second half of a sample adds to the first."""
    from mapper.view.layer import EventLayer

    half = len(sample) // 2
    sizes = [EventLayer(events, taxonomy=taxonomy).size for events in (sample, sample.iloc[:half])]
    return max(1.0, (sizes[0] - sizes[1]) / max(1, len(sample) - half))


@dataclass(frozen=True, slots=True)
class FrameSource:
    """A table that is in memory."""

    frame: gpd.GeoDataFrame
    part: Part = field(default_factory=Part)

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame, part: Part) -> FrameSource:
        """Take a part of a table."""
        return cls(part_of(frame, part), part)

    def batches(self) -> Iterator[Batch]:
        """Give all events."""
        import pyarrow as pa

        from mapper.view.cells import Cells
        from mapper.view.positions import positions

        cells = Cells(self.frame)
        words = pa.table({name: cells.text(name).cast(pa.large_string()) for name in _COUNTED})
        ends = positions(cells)
        yield Batch(words, ends.longitude, ends.latitude, cells.days("date_start")[0])

    def since(self, day: int | None, most: int) -> gpd.GeoDataFrame:
        """Give the events from a day on."""
        from mapper.view.cells import Cells

        if day is None:
            return self.frame.iloc[:most]
        return self.frame[Cells(self.frame).days("date_start")[0] >= day].iloc[:most]


@dataclass(frozen=True, slots=True)
class ParquetSource:
    """A file of GeoParquet, or a folder of such, however deep, read where it lies."""

    dataset: ds.Dataset
    part: Part

    @classmethod
    def open(cls, path: Path, part: Part) -> ParquetSource | None:
        """Look at a file or a folder; None where it holds no events table of ours.

        Raises
        ------
        TableError
            A folder holds no Parquet file, a file is broken, or positions are not WGS 84 degrees.
        """
        import pyarrow as pa

        try:
            found = open_files(path, part)
            if not {*_COUNTED, "date_start", "geometry"} <= set(found.schema.names):
                return None
            check_degrees(found.schema)
        except TableError as error:
            raise TableError(tuple(f"{path}: {fault}" for fault in error.faults)) from None
        except (pa.ArrowInvalid, OSError) as error:
            raise TableError((f"{path}: cannot be read ({error})",)) from error
        return cls(found, part) if pa.types.is_binary(found.schema.field("geometry").type) else None

    def count(self) -> int:
        """How many events the part has."""
        return int(self.dataset.count_rows(filter=expression(self.dataset.schema, self.part)))

    def batches(self) -> Iterator[Batch]:
        """Give all events, in batches."""
        for batch in self._scan(self.part, [*_COUNTED, "date_start", "geometry"]):
            yield _batch(batch)

    def since(self, day: int | None, most: int) -> gpd.GeoDataFrame:
        """Give the events from a day on."""
        import pyarrow as pa

        found: list[pa.Table] = []
        for batch in self._scan(self.part if day is None else self.part.since(_EPOCH + timedelta(day))):
            found.append(batch.slice(0, most))
            most -= found[-1].num_rows
            if most <= 0:
                break
        return frame_of(pa.concat_tables(found) if found else self.dataset.schema.empty_table())

    def _scan(self, part: Part, columns: list[str] | None = None) -> Iterator[pa.Table]:
        import pyarrow as pa

        wanted = expression(self.dataset.schema, part)
        options = {"batch_size": _BATCH, "batch_readahead": 2, "fragment_readahead": 1}
        for batch in self.dataset.to_batches(columns=columns, filter=wanted, **options):
            if batch.num_rows:
                yield pa.Table.from_batches([batch])


def _batch(found: pa.Table) -> Batch:
    import pyarrow as pa
    import pyarrow.compute as pc
    import shapely

    found = found.combine_chunks()
    words = pa.table({name: pc.fill_null(found[name].cast(pa.large_string()), "") for name in _COUNTED})
    days = pc.fill_null(found["date_start"].cast(pa.date32()).cast(pa.int32()), NODATA).to_numpy()
    shapes = shapely.from_wkb(found["geometry"].to_numpy(zero_copy_only=False))
    lines = shapely.get_type_id(shapes) == 1
    shapes[lines] = shapely.get_point(shapes[lines], 0)
    return Batch(words, shapely.get_x(shapes), shapely.get_y(shapes), days)
