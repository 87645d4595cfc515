"""Which region of GeoNames a region of Natural Earth draws, as its ids mislead."""

from __future__ import annotations

import pytest

from gazetteer.matching import Matcher, shape_country
from gazetteer.sources import Subdivision


def region(number: int, code: str, name: str, *aliases: str, iso: str = "", level: int = 1) -> Subdivision:
    return Subdivision(number, name, iso, code, "", aliases, level, 0)


MATCHER = Matcher(
    [
        region(1, "EC.19", "Tungurahua", iso="EC-T"),
        region(2, "EC.23", "Napo", iso="EC-N"),
        region(3, "KZ.01", "Almaty oblysy", "Almaty Region", iso="KZ-19"),
        region(4, "KZ.02", "Almaty", iso="KZ-75"),
        region(5, "EE.11", "Pärnumaa", iso="EE-67"),
        region(6, "EE.11.1", "Pärnu", level=2),
        region(7, "IE.M.1", "Cork City", level=2),
        region(8, "IE.M.2", "Cork", level=2),
        region(9, "SY.09", "Ḩalab", "Aleppo", iso="SY-HL"),
        region(10, "UA.11", "Avtonomna Respublika Krym", "Crimea", iso="UA-43"),
    ]
)


@pytest.mark.parametrize(
    ("shape", "place_id"),
    [
        ({"gn_id": 9, "name": "Aleppo", "iso_3166_2": "SY-HL"}, "9"),
        ({"gn_id": -99, "name": "Halab", "iso_3166_2": "SY-HL"}, "9"),  # the code where the id fails
        ({"gn_id": 9, "name": "Berroea", "iso_3166_2": "SY-HL"}, "9"),  # no name agrees, none is better
        ({"gn_id": 1, "name": "Napo", "iso_3166_2": "EC-N"}, "2"),  # id of the neighbour
        ({"gn_id": 3, "name": "Almaty", "iso_3166_2": "KZ-19"}, "3"),  # the region, not the city of its name
        ({"gn_id": 5, "name": "Pärnu", "iso_3166_2": "EE-67"}, "5"),  # the county, not its town
        ({"gn_id": 7, "name": "Cork", "iso_3166_2": "IE-CO"}, "8"),  # the county, not its city
        ({"gn_id": 10, "name": "Crimea", "iso_3166_2": "UA-43", "iso_a2": "RU"}, "10"),
        ({"gn_id": -1, "name": "Nakuru", "iso_3166_2": "KE-31", "ne_id": 77}, "ne:77"),
        ({"gn_id": -1, "iso_3166_2": "KE-31", "ne_id": 77}, ""),
        ({"gn_id": -1, "name": "Bir Tawil", "iso_3166_2": "-99-X01~", "iso_a2": "-1", "ne_id": 78}, ""),
    ],
)
def test_the_place_that_a_region_draws(shape: dict[str, object], place_id: str) -> None:
    assert MATCHER.place_id(shape) == place_id


@pytest.mark.parametrize(
    ("shape", "country"),
    [
        ({"iso_3166_2": "UA-43", "iso_a2": "RU"}, "UA"),
        ({"iso_3166_2": "-99-X11~", "iso_a2": "SO"}, "SO"),
        ({"iso_3166_2": None, "iso_a2": None}, ""),
    ],
)
def test_the_country_of_a_region(shape: dict[str, object], country: str) -> None:
    assert shape_country(shape) == country


def test_names_that_belong_to_another_region() -> None:
    almaty = region(3, "KZ.01", "Almaty oblysy", "Almaty Region", iso="KZ-19")
    assert MATCHER.belongs_to_another("Almaty", almaty)
    assert not MATCHER.belongs_to_another("Almaty Region", almaty)
    assert not MATCHER.belongs_to_another("Nowhere", almaty)
    county = region(5, "EE.11", "Pärnumaa", iso="EE-67")
    assert not MATCHER.belongs_to_another("Pärnu", county)  # the town's own region is of another level
