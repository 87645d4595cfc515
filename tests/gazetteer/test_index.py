"""The index writer and the fast path of the reader, on a small index."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from pathlib import Path

import pytest

from gazetteer import Gazetteer, IndexFileError, Place, SourceError, fold
from gazetteer.build import write_index
from gazetteer.records import ABBREVIATION, ALTERNATE, PRIMARY
from tests.gazetteer.conftest import RECORDS


def ids(gazetteer: Gazetteer, key: str) -> list[tuple[str, int]]:
    return [(gazetteer.place_id(row), name_class) for row, name_class in gazetteer.rows(key)]


def test_every_record_comes_back_by_its_id(small: Gazetteer) -> None:
    assert len(small) == len(RECORDS)
    for record in RECORDS:
        place = small.by_id(record.id)
        assert place is not None
        row = small.row_of(record.id)
        assert row is not None
        assert (place.id, place.name, place.kind, place.country) == (
            record.id, record.name, record.kind, record.country,
        )  # fmt: skip
        assert place.longitude == pytest.approx(record.longitude, abs=1e-5)
        assert place.latitude == pytest.approx(record.latitude, abs=1e-5)
        assert place.population == record.population == small.population(row)
        assert place.radius_m == record.radius_m
        assert small.kind(row) == record.kind


def test_a_place_tells_the_regions_that_hold_it(small: Gazetteer) -> None:
    assert small.by_id("701822") == Place(
        id="701822", name="Mariupol", kind="settlement", longitude=37.54131, latitude=47.09514, country="UA",
        admin1="Donetsk Oblast", admin2="Mariupolskyi Raion", admin1_code="05", population=230_000, radius_m=4_900,
    )  # fmt: skip


def test_accessors_agree_with_the_place(small: Gazetteer) -> None:
    row = small.row_of("701822")
    assert row is not None
    assert small.place(small.adm1_row(row)).id == "709716"
    assert small.place(small.adm2_row(row)).id == "12189527"
    assert small.adm1_row(small.adm1_row(row)) == -1
    assert small.admin1_code(row) == small.admin1_code(small.adm1_row(row)) == "05"
    assert small.country_code(row) == "UA"


def test_names_lead_to_rows_with_the_class_of_the_name_primary_first(small: Gazetteer) -> None:
    assert ids(small, "kyiv") == [("703446", PRIMARY), ("703447", PRIMARY), ("703448", PRIMARY)]
    assert ids(small, "kiev") == [("703446", ALTERNATE), ("703448", ALTERNATE)]
    assert ids(small, fold("U.S.")) == ids(small, "us") == [("6252001", ABBREVIATION)]
    assert ids(small, "донбас") == [("em:donbas", ALTERNATE)]
    assert small.rows("nowhere") == ()
    assert "kyiv" in small
    assert "nowhere" not in small
    assert 7 not in small


def test_asking_again_gives_the_same(small: Gazetteer) -> None:
    assert small.rows("springfield") == small.rows("springfield")


def test_prefixes_are_the_keys_that_a_text_begins_with(small: Gazetteer) -> None:
    assert small.prefixes("kyiv oblast and beyond") == ["kyiv", "kyiv oblast"]


def test_countries_and_first_order_regions_by_their_codes(small: Gazetteer) -> None:
    assert [place.country for place in small.countries()] == ["UA", "US"]
    assert small.country("ua") == small.by_id("690791")
    assert small.country("XX") is None
    assert small.admin1("UA", "12") == small.by_id("703447")
    assert small.admin1("UA", "99") is None


def test_unknown_ids_lead_nowhere(small: Gazetteer) -> None:
    assert [small.by_id(unknown) for unknown in ("1", "em:nowhere", "", "٧", "-5")] == [None] * 5


def test_counts_by_kind(small: Gazetteer) -> None:
    assert small.counts() == {
        "country": 2, "area": 1, "water": 0, "site": 0, "adm1": 5, "adm2": 2, "settlement": 6,
    }  # fmt: skip


def test_the_order_of_records_does_not_change_a_byte(small_folder: Path, tmp_path: Path) -> None:
    shuffled = random.Random(7).sample(RECORDS, len(RECORDS))  # noqa: S311
    write_index(shuffled, tmp_path)
    for name in ("names.trie", "places.col"):
        assert (tmp_path / name).read_bytes() == (small_folder / name).read_bytes()


def test_two_places_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="share their id"):
        write_index([*RECORDS, replace(RECORDS[0], name="Other")], tmp_path)


def test_a_missing_or_foreign_trie_is_told(small_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexFileError, match=r"places\.col"):
        Gazetteer.open(tmp_path)
    (tmp_path / "places.col").write_bytes((small_folder / "places.col").read_bytes())
    with pytest.raises(IndexFileError, match=r"names\.trie"):
        Gazetteer.open(tmp_path)
    (tmp_path / "names.trie").write_bytes((small_folder / "names.trie").read_bytes()[:-8])
    with pytest.raises(IndexFileError, match="does not belong to"):
        Gazetteer.open(tmp_path)


def test_a_trie_of_the_right_size_and_wrong_content_is_told(small_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "places.col").write_bytes((small_folder / "places.col").read_bytes())
    (tmp_path / "names.trie").write_bytes(bytes((small_folder / "names.trie").stat().st_size))
    with pytest.raises(IndexFileError, match=r"names\.trie"):
        Gazetteer.open(tmp_path)


def test_a_pickled_gazetteer_opens_its_files_again(small: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(small))  # noqa: S301
    assert again.by_id("703448") == small.by_id("703448")


def test_many_names_at_once_are_answered_as_one_by_one(small: Gazetteer) -> None:
    keys = ["kyiv", "nowhere", "springfield", "kyiv", ""]
    assert small.rows_many(keys) == [small.rows(key) for key in keys]
    names = ["Kiev", "Nowhere", "Mariopol", "Kiev"]
    assert small.lookup_many(names) == [small.lookup(name, limit=1) for name in names]
    assert small.lookup_many(["Springfield"], country="UA", fuzzy=False) == [[]]


def test_an_answer_that_the_caller_changes_stays_as_it_was(small: Gazetteer) -> None:
    small.lookup("Springfield").clear()
    assert len(small.lookup("Springfield")) == 2
