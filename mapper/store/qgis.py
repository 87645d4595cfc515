"""What makes a GeoPackage of events look right in QGIS: views of its points and lines, each with its default style.

QGIS looks for the table ``layer_styles``; the style is its own markup (QML), a category for each event type with the
colour and symbol that the map has. GDAL and others read views as layers.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from mapper.taxonomy import EventType

_POINT_BYTES = 29
"""Length of a point in a GeoPackage without an envelope: 8 bytes of header, 21 of WKB. Lines are longer."""

_VIEWS = (("events_points", "=", "POINT", 0), ("events_lines", ">", "LINESTRING", 1))
"""Name, how its geometries compare with a point's length, type, and QGIS' number of the type."""

_STYLES = """CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""

_DAY = "2000-01-01T00:00:00.000Z"
"""A fixed moment of change: the same table gives the same bytes."""

_SHAPES = {"triangle_down": "triangle", "plus": "cross", "cross": "cross2"}
"""Symbols that QGIS calls otherwise; a triangle that points down is turned."""


def add_styles(path: Path) -> None:
    """Add the views and their styles to a GeoPackage with a layer ``events``."""
    with closing(sqlite3.connect(path, isolation_level=None)) as package:
        package.execute("BEGIN")
        package.execute(_STYLES)
        query = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = 'events'"
        (geometry,) = package.execute(query).fetchone()
        for view in _VIEWS:
            _add_view(package, geometry, *view)
        contents = "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, ?, ?, ?)"
        package.execute(contents, ("layer_styles", "attributes", "layer_styles", _DAY))
        package.execute("COMMIT")


def _add_view(package: sqlite3.Connection, geometry: str, name: str, compared: str, kind: str, number: int) -> None:
    columns = [row[1] for row in package.execute("PRAGMA table_info(events)")]
    listed = ", ".join(f'"{column}"' for column in columns if column != "fid")
    package.execute(
        f"CREATE VIEW {name} AS SELECT fid AS OGC_FID, {listed} FROM events "  # noqa: S608 (our own columns)
        f"WHERE {geometry} IS NOT NULL AND length({geometry}) {compared} {_POINT_BYTES}"
    )
    package.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
        "VALUES (?, 'features', ?, ?, 4326)",
        (name, name, _DAY),
    )
    package.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, 4326, 0, 0)", (name, geometry, kind))
    package.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
        "VALUES ('', '', ?, ?, 'event types', ?, '', 1, 'Event types', '', NULL, ?)",
        (name, geometry, style(number), _DAY),
    )


def style(number: int) -> str:
    """Write a style in QGIS' markup: a category for each event type.

    Parameters
    ----------
    number
        0 for points, 1 for lines.
    """
    from mapper.taxonomy import Taxonomy

    types = Taxonomy.load().types
    draw = _line if number else _marker
    categories = "".join(
        f'<category value={quoteattr(entry.id)} symbol="{place}" label={quoteattr(entry.label)} render="true"/>'
        for place, entry in enumerate(types)
    )
    symbols = "".join(
        f'<symbol type="{"line" if number else "marker"}" name="{place}" alpha="1">{draw(entry)}</symbol>'
        for place, entry in enumerate(types)
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.28.0" styleCategories="Symbology">'
        '<renderer-v2 type="categorizedSymbol" attr="event_type" symbollevels="0" forceraster="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
        f"<layerGeometryType>{number}</layerGeometryType></qgis>"
    )


def _marker(entry: EventType) -> str:
    angle = "180" if entry.symbol == "triangle_down" else "0"
    name = _SHAPES.get(entry.symbol, entry.symbol)
    options = {"name": name, "angle": angle, "color": _rgba(entry.colour), "outline_color": "35,35,35,255", "size": "3"}
    return _layer("SimpleMarker", options | {"outline_width": "0.2"})


def _line(entry: EventType) -> str:
    return _layer("SimpleLine", {"line_color": _rgba(entry.colour), "line_width": "0.6", "line_style": "dash"})


def _layer(kind: str, options: dict[str, str]) -> str:
    inside = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    return f'<layer class="{kind}" enabled="1" pass="0" locked="0"><Option type="Map">{inside}</Option></layer>'


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"
