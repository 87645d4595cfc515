"""Other forms of names, and longer names that say where a thing is."""

from __future__ import annotations

import pytest

from gazetteer import default


def found(name: str) -> list[tuple[str, str]]:
    return [(match.place.name, match.match) for match in default().lookup(name, fuzzy=False, limit=50)]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Ukraine's", "Ukraine"),
        ("Ukraine’s", "Ukraine"),
        ("the Philippines'", "Philippines"),
        ("Loudon Co.", "Loudon County"),
        ("W. Columbia", "West Columbia"),
        ("St. Marc", "Saint-Marc"),
        ("Ft. Detrick", "Fort Detrick"),
        ("City of Kharkiv", "Kharkiv"),
        ("the town of Bakhmut", "Bakhmut"),
        ("Province of Alberta", "Alberta"),
    ],
)
def test_a_name_in_another_form_leads_to_the_same_place(name: str, place: str) -> None:
    assert (place, "variant") in found(name)


@pytest.mark.parametrize(
    ("name", "place", "score"),
    [
        ("North London", "London", 0.5),
        ("eastern Bakhmut", "Bakhmut", 0.5),
        ("Greater Manchester Area", "", 0),
        ("Manila Cathedral", "Manila", 0.5),
        ("Seoul Central District Court", "Seoul", 0.25),
        ("University of Lagos", "Lagos", pytest.approx(1 / 3)),
        ("Guma village", "", 0),
    ],
)
def test_a_longer_name_leads_to_the_place_it_names(name: str, place: str, score: float) -> None:
    matches = default().lookup(name, fuzzy=False)
    if place:
        assert (matches[0].place.name, matches[0].match, matches[0].score) == (place, "part", score)
    else:
        assert [match for match in matches if match.match == "part" and match.score > 0.9] == []


@pytest.mark.parametrize(
    "name",
    ["Ukraine region", "Jack London", "Paris Hilton", "Boston Dynamics", "Kyiv Post", "St.", "Co.", "North", "the",
     "'s", "of", "University of", "Hospital", "x" * 5000, "a b c d e f g h i j k l"],
)  # fmt: skip
def test_no_place_is_made_of_other_names(name: str) -> None:
    assert [how for _, how in found(name) if how in ("part", "variant")] == []
