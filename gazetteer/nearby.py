"""Look-up by position: the settlements in a box or near a point, by one pass over all of them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.geometry import EARTH_KM, distance_km
from gazetteer.rows import DEGREE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gazetteer.index import Gazetteer

_METRES_PER_DEGREE = 111_195  # of latitude, on a sphere of the earth's mean radius
_CELL_DEG = 0.7  # no settlement reaches farther (25 km), up to 70 degrees north


def largest(gazetteer: Gazetteer, box: tuple[float, float, float, float], limit: int) -> list[int]:
    """Rows of the weightiest settlements in a box (west, south, east, north), the most populous first.

    Quarters of a town are left out. One can have more inhabitants than the source gives its town; names in many
    languages tell the town, and count for the weight.
    """
    import numpy as np

    west, south, east, north = box
    longitudes, latitudes, weights = _columns(gazetteer)
    inside = (latitudes >= south) & (latitudes <= north)
    if west <= east:
        inside &= (longitudes >= west) & (longitudes <= east)
    else:
        inside &= (longitudes >= west) | (longitudes <= east)
    found = np.flatnonzero(inside)
    rows = gazetteer.rows_of_kind("settlement")
    chosen = _Towns(gazetteer)
    for number in found[np.argsort(-weights[found], kind="stable")]:
        if len(chosen.rows) >= limit:
            break
        chosen.add(rows[int(number)])
    return sorted(chosen.rows, key=lambda row: (-gazetteer.population(row), row))


class _Towns:
    """Settlements of which none lies within the usual extent of one that was added before."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.rows: list[int] = []
        self._gazetteer = gazetteer
        self._cells: dict[tuple[int, int], list[int]] = {}

    def add(self, row: int) -> None:
        column = math.floor(self._gazetteer.longitude(row) / _CELL_DEG)
        line = math.floor(self._gazetteer.latitude(row) / _CELL_DEG)
        around = (self._cells.get((column + x, line + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if not any(self._holds(larger, row) for cell in around for larger in cell):
            self.rows.append(row)
            self._cells.setdefault((column, line), []).append(row)

    def _holds(self, larger: int, row: int) -> bool:
        gazetteer = self._gazetteer
        here, there = gazetteer.latitude(row), gazetteer.latitude(larger)
        radius_m = gazetteer.radius_m(larger)
        if abs(here - there) * _METRES_PER_DEGREE > radius_m:
            return False
        return 1000 * distance_km(gazetteer.longitude(larger), there, gazetteer.longitude(row), here) < radius_m


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
    rows = gazetteer.rows_of_kind("settlement")
    return [rows[int(number)] for number in np.argsort(chord, kind="stable")[:limit]]


@lru_cache(maxsize=16)
def _columns(gazetteer: Gazetteer) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes and latitudes (degrees) and weights of all settlements; some 6 MB, made when first asked for.

    The weight is the logarithm of the population, with 0.3 for each time the names double.
    """
    import numpy as np

    rows = gazetteer.rows_of_kind("settlement")
    part = slice(rows[0], rows[-1] + 1) if rows else slice(0)
    longitudes, latitudes, populations, fame = (column[part].astype(np.float64) for column in gazetteer.arrays())
    weights = np.log10(populations + 10) + 0.3 * np.log2(1 + fame)
    return longitudes / DEGREE, latitudes / DEGREE, weights
