"""What an index is written from: one record a place, whatever source it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gazetteer.place import PlaceKind

KINDS: tuple[PlaceKind, ...] = ("country", "area", "water", "site", "adm1", "adm2", "settlement")
"""Kinds in the order of their rows in an index; a kind's code is its position here."""

PRIMARY = 0
"""The place's own English name."""
ALTERNATE = 1
"""Another name of it: another spelling, language or time."""
SHORT = 2
"""A name cut short by rule: ``Fairfax`` of ``Fairfax County``."""
ABBREVIATION = 3
"""A code or an abbreviation, to be trusted in its own case only: ``US``, ``Calif.``, ``N.Y.``"""


class Name(NamedTuple):
    """A name of a place and its class: `PRIMARY`, `ALTERNATE`, `SHORT` or `ABBREVIATION`."""

    text: str
    name_class: int


@dataclass(frozen=True, slots=True)
class Record:
    """A place as an index takes it.

    Attributes
    ----------
    id, name, kind, longitude, latitude, country, admin1_code, population, radius_m
        As in `gazetteer.place.Place`.
    adm1_id, adm2_id
        Ids of the regions that hold the place; empty where unknown.
    names
        All names to find it by, the primary one among them.
    fame
        How many names the source has for it in all languages and scripts: a town that is spoken of has many, a large
        quarter of it two or three.
    """

    id: str
    name: str
    kind: PlaceKind
    longitude: float
    latitude: float
    country: str
    admin1_code: str = ""
    adm1_id: str = ""
    adm2_id: str = ""
    population: int = 0
    radius_m: int = 0
    names: tuple[Name, ...] = ()
    fame: int = 0
