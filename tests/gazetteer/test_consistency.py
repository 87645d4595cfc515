"""Positions, regions and codes agree with each other, all over the world."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import default

ORDER = {"adm2": 0, "adm1": 1, "country": 2}


@settings(max_examples=150, deadline=None)
@given(st.floats(-180, 180), st.floats(-90, 90))
def test_what_holds_a_position_is_one_chain_of_regions_by_their_codes(longitude: float, latitude: float) -> None:
    gazetteer = default()
    holders = gazetteer.containing(longitude, latitude)
    levels = [ORDER[place.kind] for place in holders]
    assert levels == sorted(set(levels))
    assert len({place.country for place in holders}) <= 1
    if not holders:
        return
    assert holders[-1] == gazetteer.country(holders[-1].country)
    for below, above in pairwise(holders):
        assert above in gazetteer.parents(below)
    for place in holders:
        if place.kind == "adm1" and place.admin1_code:
            assert gazetteer.admin1(place.country, place.admin1_code) == place


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_place_its_region_and_its_country_tell_the_same_codes(random) -> None:  # type: ignore[no-untyped-def]
    gazetteer = default()
    row = random.randrange(len(gazetteer))
    place = gazetteer.place(row)
    assert gazetteer.by_id(place.id) == place
    above = gazetteer.parents(place)
    assert [region.kind for region in above] == sorted((region.kind for region in above), key=ORDER.__getitem__)
    for region in above:
        assert region.country == place.country
        if region.kind == "adm1":
            assert (region.name, region.admin1_code) == (place.admin1, place.admin1_code)
        if region.kind == "adm2":
            assert region.name == place.admin2
            assert region.admin1 in ("", place.admin1)
    if above and above[0].kind == "adm2":
        assert row in gazetteer.rows_in("adm2", above[0].id)
