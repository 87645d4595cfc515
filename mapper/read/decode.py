"""Bytes to text, with errors that say which byte, and what to do."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from mapper.errors import ReadError
from mapper.read.charset import AUTO, SAMPLE, guess
from mapper.read.fault import Note

MAX_FILE = 64 * 1024 * 1024
"""Largest text or JSON file, in bytes, that is held in memory as one."""

MAX_ROW = 16 * 1024 * 1024
"""Longest row of a JSON Lines or CSV file, in characters."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_BINARY = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def encoding_of(head: bytes, default: str) -> str:
    """Tell the encoding of a file by its byte order mark, or give `default` where it has none."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), default)


def read_bytes(path: Path, most: int = MAX_FILE) -> bytes:
    """Read a file whole.

    Raises
    ------
    ReadError
        If it is empty, or larger than `most` bytes.
    """
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ReadError(f"more than {most} bytes in one report; split it, or write one report a row as .jsonl")
    if not data.strip():
        raise ReadError("the file is empty; nothing to read")
    return data


def decode(data: bytes, default: str = AUTO, declared: str = "") -> tuple[str, str]:
    """Decode a whole file. A byte order mark is removed; line ends stay as they are.

    Parameters
    ----------
    data
        The file.
    default
        The encoding where there is no byte order mark; ``auto``: the declared one, UTF-8, or a guess.
    declared
        What the file itself says it is in, where it does.

    Returns
    -------
    tuple of two str
        The text, and what to tell of a guess, or an empty string.

    Raises
    ------
    ReadError
        If the file is empty, binary, or not in the encoding; the message names the byte.
    """
    if not data.strip():
        raise ReadError("the file is empty; nothing to read")
    encoding = encoding_of(data, (declared or "utf-8") if default == AUTO else default)
    refuse_binary(data, encoding)
    note = ""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        guessed = guess(data) if default == AUTO else None
        if guessed is None:
            raise ReadError(_not_in(encoding, data[error.start], error.start)) from None
        text, note = data.decode(guessed, "replace"), _guessed(guessed)
    if not text.strip():
        raise ReadError("the file is empty; nothing to read")
    return text, note


def _guessed(encoding: str) -> str:
    name = encoding.replace("_", "-")
    return f"not UTF-8, read as {name}; if letters came out wrong, name the right one, for instance --encoding cp1251"


def refuse_binary(data: bytes, encoding: str) -> None:
    """Raise `ReadError` where the bytes are no text in the encoding."""
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise ReadError(f"this is {what}, not text; save its text as a .txt file and give that one")
    if not encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32")) and b"\0" in data:
        raise ReadError(
            f"binary file (NUL byte at offset {data.index(0)}); if it is text in UTF-16 without a byte order "
            "mark, say --encoding utf-16-le or utf-16-be"
        )


def lines(path: Path, default: str = AUTO) -> Iterator[tuple[int, str | ReadError | Note]]:
    """Give the lines of a file with their numbers (from 1), line ends kept, one at a time.

    A line that is too long, or not in the encoding, comes as a `ReadError` in its place; the next ones go on.
    A guess of the encoding, made from the beginning of the file, comes first as a `Note`.
    """
    with path.open("rb") as raw:
        head = raw.read(SAMPLE)
    if not head.strip():
        raise ReadError("the file is empty; nothing to read")
    encoding = encoding_of(head, "utf-8" if default == AUTO else default)
    refuse_binary(head, encoding)
    guessed = guess(head) if default == AUTO and encoding == "utf-8" and not _is_utf8(head) else None
    if guessed:
        yield 0, Note(_guessed(guessed))
    encoding = guessed or encoding
    with path.open(encoding=encoding, errors="surrogateescape", newline="\n") as stream:
        number = 0
        while line := stream.readline(MAX_ROW + 1):
            number += 1
            if len(line) <= MAX_ROW:
                yield number, _checked(line, encoding)
                continue
            while line and not line.endswith("\n"):
                line = stream.readline(MAX_ROW)
            yield number, ReadError(f"row longer than {MAX_ROW} characters")


def _is_utf8(head: bytes) -> bool:
    """Whether the beginning of a file is UTF-8, but for a character cut at its end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


_STRAY = re.compile("[\udc80-\udcff]")


def _checked(line: str, encoding: str) -> str | ReadError:
    """Give the line, or an error where bytes outside the encoding were let through as lone surrogates."""
    stray = _STRAY.search(line)
    if stray:
        before = len(line[: stray.start()].encode(encoding.removesuffix("-sig"), "surrogateescape"))
        return ReadError(_not_in(encoding, ord(stray.group()) - 0xDC00, before))
    if "\0" in line:
        return ReadError(f"binary data (NUL at character {line.index(chr(0))} of the row)")
    return line


def _not_in(encoding: str, byte: int, offset: int) -> str:
    name = encoding.removesuffix("-sig").upper()
    return (
        f"byte 0x{byte:02x} at offset {offset} is not {name}; save it as UTF-8, or name its encoding, "
        "for instance --encoding cp1251"
    )
