"""The reader: paths in, reports and faults out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapper.errors import ReadError
from mapper.model import Report
from mapper.read.decode import MAX_FILE, decode
from mapper.read.fault import Fault
from mapper.read.records import rows, to_report
from mapper.read.sources import Source, find_sources
from mapper.read.textfile import parse_text


@dataclass(frozen=True, slots=True)
class Item:
    """A report, where it stands, and the row it was made of (empty for a text file)."""

    report: Report
    where: str
    record: Mapping[str, object] = field(default_factory=dict)


def read(paths: Iterable[str | os.PathLike[str]], encoding: str = "utf-8") -> Iterator[Report | Fault]:
    """Read reports, one at a time, in the order of the paths and of the rows in them.

    Parameters
    ----------
    paths
        Files, folders (searched through, sorted by name), globs, or ``-`` for a text on standard input.
    encoding
        Encoding of files that have no byte order mark.

    Yields
    ------
    Report or Fault
        Reports with ids that are unique within the run, and what could not be read in its place. A report
        whose date is no date, or lies outside the years 1700 to 2200, is read without one, and a fault with
        ``lost=False`` stands before it.
    """
    for item in items(paths, encoding):
        yield item.report if isinstance(item, Item) else item


def items(paths: Iterable[str | os.PathLike[str]], encoding: str = "utf-8") -> Iterator[Item | Fault]:
    """Do as `read` does, and give with each report the row that it was made of."""
    found = (
        item
        for source in find_sources(paths)
        for item in ([source] if isinstance(source, Fault) else _items(source, encoding))
    )
    return _numbered(found)


def read_records(records: Iterable[tuple[str, Mapping[str, object]]]) -> Iterator[Report | Fault]:
    """Make reports of rows that are in memory, as `read` does of those in files.

    Parameters
    ----------
    records
        Where a row stands, for messages and for the id of a report that has none; and its columns.
    """
    for item in _numbered(item for where, record in records for item in _of_row(record, where, where)):
        yield item.report if isinstance(item, Item) else item


def _numbered(found: Iterable[Item | Fault]) -> Iterator[Item | Fault]:
    """Give each report an id of its own."""
    seen: set[str] = set()
    for item in found:
        if isinstance(item, Fault):
            yield item
            continue
        if item.report.id in seen:
            renamed = _free_id(item.report.id, seen)
            yield Fault(item.where, f"id {item.report.id!r} is taken; read as {renamed!r}", lost=False)
            item = replace(item, report=replace(item.report, id=renamed))
        seen.add(item.report.id)
        yield item


def _free_id(wanted: str, seen: set[str]) -> str:
    number = 2
    while f"{wanted}#{number}" in seen:
        number += 1
    return f"{wanted}#{number}"


def _items(source: Source, encoding: str) -> Iterator[Item | Fault]:
    try:
        if source.form == "text":
            yield from _text(source, encoding)
        elif source.path is not None:
            yield from _rows(source, source.path, encoding)
    except ReadError as error:
        yield Fault(source.where, error.message)
    except OSError as error:
        yield Fault(source.where, f"cannot be read ({error.strerror or error})")
    except UnicodeDecodeError as error:
        yield Fault(source.where, f"not in its encoding ({error.reason}); the rest of the file is left out")


def _text(source: Source, encoding: str) -> Iterator[Item | Fault]:
    report, faults = parse_text(decode(_bytes(source.path), encoding), source.id)
    for fault in faults:
        yield Fault(source.where, fault, lost=False)
    if not report.text[report.body_start :].strip():
        raise ReadError("header lines and no text after them")
    yield Item(report, source.where)


def _bytes(path: Path | None) -> bytes:
    if path is None:
        data = sys.stdin.buffer.read(MAX_FILE + 1)
    else:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise ReadError(f"more than {MAX_FILE} bytes in one report; split it, or write one report a row as .jsonl")
    return data


def _rows(source: Source, path: Path, encoding: str) -> Iterator[Item | Fault]:
    for number, record in rows(path, source.form, encoding):
        where = f"{source.where}:{number}"
        if isinstance(record, ReadError):
            yield Fault(where, record.message)
        else:
            yield from _of_row(record, where, f"{source.id}:{number}")


def _of_row(record: Mapping[str, object], where: str, default_id: str) -> Iterator[Item | Fault]:
    try:
        report, faults = to_report(record, default_id)
    except ReadError as error:
        yield Fault(where, error.message)
        return
    for fault in faults:
        yield Fault(where, fault, lost=False)
    yield Item(report, where, record)
