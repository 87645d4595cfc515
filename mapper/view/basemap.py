"""What the page draws beneath the events: outlines, waters and place names, chosen for the events' countries."""

from __future__ import annotations

import base64
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from mapper.view import pack

WORLD_LABELS = 250
"""How many of the world's largest places are named."""
NEAR_LABELS = 700
"""How many of the largest places around the events are named."""
_REGION_BYTES = 1_500_000
"""Regions are embedded, country by country, until this many bytes (before packing)."""
_WORLD_WIDE = 180
_MARGIN = 1.5
"""Degrees around the events within which smaller places are named."""


def layers(countries: Mapping[str, int]) -> dict[str, str]:
    """Packed TopoJSON by name: ``countries``, ``waters``, and ``admin1/XX`` of the countries given.

    Parameters
    ----------
    countries
        How many events each country has, by ISO 3166-1 alpha-2 code; the regions of the commonest come first.
    """
    commonest = sorted(countries.items(), key=lambda item: (-item[1], item[0]))
    with _archive() as archive:
        wanted = ["countries", "waters", *archive.within(_REGION_BYTES, (f"admin1/{code}" for code, _ in commonest))]
        return {name: archive.packed(name) for name in wanted}


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


class _Archive:
    """The gazetteer's boundaries. A zip file holds its members as raw deflate: just what the page reads."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self.path = path
        self.members = {info.filename.removesuffix(".json"): info for info in file.infolist()}

    def within(self, room: int, names: Iterable[str]) -> Iterator[str]:
        """Give the members among `names`, in order, that fit into so many bytes together."""
        for name in names:
            size = self.members[name].file_size if name in self.members else room + 1
            if size <= room:
                room -= size
                yield name

    def packed(self, name: str) -> str:
        """Give a member's compressed bytes as they lie in the file, in base64."""
        info = self.members[name]
        with self.path.open("rb") as file:
            # A local header has 30 bytes; the last two numbers in it are the lengths of what follows it.
            file.seek(info.header_offset + 26)
            name_length, extra_length = struct.unpack("<HH", file.read(4))
            file.seek(name_length + extra_length, 1)
            data = file.read(info.compress_size)
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return pack.inert(data)
        return base64.b64encode(data).decode("ascii")


@contextmanager
def _archive() -> Iterator[_Archive]:
    from gazetteer.boundaries import BOUNDARIES

    with zipfile.ZipFile(BOUNDARIES) as file:
        yield _Archive(BOUNDARIES, file)
