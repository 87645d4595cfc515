"""What a notebook shows: the page in a frame, and behind it a picture and a table for where no script may run.

A notebook that is not trusted takes frames out of outputs and leaves pictures and tables; so do sites that show
notebooks. Where the frame is, it covers them.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final

from mapper.view import basemap
from mapper.view.cells import NODATA
from mapper.view.positions import MICRODEGREES

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapper.taxonomy import Taxonomy
    from mapper.view.table import Table

_WIDTH: Final = 800
_SPOTS: Final = 2_000
_NAMES: Final = 30
_LINE: Final = 14
_TYPES: Final = 12
_LEAST_SPAN: Final = 2.0
_MARGIN: Final = 0.12
_WORLD: Final = (-180.0, -60.0, 180.0, 80.0)
_TALLEST: Final = 0.75

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def framed(page: str, table: Table, taxonomy: Taxonomy, ratio: str) -> str:
    """Give the HTML of a page in a frame, with what stands in for it where frames are taken out.

    Parameters
    ----------
    page
        The whole page.
    table
        Its events.
    taxonomy
        Knows their types.
    ratio
        Height by width, as ``62%``.
    """
    return (
        f'<div style="position:relative;overflow:hidden;width:100%;aspect-ratio:100/{ratio.rstrip("%")};">'
        f"<div>{summary(table, taxonomy)}</div>"
        f'<iframe srcdoc="{escape(page)}" title="Map of events" allowfullscreen style="position:absolute;left:0;top:0;'
        'width:100%;height:100%;border:none;background:white;"></iframe></div>'
    )


def summary(table: Table, taxonomy: Taxonomy) -> str:
    """Give a picture of the events and a table of their types, as HTML without scripts, styles or frames."""
    picture = base64.b64encode(svg(table, taxonomy).encode()).decode("ascii")
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in _rows(table, taxonomy))
    located = int((table.numbers["spot"] > 0).sum())
    return (
        f"<p>{table.rows} events, {located} with a position. The map itself shows once the notebook is trusted (in "
        "JupyterLab: the command Trust Notebook).</p>"
        f'<p><img alt="Events on a map" width="{_WIDTH}" src="data:image/svg+xml;base64,{picture}"></p>'
        f"<table><thead><tr><th>Type</th><th>Events</th><th>First day</th><th>Last day</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _rows(table: Table, taxonomy: Taxonomy) -> Iterator[tuple[str, str, str, str]]:
    """Give label, number, first and last day of the commonest types; the others together."""
    import numpy as np

    types, days = table.numbers["type"], table.numbers["day"]
    counts = np.bincount(types, minlength=len(taxonomy.types))
    commonest = [number for number in np.argsort(-counts, kind="stable").tolist() if counts[number]]
    for number in commonest[:_TYPES]:
        its_days = days[(types == number) & (days != NODATA)]
        first, last = (_day(its_days.min()), _day(its_days.max())) if len(its_days) else ("", "")
        yield taxonomy.types[number].label, str(counts[number]), first, last
    others = commonest[_TYPES:]
    if others:
        yield (
            f"{len(others)} other type{'s' * (len(others) > 1)}",
            str(sum(counts[number] for number in others)),
            "",
            "",
        )


def _day(number: int) -> str:
    import numpy as np

    return str(np.datetime64(int(number), "D"))


def svg(table: Table, taxonomy: Taxonomy) -> str:
    """Draw the events over the outlines of countries; a dot a place, as large as its events are many."""
    west, south, east, north = box = _box(table)
    across = math.cos(math.radians((south + north) / 2))
    scale = _WIDTH / ((east - west) * across)
    height = round((north - south) * scale)
    frame = (west, north, scale * across, scale)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">',
        '<rect width="100%" height="100%" fill="#dbe7ee"/>',
        f'<path d="{_outlines(box, frame)}" fill="#f7f5f0" stroke="#b5ada0" stroke-width="0.8"/>',
        *_dots(table, taxonomy, frame),
        "</svg>",
    ]
    return "".join(parts)


Frame = tuple[float, float, float, float]
"""West and north edge in degrees, and pixels a degree across and down."""


def _box(table: Table) -> Box:
    """Give what the picture shows: the events with a margin, at least two degrees, no narrower than tall."""
    found = table.bounds or basemap.box_of(table.words["countries"]) or _WORLD
    west, south, east, north = found
    middle, centre = (west + east) / 2, min(max((south + north) / 2, -80.0), 80.0)
    tall = max(north - south, _LEAST_SPAN) * (1 + 2 * _MARGIN)
    shrunk = max(math.cos(math.radians(centre)), 0.2)
    wide = max(max(east - west, _LEAST_SPAN) * (1 + 2 * _MARGIN), tall / _TALLEST / shrunk)
    wide, tall = min(wide, 360.0), max(tall, min(wide, 360.0) * shrunk * 0.4)
    return (
        max(middle - wide / 2, -180.0),
        max(centre - tall / 2, -85.0),
        min(middle + wide / 2, 180.0),
        min(centre + tall / 2, 85.0),
    )


@cache
def _countries() -> tuple[BaseGeometry, ...]:
    from gazetteer.boundaries import region_polygons

    return tuple(region_polygons("countries").values())


def _outlines(box: Box, frame: Frame) -> str:
    from shapely import box as rectangle

    seen = rectangle(*box)
    shapes = (shape for shape in _countries() if shape.intersects(seen))
    tolerance = 0.7 / frame[3]
    return "".join(_path(shape.intersection(seen).simplify(tolerance), frame) for shape in shapes)


def _path(shape: BaseGeometry, frame: Frame) -> str:
    from shapely import get_parts

    rings = (
        ring.coords
        for part in get_parts(shape)
        if part.geom_type == "Polygon" and not part.is_empty
        for ring in (part.exterior, *part.interiors)
    )
    return "".join("M" + "L".join("{:.1f} {:.1f}".format(*_at(point, frame)) for point in ring) + "Z" for ring in rings)


def _at(point: Sequence[float], frame: Frame) -> tuple[float, float]:
    west, north, across, down = frame
    return (point[0] - west) * across, (north - point[1]) * down


def _dots(table: Table, taxonomy: Taxonomy, frame: Frame) -> Iterator[str]:
    """Give the commonest places as dots, the largest first, so that none hides another, and names of some."""
    import numpy as np

    spot, kinds = table.numbers["spot"], table.numbers["type"]
    columns = table.tables["spots"]
    lon, lat, place = (np.asarray(columns[name]) for name in ("lon", "lat", "place"))
    counts = np.bincount(spot, minlength=len(lon) + 1)[1:]
    first = np.full(len(lon) + 1, 0)
    first[spot[::-1]] = kinds[::-1]
    names: list[tuple[float, float, str]] = []
    for rank, number in enumerate(np.argsort(-counts, kind="stable")[:_SPOTS].tolist()):
        x, y = _at((lon[number] / MICRODEGREES, lat[number] / MICRODEGREES), frame)
        radius = min(4 + 1.5 * math.sqrt(counts[number]), 24)
        colour = escape(taxonomy.types[first[number + 1]].colour)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.75" stroke="#fff"/>'
        name = _name(table, int(place[number]) - 1) if rank < _NAMES else ""
        if name and all(abs(y + 4 - other) > _LINE or abs(x - left) > _LINE * 8 for left, other, _ in names):
            names.append((x + radius + 2, y + 4, name))
    for x, y, name in names:
        yield f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" font-size="12">{escape(name)}</text>'


def _name(table: Table, place: int) -> str:
    from mapper.view.pack import Text

    names = table.tables["places"]["place_name"]
    if not isinstance(names, Text):
        raise TypeError("the names of places must be a column of text")
    start, stop = names.offsets[place : place + 2].tolist()
    name = bytes(names.data[start:stop]).decode("utf-8", "replace")
    return "".join(one if one.isprintable() else "\ufffd" for one in name)  # XML holds no control characters
