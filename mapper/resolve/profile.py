"""What a name alone says: who bears it, and the cues that need no context. Made once a name, then kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer import Gazetteer, distance_km
from gazetteer.names import fold
from gazetteer.records import ABBREVIATION, PRIMARY, SHORT
from mapper.model import Mention
from mapper.resolve.candidates import Bearer, bearers, is_generic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SAME_KIND: Final[Mapping[str, frozenset[str]]] = {
    "adm1": frozenset({"adm1", "area"}),
    "adm2": frozenset({"adm2"}),
    "settlement": frozenset({"settlement"}),
    "water": frozenset({"water"}),
    "site": frozenset({"site"}),
}
_REGIONS: Final = frozenset({"country", "adm1", "adm2"})
_HOLDERS: Final = _REGIONS | {"area"}
_UNCOUNTED: Final = 5_000  # a place below 500 or uncounted is listed only where it is the seat of a district
_CITY_SHARE: Final = 0.03  # a hamlet called Texas in Texas is not its city
_BESIDE_M: Final = 10_000  # so near, a city stands beside its region and bears its name (Hamilton, Bermuda)
_CLEAR_SHARE: Final = 0.9
_CLEAR_POPULATION: Final = 100_000
_TOWN: Final = 20_000
_NAMED_BY_HAND: Final = frozenset({"water", "area", "site"})
_SMALL: Final = 100_000


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the text has it, with what the words around say it is: all that a profile depends on."""

    text: str
    name: str
    place_kind: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A name and its bearers: what a static cue may look at."""

    gazetteer: Gazetteer
    name: Name
    bearers: tuple[Bearer, ...]
    kinds: frozenset[str]


StaticCue = Callable[[Asked, Bearer], float]


def kind_said(asked: Asked, bearer: Bearer) -> float:
    """1 where the words say the candidate's kind (``Sumy region``), -1 where they say another that some bearer has."""
    said = _SAME_KIND.get(asked.name.place_kind)
    if said is None:
        return 0.0
    if asked.gazetteer.kind(bearer.row) in said:
        return 1.0
    return -1.0 if asked.kinds & said else 0.0


def with_noun(asked: Asked, bearer: Bearer) -> float:
    """1 where the candidate bears the name together with the noun that the words use (``Kyiv region``)."""
    return float(bearer.with_noun)


def population(asked: Asked, bearer: Bearer) -> float:
    """log10 of the inhabitants, for settlements; 0 for others, about 7 for a city of ten millions."""
    gazetteer = asked.gazetteer
    if gazetteer.kind(bearer.row) != "settlement":
        return 0.0
    return math.log10(gazetteer.population(bearer.row) or _UNCOUNTED)


def fame(asked: Asked, bearer: Bearer) -> float:
    """log2 of the number of names that the source lists, for settlements: a place known abroad has many."""
    gazetteer = asked.gazetteer
    return math.log2(gazetteer.fame(bearer.row) + 1) if gazetteer.kind(bearer.row) == "settlement" else 0.0


def largest(asked: Asked, bearer: Bearer) -> float:
    """1 for the most populous settlement among the candidates."""
    gazetteer = asked.gazetteer
    if gazetteer.kind(bearer.row) != "settlement":
        return 0.0
    return float(all(gazetteer.population(bearer.row) >= gazetteer.population(b.row)
                     for b in asked.bearers if gazetteer.kind(b.row) == "settlement"))  # fmt: skip


def unrivalled(asked: Asked, bearer: Bearer) -> float:
    """1 for a large town, a water, an area or a site whose own name it is and that no other place of weight bears."""
    if bearer.name_class != PRIMARY or bearer.spelling < 1.0:
        return 0.0
    gazetteer = asked.gazetteer
    large = gazetteer.kind(bearer.row) in _NAMED_BY_HAND or gazetteer.population(bearer.row) >= _TOWN
    return float(large and _clear(gazetteer, asked.bearers) == bearer.row)


def main_name(asked: Asked, bearer: Bearer) -> float:
    """1 where the name is the candidate's own English name."""
    return float(bearer.name_class == PRIMARY)


def short_name(asked: Asked, bearer: Bearer) -> float:
    """1 where the name is the candidate's name cut short by rule."""
    return float(bearer.name_class == SHORT)


def abbreviation(asked: Asked, bearer: Bearer) -> float:
    """1 where the name is an abbreviation and stands in capitals or with dots, -1 where it does not."""
    if bearer.name_class != ABBREVIATION:
        return 0.0
    return 1.0 if asked.name.text.isupper() or "." in asked.name.text else -1.0


def spelling(asked: Asked, bearer: Bearer) -> float:
    """Minus the share of letters that differ, for a fuzzy match."""
    return bearer.spelling - 1.0


