"""The index behind geopy's own interface, for programs that already speak it."""

from __future__ import annotations

from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.index import Gazetteer, default
from gazetteer.place import Place, PlaceKind

_NEAREST_KM = 100.0


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """A geopy geocoder that asks no server.

    Parameters
    ----------
    gazetteer
        The index to ask; the embedded one when not given.

    Examples
    --------
    >>> GazetteerGeocoder().geocode("Kiev").address
    'Kyiv, Kyiv, Ukraine'
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__()
        self._gazetteer = gazetteer if gazetteer is not None else default()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country: str | None = None,
        kind: PlaceKind | None = None,
        timeout: Any = None,
    ) -> Location | list[Location] | None:
        """Find places by name.

        Parameters
        ----------
        query
            A name.
        exactly_one
            Whether to return the best match alone.
        limit
            At most so many matches (10 when not given).
        country
            ISO 3166-1 alpha-2 code to which the search is confined.
        kind
            One kind of place to which the search is confined.
        timeout
            Ignored; here because geopy passes it on.

        Returns
        -------
        geopy.Location, list of geopy.Location or None
            `raw` holds the place as a dict. None when nothing is found.
        """
        del timeout
        count = 1 if exactly_one else limit or 10
        matches = self._gazetteer.lookup(query, country=country, kind=kind, limit=count)
        return self._answer([match.place for match in matches], exactly_one=exactly_one)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int | None = None, timeout: Any = None
    ) -> Location | list[Location] | None:
        """Find the settlements nearest to a position, at most 100 km away.

        Parameters
        ----------
        query
            Anything `geopy.Point` takes: ``(latitude, longitude)``, in geopy's axis order.
        exactly_one, limit, timeout
            As for `geocode`.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            When the position cannot be read.
        """
        del timeout
        try:
            point = Point(query)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(f"{query!r} is no position: {error}") from error
        count = 1 if exactly_one else limit or 10
        places = self._gazetteer.nearest(point.longitude, point.latitude, count, max_km=_NEAREST_KM)
        return self._answer(places, exactly_one=exactly_one)

    def _answer(self, places: list[Place], *, exactly_one: bool) -> Location | list[Location] | None:
        if not places:
            return None
        locations = [self._location(place) for place in places]
        return locations[0] if exactly_one else locations

    def _location(self, place: Place) -> Location:
        country = self._gazetteer.country(place.country)
        above = country.name if country is not None and place.kind != "country" else ""
        address = ", ".join(part for part in (place.name, place.admin1, above) if part)
        return Location(address, Point(place.latitude, place.longitude), as_dict(place))


def as_dict(place: Place) -> dict[str, Any]:
    """Return a place as plain values: the fields of `Place`, and ``geonameid`` (None where it has none)."""
    fields = {name: getattr(place, name) for name in Place.__slots__}
    return {**fields, "geonameid": place.geonameid}
