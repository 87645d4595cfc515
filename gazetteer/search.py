"""Look-up by name: which places answer, how the name matched, and which of them comes first."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.countries import country_code
from gazetteer.geometry import distance_km
from gazetteer.importance import MATCH_BONUS, OWN_BONUS, importance
from gazetteer.keys import Bearers
from gazetteer.likeness import VOWELS, edit_cost, is_likely_slip, respellings
from gazetteer.names import fold
from gazetteer.place import Match, MatchKind, PlaceKind
from gazetteer.records import ALTERNATE, PRIMARY
from gazetteer.rows import make_match

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

FUZZY_FROM = 5
"""Letters that a name must have to be looked up with one edit."""
FUZZY_TWO_FROM = 8
"""Letters that a name must have to be looked up with two."""
_OWN_RENOWN = 2.5
# A name unlike the asked one in one letter of eight must belong to a place 30 times as large to come first.
_UNLIKENESS_COST = 12.0
_OWN_NAME_BONUS = 1.0  # for a slip of the name that the place goes by

# Words that close the English name of a region, and the kinds they can mean.
_TYPE_WORDS: dict[str, tuple[PlaceKind, ...]] = {
    "region": ("adm1", "area"),
    "district": ("adm2", "adm1"),
    "county": ("adm2", "adm1"),
    **dict.fromkeys(("raion", "rayon"), ("adm2",)),
    **dict.fromkeys(("oblast", "province", "governorate", "state", "prefecture", "department", "krai"), ("adm1",)),
}
_LATIN = "abcdefghijklmnopqrstuvwxyz "
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ "


class Query(NamedTuple):
    """What is asked; the fields are the parameters of `Gazetteer.lookup`."""

    name: str
    country: str | None
    within: str | None
    near: tuple[float, float] | None
    kind: PlaceKind | None
    fuzzy: bool


class _Hit(NamedTuple):
    """A row, how the name matched, its score, the cost of edits by letter, and whether it is the place's own name."""

    row: int
    match: MatchKind
    score: float
    unlikeness: float = 0.0
    own_name: bool = False


def find(gazetteer: Gazetteer, query: Query, limit: int) -> list[Match]:
    """Answer a query that is confined, or put in order by distance: at most `limit` matches, best first."""
    key, allowed = fold(query.name), _Filter(gazetteer, query)
    if not key:
        return []
    hits = [hit for hit in _by_key(gazetteer, key, query.name) if allowed(hit.row)]
    hits = hits or [hit for hit in _by_type(gazetteer, key) if allowed(hit.row)]
    if not hits and query.within and query.kind in (None, "settlement"):
        villages = gazetteer.hromada_villages(key, query.within)
        if villages:
            return [make_match(place, "hromada", 1.0) for place in villages[:limit]]
    hits = hits or [hit for hit in _by_other_form(gazetteer, key, query.name) if allowed(hit.row)]
    if not hits and query.fuzzy:
        hits = [hit for hit in _by_likeness(gazetteer, key) if allowed(hit.row)]
    return _ranked(gazetteer, hits, query.near, limit)


def find_many(
    gazetteer: Gazetteer, names: Iterable[str], country: str | None, kind: PlaceKind | None, limit: int, *, fuzzy: bool
) -> list[list[Match]]:
    """Answer for each of many names as `find` does, once for one that recurs."""
    asked = list(names)
    different = list(dict.fromkeys(asked))
    if country is None and kind is None:
        keys = [fold(name) for name in different]
        answers = [
            _anywhere(gazetteer, name, key, bearers, limit, fuzzy)
            for name, key, bearers in zip(different, keys, gazetteer.all_rows_many(keys), strict=True)
        ]
    else:
        answers = [find(gazetteer, Query(name, country, None, None, kind, fuzzy), limit) for name in different]
    if len(different) == len(asked):
        return answers
    by_name = dict(zip(different, answers, strict=True))
    return [by_name[name].copy() for name in asked]


def find_anywhere(gazetteer: Gazetteer, name: str, limit: int, fuzzy: bool) -> list[Match]:
    """Answer a query that is not confined."""
    key = fold(name)
    return _anywhere(gazetteer, name, key, gazetteer.all_rows(key), limit, fuzzy)


