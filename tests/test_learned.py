"""Weight files: what they must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.learned import read_weights


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text('{"none": 1.5, "cues": {}}', encoding="utf-8")
    assert read_weights(path, ("cues", "none"), "learn.py") == {"none": 1.5, "cues": {}}


@pytest.mark.parametrize("content", ["", "[]", "{", '{"none": 1}', "null"])
def test_another_file_is_told_with_the_script_that_mends_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"weights\.json: .*benchmarks/learn\.py"):
        read_weights(path, ("cues", "none"), "learn.py")
