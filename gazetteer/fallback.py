"""Another geocoder behind the gazetteer, for names that it lacks: slowly, patiently, and asking nothing twice.

Off unless a program makes a `FallbackGeocoder`: nothing else in this project asks a server.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from geopy.exc import GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

Answer = list[tuple[str, float, float, Any]]
"""Address, latitude, longitude and raw answer of each location."""


class FallbackGeocoder(Geocoder):  # type: ignore[misc]
    """Two geocoders in a row: the second is asked for what the first does not know.

    Parameters
    ----------
    primary
        The geocoder to ask first: `gazetteer.geocoder.GazetteerGeocoder`.
    fallback
        Any geopy geocoder, as ``geopy.geocoders.Nominatim(user_agent=...)``. Mind its terms of use.
    min_delay_seconds
        So long at least between two requests to `fallback`.
    timeout
        Seconds to wait for an answer.
    retries
        So many times a request that failed is repeated, each after `min_delay_seconds`.
    cache_path
        SQLite file in which answers of `fallback` are kept, also that it knows no such place; made when missing. None
        keeps nothing. Failures are not kept.

    Examples
    --------
    >>> from geopy.geocoders import Nominatim
    >>> from gazetteer.geocoder import GazetteerGeocoder
    >>> both = FallbackGeocoder(GazetteerGeocoder(), Nominatim(user_agent="my-maps"), cache_path=Path("found.sqlite"))
    """

    def __init__(
        self,
        primary: Geocoder,
        fallback: Geocoder,
        min_delay_seconds: float = 1.0,
        timeout: float = 10.0,
        retries: int = 2,
        cache_path: Path | None = None,
    ) -> None:
        super().__init__()
        self._primary, self._fallback, self._timeout = primary, fallback, timeout
        self._cache = None if cache_path is None else _Cache(Path(cache_path))
        self._ask = RateLimiter(
            _call,
            min_delay_seconds=min_delay_seconds,
            max_retries=retries,
            error_wait_seconds=min_delay_seconds,
            swallow_exceptions=False,
        )

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int | None = None, **options: Any
    ) -> Location | list[Location] | None:
        """Find places by name.

        Parameters
        ----------
        query
            A name.
        exactly_one
            Whether to return the best match alone.
        limit
            At most so many matches.
        options
            Passed on to both geocoders where given: ``country_codes``, ``language``.

        Raises
        ------
        geopy.exc.GeocoderServiceError
            When the fallback is asked and does not answer, or not in its own format, after all retries.
        """
        return self._either("geocode", query, exactly_one=exactly_one, limit=limit, **options)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int | None = None, **options: Any
    ) -> Location | list[Location] | None:
        """Find places near a position, in geopy's axis order; raises as `geocode` does."""
        return self._either("reverse", query, exactly_one=exactly_one, limit=limit, **options)

    def _either(
        self, method: str, query: Any, *, exactly_one: bool, **options: Any
    ) -> Location | list[Location] | None:
        given = {name: value for name, value in options.items() if value is not None}
        found = getattr(self._primary, method)(query, exactly_one=exactly_one, **given)
        if found:
            return found
        if method == "reverse":
            given.pop("limit", None)  # few geocoders know it there
        locations = _locations(self._answer(method, query, exactly_one=exactly_one, **given))
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _answer(self, method: str, query: Any, **options: Any) -> Answer:
        where = f"{type(self._fallback).__name__} {getattr(self._fallback, 'domain', '')}"
        key = json.dumps([where, method, query, options], default=str, sort_keys=True)
        known = None if self._cache is None else self._cache.get(key)
        if known is not None:
            return known
        answer: Answer = self._ask(getattr(self._fallback, method), query, timeout=self._timeout, **options)
        if self._cache is not None:
            self._cache.put(key, answer)
        return answer


def _call(function: Callable[..., Any], query: Any, **options: Any) -> Answer:
    """Ask a geocoder; an answer that it cannot make sense of is an error of the service, told as such."""
    try:
        found = function(query, **options)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GeocoderServiceError(f"the answer to {query!r} is not in the geocoder's format: {error!r}") from error
    listed = found if isinstance(found, list) else [found] if found else []
    return [(place.address, place.latitude, place.longitude, place.raw) for place in listed]


def _locations(answer: Answer) -> list[Location]:
    return [Location(address, Point(latitude, longitude), raw) for address, latitude, longitude, raw in answer]


class _Cache:
    """Answers by question, in a file that several processes may share."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._run("CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, answer TEXT NOT NULL)")

    def get(self, question: str) -> Answer | None:
        rows = self._run("SELECT answer FROM answers WHERE question = ?", question)
        return None if not rows else [tuple(place) for place in json.loads(rows[0][0])]

    def put(self, question: str, answer: Answer) -> None:
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?)", question, json.dumps(answer, default=str))

    def _run(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._path, timeout=30)) as database, database:
            return database.execute(statement, values).fetchall()
