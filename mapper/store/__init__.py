"""The events table in files: GeoParquet, GeoPackage, GeoJSON, KML, Excel, CSV, JSON Lines. All are read back.

A file appears whole or not at all, see `mapper.store.whole`. The same table gives the same bytes.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import BROKEN, TableError, WriteError
from mapper.schema import Row, from_frame, validate
from mapper.store.dataset import USUAL, check_dataset, is_dataset, write_dataset
from mapper.store.exports import read_export
from mapper.store.part import Part, part_of, read_parquet_part
from mapper.store.whole import replacing, replacing_folder

if TYPE_CHECKING:
    import geopandas
    import pyarrow as pa


def write(events: geopandas.GeoDataFrame | Iterable[Row], path: str | os.PathLike[str]) -> int:
    """Write an events table.

    Parameters
    ----------
    events
        The table, or its rows. Columns that are not of the events table are left out.
    path
        Where to; the ending tells the format: one of `ENDINGS`.

    Returns
    -------
    int
        How many events were written.

    Raises
    ------
    TableError
        If a frame is no events table.
    WriteError
        If the ending is unknown, or the file cannot be written. Then nothing is left behind, and a file that
        stood at the path before is as it was.

    Examples
    --------
    >>> import tempfile, mapper
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(mapper.extract("Shelling hit Izium on Friday."), f"{folder}/events.parquet")
    1
    """
    target = Path(path)
    writer = _writer(target)
    rows = from_frame(validate(events)) if hasattr(events, "geometry") else iter(events)
    with replacing(target) as temporary:
        return writer(rows, temporary)


def write_tables(
    tables: Iterable[pa.Table],
    path: str | os.PathLike[str],
    temporary: Path | None = None,
    by: Sequence[str] = USUAL,
) -> int:
    """Write a stream of Arrow tables, of the types of `mapper.store.arrow.arrow_schema`, as `write` does their rows.

    No more of them is held than a row group or a few thousand rows. The bytes are the same wherever the stream is cut.

    Parameters
    ----------
    tables
        The tables.
    path
        Where to, as for `write`; or a folder, named with a slash at its end or written by this before: then the
        events are parted, see `mapper.store.dataset`.
    temporary
        Where the file or folder grows, on the same file system; None for a name beside it.
    by
        What a folder is parted by: ``month``, and ``country`` or ``admin1``.

    Raises
    ------
    WriteError
        As `write`.
    """
    target = Path(path)
    if is_dataset(path):
        return _write_folder(tables, target, temporary, by)
    writer = _writer(target)
    with replacing(target, temporary) as growing:
        if target.suffix.lower() in _BY_TABLES:
            by_tables: Callable[[Iterable[pa.Table], Path], int] = _function("write", target, "_tables")
            return by_tables(tables, growing)
        from mapper.store.arrow import rows_of

        return writer((row for table in tables for row in rows_of(table)), growing)


def _write_folder(tables: Iterable[pa.Table], target: Path, temporary: Path | None, by: Sequence[str]) -> int:
    check_dataset(target)
    with replacing_folder(target, temporary) as growing:
        return write_dataset(tables, growing, by)


def check_writable(path: str | os.PathLike[str]) -> None:
    """Find out, before the work, whether a file can be written.

    Raises
    ------
    WriteError
        If its folder does not exist or takes no files, or a folder stands in its place.
    """
    target = Path(path)
    if target.is_dir():
        raise WriteError("is a folder; name a file in it", str(target))
    if not target.parent.is_dir():
        raise WriteError(f"the folder {target.parent} does not exist; create it first", str(target))
    if not os.access(target.parent, os.W_OK):
        raise WriteError(f"the folder {target.parent} takes no files (no permission)", str(target))


def check_ending(path: str | os.PathLike[str]) -> None:
    """Raise `WriteError` where no events format has the file's ending."""
    _writer(Path(path))


def _writer(target: Path) -> Callable[[Iterable[Row], Path], int]:
    if target.suffix.lower() not in _FORMATS:
        ending = target.suffix or "no ending"
        raise WriteError(f"unknown kind of file ({ending}); known endings: {' '.join(ENDINGS)}", str(target))
    writer: Callable[[Iterable[Row], Path], int] = _function("write", target)
    return writer


