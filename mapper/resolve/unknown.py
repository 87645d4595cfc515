"""Names that no gazetteer holds: in the region that their own phrase says, or beside what is named nearest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from gazetteer import Place
from mapper.model import Resolution

_LOOKED_AT: Final = 8  # known places, to either side
_SURE: Final = 0.5
# How much farther off in the text a place of a kind may stand to count as near as a town: it tells so much less.
_VAGUENESS: Final[Mapping[str, int]] = {"settlement": 1, "site": 1, "adm2": 1, "adm1": 3}
_VAGUEST: Final = 10
_NATIONALITY: Final = 30
_NEAR_M: Final = 10_000
_RADIUS_M: Final = 50_000
_RIGHT_BY_REGISTER: Final = 0.6  # the register is sure, that the text means its village is likely
_RIGHT_BESIDE: Final = 0.5  # share that is within 161 km, on the development corpora


def in_region(unknown: Resolution, region: Resolution) -> Resolution:
    """Place an unknown name where its own phrase says (``the village of Xyzhne in Sumy Oblast``): in all the region."""
    return replace(
        _at(unknown, region),
        precision=region.precision,
        radius_m=region.radius_m,
        reason="in the region that is said; no place of this name is known in it",
    )


def at_hromada(unknown: Resolution, village: Place) -> Resolution:
    """Place a village at the centre of the hromada (the municipality) that the official register puts it into."""
    return replace(
        unknown,
        place=village,
        longitude=village.longitude,
        latitude=village.latitude,
        precision="near",
        radius_m=village.radius_m,
        score=_RIGHT_BY_REGISTER,
        reason=f"a village of {village.admin1}, at its hromada; its own position is not known",
    )


def near_next(unknown: Resolution, known: Resolution) -> Resolution:
    """Place an unknown name near the known one that its own phrase says (``Xyzhne, 20 km east of Sumy``)."""
    return replace(
        _at(unknown, known),
        precision="near",
        radius_m=known.radius_m if known.precision == "near" else max(known.radius_m, _NEAR_M),
        reason="near the place that is said; no place in the gazetteer bears this name",
    )


def _at(unknown: Resolution, known: Resolution) -> Resolution:
    return replace(
        unknown, place=known.place, longitude=known.longitude, latitude=known.latitude, score=round(known.score, 4)
    )


def beside_known(found: Sequence[Resolution], unknown: Sequence[int]) -> list[Resolution]:
    """Place names that are known to be places, though no gazetteer holds them, beside what is named nearest.

    Parameters
    ----------
    found
        The resolutions of one document, sorted by the start of their mentions.
    unknown
        Indices of those to place.

    Returns
    -------
    list of Resolution
        As `found`; the unknown ones at the point of the nearest sure place of the text, with precision ``near``, if
        there is any.
    """
    told = list(found)
    left_out = set(unknown)
    known = [
        k
        for k, one in enumerate(found)
        if k not in left_out and one.longitude is not None and (one.score >= _SURE or one.mention.kind != "place")
    ]
    for k in unknown:
        at = bisect_left(known, k)
        around = known[max(0, at - _LOOKED_AT) : at + _LOOKED_AT]
        if around:
            nearest = min(around, key=lambda j: (_off(found[k], found[j]), j))
            told[k] = _beside(found[k], found[nearest])
    return told


def _off(unknown: Resolution, known: Resolution) -> int:
    """Characters between two mentions, times how little the known one tells."""
    if known.mention.kind != "place" or known.place is None:
        vagueness = _NATIONALITY
    else:
        vagueness = _VAGUENESS.get(known.place.kind, _VAGUEST)
    return abs(known.mention.start - unknown.mention.start) * vagueness


def _beside(unknown: Resolution, known: Resolution) -> Resolution:
    name = known.place.name if known.place is not None else known.mention.text
    return replace(
        _at(unknown, known),
        precision="near",
        radius_m=max(known.radius_m, _RADIUS_M),
        score=round(min(known.score, _RIGHT_BESIDE), 4),
        reason=f"beside what is named nearest; no place in the gazetteer bears this name, and {name} stands by it",
    )