def _kind_cue(kind: str) -> StaticCue:
    def is_kind(asked: Asked, bearer: Bearer) -> float:
        return float(asked.gazetteer.kind(bearer.row) == kind)

    is_kind.__doc__ = f"1 for a candidate of kind {kind}."
    return is_kind


def populous_region(asked: Asked, bearer: Bearer) -> float:
    """log10 of a first-order region's inhabitants in tens of thousands, at most 0: an islet is hardly what is meant."""
    gazetteer = asked.gazetteer
    people = gazetteer.population(bearer.row)
    return min(0.0, math.log10(people) - 4.0) if people and gazetteer.kind(bearer.row) == "adm1" else 0.0


def region_of_city(asked: Asked, bearer: Bearer) -> float:
    """1 for a region whose own city bears the name too, unless the words say region: the city is meant."""
    gazetteer = asked.gazetteer
    if gazetteer.kind(bearer.row) not in ("adm1", "adm2") or asked.name.place_kind in ("adm1", "adm2"):
        return 0.0
    return float(any(_is_city_of(gazetteer, b.row, bearer.row) for b in asked.bearers))


def lesser_region(asked: Asked, bearer: Bearer) -> float:
    """1 where the words say region, for the lesser of two of a name and country (Kyiv city beside its oblast)."""
    gazetteer = asked.gazetteer
    if gazetteer.kind(bearer.row) != "adm1" or asked.name.place_kind != "adm1":
        return 0.0
    return float(any(gazetteer.kind(b.row) == "adm1"
                     and gazetteer.country_code(b.row) == gazetteer.country_code(bearer.row)
                     and gazetteer.radius_m(b.row) > gazetteer.radius_m(bearer.row)
                     for b in asked.bearers))  # fmt: skip


STATIC: Final[dict[str, StaticCue]] = {
    "the words say its kind": kind_said,
    "bears the noun too": with_noun,
    "population": population,
    "known by many names": fame,
    "largest of its name": largest,
    "without a rival of its name": unrivalled,
    "main name": main_name,
    "shortened name": short_name,
    "abbreviation": abbreviation,
    "spelling": spelling,
    "country": _kind_cue("country"),
    "first-order region": _kind_cue("adm1"),
    "second-order region": _kind_cue("adm2"),
    "area": _kind_cue("area"),
    "site": _kind_cue("site"),
    "water": _kind_cue("water"),
    "inhabitants of the region": populous_region,
    "region of a city so named": region_of_city,
    "lesser region of its name": lesser_region,
}
"""Cues of the name alone, in the order of explanation."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A name's bearers and all that does not depend on the document; arrays have one line a bearer.

    Attributes
    ----------
    bearers
        Who could be meant, no row twice.
    static
        (n, len(STATIC)) values of the static cues.
    links
        (n, 4) integers: row, number of the country (`Names.country_number`), rows of the first- and the second-order
        region (-1: none).
    flags
        (n, 4): settlement; small (a lesser place of few inhabitants); generic name; misspelt.
    position
        (n, 3) unit vector from the earth's centre.
    clear
        Row of a bearer that the name can hardly fail to mean, or -1.
    regions
        Rows of the regions that the name names, where nothing else bears it.
    country
        ISO code where the name is a country's and no region's or large town's; else empty.
    country_rows
        Rows of the countries among the bearers.
    containers
        Rows of the countries, regions and areas among the bearers.
    """

    bearers: tuple[Bearer, ...]
    static: NDArray[np.float32]
    links: NDArray[np.int32]
    flags: NDArray[np.bool_]
    position: NDArray[np.float32]
    clear: int
    regions: tuple[int, ...]
    country: str
    country_rows: frozenset[int]
    containers: frozenset[int]


class Names:
    """The profiles of one gazetteer's names, each made when first asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._numbers: dict[str, int] = {"": 0}
        self._profiles = lru_cache(maxsize=100_000)(self._make)
        self.place = lru_cache(maxsize=100_000)(gazetteer.place)

    @property
    def country_numbers(self) -> int:
        """How many countries have a number."""
        return len(self._numbers)

    def country_number(self, code: str) -> int:
        """Give the number of a country, the same for as long as this object lives; 0 is none."""
        return self._numbers.setdefault(code, len(self._numbers))

    def profile(self, mention: Mention) -> Profile | None:
        """Give the profile of a mention's name, or None where no place bears it."""
        return self._profiles(mention.text, mention.name, mention.place_kind)

    def _make(self, text: str, name: str, place_kind: str) -> Profile | None:
        import numpy as np

        asked_name = Name(text, name, place_kind)
        found = _one_each(bearers(self.gazetteer, Mention(0, len(text), text, "place", name, place_kind)))
        if not found:
            return None
        gazetteer = self.gazetteer
        borne = tuple(b for b in found if b.spelling == 1.0)  # a like name is no evidence of anything else
        asked = Asked(gazetteer, asked_name, found, frozenset(gazetteer.kind(b.row) for b in found))
        return Profile(
            bearers=found,
            static=np.array([[cue(asked, b) for cue in STATIC.values()] for b in found], np.float32),
            links=np.array([self._links(b.row) for b in found], np.int32),
            flags=np.array([_flags(asked, b) for b in found], np.bool_),
            position=np.array([unit_vector(gazetteer, b.row) for b in found], np.float32),
            clear=_clear(gazetteer, borne) if borne else -1,
            regions=_named_regions(gazetteer, replace(asked, bearers=borne)),
            country=_plain_country(gazetteer, borne),
            country_rows=frozenset(b.row for b in found if gazetteer.kind(b.row) == "country"),
            containers=frozenset(b.row for b in found if gazetteer.kind(b.row) in _HOLDERS),
        )

    def _links(self, row: int) -> tuple[int, int, int, int]:
        gazetteer = self.gazetteer
        number = self.country_number(gazetteer.country_code(row))
        return row, number, gazetteer.adm1_row(row), gazetteer.adm2_row(row)