def _function(does: str, path: Path, what: str = "") -> Any:
    """Give the function that reads or writes a format; its module is imported when first asked for."""
    module, name = _FORMATS[path.suffix.lower()]
    return getattr(import_module(f"mapper.store.{module}"), f"{does}_{name}{what}")


def read_events(
    path: str | os.PathLike[str],
    *,
    first: date | None = None,
    last: date | None = None,
    countries: Collection[str] = (),
) -> geopandas.GeoDataFrame:
    """Read an events table, or a part of it, from a file that `write` wrote, or one like it.

    An export of ACLED, UCDP GED or VIINA (``.csv .xlsx .parquet .geojson .gpkg``), known by its columns, is read as
    well, its events as our types: see `mapper.foreign`.

    Parameters
    ----------
    path
        The file; or a folder of GeoParquet files, such as `mapper.extract_to` writes by month and region.
    first, last
        Only events that begin on these days or between them; None for no bound. Where one is given, events without a
        day are left out.
    countries
        Only events in these countries (ISO 3166-1 alpha-2); empty for all. Of GeoParquet only what may hold such
        events is read.

    Raises
    ------
    TableError
        If the file is missing, broken, of an unknown kind, or holds no events table; tells all faults of the
        table.

    Examples
    --------
    >>> import tempfile, mapper
    >>> events = mapper.extract("Shelling hit Izium on Friday.")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(events, f"{folder}/events.geojson")
    ...     read_events(f"{folder}/events.geojson").equals(events)
    1
    True
    """
    source = Path(path)
    if source.suffix.lower() not in _FORMATS and not source.is_dir():
        raise TableError((f"{source}: unknown kind of file; known endings: {' '.join(ENDINGS)}",))
    if not source.exists():
        raise TableError((f"{source}: no such file",))
    part = Part(first, last, tuple(countries))
    try:
        return _read(source, part)
    except TableError as error:
        raise TableError(tuple(f"{source}: {fault}" for fault in error.faults)) from None
    except _faults() as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise TableError((f"{source}: cannot be read ({told:.200})",)) from error


def _faults() -> tuple[type[Exception], ...]:
    """Give what readers raise on broken files; shapely's, pyarrow's and pyogrio's errors share no builtin base."""
    from pyarrow import ArrowException
    from pyogrio.errors import DataLayerError, DataSourceError
    from shapely.errors import ShapelyError

    return OSError, csv.Error, *BROKEN, ShapelyError, ArrowException, DataSourceError, DataLayerError


def _read(source: Path, part: Part) -> geopandas.GeoDataFrame:
    """Read our own table; where it is none, an export of another codebook."""
    try:
        if source.is_dir() or (source.suffix.lower() == ".parquet" and not part.is_whole):
            return validate(read_parquet_part(source, part))
        frame = validate(_function("read", source)(source))
    except (ValueError, KeyError):  # a TableError is a ValueError
        export = None if source.is_dir() else read_export(source)
        if export is None:
            raise
        frame = export
    return frame if part.is_whole else part_of(frame, part).reset_index(drop=True)


_FORMATS: dict[str, tuple[str, str]] = {
    ".parquet": ("arrow", "parquet"),
    ".gpkg": ("arrow", "gpkg"),
    ".geojson": ("texts", "geojson"),
    ".geojsonl": ("texts", "geojsonl"),
    ".geojsons": ("texts", "geojsonl"),
    ".kml": ("kml", "kml"),
    ".xlsx": ("excel", "xlsx"),
    ".csv": ("texts", "csv"),
    ".jsonl": ("texts", "jsonl"),
}
"""Endings: the module here that knows the format, and what it calls it in ``write_...`` and ``read_...``."""

_BY_TABLES = frozenset({".parquet", ".gpkg"})
"""Formats that are written of Arrow tables as they are: ``write_..._tables``."""

ENDINGS: tuple[str, ...] = tuple(_FORMATS)
"""Endings of the files that an events table is written to."""
