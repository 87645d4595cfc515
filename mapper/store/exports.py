"""Exports of other codebooks among the files of events."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas


def read_export(path: Path) -> geopandas.GeoDataFrame | None:
    """Read a file of another codebook as an events table; None where its columns are not of one."""
    from mapper.foreign import codebook_of, to_events

    look = _LOOKS.get(path.suffix.lower())
    if look is None or codebook_of(look(path)) is None:
        return None
    return to_events(_read(path))


def _csv_columns(path: Path) -> Iterable[str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        head = stream.readline(100_000)
    return next(csv.reader([head], delimiter=_delimiter(head)), [])


def _delimiter(head: str) -> str:
    return ";" if head.count(";") > head.count(",") else ","


def _parquet_columns(path: Path) -> Iterable[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names: list[str] = pq.read_schema(path).names
    except pa.ArrowInvalid:
        return ()  # the reader of our own tables says what is wrong
    return names


def _gdal_columns(path: Path) -> Iterable[str]:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        fields: list[str] = pyogrio.read_info(path, layer=0)["fields"].tolist()
    except (DataSourceError, DataLayerError):
        return ()
    return [*fields, "latitude", "longitude"]


def _excel_columns(path: Path) -> Iterable[str]:
    from mapper.store.excel import header

    return header(path)


_LOOKS = {
    ".csv": _csv_columns,
    ".parquet": _parquet_columns,
    ".geojson": _gdal_columns,
    ".gpkg": _gdal_columns,
    ".xlsx": _excel_columns,
}


def _read(path: Path) -> Any:
    """Read a table as it is; a geometry gives longitude and latitude where no columns do."""
    import geopandas
    import pandas as pd

    ending = path.suffix.lower()
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            delimiter = _delimiter(stream.readline(100_000))
        return pd.read_csv(path, sep=delimiter, encoding="utf-8-sig", encoding_errors="replace", low_memory=False)
    if ending == ".xlsx":
        return pd.read_excel(path)
    if ending == ".parquet":
        return pd.read_parquet(path)
    frame = geopandas.read_file(path, layer=0)
    if "latitude" not in {str(name).lower() for name in frame.columns}:
        points = frame.geometry.representative_point()
        frame = frame.assign(longitude=points.x, latitude=points.y)
    return pd.DataFrame(frame.drop(columns=frame.geometry.name))
