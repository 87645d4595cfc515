"""``--taxonomy``: event types of one's own, from the reports to the map."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import mapper

TAXONOMY = """
[layers.sky]
label = "Sky"
colour = "#336699"

[types.comet]
layer = "sky"
label = "Comet"
definition = "A comet is seen."
colour = "#336699"
symbol = "star"
triggers = [{ words = ["comet"] }]
"""


def test_event_types_of_ones_own_are_coded_and_drawn(tmp_path: Path) -> None:
    (tmp_path / "sky.toml").write_text(TAXONOMY, encoding="utf-8")
    (tmp_path / "a.txt").write_text("date: 2022-03-12\n\nA comet was seen over Kyiv on Friday.\n", encoding="utf-8")
    arguments = ("a.txt", "--taxonomy", "sky.toml", "-o")
    result = mapper("extract", *arguments, "a.jsonl", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    (row,) = map(json.loads, (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines())
    assert (row["event_type"], row["layer"], row["place_name"]) == ("comet", "sky", "Kyiv")
    assert mapper("map", *arguments, "a.html", cwd=tmp_path).returncode == 0
    (tmp_path / "sky.toml").write_text("[layers]", encoding="utf-8")
    broken = mapper("extract", *arguments, "a.jsonl", cwd=tmp_path)
    assert (broken.returncode, "[layers] is missing" in broken.stderr) == (2, True)
