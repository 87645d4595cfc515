"""Rows of Parquet files and Excel workbooks, as `mapper.read.records` gives those of text files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mapper.errors import ReadError
from mapper.read.fault import needed, parsing, refuse_bomb
from mapper.read.records import COLUMNS, Row

_BATCH = 256
_MAX_CELLS = 1_000


def parquet(path: Path) -> Iterator[Row]:
    """Give the rows of a Parquet file, a batch at a time; line 1 is the first row.

    Raises
    ------
    ReadError
        If it is none, or has no column ``text``.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with parsing("Parquet file", raised=(pa.ArrowException,)), pq.ParquetFile(path) as file:
        names = {name: name.strip().lower() for name in file.schema_arrow.names}
        _refuse_no_text(list(names.values()))
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                number += 1
                yield number, {names[name]: value for name, value in row.items()}


def excel(path: Path) -> Iterator[Row]:
    """Give the rows of the sheets that have a column ``text``; lines count on from sheet to sheet.

    Raises
    ------
    ReadError
        If it is no workbook, none of its sheets has a column ``text``, or openpyxl is not installed.
    """
    openpyxl = needed("openpyxl", "openpyxl", "Excel workbooks")
    refuse_bomb(path)
    with parsing("Excel workbook", raised=(openpyxl.utils.exceptions.InvalidFileException,)):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            headers: list[str] = []
            found = False
            last = 0
            for sheet in book.worksheets:
                rows = _cells(sheet, last)
                last, header = next(rows, (last, []))
                headers += header
                found = found or "text" in header
                for last, values in rows:
                    if "text" in header:
                        yield last, {name: value for name, value in zip(header, values, strict=False) if name}
            if not found:
                _refuse_no_text(headers)
        finally:
            book.close()


def _cells(sheet: Any, before: int) -> Iterator[tuple[int, list[Any]]]:
    """Give the rows of a sheet, the first as names of columns, empty ones left out; `before` rows stood above it."""
    sheet.reset_dimensions()  # what a workbook says of its size need not be so
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=_MAX_CELLS), start=1):
        if number == 1:
            yield before + 1, [str(value).strip().lower() if value is not None else "" for value in values]
        elif any(value is not None for value in values):
            yield before + number, list(values)


def _refuse_no_text(names: list[str]) -> None:
    if "text" not in names:
        told = ", ".join(repr(name) for name in names[:12]) or "no names at all"
        raise ReadError(f'no column "text" among {told}; known columns: {", ".join(COLUMNS)}')
