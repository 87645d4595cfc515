"""``mapper extract`` on more reports than are read in one go."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ROOT, mapper
from tests.stream.reports import record, write_jsonl


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some batches' worth of reports, and their table as made in one go."""
    folder = tmp_path_factory.mktemp("archive")
    write_jsonl(folder / "in.jsonl", range(300))
    result = mapper("extract", "in.jsonl", "-o", "whole.parquet", cwd=folder)
    assert result.returncode == 0, result.stderr
    return folder


def test_it_is_the_same_by_batches_and_only_what_changed_is_done_again(archive: Path, tmp_path: Path) -> None:
    cache, output = tmp_path / "cache", tmp_path / "events.parquet"
    arguments = ("extract", archive / "in.jsonl", "-o", output, "--cache", cache)
    told = json.loads(mapper(*arguments, "--jobs", 2, "--json").stdout)
    assert output.read_bytes() == (archive / "whole.parquet").read_bytes()
    assert told["reports"] == 300
    made = {path: path.stat().st_ino for path in cache.glob("??/*.part")}
    strict = mapper(*arguments, "--least-score", "0.99", "--jobs", 1)
    assert strict.returncode == 0, strict.stderr
    assert output.read_bytes() != (archive / "whole.parquet").read_bytes()
    assert len(list(cache.glob("??/*.part"))) == 2 * len(made)
    assert mapper(*arguments, "--jobs", 1).returncode == 0
    assert output.read_bytes() == (archive / "whole.parquet").read_bytes()
    assert {path: path.stat().st_ino for path in made} == made
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "events.parquet"]


def test_two_runs_on_one_output_do_not_mix(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "events.csv.parts"
    folder.mkdir()
    few = write_jsonl(tmp_path / "few.jsonl", range(3))
    with (folder / "lock").open("a+b") as held:
        fcntl.flock(held.fileno(), fcntl.LOCK_EX)
        result = mapper("extract", few, "-o", tmp_path / "events.csv")
    assert result.returncode == 1
    assert "events.csv is being written by another run" in result.stderr
    assert mapper("extract", few, "-o", tmp_path / "events.csv").returncode == 0
    assert not folder.exists()


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [json.dumps(record(n, 2)) for n in range(80)]
    lines[10] = '{"text": '
    lines[70] = '{"id": "empty", "text": ""}'
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = mapper("extract", "in.jsonl", "-o", "events.csv", "--jobs", "2", cwd=tmp_path)
    assert result.returncode == 1
    assert "in.jsonl:11: broken JSON" in result.stderr
    assert "in.jsonl:71: no text" in result.stderr
    assert "78 reports" in result.stdout
    assert "2 failed" in result.stdout


def test_nothing_is_left_where_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": ""}\n', encoding="utf-8")
    result = mapper("extract", "in.jsonl", "-o", "events.parquet", "--jobs", "2", cwd=tmp_path)
    assert (result.returncode, "nothing was written" in result.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
sys.argv = ["mapper", *{arguments!r}]
from mapper.cli import main
main()
"""


@pytest.mark.parametrize("full", ["parts", "table"])
def test_a_disk_that_is_full_is_told_and_the_next_run_goes_on(archive: Path, tmp_path: Path, full: str) -> None:
    output = tmp_path / "events.parquet"
    size = 3_000 if full == "parts" else (archive / "whole.parquet").stat().st_size - 1_000
    arguments = ["extract", str(archive / "in.jsonl"), "-o", str(output), "--jobs", "2"]
    command = [sys.executable, "-c", LIMITED.format(size=size, arguments=arguments)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert not output.exists()
    assert not list(tmp_path.glob("*.parts/**/*.growing"))
    assert bool(list(tmp_path.glob("*.parts/??/*.part"))) == (full == "table")
    assert mapper(*arguments).returncode == 0
    assert output.read_bytes() == (archive / "whole.parquet").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["events.parquet"]
