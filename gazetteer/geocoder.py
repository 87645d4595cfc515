"""The index behind geopy's own interface, for programs that already speak it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.index import Gazetteer, default
from gazetteer.place import Match, Place, PlaceKind

_NEAREST_KM = 100.0
_MOST = 10
_HOLDERS = ("country", "adm1", "adm2", "area")


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """A geopy geocoder that asks no server.

    Parameters
    ----------
    gazetteer
        The index to ask; the embedded one when not given.
    fuzzy
        Whether a name that no place bears may be answered by a similar one; ``raw["match"]`` says so.

    Examples
    --------
    >>> GazetteerGeocoder().geocode("Kiev").address
    'Kyiv, Kyiv, Ukraine'
    """

    def __init__(self, gazetteer: Gazetteer | None = None, *, fuzzy: bool = True) -> None:
        super().__init__()
        self._gazetteer = gazetteer if gazetteer is not None else default()
        self._fuzzy = fuzzy

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        language: str | None = None,
        country: str | None = None,
        kind: PlaceKind | None = None,
        timeout: Any = None,
    ) -> Location | list[Location] | None:
        """Find places by name.

        Parameters
        ----------
        query
            A name, or one with the regions that hold the place: ``"Springfield, Illinois, USA"``.
        exactly_one
            Whether to return the best match alone.
        limit
            At most so many matches (10 when not given).
        country_codes
            ISO 3166-1 alpha-2 code, or several, to which the search is confined, as Nominatim has it.
        language
            Not heeded, as the index has one name to show a place by, the English one; here because callers of other
            geocoders pass it. Names are found in all languages that the index holds.
        country
            One code, as `country_codes`.
        kind
            One kind of place to which the search is confined.
        timeout
            Not heeded; here because geopy passes it on.

        Returns
        -------
        geopy.Location, list of geopy.Location or None
            `raw` holds the place as a dict, with ``match`` and ``score`` (see `gazetteer.Match`). None when nothing is
            found.
        """
        del timeout, language
        count = 1 if exactly_one else limit or _MOST
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or [country or ""])
        found = [match for code in codes for match in self._find(query, code or None, kind, count)]
        if not found:
            return None
        locations = [self._location(match.place, match) for match in found[:count]]
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str | None = None,
        timeout: Any = None,
    ) -> Location | list[Location] | None:
        """Find the settlements nearest to a position, at most 100 km away.

        Parameters
        ----------
        query
            Anything `geopy.Point` takes: ``(latitude, longitude)``, in geopy's axis order.
        exactly_one, limit, language, timeout
            As for `geocode`.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            When the position cannot be read.
        """
        del timeout, language
        try:
            point = Point(query)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{query!r} is no position: {error}") from error
        count = 1 if exactly_one else limit or _MOST
        places = self._gazetteer.nearest(point.longitude, point.latitude, count, max_km=_NEAREST_KM)
        if not places:
            return None
        locations = [self._location(place) for place in places]
        return locations[0] if exactly_one else locations

    def _find(self, query: str, country: str | None, kind: PlaceKind | None, count: int) -> list[Match]:
        lookup = self._gazetteer.lookup
        name, comma, regions = query.partition(",")
        found = lookup(query, country=country, kind=kind, limit=count, fuzzy=self._fuzzy and not comma)
        if found or not comma:
            return found
        for holder in self._holders(regions):
            found = lookup(name, country=country, within=holder, kind=kind, limit=count, fuzzy=self._fuzzy)
            if found:
                return found
        return []

    def _holders(self, regions: str) -> list[str]:
        """Ids of the countries and regions that the words after the first comma can mean, those named first first."""
        return [
            match.place.id
            for part in regions.split(",")
            for match in self._gazetteer.lookup(part, fuzzy=False)
            if match.place.kind in _HOLDERS
        ]

    def _location(self, place: Place, match: Match | None = None) -> Location:
        country = self._gazetteer.country(place.country)
        above = country.name if country is not None and place.kind != "country" else ""
        address = ", ".join(part for part in (place.name, place.admin1, above) if part)
        how = {} if match is None else {"match": match.match, "score": match.score}
        return Location(address, Point(place.latitude, place.longitude), {**as_dict(place), **how})


def as_dict(place: Place) -> dict[str, Any]:
    """Return a place as plain values: the fields of `Place`, and ``geonameid`` (None where it has none)."""
    fields = {name: getattr(place, name) for name in Place.__slots__}
    return {**fields, "geonameid": place.geonameid}
