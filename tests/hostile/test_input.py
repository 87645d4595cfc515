"""Input that means harm, by what it is made of: names, sizes, dates, places. Each is handled or told, within bounds.

``EVENT_MAPPER_FULL_SIZE=1`` runs the large ones at their full size: lines of two gigabytes, ten million rows.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas
import pytest
from shapely import Point

import mapper as library
from mapper.errors import MapperWarning, TableError
from mapper.model import Report
from mapper.read import Fault, read
from mapper.schema import validate
from mapper.store import read_events, write
from mapper.view import EventMap
from tests.cli.command import ROOT, mapper

PROSE = "Shelling hit Kyiv on Friday and killed two people."
FULL = bool(os.environ.get("EVENT_MAPPER_FULL_SIZE"))
LINE = 2 * 1024**3 if FULL else 80 * 1024**2
ROWS = 10_000_000 if FULL else 30_000
MEMORY = 1024**3
"""Bytes of address space that reading one of the large files may take, the interpreter's own among them."""


def bounded(folder: Path, name: str) -> list[str]:
    """Read a file in a process with bounded memory; a line for each report (its text, cut) and fault."""
    code = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "from mapper.read import read\n"
        "for one in read([sys.argv[1]]): print(getattr(one, 'text', str(one))[:200].replace(chr(10), ' '))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", code, folder / name]
    result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    return result.stdout.splitlines()


