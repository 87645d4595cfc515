"""How likely a bare name means a place, all else equal; and which places are so well known that slips mean them."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2, log10
from typing import TYPE_CHECKING, Final

from gazetteer.names import fold
from gazetteer.place import MatchKind, PlaceKind

if TYPE_CHECKING:
    from gazetteer.records import Record
    from gazetteer.rows import PlaceTable

WELL_KNOWN: Final = 5.8
"""Least importance of a place that is looked for with two edits."""
RENOWNED_FROM: Final = 6
"""Letters that its name must have."""
FAME_WEIGHT: Final = 0.25

# A country outweighs a city of its name, a region one of its own size; a second-order region seldom is what is meant.
# The unit is that of the logarithm of population: 1 stands for ten times as many inhabitants.
_KIND_BONUS: Final[dict[PlaceKind, float]] = {
    "country": 3.0, "area": 5.0, "water": 4.0, "site": 4.0, "adm1": -1.0, "adm2": -2.5, "settlement": 0.5,
}  # fmt: skip
# A site or water of the embedded index is one of the few that reports name; a dump holds every brook and hotel.
_IMPORTED_BONUS: Final = {**_KIND_BONUS, "area": -0.5, "water": -0.5, "site": -0.5}


MATCH_BONUS: Final[dict[MatchKind, float]] = {
    "exact": 1.05, "folded": 1.0, "alternate": 0.0, "fuzzy": 0.0, "variant": 0.0, "part": 0.0, "demonym": -50.0,
}  # fmt: skip
"""What the way in which a name matched adds; a place that bears the word comes before one whose people it names."""
OWN_BONUS: Final = 100.0
"""A user's own place comes before all others, but for a place that only resembles the name."""
FAME_BONUSES: Final = tuple(FAME_WEIGHT * log2(1 + fame) for fame in range(256))


def kind_bonuses(trust: int) -> dict[PlaceKind, float]:
    """Bonus of each kind; `trust` as `PlaceTable.trust` tells it."""
    return _KIND_BONUS if trust else _IMPORTED_BONUS


def importance(gazetteer: PlaceTable, row: int) -> float:
    """How likely a bare name means this place: `weight` of what is known of it."""
    return weight(*gazetteer.standing(row), gazetteer.trust(row))


def weight(population: int, kind: PlaceKind, fame: int, trust: int) -> float:
    """Weigh a place: log10 of population, with bonuses by kind and fame; `trust` as `PlaceTable.trust` tells it."""
    return log10(population + 10) + kind_bonuses(trust)[kind] + FAME_BONUSES[fame]


def renowned(records: Iterable[Record]) -> tuple[bytes, dict[str, tuple[int, int]]]:
    """Folded names of the well-known places of an index, as its file holds them.

    Returns
    -------
    bytes, dict of str to (int, int)
        The names, those of one first letter together, sorted, a line each; and where those of each letter stand.
    """
    keys: dict[str, set[str]] = {}
    for record in records:
        if weight(record.population, record.kind, min(0xFF, record.fame), 1) >= WELL_KNOWN:
            key = fold(record.name)
            if len(key) >= RENOWNED_FROM:
                keys.setdefault(key[0], set()).add(key)
    data, bounds = bytearray(), {}
    for letter in sorted(keys):
        start = len(data)
        data += "\n".join(sorted(keys[letter])).encode()
        bounds[letter] = (start, len(data))
    return bytes(data), bounds
