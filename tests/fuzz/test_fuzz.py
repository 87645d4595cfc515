"""The fuzz targets: what was found before, and a short run over the seeds and what comes of them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.__main__ import FINDINGS, ROOT, TARGETS, findings

RUNS = {"dates": 300, "numbers": 300, "recognizer": 200, "readers": 120, "dump": 10, "events": 30, "chain": 12}
"""Inputs of the short run, some seconds each. ``python -m tests.fuzz all --seconds 600`` is the long one."""


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_found_is_mended(target: str) -> None:
    module = importlib.import_module(f"tests.fuzz.{target}")
    for data in (b"", b"\0", *findings(target)):
        module.check(data)


@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run_finds_nothing(target: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="has no wheel for this system or this version of Python")
    command = [sys.executable, "-m", "tests.fuzz", target, "--runs", str(RUNS[target]), "--seed", "1"]
    result = subprocess.run(
        [*command, "--artifacts", tmp_path], cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
    )
    assert result.returncode == 0, result.stderr[-4000:]
    assert list(tmp_path.iterdir()) == []


def test_every_finding_belongs_to_a_target() -> None:
    assert {path.name for path in FINDINGS.iterdir() if path.is_dir()} <= set(TARGETS)
