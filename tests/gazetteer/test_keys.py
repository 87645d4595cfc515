"""The table of names: what is packed comes back, by name and by prefix."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import IndexFileError
from gazetteer.keys import MOST_ROWS, ROW_BITS, NameTable, PackedNames, open_names, pack_names

NAMES = st.dictionaries(
    st.text(st.characters(categories=["L", "Nd", "Zs"]), min_size=1, max_size=8),
    st.dictionaries(st.integers(0, MOST_ROWS - 1), st.integers(0, 3), min_size=1, max_size=5),
    max_size=30,
)
"""Class of the name by row, by name."""


def packed(names: dict[str, dict[int, int]]) -> PackedNames:
    entries = [(name, name_class << ROW_BITS | row) for name, rows in names.items() for row, name_class in rows.items()]
    return pack_names(lambda: (name for name, _ in entries), np.array([value for _, value in entries], np.uint32))


def opened(names: PackedNames, path: Path) -> NameTable:
    path.write_bytes(names.trie)
    return open_names(path, len(names.trie), memoryview(names.by_name), memoryview(names.bearers))


@settings(max_examples=100, deadline=None)
@given(NAMES, st.text(max_size=10))
def test_what_is_packed_comes_back(names: dict[str, dict[int, int]], other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = packed(names)
        table = opened(made, Path(folder) / "names.trie")
        assert made.pairs == sum(map(len, names.values()))
        asked = [*names, other]
        for name in asked:
            bearers = sorted((name_class, row) for row, name_class in names.get(name, {}).items())
            assert table.get(name) == tuple((row, name_class) for name_class, row in bearers)
            assert (name in table) == (name in names)
        assert table.get_many(asked) == [table.get(name) for name in asked]
        assert table.known(asked) == sorted(name for name in asked if name in names)
        assert sorted(table.keys("")) == sorted(names)
        assert sorted(table.keys(other[:1])) == sorted(name for name in names if name.startswith(other[:1]))
        beyond = next(iter(names), "") + other
        assert table.prefixes(beyond) == sorted((name for name in names if beyond.startswith(name)), key=len)


def test_one_name_of_very_many_places(tmp_path: Path) -> None:
    table = opened(packed({"san antonio": dict.fromkeys(range(5_000), 1)}), tmp_path / "names.trie")
    assert table.get("san antonio") == tuple((row, 1) for row in range(5_000))


@pytest.mark.parametrize("content", [b"", b"We love Marisa.", bytes(400)])
def test_a_trie_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "names.trie"
    path.write_bytes(content)
    with pytest.raises(IndexFileError, match=r"names\.trie: cannot be opened"):
        open_names(path, len(content), memoryview(b""), memoryview(b""))
    with pytest.raises(IndexFileError, match="does not belong to"):
        open_names(path, len(content) + 1, memoryview(b""), memoryview(b""))
