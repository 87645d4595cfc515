"""The events table as an Excel workbook: a sheet of events, every cell plain text or a number, never a formula."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapper.bombs import MAX_OFFICE, fault_of
from mapper.errors import TableError, WriteError
from mapper.schema import COLUMNS, TABLE, Row
from mapper.store.cells import cell, escape, frame_of, refuse_lacking, row_of_cells, unescape

if TYPE_CHECKING:
    import geopandas

SHEET = "events"
MAX_CELL = 32_767
"""Most characters that Excel takes in a cell; longer ones are cut, with ``…`` at their end."""

MAX_ROWS = 1_048_575
_FIXED = datetime(2000, 1, 1)
_WIDTHS = {"sentence": 60, "place_reason": 40, "title": 30}
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_xlsx(rows: Iterable[Row], path: Path) -> int:
    """Write a workbook; days are cells of days, the first row stays in sight and filters.

    Raises
    ------
    WriteError
        If openpyxl is not installed, or the events are more than a sheet holds.
    """
    openpyxl = _openpyxl(path)
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = _FIXED
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = _WIDTHS.get(name, 16)
    count = 0
    with _closed_in_any_case(book):
        sheet.append(COLUMNS)
        for count, row in enumerate(rows, start=1):
            if count > MAX_ROWS:
                raise WriteError(f"more than {MAX_ROWS} events, which no sheet holds; write .parquet", str(path))
            sheet.append([_cell(sheet, row[column.name], column.kind) for column in TABLE])
    sheet.auto_filter.ref = f"A1:{openpyxl.utils.get_column_letter(len(COLUMNS))}{count + 1}"
    _save(book, path)
    return count


@contextmanager
def _closed_in_any_case(book: Any) -> Iterator[None]:
    """Let openpyxl close and remove its temporary files also where the rows break off: it does so when saving."""
    try:
        yield
    except BaseException as error:
        with suppress(OSError, *_of_lxml()):
            book.save(BytesIO())
        if isinstance(error, _of_lxml()):
            raise OSError(str(error)) from error
        raise


def _of_lxml() -> tuple[type[Exception], ...]:
    """Give what openpyxl raises where a disk is full and lxml writes for it: no `OSError`."""
    try:
        from lxml.etree import LxmlError
    except ImportError:
        return ()
    return (LxmlError,)


_LACKING = "Excel workbooks need openpyxl, which is not installed; install it with: python -m pip install openpyxl"


def _openpyxl(path: Path) -> Any:
    try:
        import openpyxl
    except ImportError:
        raise WriteError(_LACKING, str(path)) from None
    return openpyxl


def _openpyxl_for_reading() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise TableError((_LACKING,)) from None
    return openpyxl


def _cell(sheet: Any, value: Any, kind: str) -> Any:
    if value is None or kind in ("integer", "number", "flag", "day"):
        # Excel has no day before 1900.
        return str(value) if kind == "day" and value is not None and value.year < 1901 else value
    from openpyxl.cell import WriteOnlyCell

    text = escape(cell(value, kind))
    made = WriteOnlyCell(sheet, text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…")
    made.data_type = "s"  # a text that begins with "=" would be taken for a formula, "#N/A" for an error
    return made


def _save(book: Any, path: Path) -> None:
    """Save, with the moments of saving taken out: the same table gives the same bytes."""
    data = BytesIO()
    try:
        book.save(data)
    except _of_lxml() as error:
        raise OSError(str(error)) from error
    with zipfile.ZipFile(data) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "docProps/core.xml":
                part = _CHANGED.sub(rb"\g<1>" + _FIXED.isoformat().encode() + b"Z", part)
            target.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)


def read_xlsx(path: Path) -> geopandas.GeoDataFrame:
    """Read the sheet ``events``, or the first one, of a workbook.

    Raises
    ------
    TableError
        If it is no workbook, openpyxl is not installed, or columns are missing.
    """
    with _opened(path) as book:
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        names = [str(name) for name in next(rows, ())]
        refuse_lacking(name for name in COLUMNS if name not in names)
        blank = dict.fromkeys(COLUMNS, "")  # rows end with their last cell that holds something
        found = (blank | dict(zip(names, map(_plain, values), strict=False)) for values in rows)
        return frame_of(row_of_cells(cells) for cells in found if cells["event_id"])


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook to read its values; raises `TableError` where it is none, or unpacks to too much."""
    openpyxl = _openpyxl_for_reading()
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                fault = fault_of(archive.infolist(), MAX_OFFICE)
            if fault:
                raise TableError((fault,))
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except (zipfile.BadZipFile, KeyError) as error:
            raise TableError((f"no Excel workbook ({error})",)) from error
        try:
            yield book
        finally:
            book.close()


def write_sheet(lines: Iterable[Sequence[str]], path: Path, name: str) -> None:
    """Write lines of text as a workbook of one sheet, the first line as its header; no text is a formula."""
    book = _openpyxl(path).Workbook(write_only=True)
    book.properties.created = _FIXED
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    with _closed_in_any_case(book):
        for line in lines:
            sheet.append([_cell(sheet, text, "text") if text else None for text in line])
    _save(book, path)


def sheet_rows(path: Path) -> Iterator[list[str]]:
    """Give the lines of the first sheet as text, the header among them.

    Raises
    ------
    TableError
        If it is no workbook.
    """
    with _opened(path) as book:
        for values in book.worksheets[0].iter_rows(values_only=True):
            yield [_plain(value) for value in values]


def header(path: Path) -> list[str]:
    """Give the names in the first row of the first sheet; none where it is no workbook."""
    with suppress(TableError), _opened(path) as book:
        return [str(name) for name in next(book.worksheets[0].iter_rows(max_row=1, values_only=True), ())]
    return []


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return unescape(value) if isinstance(value, str) else str(value)
