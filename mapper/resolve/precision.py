"""What the words license: how exactly a mention locates, and where its point stands."""

from __future__ import annotations

import math
from typing import Final

from mapper.model import Mention, Precision
from mapper.resolve.parts import bearing_of, part_of
from mapper.resolve.profile import Names

_BY_KIND: Final[dict[str, Precision]] = {
    "settlement": "settlement", "site": "site", "water": "area", "adm2": "adm2", "adm1": "adm1", "area": "area",
    "country": "country",
}  # fmt: skip
_NEAR_FACTOR: Final = 2.0
_NEAR_LEAST_M: Final = 10_000
_DISTANCE_SHARE: Final = 0.25  # "30 km east of": the figure is round, the direction an eighth of the compass
_FARTHEST_KM: Final = 500.0
_OF_ONE_SPOT: Final = frozenset({"settlement", "site", "adm2"})
_PART_OFF: Final = 0.5  # the middle of a half circle is 4 / (3 pi) = 0.42 radii from the centre
_PART_RADIUS: Final = 0.75
_METRES_PER_DEGREE: Final = 111_195.0  # one degree of a great circle on a sphere of radius 6371.0088 km


def locate(names: Names, row: int, mention: Mention) -> tuple[float, float, Precision, int]:
    """Give longitude, latitude (degrees), precision and radius (metres) of a mention that means the place at `row`.

    Directions and distances are counted from places of one spot; a country's or region's own point is for drawing only.
    """
    place = names.fact(row)
    longitude, latitude, radius, precision = place.longitude, place.latitude, place.radius_m, _BY_KIND[place.kind]
    if mention.distance_km is not None and mention.distance_km < _FARTHEST_KM and precision in _OF_ONE_SPOT:
        metres = mention.distance_km * 1000.0
        if mention.bearing_deg is None:
            return longitude, latitude, "near", int(radius + metres)
        longitude, latitude = shift(longitude, latitude, mention.bearing_deg, metres)
        return longitude, latitude, "near", int(max(_NEAR_LEAST_M / 2, metres * _DISTANCE_SHARE))
    if mention.relation == "near" and precision in _OF_ONE_SPOT:
        return longitude, latitude, "near", int(max(_NEAR_LEAST_M, radius * _NEAR_FACTOR))
    if mention.part and place.kind != "water":
        return _part(names.gazetteer.place_id(row), mention.part, longitude, latitude, precision, radius)
    return longitude, latitude, precision, radius


def _part(
    place_id: str, part: str, longitude: float, latitude: float, precision: Precision, radius: int
) -> tuple[float, float, Precision, int]:
    """Locate a part of a place: by its outline, or by its circle where it has none (towns, districts, areas)."""
    told: Precision = "area" if precision == "country" else precision
    if precision in ("country", "adm1") and (piece := part_of(place_id, part)):
        return piece[0], piece[1], told, piece[2]
    bearing = bearing_of(part)
    if bearing is None or precision == "country":
        return longitude, latitude, precision, radius
    longitude, latitude = shift(longitude, latitude, bearing, radius * _PART_OFF)
    return longitude, latitude, told, int(radius * _PART_RADIUS)


def shift(longitude: float, latitude: float, bearing_deg: float, metres: float) -> tuple[float, float]:
    """Move a position along a bearing (degrees clockwise from north) on the sphere.

    Returns
    -------
    (longitude, latitude)
        Degrees; the longitude within -180 to 180.
    """
    angle = math.radians(metres / _METRES_PER_DEGREE)
    bearing, phi, lam = math.radians(bearing_deg), math.radians(latitude), math.radians(longitude)
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
    phi_to = math.asin(max(-1.0, min(1.0, sine)))
    lam_to = lam + math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(phi),
        math.cos(angle) - math.sin(phi) * math.sin(phi_to),
    )
    return (math.degrees(lam_to) + 540.0) % 360.0 - 180.0, math.degrees(phi_to)
