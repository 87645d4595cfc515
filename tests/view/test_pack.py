"""What is packed comes out as it went in, and holds nothing that could act."""

from __future__ import annotations

import base64
import json
import re
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.view import pack
from mapper.view.cells import binary
from tests.view.hostile import HOSTILE

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


def unpack(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text), -15)


@given(st.lists(ANY_TEXT | st.sampled_from(HOSTILE)))
def test_any_text_survives_and_is_inert(texts: list[str]) -> None:
    packed = pack.inert(pack.to_json(texts))
    assert re.fullmatch(r"[A-Za-z0-9+/=]*", packed)
    assert json.loads(unpack(packed)) == texts


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_numbers_are_byte_planes_after_a_header(values: list[int]) -> None:
    rows = len(values)
    data = pack.columns({"a": np.array(values, "i4"), "b": np.array(values, "i4").astype("u1")}, rows)
    length = int.from_bytes(data[:4], "little")
    header = json.loads(data[4 : 4 + length])
    assert header == {"rows": rows, "columns": [["a", "i4", 4 * rows], ["b", "u1", rows]]}
    body = np.frombuffer(data[4 + length :], "u1")
    planes = body[: 4 * rows].reshape(4, rows)
    assert np.ascontiguousarray(planes.T).view("<i4").ravel().tolist() == values


def read_text(data: bytes) -> list[str]:
    """Read a lone column of text as the page does."""
    length = int.from_bytes(data[:4], "little")
    header = json.loads(data[4 : 4 + length])
    ((_, kind, size),) = header["columns"]
    rows, body = header["rows"], data[4 + length :]
    assert (kind, size) == ("text", len(body))
    if not body:
        return [""] * rows
    sizes = np.frombuffer(body[: 4 * rows], "u1").reshape(4, rows).T.copy().view("<u4").ravel()
    ends = np.cumsum(sizes)
    cells = body[4 * rows :]
    return [cells[end - size : end].decode("utf-8", "surrogatepass") for size, end in zip(sizes, ends, strict=True)]


@given(st.lists(ANY_TEXT, max_size=30), st.integers(1, 10))
def test_chunks_hold_all_rows_in_order(texts: list[str], size: int) -> None:
    packed = pack.chunks({"words": pack.Text.of(binary(texts))}, len(texts), size)
    assert len(packed) == -(-len(texts) // size)
    assert [text for chunk in packed for text in read_text(unpack(chunk))] == texts


@pytest.mark.parametrize("kind", ["i8", "f8", "?"])
def test_what_the_page_cannot_read_is_not_packed(kind: str) -> None:
    with pytest.raises(ValueError, match="the page reads no column"):
        pack.columns({"a": np.zeros(3, kind)}, 3)
