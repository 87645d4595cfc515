"""The index behind geopy's interface."""

from __future__ import annotations

import pytest
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from gazetteer import Gazetteer
from gazetteer.geocoder import GazetteerGeocoder


@pytest.fixture(scope="module")
def geocoder(small: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(small)


def test_it_is_a_geopy_geocoder(geocoder: GazetteerGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)


def test_one_location(geocoder: GazetteerGeocoder) -> None:
    location = geocoder.geocode("Mariopol")
    assert isinstance(location, Location)
    assert location.address == "Mariupol, Donetsk Oblast, Ukraine"
    assert (location.latitude, location.longitude) == (47.09514, 37.54131)
    assert location.raw["geonameid"] == 701822


def test_several_locations(geocoder: GazetteerGeocoder) -> None:
    both = geocoder.geocode("Springfield", exactly_one=False)
    assert [location.raw["id"] for location in both] == ["4409896", "4250542"]
    assert len(geocoder.geocode("Springfield", exactly_one=False, limit=1)) == 1
    assert geocoder.geocode("Springfield", country="UA") is None
    assert geocoder.geocode("Kyiv", kind="adm1").raw["kind"] == "adm1"


@pytest.mark.parametrize("query", [(47.1, 37.5), "47.1, 37.5", "47 6m 0s N, 37 30m 0s E"])
def test_reverse_takes_what_geopy_takes(geocoder: GazetteerGeocoder, query: object) -> None:
    assert geocoder.reverse(query).raw["name"] == "Mariupol"


def test_reverse_far_from_anywhere_finds_nothing(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.reverse((0, 0)) is None
    assert geocoder.reverse((0, 0), exactly_one=False) is None


def test_reverse_of_nonsense_is_told(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="is no position"):
        geocoder.reverse("nowhere at all")


def test_the_embedded_index_is_the_default() -> None:
    assert GazetteerGeocoder().geocode("Kiev").address == "Kyiv, Kyiv, Ukraine"


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Springfield, Illinois", "4250542"),
        ("Springfield, Sangamon County, Illinois, US", "4250542"),
        ("Mariopol, Ukraine", "701822"),
        ("Kyiv, Ukraine", "703448"),
    ],
)
def test_a_name_with_the_regions_that_hold_it(geocoder: GazetteerGeocoder, query: str, place_id: str) -> None:
    assert geocoder.geocode(query).raw["id"] == place_id


def test_a_name_in_a_region_that_has_none_of_it(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Mariupol, Illinois") is None
    assert geocoder.geocode("Mariupol, Nowhere") is None


def test_countries_as_nominatim_has_them(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Springfield", country_codes="ua") is None
    both = geocoder.geocode("Springfield", country_codes=["ua", "us"], exactly_one=False, language="en")
    assert len(both) == 2


def test_raw_says_how_a_name_matched(geocoder: GazetteerGeocoder, small: Gazetteer) -> None:
    assert geocoder.geocode("Mariopol").raw["match"] == "fuzzy"
    assert geocoder.geocode("Mariupol").raw["score"] == 1.0
    assert GazetteerGeocoder(small, fuzzy=False).geocode("Mariopol") is None
