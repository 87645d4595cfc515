"""The events table as text: JSON Lines, GeoJSON whole and by lines, CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.errors import TableError
from mapper.schema import COLUMNS, TABLE, Row
from mapper.store.cells import cell, frame_of, refuse_lacking, row_of_cells, to_json

if TYPE_CHECKING:
    import geopandas


def write_jsonl(rows: Iterable[Row], path: Path) -> int:
    """Write an object a line, its geometry a GeoJSON geometry or null."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for count, row in enumerate(rows, start=1):  # noqa: B007
            stream.write(to_json(row) + "\n")
    return count


def read_jsonl(path: Path) -> geopandas.GeoDataFrame:
    """Read an object a line."""
    with path.open(encoding="utf-8-sig", newline="\n") as stream:
        return frame_of(json.loads(line) for line in stream if line.strip())


def write_geojson(rows: Iterable[Row], path: Path) -> int:
    """Write a FeatureCollection (RFC 7946), a feature a line."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        for count, row in enumerate(rows, start=1):
            stream.write(("\n" if count == 1 else ",\n") + to_json(_feature(row)))
        stream.write("\n]}\n")
    return count


def read_geojson(path: Path) -> geopandas.GeoDataFrame:
    """Read a FeatureCollection."""
    collection = json.loads(path.read_text(encoding="utf-8-sig"))
    features = collection["features"] if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise TableError(("no GeoJSON FeatureCollection",))
    return frame_of(map(_row, features))


def _feature(row: Row) -> dict[str, Any]:
    properties = {name: row[name] for name in COLUMNS if name != "geometry"}
    return {"type": "Feature", "id": row["event_id"], "geometry": row["geometry"], "properties": properties}


def _row(feature: Mapping[str, Any]) -> Row:
    return {**feature["properties"], "geometry": feature["geometry"]}


RECORD_SEPARATOR = "\x1e"
"""Begins each feature of a GeoJSON text sequence (RFC 8142); files of lines go without."""


def write_geojsonl(rows: Iterable[Row], path: Path) -> int:
    """Write a feature a line (newline-delimited GeoJSON); ``.geojsons`` with the separators of RFC 8142."""
    separator = RECORD_SEPARATOR if path.suffix.lower() == ".geojsons" else ""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for count, row in enumerate(rows, start=1):  # noqa: B007
            stream.write(separator + to_json(_feature(row)) + "\n")
    return count


def read_geojsonl(path: Path) -> geopandas.GeoDataFrame:
    """Read features, one a line, with separators or without."""
    with path.open(encoding="utf-8-sig", newline="\n") as stream:
        lines = (line.lstrip(RECORD_SEPARATOR) for line in stream)
        return frame_of(_row(json.loads(line)) for line in lines if line.strip())


def write_csv(rows: Iterable[Row], path: Path) -> int:
    """Write a table with a row an event; geometry as WKT, counts as JSON."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)  # ends lines with CR LF, as RFC 4180 has it, and so quotes a bare CR
        table.writerow(COLUMNS)
        for count, row in enumerate(rows, start=1):  # noqa: B007
            table.writerow([cell(row[column.name], column.kind) for column in TABLE])
    return count


def read_csv(path: Path) -> geopandas.GeoDataFrame:
    """Read such a table."""
    csv.field_size_limit(2**24)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = csv.DictReader(stream)
        refuse_lacking(name for name in COLUMNS if name not in (table.fieldnames or ()))
        return frame_of(row_of_cells(cells) for cells in table)
