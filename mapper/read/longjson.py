"""JSON documents that are too long to be held: a list of rows, or Telegram's export, taken from the stream row by row.

What is held is one row, and of an export the head of the chat that it stands in; a row longer than `MAX_LONG_ROW` bytes
ends the reading, since nothing tells where it would end.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from mapper.errors import ReadError
from mapper.read.decode import MAX_FILE, encoding_of, refuse_binary
from mapper.read.fault import needed
from mapper.read.records import Row, object_row
from mapper.read.telegram import post

_HEAD = ("name", "type", "id")
_ROWS = ("item", "messages.item", "chats.list.item.messages.item")
_DEPTH = 200
_DEEP = 2_000
"""Brackets that may open more than close in a chunk."""

_CHUNK = 16_384
"""Bytes that are parsed at once. The parser names each level of what is nested in full, and joins the pieces of a long
text anew for each chunk: both grow with the square, the one of the chunk, the other of the row by the chunk."""

MAX_LONG_ROW = 4 * 1024 * 1024
"""Longest row in bytes."""


class _Bounded:
    """A file that gives no more than a row's bytes between two rows: a parser holds what it has not given yet."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.left = MAX_LONG_ROW

    def read(self, size: int = -1) -> bytes:
        """Give at most `size` bytes."""
        data = self.file.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        if sum(map(data.count, (b"[", b"{"))) - sum(map(data.count, (b"]", b"}"))) > _DEEP:
            raise ReadError("JSON nested too deep")
        self.left -= len(data)
        if self.left < 0:
            raise ReadError(
                f"a row longer than {MAX_LONG_ROW} bytes in a long JSON document; the rest of it is left out"
            )
        return data


def stream(path: Path, encoding: str) -> Iterator[Row]:
    """Give the rows of a JSON document of any length.

    Raises
    ------
    ReadError
        If it is no JSON, not in UTF-8, holds a row that is too long, or ijson is not installed.
    """
    ijson = needed("ijson", "ijson", "JSON documents of more than 64 MB")
    with path.open("rb") as file:
        head = file.read(4096)
        file.seek(0)
        if encoding_of(head, "utf-8") not in ("utf-8", "utf-8-sig") or encoding not in ("auto", "utf-8", "utf-8-sig"):
            raise ReadError("a JSON document of more than 64 MB must be in UTF-8; save it so, or write it as .jsonl")
        refuse_binary(head, "utf-8")
        if head.startswith(codecs.BOM_UTF8):
            file.seek(len(codecs.BOM_UTF8))
        bounded = _Bounded(file)
        try:
            yield from _rows(ijson, bounded)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            told = " ".join(str(error).split())
            raise ReadError(f"broken JSON ({told:.120}); the rest of it is left out") from None


def _rows(ijson: Any, file: _Bounded) -> Iterator[Row]:
    """Follow the parser's events: build what stands in a list of rows or of messages, pass over all else."""
    number = 0
    chat: dict[str, Any] = {}
    builder: Any = None
    for prefix, event, value in _parsed(ijson, file):
        if builder is not None or prefix in _ROWS:
            if builder is None:
                number += 1
                builder = ijson.ObjectBuilder()
            builder.event(event, value)
            if prefix in _ROWS and event not in ("start_map", "start_array", "map_key"):
                yield from (
                    post(builder.value, chat, number) if prefix != "item" else [(number, object_row(builder.value))]
                )
                builder = None
        elif prefix.removeprefix("chats.list.item.") in _HEAD and event in ("string", "number"):
            chat[prefix.rpartition(".")[2]] = value
        elif prefix == "chats.list.item" and event == "start_map":
            chat = {}
        if builder is None:
            file.left = MAX_LONG_ROW
    if not number:
        raise ReadError(f"{MAX_FILE} bytes or more of JSON that are no list of rows and no export of Telegram")


def _parsed(ijson: Any, file: _Bounded) -> Iterator[tuple[str, str, Any]]:
    """Give the parser's events; raises `ReadError` where values stand within each other too deep."""
    depth = 0
    for prefix, event, value in ijson.parse(file, use_float=True):
        depth += event.startswith("start") - event.startswith("end")
        if depth > _DEPTH:
            raise ReadError("JSON nested too deep")
        yield prefix, event, value
