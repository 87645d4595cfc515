"""The whole build, on tiny sources: what becomes a place, under which names, where; the same inputs, the same bytes."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from gazetteer import Gazetteer, SourceError, boundaries, fold
from gazetteer.build import BUILT, MANIFEST, build
from gazetteer.packages import SOURCES
from tests.gazetteer.sources import write_sources, write_written


def run(folder: Path) -> Path:
    """Build from the tiny sources; return the data folder."""
    packages, data = folder / "packages", folder / "data"
    write_sources(packages)
    write_written(data)
    build(data, lambda package, inner: packages / package / inner)
    return data


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def index(built: Path) -> Gazetteer:
    return Gazetteer.open(built)


def named(index: Gazetteer, name: str) -> set[str]:
    return {index.place_id(row) for row, _ in index.rows(fold(name))}


def test_the_same_sources_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = run(tmp_path)
    for name in (*BUILT, MANIFEST):
        assert (again / name).read_bytes() == (built / name).read_bytes()


def test_every_kind_of_place_is_there(index: Gazetteer) -> None:
    assert index.counts() == {
        "country": 2, "area": 0, "water": 1, "site": 4, "adm1": 3, "adm2": 1, "settlement": 3,
    }  # fmt: skip


def test_a_ukrainian_town_is_shown_in_the_official_spelling_and_found_by_the_others(index: Gazetteer) -> None:
    place = index.by_id("1")
    assert place is not None
    assert place.name == "Mykolaiv"
    for name in ("Mykolaiv", "Mykolayiv", "Миколаїв", "Николаев", "Nikolayev", "Nikolaev"):
        assert "1" in named(index, name), name


@pytest.mark.parametrize("junk", ["NLV", "ni gu la ye fu", "ミコライウ"])
def test_codes_machine_romanisations_and_other_scripts_are_left_out(index: Gazetteer, junk: str) -> None:
    assert named(index, junk) == set()


def test_a_romanisation_with_dots_below_is_shown_plain(index: Gazetteer) -> None:
    assert index.by_id("3").name == "Port Rafah"


def test_a_region_is_named_with_its_kind_where_a_town_bears_its_name(index: Gazetteer) -> None:
    assert index.by_id("21").name == "Mykolaiv Oblast"
    assert named(index, "Mykolaiv") == {"1", "21"}
    assert named(index, "Mikolaiv") == {"1", "21"}


def test_a_region_lies_at_its_label_point_and_its_members_are_counted(index: Gazetteer) -> None:
    place = index.by_id("21")
    assert (place.longitude, place.latitude, place.population) == (0.9, 1.1, 470_000)
    assert 100_000 < place.radius_m < 200_000
    district = index.by_id("23")
    assert (district.longitude, district.latitude, district.admin1) == (3.0, 1.0, "Selo Land")
    assert "23" in named(index, "Selo")


def test_a_region_without_members_and_polygon_is_left_out(index: Gazetteer) -> None:
    assert index.by_id("24") is None


def test_a_region_that_only_the_map_has_takes_its_people_from_the_map(index: Gazetteer) -> None:
    place = index.by_id("ne:899")
    assert (place.name, place.country, place.population) == ("Main Isle", "XX", 5_000)


def test_a_settlement_tells_its_regions(index: Gazetteer) -> None:
    place = index.by_id("2")
    assert (place.admin1, place.admin2, place.admin1_code) == ("Selo Land", "Selo District", "02")


def test_countries_have_names_of_all_sources(index: Gazetteer) -> None:
    for name in ("Ukraine", "Ukrainian State", "Україна", "Укр", "UKR"):
        assert "10" in named(index, name), name
    assert index.by_id("11").name == "Isles"
    assert named(index, "The Isles") == {"11"}


def test_hand_written_places_take_the_region_of_the_nearest_settlement(index: Gazetteer) -> None:
    dam = index.by_id("em:dam")
    assert (dam.kind, dam.admin1, dam.radius_m) == ("site", "Selo Land", 500)
    assert named(index, "Внутрішнє море") == {"em:sea"}


def test_an_airport_is_found_by_its_usual_names_with_the_word_for_it_alone(index: Gazetteer) -> None:
    place = index.by_id("icao:UKMM")
    assert (place.name, place.kind, place.admin1) == ("Mykolayiv International Airport", "site", "Mykolaiv Oblast")
    for name in ("Mykolayiv International Airport", "Mykolayiv Airport", "Mykolayiv Airfield"):
        assert named(index, name) == {"icao:UKMM"}, name
    assert named(index, "Fyodor") == set()
    assert named(index, "Fyodor Airport") == {"icao:UKXX"}


def test_an_airport_that_the_hand_written_file_has_too_lends_it_its_names(index: Gazetteer) -> None:
    assert index.by_id("icao:UKSS") is None
    assert named(index, "Selo Dam Airfield") == {"em:airfield"}


def test_demonyms_are_no_names(index: Gazetteer) -> None:
    assert index.rows("ukrainians") == ()
    assert index.demonym("Ukrainians") == index.country("UA")
    assert index.demonym("Seloan") == index.by_id("22")
    assert index.demonym("Ukraine") is None


def test_a_village_without_a_position_stands_at_its_hromada_where_the_oblast_is_known(index: Gazetteer) -> None:
    oblast = index.row_of("21")
    place = index.hromada("nova ivanivka", oblast)
    assert (place.name, place.longitude, place.latitude, place.radius_m, place.kind) == (
        "Nova Ivanivka", 1.0, 1.0, 15_000, "settlement",
    )  # fmt: skip
    assert (place.id, place.admin1) == ("katottg:UA48020001002000003", "Mykolaiv Oblast")
    assert index.hromada("нова ивановка", oblast) == place
    assert index.hromada("nova ivanivka", index.row_of("22")) is None
    assert index.hromada("puste", oblast) is None  # nothing of its hromada is located
    assert index.hromada("mykolaiv", oblast) is None  # has a position
    assert index.lookup("Nova Ivanivka") == []
    assert [(found.place, found.match) for found in index.lookup("Nova Ivanivka", within="21")] == [(place, "hromada")]


def test_the_manifest_tells_sources_and_checksums(built: Path) -> None:
    manifest = tomllib.loads((built / MANIFEST).read_text(encoding="utf-8"))
    assert [source["name"] for source in manifest["source"]] == [source.name for source in SOURCES]
    assert all(source["licence"] for source in manifest["source"])
    for name in BUILT:
        assert manifest["built"]["sha256"][name] == hashlib.sha256((built / name).read_bytes()).hexdigest()


def test_boundaries_hold_countries_and_regions_with_shared_borders(built: Path) -> None:
    path = built / "boundaries.zip"
    assert boundaries.members(path) == ["admin1/UA", "admin1/XX", "countries", "land", "waters"]
    countries = boundaries.topology("countries", path)["objects"]["countries"]["geometries"]
    assert [(item["id"], item["properties"]["place"], item["properties"]["name"]) for item in countries] == [
        ("UA", "10", "Ukraine"),
        ("XX", "11", "Isles"),
    ]
    regions = boundaries.topology("admin1/UA", path)
    left, right = regions["objects"]["regions"]["geometries"]
    assert (left["id"], right["id"]) == ("21", "22")
    assert left["properties"] == {"name": "Mykolaiv Oblast", "label": [0.9, 1.1]}
    shared = {abs(arc + (arc < 0)) for arc in left["arcs"][0]} & {abs(arc + (arc < 0)) for arc in right["arcs"][0]}
    assert len(shared) == 1


@pytest.mark.parametrize(("file", "column"), [("aliases.csv", "names"), ("demonyms.csv", "demonyms")])
def test_a_name_of_an_unknown_place_is_refused(tmp_path: Path, file: str, column: str) -> None:
    packages, data = tmp_path / "packages", tmp_path / "data"
    write_sources(packages)
    write_written(data)
    (data / file).write_text(f"id,name,{column},source\n999,Nobody,Someone,own\n")
    with pytest.raises(SourceError, match=f"{file} .* not there: 999"):
        build(data, lambda package, inner: packages / package / inner)
    assert not (data / "places.col").exists()
