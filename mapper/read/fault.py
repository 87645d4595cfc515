"""What could not be read, as a value; and how errors of parsers become one."""

from __future__ import annotations

import logging
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from mapper.bombs import MAX_OFFICE, fault_of
from mapper.errors import BROKEN, ReadError


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be read.

    Attributes
    ----------
    where
        The file, or ``file:line`` for one row of it (lines count from 1).
    message
        What is wrong, and what to do about it.
    lost
        True where a report was left out because of it; False where only a detail (a date, a doubled id) was,
        and the report is read all the same.
    """

    where: str
    message: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Note:
    """Stands among the rows of a file: something to tell, with no report lost."""

    message: str


@contextmanager
def parsing(what: str, *loggers: str, raised: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turn what a parser raises on broken input into a `ReadError`, and keep it from talking meanwhile.

    Parameters
    ----------
    what
        What is parsed, for the message: ``PDF``.
    loggers
        Names of the parser's loggers.
    raised
        Classes of errors of the parser's own.

    Raises
    ------
    ReadError
        In place of an error of the parser.
    """
    levels = {name: logging.getLogger(name).level for name in loggers}
    try:
        for name in loggers:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except ReadError:
        raise
    except (*BROKEN, *raised) as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise ReadError(f"broken {what} ({told:.120})") from error
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def refuse_bomb(path: Path) -> None:
    """Raise `ReadError` where an office document would unpack to too much, or is no zip file."""
    with parsing("document (no zip archive inside)"), zipfile.ZipFile(path) as archive:
        fault = fault_of(archive.infolist(), MAX_OFFICE)
    if fault:
        raise ReadError(fault)


def needed(module: str, packages: str, what: str) -> Any:
    """Import what reads a format and is installed only where somebody wants it.

    Raises
    ------
    ReadError
        If it is not installed; the message has the line that installs it.
    """
    try:
        return import_module(module)
    except ImportError:
        raise ReadError(
            f"reading {what} needs {packages.split()[0]}, which is not installed; install it with: "
            f"python -m pip install {packages}"
        ) from None
