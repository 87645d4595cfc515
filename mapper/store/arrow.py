"""The events table as GeoParquet and as GeoPackage, by way of Arrow."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import TableError
from mapper.schema import TABLE, Row, cast
from mapper.store.qgis import add_styles

if TYPE_CHECKING:
    import geopandas
    import pyarrow as pa


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


def write_parquet(rows: Iterable[Row], path: Path) -> int:
    """Write GeoParquet: days as timestamps, counts as lists of structs, geometry as WKB."""
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


def read_parquet(path: Path) -> geopandas.GeoDataFrame:
    """Read GeoParquet."""
    import geopandas

    return cast(geopandas.read_parquet(path))


def write_gpkg(rows: Iterable[Row], path: Path) -> int:
    """Write a GeoPackage: the layer ``events``, and views of its points and lines with styles for QGIS."""
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
    add_styles(path)
    return int(table.num_rows)


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
