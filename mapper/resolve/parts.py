"""Where a part of a region lies: "northern Idlib", "southern Lebanon", by the region's own outline."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from mapper.languages import en

_SHARE: Final = 0.4  # the part takes so much of the region's height or width
_PULL: Final = 0.3  # the eight compass points pull by 0, 0.7 or 1
_METRES_PER_DEGREE: Final = 111_195.0  # one degree of a great circle on a sphere of radius 6371.0088 km


@lru_cache(maxsize=4096)
def part_of(place_id: str, part: str) -> tuple[float, float, int] | None:
    """Give the middle of a part of a region and a radius that holds it.

    Parameters
    ----------
    place_id
        Id of a country or region with an outline.
    part
        A compass word as the text has it (``northern``, ``south-west``, ``central``).

    Returns
    -------
    (longitude, latitude, radius) or None
        Degrees and metres; the point lies inside the region. None where the region has no outline, or the word is no
        compass word.
    """
    bearing = bearing_of(part)
    if bearing is None:
        return None
    import shapely

    from gazetteer.boundaries import polygon

    outline = polygon(place_id)
    if outline is None or outline.is_empty:
        return None
    west, south, east, north = outline.bounds
    if east - west > 180:  # drawn across the antimeridian: its box says nothing
        return None
    up, right = math.cos(math.radians(bearing)), math.sin(math.radians(bearing))
    low, high = _cut(south, north, up)
    left, far = _cut(west, east, right)
    piece = outline.intersection(shapely.box(left, low, far, high))
    if piece.is_empty:
        return None
    middle = piece.representative_point() if not piece.contains(piece.centroid) else piece.centroid
    left, low, far, high = piece.bounds
    across = (far - left) * math.cos(math.radians(middle.y))
    radius = math.hypot(across, high - low) / 2 * _METRES_PER_DEGREE
    return round(middle.x, 5), round(middle.y, 5), round(radius)


def bearing_of(part: str) -> float | None:
    """Give degrees clockwise from north of a compass word or adjective; None for others."""
    word = part.lower().removesuffix("ern")
    return en.COMPASS.get(word)


def _cut(least: float, most: float, pull: float) -> tuple[float, float]:
    """Keep the share of an extent towards which a direction pulls; all of it where it does not pull."""
    size = (most - least) * _SHARE
    if pull > _PULL:
        return most - size, most
    if pull < -_PULL:
        return least, least + size
    return least, most
