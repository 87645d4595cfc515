"""Where a border runs: "the border between Sudan and Chad", "the Sudan-Chad border", "Sudan's border with Chad"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from mapper.model import Resolution

_METRES_PER_DEGREE: Final = 111_195.0  # one degree of a great circle on a sphere of radius 6371.0088 km
_NEAR_LEAST_M: Final = 10_000
_SLACK_DEGREES: Final = 0.03  # the outlines are simplified to 0.01 degree, each region by itself
_LOOK: Final = 40  # characters around the two names
_OPENING: Final = re.compile(
    r"\b(?:border|frontier)s?(?: (?:area|region|zone|crossing|post)s?)? between (?:the )?$", re.I
)
_HYPHEN: Final = re.compile(r"^ ?[-–—/] ?$")
_CLOSING: Final = re.compile(r"^ (?:border|frontier)\b", re.I)
_WITH: Final = re.compile(r"^(?:['’]s)? (?:\w+ern )?(?:border|frontier) with (?:the )?$", re.I)
_REGIONS: Final = frozenset({"country", "adm1"})


def on_borders(text: str, found: Sequence[Resolution]) -> list[Resolution]:
    """Put the two sides of a border that the words name at the middle of that border, with precision ``area``.

    Parameters
    ----------
    text
        The report's text.
    found
        Its resolutions, sorted by the start of their mentions.
    """
    told = list(found)
    for k, (one, other) in enumerate(pairwise(found)):
        if other.mention.start - one.mention.end > _LOOK:
            continue
        if _are_sides(one, other) and _names_border(text, one, other):
            stretch = _shared(one.place.id, other.place.id) if one.place and other.place else None
            if stretch is not None:
                longitude, latitude, radius = stretch
                for j, side in ((k, one), (k + 1, other)):
                    told[j] = replace(
                        side, longitude=longitude, latitude=latitude, precision="area", radius_m=radius,
                        reason=f"{side.reason}; the border of the two is meant",
                    )  # fmt: skip
    return told


def _are_sides(one: Resolution, other: Resolution) -> bool:
    return (
        one.place is not None
        and other.place is not None
        and one.mention.kind == other.mention.kind == "place"
        and one.place.kind == other.place.kind
        and one.place.kind in _REGIONS
        and one.place.id != other.place.id
    )


def _names_border(text: str, one: Resolution, other: Resolution) -> bool:
    between = text[one.mention.end : other.mention.start]
    if _WITH.match(between):
        return True
    if _HYPHEN.match(between):
        return _CLOSING.match(text[other.mention.end : other.mention.end + _LOOK]) is not None
    before = text[max(0, one.mention.start - _LOOK) : one.mention.start]
    return between.removesuffix("the ") == " and " and _OPENING.search(before) is not None


@lru_cache(maxsize=1024)
def _shared(one: str, other: str) -> tuple[float, float, int] | None:
    """Give longitude and latitude (degrees) of the middle of the border of two regions, and a radius that holds it."""
    from shapely.ops import nearest_points

    from gazetteer.boundaries import polygon

    first, second = polygon(one), polygon(other)
    if first is None or second is None:
        return None
    line = second.boundary.intersection(first.buffer(_SLACK_DEGREES))
    if line.is_empty or line.length == 0:
        return None
    west, south, east, north = line.bounds
    middle = line.interpolate(0.5, normalized=True) if line.geom_type == "LineString" else line.centroid
    point = nearest_points(line, middle)[0]
    across = (east - west) * math.cos(math.radians(point.y))
    radius = max(_NEAR_LEAST_M, round(math.hypot(across, north - south) / 2 * _METRES_PER_DEGREE))
    return round(point.x, 5), round(point.y, 5), radius
