"""The column file: what is written comes back, and what is broken is told."""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import IndexFileError
from gazetteer.storage import ids, open_columns, pack_columns, replace_file, verify

COLUMNS: dict[str, array[int] | bytes] = {
    "a": array("i", [-1, 2, 3]),
    "b": array("H", [7]),
    "none": array("I"),
    "text": b"na\xc3\xafve\0",
}
META: dict[str, list[object]] = {"k": [1, "ü"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "places.col"
    replace_file(file, pack_columns(COLUMNS, META))
    return file


def test_columns_and_metadata_come_back(path: Path) -> None:
    columns, meta, mapped, offsets, ids_text = open_columns(path)
    assert {name: column.tolist() for name, column in columns.items() if name != "text"} == {
        "a": [-1, 2, 3], "b": [7], "none": [],
    }  # fmt: skip
    assert columns["text"].tobytes() == b"na\xc3\xafve\0"
    assert meta == META
    assert ids(ids_text) == {}
    assert mapped[offsets["text"] :][:6] == b"na\xc3\xafve"
    verify(path)


@settings(deadline=None)
@given(st.dictionaries(st.text() | st.sampled_from(['},"pairs":', "pairs", '"other_ids":{', "}"]), st.integers(0)))
def test_ids_come_back_apart_from_the_other_metadata(numbers: dict[str, int]) -> None:
    meta = {"countries": ['"other_ids":{', "}"], "other_ids": numbers, "pairs": 7, "regions": "ids"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.col"
        replace_file(path, pack_columns(COLUMNS, meta))
        file = open_columns(path)
        assert ids(file.ids_text) == numbers
        assert file.meta == meta | {"other_ids": {}}
        verify(path)


def test_the_same_columns_give_the_same_bytes() -> None:
    assert pack_columns(COLUMNS, META) == pack_columns(dict(COLUMNS), dict(META))


@pytest.mark.parametrize("kept", [0, 1, 20, 60, -1])
def test_a_truncated_file_is_told_with_its_name_and_the_remedy(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(IndexFileError, match=r"places\.col.*gazetteer build"):
        open_columns(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexFileError, match=r"nowhere\.col: cannot be opened"):
        open_columns(tmp_path / "nowhere.col")


@pytest.mark.parametrize(
    ("offset", "message"), [(0, "is not an index"), (6, "format version"), (50, "header is damaged")]
)
def test_a_changed_head_is_told(path: Path, offset: int, message: str) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(IndexFileError, match=message):
        open_columns(path)


def test_a_changed_column_is_found_by_verify(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    open_columns(path)
    with pytest.raises(IndexFileError, match="column text is damaged"):
        verify(path)


def test_replacing_a_file_leaves_the_open_one_as_it_was(path: Path) -> None:
    columns = open_columns(path).columns
    replace_file(path, pack_columns({"a": array("i", [9])}, {}))
    assert columns["a"].tolist() == [-1, 2, 3]
    assert open_columns(path).columns["a"].tolist() == [9]
    assert [file.name for file in path.parent.iterdir()] == ["places.col"]
