"""Which places a mention could mean: rows of the gazetteer by its name, or by fuzzy match where it has none."""

from __future__ import annotations

from typing import Final, NamedTuple

from gazetteer import Gazetteer
from gazetteer.names import fold
from gazetteer.records import ALTERNATE, PRIMARY, SHORT
from mapper.languages import en
from mapper.model import Mention

MOST: Final = 40
"""Candidates weighed for one name; beyond the most populous ones a bearer is hardly ever meant."""

_FUZZY_LETTERS: Final = 6
_LEAST_LETTERS: Final = 4  # of what is left of a longer name
_GENERIC: Final = (
    frozenset(en.PLACE_NOUNS) | en.PARTS | frozenset(en.COMPASS) | {"old", "new", "nord", "sud", "the", "side"}
)


class Bearer(NamedTuple):
    """A gazetteer row that bears a name.

    Attributes
    ----------
    row
        The row.
    name_class
        Class of the name (`gazetteer.records`).
    spelling
        1, or the similarity of a fuzzy match.
    with_noun
        Whether the row bears the name together with the noun in the text, or one of the same sense (``Kyiv Oblast``
        for ``the Kyiv region``).
    """

    row: int
    name_class: int
    spelling: float = 1.0
    with_noun: bool = False


def bearers(gazetteer: Gazetteer, mention: Mention) -> tuple[Bearer, ...]:
    """List the places that a mention's name could mean, at most `MOST`.

    A river is never the town of its name: where the words say water, only waters are listed.
    """
    found = _by_name(gazetteer, mention)
    if mention.place_kind == "water":
        return tuple(bearer for bearer in found if gazetteer.kind(bearer.row) == "water")
    return found


def _by_name(gazetteer: Gazetteer, mention: Mention) -> tuple[Bearer, ...]:
    if mention.text != mention.name and (found := gazetteer.rows(fold(mention.text))):
        return _largest(gazetteer, tuple(Bearer(row, name_class, 1.0, True) for row, name_class in found))
    key = fold(mention.name)
    full = _with_noun(gazetteer, key, mention.place_kind)
    for name in dict.fromkeys((key, key.removeprefix("the "))):
        if found := gazetteer.rows(name):
            rows = {row for row, _ in found}
            full_rows = {bearer.row for bearer in full}
            rest = tuple(Bearer(row, name_class, 1.0, row in full_rows) for row, name_class in found)
            return _largest(gazetteer, rest + tuple(bearer for bearer in full if bearer.row not in rows))
    return _largest(gazetteer, full) or _named_after(gazetteer, key) or _fuzzy(gazetteer, mention, key)


def _named_after(gazetteer: Gazetteer, key: str) -> tuple[Bearer, ...]:
    """Bearers of a part of a longer name: ``South Florida``, ``Town of Groton``, ``Manila Cathedral``.

    What is named after a place stands there, as far as is known. Common nouns and compass words alone are no name.
    """
    words = key.split()
    whole = [" ".join(words[1:])] if part_in(key) else []
    if "of" in words[1:-1]:
        whole.append(key.rpartition(" of ")[2].removeprefix("the "))
    for name in whole:
        if found := gazetteer.rows(name):
            return _largest(gazetteer, tuple(Bearer(row, name_class) for row, name_class in found))
    for length in range(len(words) - 1, 0, -1):
        name = " ".join(words[:length])
        if not is_generic(name) and not _only_begins_names(name) and (found := gazetteer.rows(name)):
            return _largest(gazetteer, tuple(Bearer(row, SHORT, length / len(words)) for row, _ in found))
    return ()


def _only_begins_names(name: str) -> bool:
    """Whether a word begins the names of many places, and names none without the rest (``al-Fouaa``, ``Bani Zeid``)."""
    return len(name) < _LEAST_LETTERS or name in en.NAME_HEADS


def part_in(name: str) -> str:
    """Give the compass word that begins a longer name (``south`` of ``South Florida``), or an empty string."""
    first, _, rest = name.lower().partition(" ")
    return first if rest and (first in en.PARTS or first in en.COMPASS) else ""


def is_generic(name: str) -> bool:
    """Whether a name is made of common nouns and compass words only (``Eastern District``)."""
    return all(word in _GENERIC for word in name.lower().replace("-", " ").split())


def _with_noun(gazetteer: Gazetteer, key: str, place_kind: str) -> tuple[Bearer, ...]:
    """Rows that bear the name with a noun of the kind that the words say; a river is not also its reservoir."""
    found: dict[tuple[int, int], None] = {}
    for noun in _NOUNS.get(place_kind, ()):
        bearing = gazetteer.rows(f"{key} {noun}")
        found |= dict.fromkeys(pair for pair in bearing if gazetteer.kind(pair[0]) == place_kind)
        if found and place_kind == "water":
            break
    return tuple(Bearer(row, name_class, 1.0, True) for row, name_class in found)


_NOUNS: Final = {
    "adm1": ("oblast", "region", "province", "governorate", "state", "krai", "republic", "department", "prefecture"),
    "adm2": ("county", "district", "raion", "parish", "municipality", "borough"),
    "water": ("river", "sea", "lake", "reservoir", "strait", "bay", "gulf"),
}


def _largest(gazetteer: Gazetteer, found: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
    if len(found) <= MOST:
        return found
    return tuple(sorted(found, key=lambda bearer: (-gazetteer.population(bearer.row), bearer.row))[:MOST])


def _fuzzy(gazetteer: Gazetteer, mention: Mention, key: str) -> tuple[Bearer, ...]:
    """Bearers of similar names, for single words that are long enough to be told apart."""
    if len(key) < _FUZZY_LETTERS or " " in key or mention.kind != "place":
        return ()
    from rapidfuzz.distance import OSA

    found: list[Bearer] = []
    for match in gazetteer.lookup(mention.name, limit=10):
        row = gazetteer.row_of(match.place.id)
        if row is not None and match.match == "fuzzy":
            is_main = OSA.normalized_similarity(fold(match.place.name), key) >= match.score - 1e-9
            found.append(Bearer(row, PRIMARY if is_main else ALTERNATE, match.score))
    return tuple(found)