def _anywhere(gazetteer: Gazetteer, name: str, key: str, bearers: Bearers, limit: int, fuzzy: bool) -> list[Match]:
    """Answer by the bearers of the folded name; nearly all names have one or a few, so this is the fast path."""
    if bearers and key not in gazetteer.demonyms:
        if len(bearers) > 1:
            return _bearers(gazetteer, bearers, name, limit)
        row, name_class = bearers[0]
        place = gazetteer.place(row)
        how: MatchKind = "alternate" if name_class else "exact" if place.name == name else "folded"
        return [make_match(place, how, 1.0)] if limit > 0 else []
    if not key:
        return []
    if bearers or key in gazetteer.demonyms:
        hits = _by_key(gazetteer, key, name)
    else:
        hits = _by_type(gazetteer, key) or _by_other_form(gazetteer, key, name)
        hits = hits or (_by_likeness(gazetteer, key) if fuzzy else [])
    return _ranked(gazetteer, hits, None, limit)


def _bearers(gazetteer: Gazetteer, bearers: Bearers, name: str, limit: int) -> list[Match]:
    """Match the bearers of a name, as `_ranked` does hits."""
    weighed = gazetteer.weigh(bearers, name.encode("utf-8", "surrogatepass") + b"\0")
    best = [min(weighed)] if limit == 1 else sorted(weighed)[:limit]
    return [make_match(gazetteer.place(row), how, 1.0) for _, row, how in best]


def _ranked(gazetteer: Gazetteer, hits: list[_Hit], near: tuple[float, float] | None, limit: int) -> list[Match]:
    if len(hits) > 1:
        hits = sorted(_best_of_each(hits), key=lambda hit: _rank(gazetteer, hit, near))
    return [make_match(gazetteer.place(hit.row), hit.match, hit.score) for hit in hits[:limit]]


def _by_key(gazetteer: Gazetteer, key: str, name: str) -> list[_Hit]:
    """Bearers of a folded name, and the places for whose people it is the word."""
    hits = [_Hit(row, _how(gazetteer, row, name, name_class), 1.0) for row, name_class in gazetteer.all_rows(key)]
    words = gazetteer.demonyms.get(key)
    return hits + [_Hit(row, "demonym", 1.0) for row in words] if words else hits


def _by_other_form(gazetteer: Gazetteer, key: str, name: str) -> list[_Hit]:
    """Places that a name means in another form, or that hold what it names."""
    from gazetteer.forms import other_forms

    return [_Hit(*form) for form in other_forms(gazetteer, name, key)]


def _how(gazetteer: Gazetteer, row: int, name: str, name_class: int) -> MatchKind:
    if name_class != PRIMARY:
        return "alternate"
    return "exact" if gazetteer.name(row) == name else "folded"


def _by_type(gazetteer: Gazetteer, key: str) -> list[_Hit]:
    """Regions by a name that says what they are: ``kherson region``, where the key is ``kherson``.

    One that is shown with a word for its kind (Kyiv Oblast) comes before one that is not (Kyiv, the city's own region).
    """
    bare, _, last = key.rpartition(" ")
    kinds = _TYPE_WORDS.get(last, ())
    rows = [row for row, _ in gazetteer.all_rows(bare) if gazetteer.kind(row) in kinds] if kinds else []
    return [_Hit(row, "alternate" if fold(gazetteer.name(row)) == bare else "folded", 1.0) for row in rows]


def _by_likeness(gazetteer: Gazetteer, key: str) -> list[_Hit]:
    """Places with a name within the edit distance that the length of the key allows, with the similarity."""
    if len(key) < FUZZY_FROM:
        return []
    hits = _respelt(gazetteer, key)
    if hits:
        return hits
    near = dict.fromkeys(_one_edit_away(gazetteer, key), 1)
    hits = _slips(gazetteer, key, near)
    if not hits and len(key) >= FUZZY_TWO_FROM:
        hits = _slips(gazetteer, key, dict.fromkeys(_two_edits_away(gazetteer, key), 2))
    return hits


def _slips(gazetteer: Gazetteer, key: str, near: dict[str, int]) -> list[_Hit]:
    """Bearers of names near a key for which it is likely a slip; see `gazetteer.likeness`."""
    hits: list[_Hit] = []
    for candidate, edits in near.items():
        longer = max(len(key), len(candidate))
        cost = edit_cost(key, candidate)
        for row, name_class in gazetteer.all_rows(candidate):
            own = name_class == PRIMARY
            if name_class <= ALTERNATE and is_likely_slip(cost, longer, _renown(gazetteer, row), own_name=own):
                hits.append(_Hit(row, "fuzzy", 1.0 - edits / longer, cost / longer, own))
    return hits


