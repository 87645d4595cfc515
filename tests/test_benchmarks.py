"""The benchmark of the whole chain runs, and tells every stage."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "chain_speed.py"


def test_the_speed_of_the_chain_is_told_by_stage(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "date: 2022-03-12\n\nShelling hit Kharkiv on Friday. Two people died in Izium.\n", encoding="utf-8"
    )
    command = [sys.executable, str(SCRIPT), str(report), "--runs", "1"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    first, _, *lines = told.splitlines()
    assert first == "0.00 MB in 1 reports; 2 events"
    stages = {match[1]: float(match[2]) for line in lines if (match := re.match(r"(\D+?)\s+(\d+\.\d+)", line))}
    assert {"read", "recognize", "resolve", "tag", "table", "recognize and resolve", "all"} <= stages.keys()
    parts = sum(stages[name] for name in ("read", "recognize", "resolve", "tag", "table"))
    assert abs(stages["all"] - parts) < 0.01
