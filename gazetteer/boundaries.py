"""Polygons of countries and first-order regions, and the lines of a base map, for areas and for the offline map.

They lie in one zip file of TopoJSON members, each read alone:

- ``countries``: 1:50 million; a feature's id is its ISO 3166-1 alpha-2 code, its properties are ``place`` (place
  id), ``name`` and ``label`` (longitude, latitude);
- ``admin1/UA``, one for each country: first-order regions simplified to 0.01 degree, the borders between them
  shared; a feature's id is its place id, its properties are ``name`` and ``label``. ``admin2/FR`` where the source
  draws a country's second-order regions;
- ``land`` (coasts), ``waters`` (objects ``rivers``, lines, and ``lakes``, polygons; unnamed).

How disputed boundaries are shown: as Natural Earth draws them, which is by who holds the ground, but Crimea and
Sevastopol with Ukraine, as the UN General Assembly has it. Kosovo, Palestine, Taiwan and Western Sahara are features
of their own, under their ISO (or user-assigned) codes. Northern Cyprus and Somaliland belong to the features of Cyprus
and Somalia, the line between them drawn. Nothing here is a statement on anyone's title to any land.

Polygons are for drawing. To tell which region holds a town, take the town's own record: the polygon of the city of
Kyiv, for one, takes in Hostomel and Vyshhorod.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import IndexFileError
from gazetteer.index import DATA, default

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

BOUNDARIES = DATA / "boundaries.zip"
FOLDERS: dict[str, str] = {"adm1": "admin1", "adm2": "admin2"}
"""Folder of the members that draw a kind of region."""

Ring = list[tuple[float, float]]


def members(path: Path = BOUNDARIES) -> list[str]:
    """Names of all members, sorted."""
    with _open(path) as file:
        return sorted(name.removesuffix(".json") for name in file.namelist())


def topology_text(member: str, path: Path = BOUNDARIES) -> bytes:
    """Return a member's JSON as it lies in the file, for embedding (UTF-8).

    Raises
    ------
    KeyError
        When there is no such member (some territories have no regions).
    IndexFileError
        When the file is missing or damaged.
    """
    with _open(path) as file:
        try:
            return file.read(f"{member}.json")
        except KeyError:
            raise KeyError(f"{path} has no member {member!r}; see members()") from None
        except (zipfile.BadZipFile, zlib.error) as error:
            raise IndexFileError(f"{path}: {error}; restore it, or run `gazetteer build`") from error


def topology(member: str, path: Path = BOUNDARIES) -> dict[str, Any]:
    """Return a member as a TopoJSON object; raises as `topology_text` does."""
    parsed: dict[str, Any] = json.loads(topology_text(member, path))
    return parsed


@lru_cache(maxsize=256)
def polygon(place_id: str) -> BaseGeometry | None:
    """Return the polygon of a country or region, or None where there is none.

    Parameters
    ----------
    place_id
        Id of a place of the embedded index.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon or None
        Degrees, WGS 84.
    """
    place = default().by_id(place_id)
    if place is None or place.kind not in ("country", "adm1", "adm2"):
        return None
    member = "countries" if place.kind == "country" else f"{FOLDERS[place.kind]}/{place.country}"
    key = place.country if place.kind == "country" else place_id
    found = _features(member).get(key)
    shape = None if found is None else shapely_geometry(decode_geometry(*found))
    return None if shape is None or shape.is_empty else shape


def region_polygons(member: str) -> dict[str, BaseGeometry]:
    """Polygons of a member, degrees, by the ids of its features; empty where there is no such member."""
    shapes = {name: shapely_geometry(decode_geometry(*found)) for name, found in _features(member).items()}
    return {name: shape for name, shape in shapes.items() if not shape.is_empty}


@lru_cache(maxsize=32)
def _features(member: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    try:
        parsed = topology(member)
    except KeyError:
        return {}
    return {item["id"]: (parsed, item) for layer in parsed["objects"].values() for item in layer["geometries"]}


def decode_geometry(topology: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """Decode a TopoJSON geometry (polygons or lines) into a GeoJSON one, in degrees."""
    arcs = item["arcs"]
    kind = item["type"]
    coordinates: Any
    if kind == "LineString":
        coordinates = _join(topology, arcs)
    elif kind == "MultiLineString":
        coordinates = [_join(topology, line) for line in arcs]
    elif kind == "Polygon":
        coordinates = _rings(topology, arcs)
    else:
        coordinates = [rings for part in arcs if (rings := _rings(topology, part))]
    return {"type": kind, "coordinates": coordinates}


def shapely_geometry(geometry: dict[str, Any]) -> BaseGeometry:
    """Make a valid shapely geometry of a GeoJSON one; polygons that cross the antimeridian are cut there."""
    from shapely.geometry import shape

    if geometry["type"] in ("Polygon", "MultiPolygon"):
        parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        if any(_crosses(rings[0]) for rings in parts if rings):
            return _cut_at_antimeridian(parts)
    made = shape(geometry)
    return made if made.is_valid else valid_polygons(made)


def _crosses(ring: Ring) -> bool:
    return any(abs(east - west) > 180.0 for (west, _), (east, _) in pairwise(ring))


def _cut_at_antimeridian(parts: Sequence[Sequence[Ring]]) -> BaseGeometry:
    """Unite polygons, those whose outline jumps from one edge of the map to the other cut into two.

    The source draws Russia so; taken as it stands, its outline runs across all of Siberia twice.
    """
    from shapely import box, unary_union
    from shapely.affinity import translate
    from shapely.geometry import Polygon

    made: list[BaseGeometry] = []
    for outer, *holes in parts:
        ring = _unwound(outer)
        if ring is outer or abs(ring[0][0] - ring[-1][0]) > 180.0:  # the second goes around a pole
            made.append(valid_polygons(Polygon(outer, holes)))
            continue
        whole = valid_polygons(Polygon(ring, [_unwound(hole) for hole in holes]))
        for shift in (-360.0, 0.0, 360.0):
            side = whole.intersection(box(-180.0 - shift, -90.0, 180.0 - shift, 90.0))
            if not side.is_empty:
                made.append(valid_polygons(translate(side, xoff=shift)))
    return valid_polygons(unary_union(made))


def _unwound(ring: Ring) -> Ring:
    """Continue a ring beyond 180 degrees where it jumps to the other edge; the same ring where it does not."""
    if not _crosses(ring):
        return ring
    shift, unwound = 0.0, [ring[0]]
    for (before, _), (longitude, latitude) in pairwise(ring):
        if abs(longitude - before) > 180.0:
            shift += 360.0 if longitude < before else -360.0
        unwound.append((longitude + shift, latitude))
    return unwound


def valid_polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Mend an area whose outline crosses itself; lines and points that mending leaves are dropped."""
    from shapely import get_parts, make_valid, unary_union

    parts = get_parts(make_valid(geometry))
    return unary_union([part for part in get_parts(parts) if part.geom_type == "Polygon"])


def _rings(topology: Mapping[str, Any], arcs: Sequence[Sequence[int]]) -> list[Ring]:
    """Rings of one polygon, outer one first; those that rounding has collapsed are left out."""
    rings = [_join(topology, ring) for ring in arcs]
    return [ring for ring in rings if len(ring) >= 4] if rings and len(rings[0]) >= 4 else []


def _join(topology: Mapping[str, Any], numbers: Sequence[int]) -> Ring:
    """Chain arcs into one line; a negative number is an arc run backwards."""
    line: Ring = []
    for number in numbers:
        points = list(_points(topology, number if number >= 0 else ~number))
        if number < 0:
            points.reverse()
        line.extend(points[1:] if line else points)
    return line


def _points(topology: Mapping[str, Any], number: int) -> Iterator[tuple[float, float]]:
    transform = topology.get("transform")
    arc = topology["arcs"][number]
    if transform is None:
        yield from ((x, y) for x, y in arc)
        return
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + shift_x, y * scale_y + shift_y


def _open(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise IndexFileError(f"{path}: cannot be opened ({error}); restore it, or run `gazetteer build`") from error
