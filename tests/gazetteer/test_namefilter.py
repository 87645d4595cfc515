"""The filter before a part's names: it never denies a name that is there, seldom grants one that is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, IndexFileError
from gazetteer.importing import import_dump
from gazetteer.layers import Layer
from gazetteer.namefilter import COLUMN, hashes_and_masks, masks, may_hold, pack_filter, which_may_be_held
from gazetteer.storage import open_columns, pack_columns, replace_file
from tests.gazetteer.dumps import write_dump

NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=60)


@settings(deadline=None)
@given(NAMES, NAMES, st.integers(1, 3))
def test_no_name_is_denied_that_is_there(names: list[str], others: list[str], batches: int) -> None:
    coded = [name.encode() for name in names]
    words = memoryview(pack_filter([coded[start::batches] for start in range(batches)], len(set(names))))
    assert all(may_hold(words, name) for name in names)
    asked = [*names, *others]
    held = which_may_be_held(words, *hashes_and_masks(name.encode() for name in asked))
    assert held == [number for number, name in enumerate(asked) if may_hold(words, name)]


def test_few_names_are_granted_that_are_not_there() -> None:
    words = memoryview(pack_filter([[f"nowa wies {number}".encode() for number in range(50_000)]], 50_000))
    granted = sum(may_hold(words, f"stara wies {number}") for number in range(50_000))
    assert 0 < granted < 1_000


def test_an_empty_filter_grants_nothing() -> None:
    assert not may_hold(memoryview(pack_filter([], 0)), "kyiv")


def test_the_bits_of_a_name_are_the_same_everywhere() -> None:
    assert all(mask.bit_count() == 4 for mask in masks())
    hashes, asked = hashes_and_masks([b"kyiv", "київ".encode()])
    assert hashes.tolist() == [2602235942, 391151959]
    assert asked.tolist() == [masks()[number & 0x3FF] for number in hashes.tolist()]
    assert masks()[:2] == (2203469217792, 1125938561548304)


@pytest.fixture
def layer(tmp_path: Path) -> Layer:
    return import_dump(write_dump(tmp_path / "NL.txt"), tmp_path / "layers").layer


def rewrite(layer: Layer, **changed: bytes | None) -> None:
    """Write the first part anew, with columns changed or, for None, left out."""
    path = layer.path / layer.parts[0] / "places.col"
    columns, meta = open_columns(path)[:2]
    kept = {name: np.asarray(column).tobytes() for name, column in columns.items()} | changed
    replace_file(path, pack_columns({name: column for name, column in kept.items() if column is not None}, meta))


@pytest.mark.parametrize("words", [None, b""])
def test_a_part_without_a_filter_is_told(layer: Layer, words: bytes | None) -> None:
    rewrite(layer, **{COLUMN: words})
    with pytest.raises(IndexFileError, match=r"part-000: has no filter of its names; import the layer anew"):
        Gazetteer.open(layers=[layer.path])


def test_a_damaged_filter_is_told_by_a_check(layer: Layer) -> None:
    layer.check()
    path = layer.path / layer.parts[0] / "places.col"
    start = open_columns(path).offsets[COLUMN]
    data = bytearray(path.read_bytes())
    data[start] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexFileError, match="column filter is damaged"):
        layer.check()
