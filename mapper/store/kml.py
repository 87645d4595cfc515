"""The events table as KML, for Google Earth and phones: a folder a layer, a style an event type, all columns within."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from mapper.errors import TableError
from mapper.schema import COLUMNS, TABLE, Row
from mapper.store.cells import cell, escape, frame_of, refuse_lacking, row_of_cells, unescape

if TYPE_CHECKING:
    import geopandas

_SPACE = "{http://www.opengis.net/kml/2.2}"


def write_kml(rows: Iterable[Row], path: Path) -> int:
    """Write a document; events without a place are placemarks without a geometry."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
        stream.write("<name>Events</name>\n" + "".join(_styles()))
        for count, row in enumerate(rows, start=1):  # noqa: B007
            stream.write(_placemark(row))
        stream.write("</Document></kml>\n")
    return count


def _styles() -> Iterator[str]:
    from mapper.taxonomy import Taxonomy

    for entry in Taxonomy.load().types:
        red, green, blue = (entry.colour[at : at + 2] for at in (1, 3, 5))
        colour = f"<color>ff{blue}{green}{red}</color>".lower()  # KML has the bytes the other way round
        yield (
            f'<Style id="{entry.id}"><IconStyle>{colour}</IconStyle><LineStyle>{colour}<width>3</width></LineStyle>'
            "</Style>\n"
        )


def _placemark(row: Row) -> str:
    name = ": ".join(filter(None, (row["event_type"].replace("_", " "), row["place_name"])))
    data = "".join(_data(column.name, cell(row[column.name], column.kind)) for column in TABLE)
    return (
        f"<Placemark><name>{_text(name)}</name><description>{_text(xml(row['sentence']))}</description>"
        f"<styleUrl>#{_text(row['event_type'])}</styleUrl>{_span(row)}<ExtendedData>{data}</ExtendedData>"
        f"{_shape(row['geometry'])}</Placemark>\n"
    )


def _data(name: str, value: str) -> str:
    return f"<Data name={quoteattr(name)}><value>{_text(value)}</value></Data>" if value else ""


def _text(text: str) -> str:
    return xml(escape(text))


def _span(row: Row) -> str:
    begin, end = row["date_start"], row["date_end"]
    inside = (f"<begin>{begin}</begin>" if begin else "") + (f"<end>{end}</end>" if end else "")
    return f"<TimeSpan>{inside}</TimeSpan>" if inside else ""


def _shape(geometry: Row | None) -> str:
    if geometry is None:
        return ""
    points = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
    listed = " ".join(f"{longitude},{latitude}" for longitude, latitude in points)
    return f"<{geometry['type']}><coordinates>{listed}</coordinates></{geometry['type']}>"


def read_kml(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_kml` wrote, or a document with the same data in its placemarks.

    Raises
    ------
    TableError
        If it is no XML, defines entities of its own, or its placemarks lack columns.
    """
    from xml.etree.ElementTree import ParseError

    try:
        return frame_of(map(row_of_cells, _placemarks(path)))
    except ParseError as error:
        raise TableError((f"no KML ({error})",)) from error


def _placemarks(path: Path) -> Iterator[dict[str, str]]:
    """Give the data of each placemark; columns that are not there are empty, but for those that name an event."""
    from xml.etree.ElementTree import iterparse

    with path.open("rb") as stream:
        if b"<!DOCTYPE" in stream.read(4096):
            raise TableError(("a KML file that defines entities of its own is not opened",))
    for _, element in iterparse(path):  # noqa: S314 (expat bounds entities; KML with a DTD is refused)
        if element.tag == f"{_SPACE}Placemark":
            data = dict(_values(element))
            refuse_lacking(name for name in ("event_id", "event_type", "status", "precision") if name not in data)
            yield dict.fromkeys(COLUMNS, "") | data
            element.clear()


def _values(placemark: Any) -> Iterator[tuple[str, str]]:
    for data in placemark.iter(f"{_SPACE}Data"):
        value = data.find(f"{_SPACE}value")
        yield data.get("name", ""), unescape(value.text or "") if value is not None else ""
