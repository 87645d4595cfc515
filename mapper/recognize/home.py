"""Where a text is at home: whether a name's bearers lie where the sure places of the text lie."""

from __future__ import annotations

import math
from collections import Counter
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


class Traces(NamedTuple):
    """Where places lie: square degrees, rows of first-order regions, ISO codes of countries."""

    cells: frozenset[tuple[int, int]]
    regions: frozenset[int]
    countries: frozenset[str]


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
        self._cells = Counter(cell for traces in self._own.values() for cell in _around(traces))
        self._regions = Counter(row for traces in self._own.values() for row in traces.regions)
        self._countries = Counter(code for traces in self._own.values() for code in traces.countries)
        self._possible = Counter(row for key in self._own for row in _bearers(gazetteer, key)[1].regions)
        self._told: dict[str, Home | None] = {}

    def home(self, key: str) -> Home | None:
        """Tell how a name stands to the others of the text, or None where these are too few to say so."""
        if key not in self._told:
            number, traces = _bearers(self.gazetteer, key)
            where = self._where(key, traces)
            kind = facts(self.gazetteer, key).kind
            self._told[key] = Home(where, number, kind, not traces.countries.isdisjoint(_ENGLISH)) if where else None
        return self._told[key]

    def _where(self, key: str, traces: Traces) -> str:
        own = self._own.get(key)
        if _meets(traces.cells, self._cells, _around(own) if own else frozenset()):
            return "beside"
        if _meets(traces.regions, self._regions, own.regions if own else frozenset()):
            return "region"
        if _meets(traces.countries, self._countries, own.countries if own else frozenset()):
            return "country"
        if _meets(traces.regions, self._possible, traces.regions if own else frozenset()):
            return "possible"
        return "abroad" if len(self._own) - (own is not None) >= _ENOUGH else ""


def home_features(home: Home) -> list[str]:
    """List the features of how a name stands to the other places of its text."""
    told = [f"home={home.where}", f"home_bearers={home.where}:{home.bearers}", f"home_kind={home.where}:{home.kind}"]
    return [*told, f"home_english={home.is_english}"] if home.where == "country" else told


def _meets(traces: frozenset[_Trace], others: Counter[_Trace], own: frozenset[_Trace]) -> bool:
    """Whether some trace is another name's too."""
    return any(others[trace] > (trace in own) for trace in traces if trace in others)


@lru_cache(maxsize=65_536)
def _likeliest(gazetteer: Gazetteer, key: str) -> Traces:
    rows = [row for row, _ in gazetteer.rows(key)]
    if len(rows) > _FEW:
        rows = [max(rows, key=lambda row: (gazetteer.kind(row) == "country", gazetteer.population(row)))]
    return _traces(gazetteer, rows)


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


def _around(traces: Traces) -> frozenset[tuple[int, int]]:
    return frozenset((x + east, y + north) for x, y in traces.cells for east in _BESIDE for north in _BESIDE)
