"""Look-up by position: the settlements in a box or near a point, by one pass over all of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.geometry import EARTH_KM, distance_km
from gazetteer.index import DEGREE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gazetteer.index import Gazetteer

_KM_A_DEGREE = 111.2  # of latitude


def largest(gazetteer: Gazetteer, box: tuple[float, float, float, float], limit: int) -> list[int]:
    """Rows of the most populous settlements in a box (west, south, east, north), quarters of larger ones left out."""
    import numpy as np

    west, south, east, north = box
    longitudes, latitudes, populations = _columns(gazetteer)
    inside = (latitudes >= south) & (latitudes <= north)
    if west <= east:
        inside &= (longitudes >= west) & (longitudes <= east)
    else:
        inside &= (longitudes >= west) | (longitudes <= east)
    found = np.flatnonzero(inside)
    first = gazetteer.rows_of_kind("settlement").start
    chosen: list[int] = []
    reaching: dict[tuple[int, int], list[int]] = {}  # chosen rows by the cells of one degree that their extents touch
    for number in found[np.argsort(-populations[found], kind="stable")]:
        row = first + int(number)
        cell = (math.floor(gazetteer.latitude(row)), math.floor(gazetteer.longitude(row)) % 360)
        if not any(_holds(gazetteer, larger, row) for larger in reaching.get(cell, ())):
            chosen.append(row)
            for touched in _cells(gazetteer, row):
                reaching.setdefault(touched, []).append(row)
        if len(chosen) >= limit:
            break
    return chosen


def nearest(
    gazetteer: Gazetteer, longitude: float, latitude: float, limit: int, max_km: float | None = None
) -> list[int]:
    """Rows of the settlements nearest to a position, nearest first."""
    import numpy as np

    longitudes, latitudes, _ = _columns(gazetteer)
    here, there = math.radians(latitude), np.radians(latitudes)
    half = np.radians(longitudes - longitude) / 2
    chord = np.sin((there - here) / 2) ** 2 + math.cos(here) * np.cos(there) * np.sin(half) ** 2
    if max_km is not None:
        reach = math.sin(min(max_km / EARTH_KM, math.pi) / 2) ** 2
        limit = min(limit, int(np.count_nonzero(chord <= reach)))
    first = gazetteer.rows_of_kind("settlement").start
    return [first + int(number) for number in np.argsort(chord, kind="stable")[:limit]]


def _cells(gazetteer: Gazetteer, row: int) -> Iterator[tuple[int, int]]:
    """Cells of one degree, as (latitude, longitude from 0 to 359), that a place's usual extent touches."""
    latitude, longitude = gazetteer.latitude(row), gazetteer.longitude(row)
    high = gazetteer.radius_m(row) / 1000 / _KM_A_DEGREE
    wide = high / max(math.cos(math.radians(latitude)), 0.01)
    for south in range(math.floor(latitude - high), math.floor(latitude + high) + 1):
        for west in range(math.floor(longitude - wide), math.floor(longitude + wide) + 1):
            yield south, west % 360


def _holds(gazetteer: Gazetteer, larger: int, row: int) -> bool:
    """Whether a place lies within the usual extent of another one."""
    radius_km = gazetteer.radius_m(larger) / 1000
    latitude, longitude = gazetteer.latitude(row), gazetteer.longitude(row)
    if abs(gazetteer.latitude(larger) - latitude) * _KM_A_DEGREE > radius_km:
        return False
    return distance_km(gazetteer.longitude(larger), gazetteer.latitude(larger), longitude, latitude) < radius_km


@lru_cache(maxsize=2)
def _columns(gazetteer: Gazetteer) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Longitudes and latitudes (degrees) and populations of all settlements; some 6 MB, made when first asked for."""
    rows = gazetteer.rows_of_kind("settlement")
    columns = gazetteer.arrays()
    part = slice(rows.start, rows.stop)
    return columns[0][part] / DEGREE, columns[1][part] / DEGREE, columns[2][part].astype("int64")
