"""Look-up by position."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer, distance_km


def test_the_nearest_settlements_nearest_first(small: Gazetteer) -> None:
    places = small.nearest(37.5, 47.1, limit=2)
    assert [place.name for place in places] == ["Mariupol", "Kyiv"]


def test_none_is_nearer_than_allowed(small: Gazetteer) -> None:
    assert small.nearest(0, 0, limit=3, max_km=500) == []
    assert [place.name for place in small.nearest(30.5, 50.5, limit=9, max_km=50)] == ["Kyiv"]


def test_nearest_across_the_antimeridian(small: Gazetteer) -> None:
    assert [place.name for place in small.nearest(-179.9, -16, limit=2)] == ["Suva", "Apia"]


def test_the_largest_in_a_box(small: Gazetteer) -> None:
    assert [place.id for place in small.largest(-180, -90, 180, 90, 3)] == ["703448", "701822", "4409896"]
    assert [place.name for place in small.largest(36, 46, 39, 48, 9)] == ["Mariupol"]
    assert small.largest(0, 0, 1, 1, 9) == []


def test_a_box_across_the_antimeridian(small: Gazetteer) -> None:
    assert [place.name for place in small.largest(170, -30, -170, 0, 9)] == ["Suva", "Apia"]


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((30.5238, 50.45466), (30.5238, 50.45466), 0),
        ((2.3488, 48.85341), (-0.12574, 51.50853), 344),
        ((0, 0), (180, 0), 20015),
        ((179.9, 0), (-179.9, 0), 22.2),
    ],
)
def test_great_circle_distance(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert distance_km(*one, *other) == pytest.approx(km, rel=0.005, abs=1e-9)
