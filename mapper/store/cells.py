"""Cells: how the values of a row stand in a table that knows text and numbers only, and what they are read back to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from mapper.errors import TableError
from mapper.schema import COLUMNS, TABLE, Row, to_frame

if TYPE_CHECKING:
    import geopandas


def to_json(row: Mapping[str, Any]) -> str:
    """Write a row as a line of JSON: days as ``2022-03-12``, geometry as GeoJSON, null for what is missing."""
    return json.dumps(row, ensure_ascii=False, default=iso_day, allow_nan=False)


def iso_day(value: Any) -> str:
    """Write a day as ``2022-03-12``."""
    return str(value.isoformat())


def cell(value: Any, kind: str) -> str:
    """Write a value as the text of a cell: geometry as WKT, counts as JSON, nothing as nothing."""
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


def row_of_cells(cells: Mapping[str, str]) -> Row:
    """Read a row back of its cells; all columns must be there."""
    from shapely import from_wkt
    from shapely.geometry import mapping

    row: Row = {}
    for column in TABLE:
        text = cells[column.name]
        if column.kind == "counts":
            row[column.name] = json.loads(text) if text else []
        elif column.kind == "geometry":
            row[column.name] = mapping(from_wkt(text)) if text else None
        elif column.kind == "flag":
            row[column.name] = text.strip().lower() in ("true", "1")
        else:
            row[column.name] = text if text or column.kind == "text" else None
    return row


def frame_of(rows: Iterable[Mapping[str, Any]]) -> geopandas.GeoDataFrame:
    """Make a frame of rows that may lack columns; says which."""
    rows = list(rows)
    refuse_lacking(name for name in COLUMNS if any(name not in row for row in rows))
    return to_frame(rows)


def refuse_lacking(names: Iterable[str]) -> None:
    """Raise `TableError` that names columns which a table lacks, if there are any."""
    faults = tuple(f"column {name!r} is missing" for name in names)
    if faults:
        raise TableError(faults)


_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\r\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escape(text: str) -> str:
    """Write characters that XML cannot hold as ``_x0001_``, as Office Open XML has it."""
    text = _ESCAPED.sub(lambda match: f"_x005F_x{match[1]}_", text)
    return _ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    """Read what `escape` wrote."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
