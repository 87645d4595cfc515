"""Places as the table makes them: values like any others, whichever way they were made."""

from __future__ import annotations

import pickle
import random
from dataclasses import FrozenInstanceError, asdict, replace

import pytest

from gazetteer import Gazetteer, Match, Place, default
from gazetteer.rows import NO_ROW, make_match, pack_row


def test_a_place_of_the_table_is_a_place_like_any_other(small: Gazetteer) -> None:
    place = small.by_id("701822")
    assert place is not None
    same = Place(**asdict(place))
    assert type(place) is Place
    assert (place, hash(place), repr(place)) == (same, hash(same), repr(same))
    assert pickle.loads(pickle.dumps(place)) == place  # noqa: S301
    assert replace(place, population=1).population == 1
    with pytest.raises(FrozenInstanceError):
        place.name = "Other"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        place.other = 1  # type: ignore[attr-defined]


def test_a_match_that_is_made_quickly_is_a_match_like_any_other(small: Gazetteer) -> None:
    place = small.place(0)
    match, same = make_match(place, "folded", 0.5), Match(place, "folded", 0.5)
    assert type(match) is Match
    assert (match, hash(match), repr(match)) == (same, hash(same), repr(same))
    assert pickle.loads(pickle.dumps(match)) == match  # noqa: S301
    with pytest.raises(FrozenInstanceError):
        match.score = 1.0  # type: ignore[misc]


def test_the_place_of_a_row_and_the_accessors_agree_all_over_the_world() -> None:
    gazetteer = default()
    for row in random.Random(3).sample(range(len(gazetteer)), 2_000):  # noqa: S311
        place = gazetteer.place(row)
        adm1, adm2 = gazetteer.adm1_row(row), gazetteer.adm2_row(row)
        assert place == Place(
            id=gazetteer.place_id(row),
            name=gazetteer.name(row),
            kind=gazetteer.kind(row),
            longitude=gazetteer.longitude(row),
            latitude=gazetteer.latitude(row),
            country=gazetteer.country_code(row),
            admin1=gazetteer.name(adm1) if adm1 >= 0 else "",
            admin2=gazetteer.name(adm2) if adm2 >= 0 else "",
            admin1_code=gazetteer.admin1_code(row),
            population=gazetteer.population(row),
            radius_m=gazetteer.radius_m(row),
        )


def test_many_names_of_the_world_are_answered_as_one_by_one() -> None:
    gazetteer = default()
    chance = random.Random(4)  # noqa: S311
    names = [gazetteer.name(row) for row in chance.sample(range(len(gazetteer)), 1_000)]
    asked = [*names, *(name.upper() for name in names[:200]), *(name[:-2] + name[-1:] for name in names[:100]), "", "?"]
    for limit in (1, 10):
        assert gazetteer.lookup_many(asked, limit=limit) == [gazetteer.lookup(name, limit=limit) for name in asked]
    found = gazetteer.lookup_many(["Springfield", "Springfield"])
    found[0].clear()
    assert found[1] == gazetteer.lookup("Springfield", limit=1)


def test_values_that_are_too_large_for_a_row_are_kept_at_the_most_it_holds() -> None:
    most = pack_row(1.0, 2.0, 3, 4, NO_ROW, NO_ROW, 10**9, 1_000, 5)
    assert most == pack_row(1.0, 2.0, 3, 4, NO_ROW, NO_ROW, 0xFFFF * 100, 255, 5)
    assert len(most) == 28
