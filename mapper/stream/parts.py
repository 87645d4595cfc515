"""The folder of parts: what became of each batch, so that no run does again what one before it has done.

A part is a file named by what it was made of: reports, code, settings. It is written under another name, flushed to
the disk, and then takes its place, so that it is there whole or not at all; a digest in it tells a damaged one.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

from gazetteer.storage import lock_file
from mapper.errors import WorkError, WriteError
from mapper.stream.work import is_whole

_SUFFIX: Final = ".part"
_GROWING: Final = ".growing"
_DAY: Final = 86_400
UNUSED_DAYS: Final = 60
"""Parts that no run has used for so long are removed from a cache."""

_TAG: Final = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder was made by event-mapper: what it found in reports, for later runs. It can be removed at any time.\n"
)
"""What tells programs that make backups to pass a cache over (bford.info/cachedir)."""


class Parts:
    """Parts in a folder; several processes may use one at the same time.

    Parameters
    ----------
    folder
        The folder; made when it does not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self) -> None:
        """Make the folder, where it is not made yet; raises `WriteError` when that cannot be done."""
        tag = self.folder / "CACHEDIR.TAG"
        if tag.is_file():  # a cache that is read only now serves for what it has
            return
        with _told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            tag.write_text(_TAG, encoding="utf-8")

    def has(self, name: str) -> bool:
        """Whether a part is there; it may still prove to be damaged."""
        return self._path(name).is_file()

    def get(self, name: str) -> bytes | None:
        """Give a part; None where there is none, or a damaged one."""
        try:
            packed = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        return packed if is_whole(packed) else None

    def put(self, name: str, packed: bytes) -> None:
        """Keep a part.

        Raises
        ------
        WriteError
            If it cannot be written; then nothing of it is left.
        """
        target = self._path(name)
        growing = target.with_name(f"{name}.{os.getpid()}{_GROWING}")
        with _told(self.folder):
            target.parent.mkdir(exist_ok=True)
            try:
                with growing.open("wb") as stream:
                    stream.write(packed)
                    stream.flush()
                    os.fsync(stream.fileno())
                growing.replace(target)
            finally:
                growing.unlink(missing_ok=True)

    def used(self, name: str) -> None:
        """Note that a run has used a part."""
        with suppress(OSError):  # somebody else's cache, read only: he clears it
            os.utime(self._path(name))

    def clear(self, days: float) -> None:
        """Remove parts that were not used for some days, and what killed runs left half-written a day ago."""
        now = time.time()
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                limit = days if path.suffix == _SUFFIX else min(days, 1)
                if path.suffix in (_SUFFIX, _GROWING) and now - path.stat().st_mtime >= limit * _DAY:
                    path.unlink()

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}{_SUFFIX}"


def named(*fingerprints: str) -> str:
    """Name a part by the fingerprints of all that it was made of."""
    return blake2b(":".join(fingerprints).encode(), digest_size=16).hexdigest()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn an error of the system into one that says what is kept."""
    try:
        yield
    except OSError as error:
        what = f"takes no files ({error.strerror or error}); what is done is kept, a later run goes on from there"
        raise WriteError(what, str(folder)) from error


@contextmanager
def working_folder(output: Path) -> Iterator[Path]:
    """Give the folder beside an output in which this run alone works; it stays where the run breaks off.

    Raises
    ------
    WorkError
        If another run is working in it.
    WriteError
        If it cannot be made.
    """
    folder = folder_beside(output)
    with _told(folder):
        lock = _locked(folder)
    if lock is None:
        raise WorkError(f"{output} is being written by another run; wait for its end, or name another output")
    with lock:
        try:
            yield folder
        except BaseException:
            if not any(folder.glob(f"??/*{_SUFFIX}")):  # nothing to go on from
                shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)


def folder_beside(output: Path) -> Path:
    """Name the folder in which a run works that writes an output."""
    return output.with_name(f"{output.name}.parts")


def _locked(folder: Path) -> IO[bytes] | None:
    """Make a folder and lock it: the open file that holds the lock, or None where another run holds it."""
    while True:
        folder.mkdir(exist_ok=True)
        path = folder / "lock"
        lock = path.open("a+b")
        if not lock_file(lock.fileno()):
            lock.close()
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock.fileno()), path.stat()):
                return lock
        lock.close()  # a run that ended meanwhile has removed it
