"""The cues of a name alone: named passes that need no document.

A cue is a pure function of a name with all who bear it and of one of them; it gives a number, 0 where it has nothing to
say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from gazetteer import Gazetteer, distance_km
from gazetteer.place import PlaceKind
from gazetteer.records import ABBREVIATION, ALTERNATE, PRIMARY, SHORT
from mapper.resolve.candidates import Bearer

_SAME_KIND: Final[Mapping[str, frozenset[str]]] = {
    "adm1": frozenset({"adm1", "area"}),
    "adm2": frozenset({"adm2"}),
    "settlement": frozenset({"settlement"}),
    "water": frozenset({"water"}),
    "site": frozenset({"site"}),
}
_UNCOUNTED: Final = 5_000  # a place below 500 or uncounted is listed only where it is the seat of a district
_CITY_SHARE: Final = 0.03  # a hamlet called Texas in Texas is not its city
_BESIDE_M: Final = 10_000  # so near, a city stands beside its region and bears its name (Hamilton, Bermuda)
_CLEAR_SHARE: Final = 0.9
_TOWN: Final = 20_000
_CITY: Final = 200_000
_NAMED_BY_HAND: Final = frozenset({"water", "area", "site"})

CLEAR_POPULATION: Final = 100_000
"""Inhabitants from which a place is known beyond its country."""


class Fact(NamedTuple):
    """What the gazetteer says of a row; `adm1` and `adm2` are rows, -1 for none, `country` an ISO code."""

    row: int
    kind: PlaceKind
    population: int
    fame: int
    country: str
    adm1: int
    adm2: int
    longitude: float
    latitude: float
    radius_m: int


def fact_of(gazetteer: Gazetteer, row: int) -> Fact:
    """Read what the gazetteer says of a row."""
    return Fact(
        row,
        gazetteer.kind(row),
        gazetteer.population(row),
        gazetteer.fame(row),
        gazetteer.country_code(row),
        gazetteer.adm1_row(row),
        gazetteer.adm2_row(row),
        gazetteer.longitude(row),
        gazetteer.latitude(row),
        gazetteer.radius_m(row),
    )


class Option(NamedTuple):
    """One who bears the name, and what the gazetteer says of it."""

    bearer: Bearer
    fact: Fact


@dataclass(frozen=True, slots=True)
class Asked:
    """A name with all who bear it: what a cue may look at.

    Attributes
    ----------
    text, place_kind
        The name as the text has it, and what the words around say it is.
    options
        Who could be meant.
    kinds
        Their kinds.
    most
        Inhabitants of the most populous settlement among them.
    clear
        Row of the one that the name can hardly fail to mean, or -1.
    """

    text: str
    place_kind: str
    options: tuple[Option, ...]
    kinds: frozenset[str]
    most: int
    clear: int


def ask(text: str, place_kind: str, options: tuple[Option, ...]) -> Asked:
    """Put a name with all who bear it together."""
    return Asked(
        text,
        place_kind,
        options,
        frozenset(option.fact.kind for option in options),
        max((option.fact.population for option in options if option.fact.kind == "settlement"), default=0),
        clear_row([option.fact for option in options]),
    )


def clear_row(facts: list[Fact]) -> int:
    """Give the row of the only one, or of the one that dwarfs the others, or -1; a country's name is never clear."""
    if not facts or any(fact.kind == "country" for fact in facts):
        return -1
    if len(facts) == 1:
        return facts[0].row
    largest = max(facts, key=lambda fact: (fact.population, fact.kind == "settlement", fact.row))
    around = (largest.adm1, largest.adm2)
    others = [fact for fact in facts if fact.row not in around]
    total = sum(fact.population for fact in others)
    top = largest.population
    return largest.row if top >= CLEAR_POPULATION and top >= _CLEAR_SHARE * total else -1


NameCue = Callable[[Asked, Option], float]


def kind_said(asked: Asked, option: Option) -> float:
    """1 where the words say the candidate's kind (``Sumy region``), -1 where they say another that some bearer has."""
    said = _SAME_KIND.get(asked.place_kind)
    if said is None:
        return 0.0
    if option.fact.kind in said:
        return 1.0
    return -1.0 if asked.kinds & said else 0.0


def with_noun(asked: Asked, option: Option) -> float:
    """1 where the candidate bears the name together with the noun that the words use (``Kyiv region``)."""
    return float(option.bearer.with_noun)


def population(asked: Asked, option: Option) -> float:
    """log10 of the inhabitants, for settlements; 0 for others, about 7 for a city of ten millions."""
    return math.log10(option.fact.population or _UNCOUNTED) if option.fact.kind == "settlement" else 0.0


def fame(asked: Asked, option: Option) -> float:
    """log2 of the number of names that the source lists, for settlements: a place known abroad has many."""
    return math.log2(option.fact.fame + 1) if option.fact.kind == "settlement" else 0.0


def largest(asked: Asked, option: Option) -> float:
    """1 for the most populous settlement among the candidates."""
    return float(option.fact.kind == "settlement" and option.fact.population >= asked.most)


def unrivalled(asked: Asked, option: Option) -> float:
    """1 for a large town, a water, an area or a site that alone of all places of weight bears the name.

    A town needs more people where it is not its own English name (``Raqqa`` for Ar Raqqah), unless none else bears it.
    """
    bearer, fact = option
    own_region = fact.kind == "settlement" and asked.clear in (fact.adm1, fact.adm2) and asked.clear >= 0
    if bearer.spelling < 1.0 or not (asked.clear == fact.row or own_region):
        return 0.0
    if bearer.name_class == PRIMARY:
        return float(fact.kind in _NAMED_BY_HAND or fact.population >= _TOWN)
    least = _TOWN if len(asked.options) == 1 else _CITY
    return float(bearer.name_class == ALTERNATE and fact.kind == "settlement" and fact.population >= least)


