"""Bytes for the page: columns, raw deflate, base64. The other half is ``assets/codec.js``.

Layout of packed columns: a little-endian uint32 with the length of a JSON header, the header
``{"rows": n, "columns": [[name, kind, bytes], ...]}``, then the columns one after the other. A column of numbers (kinds
`DTYPES`) lies in byte planes (all lowest bytes, then all second bytes, ...), which deflate far better than whole
numbers. A column of text (kind ``text``) is the length of each cell in bytes, as the planes of uint32, and then all
cells in UTF-8; lone surrogates, which text may hold though UTF-8 may not, are written as if they were characters.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers: TypeAlias = np.ndarray[Any, np.dtype[Any]]

DTYPES = ("u1", "u2", "u4", "i4")
"""Number types that the page can read, little-endian."""


@dataclass(frozen=True, slots=True)
class Text:
    """A column of text as bytes.

    Attributes
    ----------
    offsets
        Where each cell begins in `data`, and at the end where the last one ends; one more than there are cells.
    data
        All cells, UTF-8 with surrogates as they are.
    """

    offsets: Numbers
    data: memoryview

    @classmethod
    def of(cls, array: pa.LargeBinaryArray) -> Text:
        """Look at the buffers of an Arrow array that has no nulls; nothing is copied."""
        import numpy as np

        _, offsets, data = array.buffers()
        if offsets is None:
            return cls(np.zeros(1, "i8"), memoryview(b""))
        whole = np.frombuffer(offsets, "<i8")
        begin = array.offset
        return cls(whole[begin : begin + len(array) + 1], memoryview(data if data is not None else b""))

    def part(self, start: int, stop: int) -> Text:
        """Cells `start` to `stop`, the latter exclusive."""
        return Text(self.offsets[start : stop + 1], self.data)

    def pack(self) -> bytes:
        """Lengths and cells, as the module says; nothing at all where every cell is blank."""
        import numpy as np

        cells = self.data[int(self.offsets[0]) : int(self.offsets[-1])]
        return planes(np.diff(self.offsets).astype("<u4")) + bytes(cells) if cells else b""


Column: TypeAlias = "Numbers | Text"


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


def planes(array: Numbers) -> bytes:
    """Byte planes of a column of numbers: all lowest bytes first."""
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return little.view("u1").reshape(len(little), little.dtype.itemsize).T.tobytes()


def zigzag(values: Numbers) -> Numbers:
    """Write whole numbers without signs, small ones small: 0, -1, 1, -2, ... become 0, 1, 2, 3, ..., as uint32."""
    wide = values.astype("i8")
    return ((wide << 1) ^ (wide >> 63)).astype("u4")


def columns(arrays: Mapping[str, Column], rows: int) -> bytes:
    """Pack columns of `rows` cells each.

    Raises
    ------
    ValueError
        If a column of numbers has none of `DTYPES`.
    """
    described: list[list[str | int]] = []
    parts: list[bytes] = []
    for name, array in arrays.items():
        part = array.pack() if isinstance(array, Text) else planes(array)
        described.append([name, _kind(name, array), len(part)])
        parts.append(part)
    header = to_json({"rows": rows, "columns": described})
    return len(header).to_bytes(4, "little") + header + b"".join(parts)


def _kind(name: str, array: Column) -> str:
    if isinstance(array, Text):
        return "text"
    kind = f"{array.dtype.kind}{array.dtype.itemsize}"
    if kind not in DTYPES:
        raise ValueError(f"the page reads no column of {array.dtype} ({name}); it reads {', '.join(DTYPES)}")
    return kind


def chunks(arrays: Mapping[str, Column], rows: int, size: int) -> list[str]:
    """Pack columns in chunks of `size` rows, each inert by itself; deflated on as many cores as there are."""

    def chunk(start: int) -> str:
        stop = min(start + size, rows)
        part = {
            name: array.part(start, stop) if isinstance(array, Text) else array[start:stop]
            for name, array in arrays.items()
        }
        return inert(columns(part, stop - start))

    return in_threads(chunk, range(0, rows, size))


def in_threads(work: Callable[[int], str], numbers: Iterable[int]) -> list[str]:
    """Do the work for each number, in order; zlib lets go of the interpreter while it compresses."""
    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, 8)) as pool:
        return list(pool.map(work, numbers))
