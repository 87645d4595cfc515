"""Where a text is at home: whether a name's bearers lie where the sure places of the text lie."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from gazetteer import Gazetteer
from mapper.recognize.context import facts

SURE: Final = 0.6
"""Chance from which a name, by its own words and those around it, tells where its text is at home."""

_Trace = TypeVar("_Trace")
_FEW: Final = 3
_SEVERAL: Final = 9
_ENOUGH: Final = 3  # sure places elsewhere, from which a name that none of them is near to is far from home
_ENGLISH: Final = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
_BESIDE: Final = (-1, 0, 1)


class Home(NamedTuple):
    """How a name stands to the other places of its text.

    Attributes
    ----------
    where
        ``beside`` where a bearer lies in or next to the square degree of one of them, ``region``, ``country``;
        ``possible`` where a less likely bearer of one lies in its region; or ``abroad``.
    bearers
        ``1``, ``few``, ``several`` or ``many`` places bear the name.
    kind
        Kind of the likeliest bearer.
    is_english
        Whether one lies where towns bear English surnames and words.
    """

    where: str
    bearers: str
    kind: str
    is_english: bool


Cell = tuple[int, int]
"""A square degree: the whole degrees of longitude and latitude that it begins at."""


class Traces(NamedTuple):
    """Where places lie: square degrees, rows of first-order regions, ISO codes of countries."""

    cells: frozenset[Cell]
    regions: frozenset[int]
    countries: frozenset[str]


_NOWHERE: Final = Traces(frozenset(), frozenset(), frozenset())


class Surroundings:
    """The sure places of one text: all who bear the name where they are few, else the likeliest.

    Parameters
    ----------
    gazetteer
        The index that the text was read with.
    sure
        Keys of the names that are sure to be places.
    """

    def __init__(self, gazetteer: Gazetteer, sure: Iterable[str]) -> None:
        self.gazetteer = gazetteer
        self._own = {key: _likeliest(gazetteer, key) for key in sure}
        own = self._own.values()
        self._cells = _count(traces.cells for traces in own)
        self._regions = _count(traces.regions for traces in own)
        self._countries = _count(traces.countries for traces in own)
        self._possible = _count(_bearers(gazetteer, key)[1].regions for key in self._own)
        self._told: dict[str, Home | None] = {}

    def home(self, key: str) -> Home | None:
        """Tell how a name stands to the others of the text, or None where these are too few to say so."""
        if key in self._told:
            return self._told[key]
        number, traces = _bearers(self.gazetteer, key)
        where, home = self._where(key, traces), None
        if where:
            kind = facts(self.gazetteer, key).kind
            home = Home(where, number, kind, not traces.countries.isdisjoint(_ENGLISH))
        self._told[key] = home
        return home

    def _where(self, key: str, traces: Traces) -> str:
        is_own = key in self._own
        own = self._own[key] if is_own else _NOWHERE
        if _meets(traces.cells, self._cells, own.cells):
            return "beside"
        if _meets(traces.regions, self._regions, own.regions):
            return "region"
        if _meets(traces.countries, self._countries, own.countries):
            return "country"
        if _meets(traces.regions, self._possible, traces.regions if is_own else own.regions):
            return "possible"
        return "abroad" if len(self._own) - is_own >= _ENOUGH else ""


def home_features(home: Home) -> list[str]:
    """List the features of how a name stands to the other places of its text."""
    told = [f"home={home.where}", f"home_bearers={home.where}:{home.bearers}", f"home_kind={home.where}:{home.kind}"]
    return [*told, f"home_english={home.is_english}"] if home.where == "country" else told


def _count(groups: Iterable[frozenset[_Trace]]) -> dict[_Trace, int]:
    counts: dict[_Trace, int] = {}  # a Counter takes longer to make, and most texts are short
    for group in groups:
        for trace in group:
            counts[trace] = counts.get(trace, 0) + 1
    return counts


def _meets(traces: frozenset[_Trace], others: dict[_Trace, int], own: frozenset[_Trace]) -> bool:
    """Whether some trace is another name's too."""
    if own.isdisjoint(traces):
        return not others.keys().isdisjoint(traces)
    return any(others[trace] > (trace in own) for trace in traces if trace in others)


@lru_cache(maxsize=65_536)
def _likeliest(gazetteer: Gazetteer, key: str) -> Traces:
    """Where who is meant lies, and the square degrees next to it."""
    rows = [row for row, _ in gazetteer.rows(key)]
    if len(rows) > _FEW:
        rows = [max(rows, key=lambda row: (gazetteer.kind(row) == "country", gazetteer.population(row)))]
    traces = _traces(gazetteer, rows)
    return traces._replace(cells=_around(traces.cells))


@lru_cache(maxsize=65_536)
def _bearers(gazetteer: Gazetteer, key: str) -> tuple[str, Traces]:
    rows = [row for row, _ in gazetteer.rows(key)]
    rows = [row for row in rows if gazetteer.kind(row) != "country"] or rows
    number = len(rows)
    few = "1" if number == 1 else "few" if number <= _FEW else "several" if number <= _SEVERAL else "many"
    return few, _traces(gazetteer, rows)


def _traces(gazetteer: Gazetteer, rows: list[int]) -> Traces:
    spots = [row for row in rows if gazetteer.kind(row) in ("settlement", "site", "adm2")]
    regions = [r for row in rows for r in (row, gazetteer.adm1_row(row)) if r >= 0 and gazetteer.kind(r) == "adm1"]
    cells = [(math.floor(gazetteer.longitude(row)), math.floor(gazetteer.latitude(row))) for row in spots]
    return Traces(frozenset(cells), frozenset(regions), frozenset(gazetteer.country_code(row) for row in rows))


def _around(cells: Iterable[Cell]) -> frozenset[Cell]:
    return frozenset((x + east, y + north) for x, y in cells for east in _BESIDE for north in _BESIDE)
