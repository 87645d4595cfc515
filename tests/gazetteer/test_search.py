"""Look-up by name: how a match is called, what comes first, what is near enough to be meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer


def found(gazetteer: Gazetteer, name: str, **more: object) -> list[tuple[str, str]]:
    return [(match.place.id, match.match) for match in gazetteer.lookup(name, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Kyiv", ("703448", "exact")),
        ("KYIV", ("703448", "folded")),
        ("Kiev", ("703448", "alternate")),
        ("Київ", ("703448", "alternate")),
        ("Kyiv region", ("703446", "folded")),
        ("Kyiv Oblast", ("703446", "exact")),
        ("Donetsk province", ("709716", "folded")),
        ("Sangamon County", ("4250545", "exact")),
        ("America", ("6252001", "alternate")),
        ("Springfield", ("4409896", "exact")),
        ("Mariopol", ("701822", "fuzzy")),
        ("Mairupol", ("701822", "fuzzy")),
        ("Mariupoll", ("701822", "fuzzy")),
        ("Marupol", ("701822", "fuzzy")),
        ("Springfeald", ("4409896", "fuzzy")),
        ("Sprignfeild", ("4409896", "fuzzy")),
    ],
)
def test_the_first_match(small: Gazetteer, name: str, first: tuple[str, str]) -> None:
    assert found(small, name)[0] == first


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "'",
        "Kyvi",
        "Nariupol",
        "Marxxxpol",
        "Sxringfeald",
        "Xpringfield",
        "Xyz",
        "Ukraine region",
        "Kyiv nonsense",
    ],
)
def test_nothing_is_found(small: Gazetteer, name: str) -> None:
    assert found(small, name) == []


def test_fuzzy_matches_are_scored_below_one_and_can_be_refused(small: Gazetteer) -> None:
    (match,) = small.lookup("Mariopol")
    assert match.score == pytest.approx(7 / 8)
    assert small.lookup("Mariopol", fuzzy=False) == []
    assert small.lookup("Mariupol")[0].score == 1.0


def test_no_fuzzy_match_where_a_name_is_the_same(small: Gazetteer) -> None:
    assert {how for _, how in found(small, "Springfield")} == {"exact"}


def test_the_nearer_of_two_comes_first(small: Gazetteer) -> None:
    assert found(small, "Springfield", near=(-89.0, 40.0))[0][0] == "4250542"
    assert found(small, "Springfield", near=(-94.0, 37.0))[0][0] == "4409896"


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"kind": "adm1"}, ["703447", "703446"]),
        ({"kind": "settlement"}, ["703448"]),
        ({"country": "ua", "kind": "country"}, []),
        ({"country": "US"}, []),
        ({"within": "703447"}, ["703448", "703447"]),
        ({"within": "690791"}, ["703448", "703447", "703446"]),
        ({"within": "6252001"}, []),
        ({"within": "em:nowhere"}, []),
        ({"limit": 1}, ["703448"]),
    ],
)
def test_filters_confine_a_search(small: Gazetteer, filters: dict[str, object], ids: list[str]) -> None:
    assert [place_id for place_id, _ in found(small, "Kyiv", fuzzy=False, **filters)] == ids


def test_within_a_second_order_region(small: Gazetteer) -> None:
    assert found(small, "Springfield", within="4250545") == [("4250542", "exact")]


@given(st.text(max_size=30))
def test_any_text_is_answered(small: Gazetteer, name: str) -> None:
    for match in small.lookup(name, limit=3):
        assert 0 < match.score <= 1
