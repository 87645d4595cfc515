"""How likely a bare name means a place, and which places are known well enough for two slips."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import Gazetteer, default, fold
from gazetteer.build import write_index
from gazetteer.importance import MATCH_BONUS, RENOWNED_FROM, WELL_KNOWN, importance, weight
from gazetteer.importing import import_own
from gazetteer.layers import installed
from tests.gazetteer.conftest import RECORDS, record


def test_more_people_more_names_and_a_higher_kind_weigh_more() -> None:
    town = weight(10_000, "settlement", 5, 1)
    assert weight(20_000, "settlement", 5, 1) > town
    assert weight(10_000, "settlement", 9, 1) > town
    assert weight(10_000, "country", 5, 1) > town > weight(10_000, "adm2", 5, 1)
    assert weight(0, "site", 0, 1) > weight(0, "site", 0, 0)


def test_what_is_weighed_in_one_read_is_what_the_place_tells(small: Gazetteer) -> None:
    bearers = tuple((row, row % 2) for row in range(len(small)))
    for (row, name_class), (rank, weighed, how) in zip(bearers, small.weigh(bearers, b"Kyiv\0"), strict=True):
        assert (weighed, how == "alternate") == (row, bool(name_class))
        assert how in ("alternate", "exact" if small.name(row) == "Kyiv" else "folded")
        assert small.standing(row) == (small.population(row), small.kind(row), small.fame(row))
        assert rank == -importance(small, row) - MATCH_BONUS[how]
        assert importance(small, row) == weight(*small.standing(row), small.trust(row))


def renowned(gazetteer: Gazetteer) -> set[str]:
    keys = (fold(gazetteer.name(row)) for row in range(len(gazetteer)) if importance(gazetteer, row) >= WELL_KNOWN)
    return {key for key in keys if len(key) >= RENOWNED_FROM}


@pytest.mark.parametrize("world", [False, True])
def test_names_of_well_known_places_by_their_first_letter(small: Gazetteer, world: bool) -> None:
    gazetteer = default() if world else small
    expected = renowned(gazetteer)
    assert expected
    letters = {key[0] for key in expected} | {"q", "ж", "ʻ"}
    for letter in letters:
        assert gazetteer.renowned_keys(letter) == sorted(key for key in expected if key[0] == letter)


def test_an_index_in_which_nothing_is_well_known(tmp_path: Path) -> None:
    write_index([record("1", "Tiny Hamlet", "settlement", (1.0, 2.0), country="UA")], tmp_path)
    gazetteer = Gazetteer.open(tmp_path)
    assert gazetteer.renowned_keys("t") == []
    assert gazetteer.lookup("Tinny Hamlett") == []


def test_ones_own_places_are_well_known(small_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,longitude,latitude\nMarquee Post,30.0,50.0\n", encoding="utf-8")
    import_own(tmp_path / "mine.csv", tmp_path / "layers")
    gazetteer = Gazetteer.open(small_folder, [layer.path for layer in installed(tmp_path / "layers")])
    assert gazetteer.renowned_keys("m") == ["mariupol", "marquee post"]
    assert gazetteer.lookup("Marquie Pist")[0].place.name == "Marquee Post"
    assert len(RECORDS) + 1 == len(gazetteer)
