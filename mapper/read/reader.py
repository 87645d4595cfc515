"""The reader: paths in, reports and faults out."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapper.errors import ReadError
from mapper.model import Report
from mapper.read.charset import AUTO
from mapper.read.decode import MAX_FILE, decode, read_bytes
from mapper.read.fault import Fault, Note
from mapper.read.ids import Ids
from mapper.read.language import told
from mapper.read.records import cleaned, rows, to_report
from mapper.read.sources import Source, find_sources
from mapper.read.textfile import parse_text


@dataclass(frozen=True, slots=True)
class Item:
    """A report, where it stands, and the row it was made of (empty for a text file)."""

    report: Report
    where: str
    record: Mapping[str, object] = field(default_factory=dict)


def read(paths: Iterable[str | os.PathLike[str]], encoding: str = AUTO) -> Iterator[Report | Fault]:
    """Read reports, one at a time, in the order of the paths and of the rows in them.

    Parameters
    ----------
    paths
        Files, folders (searched through, sorted by name), globs, or ``-`` for a text on standard input.
    encoding
        Encoding of files that have no byte order mark; ``auto``: what they declare, UTF-8, or a guess that is told.

    Yields
    ------
    Report or Fault
        Reports with ids that are unique within the run, and what could not be read in its place. A report
        whose date is no date, or lies outside the years 1700 to 2200, is read without one, and a fault with
        ``lost=False`` stands before it.
    """
    for item in items(paths, encoding):
        yield item.report if isinstance(item, Item) else item


def items(paths: Iterable[str | os.PathLike[str]], encoding: str = AUTO) -> Iterator[Item | Fault]:
    """Do as `read` does, and give with each report the row that it was made of."""
    found = (
        item
        for source in find_sources(paths)
        for item in ([source] if isinstance(source, Fault) else _with_languages(_items(source, encoding), source.where))
    )
    return _numbered(found)


def read_records(records: Iterable[tuple[str, Mapping[str, object]]]) -> Iterator[Report | Fault]:
    """Make reports of rows that are in memory, as `read` does of those in files.

    Parameters
    ----------
    records
        Where a row stands, for messages and for the id of a report that has none; and its columns.
    """
    found = (item for where, record in records for item in _of_row(record, where, where))
    for item in _numbered(_with_languages(found, "the table")):
        yield item.report if isinstance(item, Item) else item


def _numbered(found: Iterable[Item | Fault]) -> Iterator[Item | Fault]:
    """Give each report an id of its own."""
    ids = Ids()
    for item in found:
        if isinstance(item, Item):
            wanted = item.report.id
            given = ids.take(wanted)
            if given != wanted:
                yield Fault(item.where, f"id {wanted!r} is taken; read as {given!r}", lost=False)
                item = replace(item, report=replace(item.report, id=given))
        yield item


def _with_languages(found: Iterable[Item | Fault], where: str) -> Iterator[Item | Fault]:
    """Say, after the reports of a source, which of them are in languages that are not coded."""
    languages: Counter[str] = Counter()
    for item in found:
        if isinstance(item, Item):
            languages[item.report.lang] += 1
        yield item
    message = told(languages.elements())
    if message:
        yield Fault(where, message, lost=False)


_DOCUMENTS = frozenset({"html", "pdf", "docx"})


def _items(source: Source, encoding: str) -> Iterator[Item | Fault]:
    try:
        if source.path is None or source.form == "text":
            yield from _text(source, encoding)
        elif source.form in _DOCUMENTS:
            yield from _document(source, source.path, encoding)
        elif source.form == "zip":
            yield from _archive(source, source.path, encoding)
        else:
            yield from _rows(source, source.path, encoding)
    except ReadError as error:
        yield Fault(source.where, error.message)
    except OSError as error:
        yield Fault(source.where, f"cannot be read ({error.strerror or error})")
    except UnicodeDecodeError as error:
        yield Fault(source.where, f"not in its encoding ({error.reason}); the rest of the file is left out")


def _text(source: Source, encoding: str) -> Iterator[Item | Fault]:
    text, note = decode(_standard_input() if source.path is None else read_bytes(source.path), encoding)
    yield from _told_whole(source, text, {}, note)


def _document(source: Source, path: Path, encoding: str) -> Iterator[Item | Fault]:
    from mapper.read.documents import document

    yield from _told_whole(source, *document(path, source.form, encoding))


def _told_whole(source: Source, text: str, known: Mapping[str, object], note: str) -> Iterator[Item | Fault]:
    """Give a report that is a whole file, what is to be told of it first."""
    report, faults = parse_text(text, cleaned(source.id), known)
    for fault in (note, *faults):
        if fault:
            yield Fault(source.where, fault, lost=False)
    if not report.text[report.body_start :].strip():
        raise ReadError("header lines and no text after them")
    yield Item(report, source.where)


def _archive(source: Source, path: Path, encoding: str) -> Iterator[Item | Fault]:
    from mapper.read.archive import members

    for member in members(source, path):
        yield from [member] if isinstance(member, Fault) else _items(member, encoding)


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise ReadError(f"more than {MAX_FILE} bytes in one report; split it, or write one report a row as .jsonl")
    return data


def _rows(source: Source, path: Path, encoding: str) -> Iterator[Item | Fault]:
    for number, record in rows(path, source.form, encoding):
        where = f"{source.where}:{number}" if number and source.form != "eml" else source.where
        if isinstance(record, ReadError | Note):
            yield Fault(where, record.message, lost=isinstance(record, ReadError))
        else:
            yield from _of_row(record, where, cleaned(source.id if source.form == "eml" else f"{source.id}:{number}"))


def _of_row(record: Mapping[str, object], where: str, default_id: str) -> Iterator[Item | Fault]:
    try:
        report, faults = to_report(record, default_id)
    except ReadError as error:
        yield Fault(where, error.message)
        return
    for fault in faults:
        yield Fault(where, fault, lost=False)
    yield Item(report, where, record)
