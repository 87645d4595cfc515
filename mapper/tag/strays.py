"""Names that stray: read as a small town far away, in a country that nothing near them speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Final

from gazetteer.geometry import distance_km
from mapper.model import Resolution

_SMALL: Final = 100_000
"""Inhabitants: a larger town is known by its name alone."""
_AT_HOME: Final = 3
"""Names in the report's own country from which on another country has to be spoken of."""
_AROUND: Final = 120
"""Characters before and behind a name in which its country may be named."""
_BESIDE_KM: Final = 50.0
_WITHIN_KM: Final = 300.0
"""Of places of one country, which may be large."""
_GENERIC: Final = frozenset(
    "the district region province state northern southern eastern western central north south east west old "
    "city".split()
)
"""Words of which many names abroad are made: ``Eastern District``, ``Old City``."""
_KINDS: Final = frozenset({"settlement", "site"})


def without_strays(resolutions: Sequence[Resolution], focus: str) -> Sequence[Resolution]:
    """Leave open what strays from the country of a report, sooner than put its events at a namesake abroad.

    A name strays where it was read as a small town or site, its country is not the report's, no word around it names
    that country, and no other place of the report lies there or close by.

    Parameters
    ----------
    resolutions
        All of a report, by position.
    focus
        ISO code of the country that the report is about; nothing strays where it is empty.
    """
    foreign = [one for one in resolutions if _is_small_abroad(one, focus)] if focus else []
    if not foreign:
        return resolutions
    abroad = {_id(one) for one in foreign}
    located = [one for one in resolutions if _is_located(one) and _id(one) not in abroad]
    at_home = sum(one.place is not None and one.place.country == focus for one in located)
    if at_home < _AT_HOME or at_home * 2 < len(located):
        return resolutions
    others = [one for one in resolutions if _id(one) not in abroad]
    kept = {_id(one) for one in foreign if _is_spoken_of(one, others) or _has_company(one, located)}
    strays = {id(one) for one in foreign if _id(one) not in kept}
    return [_left_open(one) if id(one) in strays else one for one in resolutions]


def _left_open(one: Resolution) -> Resolution:
    reason = "a small town far from all that the report names"
    return replace(
        one, place=None, longitude=None, latitude=None, precision="none", radius_m=0, score=0.0, reason=reason
    )


def _is_located(one: Resolution) -> bool:
    """Whether a name is of a place that lies at a point or in a region, not of a country or a part of the world."""
    named = one.mention.kind == "place" and one.place is not None
    return named and one.place is not None and one.place.kind not in {"country", "area", "water"}


def _is_small_abroad(one: Resolution, focus: str) -> bool:
    place = one.place
    if place is None or one.mention.kind != "place" or place.country in {"", focus}:
        return False
    small = place.kind in _KINDS and place.population < _SMALL
    return small or _GENERIC.issuperset(one.mention.text.lower().split())


def _is_spoken_of(stray: Resolution, others: Sequence[Resolution]) -> bool:
    """Whether the words around a name tell its country: ``Dumitra in Romania``, ``the Romanian town of Dumitra``."""
    first, last = stray.mention.start - _AROUND, stray.mention.end + _AROUND
    return any(first <= one.mention.start <= last and _country(one) == _country(stray) for one in others)


def _has_company(stray: Resolution, located: Sequence[Resolution]) -> bool:
    """Whether another name of the report lies in the same country, or close by."""
    return any(_km(one, stray) <= (_WITHIN_KM if _country(one) == _country(stray) else _BESIDE_KM) for one in located)


def _km(one: Resolution, other: Resolution) -> float:
    if one.place is None or other.place is None:
        return inf
    here, there = one.place, other.place
    return distance_km(here.longitude, here.latitude, there.longitude, there.latitude)


def _country(one: Resolution) -> str:
    return one.place.country if one.place else ""


def _id(one: Resolution) -> str:
    return one.place.id if one.place else ""
