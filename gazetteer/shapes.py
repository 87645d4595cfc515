"""Build-time geometry: the polygons of the sources to places, extents, and the TopoJSON members of the boundary file.

The one module that needs ``topojson`` and, at build time, shapely.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gazetteer.boundaries import decode_geometry, shapely_geometry, valid_polygons
from gazetteer.geometry import Extent, distance_km
from gazetteer.records import Record
from gazetteer.sources import CountryRow, Settlement, Subdivision

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SIMPLIFY_DEG = 0.01
"""Tolerance of simplification of first- and second-order regions, degrees (1.1 km on a meridian)."""
GRID_DEG = 0.001
"""Grid to which their corners are rounded, degrees."""

LABEL_SLACK_DEG = 0.05
"""So far outside may the source's label point lie (islands); farther, the centre is taken instead."""
WATER_GRID_DEG = 0.005
"""Grid to which corners of rivers and lakes are rounded, degrees; about that of the source."""
# Files of waters, the finest grid first. Each covers a part of the world only, and they overlap.
WATER_PARTS = ("south-america", "europe", "africa", "north-america", "asia", "world")
COVERED_DEG = 0.06
"""A river within so many degrees of one already taken is the same river on a coarser grid."""

# De facto territories that the source draws by themselves, and the ISO code under which they are shown. They stay
# polygons of their own inside that country's shape, so that the line between is drawn.
DE_FACTO = {"SOL": "SO", "CYN": "CY", "KAS": "IN", "IOA": "AU", "ATC": "AU"}


def region_shapes(
    features: Iterable[Mapping[str, Any]], place_ids: Sequence[str], subdivisions: Mapping[int, Subdivision]
) -> dict[str, BaseGeometry]:
    """Polygon of each region that the source draws, or whose parts it draws.

    Parameters
    ----------
    features
        Natural Earth's first-order regions, as GeoJSON.
    place_ids
        Place id of each feature, empty for none. Features of one id are united.
    subdivisions
        Regions by line, to find the parts of those that are not drawn (England, Île-de-France).

    Returns
    -------
    dict
        Place id to polygon or multipolygon, degrees.
    """
    from shapely.geometry import shape

    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for feature, place_id in zip(features, place_ids, strict=True):
        if place_id:
            parts[place_id].append(shape(feature["geometry"]))
    shapes = {place_id: _united(geometries) for place_id, geometries in parts.items()}
    shapes.update(_composed(shapes, subdivisions))
    return shapes


def _composed(
    shapes: Mapping[str, BaseGeometry], subdivisions: Mapping[int, Subdivision]
) -> Iterator[tuple[str, BaseGeometry]]:
    children: dict[int, list[BaseGeometry]] = defaultdict(list)
    for region in subdivisions.values():
        geometry = shapes.get(str(region.geonameid))
        if region.level == 2 and geometry is not None:
            children[region.parent].append(geometry)
    for line, geometries in children.items():
        parent = subdivisions.get(line)
        if parent is not None and str(parent.geonameid) not in shapes:
            yield str(parent.geonameid), _united(geometries)


def _united(geometries: Sequence[BaseGeometry]) -> BaseGeometry:
    from shapely import unary_union

    return valid_polygons(unary_union([valid_polygons(geometry) for geometry in geometries]))


def extent_of(geometry: BaseGeometry, label: tuple[float, float] | None = None) -> Extent:
    """Where a polygon lies: label point (or centre), and distance to the farthest corner of its largest part."""
    from shapely import maximum_inscribed_circle
    from shapely.geometry import Point

    largest = max(getattr(geometry, "geoms", [geometry]), key=lambda part: part.area)
    if label is None or geometry.distance(Point(label)) > LABEL_SLACK_DEG:
        centre = largest.centroid
        if not largest.contains(centre):
            centre = Point(maximum_inscribed_circle(largest).coords[0])
        label = (round(centre.x, 4), round(centre.y, 4))
    reach = max(distance_km(*label, x, y) for x, y in largest.exterior.coords)
    return Extent(*label, max(1000, round(1000 * reach)))


