"""A place between two named ones: on the road from one town to another."""

from __future__ import annotations

from dataclasses import replace
from math import asin, cos, radians, sin, sqrt
from typing import Final

from mapper.model import Resolution

_EARTH_M: Final = 6_371_000
_UNKNOWN_END_M: Final = 30_000
_FARTHEST_M: Final = 250_000
"""Metres between two ends; of a longer road the words tell no more than the country."""


def midway(one: Resolution, other: Resolution) -> Resolution:
    """Give what lies between two places: the middle, with a radius that reaches both ends.

    Returns
    -------
    Resolution
        The mention and place of `one`. Precision ``near`` and the point in the middle; or precision ``country`` and
        no point where the ends lie more than 250 km apart, or one of them has no point.
    """
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return _nowhere(one)
    apart = _metres(one.longitude, one.latitude, other.longitude, other.latitude)
    if apart > _FARTHEST_M or abs(one.longitude - other.longitude) > 180:
        return _nowhere(one)
    return replace(
        one,
        longitude=(one.longitude + other.longitude) / 2,
        latitude=(one.latitude + other.latitude) / 2,
        precision="near",
        radius_m=max(round(apart / 2), one.radius_m),
        score=min(one.score, other.score),
    )


def beside(one: Resolution) -> Resolution:
    """Give what lies between a place and another that is not known: near the one, and no surer than 30 km."""
    if one.precision == "country":
        return one
    return replace(one, precision="near", radius_m=max(one.radius_m, _UNKNOWN_END_M))


def _nowhere(one: Resolution) -> Resolution:
    return replace(one, longitude=None, latitude=None, precision="country", radius_m=0)


def _metres(longitude: float, latitude: float, longitude2: float, latitude2: float) -> float:
    """Give the great-circle distance of two points in degrees."""
    height = sin(radians(latitude2 - latitude) / 2) ** 2
    width = sin(radians(longitude2 - longitude) / 2) ** 2
    return 2 * _EARTH_M * asin(sqrt(height + cos(radians(latitude)) * cos(radians(latitude2)) * width))
