"""What is packed comes out as it went in, and holds nothing that could act."""

from __future__ import annotations

import base64
import json
import re
import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mapper.view import pack
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
def test_columns_are_byte_planes_after_a_header(values: list[int]) -> None:
    data = pack.columns({"a": np.array(values, "i4"), "b": np.array(values, "i4").astype("u1")})
    length = int.from_bytes(data[:4], "little")
    header = json.loads(data[4 : 4 + length])
    assert header == {"rows": len(values), "columns": [["a", "i4"], ["b", "u1"]]}
    body = np.frombuffer(data[4 + length :], "u1")
    planes = body[: 4 * len(values)].reshape(4, len(values))
    assert np.ascontiguousarray(planes.T).view("<i4").ravel().tolist() == values


@given(st.lists(ANY_TEXT, max_size=30), st.integers(1, 10))
def test_chunks_hold_all_rows_in_order(texts: list[str], size: int) -> None:
    chunks = [json.loads(unpack(chunk)) for chunk in pack.text_chunks({"words": texts}, len(texts), size)]
    found = [
        word for at, chunk in enumerate(chunks) for word in chunk.get("words", [""] * len(texts[at * size :][:size]))
    ]
    assert found == texts
