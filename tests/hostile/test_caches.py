"""Folders that keep something between runs: built by two processes at once, or not to be written to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.layers import installed
from gazetteer.storage import lock_file
from tests.cli.command import ROOT, mapper
from tests.gazetteer.dumps import write_dump

REPORTS = ROOT / "notebooks" / "reports"


def started(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *map(str, arguments)], cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_processes_import_the_same_dump_at_once(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "NL.txt")
    layers = tmp_path / "layers"
    both = [started("gazetteer.cli", "import", dump, EVENT_MAPPER_GAZETTEER=str(layers)) for _ in range(2)]
    ended = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(layers)])
    assert gazetteer.lookup("Nieuwhuizen", fuzzy=False)[0].place.population == 1200


def test_an_import_waits_for_another_of_the_same_layer(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "NL.txt")
    (tmp_path / "layers" / "NL").mkdir(parents=True)
    with (tmp_path / "layers" / "NL" / "lock").open("a+b") as lock:
        assert lock_file(lock.fileno())
        importing = started("gazetteer.cli", "import", dump, EVENT_MAPPER_GAZETTEER=str(tmp_path / "layers"))
        assert importing.stderr is not None
        assert "waiting for another import of NL" in importing.stderr.readline()
        assert not installed(tmp_path / "layers")
    importing.communicate()
    assert importing.returncode == 0
    assert [layer.name for layer in installed(tmp_path / "layers")] == ["NL"]


def test_two_processes_fill_the_same_cache_at_once(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    outputs = [tmp_path / f"{number}.csv" for number in range(2)]
    both = [started("mapper.cli", "extract", REPORTS, "-o", output, "--cache", cache) for output in outputs]
    ended = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert mapper("extract", REPORTS, "-o", tmp_path / "3.csv", "--cache", cache).returncode == 0
    assert (tmp_path / "3.csv").read_bytes() == outputs[0].read_bytes()


NOWHERE = "/proc/event-mapper"  # where not even root can make a folder


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that takes no files, whoever writes")
def test_a_cache_that_takes_no_files_is_told(tmp_path: Path) -> None:
    result = mapper("extract", REPORTS, "-o", tmp_path / "a.csv", "--cache", NOWHERE)
    assert result.returncode in (1, 2)
    assert NOWHERE in result.stderr
    assert "Traceback" not in result.stderr
    dump = write_dump(tmp_path / "NL.txt")
    process = started("gazetteer.cli", "import", dump, EVENT_MAPPER_GAZETTEER=NOWHERE)
    _, told = process.communicate()
    assert (process.returncode, "Traceback" in told) == (1, False), told
    assert NOWHERE in told