def settlements_inside(polygons: Mapping[str, BaseGeometry], settlements: Sequence[Settlement]) -> dict[str, list[int]]:
    """GeoNames ids of the settlements inside each polygon, by place id."""
    from shapely import STRtree, points

    tree = STRtree(points([(row.longitude, row.latitude) for row in settlements]))
    found: dict[str, list[int]] = {}
    for place_id, polygon in polygons.items():
        hits = sorted(int(number) for number in tree.query(polygon, predicate="contains"))
        if hits:
            found[place_id] = [settlements[number].geonameid for number in hits]
    return found


# --- TopoJSON ----------------------------------------------------------------------------------------------------


def country_topology(
    world: Mapping[str, Any], countries: Iterable[CountryRow], records: Mapping[str, Record]
) -> dict[str, Any]:
    """Return the member ``countries``: the source's own topology, with ISO codes and place ids for its numbers."""
    features = []
    for row, arcs in _country_arcs(world, countries):
        place_id = str(row.geonameid)
        properties = {"place": place_id, "name": records[place_id].name, "label": _label(records[place_id])}
        features.append({"type": "MultiPolygon", "id": row.iso2, "properties": properties, "arcs": arcs})
    return _topology(world, {"countries": features})


def country_shapes(world: Mapping[str, Any], countries: Iterable[CountryRow]) -> dict[str, BaseGeometry]:
    """Polygons of countries by place id, without those that are smaller than the source's grid."""
    shapes = {
        str(row.geonameid): shapely_geometry(decode_geometry(world, {"type": "MultiPolygon", "arcs": arcs}))
        for row, arcs in _country_arcs(world, countries)
    }
    return {place_id: shape for place_id, shape in shapes.items() if not shape.is_empty}


def _country_arcs(world: Mapping[str, Any], countries: Iterable[CountryRow]) -> list[tuple[CountryRow, list[Any]]]:
    """Countries that the source draws, by code, each with the arcs of its polygons."""
    rows = {row.iso2: row for row in countries}
    codes = {row.iso3: row.iso2 for row in rows.values()} | DE_FACTO
    polygons: dict[str, list[Any]] = defaultdict(list)
    for geometry in world["objects"]["countries"]["geometries"]:
        code = codes.get(geometry["properties"]["a3"])
        if code is not None:
            polygons[code] += _polygon_arcs(geometry)
    return [(rows[code], arcs) for code, arcs in sorted(polygons.items())]


def land_topology(world: Mapping[str, Any]) -> dict[str, Any]:
    """Return the member ``land``: coasts alone."""
    arcs = [polygon for geometry in world["objects"]["land"]["geometries"] for polygon in _polygon_arcs(geometry)]
    return _topology(world, {"land": [{"type": "MultiPolygon", "arcs": arcs}]})


