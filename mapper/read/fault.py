"""What could not be read, as a value."""

from __future__ import annotations

from dataclasses import dataclass


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
