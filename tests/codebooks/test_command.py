"""``mapper extract --codebook`` in a process of its own."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

from mapper.codebooks import BOOKS, codebook_of
from mapper.codebooks.terms import Book
from mapper.commands import codebooks
from tests.cli.command import REPORTS, mapper


def test_the_command_offers_every_codebook() -> None:
    assert codebooks.BOOKS == BOOKS == get_args(Book)


@pytest.mark.parametrize("book", BOOKS)
def test_extract_writes_a_codebook(book: str, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    result = mapper("extract", REPORTS, "-o", path, "--codebook", book)
    assert result.returncode == 0, result.stderr
    with path.open(encoding="utf-8", newline="") as stream:
        columns, *rows = csv.reader(stream)
    assert tuple(columns) == codebook_of(book).columns
    rows = rows[1:] if book == "hxl" else rows
    told = re.fullmatch(rf"{path}: 12 reports, (\d+) events? \((\d+) located, (\d+) unlocated\)\n", result.stdout)
    assert told, result.stdout
    assert int(told[1]) == len(rows) > 3
    left = re.match(rf"(\d+) events? of (\d+) left out of {book}:\n", result.stderr)
    assert left, result.stderr
    assert int(left[1]) + len(rows) == int(left[2])
    assert sum(map(int, re.findall(r"^ +(\d+) ", result.stderr, re.MULTILINE))) == int(left[1])


def test_all_states_gives_more_rows(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(
        "date: 2022-03-12\n\nRussia denied that it had shelled Izium. Shelling hit Sumy.", encoding="utf-8"
    )
    few = mapper("extract", report, "-o", tmp_path / "few.tsv", "--codebook", "acled")
    many = mapper("extract", report, "-o", tmp_path / "many.tsv", "--codebook", "acled", "--all-states")
    assert "1 event " in few.stdout
    assert "1 denied: not told as having taken place" in few.stderr
    assert "2 events " in many.stdout


def test_usage(tmp_path: Path) -> None:
    wrong = mapper("extract", REPORTS, "-o", tmp_path / "events.parquet", "--codebook", "acled")
    assert wrong.returncode == 2
    assert "a codebook's table is .csv or .tsv, not .parquet" in wrong.stderr
    assert mapper("extract", REPORTS, "-o", tmp_path / "events.csv", "--codebook", "cameo").returncode == 2
    assert mapper("extract", REPORTS, "-o", tmp_path / "events.tsv").returncode == 2