def water_topology(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the member ``waters``: rivers as lines, lakes as polygons; the source has no names for them.

    Parameters
    ----------
    parts
        The source's files by name. What a finer file has is not taken from a coarser one.
    """
    arcs: list[list[list[int]]] = []
    layers: dict[str, list[dict[str, Any]]] = {}
    for layer in ("rivers", "lakes"):
        taken: list[BaseGeometry] = []
        for name in WATER_PARTS:
            items = parts[name]["objects"][layer]["geometries"]
            taken += _not_yet_taken([shapely_geometry(decode_geometry(parts[name], item)) for item in items], taken)
        layers[layer] = [drawn for shape in taken for drawn in _drawn(shape, arcs)]
    grid = {"transform": {"scale": [WATER_GRID_DEG, WATER_GRID_DEG], "translate": [-180, -90]}, "arcs": arcs}
    return _topology(grid, layers)


def _not_yet_taken(shapes: Sequence[BaseGeometry], taken: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Rivers and lakes, or the parts of rivers, that lie away from those taken from finer files."""
    from shapely import get_parts, unary_union

    covered = unary_union([shape.buffer(COVERED_DEG) for shape in taken])
    fresh: list[BaseGeometry] = []
    for shape in shapes:
        if shape.geom_type.endswith("Polygon"):
            fresh += [] if covered.intersects(shape.representative_point()) else get_parts(shape).tolist()
        else:
            parts = get_parts(shape.difference(covered)).tolist()
            fresh += [part for part in parts if part.length > 4 * COVERED_DEG or len(parts) == 1]
    return [shape for shape in fresh if not shape.is_empty]


def _drawn(shape: BaseGeometry, arcs: list[list[list[int]]]) -> Iterator[dict[str, Any]]:
    """Turn a river or lake into a geometry with arcs of its own, which are added to `arcs`."""
    from shapely.geometry import Polygon

    area = isinstance(shape, Polygon)
    lines = [shape.exterior, *shape.interiors] if isinstance(shape, Polygon) else [shape]
    drawn = [line for line in (_on_grid(line.coords) for line in lines) if len(line) >= 2]
    numbers = list(range(len(arcs), len(arcs) + len(drawn)))
    arcs.extend(drawn)
    if drawn:
        yield {"type": shape.geom_type, "arcs": [[number] for number in numbers] if area else numbers}


def _on_grid(points: Iterable[Sequence[float]]) -> list[list[int]]:
    """Round a line to the grid of waters, as first point and steps."""
    rounded = [(round((x + 180) / WATER_GRID_DEG), round((y + 90) / WATER_GRID_DEG)) for x, y in points]
    steps = [list(rounded[0])]
    for (x, y), (next_x, next_y) in pairwise(rounded):
        if (x, y) != (next_x, next_y):
            steps.append([next_x - x, next_y - y])
    return steps


def region_topology(shapes: Mapping[str, BaseGeometry], records: Mapping[str, Record]) -> dict[str, Any]:
    """Make a topology of neighbouring regions, simplified with the borders between them kept shared."""
    from topojson.core.topology import Topology

    place_ids = sorted(shapes)
    made = Topology(
        [shapes[place_id] for place_id in place_ids],
        prequantize=False,
        toposimplify=SIMPLIFY_DEG,
        topoquantize=max(100, round(_longer_side(shapes.values()) / GRID_DEG)),
        prevent_oversimplify=True,
        object_name="regions",
    ).to_dict()
    features = [
        {
            "type": item["type"],
            "id": place_id,
            "properties": {"name": records[place_id].name, "label": _label(records[place_id])},
            "arcs": item["arcs"],
        }
        for place_id, item in zip(place_ids, made["objects"]["regions"]["geometries"], strict=True)
    ]
    return _topology(made, {"regions": features})


def pack_members(members: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Pack topologies into one zip file, in the order of their names; the same members give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(members):
            entry = zipfile.ZipInfo(f"{name}.json", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            text = json.dumps(members[name], ensure_ascii=False, separators=(",", ":"))
            file.writestr(entry, text.encode())
    return packed.getvalue()


def _longer_side(geometries: Iterable[BaseGeometry]) -> float:
    """Longer side of the box that holds all, degrees."""
    west, south, east, north = zip(*(geometry.bounds for geometry in geometries), strict=True)
    return float(max(max(east) - min(west), max(north) - min(south)))


def _polygon_arcs(geometry: Mapping[str, Any]) -> list[Any]:
    return list(geometry["arcs"]) if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _label(record: Record) -> list[float]:
    return [round(record.longitude, 3), round(record.latitude, 3)]


def _topology(source: Mapping[str, Any], objects: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Make a topology of some objects of a source and only the arcs that they use."""
    used: dict[int, int] = {}

    def renumber(arcs: Any) -> Any:
        if isinstance(arcs, int):
            number = used.setdefault(arcs if arcs >= 0 else ~arcs, len(used))
            return number if arcs >= 0 else ~number
        return [renumber(arc) for arc in arcs]

    collections = {
        name: {
            "type": "GeometryCollection",
            "geometries": [{**item, "arcs": renumber(item["arcs"])} for item in items if item.get("arcs")],
        }
        for name, items in objects.items()
    }
    topology: dict[str, Any] = {"type": "Topology", "objects": collections}
    if "transform" in source:
        topology["transform"] = source["transform"]
    topology["arcs"] = [source["arcs"][number] for number in used]
    return topology
