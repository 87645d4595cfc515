"""What the words license: where a point stands, how exactly, and within what radius."""

from __future__ import annotations

import pytest

from gazetteer import distance_km
from mapper.model import Report, Resolution
from mapper.pipeline import Pipeline
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver


def resolve(text: str) -> list[Resolution]:
    reports = [Report("r", text)]
    return list(GazetteerResolver()(reports, GazetteerRecognizer()(reports))[0])


def named(text: str, name: str) -> Resolution:
    return next(one for one in resolve(text) if one.mention.text.startswith(name) and one.mention.kind == "place")


def away_km(one: Resolution) -> float:
    """Kilometres from the place's own point to where the mention stands."""
    assert one.place is not None
    assert one.longitude is not None
    assert one.latitude is not None
    return distance_km(one.place.longitude, one.place.latitude, one.longitude, one.latitude)


# Text, name, precision, kilometres from the place's own point, least and most radius in kilometres.
WORDS = [
    ("Shells fell in Izium, Ukraine.", "Izium", "settlement", 0, 1, 10),
    ("Shells fell near Izium, Ukraine.", "Izium", "near", 0, 10, 10),
    ("Shells fell close to Kharkiv, Ukraine.", "Kharkiv", "near", 0, 15, 40),
    ("Shells fell on the outskirts of Kharkiv, Ukraine.", "Kharkiv", "near", 0, 15, 40),
    ("Shells fell in the suburbs of Kharkiv, Ukraine.", "Kharkiv", "near", 0, 15, 40),
    ("Shells fell north of Izium, Ukraine.", "Izium", "near", 0, 10, 10),
    ("A convoy was hit 30 km east of Kharkiv, Ukraine.", "Kharkiv", "near", 30, 7, 8),
    ("A convoy was hit 30 km to the east of Kharkiv, Ukraine.", "Kharkiv", "near", 30, 7, 8),
    ("A convoy was hit 10 miles (16 km) north-west of Kharkiv, Ukraine.", "Kharkiv", "near", 16.09, 5, 5),
    ("A convoy was hit 30 km from Kharkiv, Ukraine.", "Kharkiv", "near", 0, 40, 50),
    ("A convoy was hit a few kilometres from Izium, Ukraine.", "Izium", "near", 0, 5, 10),
    ("A drone fell 50 km east of Ukraine.", "Ukraine", "country", 0, 500, 1000),  # counted from no point of its own
    ("Shells fell in Kharkiv Oblast, Ukraine.", "Kharkiv Oblast", "adm1", 0, 100, 200),
    ("Shells fell in Fairfax County, Virginia.", "Fairfax County", "adm2", 0, 10, 60),
    ("Villages along the Dnipro were flooded, Ukraine said.", "Dnipro", "area", 0, 100, 500),
    ("Fighting went on across the Donbas.", "Donbas", "area", 0, 100, 300),
    ("Ukraine was attacked.", "Ukraine", "country", 0, 500, 1000),
]


@pytest.mark.parametrize(("text", "name", "precision", "km", "least_km", "most_km"), WORDS)
def test_words_license(text: str, name: str, precision: str, km: float, least_km: float, most_km: float) -> None:
    found = named(text, name)
    assert found.precision == precision
    assert away_km(found) == pytest.approx(km, abs=0.1)
    assert least_km * 1000 <= found.radius_m <= most_km * 1000


# Text, name, which way the point moves (north, east: 1, 0 or -1), precision.
PARTS = [
    ("Rockets were fired from southern Syria.", "Syria", -1, None, "area"),
    ("Clashes went on in northern Idlib province, Syria.", "Idlib", 1, None, "adm1"),
    ("Shells fell on northern Kharkiv, Ukraine.", "Kharkiv", 1, 0, "settlement"),
    ("Shells fell on eastern Aleppo, Syria.", "Aleppo", 0, 1, "settlement"),
    ("Villages burned in western Darfur.", "Darfur", 0, -1, "area"),
]


@pytest.mark.parametrize(("text", "name", "north", "east", "precision"), PARTS)
def test_a_part_of_a_place(text: str, name: str, north: int | None, east: int | None, precision: str) -> None:
    found = named(text, name)
    assert found.place is not None
    assert found.longitude is not None
    assert found.latitude is not None
    assert found.precision == precision
    assert found.radius_m < found.place.radius_m
    for moved, way in ((found.latitude - found.place.latitude, north), (found.longitude - found.place.longitude, east)):
        assert way is None or (moved > 0.02) - (moved < -0.02) == way


def test_a_part_does_not_reach_the_region_behind_the_comma() -> None:
    found = named("Clashes went on in northern Idlib, Syria.", "Syria")
    assert (found.precision, away_km(found)) == ("country", 0)


RIVERS = [
    ("Bridges across the Dnipro were hit in Ukraine.", "Dnipro", "water"),
    ("Shells fell on Dnipro in Ukraine.", "Dnipro", "settlement"),
    ("The Dnipro mayor spoke in Ukraine.", "Dnipro", "settlement"),
    ("Levees along the Mississippi broke.", "Mississippi", "water"),
    ("Levees in Mississippi broke.", "Mississippi", "adm1"),
    ("Fighters crossed the Euphrates.", "Euphrates", "water"),
]


@pytest.mark.parametrize(("text", "name", "kind"), RIVERS)
def test_an_article_makes_a_river(text: str, name: str, kind: str) -> None:
    found = named(text, name)
    assert found.place is not None
    assert found.place.kind == kind


BORDERS = [
    # text, two sides, a longitude and a latitude that the border's middle is near, and how near in degrees
    ("Clashes took place on the border between Sudan and Chad.", ("Sudan", "Chad"), 22.5, 14.5, 1.5),
    ("Clashes took place on the Sudan-Chad border.", ("Sudan", "Chad"), 22.5, 14.5, 1.5),
    ("Clashes took place on Sudan's border with Chad.", ("Sudan", "Chad"), 22.5, 14.5, 1.5),
    ("Troops massed at the border between Kenya and Somalia.", ("Kenya", "Somalia"), 41.0, 1.5, 1.5),
    ("Farmers clashed at the Kenya-Somalia border.", ("Kenya", "Somalia"), 41.0, 1.5, 1.5),
]


@pytest.mark.parametrize(("text", "sides", "longitude", "latitude", "near"), BORDERS)
def test_a_border_is_where_two_meet(
    text: str, sides: tuple[str, str], longitude: float, latitude: float, near: float
) -> None:
    for side in sides:
        found = named(text, side)
        assert found.longitude == pytest.approx(longitude, abs=near)
        assert found.latitude == pytest.approx(latitude, abs=near)
        assert found.precision == "area"
        assert 50_000 < found.radius_m < 800_000
        assert "border" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Sudan and Chad failed.",
        "Sudan closed its border. Chad protested.",
        "The border between Norway and Chad is a figment.",
        "A border guard from Sudan-Chad patrols died.",
    ],
)
def test_no_border_is_named(text: str) -> None:
    assert named(text, "Chad").precision == "country"


def test_an_event_on_a_border_stands_there() -> None:
    report = Report("r", "Clashes erupted on the Sudan-Chad border on Monday, killing three.")
    events = Pipeline()([report])[0]
    assert {event.event_type for event in events} >= {"ground_fighting"}
    for event in events:
        assert event.place is not None
        assert event.place.longitude == pytest.approx(22.5, abs=1.5)
        assert event.precision == "area"