@lru_cache(maxsize=4)
def names_of(gazetteer: Gazetteer) -> Names:
    """Give the profiles of a gazetteer, one object per open index."""
    return Names(gazetteer)


def unit_vector(gazetteer: Gazetteer, row: int) -> tuple[float, float, float]:
    """Give a place's direction from the earth's centre."""
    longitude, latitude = math.radians(gazetteer.longitude(row)), math.radians(gazetteer.latitude(row))
    return math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)


def sense(mention: Mention) -> tuple[str, str]:
    """Give what has one meaning in a document: a name with what the words say it is."""
    return fold(mention.name), mention.place_kind


def _one_each(found: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
    """Keep one bearer a row, that with the better name."""
    best: dict[int, Bearer] = {}
    for bearer in found:
        known = best.get(bearer.row)
        if known is None or (bearer.with_noun, -bearer.name_class) > (known.with_noun, -known.name_class):
            best[bearer.row] = bearer
    return tuple(best.values())


def _flags(asked: Asked, bearer: Bearer) -> tuple[bool, bool, bool, bool]:
    gazetteer = asked.gazetteer
    kind = gazetteer.kind(bearer.row)
    small = kind in ("settlement", "adm1", "adm2") and gazetteer.population(bearer.row) < _SMALL
    return kind == "settlement", small, is_generic(asked.name.text), bearer.spelling < 1.0


def _clear(gazetteer: Gazetteer, found: tuple[Bearer, ...]) -> int:
    """Give the one bearer, or the one that dwarfs the others; a country's name is never clear."""
    if any(gazetteer.kind(b.row) == "country" for b in found):
        return -1
    if len(found) == 1:
        return found[0].row
    populations = sorted(
        ((gazetteer.population(b.row), gazetteer.kind(b.row) == "settlement", b.row) for b in found), reverse=True
    )
    top, _, row = populations[0]
    around = (gazetteer.adm1_row(row), gazetteer.adm2_row(row))
    total = sum(number for number, _, other in populations if other not in around)
    return row if top >= _CLEAR_POPULATION and top >= _CLEAR_SHARE * total else -1


def _named_regions(gazetteer: Gazetteer, asked: Asked) -> tuple[int, ...]:
    """Give the regions named. A name that large places in several countries share, or any could have, has no say."""
    said = asked.name.place_kind
    weighty = [b.row for b in asked.bearers if gazetteer.kind(b.row) in _REGIONS or gazetteer.population(b.row) > _TOWN]
    several = len({gazetteer.country_code(row) for row in weighty if gazetteer.kind(row) != "adm2"}) > 1
    if is_generic(asked.name.text) or (several and said not in ("adm1", "adm2")):
        return ()
    return tuple(
        b.row
        for b in asked.bearers
        if (kind := gazetteer.kind(b.row)) == said == "adm2"
        or (kind == "adm1" and (said == "adm1" or not _has_city(gazetteer, b.row, asked.bearers)))
    )


def _has_city(gazetteer: Gazetteer, region: int, found: tuple[Bearer, ...]) -> bool:
    return any(gazetteer.kind(b.row) == "settlement" and gazetteer.adm1_row(b.row) == region for b in found)


def _plain_country(gazetteer: Gazetteer, found: tuple[Bearer, ...]) -> str:
    """Give the country's code where the name is one country's and nothing of weight abroad bears it."""
    codes = {gazetteer.country_code(b.row) for b in found if gazetteer.kind(b.row) == "country"}
    abroad = any(
        gazetteer.country_code(b.row) not in codes
        and (
            (kind := gazetteer.kind(b.row)) == "adm1"
            or (kind == "settlement" and gazetteer.population(b.row) >= _CLEAR_POPULATION)
        )
        for b in found
    )
    return codes.pop() if len(codes) == 1 and not abroad else ""


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
    return away * 1000 < max(gazetteer.radius_m(region), _BESIDE_M)
