"""What the gazetteer answers with: places, and how a name matched them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["settlement", "site", "water", "adm2", "adm1", "area", "country"]
"""Kinds of place. ``area`` is a region without an administration of its own (Donbas, the Sahel, Europe)."""

MatchKind = Literal["exact", "folded", "alternate", "variant", "demonym", "part", "hromada", "fuzzy"]
"""How a name matched: letter by letter (``exact``); after folding; as another name of the place (``alternate``); in
another form of one (``variant``: ``St. Petersburg``, ``Loudon Co.``, ``Ukraine's``); as a word for its people
(``demonym``: ``Ukrainians``); because a longer name says that it is in it (``part``: ``North London``, ``Manila
Cathedral``); as a Ukrainian village that stands at its hromada, no position of its own being known (``hromada``: the
place's `Place.radius_m` is the hromada's); or by edit distance (``fuzzy``)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on earth that bears a name.

    Attributes
    ----------
    id
        GeoNames id in decimal digits; where GeoNames has none, a prefixed id (``ne:1159309615`` for
        Natural Earth, ``icao:UKBB`` for an airport, ``katottg:UA...`` for a village of Ukraine's official list,
        ``em:donbas`` for this project's own facts).
    name
        Preferred English name.
    kind
        One of `PlaceKind`.
    longitude, latitude
        Degrees, WGS 84. For a region, a point inside it (its label point), for drawing only.
    country
        ISO 3166-1 alpha-2 code, or an empty string (seas, continents).
    admin1, admin2
        Names of the first- and second-order region that holds the place; empty where there is none.
    admin1_code
        GeoNames' first-order code within the country (``12`` for Kyiv city); empty where there is none.
    population
        Inhabitants, 0 where unknown.
    radius_m
        Radius in metres of a circle that holds the place's usual extent.
    """

    id: str
    name: str
    kind: PlaceKind
    longitude: float
    latitude: float
    country: str
    admin1: str
    admin2: str
    admin1_code: str
    population: int
    radius_m: int

    @property
    def geonameid(self) -> int | None:
        """The GeoNames id as a number, or None where GeoNames has no such place."""
        return int(self.id) if self.id.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Match:
    """A place that answers to a name, and how.

    Attributes
    ----------
    place
        The place.
    match
        One of `MatchKind`.
    score
        0 to 1; below 1 for ``fuzzy`` (normalised similarity) and ``part`` (share of the words that name the place).
    """

    place: Place
    match: MatchKind
    score: float
