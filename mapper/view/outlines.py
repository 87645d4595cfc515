"""Outlines for the base map in few bytes: whole where events are, thinned further away, left out where not needed.

Which parts of the world are near is told by a grid of cells of `CELL` degrees. Near the events every corner stays;
around that, and in the rest of the world, lines are simplified (Douglas and Peucker 1973) by `TOLERANCES` degrees,
which is a pixel or two at the zooms at which such places come into sight.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from mapper.view.pack import zigzag

if TYPE_CHECKING:
    from mapper.view.pack import Numbers

CELL = 2
"""Degrees of a side of a cell; divides 180."""
REACH = (1, 5)
"""So many cells around those of the events count as near, and as neighbouring."""
TOLERANCES = (0.0, 0.04, 0.15)
"""By how many degrees lines are simplified that are near, neighbouring, and far."""
NEAR, NEIGHBOURING, FAR = range(3)
_LEAST_WATER = 3
"""Lakes and rivers of a smaller extent, in degrees, are left out where they are far."""
_RING = 4
"""Fewest points of a ring, the first of which is the last."""


@dataclass(frozen=True, slots=True)
class Topology:
    """A topology as it is read: TopoJSON's objects, each a list of geometries, and the arcs that they are made of."""

    objects: dict[str, list[dict[str, Any]]]
    arcs: _Arcs

    @classmethod
    def read(cls, text: bytes) -> Topology:
        """Read quantized TopoJSON whose last member are its arcs, as `gazetteer.shapes` writes it.

        Arcs are most of the text, and are read as numbers between commas: a parser of JSON that makes a list of each
        point takes five times as long.
        """
        import numpy as np

        head, _, arcs = text.rpartition(b',"arcs":')
        told = json.loads(head + b"}")
        lengths = np.array([arc.count(b"],[") + 1 for arc in arcs.split(b"]],[[")], "i8")
        steps = np.fromstring(arcs.translate(None, b"[]}"), "i8", sep=",").reshape(-1, 2)
        objects = {name: one["geometries"] for name, one in told["objects"].items()}
        return cls(objects, _Arcs.of(steps, lengths, told["transform"]))


@dataclass(frozen=True, slots=True)
class Outline:
    """A topology ready to be packed.

    Attributes
    ----------
    objects
        TopoJSON's objects.
    lengths
        How many points each arc has.
    steps
        Shape (points, 2): longitude and latitude of each point less those of the one before it, across arcs, in
        units of `grid`, as `mapper.view.pack.zigzag` writes them.
    grid
        Degrees.
    """

    objects: dict[str, Any]
    lengths: list[int]
    steps: Numbers
    grid: float


