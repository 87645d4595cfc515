"""Options that all commands share: how they speak, what they take from mapper.toml; the doctor; completion."""

from __future__ import annotations

import base64
import json
import os
import pty
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from mapper.cli import main
from tests.cli.command import ROOT, mapper

GOOD = "date: 2022-03-12\n\nShelling hit Mariupol on Friday and killed two people.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_json_tells_what_was_done(folder: Path) -> None:
    result = mapper("extract", "a.txt", "none.txt", "-o", "a.jsonl", "--json", cwd=folder)
    assert result.returncode == 1
    assert json.loads(result.stdout) == {"output": "a.jsonl", "events": 2, "reports": 1, "located": 2, "failed": 1}
    told = mapper("draw", "a.jsonl", "-o", "map.html", "--json", cwd=folder)
    assert json.loads(told.stdout) == {"output": "map.html", "events": 2, "located": 2}
    told = mapper("geoparse", "a.txt", "-o", "places.jsonl", "--json", cwd=folder)
    assert json.loads(told.stdout)["places"] == 1


def test_draw_takes_the_words_of_the_page(folder: Path) -> None:
    assert mapper("extract", "a.txt", "-o", "a.jsonl", cwd=folder).returncode == 0
    words = ("--title", "Week", "--description", "What was told", "--attribution", "Us", "--language", "uk")
    assert mapper("draw", "a.jsonl", "-o", "map.html", *words, cwd=folder).returncode == 0
    packed = re.findall(r':meta">([^<]*)<', (folder / "map.html").read_text())[0]
    meta = json.loads(zlib.decompress(base64.b64decode(packed), -15))
    assert [meta["title"], meta["description"], meta["language"]] == ["Week", "What was told", "uk"]
    assert meta["attribution"].startswith("Us ")


def test_draw_refuses_decisions_on_a_part(folder: Path) -> None:
    assert mapper("extract", "a.txt", "-o", "a.jsonl", cwd=folder).returncode == 0
    (folder / "d.csv").write_text("event_id,decision\n")
    result = mapper("draw", "a.jsonl", "-o", "map.html", "--max-mb", "2", "--decisions", "d.csv", cwd=folder)
    assert result.returncode == 2
    assert "--decisions needs the whole" in result.stderr
    assert not (folder / "map.html").exists()


def test_quiet_says_nothing_but_errors(folder: Path) -> None:
    (folder / "b.txt").write_text("date: never\n\nShelling hit Kyiv.\n", encoding="utf-8")
    result = mapper("extract", ".", "none.txt", "-o", "a.jsonl", "--quiet", cwd=folder)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "error: none.txt: no such file or folder\n"
    assert "warning: b.txt" in mapper("extract", ".", "-o", "a.jsonl", cwd=folder).stderr


def test_verbose_names_each_report(folder: Path) -> None:
    result = mapper("extract", "a.txt", "-o", "a.jsonl", "-v", cwd=folder)
    assert result.stderr == f"a.txt: {len(GOOD)} characters, en\n"


def test_names_of_files_cannot_steer_the_terminal(folder: Path) -> None:
    (folder / "b\x1b[31m.txt").write_bytes(b"")
    result = mapper("extract", ".", "-o", "a.jsonl", cwd=folder)
    assert "error: b [31m.txt: the file is empty" in result.stderr


def test_progress_shows_on_a_terminal_alone(folder: Path) -> None:
    rows = "".join(json.dumps({"text": "Shelling hit Kyiv on Friday. " * 30}) + "\n" for _ in range(300))
    (folder / "many.jsonl").write_text(rows, encoding="utf-8")
    arguments = ("geoparse", "many.jsonl", "-o", "places.jsonl")
    assert mapper(*arguments, cwd=folder).stderr == ""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "mapper.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=theirs, stdout=subprocess.DEVNULL) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert running.returncode == 0
    assert re.search(rb"\d+ reports, \d+\.\d a second", shown)


def test_a_config_file_gives_options_and_the_command_line_wins(folder: Path) -> None:
    (folder / "mapper.toml").write_text('json = true\n[extract]\noutput = "a.jsonl"\n', encoding="utf-8")
    told = mapper("extract", "a.txt", cwd=folder)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["output"] == "a.jsonl"
    told = mapper("extract", "a.txt", "-o", "b.jsonl", cwd=folder)
    assert json.loads(told.stdout)["output"] == "b.jsonl"
    (folder / "mapper.toml").rename(folder / "other.toml")
    told = mapper("--config", "other.toml", "extract", "a.txt", cwd=folder)
    assert json.loads(told.stdout)["output"] == "a.jsonl"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[extract]\ncolour = 1\n", "[extract] 'colour' is none of encoding, output"),
        ("[dance]\na = 1\n", "[dance] is no command"),
        ("colour = 1\n", "'colour' is no option of any command"),
        ("=", "cannot be read"),
        ('[map]\nencoding = "klingon"\noutput = "m.html"\n', "'klingon' is no text encoding"),
    ],
)
def test_a_config_file_that_is_wrong_is_told(folder: Path, content: str, fault: str) -> None:
    (folder / "mapper.toml").write_text(content, encoding="utf-8")
    result = mapper("map", "a.txt", cwd=folder)
    assert result.returncode == 2
    assert fault in " ".join(result.stderr.split())


def test_a_config_file_that_is_named_must_be_there(folder: Path) -> None:
    result = mapper("--config", "none.toml", "map", "a.txt", "-o", "map.html", cwd=folder)
    assert result.returncode == 2
    assert "none.toml: cannot be read" in result.stderr


def test_the_doctor_finds_all_well() -> None:
    result = mapper("doctor", "--json")
    assert result.returncode == 0, result.stdout
    found = {one["subject"]: one for one in json.loads(result.stdout)}
    assert {"Python", "folium", "gazetteer", "main job"} <= found.keys()
    assert not [one for one in found.values() if one["state"] == "broken"]
    assert found["event types"]["told"] == "35 event types"


def test_the_doctor_names_what_is_missing_and_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys; sys.modules['geopy'] = None\n"
        "from importlib import metadata; real = metadata.version\n"
        "def version(name):\n"
        "    if name == 'pypdf': raise metadata.PackageNotFoundError(name)\n"
        "    return real(name)\n"
        "metadata.version = version\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "mapper.cli", "doctor"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert re.search(r"^missing +pypdf +needed for PDF: python -m pip install pypdf$", result.stdout, re.MULTILINE)
    assert re.search(r"^broken +geopy +[\d.]+ is there, but cannot be imported", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "_MAPPER_COMPLETE": f"{shell}_source"}
    code = "import sys; sys.argv[0] = 'mapper'; from mapper.cli import main; main(prog_name='mapper')"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "_MAPPER_COMPLETE" in result.stdout


@pytest.mark.parametrize("name", sorted(main.commands))
def test_help_starts_without_the_heavy_libraries(name: str) -> None:
    show = "print(*sys.modules, file=sys.stderr)"
    code = f"import sys; from mapper.cli import main\ntry: main(['{name}', '--help'])\nfinally: {show}"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert not {"pandas", "geopandas", "folium", "numpy", "pyarrow"} & set(result.stderr.split())
