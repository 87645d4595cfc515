"""Zip files that would unpack to more than anybody wants, known by what they say of themselves.

The zip reader of Python gives no more bytes of a member than its header declares, so that the declared sizes bound
what is unpacked.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

MAX_UNPACKED = 1024 * 1024 * 1024
"""Most bytes that one archive may unpack to."""

MAX_OFFICE = 256 * 1024 * 1024
"""Most bytes that an office document may unpack to: its parts are held in memory."""

MAX_MEMBERS = 100_000
_SMALL = 16 * 1024 * 1024
MAX_RATIO = 200
"""How many times its packed size a large member may have. Text shrinks 3 to 20 times, tables of zeros 1,000."""


def fault_of(members: Sequence[zipfile.ZipInfo], most: int) -> str:
    """Say why members are not unpacked: they are too many, or give more than `most` bytes; empty where they are."""
    if len(members) > MAX_MEMBERS:
        return f"an archive of {len(members)} files, more than {MAX_MEMBERS}"
    total = sum(member.file_size for member in members)
    if total > most:
        return f"unpacks to {total} bytes, more than {most}: a decompression bomb, or split it"
    swollen = next((member for member in members if is_swollen(member)), None)
    if swollen is not None:
        return f"unpacks {swollen.file_size // max(swollen.compress_size, 1)} times: a decompression bomb"
    return ""


def is_swollen(member: zipfile.ZipInfo) -> bool:
    """Whether a member is large and packed far better than text can be."""
    return member.file_size > _SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1)
