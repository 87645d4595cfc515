"""Which regions hold a position, and which places a region holds."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.boundaries import region_polygons
from gazetteer.geometry import distance_km
from gazetteer.place import Place

if TYPE_CHECKING:
    from shapely import Point
    from shapely.geometry.base import BaseGeometry
    from shapely.strtree import STRtree

    from gazetteer.index import Gazetteer

SNAP_KM: Final = 10.0
"""So far from a coast a position still counts as the nearest region's: outlines are simplified to 0.01 degree."""
_REACH_DEG: Final = 0.5  # outlines of countries are coarser than those of regions by less than this
_SETTLEMENT_KM: Final = 25.0
TOO_LARGE: Final = frozenset({"703447"})
"""Regions whose polygon takes in land that is not theirs: the city of Kyiv. There the nearest town decides."""


class _Outlines(NamedTuple):
    """Polygons with what they outline: country codes, or ids of regions."""

    names: list[str]
    tree: STRtree


def containing(gazetteer: Gazetteer, longitude: float, latitude: float) -> list[Place]:
    """Regions that hold a position, the smallest first; see `Gazetteer.containing`."""
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError(f"longitude {longitude}, latitude {latitude} is not on earth: -180 to 180, -90 to 90")
    region_id, country, inside = _outlined(longitude, latitude)
    if not country:
        return []
    region = gazetteer.by_id(region_id) if region_id else None
    anyway = not region_id or region_id in TOO_LARGE
    # Off the outlines a town of any country tells more: islands that are not drawn lie before another country's coast.
    town = None if inside else _town(gazetteer, longitude, latitude, "", anyway=False)
    country = country if town is None else town.country
    town = town or _town(gazetteer, longitude, latitude, country, anyway=anyway)
    if town is not None:
        above = gazetteer.parents(town)
        if any(place.kind == "adm1" for place in above):
            return above
    whole = gazetteer.country(country)
    return [place for place in (region, whole) if place is not None]


def _town(gazetteer: Gazetteer, longitude: float, latitude: float, country: str, *, anyway: bool) -> Place | None:
    """Nearest settlement of the country (of any, by ``""``), if the position lies within its usual extent.

    Its record knows best.
    """
    for place in gazetteer.nearest(longitude, latitude, 3, _SETTLEMENT_KM):
        away_m = 1000 * distance_km(longitude, latitude, place.longitude, place.latitude)
        if country in ("", place.country) and (anyway or away_m <= place.radius_m):
            return place
    return None


@lru_cache(maxsize=4096)
def _outlined(longitude: float, latitude: float) -> tuple[str, str, bool]:
    """Id of the first-order region and code of the country whose outline holds a position, or nearly; else empty.

    And whether it holds it.
    """
    from shapely import Point, box

    point = Point(longitude, latitude)
    countries = _countries()
    around = box(longitude - _REACH_DEG, latitude - _REACH_DEG, longitude + _REACH_DEG, latitude + _REACH_DEG)
    near = [countries.names[number] for number in sorted(countries.tree.query(around, predicate="intersects").tolist())]
    best = ("", "")
    least = SNAP_KM
    for code in near:
        outlines = _regions(code)
        for number in outlines.tree.query_nearest(point, all_matches=False).tolist():
            away = _away_km(outlines.tree.geometries[number], point)
            if away < least:
                least, best = away, (outlines.names[number], code)
    if least >= 0:  # a country whose regions are not all drawn
        held = next((number for number in countries.tree.query(point, predicate="covered_by").tolist()), None)
        return (*best, False) if held is None else ("", countries.names[held], True)
    return (*best, True)


def _away_km(polygon: BaseGeometry, point: Point) -> float:
    from shapely.ops import nearest_points

    if polygon.covers(point):
        return -1.0
    there = nearest_points(polygon, point)[0]
    return distance_km(point.x, point.y, there.x, there.y)


@cache
def _countries() -> _Outlines:
    return _outlines(region_polygons("countries"))


@lru_cache(maxsize=64)
def _regions(country: str) -> _Outlines:
    """Outlines of a country's first-order regions, or its own, with no region's id, where it has none."""
    regions = region_polygons(f"admin1/{country}")
    return _outlines(regions or {"": region_polygons("countries")[country]})


def _outlines(polygons: dict[str, BaseGeometry]) -> _Outlines:
    from shapely.strtree import STRtree

    return _Outlines(list(polygons), STRtree(list(polygons.values())))
