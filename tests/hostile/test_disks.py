"""Disks that fill up and folders that are read only: one line, the status that is documented, nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import REPORTS, ROOT, mapper
from tests.gazetteer.dumps import ALTERNATES, write_dump
from tests.hostile.disks import on_disk, why_not

needs_disks = pytest.mark.skipif(bool(why_not()), reason=why_not() or "disks can be mounted")

READ_ONLY = "Read-only file system"
FULL = "No space left on device"


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Where the disk is."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of events."""
    path = tmp_path_factory.mktemp("events") / "events.parquet"
    assert mapper("extract", REPORTS, "-o", path).returncode == 0
    return path


def last_line(said: str) -> str:
    """Give what stands after the usage, and see that it is one line and no traceback."""
    assert "Traceback" not in said
    *before, last = said.strip().split("\n")
    assert all(line.startswith(("Usage:", "Try ", "reading ")) or not line for line in before), said
    return last


@needs_disks
@pytest.mark.parametrize(
    ("size", "output", "options", "message"),
    [
        ("16k", "events.parquet", [], FULL),
        ("16k", "events.csv", [], FULL),
        ("16k", "events.gpkg", [], "is the disk full?"),
        ("24k", "events/", [], FULL),  # its parts do not fit
        ("80k", "events/", [], FULL),  # its parts do, the folder does not
        ("24k", "events.parquet", ["--jobs", "2"], FULL),  # the disk is full for other processes
        ("48k", "events.parquet", ["--jobs", "2"], FULL),  # its parts fit, the table does not
    ],
)
def test_a_table_for_which_there_is_no_room(
    disk: Path, size: str, output: str, options: list[str], message: str
) -> None:
    ended = on_disk(disk, size, "mapper.cli", "extract", REPORTS, "-o", f"{disk}/{output}", *options)
    assert ended.status == 1, ended
    assert message in last_line(ended.said)
    kept = f"{output.rstrip('/')}.parts"
    assert {name for name in ended.left if not name.startswith(kept)} == {"before"}
    assert not [name for name in ended.left if name.endswith(".growing")]


@needs_disks
@pytest.mark.parametrize(
    ("command", "size", "output"),
    [("draw", "64k", "map.html"), ("review", "8k", "review.html"), ("review", "8k", "review.xlsx"),
     ("report", "8k", "report.html")],
)  # fmt: skip
def test_a_page_for_which_there_is_no_room(disk: Path, events: Path, command: str, size: str, output: str) -> None:
    ended = on_disk(disk, size, "mapper.cli", command, events, "-o", disk / output)
    assert (ended.status, ended.left) == (1, {"before"})
    assert last_line(ended.said) == f"Error: {disk / output}: cannot be written ({FULL})"


@needs_disks
@pytest.mark.parametrize("size", ["4k", "8k", "12k"])
def test_an_import_for_which_there_is_no_room(tmp_path: Path, disk: Path, size: str) -> None:
    dump = write_dump(tmp_path / "NL.txt")
    ended = on_disk(disk, size, "gazetteer.cli", "import", dump, EVENT_MAPPER_GAZETTEER=f"{disk}/layers")
    assert ended.status == 1, ended
    told = last_line(ended.said)
    assert f"{disk}/layers" in told
    assert f"cannot be written ({FULL})" in told
    assert not [name for name in ended.left if name.endswith("layer.json")]
    assert not [name for name in ended.left if Path(name).name not in NAMES_OF_LAYERS and "." in Path(name).name]


NAMES_OF_LAYERS = {"names.trie", "places.col", "journal.json"}


@needs_disks
def test_alternate_names_for_which_there_is_no_room(tmp_path: Path, disk: Path) -> None:
    dump = write_dump(tmp_path / "NL.txt")
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text("".join(f"{row}\n" for row in ALTERNATES) * 3000, encoding="utf-8")
    ended = on_disk(
        disk,
        "64k",
        "gazetteer.cli",
        "import",
        dump,
        names,
        EVENT_MAPPER_GAZETTEER=f"{disk}/layers",
    )
    assert ended.status == 1, ended
    assert f"{disk}/layers: cannot be written (" in last_line(ended.said)
    assert "full" in ended.said


@needs_disks
@pytest.mark.parametrize(
    ("command", "output"),
    [("extract", "events.parquet"), ("extract", "events/"), ("map", "map.html"), ("geoparse", "places.jsonl")],
)
def test_a_folder_that_is_read_only_is_told_before_the_work(disk: Path, command: str, output: str) -> None:
    ended = on_disk(disk, "ro", "mapper.cli", command, REPORTS, "-o", f"{disk}/{output}")
    assert (ended.status, ended.left) == (2, set())
    assert "takes no files" in last_line(ended.said)


@needs_disks
def test_layers_that_are_read_only_take_no_import_and_are_read(tmp_path: Path, disk: Path) -> None:
    dump = write_dump(tmp_path / "NL.txt")
    ended = on_disk(disk, "ro", "gazetteer.cli", "import", dump, EVENT_MAPPER_GAZETTEER=f"{disk}/layers")
    assert (ended.status, ended.left) == (1, set())
    assert f"{disk}/layers: cannot be written ({READ_ONLY}); name another by --to" in last_line(ended.said)
    command = [sys.executable, "-m", "gazetteer.cli", "import", dump, "--to", disk / "layers"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    ended = on_disk(disk, "ro", "gazetteer.cli", "lookup", "Nieuwhuizen", EVENT_MAPPER_GAZETTEER=f"{disk}/layers")
    assert (ended.status, ended.said) == (0, "")


@needs_disks
def test_a_cache_that_is_read_only_serves_for_what_it_has(tmp_path: Path, disk: Path) -> None:
    output = tmp_path / "events.csv"
    ended = on_disk(disk, "ro", "mapper.cli", "extract", REPORTS, "-o", output, "--cache", disk / "cache")
    assert ended.status == 1, ended
    assert f"{disk / 'cache'}: takes no files ({READ_ONLY})" in last_line(ended.said)
    assert not output.exists()
    assert mapper("extract", REPORTS, "-o", output, "--cache", disk / "cache").returncode == 0
    first = output.read_bytes()
    output.unlink()
    ended = on_disk(disk, "ro", "mapper.cli", "extract", REPORTS, "-o", output, "--cache", disk / "cache")
    assert (ended.status, ended.said, output.read_bytes()) == (0, "", first)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a file that is always full")
@pytest.mark.parametrize(
    "command",
    [("gazetteer.cli", "lookup", "Kyiv"), ("gazetteer.cli", "lookup", "--help"), ("mapper.cli", "--help"),
     ("mapper.cli", "geoparse", REPORTS)],
    ids=lambda command: " ".join(map(str, command[:3])),
)  # fmt: skip
def test_standard_output_on_a_full_disk(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (result.returncode, result.stderr) == (1, f"Error: standard output cannot be written ({FULL})\n")
