"""What each command does, in processes of its own, on the example reports."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from mapper.cli import main
from mapper.schema import COLUMNS
from mapper.store import read_events
from tests.cli.command import REPORTS, ROOT, mapper

FORMATS = (".parquet", ".gpkg", ".geojson", ".csv", ".jsonl")


Told = dict[str, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """A folder with the events in every format and a map, and what the commands told."""
    folder = tmp_path_factory.mktemp("commands")
    told = {ending: mapper("extract", REPORTS, "-o", folder / f"events{ending}") for ending in FORMATS}
    told["map"] = mapper("map", REPORTS, "-o", folder / "mapped.html")
    return folder, told


@pytest.fixture(scope="module")
def folder(written: tuple[Path, Told]) -> Path:
    return written[0]


@pytest.mark.parametrize("ending", FORMATS)
def test_extract_writes_by_the_ending(written: tuple[Path, Told], ending: str) -> None:
    output, result = written[0] / f"events{ending}", written[1][ending]
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    told = re.fullmatch(rf"{output}: 12 reports, (\d+) events \((\d+) located, (\d+) unlocated\)\n", result.stdout)
    assert told, result.stdout
    frame = read_events(output)
    events, located, unlocated = map(int, told.groups())
    assert (len(frame), int(frame.geometry.notna().sum())) == (events, located)
    assert events == located + unlocated
    assert events > 60
    assert tuple(frame.columns) == COLUMNS


def test_all_formats_hold_the_same_events(folder: Path) -> None:
    first, *others = (read_events(folder / f"events{ending}") for ending in FORMATS)
    for other in others:
        assert other.equals(first)


def test_sentences_and_triggers_stand_in_the_files(folder: Path) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in REPORTS.iterdir() if path.name != "README.md"}
    for event in read_events(folder / "events.parquet").itertuples():
        text = texts[event.report_id]
        assert text[event.trigger_start : event.trigger_end] == event.trigger
        assert text[event.sentence_start : event.sentence_end] == event.sentence
        if event.mention:
            assert text[event.mention_start : event.mention_end] == event.mention


def test_draw_draws_what_map_draws(written: tuple[Path, Told]) -> None:
    folder, mapped = written[0], written[1]["map"]
    drawn = mapper("draw", folder / "events.parquet", "-o", folder / "drawn.html")
    assert (drawn.returncode, mapped.returncode) == (0, 0), drawn.stderr + mapped.stderr
    assert drawn.stdout.split(": ")[1] in mapped.stdout.replace("12 reports, ", "")
    assert (folder / "drawn.html").read_bytes() == (folder / "mapped.html").read_bytes()


def test_a_second_run_writes_the_same_bytes(folder: Path) -> None:
    again = folder / "again"
    again.mkdir()
    mapper("map", REPORTS, "-o", again / "mapped.html")
    assert (again / "mapped.html").read_bytes() == (folder / "mapped.html").read_bytes()
    for ending in FORMATS:
        mapper("extract", REPORTS, "-o", again / f"events{ending}")
        assert (again / f"events{ending}").read_bytes() == (folder / f"events{ending}").read_bytes(), ending


def test_geoparse_tells_every_place_by_its_offsets(folder: Path) -> None:
    result = mapper("geoparse", REPORTS, "-o", folder / "places.jsonl")
    assert result.returncode == 0, result.stderr
    lines = [json.loads(line) for line in (folder / "places.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == 12
    assert sum(len(line["places"]) for line in lines) > 100
    for line in lines:
        text = next(path for path in REPORTS.iterdir() if path.stem == line["id"]).read_bytes().decode()
        for place in line["places"]:
            assert text[place["start"] : place["end"]] == place["text"]
            assert (place["lat"] is None) == (place["lon"] is None)
            assert place["lat"] is None or (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180)


def test_geoparse_resolves_given_spans_and_no_others(tmp_path: Path) -> None:
    text = "Shelling hit Kyiv, Kharkiv and Qwxyzk in Ukraine."
    spans = [
        [text.index(name), text.index(name) + len(name)] for name in ("Kharkiv", "Qwxyzk", "hit", "Ukraine", "Kharkiv")
    ]
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": text, "spans": spans}), encoding="utf-8")
    result = mapper("geoparse", tmp_path / "a.jsonl", "--given-spans")
    assert result.returncode == 0, result.stderr
    (line,) = result.stdout.splitlines()
    places = json.loads(line)["places"]
    assert [[place["start"], place["end"]] for place in places] == spans
    assert places[0]["geonameid"] == 706483
    assert places[1]["precision"] == "country"  # no place bears the name, but the words say where it lies


def test_a_report_on_standard_input() -> None:
    result = mapper("geoparse", "-", stdin="Обстріл. Shelling hit Kyiv.".encode())
    assert json.loads(result.stdout)["id"] == "stdin"
    assert result.stderr == "standard output: 1 report, 1 place (1 located)\n"


def test_explain_tells_names_candidates_and_events(tmp_path: Path) -> None:
    result = mapper("explain", REPORTS / "ukraine-north.txt")
    assert result.returncode == 0, result.stderr
    assert re.search(r"'Chuhuiv': place", result.stdout)
    assert re.search(r"[01]\.\d\d Chuhuiv \(settlement, ", result.stdout), "candidates with scores"
    assert "because " in result.stdout
    assert re.search(r"'[^']*[Cc]orridor[^']*': humanitarian_corridor, planned", result.stdout)
    (tmp_path / "a.txt").write_text("Shelling hit Kyiv.\x1b[31m\x07", encoding="utf-8")
    hostile = mapper("explain", tmp_path / "a.txt")
    assert "\x1b" not in hostile.stdout
    assert "\x07" not in hostile.stdout


def test_the_map_holds_nothing_to_load(folder: Path) -> None:
    page = (folder / "mapped.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|iframe|link)[^>]+(src|href)\s*=\s*[\"']?\s*(https?:)?//", page)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example_that_is_in_the_readme(name: str) -> None:
    result = mapper(name, "--help")
    assert result.returncode == 0
    example = re.search(r"Example:\n\s+(mapper .*)\n", result.stdout)
    assert example, result.stdout
    assert example[1].startswith(f"mapper {name} ")
    assert f"mapper {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_version() -> None:
    assert re.fullmatch(r"mapper, version \d+\.\d+\.\d+\n", mapper("--version").stdout)
