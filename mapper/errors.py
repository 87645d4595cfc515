"""Every error that this project raises on purpose.

::

    MapperError
    ├── ReadError       (ValueError)  reports that cannot be read: names the file or row, and what to do
    ├── TableError      (ValueError)  a table that is no events table: tells every fault at once
    ├── StageError      (ValueError)  a stage that gave back something else than its protocol promises
    ├── WorkError       (RuntimeError) work in several processes that cannot go on: says what is kept, and what to do
    ├── MissingError    (ImportError) an optional library or model that is not installed: says how to get it
    └── WriteError      (OSError)     a result that cannot be written: names the file, and what to do

    MapperWarning       (UserWarning) a report was read, but something about it was not (its date, its id)

Messages say what is wrong, where, and what would have been right.
"""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from typing import Literal

BROKEN: tuple[type[Exception], ...] = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError),
    *(NotImplementedError, EOFError, MemoryError, SyntaxError, struct.error, zlib.error, zipfile.BadZipFile),
)
"""What parsers of binary formats raise on bytes that are not as they promise; lxml's errors are SyntaxErrors."""


class MapperError(Exception):
    """Base of all errors below; catch this one to catch them all."""


class ReadError(MapperError, ValueError):
    """Reports cannot be read.

    Parameters
    ----------
    message
        What is wrong and what to do about it.
    where
        The file, or ``file:line``; an empty string where there is none.
    """

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where
        self.message = message

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """Travel between processes as it was made."""
        return type(self), (self.message, self.where)


class TableError(MapperError, ValueError):
    """A table lacks what the events table needs.

    Parameters
    ----------
    faults
        One sentence a fault, all faults of the table.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("no events table:\n" + "\n".join(f"- {fault}" for fault in faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type[TableError], tuple[tuple[str, ...]]]:
        """Travel between processes as it was made."""
        return type(self), (self.faults,)


class StageError(MapperError, ValueError):
    """A stage set in by the user gave back something of another length than it took."""


class WorkError(MapperError, RuntimeError):
    """Work in several processes, or in a folder that outlives it, cannot begin or go on; says what to do."""


class MissingError(MapperError, ImportError):
    """An optional library, or a model of one, is asked for and not installed; the message says how to get it."""


class WriteError(MapperError, OSError):
    """A result cannot be written.

    Parameters
    ----------
    message
        What is wrong and what to do about it.
    where
        The file.
    """

    def __init__(self, message: str, where: str) -> None:
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message

    def __reduce__(self) -> tuple[type[WriteError], tuple[str, str]]:
        """Travel between processes as it was made."""
        return type(self), (self.message, self.where)


class MapperWarning(UserWarning):
    """A report was read, but something about it could not be."""


def raise_or_warn(error: MapperError, errors: Literal["raise", "warn"], *, stacklevel: int = 2) -> None:
    """Raise an error, or warn of it by a `MapperWarning`.

    Parameters
    ----------
    error
        The error.
    errors
        Which of both.
    stacklevel
        As for `warnings.warn`: 1 is who calls this.
    """
    if errors == "raise":
        raise error
    warnings.warn(str(error), MapperWarning, stacklevel=stacklevel + 1)
