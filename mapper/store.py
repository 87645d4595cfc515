"""The events table in files: GeoParquet, GeoPackage, GeoJSON, CSV, JSON Lines. What is written is read back.

A file appears whole or not at all: it is written beside its place under another name, and then takes its
place. The same table gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import TableError, WriteError
from mapper.schema import COLUMNS, TABLE, Row, cast, from_frame, to_frame, validate

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
        Where to; the ending tells the format: .parquet .gpkg .geojson .csv .jsonl.

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
    """
    target = Path(path)
    writer = _writer(target)
    rows = from_frame(validate(events)) if hasattr(events, "geometry") else iter(events)
    with replacing(target) as temporary:
        return writer(rows, temporary)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to, which takes the place of `target` when the block ends well.

    Raises
    ------
    WriteError
        If writing fails, by an `OSError`.
    """
    temporary = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield temporary
        temporary.replace(target)
    except OSError as error:
        if isinstance(error, WriteError):
            raise
        raise WriteError(f"cannot be written ({error.strerror or error})", str(target)) from error
    finally:
        temporary.unlink(missing_ok=True)


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
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        ending = target.suffix or "no ending"
        raise WriteError(f"unknown kind of file ({ending}); known endings: {' '.join(_WRITERS)}", str(target))
    return writer


def read_events(path: str | os.PathLike[str]) -> geopandas.GeoDataFrame:
    """Read an events table from a file that `write` wrote, or one like it.

    Raises
    ------
    TableError
        If the file is missing, broken, of an unknown kind, or holds no events table; tells all faults of the
        table.
    """
    source = Path(path)
    reader = _READERS.get(source.suffix.lower())
    if reader is None:
        raise TableError((f"{source}: unknown kind of file; known endings: {' '.join(_READERS)}",))
    if not source.is_file():
        raise TableError((f"{source}: no such file",))
    try:
        return validate(reader(source))
    except TableError as error:
        raise TableError(tuple(f"{source}: {fault}" for fault in error.faults)) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise TableError((f"{source}: cannot be read ({type(error).__name__}: {error})",)) from error


def to_json(row: Mapping[str, Any]) -> str:
    """Write a row as a line of JSON: days as ``2022-03-12``, geometry as GeoJSON, null for what is missing."""
    return json.dumps(row, ensure_ascii=False, default=_iso, allow_nan=False)


def _iso(value: Any) -> str:
    return str(value.isoformat())


def _write_jsonl(rows: Iterable[Row], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for count, row in enumerate(rows, start=1):  # noqa: B007
            stream.write(to_json(row) + "\n")
    return count


def _read_jsonl(path: Path) -> geopandas.GeoDataFrame:
    with path.open(encoding="utf-8-sig", newline="\n") as stream:
        return _frame(json.loads(line) for line in stream if line.strip())


def _write_geojson(rows: Iterable[Row], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        for count, row in enumerate(rows, start=1):
            feature = {"type": "Feature", "id": row["event_id"], "geometry": row["geometry"]}
            feature["properties"] = {name: row[name] for name in COLUMNS if name != "geometry"}
            stream.write(("\n" if count == 1 else ",\n") + to_json(feature))
        stream.write("\n]}\n")
    return count


def _read_geojson(path: Path) -> geopandas.GeoDataFrame:
    collection = json.loads(path.read_text(encoding="utf-8-sig"))
    features = collection["features"] if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise TableError(("no GeoJSON FeatureCollection",))
    return _frame({**feature["properties"], "geometry": feature["geometry"]} for feature in features)


def _write_csv(rows: Iterable[Row], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)  # ends lines with CR LF, as RFC 4180 has it, and so quotes a bare CR
        table.writerow(COLUMNS)
        for count, row in enumerate(rows, start=1):  # noqa: B007
            table.writerow([_cell(row[column.name], column.kind) for column in TABLE])
    return count


def _cell(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "geometry":
        return _wkt(value)
    if kind == "counts":
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


def _wkt(geometry: Row) -> str:
    if geometry["type"] == "Point":
        return "POINT ({} {})".format(*geometry["coordinates"])
    points = ", ".join("{} {}".format(*point) for point in geometry["coordinates"])
    return f"LINESTRING ({points})"


def _read_csv(path: Path) -> geopandas.GeoDataFrame:
    csv.field_size_limit(2**24)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = csv.DictReader(stream)
        _refuse_lacking(name for name in COLUMNS if name not in (table.fieldnames or ()))
        return _frame(_row_of_cells(cells) for cells in table)


def _row_of_cells(cells: Mapping[str, str]) -> Row:
    from shapely import from_wkt
    from shapely.geometry import mapping

    row: Row = {}
    for column in TABLE:
        cell = cells[column.name]
        if column.kind == "counts":
            row[column.name] = json.loads(cell) if cell else []
        elif column.kind == "geometry":
            row[column.name] = mapping(from_wkt(cell)) if cell else None
        elif column.kind == "flag":
            row[column.name] = cell.strip().lower() in ("true", "1")
        else:
            row[column.name] = cell if cell or column.kind == "text" else None
    return row


def _frame(rows: Iterable[Mapping[str, Any]]) -> geopandas.GeoDataFrame:
    """Make a frame of rows that may lack columns; says which."""
    rows = list(rows)
    _refuse_lacking(name for name in COLUMNS if any(name not in row for row in rows))
    return to_frame(rows)


def _refuse_lacking(names: Iterable[str]) -> None:
    faults = tuple(f"column {name!r} is missing" for name in names)
    if faults:
        raise TableError(faults)


def arrow_schema() -> pa.Schema:
    """Give the Arrow schema: days as date32, counts as lists of structs, geometry as WKB."""
    import pyarrow as pa

    whole = pa.int64()
    count = pa.struct(
        [("what", pa.string()), ("minimum", whole), ("best", whole), ("maximum", whole)]
        + [(name, pa.string()) for name in ("qualifier", "unit", "scope")]
    )
    types = {
        "text": pa.string(),
        "integer": whole,
        "number": pa.float64(),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "counts": pa.list_(count),
        "geometry": pa.binary(),
    }
    return pa.schema([pa.field(column.name, types[column.kind]) for column in TABLE])


def _table(rows: Iterable[Row]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist([{**row, "geometry": _wkb(row["geometry"])} for row in rows], schema=arrow_schema())


def _wkb(geometry: Row | None) -> bytes | None:
    if geometry is None:
        return None
    points = geometry["coordinates"]
    if geometry["type"] == "Point":
        return struct.pack("<BIdd", 1, 1, *points)
    return struct.pack("<BII", 1, 2, len(points)) + b"".join(struct.pack("<dd", *point) for point in points)


def _write_parquet(rows: Iterable[Row], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyproj import CRS

    table = _table(rows)
    # Readers of Parquet make objects of date32, but datetime64 of timestamps, as `mapper.extract` gives them.
    for place, field in enumerate(table.schema):
        if pa.types.is_date(field.type):
            table = table.set_column(place, field.name, table[field.name].cast(pa.timestamp("ms")))
    column = {"encoding": "WKB", "geometry_types": [], "crs": CRS.from_epsg(4326).to_json_dict()}
    geo = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path, compression="zstd")
    return int(table.num_rows)


def _read_parquet(path: Path) -> geopandas.GeoDataFrame:
    import geopandas

    return cast(geopandas.read_parquet(path))


def _write_gpkg(rows: Iterable[Row], path: Path) -> int:
    import pyarrow as pa
    import pyogrio

    table = _table(rows)
    counts = pa.array([json.dumps(cell, ensure_ascii=False) for cell in table["counts"].to_pylist()], pa.string())
    table = table.set_column(table.schema.get_field_index("counts"), "counts", counts)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    # A GeoPackage holds the moment of its last change; a fixed one gives the same bytes on every run.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"})
    try:
        pyogrio.write_arrow(
            table,
            path,
            layer="events",
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="Unknown",
            crs="EPSG:4326",
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
    return int(table.num_rows)


def _read_gpkg(path: Path) -> geopandas.GeoDataFrame:
    import geopandas
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        frame = geopandas.read_file(path, layer="events")
    except (DataSourceError, DataLayerError) as error:
        raise TableError((f"no GeoPackage with a layer events ({error})",)) from error
    frame["counts"] = [json.loads(cell) if cell else [] for cell in frame["counts"]]
    return cast(frame)


_WRITERS: dict[str, Callable[[Iterable[Row], Path], int]] = {
    ".parquet": _write_parquet,
    ".gpkg": _write_gpkg,
    ".geojson": _write_geojson,
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
}
_READERS: dict[str, Callable[[Path], geopandas.GeoDataFrame]] = {
    ".parquet": _read_parquet,
    ".gpkg": _read_gpkg,
    ".geojson": _read_geojson,
    ".csv": _read_csv,
    ".jsonl": _read_jsonl,
}
