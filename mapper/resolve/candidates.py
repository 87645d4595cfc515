"""Which places a mention could mean: rows of the gazetteer by its name, or by fuzzy match where it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gazetteer import Gazetteer
from gazetteer.names import fold
from mapper.model import Mention

MOST: Final = 40
"""Candidates weighed for one name; beyond the most populous ones a bearer is hardly ever meant."""

_FUZZY_LETTERS: Final = 6


@dataclass(frozen=True, slots=True)
class Bearer:
    """A gazetteer row that bears a name, the class of that name (`gazetteer.records`), and how sure the spelling is."""

    row: int
    name_class: int
    spelling: float = 1.0


def bearers(gazetteer: Gazetteer, mention: Mention) -> tuple[Bearer, ...]:
    """List the places that a mention's name could mean, the most populous first, at most `MOST`."""
    key = fold(mention.name)
    for name in dict.fromkeys((key, key.removeprefix("the "), f"{key} {_noun(mention)}".strip())):
        if found := gazetteer.rows(name):
            return _largest(gazetteer, found)
    return _fuzzy(gazetteer, mention, key)


def _noun(mention: Mention) -> str:
    """Give the noun that was taken off the name (``County``)."""
    return fold(mention.text).removeprefix(fold(mention.name)).strip()


def _largest(gazetteer: Gazetteer, found: tuple[tuple[int, int], ...]) -> tuple[Bearer, ...]:
    if len(found) > MOST:
        found = tuple(sorted(found, key=lambda pair: (-gazetteer.population(pair[0]), pair[0]))[:MOST])
    return tuple(Bearer(row, name_class) for row, name_class in found)


def _fuzzy(gazetteer: Gazetteer, mention: Mention, key: str) -> tuple[Bearer, ...]:
    """Bearers of similar names, for single words that are long enough to be told apart."""
    if len(key) < _FUZZY_LETTERS or " " in key or mention.kind != "place":
        return ()
    found: list[Bearer] = []
    for match in gazetteer.lookup(mention.name, limit=10):
        row = gazetteer.row_of(match.place.id)
        if row is not None and match.match == "fuzzy":
            found.append(Bearer(row, 1, match.score))
    return tuple(found)
