"""Rows of JSON Lines, JSON, CSV and TSV files, one at a time."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mapper.errors import ReadError
from mapper.model import Report
from mapper.read.dates import parse_day
from mapper.read.decode import MAX_FILE, MAX_ROW, decode, lines
from mapper.read.fault import Note
from mapper.read.language import detect

Row = tuple[int, Mapping[str, object] | ReadError | Note]
"""The line (in a JSON list, the item) a row stands on, counted from 1 (0: the whole file); and the row, what is wrong
with it, or something to tell."""

COLUMNS = ("id", "text", "date", "source", "url", "title", "lang")
"""Columns that are read. Others are left alone, but `domain` stands in for a missing `source`."""

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def rows(path: Path, form: str, encoding: str) -> Iterator[Row]:
    """Give the rows of a file in one of the formats of rows: ``jsonl``, ``json``, ``csv``, ``feed``, ....

    Raises
    ------
    ReadError
        If the file as a whole cannot be read.
    """
    if form == "jsonl":
        return _jsonl(path, encoding)
    if form == "json":
        return _json(path, encoding)
    if form in ("parquet", "excel"):
        from mapper.read import tables

        return tables.parquet(path) if form == "parquet" else tables.excel(path)
    if form == "feed":
        from mapper.read.feeds import entries

        return entries(path, encoding)
    if form in ("eml", "mbox"):
        from mapper.read.mail import mails

        return mails(path, form)
    return _csv(path, encoding, "\t" if form == "tsv" else ",")


def to_report(record: Mapping[str, object], default_id: str) -> tuple[Report, tuple[str, ...]]:
    """Make a report of a row.

    Returns
    -------
    Report
        The report.
    tuple of str
        What was not understood (a date) or had to be replaced, one sentence each.

    Raises
    ------
    ReadError
        If there is no text.
    """
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadError('no text; a row needs a column "text" that is not empty')
    faults: list[str] = []
    clean = cleaned(text)
    if clean != text:
        faults.append("characters that no file can hold (NUL, lone surrogates) were replaced by U+FFFD")
    try:
        published = parse_day(record.get("date"))
    except ValueError as error:
        published = None
        faults.append(f"{error}; the report is read without a date")
    report = Report(
        id=_field(record, "id") or default_id,
        text=clean,
        published=published,
        source=_field(record, "source") or _field(record, "domain"),
        url=_field(record, "url"),
        title=_field(record, "title"),
        lang=_field(record, "lang").lower() or detect(clean),
    )
    return report, tuple(faults)


def writable(report: Report) -> Report:
    """Give a report with U+FFFD, one for one, for what no file can hold: NUL and lone surrogates."""
    if not any(map(_UNWRITABLE.search, (report.id, report.text, report.source, report.url, report.title, report.lang))):
        return report
    return replace(
        report,
        id=cleaned(report.id),
        text=cleaned(report.text),
        source=cleaned(report.source),
        url=cleaned(report.url),
        title=cleaned(report.title),
        lang=cleaned(report.lang),
    )


def cleaned(text: str) -> str:
    """Give a text with U+FFFD, one for one, for what no file can hold: NUL and lone surrogates."""
    return _UNWRITABLE.sub("\ufffd", text)


def _field(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if value is None or isinstance(value, bool | list | dict):
        return ""
    return cleaned(str(value)).strip()


def _jsonl(path: Path, encoding: str) -> Iterator[Row]:
    for number, line in lines(path, encoding):
        if not isinstance(line, str):
            yield number, line
        elif line.strip():
            yield number, _object(line)


def _object(line: str) -> Mapping[str, object] | ReadError:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return ReadError(f"broken JSON ({error.msg} at character {error.pos})")
    except (RecursionError, ValueError) as error:  # nested too deep; a number of thousands of digits
        return ReadError(f"JSON that cannot be held ({error})")
    return object_row(value)


def object_row(value: object) -> Mapping[str, object] | ReadError:
    """Give a row that is an object, or say that it is none."""
    if isinstance(value, dict):
        return value
    return ReadError(f"a row must be a JSON object with a text, not {type(value).__name__}")


def _json(path: Path, encoding: str) -> Iterator[Row]:
    if path.stat().st_size > MAX_FILE:
        from mapper.read.longjson import stream

        yield from stream(path, encoding)
        return
    text, note = decode(path.read_bytes(), encoding)
    if note:
        yield 0, Note(note)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"broken JSON ({error.msg} at line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise ReadError("JSON nested too deep") from None
    from mapper.read.telegram import is_export, posts

    if is_export(value):
        yield from posts(value)
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        yield number, object_row(item)


def _csv(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW)
    bad: list[tuple[int, ReadError | Note]] = []
    last = 0

    def good() -> Iterator[str]:
        nonlocal last
        for last, line in lines(path, encoding):
            if not isinstance(line, str):
                bad.append((last, line))
            else:
                yield line

    table = csv.reader(good(), delimiter=delimiter, strict=True)
    header = _names(table)
    while True:
        first = last + 1
        try:
            cells = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            yield (
                first,
                ReadError(f"broken row ({error}); lines {first} to {last} are left out, look for a stray quote"),
            )
            continue
        yield from _told(bad)
        if cells:
            yield first, _cells(header, cells)
    yield from _told(bad)


def _names(table: Iterator[list[str]]) -> list[str]:
    try:
        header = [name.strip().lower() for name in next(table, [])]
    except csv.Error as error:
        raise ReadError(f"broken first row ({error})") from None
    if "text" not in header:
        raise ReadError(f'no column "text" in the first row; known columns: {", ".join(COLUMNS)}')
    return header


def _cells(header: list[str], cells: list[str]) -> Mapping[str, object] | ReadError:
    if len(cells) > len(header):
        return ReadError(f"{len(cells)} cells under {len(header)} column names; look for a quote that is missing")
    return dict(zip(header, cells, strict=False))


def _told(bad: list[tuple[int, ReadError | Note]]) -> Iterator[Row]:
    while bad:
        yield bad.pop(0)
