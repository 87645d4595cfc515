"""A geocoder behind the gazetteer, against a server on this machine that plays Nominatim in good and bad moods."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import (
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)
from geopy.geocoders import Nominatim

from gazetteer import Gazetteer
from gazetteer.fallback import FallbackGeocoder
from gazetteer.geocoder import GazetteerGeocoder

NO_ANSWER = (GeocoderTimedOut, GeocoderUnavailable)  # geopy tells one as the other, by where it is cut
FOUND = [{"display_name": "Xyzhne, Ukraine", "lat": "48.5", "lon": "37.5", "place_id": 7}]


class Server(ThreadingHTTPServer):
    """Answers with the moods of a list, one a request, the last one ever after."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.moods: list[str] = ["ok"]
        self.asked: list[dict[str, list[str]]] = []
        self.at: list[float] = []


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def do_GET(self) -> None:
        server = self.server
        server.asked.append(parse_qs(urlsplit(self.path).query))
        server.at.append(time.monotonic())
        mood = server.moods.pop(0) if len(server.moods) > 1 else server.moods[0]
        reverse = self.path.startswith("/reverse")
        body = json.dumps((FOUND[0] if reverse else FOUND) if mood != "empty" else []).encode()
        if mood == "slow":
            time.sleep(1.0)
        if mood == "malformed":
            body = b"<html>busy</html>"
        if mood == "foreign":
            body = b'[{"unexpected": true}]'
        self.send_response({"refusing": 503, "limiting": 429, "forbidding": 403}.get(mood, 200))
        self.send_header("Content-Length", str(len(body) + (100 if mood == "cut off" else 0)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the client has gone

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def both(server: Server, small: Gazetteer, **settings: Any) -> FallbackGeocoder:
    nominatim = Nominatim(user_agent="tests", scheme="http", domain=f"127.0.0.1:{server.server_address[1]}")
    return FallbackGeocoder(
        GazetteerGeocoder(small), nominatim, **{"min_delay_seconds": 0.0, "timeout": 0.4, "retries": 0, **settings}
    )


def test_what_the_gazetteer_knows_is_not_asked(server: Server, small: Gazetteer) -> None:
    assert both(server, small).geocode("Mariupol").raw["id"] == "701822"
    assert both(server, small).reverse((47.1, 37.5)).raw["id"] == "701822"
    assert server.asked == []


def test_what_it_lacks_is_asked(server: Server, small: Gazetteer) -> None:
    location = both(server, small).geocode("Xyzhne", country_codes="ua", language="en")
    assert (location.address, location.latitude, location.longitude) == ("Xyzhne, Ukraine", 48.5, 37.5)
    assert location.raw["place_id"] == 7
    (asked,) = server.asked
    assert (asked["q"], asked["countrycodes"], asked["accept-language"]) == (["Xyzhne"], ["ua"], ["en"])


def test_several_locations_and_none(server: Server, small: Gazetteer) -> None:
    geocoder = both(server, small)
    assert [place.address for place in geocoder.geocode("Xyzhne", exactly_one=False, limit=3)] == ["Xyzhne, Ukraine"]
    assert geocoder.reverse((0.0, 0.0), limit=2).address == "Xyzhne, Ukraine"
    server.moods = ["empty"]
    assert geocoder.geocode("Nowhere at all") is None
    assert geocoder.geocode("Nowhere at all", exactly_one=False) is None


@pytest.mark.parametrize(
    ("mood", "error"),
    [
        ("slow", NO_ANSWER),
        ("refusing", NO_ANSWER),
        ("limiting", GeocoderRateLimited),
        ("forbidding", GeocoderServiceError),
        ("malformed", GeocoderParseError),
        ("foreign", GeocoderServiceError),
        ("cut off", GeocoderServiceError),
    ],
)
def test_a_failure_is_told_and_not_kept(
    server: Server, small: Gazetteer, tmp_path: Path, mood: str, error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    geocoder = both(server, small, cache_path=tmp_path / "cache.sqlite")
    server.moods = [*[mood] * (3 if mood == "slow" else 1), "ok"]  # geopy itself tries twice again
    with pytest.raises(error):
        geocoder.geocode("Xyzhne")
    assert geocoder.geocode("Xyzhne").address == "Xyzhne, Ukraine"


@pytest.mark.parametrize("mood", ["slow", "refusing", "limiting", "malformed", "foreign", "cut off"])
def test_a_failure_is_tried_again(server: Server, small: Gazetteer, mood: str) -> None:
    server.moods = [mood, "ok"]
    assert both(server, small, retries=1).geocode("Xyzhne").address == "Xyzhne, Ukraine"
    assert len(server.asked) == 2


def test_after_so_many_failures_it_gives_up(server: Server, small: Gazetteer) -> None:
    server.moods = ["refusing"]
    with pytest.raises(GeocoderServiceError):
        both(server, small, retries=2).geocode("Xyzhne")
    assert len(server.asked) == 3


def test_a_server_that_is_not_there_is_told(server: Server, small: Gazetteer) -> None:
    nominatim = Nominatim(user_agent="tests", scheme="http", domain="127.0.0.1:9")
    with pytest.raises(GeocoderServiceError):
        FallbackGeocoder(GazetteerGeocoder(small), nominatim, 0.0, retries=0).geocode("Xyzhne")


def test_requests_keep_their_distance(server: Server, small: Gazetteer) -> None:
    geocoder = both(server, small, min_delay_seconds=0.2)
    for name in ("Xyzhne", "Abczhne", "Qwerzhne"):
        geocoder.geocode(name)
    first, second, third = server.at
    assert second - first >= 0.1
    assert third - second >= 0.1


def test_an_answer_is_kept_on_disk_also_that_there_is_none(server: Server, small: Gazetteer, tmp_path: Path) -> None:
    cache = tmp_path / "new" / "cache.sqlite"
    first = both(server, small, cache_path=cache).geocode("Xyzhne")
    server.moods = ["empty"]
    assert both(server, small, cache_path=cache).geocode("Nowhere at all") is None
    server.moods = ["refusing"]
    again = both(server, small, cache_path=cache)
    assert again.geocode("Xyzhne") == first
    assert again.geocode("Xyzhne").raw == first.raw
    assert again.geocode("Nowhere at all") is None
    assert len(server.asked) == 2
    with pytest.raises(GeocoderServiceError):
        again.geocode("Xyzhne", country_codes="ru")
