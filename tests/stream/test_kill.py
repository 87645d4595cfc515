"""Kills at random moments: nothing lost, nothing twice, however often.

``python -m tests.stream.test_kill 20 REPORTS...`` kills a run on reports of your own twenty times (by default on
invented ones).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.command import ROOT
from tests.stream.reports import write_jsonl


def begin(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Begin the command in a process group of its own."""
    command = [sys.executable, "-m", "mapper.cli", "extract", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)


def children(process: int) -> list[int]:
    """Ids of the processes that a process has begun."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(one) for one in listed.stdout.split()]


def running(process: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill_some(reports: list[str], folder: Path, kills: int, draw: random.Random) -> tuple[int, list[str]]:
    """Kill a run some times, let it end, compare with one left alone; count kills that hit, tell what is wrong."""
    output, whole = folder / "events.parquet", folder / "whole.parquet"
    arguments = [*reports, "-o", str(output), "--jobs", "2"]
    started = time.monotonic()
    assert begin([*reports, "-o", str(whole), "--jobs", "2"]).wait() == 0
    length = time.monotonic() - started
    hits, wrong = 0, []
    while hits < kills:
        process = begin(arguments)
        time.sleep(draw.uniform(0, length))
        workers = children(process.pid)
        process.send_signal(signal.SIGKILL)
        hits += process.wait() == -signal.SIGKILL
        until = time.monotonic() + 20
        while any(map(running, workers)) and time.monotonic() < until:
            time.sleep(0.05)
        wrong += [f"process {one} outlived the one that was killed" for one in workers if running(one)]
        if output.exists() and output.read_bytes() != whole.read_bytes():
            wrong.append("a file that is not whole")
        if process.returncode == 0:  # it was done before the kill: begin anew
            output.unlink()
    if begin(arguments).wait() != 0 or output.read_bytes() != whole.read_bytes():
        wrong.append("the file is another than that of a run left alone")
    ids = pq.read_table(output)["event_id"].to_pylist()
    if len(ids) != len(set(ids)):
        wrong.append("events are there twice")
    return hits, wrong + [f"left behind: {path}" for path in folder.glob("*.parts")]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_kills_at_random_moments_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    reports = write_jsonl(tmp_path / "in.jsonl", range(300))
    assert kill_some([str(reports)], tmp_path, 3, random.Random(8)) == (3, [])  # noqa: S311


if __name__ == "__main__":
    number, *given = sys.argv[1:] or ["20"]
    with tempfile.TemporaryDirectory() as name:
        given = given or [str(write_jsonl(Path(name, "in.jsonl"), range(3_000)))]
        hit, faults = kill_some(given, Path(name), int(number), random.Random())  # noqa: S311
    print(f"{hit} kills; {'; '.join(faults) or 'nothing lost, nothing twice'}")
    sys.exit(bool(faults))
