"""Other forms of a name: what English writers put for it, and longer names that tell where a thing is.

``St. Petersburg`` is Saint Petersburg, ``Loudon Co.`` Loudon County, ``Ukraine's`` Ukraine: the same place, match
``variant``. ``North London`` is a part of London and ``Manila Cathedral`` stands in Manila: match ``part``, with the
share of the words that name the place as score. Only a closed list of words is read so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.importance import importance
from gazetteer.names import fold
from gazetteer.place import MatchKind
from gazetteer.records import ABBREVIATION

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

KNOWN: Final = 5.0
"""Least importance of a place that lends its name to a longer one: a town of some thousands."""

_SPELT_OUT: Final = {
    "st": ("saint",), "ste": ("sainte",), "mt": ("mount",), "mtn": ("mountain",), "ft": ("fort",), "co": ("county",),
    "is": ("island", "islands"), "isl": ("island",), "pt": ("point", "port"), "prov": ("province",),
    "saint": ("st",), "sainte": ("ste",), "mount": ("mt",), "fort": ("ft",), "al": ("",), "el": ("al",), "and": ("",),
}  # fmt: skip
_FIRST_LETTER: Final = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south"}
_BEFORE: Final = (
    "the", "city of", "town of", "village of", "county of", "state of", "province of", "republic of", "district of",
    "municipality of", "port of", "the city of", "the town of", "the village of", "the state of", "the republic of",
    "the port of", "the province of", "township of", "borough of", "island of", "isle of", "the island of",
)  # fmt: skip
_AFTER: Final = (
    "city", "town", "village", "township", "twp", "municipality", "borough", "settlement", "municipal district",
    "local government area", "lga", "local authority", "metropolitan area", "metro area", "urban area",
    "refugee camp", "neighborhood", "neighbourhood", "suburb", "subcounty", "sub county", "tehsil",
)  # fmt: skip
_PARTS: Final = frozenset(
    """north northern south southern east eastern west western northeast northeastern northwest northwestern southeast
    southeastern southwest southwestern upper lower central inner outer mid greater downtown metropolitan suburban rural
    mainland coastal old midtown uptown""".split()
)
_HEADS: Final = frozenset(
    """airport airfield airbase arena art auditorium barracks basilica bridge campus castle cathedral cemetery center
    centre church clinic college council court courthouse dam dock docks embassy gallery garden gardens harbor harbour
    hall hospital hotel infirmary jail library mall marina market mosque museum office palace park port prison school
    square stadium station street synagogue temple terminal theater theatre tower university waterfront zoo""".split()
)


class Form(NamedTuple):
    """A row that a name means in another form; how, and with which score."""

    row: int
    match: MatchKind
    score: float


def other_forms(gazetteer: Gazetteer, name: str, key: str) -> list[Form]:
    """Find the places that a name means by another form of it.

    Parameters
    ----------
    gazetteer
        The index.
    name, key
        The name as it is written, and folded; one that no place bears as it is.

    Returns
    -------
    list of Form
        All by the first form that a place bears; empty where none does.
    """
    words = key.split()
    if len(words) > _MOST_WORDS:
        return []
    for form in _same(name, key, words):
        if found := gazetteer.rows(form):
            return [Form(row, "variant", 1.0) for row, _ in found]
    if len(words) < 2:
        return []
    return _known(gazetteer, words, _inside(words))


_MOST_WORDS: Final = 8


def _same(name: str, key: str, words: list[str]) -> Iterator[str]:
    """Other keys of the same place."""
    bare = name.rstrip()
    for ending in ("'s", "’s", "s'", "s’"):
        if bare.endswith(ending):
            yield fold(bare[: -len(ending)] + ("s" if ending[0] == "s" else ""))
    yield from _respelt(words)
    for before in _BEFORE:
        if key.startswith(f"{before} "):
            yield key[len(before) + 1 :]
    if words and words[0] in _FIRST_LETTER and len(words) > 1:
        yield " ".join((_FIRST_LETTER[words[0]], *words[1:]))


def _respelt(words: list[str]) -> Iterator[str]:
    """Write each word that has an abbreviation, or is one, the other way."""
    for number, word in enumerate(words):
        for other in _SPELT_OUT.get(word, ()):
            changed = (*words[:number], other, *words[number + 1 :])
            yield " ".join(part for part in changed if part)


def _inside(words: list[str]) -> Iterator[tuple[str, float]]:
    """Names of places that a longer name is in, each with its share of the words."""
    count = len(words)
    skip = next((number for number, word in enumerate(words) if word not in _PARTS), count)
    if 0 < skip < count:
        yield " ".join(words[skip:]), (count - skip) / count
    key = " ".join(words)
    for after in _AFTER:
        if key.endswith(f" {after}"):
            head = key[: -len(after) - 1]
            yield head, len(head.split()) / count
    if words[-1] in _HEADS:
        for length in range(count - 1, 0, -1):
            yield " ".join(words[:length]), length / count
    if len(words) > 2 and words[1] == "of" and words[0] in _HEADS:
        yield " ".join(words[2:]), (count - 2) / count


def _known(gazetteer: Gazetteer, words: list[str], forms: Iterator[tuple[str, float]]) -> list[Form]:
    for form, share in forms:
        found = [
            row
            for row, name_class in gazetteer.rows(form)
            if name_class != ABBREVIATION and importance(gazetteer, row) >= KNOWN
        ]
        if found and len(form) > _SHORTEST:
            return [Form(row, "part", share) for row in found]
    return []


_SHORTEST: Final = 3
