"""What a name alone says: who bears it, and all that needs no context. Made once a name, then kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer import Gazetteer
from gazetteer.names import fold
from mapper.model import Candidate, Mention
from mapper.resolve.candidates import Bearer, bearers, is_generic
from mapper.resolve.names import CLEAR_POPULATION, Asked, Fact, Option, ask, clear_row, fact_of, name_cues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REGIONS: Final = frozenset({"country", "adm1", "adm2"})
_HOLDERS: Final = _REGIONS | {"area"}
_TOWN: Final = 20_000
_SMALL: Final = 100_000
_REMEMBERED: Final = 100_000  # names and places


@dataclass(frozen=True, slots=True)
class Profile:
    """A name's bearers and all that does not depend on the document; arrays have one line a bearer.

    Attributes
    ----------
    bearers
        Who could be meant, no row twice.
    static
        (n, len(NAME_CUES)) values of the name's cues.
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
        self._profiles = lru_cache(maxsize=_REMEMBERED)(self._make)
        self.place = lru_cache(maxsize=_REMEMBERED)(gazetteer.place)
        self.unlikely = lru_cache(maxsize=_REMEMBERED)(lambda row, score: Candidate(self.place(row), score))
        self.fact = lru_cache(maxsize=_REMEMBERED)(lambda row: fact_of(gazetteer, row))

    @property
    def country_numbers(self) -> int:
        """How many countries have a number."""
        return len(self._numbers)

    def country_number(self, code: str) -> int:
        """Give the number of a country, the same for as long as this object lives; 0 is none."""
        return self._numbers.setdefault(code, len(self._numbers))

    def position(self, row: int) -> tuple[float, float, float]:
        """Give the direction of a place from the earth's centre."""
        fact = self.fact(row)
        return unit_vector(fact.longitude, fact.latitude)

    def profile(self, mention: Mention) -> Profile | None:
        """Give the profile of a mention's name, or None where no place bears it."""
        return self._profiles(mention.text, mention.name, mention.place_kind)

    def _make(self, text: str, name: str, place_kind: str) -> Profile | None:
        import numpy as np

        found = _one_each(bearers(self.gazetteer, Mention(0, len(text), text, "place", name, place_kind)))
        if not found:
            return None
        options = tuple(Option(bearer, self.fact(bearer.row)) for bearer in found)
        facts = [option.fact for option in options]
        borne = [fact for bearer, fact in options if bearer.spelling == 1.0]  # a like name is no evidence of others
        asked = ask(text, place_kind, options)
        generic = is_generic(text)
        return Profile(
            bearers=found,
            static=np.array([name_cues(asked, option) for option in options], np.float32),
            links=np.array([(f.row, self.country_number(f.country), f.adm1, f.adm2) for f in facts], np.int32),
            flags=np.array([(*_flags(option.fact), generic, option.bearer.spelling < 1.0) for option in options]),
            position=np.array([unit_vector(fact.longitude, fact.latitude) for fact in facts], np.float32),
            clear=clear_row(borne),
            regions=() if generic else _named_regions(asked, borne),
            country=_plain_country(borne),
            country_rows=frozenset(fact.row for fact in facts if fact.kind == "country"),
            containers=frozenset(fact.row for fact in facts if fact.kind in _HOLDERS),
        )


@lru_cache(maxsize=4)
def names_of(gazetteer: Gazetteer) -> Names:
    """Give the profiles of a gazetteer, one object per open index."""
    return Names(gazetteer)


def unit_vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    """Give the direction of a position (degrees) from the earth's centre."""
    east, north = math.radians(longitude), math.radians(latitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


_fold = lru_cache(maxsize=_REMEMBERED)(fold)


def sense(mention: Mention) -> tuple[str, str]:
    """Give what has one meaning in a document: a name with what the words say it is."""
    return _fold(mention.name), mention.place_kind


def _one_each(found: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
    """Keep one bearer a row, that with the better name."""
    best: dict[int, Bearer] = {}
    for bearer in found:
        known = best.get(bearer.row)
        if known is None or (bearer.with_noun, -bearer.name_class) > (known.with_noun, -known.name_class):
            best[bearer.row] = bearer
    return tuple(best.values())


def _flags(fact: Fact) -> tuple[bool, bool]:
    """Tell whether a place is a settlement, and whether it is a lesser place of few inhabitants."""
    return fact.kind == "settlement", fact.kind in ("settlement", "adm1", "adm2") and fact.population < _SMALL


def _named_regions(asked: Asked, borne: list[Fact]) -> tuple[int, ...]:
    """Give the regions named; a name that large places in several countries share has no say."""
    said = asked.place_kind
    weighty = {f.country for f in borne if f.kind != "adm2" and (f.kind in _REGIONS or f.population > _TOWN)}
    if len(weighty) > 1 and said not in ("adm1", "adm2"):
        return ()
    with_city = {fact.adm1 for fact in borne if fact.kind == "settlement"}
    return tuple(
        fact.row
        for fact in borne
        if fact.kind == said == "adm2" or (fact.kind == "adm1" and (said == "adm1" or fact.row not in with_city))
    )


def _plain_country(borne: list[Fact]) -> str:
    """Give the country's code where the name is one country's and nothing of weight abroad bears it."""
    codes = {fact.country for fact in borne if fact.kind == "country"}
    abroad = any(
        fact.country not in codes
        and (fact.kind == "adm1" or (fact.kind == "settlement" and fact.population >= CLEAR_POPULATION))
        for fact in borne
    )
    return codes.pop() if len(codes) == 1 and not abroad else ""
