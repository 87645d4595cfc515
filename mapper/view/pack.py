"""Bytes for the page: columns as byte planes, raw deflate, base64. The other half is ``assets/codec.js``.

Layout of packed columns: a little-endian uint32 with the length of a JSON header, the header
``{"rows": n, "columns": [[name, dtype], ...]}``, then column after column, each as its byte planes (all lowest bytes,
then all second bytes, ...), which deflate far better than whole numbers.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

DTYPES = ("u1", "u2", "u4", "i4")
"""Number types that the page can read, little-endian."""


def deflate(data: bytes, level: int = 6) -> bytes:
    """Compress without a header or a checksum (JavaScript's ``deflate-raw``)."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def inert(data: bytes, level: int = 6) -> str:
    """Deflate and encode: only ``A-Z a-z 0-9 + / =`` come out, whatever went in."""
    return base64.b64encode(deflate(data, level)).decode("ascii")


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8; lone surrogates, which UTF-8 cannot hold, as escapes.

    Raises
    ------
    ValueError
        For NaN and infinities, which JSON cannot hold.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")


def columns(arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    """Pack columns of equal length; dtypes must be among `DTYPES`."""
    described: list[list[str]] = []
    planes: list[bytes] = []
    rows = 0
    for name, array in arrays.items():
        little = array.astype(array.dtype.newbyteorder("<"), copy=False)
        described.append([name, f"{array.dtype.kind}{array.dtype.itemsize}"])
        rows = len(array)
        planes.append(little.view("u1").reshape(rows, array.dtype.itemsize).T.tobytes())
    header = to_json({"rows": rows, "columns": described})
    return len(header).to_bytes(4, "little") + header + b"".join(planes)


def text_chunks(texts: Mapping[str, Sequence[Any]], rows: int, size: int) -> list[str]:
    """Pack text columns in chunks of `size` rows, each inert by itself; columns blank in a chunk are left out."""
    chunks = []
    for start in range(0, rows, size):
        part = {name: list(values[start : start + size]) for name, values in texts.items()}
        chunks.append(inert(to_json({name: values for name, values in part.items() if any(values)})))
    return chunks
