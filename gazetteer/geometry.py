"""Distances on the sphere, and where a thing lies and how far it reaches."""

from __future__ import annotations

import math
from typing import NamedTuple

EARTH_KM = 6371.0088
"""Mean radius of the earth, kilometres (IUGG)."""


class Extent(NamedTuple):
    """A point inside a region (degrees) and the radius of a circle around it that holds the region (metres)."""

    longitude: float
    latitude: float
    radius_m: int


def distance_km(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Great-circle distance between two positions in degrees, in kilometres (sphere of the mean radius)."""
    here, there = math.radians(latitude), math.radians(other_latitude)
    half = math.radians(other_longitude - longitude) / 2
    chord = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(half) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))
