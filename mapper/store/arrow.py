"""The events table as GeoParquet and as GeoPackage, by way of Arrow."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.errors import TableError
from mapper.schema import TABLE, Row, cast
from mapper.store.columns import column
from mapper.store.qgis import add_styles

if TYPE_CHECKING:
    import geopandas
    import pyarrow as pa
    import pyarrow.parquet as pq

GROUP: Final = 65_536
"""Rows of a row group: some 10 MB of a file, 60 MB in memory."""

_FEW: Final = 4_096


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


def to_table(rows: Iterable[Row]) -> pa.Table:
    """Make an Arrow table of rows, of the types that `arrow_schema` tells."""
    import pyarrow as pa

    schema, given = arrow_schema(), list(rows)
    cells = {field.name: [row[field.name] for row in given] for field in schema}
    cells["geometry"] = [_wkb(geometry) for geometry in cells["geometry"]]
    return pa.Table.from_arrays([column(cells[field.name], field.type) for field in schema], schema=schema)


def rows_of(table: pa.Table) -> Iterator[Row]:
    """Give the rows that `to_table` made a table of."""
    for batch in table.to_batches(max_chunksize=_FEW):
        for row in batch.to_pylist():
            row["geometry"] = _geojson(row["geometry"])
            yield row


def tables_of(rows: Iterable[Row]) -> Iterator[pa.Table]:
    """Make tables of a stream of rows, some thousand at a time."""
    stream = iter(rows)
    while some := list(islice(stream, _FEW)):
        yield to_table(some)


def in_groups(tables: Iterable[pa.Table], size: int = GROUP) -> Iterator[pa.Table]:
    """Cut a stream of tables into tables of `size` rows, the last one aside, wherever the given ones were cut."""
    import pyarrow as pa

    held: list[pa.Table] = []
    count = 0
    for table in tables:
        held.append(table.replace_schema_metadata(None))
        count += table.num_rows
        if count >= size:
            whole = pa.concat_tables(held)
            for start in range(0, count - size + 1, size):
                yield whole.slice(start, size).combine_chunks()
            left = count % size
            held, count = [whole.slice(count - left)], left
    if count:
        yield pa.concat_tables(held).combine_chunks()


def _wkb(geometry: Row | None) -> bytes | None:
    if geometry is None:
        return None
    points = geometry["coordinates"]
    if geometry["type"] == "Point":
        return struct.pack("<BIdd", 1, 1, *points)
    return struct.pack("<BII", 1, 2, len(points)) + b"".join(struct.pack("<dd", *point) for point in points)


def _geojson(wkb: bytes | None) -> Row | None:
    if wkb is None:
        return None
    if wkb[1] == 1:
        return {"type": "Point", "coordinates": list(struct.unpack_from("<dd", wkb, 5))}
    points = struct.iter_unpack("<dd", wkb[9:])
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def write_parquet(rows: Iterable[Row], path: Path) -> int:
    """Write GeoParquet: days as timestamps, counts as lists of structs, geometry as WKB."""
    return write_parquet_tables(tables_of(rows), path)


def write_parquet_tables(tables: Iterable[pa.Table], path: Path) -> int:
    """Write GeoParquet, as `write_parquet` does, of a stream of tables, holding no more than a row group of it."""
    count = 0
    writer = parquet_writer(path)
    try:
        for group in in_groups(tables):
            writer.write_table(as_stored(group))
            count += group.num_rows
    finally:
        end(writer)
    return count


def parquet_writer(path: Path) -> pq.ParquetWriter:
    """Begin a file of GeoParquet, to be ended by `end`."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(path, parquet_schema(), compression="zstd")


def end(writer: pq.ParquetWriter) -> None:
    """End a file; where that fails, it is not tried again when the writer is forgotten."""
    try:
        writer.close()
    finally:
        writer.is_open = False


def as_stored(table: pa.Table) -> pa.Table:
    """Give a table the types that its file has, of `parquet_schema`."""
    return table.cast(parquet_schema().remove_metadata()).replace_schema_metadata(parquet_schema().metadata)


def parquet_schema() -> pa.Schema:
    """Give the schema of the file, with what GeoParquet tells of the geometry.

    Readers of Parquet make objects of date32, but datetime64 of timestamps, as `mapper.extract` gives them.
    """
    import pyarrow as pa

    fields = [
        field.with_type(pa.timestamp("ms")) if pa.types.is_date(field.type) else field for field in arrow_schema()
    ]
    return pa.schema(fields, metadata={"geo": _geo()})


@cache
def _geo() -> str:
    from pyproj import CRS

    column = {"encoding": "WKB", "geometry_types": [], "crs": CRS.from_epsg(4326).to_json_dict()}
    return json.dumps({"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}})


def read_parquet(path: Path) -> geopandas.GeoDataFrame:
    """Read GeoParquet."""
    import geopandas

    return cast(geopandas.read_parquet(path))


def write_gpkg(rows: Iterable[Row], path: Path) -> int:
    """Write a GeoPackage: the layer ``events``, and views of its points and lines with styles for QGIS."""
    return write_gpkg_tables(tables_of(rows), path)


def write_gpkg_tables(tables: Iterable[pa.Table], path: Path) -> int:
    """Write a GeoPackage, as `write_gpkg` does, of a stream of tables."""
    import pyarrow as pa
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    schema = arrow_schema()
    schema = schema.set(schema.get_field_index("counts"), pa.field("counts", pa.string()))
    stream = _Stream(tables)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    # A GeoPackage holds the moment of its last change; a fixed one gives the same bytes on every run.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"})
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(schema, stream.batches()),
            path,
            layer="events",
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="Unknown",
            crs="EPSG:4326",
        )
        add_styles(path)
    except (DataSourceError, DataLayerError, sqlite3.Error) as error:  # a disk that is full, above all
        raise OSError(f"{str(error).partition(': sqlite3')[0]}; is the disk full?") from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        if stream.fault is not None:
            raise stream.fault
    return stream.count


class _Stream:
    """Batches for a reader in C, which would hide what broke them off."""

    def __init__(self, tables: Iterable[pa.Table]) -> None:
        self._tables = tables
        self.count = 0
        self.fault: BaseException | None = None

    def batches(self) -> Iterator[pa.RecordBatch]:
        try:
            for table in self._tables:
                self.count += table.num_rows
                yield from _counts_as_text(table.replace_schema_metadata(None)).to_batches()
        except BaseException as fault:
            self.fault = fault
            raise


def _counts_as_text(table: pa.Table) -> pa.Table:
    import pyarrow as pa

    counts = pa.array([json.dumps(cell, ensure_ascii=False) for cell in table["counts"].to_pylist()], pa.string())
    return table.set_column(table.schema.get_field_index("counts"), "counts", counts)


def read_gpkg(path: Path) -> geopandas.GeoDataFrame:
    """Read the layer ``events`` of a GeoPackage."""
    import geopandas
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        frame = geopandas.read_file(path, layer="events")
    except (DataSourceError, DataLayerError) as error:
        raise TableError((f"no GeoPackage with a layer events ({error})",)) from error
    frame["counts"] = [json.loads(cell) if cell else [] for cell in frame["counts"]]
    return cast(frame)