def closeness(longitude: Numbers, latitude: Numbers) -> Numbers:
    """How far each cell of the world lies from some positions: `NEAR`, `NEIGHBOURING` or `FAR`.

    Parameters
    ----------
    longitude, latitude
        Positions in degrees.

    Returns
    -------
    uint8 of shape (180 / CELL, 360 / CELL), from the south and from 180 degrees west.
    """
    import numpy as np

    there = np.zeros((180 // CELL, 360 // CELL), bool)
    there[_cells(longitude, latitude)] = True
    found = np.full(there.shape, FAR, "u1")
    for level, reach in reversed(list(enumerate(REACH))):
        found[_widened(there, reach)] = level
    return found


def _cells(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
    """Rows and columns of the cells that positions lie in."""
    rows = ((latitude + 90) // CELL).astype("i8").clip(0, 180 // CELL - 1)
    return rows, ((longitude + 180) // CELL).astype("i8") % (360 // CELL)


def _widened(cells: Numbers, reach: int) -> Numbers:
    """Take in so many cells around; east of 180 degrees lies the west, beyond the poles nothing."""
    import numpy as np

    wide = cells.copy()
    for step in range(-reach, reach + 1):
        wide |= np.roll(cells, step, axis=1)
    tall = wide.copy()
    for step in range(1, reach + 1):
        tall[step:] |= wide[:-step]
        tall[:-step] |= wide[step:]
    return tall


def fitted(topology: Topology, near: Numbers, grid: float) -> Outline:
    """Thin a topology of countries: none is lost, however small or far it is.

    Parameters
    ----------
    topology
        Of polygons and lines.
    near
        As `closeness` gives it.
    grid
        Degrees to which positions are rounded.
    """
    import numpy as np

    arcs, objects = topology.arcs, topology.objects
    levels = near[_cells(*arcs.points.T)]
    thin = arcs.thinned(levels)
    after, before = thin.lengths.tolist(), arcs.lengths.tolist()
    lost = [one for one in chain(*objects.values()) if not _pruned(one, after, before)["arcs"]]
    kept = np.array([at for one in lost for at in arcs_of(one["arcs"])], "i8")
    levels[np.isin(arcs.owner, kept)] = NEAR
    return _outline(objects, arcs.thinned(levels), arcs.lengths, grid)


def chosen(topology: Topology, near: Numbers, grid: float) -> Outline:
    """Thin a topology of regions or waters; those that are far are left out, but lakes and rivers that are large.

    Takes and gives the same as `fitted`.
    """
    arcs = topology.arcs
    levels = near[_cells(*arcs.points.T)]
    least, extent = arcs.least(levels), arcs.extent()

    def wanted(geometry: Mapping[str, Any]) -> bool:
        numbers = [*arcs_of(geometry["arcs"])]
        seen = geometry.get("id") is None and max(extent[at] for at in numbers) >= _LEAST_WATER
        return seen or any(least[at] < FAR for at in numbers)

    objects = {name: [*filter(wanted, found)] for name, found in topology.objects.items()}
    return _outline(objects, arcs.thinned(levels), arcs.lengths, grid)


@dataclass(frozen=True, slots=True)
class _Arcs:
    """Lines one after the other: points in degrees, shape (n, 2); the lengths of lines; which line a point is of."""

    points: Numbers
    lengths: Numbers
    owner: Numbers

    @classmethod
    def of(cls, steps: Numbers, lengths: Numbers, transform: Mapping[str, Any]) -> _Arcs:
        """Take each point less the one before it in its line, as TopoJSON has them."""
        import numpy as np

        total = steps.cumsum(0)
        before = np.zeros((len(lengths), 2), "i8")
        before[1:] = total[lengths.cumsum()[:-1] - 1]
        points = (total - before.repeat(lengths, 0)) * transform["scale"] + transform["translate"]
        return cls(points, lengths, np.arange(len(lengths)).repeat(lengths))

    def least(self, values: Numbers) -> Numbers:
        """Least value of a point of each line."""
        import numpy as np

        found: Numbers = np.minimum.reduceat(values, self.lengths.cumsum() - self.lengths)
        return found

    def extent(self) -> Numbers:
        """Degrees that each line spans from west to east or from south to north, whichever is more."""
        import numpy as np

        firsts = self.lengths.cumsum() - self.lengths
        found: Numbers = np.ptp(
            [np.minimum.reduceat(self.points, firsts), np.maximum.reduceat(self.points, firsts)], axis=0
        ).max(axis=1)
        return found

    def thinned(self, levels: Numbers) -> _Arcs:
        """Simplify the runs of points of one level; where runs and lines end nothing moves."""
        import numpy as np
        import shapely

        begins = np.ones(len(levels), bool)
        begins[1:] = (self.owner[1:] != self.owner[:-1]) | (levels[1:] != levels[:-1])
        run = begins.cumsum() - 1
        loose = (levels[begins] != NEAR) & (np.bincount(run) > 1)
        if not loose.any():
            return self
        number = loose.cumsum() - 1
        moved = loose[run]
        lines = shapely.linestrings(self.points[moved], indices=number[run[moved]])
        tolerance = np.array(TOLERANCES)[levels[begins][loose]]
        points, at = shapely.get_coordinates(
            shapely.simplify(lines, tolerance, preserve_topology=False), return_index=True
        )
        runs = np.concatenate([run[~moved], np.flatnonzero(loose)[at]])
        order = np.argsort(runs, kind="stable")
        owner = self.owner[begins][runs[order]]
        lengths = np.bincount(owner, minlength=len(self.lengths))
        return _Arcs(np.concatenate([self.points[~moved], points])[order], lengths, owner)


def arcs_of(arcs: list[Any]) -> Iterator[int]:
    """Give the numbers of all arcs of a geometry; one that is run backwards by its own number."""
    for one in arcs:
        if isinstance(one, list):
            yield from arcs_of(one)
        else:
            yield ~one if one < 0 else one


def _pruned(geometry: Mapping[str, Any], lengths: list[int], before: list[int]) -> dict[str, Any]:
    """Leave out rings that have shrunk to a line or a point; polygons go with their outer ring."""
    kind, arcs = geometry["type"], geometry["arcs"]

    def stays(ring: list[int]) -> bool:
        numbers = [*arcs_of(ring)]
        whole = all(lengths[at] == before[at] for at in numbers)
        return whole or sum(lengths[at] for at in numbers) - len(numbers) + 1 >= _RING

    if kind == "Polygon":
        arcs = [ring for ring in arcs if stays(ring)] if stays(arcs[0]) else []
    elif kind == "MultiPolygon":
        arcs = [[ring for ring in polygon if stays(ring)] for polygon in arcs if stays(polygon[0])]
    return {**geometry, "arcs": arcs}


def _outline(objects: Mapping[str, list[dict[str, Any]]], arcs: _Arcs, before: Numbers, grid: float) -> Outline:
    """Leave out what has shrunk to nothing and the lines that nobody needs, and number the others anew."""
    import numpy as np

    lengths, whole = arcs.lengths.tolist(), before.tolist()
    left = {
        name: [one for one in (_pruned(geometry, lengths, whole) for geometry in found) if one["arcs"]]
        for name, found in objects.items()
    }
    used = sorted({at for one in chain(*left.values()) for at in arcs_of(one["arcs"])})
    number = {at: new for new, at in enumerate(used)}
    numbered = {name: [{**one, "arcs": _renamed(one["arcs"], number)} for one in found] for name, found in left.items()}
    points = np.round(arcs.points[np.isin(arcs.owner, used)] / grid).astype("i8")
    steps = zigzag(np.diff(points, axis=0, prepend=np.zeros((1, 2), "i8")))
    return Outline(numbered, arcs.lengths[used].tolist() if used else [], steps, grid)


def _renamed(arcs: list[Any], number: Mapping[int, int]) -> list[Any]:
    return [
        _renamed(one, number) if isinstance(one, list) else ~number[~one] if one < 0 else number[one] for one in arcs
    ]
