"""Layers laid over an index: one numbering, one answer a place, and what the mapper's stages rely on."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from gazetteer import Gazetteer, LayeredGazetteer
from gazetteer.importing import import_dump, import_own
from gazetteer.layers import installed, user_directory, usual
from mapper.model import Report
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver
from tests.gazetteer.dumps import row, write_dump
from tests.gazetteer.test_importing import OWN

ROWS = (
    row("9000020", "Nowa Wies", at=(30.6, 50.4), country="UA", admin1="12", population="90"),
    row("9000021", "Springfield Brook", "H.STM", (-89.6, 39.8), country="US", admin1="IL"),
    row("9000022", "Springfield", "S.HTL", (-89.6, 39.7), country="US", admin1="IL"),
    row("703448", "Kyiv", "P.PPLC", (30.5, 50.4), country="UA", admin1="12"),
)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layered")
    import_dump(write_dump(folder / "UA.txt", ROWS), folder / "layers")
    (folder / "mine.csv").write_text(OWN, encoding="utf-8")
    import_own(folder / "mine.csv", folder / "layers")
    return folder / "layers"


@pytest.fixture(scope="module")
def layered(directory: Path, small_folder: Path) -> Gazetteer:
    return Gazetteer.open(small_folder, [layer.path for layer in installed(directory)])


def test_own_layers_come_first(directory: Path) -> None:
    assert [(layer.name, layer.origin) for layer in installed(directory)] == [("mine", "own"), ("UA", "geonames")]


def test_rows_are_numbered_across_layers(layered: Gazetteer, small: Gazetteer) -> None:
    assert isinstance(layered, LayeredGazetteer)
    assert len(layered) == 2 + len(small) + 3
    ids = [layered.place_id(row) for row in range(len(layered))]
    assert ids[:2] == ["own:checkpoint-wolf", "own:springfield"]
    assert ids[2 : 2 + len(small)] == [small.place_id(row) for row in range(len(small))]
    assert [layered.row_of(place_id) for place_id in ids] == list(range(len(layered)))
    assert [layered.trust(row) for row in range(len(layered))] == [2] * 2 + [1] * len(small) + [0] * 3


def test_places_of_the_index_below_are_unchanged(layered: Gazetteer, small: Gazetteer) -> None:
    for number in range(len(small)):
        assert layered.place(number + 2) == small.place(number)
        assert layered.kind(number + 2) == small.kind(number)
        assert layered.fame(number + 2) == small.fame(number)
        above, below = layered.adm1_row(number + 2), small.adm1_row(number)
        assert above == (below + 2 if below >= 0 else -1)
        above, below = layered.adm2_row(number + 2), small.adm2_row(number)
        assert above == (below + 2 if below >= 0 else -1)


def test_a_place_of_a_layer_points_to_the_regions_below(layered: Gazetteer) -> None:
    place = layered.by_id("9000020")
    assert place is not None
    assert (place.admin1, place.admin1_code, place.country) == ("Kyiv", "12", "UA")
    assert [above.id for above in layered.parents(place)] == ["703447", "690791"]
    assert "9000020" in {held.id for held in layered.within("703447")}
    assert "9000020" in {held.id for held in layered.within("690791", kind="settlement")}


def test_a_hotel_does_not_come_before_the_town_of_its_name(layered: Gazetteer) -> None:
    found = [match.place.id for match in layered.lookup("Springfield", country="US")]
    assert found[0] == "own:springfield"
    assert found[-1] == "9000022"


def test_a_user_s_place_hides_the_others_where_the_stages_look(layered: Gazetteer) -> None:
    assert [layered.place_id(found) for found, _ in layered.rows("springfield")] == ["own:springfield"]
    assert len(layered.all_rows("springfield")) == 4


def test_keys_and_prefixes_of_all_layers(layered: Gazetteer) -> None:
    assert layered.prefixes("springfield brook road") == ["springfield", "springfield brook"]
    assert {"kyiv", "checkpoint wolf", "nowa wies"} <= set(layered.keys(""))
    assert "nowa wies" in layered
    assert "nowhere" not in layered


def test_nearest_looks_in_all_layers(layered: Gazetteer) -> None:
    assert [place.id for place in layered.nearest(30.6, 50.4, 2)] == ["9000020", "703448"]
    assert [place.id for place in layered.largest(30, 50, 31, 51, 3)] == ["703448"]


def test_countries_and_regions_by_code(layered: Gazetteer, small: Gazetteer) -> None:
    assert layered.countries() == small.countries()
    assert layered.admin1("UA", "12") == small.admin1("UA", "12")


def test_arrays_follow_the_numbering(layered: Gazetteer) -> None:
    longitudes, latitudes, populations, fame = layered.arrays()
    assert len(longitudes) == len(latitudes) == len(populations) == len(fame) == len(layered)
    assert [populations[found] for found in layered.rows_of_kind("settlement")] == [
        layered.population(found) for found in layered.rows_of_kind("settlement")
    ]
    assert sum(layered.counts().values()) == len(layered)
    assert layered.name_count() > 30
    assert 9000020 in layered.geonameids()


def test_it_travels_as_its_paths(layered: Gazetteer) -> None:
    again = pickle.loads(pickle.dumps(layered))  # noqa: S301
    assert [again.place_id(row) for row in range(len(again))] == [layered.place_id(row) for row in range(len(layered))]


def test_the_user_s_folder(monkeypatch: pytest.MonkeyPatch, directory: Path) -> None:
    assert not isinstance(usual(), LayeredGazetteer)
    monkeypatch.setenv("EVENT_MAPPER_GAZETTEER", str(directory))
    usual.cache_clear()
    assert user_directory() == directory
    assert isinstance(usual(), LayeredGazetteer)
    monkeypatch.delenv("EVENT_MAPPER_GAZETTEER")
    assert user_directory().parts[-2:] == ("event-mapper", "gazetteer")


def test_the_mapper_s_stages_find_the_places_of_layers(directory: Path) -> None:
    gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(directory)])
    reports = [Report("1", "Shelling hit Checkpoint Wolf near Hostomel in Kyiv region, Ukraine. Nowa Wies was spared.")]
    mentions = GazetteerRecognizer(gazetteer=gazetteer)(reports)
    assert "Checkpoint Wolf" in [mention.text for mention in mentions[0]]
    found = {
        resolution.mention.text: resolution.place.id
        for resolution in GazetteerResolver(gazetteer=gazetteer)(reports, mentions)[0]
        if resolution.place is not None
    }
    assert found["Checkpoint Wolf"] == "own:checkpoint-wolf"
    assert found["Hostomel"].isdecimal()
