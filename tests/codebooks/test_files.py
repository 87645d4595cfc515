"""Tables in files, read back by the csv module of the standard library."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mapper.codebooks import BOOKS, codebook_of, write
from mapper.codebooks.terms import Book
from mapper.errors import WriteError
from mapper.schema import to_frame
from tests.codebooks.events import killed, row

HOSTILE = 'A "quoted", \t line\r\nwith =1+1 and \u202e'


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_a_table_is_read_back(book: Book, ending: str, tmp_path: Path) -> None:
    events = [row("shelling", counts=[killed(2)], actor=HOSTILE, sentence=HOSTILE, title=HOSTILE)]
    path = tmp_path / f"events{ending}"
    coding = write(events, path, book)
    with path.open(encoding="utf-8", newline="") as stream:
        columns, *rows = csv.reader(stream, delimiter="\t" if ending == ".tsv" else ",")
    assert tuple(columns) == codebook_of(book).columns
    if book == "hxl":
        assert tuple(rows.pop(0)) == codebook_of(book).tags
    assert rows == [[str(value) for value in found.values()] for found in coding.rows]
    before = path.read_bytes()
    write(events, path, book)
    assert path.read_bytes() == before


def test_a_frame_gives_what_its_rows_give(tmp_path: Path) -> None:
    events = [row("shelling", counts=[killed(2)]), row("protest", event_id="p", trigger_start=40, trigger_end=45)]
    assert write(to_frame(events), tmp_path / "a.csv", "acled").rows == write(events, tmp_path / "b.csv", "acled").rows


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"a codebook's table is \.csv or \.tsv, not \.parquet"):
        write([], tmp_path / "events.parquet", "acled")
    assert list(tmp_path.iterdir()) == []
