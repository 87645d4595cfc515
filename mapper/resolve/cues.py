"""The named passes of resolution: each is one cue that speaks for or against a candidate.

A cue is a pure function of the scene (what the document says), the mention and the candidate; it gives a number,
0 where it has nothing to say. The learned weights (`mapper.resolve.weights`) tell how much each counts. `CUES`
lists them in the order in which they are explained.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from gazetteer import Gazetteer, distance_km
from gazetteer.records import ABBREVIATION, PRIMARY, SHORT
from mapper.languages import en
from mapper.model import Mention
from mapper.resolve.candidates import Bearer

_SAME_KIND: Final[Mapping[str, frozenset[str]]] = {
    "adm1": frozenset({"adm1", "area"}),
    "adm2": frozenset({"adm2"}),
    "settlement": frozenset({"settlement"}),
    "water": frozenset({"water"}),
    "site": frozenset({"site"}),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the whole document says, before any doubtful name is decided.

    Attributes
    ----------
    countries
        ISO code to its share of all countries named (nationality words included), 0 to 1.
    regions
        Rows of first-order and second-order regions that the document names.
    anchors
        Rows and positions (row, longitude, latitude) of the names that can hardly mean anything else.
    containers
        For each mention (by its index): rows of what follows or encloses it in its own phrase (``Paris, Texas``).
    home
        ISO code of the newsroom's country, or an empty string.
    """

    countries: Mapping[str, float]
    regions: frozenset[int]
    anchors: tuple[tuple[int, float, float], ...]
    containers: Mapping[int, frozenset[int]]
    home: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One mention with all who could be meant: what a cue may look at."""

    gazetteer: Gazetteer
    scene: Scene
    index: int
    mention: Mention
    bearers: tuple[Bearer, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of all bearers."""
        return frozenset(self.gazetteer.kind(bearer.row) for bearer in self.bearers)


Cue = Callable[[Question, Bearer], float]


def same_phrase(question: Question, bearer: Bearer) -> float:
    """1 where a region or country named in the same phrase holds the candidate (``Paris, Texas``)."""
    containers = question.scene.containers.get(question.index)
    return 1.0 if containers and _inside(question.gazetteer, bearer.row, containers) else 0.0


def region_named(question: Question, bearer: Bearer) -> float:
    """1 where the document names the region that holds the candidate."""
    gazetteer, regions = question.gazetteer, question.scene.regions
    held = (gazetteer.adm1_row(bearer.row), gazetteer.adm2_row(bearer.row))
    return 1.0 if any(row in regions and row != bearer.row for row in held) else 0.0


def country_named(question: Question, bearer: Bearer) -> float:
    """Share of the document's countries that is the candidate's country; square root, 0 to 1."""
    share = question.scene.countries.get(question.gazetteer.country_code(bearer.row), 0.0)
    return math.sqrt(share)


def country_absent(question: Question, bearer: Bearer) -> float:
    """1 where the document names countries, but not the candidate's."""
    code = question.gazetteer.country_code(bearer.row)
    return 1.0 if question.scene.countries and code and code not in question.scene.countries else 0.0


def small_and_abroad(question: Question, bearer: Bearer) -> float:
    """1 for a small place in a country that the document does not name, while it names others."""
    small = question.gazetteer.population(bearer.row) < _SMALL
    return country_absent(question, bearer) if small and question.gazetteer.kind(bearer.row) in _LESSER else 0.0


_SMALL: Final = 100_000
_LESSER: Final = frozenset({"settlement", "adm2", "adm1"})


def generic_name(question: Question, bearer: Bearer) -> float:
    """1 where the name is made of common nouns and compass words (``Eastern District``), its country not named."""
    if question.scene.countries.get(question.gazetteer.country_code(bearer.row)):
        return 0.0
    return float(is_generic(question.mention.text))


def is_generic(name: str) -> bool:
    """Whether a name is made of common nouns and compass words only."""
    return all(word in _GENERIC for word in name.lower().replace("-", " ").split())


