"""Importing dumps of GeoNames and users' own places: what is kept, what is told, what an interruption leaves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, IndexFileError, SourceError, default
from gazetteer.importing import Outcome, import_dump, import_own
from gazetteer.layers import installed
from tests.gazetteer.dumps import ALTERNATES, DUMP, row, write_dump


def opened(directory: Path) -> Gazetteer:
    return Gazetteer.open(layers=[layer.path for layer in installed(directory)])


def imported(tmp_path: Path, rows: tuple[str, ...] = DUMP, **more: int) -> Outcome:
    return import_dump(write_dump(tmp_path / "NL.txt", rows), tmp_path / "layers", **more)


def content(directory: Path) -> dict[str, bytes]:
    """All files below a folder, by their path."""
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


@pytest.mark.parametrize("ending", ["txt", "zip"])
def test_a_dump_becomes_a_layer(tmp_path: Path, ending: str) -> None:
    outcome = import_dump(write_dump(tmp_path / f"NL.{ending}"), tmp_path / "layers")
    layer = outcome.layer
    assert (outcome.new, outcome.faults) == (True, [])
    assert (layer.name, layer.origin, layer.dated) == ("NL", "geonames", "2025-08-28")
    assert layer.counts == {"area": 1, "water": 1, "site": 1, "adm2": 1, "settlement": 3}
    assert layer.skipped == {"in the embedded index": 1}
    assert "CC BY 4.0" in layer.licence


@pytest.mark.parametrize(
    ("name", "place_id", "how"),
    [
        ("Den Oord", "2743463", "exact"),
        ("den oord", "2743463", "folded"),
        ("Oord", "2743463", "alternate"),
        ("De Schie", "2743466", "alternate"),
        ("Zwormertorenbrug", "2743468", "exact"),
        ("IJzerhoek", "9000003", "folded"),
        ("Amsterdam", "2759794", "exact"),
    ],
)
def test_its_places_are_found_beside_the_embedded_ones(tmp_path: Path, name: str, place_id: str, how: str) -> None:
    imported(tmp_path)
    match = opened(tmp_path / "layers").lookup(name, country="NL")[0]
    assert (match.place.id, match.match) == (place_id, how)


def test_places_know_the_regions_of_the_embedded_index_and_of_the_dump(tmp_path: Path) -> None:
    imported(tmp_path)
    place = opened(tmp_path / "layers").by_id("9000002")
    assert place is not None
    assert (place.admin1, place.admin2, place.admin1_code) == ("Utrecht", "Gemeente Nieuw", "09")
    assert (place.longitude, place.latitude, place.population) == (5.31, 51.91, 1200)


def test_machine_romanisations_and_codes_are_no_names(tmp_path: Path) -> None:
    imported(tmp_path)
    gazetteer = opened(tmp_path / "layers")
    assert gazetteer.lookup("ma li wu", fuzzy=False) == []
    assert gazetteer.lookup("OOR", country="NL", fuzzy=False) == []


def test_the_table_of_alternate_names_adds_names_and_no_links(tmp_path: Path) -> None:
    alternates = write_dump(tmp_path / "alternateNamesV2.zip", ALTERNATES)
    outcome = import_dump(write_dump(tmp_path / "NL.zip"), tmp_path / "layers", alternates)
    gazetteer = opened(tmp_path / "layers")
    for name, place_id in (("Ден-Орд", "2743463"), ("D.O.", "2743463"), ("Newhouses", "9000002")):
        assert gazetteer.lookup(name, country="NL")[0].place.id == place_id
    assert gazetteer.lookup("1234", fuzzy=False) == []
    assert outcome.layer.skipped["broken alternate name"] == 1
    assert [source["file"] for source in outcome.layer.sources] == ["NL.zip", "alternateNamesV2.zip"]


NEW_NAMES = (
    "1\t2759794\ten\tMokumstad\t\t\t\t",
    "2\t2759794\ten\tAmsterdam\t1\t\t\t",
    "3\t701822\ten\tAzovhaven\t\t\t\t",
    "4\t701822\tabbr\tA.Z.H.\t\t\t\t",
    "5\t701822\tlink\thttps://en.wikipedia.org/wiki/Mariupol\t\t\t\t",
    "6\t9000002\ten\tAzovhaven\t\t\t\t",
)
"""Of Amsterdam, which the dump has too; of Mariupol, which it has not; and of a place that is in the dump alone."""


def test_further_names_reach_the_places_of_the_embedded_index(tmp_path: Path) -> None:
    alternates = write_dump(tmp_path / "alternateNamesV2.txt", NEW_NAMES)
    layer = import_dump(write_dump(tmp_path / "NL.txt"), tmp_path / "layers", alternates).layer
    gazetteer = opened(tmp_path / "layers")
    embedded = default()
    for name, place_id in (("Mokumstad", "2759794"), ("Azovhaven", "701822"), ("A.Z.H.", "701822")):
        match = gazetteer.lookup(name, fuzzy=False)[0]
        assert (match.place, match.match) == (embedded.by_id(place_id), "alternate")
    assert [match.place.id for match in gazetteer.lookup("Azovhaven")] == ["701822", "9000002"]
    assert gazetteer.trust(gazetteer.rows("mokumstad")[0][0]) == 1
    assert gazetteer.rows("amsterdam") == embedded.rows("amsterdam")
    assert len(gazetteer) == len(embedded) + sum(layer.counts.values())
    assert "azovhaven" in gazetteer
    assert "mokumstad" in gazetteer.prefixes("mokumstad and beyond")
    assert gazetteer.name_count() == embedded.name_count() + layer.names


def test_further_names_are_imported_once(tmp_path: Path) -> None:
    alternates = write_dump(tmp_path / "alternateNamesV2.txt", NEW_NAMES)
    dump = write_dump(tmp_path / "NL.txt")
    assert import_dump(dump, tmp_path / "layers", alternates).new
    before = content(tmp_path / "layers")
    assert not import_dump(dump, tmp_path / "layers", alternates).new
    assert content(tmp_path / "layers") == before
    write_dump(alternates, NEW_NAMES[:1])
    layer = import_dump(dump, tmp_path / "layers", alternates).layer
    assert opened(tmp_path / "layers").lookup("Azovhaven", fuzzy=False) == []
    assert len(layer.further) == 1
    assert import_dump(dump, tmp_path / "layers").layer.further == ()


def test_further_names_of_a_place_that_the_index_has_no_more_lead_nowhere(tmp_path: Path, small_folder: Path) -> None:
    alternates = write_dump(tmp_path / "alternateNamesV2.txt", NEW_NAMES)
    import_dump(write_dump(tmp_path / "NL.txt"), tmp_path / "layers", alternates)
    over_small = Gazetteer.open(small_folder, [layer.path for layer in installed(tmp_path / "layers")])
    assert over_small.lookup("Mokumstad", fuzzy=False) == []
    assert over_small.lookup("A.Z.H.")[0].place.name == "Mariupol"


def test_damage_to_further_names_is_found(tmp_path: Path) -> None:
    alternates = write_dump(tmp_path / "alternateNamesV2.txt", NEW_NAMES)
    layer = import_dump(write_dump(tmp_path / "NL.txt"), tmp_path / "layers", alternates).layer
    part = layer.path / layer.further[0] / "places.col"
    part.write_bytes(part.read_bytes()[:-8] + b"damaged!")
    with pytest.raises(IndexFileError, match="is damaged"):
        layer.check()


def test_the_same_file_is_imported_once(tmp_path: Path) -> None:
    imported(tmp_path)
    before = content(tmp_path / "layers")
    assert not imported(tmp_path).new
    assert content(tmp_path / "layers") == before


def test_a_changed_file_replaces_the_layer_and_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    imported(tmp_path)
    outcome = imported(tmp_path, DUMP[:2])
    assert outcome.new
    assert sum(outcome.layer.counts.values()) == 2
    assert opened(tmp_path / "layers").by_id("9000002") is None
    assert {part.parent.parent.name for part in (tmp_path / "layers").rglob("places.col")} == {
        Path(outcome.layer.parts[0]).parent.name
    }


def test_a_dump_in_several_parts_answers_as_one(tmp_path: Path) -> None:
    whole, parted = tmp_path / "whole", tmp_path / "parted"
    dump = write_dump(tmp_path / "NL.txt")
    import_dump(dump, whole)
    outcome = import_dump(dump, parted, part_names=2)
    assert len(outcome.layer.parts) >= 3
    assert outcome.layer.counts == import_dump(dump, whole).layer.counts
    for line in DUMP:
        place_id, name = line.split("\t")[:2]
        assert opened(parted).by_id(place_id) == opened(whole).by_id(place_id)
        assert opened(parted).lookup(name) == opened(whole).lookup(name)


class _Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_an_import_that_was_cut_off_is_taken_up_and_ends_the_same(tmp_path: Path, parts: int) -> None:
    rows = (*DUMP, "broken")
    dump = write_dump(tmp_path / "NL.txt", rows)
    alternates = write_dump(tmp_path / "alternateNamesV2.txt", (*ALTERNATES, *NEW_NAMES))
    import_dump(dump, tmp_path / "whole", alternates, part_names=2)
    told: list[str] = []

    def die(line: str) -> None:
        told.append(line)
        if sum("places" in earlier for earlier in told) == parts:
            raise _Killed

    with pytest.raises(_Killed):
        import_dump(dump, tmp_path / "layers", alternates, die, part_names=2)
    assert installed(tmp_path / "layers") == []
    again: list[str] = []
    outcome = import_dump(dump, tmp_path / "layers", alternates, again.append, part_names=2)
    assert "reading alternateNamesV2.txt" in told
    assert "reading alternateNamesV2.txt" not in again
    assert outcome.faults == ["NL.txt:9: 'broken' is no GeoNames id"]
    assert content(tmp_path / "layers") == content(tmp_path / "whole")


_RUN = """
import sys
from pathlib import Path
from gazetteer.importing import import_dump
import_dump(Path(sys.argv[1]), Path(sys.argv[2]), say=lambda line: print(line, flush=True), part_names=500)
"""


def test_an_import_whose_process_was_killed_is_taken_up(tmp_path: Path) -> None:
    rows = tuple(row(str(20_000_000 + number), f"Dorp {number}") for number in range(4_000))
    dump = write_dump(tmp_path / "NL.txt", rows)
    import_dump(dump, tmp_path / "whole", part_names=500)
    command = [sys.executable, "-c", _RUN, str(dump), str(tmp_path / "layers")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [next(process.stdout) for _ in range(4)]
        process.kill()
    assert "places" in told[-1]
    assert installed(tmp_path / "layers") == []
    assert import_dump(dump, tmp_path / "layers", part_names=500).new
    assert content(tmp_path / "layers") == content(tmp_path / "whole")


BROKEN = {
    "columns": "9000010\tToo short\t",
    "more columns": row("9000010", "Too long") + "\tmore",
    "id": row("id", "No id"),
    "huge id": row("99999999999", "Huge id"),
    "minus": row("-5", "Minus"),
    "latitude": row("9000010", "North", at=(5.0, 95.0)),
    "longitude": row("9000010", "East", at=(500.0, 5.0)),
    "nan": row("9000010", "Nowhere", at=(float("nan"), 5.0)),
    "words": row("9000010", "Words").replace("52.0", "fifty-two"),
    "name": row("9000010", " "),
    "long name": row("9000010", "x" * 300),
    "nul": row("9000010", "a\0b"),
    "class": row("9000010", "Class", "X.PPL"),
    "country": row("9000010", "Country", country="Netherlands"),
    "population": row("9000010", "People", population="many"),
    "huge field": row("9000010", "Huge", alternates="x," * 600_000),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_row_is_counted_named_and_left_out(tmp_path: Path, fault: str) -> None:
    outcome = imported(tmp_path, (DUMP[0], BROKEN[fault], DUMP[1]))
    assert outcome.layer.counts == {"water": 1, "settlement": 1}
    assert outcome.layer.skipped == {"broken": 1}
    (told,) = outcome.faults
    assert told.startswith("NL.txt:2: ")
    assert len(told) < 200


def test_bytes_that_are_no_utf8_are_told(tmp_path: Path) -> None:
    path = tmp_path / "NL.txt"
    path.write_bytes(f"{DUMP[0]}\n{row('9000010', 'Zürich')}\n".encode("latin-1") + f"{DUMP[1]}\n".encode())
    outcome = import_dump(path, tmp_path / "layers")
    assert outcome.faults[0].startswith("NL.txt:2: is not UTF-8")
    assert sum(outcome.layer.counts.values()) == 2


def test_a_row_that_comes_twice_counts_once(tmp_path: Path) -> None:
    outcome = imported(tmp_path, (DUMP[0], DUMP[1], DUMP[0]))
    assert outcome.layer.skipped == {"id seen before": 1}


def test_many_broken_rows_are_named_in_part_and_counted_in_full(tmp_path: Path) -> None:
    outcome = imported(tmp_path, (DUMP[0], *("broken" for _ in range(50))))
    assert outcome.layer.skipped == {"broken": 50}
    assert len(outcome.faults) == 20


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=80), max_size=6))
def test_any_bytes_between_good_rows_leave_the_good_ones(tmp_path: Path, junk: list[bytes]) -> None:
    junk = [line.replace(b"\n", b"").replace(b"\r", b"") for line in junk]
    path = tmp_path / "NL.txt"
    path.write_bytes(b"\n".join([DUMP[0].encode(), *junk, DUMP[1].encode(), b""]))
    outcome = import_dump(path, tmp_path / "layers")
    assert sum(outcome.layer.counts.values()) == 2
    assert outcome.layer.skipped.get("broken", 0) == sum(bool(line) for line in junk)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(20_000_000, 99_999_999),
            st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x4FF), min_size=2, max_size=30),
            st.floats(-180, 180),
            st.floats(-90, 90),
            st.integers(0, 10**8),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda place: place[0],
    )
)
def test_what_is_imported_comes_back(tmp_path: Path, places: list[tuple[int, str, float, float, int]]) -> None:
    rows = tuple(
        row(str(number), name, at=(longitude, latitude), population=str(people))
        for number, name, longitude, latitude, people in places
    )
    imported(tmp_path, rows, part_names=5)
    gazetteer = opened(tmp_path / "layers")
    for number, name, longitude, latitude, people in places:
        place = gazetteer.by_id(str(number))
        assert place is not None
        assert (place.name, place.population) == (name, people)
        assert place.longitude == pytest.approx(longitude, abs=1e-5)
        assert place.latitude == pytest.approx(latitude, abs=1e-5)
        assert str(number) in {match.place.id for match in gazetteer.lookup(name, limit=1000)}


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("NL.zip", b"PK\x03\x04 cut off", "is no zip file"),
        ("NL.txt", b"", "columns"),
        ("NL.txt", b"name,longitude,latitude\n", "is it a GeoNames dump"),
        ("NL.txt", b"\xff\xfe\x00", "is it a GeoNames dump"),
    ],
)
def test_a_file_that_is_no_dump_is_told(tmp_path: Path, name: str, written: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(written)
    with pytest.raises(SourceError, match=told):
        import_dump(tmp_path / name, tmp_path / "layers")
    assert installed(tmp_path / "layers") == []


def test_a_damaged_zip_file_is_told(tmp_path: Path) -> None:
    path = write_dump(tmp_path / "NL.zip")
    damaged = bytearray(path.read_bytes())
    middle = damaged.index(b"NL.txt") + 40
    damaged[middle : middle + 60] = bytes(60)
    path.write_bytes(damaged)
    with pytest.raises(SourceError, match="cannot be read"):
        import_dump(path, tmp_path / "layers")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        import_dump(tmp_path / "XX.txt", tmp_path / "layers")


def test_damage_to_a_layer_is_found_when_it_is_opened_or_checked(tmp_path: Path) -> None:
    layer = imported(tmp_path).layer
    part = layer.path / layer.parts[0] / "places.col"
    whole = part.read_bytes()
    part.write_bytes(whole[:-8])
    with pytest.raises(IndexFileError, match=r"places\.col"):
        opened(tmp_path / "layers")
    part.write_bytes(whole[:-8] + b"damaged!")
    with pytest.raises(IndexFileError, match="is damaged"):
        layer.check()
    (layer.path / "layer.json").write_text("{")
    with pytest.raises(IndexFileError, match=r"layer\.json"):
        installed(tmp_path / "layers")


# --- own places ----------------------------------------------------------------------------------------------------

OWN = """name,longitude,latitude,kind,country,names
Checkpoint Wolf,30.19,50.603,,,CP Wolf|Wolfspunkt
Springfield,-100.0,40.0,settlement,US,
"""


def own(tmp_path: Path, text: str = OWN, name: str = "mine.csv") -> Outcome:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return import_own(tmp_path / name, tmp_path / "layers")


def test_own_places_come_before_all_others(tmp_path: Path) -> None:
    assert own(tmp_path).new
    gazetteer = opened(tmp_path / "layers")
    first, second = gazetteer.lookup("Springfield", limit=2)
    assert first.place.id == "own:springfield"
    assert second.place.name == "Springfield"
    assert [gazetteer.place_id(found) for found, _ in gazetteer.rows("springfield")] == ["own:springfield"]
    assert gazetteer.lookup("Springfield", country="AU")[0].place.country == "AU"


def test_slips_of_own_names_find_them_and_slips_of_a_brook_s_do_not(tmp_path: Path) -> None:
    own(tmp_path)
    imported(tmp_path)
    gazetteer = opened(tmp_path / "layers")
    assert gazetteer.lookup("Checkpiont Wolf")[0].place.id == "own:checkpoint-wolf"
    assert gazetteer.lookup("Zwormertorenbrig") == []


def test_own_places_are_put_into_the_regions_that_hold_them(tmp_path: Path) -> None:
    own(tmp_path)
    place = opened(tmp_path / "layers").lookup("Wolfspunkt")[0].place
    assert (place.name, place.kind, place.admin1, place.country) == ("Checkpoint Wolf", "site", "Kyiv Oblast", "UA")


def test_own_places_from_geojson(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": "Camp Seven", "kind": "site", "names": "C7 Camp"},
        "geometry": {"type": "Point", "coordinates": [35.9, 32.3]},
    }
    line = {**feature, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}
    outcome = own(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature, line, 7]}), "camps.geojson")
    assert [fault.partition(":")[0] for fault in outcome.faults] == [
        "camps.geojson, feature 2",
        "camps.geojson, feature 3",
    ]
    place = opened(tmp_path / "layers").lookup("C7 Camp")[0].place
    assert (place.name, place.country, place.longitude, place.latitude) == ("Camp Seven", "JO", 35.9, 32.3)


@pytest.mark.parametrize(
    "line",
    [
        ",1,2",
        "Nowhere,,2",
        "Nowhere,east,2",
        "Nowhere,181,2",
        "Nowhere,1,nan",
        "Nowhere,1,2,village",
        "Nowhere,1,2,,Utopia",
        "Checkpoint Wolf,1,2",
        "!!!,1,2",
    ],
)
def test_a_row_of_ones_own_that_does_not_fit_is_named(tmp_path: Path, line: str) -> None:
    outcome = own(tmp_path, f"{OWN}{line}\n")
    assert outcome.faults[0].startswith("mine.csv:4: ")
    assert outcome.layer.skipped == {"broken": 1}
    assert sum(outcome.layer.counts.values()) == 2


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("mine.csv", "title,x,y\na,1,2\n", "has no column latitude, longitude, name"),
        ("mine.csv", "name,longitude,latitude\n", "holds no usable place"),
        ("mine.csv", "name,longitude,latitude\na,1000,0\n", r"mine\.csv:2"),
        ("mine.geojson", "[]", "is no GeoJSON"),
        ("mine.geojson", "{", "is no GeoJSON"),
    ],
)
def test_a_file_of_ones_own_that_is_none_is_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        own(tmp_path, text, name)
    assert installed(tmp_path / "layers") == []
