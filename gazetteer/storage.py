r"""The column file: named arrays of fixed-width numbers and one byte string, in a file that is mapped, not read.

Layout (little-endian)::

    8 bytes    magic b"EMGAZ\x00" and the format version, 16 bits
    32 bytes   SHA-256 of the header
    4 bytes    length of the header
    header     JSON: {"columns": {name: [type code, offset, bytes]}, "meta": {...}, "size": bytes of the whole file}
    columns    each at an offset that is a multiple of 8, counted from the start of the file

Most of the header of a table of places are the ids of those that GeoNames does not number: its member ``other_ids``.
They are seldom asked for, so opening keeps them as text, for `ids` to parse.

Opening checks magic, version, header checksum and file size: enough to tell a truncated, foreign or outdated file in
microseconds. A change inside a column is found by `verify`, which reads all of it.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import sys
import tempfile
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.errors import IndexFileError

VERSION = 2
_MAGIC = b"EMGAZ\x00"
_HEAD = struct.Struct("<6sH32sI")
_IDS, _IDS_END = b'"other_ids":{', b'},"pairs":'  # no string of JSON can hold these: its quotes are escaped
_REMEDY = "restore it from the distribution, or build it anew with `gazetteer build`"


class ColumnFile(NamedTuple):
    """An open column file: its columns as memory views (one ``B`` view for bytes), its metadata, and its bytes.

    In the bytes, the columns begin at the offsets. Of the metadata, ``other_ids`` is in ``ids_text`` alone (see `ids`).
    """

    columns: dict[str, memoryview]
    meta: dict[str, Any]
    mapped: mmap.mmap
    offsets: dict[str, int]
    ids_text: bytes


def ids(text: bytes) -> dict[str, int]:
    """Parse the ``other_ids`` of a table of places: row by id."""
    found: dict[str, int] = json.loads(text)
    return found


def pack_columns(columns: Mapping[str, array[Any] | bytes], meta: Mapping[str, Any]) -> bytes:
    """Make the content of a column file; the same columns and metadata give the same bytes.

    Parameters
    ----------
    columns
        Name to array (type codes ``B H I i``) or bytes, in the order in which they are laid out.
    meta
        Anything JSON can hold.

    Returns
    -------
    bytes
        To be written with `replace_file`.
    """
    blobs = {name: _little_endian(column) for name, column in columns.items()}
    codes = {name: "B" if isinstance(column, bytes) else column.typecode for name, column in columns.items()}
    header, start = b"", 0
    while True:  # offsets depend on the header's length, and that on the digits of the offsets
        layout, end = _lay_out(blobs, codes, start)
        digests = {name: hashlib.sha256(blob).hexdigest() for name, blob in blobs.items()}
        content = {"columns": layout, "meta": meta, "sha256": digests, "size": end}
        header = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        if _HEAD.size + len(header) == start:
            break
        start = _HEAD.size + len(header)
    data = bytearray(end)
    data[: _HEAD.size] = _HEAD.pack(_MAGIC, VERSION, hashlib.sha256(header).digest(), len(header))
    data[_HEAD.size : start] = header
    for name, (_, offset, size) in layout.items():
        data[offset : offset + size] = blobs[name]
    return bytes(data)


class StringPool:
    """Strings, each kept once, ended by a zero byte; a string is known by its offset."""

    def __init__(self) -> None:
        self.data = bytearray()
        self._offsets: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Keep a string; return its offset."""
        offset = self._offsets.get(text)
        if offset is None:
            offset = self._offsets[text] = len(self.data)
            self.data += text.encode() + b"\0"
        return offset


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: whoever has the old one open or mapped keeps it, nobody sees half of the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError:
        temporary.unlink()
        raise


def open_columns(path: Path) -> ColumnFile:
    """Map a column file into memory.

    Raises
    ------
    IndexFileError
        When the file is missing, truncated, damaged in its header, or of another version.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise IndexFileError(f"{path}: cannot be opened ({error}); {_REMEDY}") from error
    view = memoryview(mapped)
    header, ids_text = _read_header(path, view)
    layout = header["columns"]
    columns = {name: view[offset : offset + size].cast(code) for name, (code, offset, size) in layout.items()}
    offsets = {name: offset for name, (_, offset, _) in layout.items()}
    return ColumnFile(columns, header["meta"], mapped, offsets, ids_text)


def verify(path: Path) -> None:
    """Read a whole column file and compare every column with its checksum.

    Raises
    ------
    IndexFileError
        When the file cannot be opened or a column differs from what was written.
    """
    columns = open_columns(path).columns
    with path.open("rb") as file:
        header, _ = _read_header(path, memoryview(file.read()))
    for name, digest in header["sha256"].items():
        if hashlib.sha256(columns[name]).hexdigest() != digest:
            raise IndexFileError(f"{path}: column {name} is damaged; {_REMEDY}")


def _read_header(path: Path, data: memoryview) -> tuple[dict[str, Any], bytes]:
    """Check and parse the header, but for the ids, which come as text."""
    if len(data) < _HEAD.size:
        raise IndexFileError(f"{path}: is truncated to {len(data)} bytes; {_REMEDY}")
    magic, version, digest, size = _HEAD.unpack_from(data)
    if magic != _MAGIC:
        raise IndexFileError(f"{path}: is not an index of this project; {_REMEDY}")
    if version != VERSION:
        raise IndexFileError(f"{path}: has format version {version}, this program reads {VERSION}; {_REMEDY}")
    text = bytes(data[_HEAD.size : _HEAD.size + size])
    if hashlib.sha256(text).digest() != digest:
        raise IndexFileError(f"{path}: its header is damaged; {_REMEDY}")
    text, ids_text = _without_ids(text)
    header: dict[str, Any] = json.loads(text)
    if header["size"] != len(data):
        raise IndexFileError(f"{path}: holds {len(data)} bytes where {header['size']} are due; {_REMEDY}")
    return header, ids_text


def _without_ids(text: bytes) -> tuple[bytes, bytes]:
    head, _, rest = text.partition(_IDS)
    inside, found, tail = rest.partition(_IDS_END)
    return (head + _IDS + _IDS_END + tail, b"{" + inside + b"}") if found else (text, b"{}")


def _lay_out(
    blobs: Mapping[str, bytes], codes: Mapping[str, str], start: int
) -> tuple[dict[str, tuple[str, int, int]], int]:
    layout, end = {}, start
    for name, blob in blobs.items():
        offset = -(-end // 8) * 8
        layout[name] = (codes[name], offset, len(blob))
        end = offset + len(blob)
    return layout, end


def _little_endian(column: array[Any] | bytes) -> bytes:
    return column if isinstance(column, bytes) else _swapped(column).tobytes()


def _swapped(column: array[Any]) -> array[Any]:
    if sys.byteorder == "little":
        return column
    copy = column[:]
    copy.byteswap()
    return copy


if sys.platform == "win32":
    import msvcrt

    def lock_file(number: int) -> bool:
        """Lock an open file for this process, if no other has; the system unlocks it when the process ends."""
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def lock_file(number: int) -> bool:
        """Lock an open file for this process, if no other has; the system unlocks it when the process ends."""
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