_GENERIC: Final = (
    frozenset(en.PLACE_NOUNS) | en.PARTS | frozenset(en.COMPASS) | {"old", "new", "nord", "sud", "the", "side"}
)


def remote(question: Question, bearer: Bearer) -> float:
    """1 for a settlement more than 1,000 km from each of three or more sure places of the document."""
    gazetteer, anchors = question.gazetteer, question.scene.anchors
    if len(anchors) < _ENOUGH_ANCHORS or gazetteer.kind(bearer.row) != "settlement":
        return 0.0
    longitude, latitude = gazetteer.longitude(bearer.row), gazetteer.latitude(bearer.row)
    return float(
        all(row != bearer.row and distance_km(longitude, latitude, lon, lat) > _FAR_KM for row, lon, lat in anchors)
    )


_ENOUGH_ANCHORS: Final = 3
_FAR_KM: Final = 1000.0


def nearness(question: Question, bearer: Bearer) -> float:
    """How near the document's sure places are: the mean over the three nearest of 1 / (1 + km / 100), 0 to 1."""
    gazetteer = question.gazetteer
    longitude, latitude = gazetteer.longitude(bearer.row), gazetteer.latitude(bearer.row)
    near = sorted(
        1.0 / (1.0 + distance_km(longitude, latitude, lon, lat) / 100.0)
        for row, lon, lat in question.scene.anchors
        if row != bearer.row
    )
    return sum(near[-3:]) / 3.0


def newsroom(question: Question, bearer: Bearer) -> float:
    """1 where the candidate lies in the newsroom's country."""
    home = question.scene.home
    return 1.0 if home and question.gazetteer.country_code(bearer.row) == home else 0.0


def population(question: Question, bearer: Bearer) -> float:
    """log10 of the inhabitants, for settlements; 0 for others, about 7 for a city of ten millions."""
    gazetteer = question.gazetteer
    if gazetteer.kind(bearer.row) != "settlement":
        return 0.0
    return math.log10(gazetteer.population(bearer.row) or _UNCOUNTED)


_UNCOUNTED: Final = 5_000  # a place below 500 or uncounted is listed only where it is the seat of a district


def largest(question: Question, bearer: Bearer) -> float:
    """1 for the most populous settlement among the candidates."""
    gazetteer = question.gazetteer
    if gazetteer.kind(bearer.row) != "settlement":
        return 0.0
    return float(all(gazetteer.population(bearer.row) >= gazetteer.population(b.row)
                     for b in question.bearers if gazetteer.kind(b.row) == "settlement"))  # fmt: skip


def kind_said(question: Question, bearer: Bearer) -> float:
    """1 where the words say the candidate's kind (``Sumy region``), -1 where they say another that some bearer has."""
    said = _SAME_KIND.get(question.mention.place_kind)
    if said is None:
        return 0.0
    if question.gazetteer.kind(bearer.row) in said:
        return 1.0
    return -1.0 if question.kinds & said else 0.0


def main_name(question: Question, bearer: Bearer) -> float:
    """1 where the name is the candidate's own English name."""
    return float(bearer.name_class == PRIMARY)


def short_name(question: Question, bearer: Bearer) -> float:
    """1 where the name is the candidate's name cut short by rule."""
    return float(bearer.name_class == SHORT)


def abbreviation(question: Question, bearer: Bearer) -> float:
    """1 where the name is an abbreviation and stands in capitals or with dots, -1 where it does not."""
    if bearer.name_class != ABBREVIATION:
        return 0.0
    return 1.0 if question.mention.text.isupper() or "." in question.mention.text else -1.0


def spelling(question: Question, bearer: Bearer) -> float:
    """Minus the share of letters that differ, for a fuzzy match."""
    return bearer.spelling - 1.0


