"""The tests find an installed browser before they install one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.chromium import find_chromium


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name == "nt", reason="programs end in .exe there")
def test_the_named_one_then_the_one_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    chrome = program(tmp_path, "google-chrome")
    assert find_chromium() == str(chrome)
    chromium = program(tmp_path, "chromium")
    assert find_chromium() == str(chromium)
    monkeypatch.setenv("CHROMIUM", "/elsewhere/chromium")
    assert find_chromium() == "/elsewhere/chromium"
