"""Benchmarks run, and tell what they promise."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.made_reports import make, sentences
from mapper.model import Report
from mapper.read import read

ROOT = Path(__file__).parent.parent


def test_the_speed_of_the_chain_is_told_by_stage(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "date: 2022-03-12\n\nShelling hit Kharkiv on Friday. Two people died in Izium.\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "benchmarks.chain_speed", str(report), "--runs", "1"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    first, _, *lines = told.splitlines()
    assert first == "0.00 MB in 1 reports; 2 events"
    stages = {match[1]: float(match[2]) for line in lines if (match := re.match(r"(\D+?)\s+(\d+\.\d+)", line))}
    assert {"read", "recognize", "resolve", "tag", "table", "recognize and resolve", "all"} <= stages.keys()
    parts = sum(stages[name] for name in ("read", "recognize", "resolve", "tag", "table"))
    assert abs(stages["all"] - parts) < 0.01


def test_reports_are_made_of_the_sentences_of_files_and_folders(tmp_path: Path) -> None:
    said = [f"Shelling hit a house in the village of Number{number} on Friday." for number in range(30)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("\n".join(said[:10]), encoding="utf-8")
    rows = [{"text": " ".join(said[10:20])}, {"text": "x" * 40 + " is another language.", "lang": "uk"}]
    (tmp_path / "in" / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "c.txt").write_text("\n\n".join(said[20:]), encoding="utf-8")
    known = sentences([tmp_path / "in", tmp_path / "c.txt"])
    assert known == said
    size = make(tmp_path / "made.jsonl", 20, known)
    made = list(read([tmp_path / "made.jsonl"]))
    texts = [one.text for one in made if isinstance(one, Report)]
    assert [one.id for one in made if isinstance(one, Report)] == [f"r{number}" for number in range(20)]
    assert size == sum(map(len, texts)) / 1e6
    assert all(2_000 <= len(text) < 2_500 for text in texts)
    assert {line for text in texts for line in re.split(r"(?<=[.]) |\n\n", text)} == set(said)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="looks at memory in /proc")
def test_one_kind_of_run_is_measured_alone_and_its_memory_traced(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.scale", "3", "--from", "3", "--only", "1 process"]
    command += ["--memory-trace", str(tmp_path / "trace.csv")]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    head, row = told.splitlines()
    assert head.split()[-2:] == ["peak", "MB"]
    assert row.split()[:3] == ["1", "process", "3"]
    first, *lines = (tmp_path / "trace-3-1-process.csv").read_text(encoding="utf-8").splitlines()
    assert first == "second,megabytes"
    peak = max(float(line.split(",")[1]) for line in lines)
    assert abs(peak - float(row.split()[-1])) <= 0.6  # both are rounded
    assert peak > 30


def test_a_kind_of_run_that_there_is_not_is_told() -> None:
    command = [sys.executable, "-m", "benchmarks.scale", "--only", "5 horses"]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 2
    assert "1 process, 2 processes, Dask, 1, Dask, 2" in result.stderr