def misspelt_abroad(question: Question, bearer: Bearer) -> float:
    """1 for a fuzzy match in a country that the document does not name: too little to go by."""
    named = question.scene.countries.get(question.gazetteer.country_code(bearer.row), 0.0)
    return float(bearer.spelling < 1.0 and not named)


def with_noun(question: Question, bearer: Bearer) -> float:
    """1 where the candidate bears the name together with the noun that the words use (``Kyiv region``)."""
    return float(bearer.with_noun)


def lesser_region(question: Question, bearer: Bearer) -> float:
    """1 for a first-order region beside a larger one of the same name and country (Kyiv city beside its oblast)."""
    gazetteer = question.gazetteer
    if gazetteer.kind(bearer.row) != "adm1":
        return 0.0
    return float(any(gazetteer.kind(b.row) == "adm1"
                     and gazetteer.country_code(b.row) == gazetteer.country_code(bearer.row)
                     and gazetteer.radius_m(b.row) > gazetteer.radius_m(bearer.row)
                     for b in question.bearers))  # fmt: skip


def _kind_cue(kind: str) -> Cue:
    def is_kind(question: Question, bearer: Bearer) -> float:
        return float(question.gazetteer.kind(bearer.row) == kind)

    is_kind.__doc__ = f"1 for a candidate of kind {kind}."
    return is_kind


def region_of_city(question: Question, bearer: Bearer) -> float:
    """1 for a region whose own city bears the name too, unless the words say region: the city is meant."""
    gazetteer = question.gazetteer
    if gazetteer.kind(bearer.row) not in ("adm1", "adm2") or question.mention.place_kind in ("adm1", "adm2"):
        return 0.0
    return float(any(_is_city_of(gazetteer, b.row, bearer.row) for b in question.bearers))


def _is_city_of(gazetteer: Gazetteer, city: int, region: int) -> bool:
    """Whether a settlement is the region's own city: in it (or in its midst, as Kyiv is), and not a hamlet."""
    if gazetteer.kind(city) != "settlement" or gazetteer.country_code(city) != gazetteer.country_code(region):
        return False
    if gazetteer.population(city) < gazetteer.population(region) * _CITY_SHARE:
        return False
    if region in (gazetteer.adm1_row(city), gazetteer.adm2_row(city)):
        return True
    away = distance_km(
        gazetteer.longitude(city), gazetteer.latitude(city), gazetteer.longitude(region), gazetteer.latitude(region)
    )
    return away * 1000 < gazetteer.radius_m(region)


_CITY_SHARE: Final = 0.03  # a hamlet called Texas in Texas is not its city


CUES: Final[dict[str, Cue]] = {
    "named in the same phrase": same_phrase,
    "its region is named": region_named,
    "its country is named": country_named,
    "other countries are named": country_absent,
    "small, in a country not named": small_and_abroad,
    "generic name": generic_name,
    "far from all other places": remote,
    "near other places": nearness,
    "newsroom's country": newsroom,
    "the words say its kind": kind_said,
    "bears the noun too": with_noun,
    "population": population,
    "largest of its name": largest,
    "main name": main_name,
    "shortened name": short_name,
    "abbreviation": abbreviation,
    "spelling": spelling,
    "misspelt, in a country not named": misspelt_abroad,
    "country": _kind_cue("country"),
    "first-order region": _kind_cue("adm1"),
    "second-order region": _kind_cue("adm2"),
    "area": _kind_cue("area"),
    "site": _kind_cue("site"),
    "water": _kind_cue("water"),
    "region of a city so named": region_of_city,
    "lesser region of its name": lesser_region,
}
"""Cue names, as explanations print them, in the order of explanation."""


def _inside(gazetteer: Gazetteer, row: int, containers: frozenset[int]) -> bool:
    if gazetteer.adm1_row(row) in containers or gazetteer.adm2_row(row) in containers:
        return True
    if gazetteer.kind(row) == "country":
        return False
    code = gazetteer.country_code(row)
    return any(gazetteer.kind(c) == "country" and gazetteer.country_code(c) == code for c in containers)
