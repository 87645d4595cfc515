"""Zip files that would unpack to more than anybody wants, refused by what they say of themselves.

The zip reader of Python gives no more bytes of a member than its header declares, so that the declared sizes bound
what is unpacked.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from mapper.errors import ReadError
from mapper.read.fault import parsing

MAX_UNPACKED = 1024 * 1024 * 1024
"""Most bytes that one archive may unpack to."""

MAX_OFFICE = 256 * 1024 * 1024
"""Most bytes that an office document may unpack to: its parts are held in memory."""

MAX_MEMBERS = 100_000
_SMALL = 16 * 1024 * 1024
MAX_RATIO = 200
"""How many times its packed size a large member may have. Text shrinks 3 to 20 times, tables of zeros 1,000."""


def refuse_bomb(path: Path, most: int = MAX_OFFICE) -> None:
    """Raise `ReadError` where a zip file declares too much, or is none."""
    with parsing("document (no zip archive inside)"), zipfile.ZipFile(path) as archive:
        refuse_members(archive.infolist(), most)


def refuse_members(members: Sequence[zipfile.ZipInfo], most: int) -> None:
    """Raise `ReadError` where the members are too many, or unpack to more than `most` bytes."""
    if len(members) > MAX_MEMBERS:
        raise ReadError(f"an archive of {len(members)} files, more than {MAX_MEMBERS}")
    total = sum(member.file_size for member in members)
    if total > most:
        raise ReadError(f"unpacks to {total} bytes, more than {most}: a decompression bomb, or split it")
    for member in members:
        if is_swollen(member):
            raise ReadError(f"unpacks {member.file_size // max(member.compress_size, 1)} times: a decompression bomb")


def is_swollen(member: zipfile.ZipInfo) -> bool:
    """Whether a member is large and packed far better than text can be."""
    return member.file_size > _SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1)
