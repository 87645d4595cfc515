"""The fields of a gold record, read one by one; what is wrong with one is told with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeGuard

Span = tuple[int, int]
"""Character offsets, end exclusive."""


@dataclass(slots=True)
class Row:
    """A JSON object that is read field by field; what is wrong is told with its place in the file."""

    where: str
    values: Mapping[str, Any]
    faults: list[str] = field(repr=False)

    def fault(self, message: str) -> None:
        """Note what is wrong."""
        self.faults.append(f"{self.where}: {message}")

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text; with a default it may be missing or empty."""
        value = self.values.get(key)
        if isinstance(value, str) and (value or default is not None):
            return value
        if value is not None or default is None:
            self.fault(f"{key} must be a text")
        return default or ""

    def name(self, key: str) -> str:
        """Give an id, which may be written as a number."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool | list | dict) or str(value) == "":
            self.fault(f"{key} is missing")
            return ""
        return str(value)

    def number(self, key: str, least: float, most: float, *, needed: bool = False) -> float | None:
        """Give a number within its bounds, or None."""
        value = self.values.get(key)
        if value is None and not needed:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.fault(f"{key} must be a number of {least:g} to {most:g}, not {value!r}")
        return None

    def whole(self, key: str, most: float = float("inf")) -> int | None:
        """Give a number of 0 or more without its fraction, or None."""
        value = self.number(key, 0, most)
        return None if value is None else int(value)

    def span(self, key: str, length: int) -> Span:
        """Give offsets into a text of that length."""
        value = self.values.get(key)
        if _is_span(value, length):
            return value[0], value[1]
        self.fault(f"{key} must be [start, end] with 0 <= start < end <= {length}, not {value!r}")
        return 0, 1

    def day(self, key: str) -> date | None:
        """Give a day, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(f"{key} must be a day as 2022-03-12, not {value!r}")
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; none for null."""
        value = self.values.get(key) or []
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.fault(f"{key} must be a list of texts")
        return ()

    def rows(self, key: str, *, needed: bool = False) -> list[Row]:
        """Give the objects of a list, each knowing its place; none for a list that is not there."""
        value = self.values.get(key)
        value = [] if value is None and not needed else value
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [Row(f"{self.where}: {key}[{index}]", one, self.faults) for index, one in enumerate(value)]
        self.fault(f"{key} must be a list of objects")
        return []

    def row(self, key: str) -> Row:
        """Give an object; an empty one for null."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, dict):
            self.fault(f"{key} must be an object")
        return Row(f"{self.where}: {key}", value if isinstance(value, dict) else {}, self.faults)


def _is_span(value: Any, length: int) -> TypeGuard[list[int]]:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(offset) is int for offset in value)
        and 0 <= value[0] < value[1] <= length
    )