def _renown(gazetteer: Gazetteer, row: int) -> float:
    """Tell the importance of a place for one who looks it up: his own places are well known to him."""
    return importance(gazetteer, row) + (_OWN_RENOWN if gazetteer.trust(row) == 2 else 0.0)


def _respelt(gazetteer: Gazetteer, key: str) -> list[_Hit]:
    """Bearers of a key that is spelt as another language spells the name."""
    from rapidfuzz.distance import OSA

    return [
        _Hit(row, "fuzzy", OSA.normalized_similarity(key, spelt), 0.0, name_class == PRIMARY)
        for spelt in respellings(key)
        for row, name_class in gazetteer.all_rows(spelt)
        if name_class <= ALTERNATE and is_likely_slip(0.0, len(key), importance(gazetteer, row), own_name=True)
    ]


def _one_edit_away(gazetteer: Gazetteer, key: str) -> list[str]:
    """Keys that become this one by a letter added, dropped, changed or swapped with the next.

    The first letter stays; a vowel may be another vowel (Edlib for Idlib).
    """
    letters = _CYRILLIC if "\u0400" <= key[0] <= "\u04ff" else _LATIN
    cuts = [(key[:cut], key[cut:]) for cut in range(1, len(key) + 1)]
    variants = {head + tail[1:] for head, tail in cuts if tail}
    variants |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    for letter in letters:
        variants |= {head + letter + tail for head, tail in cuts}
        variants |= {head + letter + tail[1:] for head, tail in cuts if tail}
    if key[0] in VOWELS:
        variants |= {vowel + key[1:] for vowel in VOWELS - {" "}}
    variants.discard(key)
    return gazetteer.known_keys(variants)


def _two_edits_away(gazetteer: Gazetteer, key: str) -> list[str]:
    """Own names of well-known places that are two edits away and begin with the same letter."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = gazetteer.renowned_keys(key[0])
    near = process.extract(key, known, scorer=OSA.distance, score_cutoff=2, limit=None)
    return sorted({found for found, _, _ in near})


def _rank(gazetteer: Gazetteer, hit: _Hit, near: tuple[float, float] | None) -> tuple[float, float, int]:
    """Sort key of a hit, the best first."""
    row = hit.row
    weight = importance(gazetteer, row) + MATCH_BONUS[hit.match] - _UNLIKENESS_COST * hit.unlikeness
    if hit.match == "fuzzy" and hit.own_name:
        weight += _OWN_NAME_BONUS
    if hit.match != "fuzzy" and gazetteer.trust(row) == 2:
        weight += OWN_BONUS
    if near is None:
        return (-weight, 0.0, row)
    distance = distance_km(*near, gazetteer.longitude(row), gazetteer.latitude(row))
    # Ten times as far must be made up for by a hundred times the population.
    return (2.0 * math.log10(distance + 10.0) - weight, distance, row)


def _best_of_each(hits: Iterable[_Hit]) -> list[_Hit]:
    """Keep one hit a row, the best."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        known = best.get(hit.row)
        if known is None or (hit.score, hit.own_name) > (known.score, known.own_name):
            best[hit.row] = hit
    return list(best.values())


class _Filter:
    """Which rows a look-up may answer with."""

    def __init__(self, gazetteer: Gazetteer, query: Query) -> None:
        self.gazetteer = gazetteer
        self.country = country_code(gazetteer, query.country) if query.country is not None else None
        self.kind = query.kind
        self.within = gazetteer.row_of(query.within) if query.within is not None else None
        self.nowhere = query.within is not None and self.within is None

    def __call__(self, row: int) -> bool:
        gazetteer = self.gazetteer
        if self.nowhere or (self.kind is not None and gazetteer.kind(row) != self.kind):
            return False
        if self.country is not None and gazetteer.country_code(row) != self.country:
            return False
        return self.within is None or self._inside(row, self.within)

    def _inside(self, row: int, region: int) -> bool:
        gazetteer = self.gazetteer
        if gazetteer.kind(region) == "country":
            return gazetteer.country_code(row) == gazetteer.country_code(region)
        return region in (row, gazetteer.adm1_row(row), gazetteer.adm2_row(row))
