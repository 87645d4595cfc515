"""Files and folders that appear whole or not at all: they grow under another name, and then take their place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from mapper.errors import WriteError


@contextmanager
def replacing(target: Path, temporary: Path | None = None) -> Iterator[Path]:
    """Give a path to write to, by default beside `target`, which takes the place of `target` when the block ends well.

    Raises
    ------
    WriteError
        If writing fails, by an `OSError`.
    """
    growing = temporary or _beside(target)
    try:
        with _told(target):
            yield growing
            growing.replace(target)
    finally:
        growing.unlink(missing_ok=True)


@contextmanager
def replacing_folder(target: Path, temporary: Path | None = None) -> Iterator[Path]:
    """Give an empty folder, by default beside `target`, which takes the place of `target` as `replacing` has it.

    Raises
    ------
    WriteError
        If writing fails, by an `OSError`.
    """
    growing = temporary or _beside(target)
    away = growing.with_name(f"{growing.name}.old")
    shutil.rmtree(growing, ignore_errors=True)  # of a run that was killed
    try:
        with _told(target):
            growing.mkdir(parents=True)
            yield growing
            _put(growing, target, away)
    finally:
        shutil.rmtree(growing, ignore_errors=True)
    shutil.rmtree(away, ignore_errors=True)


def _put(grown: Path, target: Path, away: Path) -> None:
    """Let a folder take the place of another, which is moved away, and comes back where that fails."""
    if not target.exists():
        grown.rename(target)
        return
    shutil.rmtree(away, ignore_errors=True)
    target.rename(away)
    try:
        grown.rename(target)
    except OSError:
        away.rename(target)
        raise


def _beside(target: Path) -> Path:
    """Name what is not there yet, in the same folder: what nobody can guess, nobody can lay in the way."""
    return target.with_name(f".{target.stem}.{token_hex(4)}.part{target.suffix}")


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except WriteError:
        raise
    except OSError as error:
        raise WriteError(f"cannot be written ({error.strerror or error})", str(target)) from error