def plain_country(asked: Asked, option: Option) -> float:
    """1 for a country whose name no region, no other country and no town of weight bears."""
    bearer, fact = option
    if fact.kind != "country" or bearer.spelling < 1.0 or bearer.name_class == ABBREVIATION:
        return 0.0
    others = (other for _, other in asked.options if other.row != fact.row)
    return float(all(other.kind == "settlement" and other.population < _TOWN for other in others))


def main_name(asked: Asked, option: Option) -> float:
    """1 where the name is the candidate's own English name."""
    return float(option.bearer.name_class == PRIMARY)


def short_name(asked: Asked, option: Option) -> float:
    """1 where the name is the candidate's name cut short by rule."""
    return float(option.bearer.name_class == SHORT)


def abbreviation(asked: Asked, option: Option) -> float:
    """1 where the name is an abbreviation and stands in capitals or with dots, -1 where it does not."""
    if option.bearer.name_class != ABBREVIATION:
        return 0.0
    return 1.0 if asked.text.isupper() or "." in asked.text else -1.0


def spelling(asked: Asked, option: Option) -> float:
    """Minus the share of letters that differ, for a fuzzy match."""
    return option.bearer.spelling - 1.0


def _kind_cue(kind: str) -> NameCue:
    def is_kind(asked: Asked, option: Option) -> float:
        return float(option.fact.kind == kind)

    is_kind.__doc__ = f"1 for a candidate of kind {kind}."
    return is_kind


def populous_region(asked: Asked, option: Option) -> float:
    """log10 of a first-order region's inhabitants in tens of thousands, at most 0: an islet is hardly what is meant."""
    people = option.fact.population
    return min(0.0, math.log10(people) - 4.0) if people and option.fact.kind == "adm1" else 0.0


def region_of_city(asked: Asked, option: Option) -> float:
    """1 for a region whose own city bears the name too, unless the words say region: the city is meant."""
    if option.fact.kind not in ("adm1", "adm2") or asked.place_kind in ("adm1", "adm2"):
        return 0.0
    return float(any(_is_city_of(other.fact, option.fact) for other in asked.options))


def lesser_region(asked: Asked, option: Option) -> float:
    """1 where the words say region, for the lesser of two of a name and country (Kyiv city beside its oblast)."""
    fact = option.fact
    if fact.kind != "adm1" or asked.place_kind != "adm1":
        return 0.0
    others = (other.fact for other in asked.options if other.fact.kind == "adm1")
    return float(any(other.country == fact.country and other.radius_m > fact.radius_m for other in others))


_IS: Final = {kind: _kind_cue(kind) for kind in ("country", "adm1", "adm2", "area", "site", "water")}

NAME_CUES: Final[dict[str, NameCue]] = {
    "the words say its kind": kind_said,
    "bears the noun too": with_noun,
    "population": population,
    "known by many names": fame,
    "largest of its name": largest,
    "without a rival of its name": unrivalled,
    "country without a rival": plain_country,
    "main name": main_name,
    "shortened name": short_name,
    "abbreviation": abbreviation,
    "spelling": spelling,
    "country": _IS["country"],
    "first-order region": _IS["adm1"],
    "second-order region": _IS["adm2"],
    "area": _IS["area"],
    "site": _IS["site"],
    "water": _IS["water"],
    "inhabitants of the region": populous_region,
    "region of a city so named": region_of_city,
    "lesser region of its name": lesser_region,
}
"""Cues of the name alone, in the order of explanation."""


# What each cue looks at: of a candidate of another kind it says 0.
_OF_ANY_KIND: Final = frozenset({kind_said, with_noun, unrivalled, main_name, short_name, abbreviation, spelling})
_OF_KIND: Final[Mapping[str, frozenset[NameCue]]] = {
    "settlement": frozenset({population, fame, largest}),
    "country": frozenset({plain_country}),
    "adm1": frozenset({populous_region, region_of_city, lesser_region}),
    "adm2": frozenset({region_of_city}),
}


@cache
def _cues_of(kind: str) -> tuple[tuple[int, NameCue], ...]:
    """List the cues that can say something of a candidate of a kind, with their positions among all."""
    told = {*_OF_ANY_KIND, *_OF_KIND.get(kind, ()), _IS.get(kind)}
    return tuple((k, cue) for k, cue in enumerate(NAME_CUES.values()) if cue in told)


def name_cues(asked: Asked, option: Option) -> list[float]:
    """Give the values of all cues of the name alone for one candidate, in the order of `NAME_CUES`."""
    values = [0.0] * len(NAME_CUES)
    for k, cue in _cues_of(option.fact.kind):
        values[k] = cue(asked, option)
    return values


def _is_city_of(city: Fact, region: Fact) -> bool:
    """Whether a settlement is the region's own city: in it (or in its midst, as Kyiv is), and not a hamlet."""
    if city.kind != "settlement" or city.country != region.country:
        return False
    if city.population < region.population * _CITY_SHARE:
        return False
    if region.row in (city.adm1, city.adm2):
        return True
    if region.kind == "adm2" and city.adm1 == region.adm1 and city.population > max(region.population, _CITY):
        return True  # the district around a city that is none of it (Homyel)
    away = distance_km(city.longitude, city.latitude, region.longitude, region.latitude)
    return away * 1000 < max(region.radius_m, _BESIDE_M)
