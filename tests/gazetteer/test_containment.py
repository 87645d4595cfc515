"""Which regions hold a position, upward and downward."""

from __future__ import annotations

import pytest

from gazetteer import default


def held(longitude: float, latitude: float) -> list[str]:
    return [place.name for place in default().containing(longitude, latitude)]


@pytest.mark.parametrize(
    ("longitude", "latitude", "regions"),
    [
        (30.52, 50.45, ["Kyiv", "Ukraine"]),
        (30.26, 50.57, ["Kyiv Oblast", "Ukraine"]),  # Hostomel, which the outline of Kyiv takes in
        (30.19, 50.603, ["Kyiv Oblast", "Ukraine"]),  # its airfield, beyond the town
        (30.49, 50.58, ["Kyiv Oblast", "Ukraine"]),  # Vyshhorod
        (34.1, 44.95, ["Crimea", "Ukraine"]),
        (33.52, 44.6, ["Sevastopol", "Ukraine"]),
        (36.9, 47.6, ["Donetsk Oblast", "Ukraine"]),
        (-87.65, 41.85, ["Illinois", "United States"]),
        (7.42, 43.73, ["Monaco", "Monaco"]),
        (43.96, 36.24, ["Erbil Governorate", "Iraq"]),
        (-0.216, 51.514, ["England", "United Kingdom"]),  # Notting Hill, whose borough is not drawn
        (29.585, 36.145, ["South Aegean", "Greece"]),  # Kastellorizo, off the Turkish coast
        (4.1, 52.0, ["South Holland", "Netherlands"]),  # just off the coast
    ],
)
def test_the_regions_that_hold_a_position(longitude: float, latitude: float, regions: list[str]) -> None:
    found = default().containing(longitude, latitude)
    assert [place.name for place in found if place.kind != "adm2"] == regions


@pytest.mark.parametrize("at", [(0.0, 0.0), (3.0, 54.0), (-30.0, 40.0), (180.0, 30.0)])
def test_at_sea_nothing_holds(at: tuple[float, float]) -> None:
    assert held(*at) == []


@pytest.mark.parametrize("at", [(181.0, 0.0), (0.0, 91.0), (float("nan"), 0.0)])
def test_a_position_that_is_not_on_earth_is_told(at: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="is not on earth"):
        held(*at)


@pytest.mark.parametrize("name", ["Bakhmut", "Kherson", "Aleppo", "Toulouse", "Lyon", "Nairobi", "Yalta", "Nagoya"])
def test_a_town_lies_in_the_regions_of_its_record(name: str) -> None:
    town = default().lookup(name, kind="settlement", limit=1)[0].place
    found = default().containing(town.longitude, town.latitude)
    assert [(place.kind, place.name) for place in found if place.kind == "adm1"] == [("adm1", town.admin1)]
    assert found[-1].country == town.country
    assert found == default().parents(town)


def test_upward_from_a_region() -> None:
    gazetteer = default()
    oblast = gazetteer.by_id("706482")
    assert oblast is not None
    assert [place.name for place in gazetteer.parents(oblast)] == ["Ukraine"]
    assert gazetteer.parents(gazetteer.parents(oblast)[0]) == []


def test_downward_from_a_region() -> None:
    gazetteer = default()
    towns = gazetteer.within("706482", kind="settlement")
    assert towns[0].name == "Kharkiv"
    assert {place.admin1_code for place in towns} == {"07"}
    assert gazetteer.within("706482", limit=1, kind="settlement") == towns[:1]
    assert gazetteer.within("em:donbas") == gazetteer.within("em:nowhere") == []
    assert len(gazetteer.within("690791")) > 5_000


@pytest.mark.parametrize(
    ("longitude", "latitude", "region"),
    [
        (88.2, 69.33, "Krasnoyarsk Krai"),  # Norilsk
        (66.6, 66.53, "Yamalo-Nenets Autonomous Okrug"),  # Salekhard
        (64.05, 67.5, "Komi Republic"),  # Vorkuta
        (40.54, 64.54, "Arkhangelsk Oblast"),
        (100.0, 67.0, "Krasnoyarsk Krai"),
        (129.7, 66.8, "Sakha Republic"),
        (177.51, 64.73, "Chukotka Autonomous Okrug"),  # Anadyr
        (-173.2, 64.42, "Chukotka Autonomous Okrug"),  # Provideniya, beyond the antimeridian
        (-179.3, 71.2, "Chukotka Autonomous Okrug"),  # Wrangel Island, on both sides of it
        (179.3, 71.2, "Chukotka Autonomous Okrug"),
        (178.43, -18.13, "Central Division"),  # Suva
        (-179.95, -16.55, "Northern Division"),  # the east of Taveuni
    ],
)
def test_outlines_that_cross_the_antimeridian_are_whole(longitude: float, latitude: float, region: str) -> None:
    found = default().containing(longitude, latitude)
    assert region in [place.name for place in found]
    assert found[-1].country in ("RU", "FJ")