def endless(path: Path, before: bytes, after: bytes) -> None:
    """Write a line of letters that does not end."""
    with path.open("wb") as stream:
        stream.write(before)
        for _ in range(LINE // 2**20):
            stream.write(b"word " * 209715 + b"words")
        stream.write(after)


@pytest.mark.parametrize(
    ("name", "before", "after", "message", "reports"),
    [
        ("a.jsonl", b'{"text": "', f'"}}\n{{"text": "{PROSE}"}}\n'.encode(), "row longer than 16777216", 1),
        ("a.csv", b"text\n", f"\n{PROSE}\n".encode(), "row longer than 16777216", 1),
        ("a.tsv", b'text\n"', f'"\n{PROSE}\n'.encode(), "row longer than 16777216", 1),
        ("a.txt", b"", b"", "more than 67108864 bytes in one report", 0),
        ("a.html", b"<p>", b"", "more than 8388608 bytes", 0),
        ("a.eml", b"From: a@example.org\n\n", b"", "more than 67108864 bytes", 0),
        ("a.mbox", b"From a\nFrom: a@b.c\n\n", f"\n\nFrom b\nFrom: b@c.d\n\n{PROSE}\n".encode(), "more than", 1),
        ("a.rss", b'<rss version="2.0"><channel><item><title>', b"", "more than 67108864 bytes", 0),
        ("a.json", b'[{"text": "', b'"}]', "longer than 4194304 bytes", 0),
    ],
)
def test_a_line_without_end(tmp_path: Path, name: str, before: bytes, after: bytes, message: str, reports: int) -> None:
    endless(tmp_path / name, before, after)
    told = bounded(tmp_path, name)
    assert message in told[0]
    assert [line.strip() for line in told[1:]] == [PROSE] * reports


def test_a_sparse_file_of_two_gigabytes(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl", "a.csv", "a.zip", "a.docx", "a.json", "a.parquet", "a.mbox"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(2 * 1024**3)
        (told,) = bounded(tmp_path, name)
        assert told.startswith(str(tmp_path / name))


@pytest.mark.parametrize("every", [1, 7, ROWS])
def test_many_rows_with_broken_quotes(tmp_path: Path, every: int) -> None:
    good = f"a,{PROSE}\n".encode() * 1000
    with (tmp_path / "a.csv").open("wb") as stream:
        stream.write(b"source,text\n")
        for number in range(ROWS // 1000):
            stream.write(b'b,"quote that does not end\n' if number % every == 0 else b"")
            stream.write(good)
    told = bounded(tmp_path, "a.csv")
    broken = [line for line in told if line != PROSE]
    assert broken
    assert all(
        "quote" in line or "cells under" in line or "longer than" in line for line in broken[:1000] if ":" in line
    )
    assert every < ROWS or len(told) - len(broken) > ROWS // 4 or ROWS * len(PROSE) < 2**24


def test_links_that_lead_in_circles(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "deep" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "one.txt").symlink_to(tmp_path / "two.txt")
    (tmp_path / "two.txt").symlink_to(tmp_path / "one.txt")
    found = list(read([tmp_path, tmp_path / "self.txt"]))
    assert [one.text for one in found if isinstance(one, Report)] == [PROSE]
    assert [one.message for one in found if isinstance(one, Fault)] == ["no such file or folder"]


NAMES = [b"a\nb", b"a\r\x1b[31mb", b"\xff\xfe", "\u202etxt.exe".encode(), b"a'; rm -rf *;'", b"--help", b"%s{0}{{x}}",
         b"<script>alert(1)</script>".replace(b"/", b"-"), b"x" * 200, b" ", "\u00a0".encode(),
         b"$(id)`id`"]  # fmt: skip


def test_names_of_files_are_only_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in NAMES:
        (folder / os.fsdecode(name + b".txt")).write_text(PROSE, encoding="utf-8")
    events = library.extract(folder)
    assert len(events) >= len(NAMES)
    for ending in ("parquet", "csv", "jsonl", "geojson", "gpkg", "kml", "xlsx"):
        write(events, tmp_path / f"a.{ending}")
        assert read_events(tmp_path / f"a.{ending}")["report_id"].tolist() == events["report_id"].tolist()
    EventMap(events).save(tmp_path / "map.html")
    result = mapper("map", "in", "-o", "map.html", "--verbose", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert not {"\x1b", "\r"} & set(result.stdout + result.stderr)


@pytest.mark.parametrize("day", ["0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-0044-03-15", "2022-02-30"])
def test_days_at_the_ends_of_the_calendar(tmp_path: Path, day: str) -> None:
    text = f"date: {day}\n\nShelling hit Kyiv three weeks ago, since January, last year and on 31 December 9999."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.warns(MapperWarning, match="the report is read without a date"):
        events = library.extract(tmp_path / "a.txt")
    write(events, tmp_path / "a.parquet")
    EventMap(events)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1700, 1, 1), date(2200, 12, 31), date(9999, 12, 31)])
def test_reports_of_these_days_given_in_memory(tmp_path: Path, day: date) -> None:
    text = "Shelling hit Kyiv two years ago. It will stop in two years. Troops will leave next month, until Friday."
    events = library.extract(Report("a", text, published=day))
    assert len(events) > 0
    write(events, tmp_path / "a.csv")
    assert len(read_events(tmp_path / "a.csv")) == len(events)
    EventMap(events)


OUTSIDE: list[tuple[float, float]] = [(181, 0), (-180.001, 0), (0, 90.5), (0, -91), (1e308, 0), (float("inf"), 0)]


@pytest.mark.parametrize("position", OUTSIDE)
def test_positions_that_are_not_on_earth(tmp_path: Path, position: tuple[float, float]) -> None:
    frame = library.extract("Shelling hit Kyiv on Friday.")
    frame["geometry"] = geopandas.GeoSeries([Point(*position)] * len(frame), crs="EPSG:4326")
    with pytest.raises(TableError):
        validate(frame)
    with pytest.raises(TableError):
        EventMap(frame)
    frame.to_parquet(tmp_path / "a.parquet")
    with pytest.raises(TableError):
        read_events(tmp_path / "a.parquet")


def test_texts_of_nothing_but_one_character(tmp_path: Path) -> None:
    for number, one in enumerate(("\0", "\ud800", "\ufeff", "\u202e", "\u0301", "\u200b", "\U0010ffff")):
        report = Report(str(number), (one * 2000 + PROSE) * 2)
        assert isinstance(library.extract(report), geopandas.GeoDataFrame)


def limited(limit: int) -> Callable[[], None]:
    """Let a process write no file longer than so many bytes: what a full disk is like, as anybody can have it."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl", "geojson", "gpkg", "kml", "xlsx"])
def test_a_disk_that_fills_up(tmp_path: Path, ending: str) -> None:
    before = b"what stood there before"
    target = tmp_path / f"events.{ending}"
    target.write_bytes(before)
    command = [sys.executable, "-m", "mapper.cli", "extract", ROOT / "notebooks" / "reports", "-o", target]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, preexec_fn=limited(4096)
    )
    assert result.returncode == 1, result.stderr
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if not path.name.endswith(".parts")] == [target.name]


def test_a_page_for_which_there_is_no_room(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mapper.cli", "map", ROOT / "notebooks" / "reports", "-o", "map.html"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, preexec_fn=limited(4096)
    )
    assert (result.returncode, "cannot be written" in result.stderr) == (1, True), result.stderr
    assert list(tmp_path.iterdir()) == []
