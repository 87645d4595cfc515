"""What the page draws beneath the events: outlines, waters and place names, chosen for the events' countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from mapper.view import pack

WORLD_LABELS = 400
"""How many of the world's largest places are named."""
NEAR_LABELS = 1200
"""How many of the largest places around the events are named."""
_REGION_BYTES = 1_500_000
"""Regions are embedded, country by country, until this many bytes (before packing)."""
_MARGIN = 1.5
"""Degrees around the events within which smaller places are named."""


def layers(countries: Iterable[str]) -> dict[str, str]:
    """Packed TopoJSON by name: ``countries``, ``waters``, and ``admin1/XX`` of the countries given.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2 codes, one an event; the regions of the commonest come first.
    """
    named = {"countries": _packed("countries"), "waters": _packed("waters")}
    room = _REGION_BYTES
    for code, _ in sorted(Counter(countries).items(), key=lambda item: (-item[1], item[0])):
        text = _regions(code)
        if text is not None and len(text) <= room:
            named[f"admin1/{code}"] = _packed(f"admin1/{code}")
            room -= len(text)
    return named


@cache
def labels(bounds: tuple[float, float, float, float] | None) -> str:
    """Packed list of ``[name, longitude, latitude, population]``, largest first.

    Parameters
    ----------
    bounds
        West, south, east, north of the events in degrees; None names the world's largest places only.
    """
    import gazetteer

    index = gazetteer.default()
    found = {place.id: place for place in index.largest(-180, -90, 180, 90, WORLD_LABELS)}
    if bounds is not None:
        found.update((place.id, place) for place in index.largest(*_widened(bounds), NEAR_LABELS))
    places = sorted(found.values(), key=lambda place: (-place.population, place.id))
    rows = [[place.name, round(place.longitude, 4), round(place.latitude, 4), place.population] for place in places]
    return pack.inert(pack.to_json(rows))


def _widened(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    return max(west - _MARGIN, -180), max(south - _MARGIN, -90), min(east + _MARGIN, 180), min(north + _MARGIN, 90)


@cache
def _packed(name: str) -> str:
    from gazetteer import boundaries

    return pack.inert(boundaries.topology_text(name))


@cache
def _regions(code: str) -> bytes | None:
    """TopoJSON of a country's first-order regions; None where there is none."""
    from gazetteer import boundaries

    try:
        return boundaries.topology_text(f"admin1/{code}")
    except (KeyError, LookupError):
        return None
