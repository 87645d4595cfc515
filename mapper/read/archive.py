"""The files in a zip archive, one at a time, each unpacked to a temporary file whose name we choose.

No name of a member is ever used as a path, so that none can lead out of the folder.
"""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mapper.bombs import MAX_UNPACKED, fault_of, is_swollen
from mapper.errors import ReadError
from mapper.read.fault import Fault, parsing
from mapper.read.sources import ENDINGS, Source, is_passed_over

MAX_DEPTH = 3
"""Archives within archives."""


@dataclass
class Budget:
    """Bytes that an archive, with those inside it, may still unpack to."""

    left: int = MAX_UNPACKED

    def spend(self, size: int) -> None:
        """Take from it; raises `ReadError` when it is used up."""
        self.left -= size
        if self.left < 0:
            raise ReadError(f"unpacks, with the archives in it, to more than {MAX_UNPACKED} bytes")


def members(source: Source, path: Path, budget: Budget | None = None, depth: int = 1) -> Iterator[Source | Fault]:
    """Give the reports' files in an archive, sorted by name, those of archives in it among them.

    A file exists only until the next one is asked for.

    Raises
    ------
    ReadError
        If the archive as a whole cannot be read.
    """
    budget = budget or Budget()
    with parsing("zip archive"), zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        listed = sorted(archive.infolist(), key=lambda member: member.filename)
        fault = fault_of([member for member in listed if not is_swollen(member)], MAX_UNPACKED)
        if fault:
            raise ReadError(fault)
        wanted = [member for member in listed if not member.is_dir() and not _is_passed_over(member)]
        if not wanted:
            raise ReadError(f"no report in this archive; known endings: {', '.join(ENDINGS)}")
        for number, member in enumerate(wanted):
            where = f"{source.where}:{member.filename}"
            ending = PurePosixPath(member.filename).suffix.lower()
            target = Path(folder, f"{number}{ending}")
            try:
                budget.spend(member.file_size)
                _unpack(archive, member, target)
            except ReadError as error:
                yield Fault(where, error.message)
                continue
            inner = Source(target, where, ENDINGS[ending], f"{source.id}/{member.filename}")
            yield from _nested(inner, target, budget, depth) if inner.form == "zip" else [inner]
            target.unlink()


def _nested(source: Source, path: Path, budget: Budget, depth: int) -> Iterator[Source | Fault]:
    if depth == MAX_DEPTH:
        yield Fault(source.where, f"an archive in more than {MAX_DEPTH - 1} others is not opened")
        return
    try:
        yield from members(source, path, budget, depth + 1)
    except ReadError as error:
        yield Fault(source.where, error.message)


def _is_passed_over(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    hidden = any(part.startswith(".") and part != ".." for part in path.parts) or "__MACOSX" in path.parts
    return hidden or stat.S_ISLNK(member.external_attr >> 16) or is_passed_over(path)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    if member.flag_bits & 0x1:
        raise ReadError("locked with a password; unlock the archive first")
    if is_swollen(member):
        raise ReadError(f"unpacks to {member.file_size} bytes from {member.compress_size}: a decompression bomb")
    with parsing("file in a zip archive"), archive.open(member) as packed, target.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked)
