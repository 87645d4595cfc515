"""What the page draws beneath the events: outlines, waters and place names, chosen for where the events are."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from mapper.view import outlines, pack
from mapper.view.cells import binary

if TYPE_CHECKING:
    from mapper.view.pack import Numbers

WORLD_LABELS = 250
"""How many of the world's largest places are named."""
NEAR_LABELS = 700
"""How many of the largest places around the events are named."""
_REGION_BYTES = 2_500_000
"""Regions are read, country by country, until this many bytes."""
_GRID = 0.005
"""Degrees to which outlines of countries and waters are rounded; their source is coarser."""
_REGION_GRID = 0.002
_WORLD_WIDE = 180
_MARGIN = 1.5
"""Degrees around the events within which smaller places are named."""
_LABEL_UNITS = 1000
"""Positions of names in a degree."""


def layers(countries: Mapping[str, int], longitude: Numbers, latitude: Numbers) -> dict[str, str]:
    """Outlines by topology (``countries``, ``waters``, ``admin1/XX`` of countries with events), thinned and packed.

    Parameters
    ----------
    countries
        How many events each country has, by ISO 3166-1 alpha-2 code; the regions of the commonest come first.
    longitude, latitude
        Where the events are, in degrees: outlines are whole there, and thinned further away.

    Returns
    -------
    dict
        ``shapes``: JSON, for each topology its objects, the lengths of its arcs and its grid; ``lines``: columns ``x``
        and ``y``, the points of all arcs as `outlines.Outline.steps` has them.
    """
    import numpy as np

    near = outlines.closeness(longitude, latitude)
    found = dict(_outlines(countries, near))
    shapes = {name: {"objects": one.objects, "lengths": one.lengths, "grid": one.grid} for name, one in found.items()}
    x, y = (np.concatenate([one.steps[:, side] for one in found.values()]) for side in (0, 1))
    return {
        "shapes": pack.inert(pack.to_json(shapes)),
        "lines": pack.inert(pack.columns({"x": x, "y": y}, len(x))),
    }


def _outlines(countries: Mapping[str, int], near: Numbers) -> Iterator[tuple[str, outlines.Outline]]:
    from gazetteer.boundaries import BOUNDARIES

    yield "countries", outlines.fitted(_world("countries"), near, _GRID)
    yield "waters", outlines.chosen(_world("waters"), near, _GRID)
    with zipfile.ZipFile(BOUNDARIES) as file:
        sizes = {info.filename: info.file_size for info in file.infolist()}
        room = _REGION_BYTES
        for code, _ in sorted(countries.items(), key=lambda item: (-item[1], item[0])):
            size = sizes.get(f"admin1/{code}.json")
            if size is not None and size <= room:
                room -= size
                yield f"admin1/{code}", outlines.chosen(_terse(file.read(f"admin1/{code}.json")), near, _REGION_GRID)


@cache
def _world(member: str) -> outlines.Topology:
    """Read what every map has, a few MB, once."""
    from gazetteer.boundaries import topology_text

    return _terse(topology_text(member))


def _terse(text: bytes) -> outlines.Topology:
    """Read a topology; of the properties of its features only what the page uses."""
    topology = outlines.Topology.read(text)
    for one in chain.from_iterable(topology.objects.values()):
        given = one.get("properties", {})
        one["properties"] = {name: given[name] for name in ("name", "label") if name in given}
    return topology


@cache
def labels(bounds: tuple[float, float, float, float] | None) -> str:
    """Places to be named as packed columns ``name``, ``lon``, ``lat`` (1 / 1000 degree), ``population``, largest first.

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
    packed: dict[str, pack.Column] = {
        "name": pack.Text.of(binary([place.name for place in places])),
        "lon": _whole([place.longitude * _LABEL_UNITS for place in places]),
        "lat": _whole([place.latitude * _LABEL_UNITS for place in places]),
        "population": _whole([place.population for place in places]),
    }
    return pack.inert(pack.columns(packed, len(places)), 9)


def _whole(values: Sequence[float]) -> Numbers:
    import numpy as np

    return np.array(values).round().astype("i4")


def box_of(countries: Iterable[str]) -> tuple[float, float, float, float] | None:
    """West, south, east, north (degrees) of the countries given, for a map of events that have no point.

    None where there is no country, or one that the antimeridian cuts: the world is shown then.
    """
    import gazetteer
    from gazetteer.boundaries import polygon

    found = [place for code in sorted(set(countries)) if (place := gazetteer.default().country(code))]
    boxes = [outline.bounds for place in found if (outline := polygon(place.id)) is not None]
    if not boxes or any(east - west > _WORLD_WIDE for west, _, east, _ in boxes):
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _widened(bounds: Sequence[float]) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    return max(west - _MARGIN, -180), max(south - _MARGIN, -90), min(east + _MARGIN, 180), min(north + _MARGIN, 90)
