"""Coded events in files: CSV, and TSV where the ending is .tsv."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.codebooks.coding import Coding, code
from mapper.codebooks.terms import Book
from mapper.errors import WriteError
from mapper.schema import Row
from mapper.store.whole import replacing
from mapper.taxonomy import Taxonomy

if TYPE_CHECKING:
    import geopandas

ENDINGS: Final = (".csv", ".tsv")


def write(
    events: geopandas.GeoDataFrame | Iterable[Row],
    path: str | os.PathLike[str],
    book: Book,
    *,
    all_states: bool = False,
    taxonomy: Taxonomy | None = None,
) -> Coding:
    """Write events in the columns of a codebook.

    Parameters
    ----------
    events, book, all_states, taxonomy
        As for `mapper.codebooks.code`.
    path
        A .csv or .tsv file, in UTF-8. The same events give the same bytes.

    Returns
    -------
    Coding
        What was written, and what was left out and why.

    Raises
    ------
    WriteError
        If the ending is another, or the file cannot be written. Then nothing is left behind.
    ValueError
        If there is no such codebook.
    """
    target = Path(path)
    check_ending(target)
    coding = code(events, book, all_states=all_states, taxonomy=taxonomy)
    with replacing(target) as part, part.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, delimiter="\t" if target.suffix.lower() == ".tsv" else ",")
        table.writerow(coding.codebook.columns)
        if coding.codebook.tags:
            table.writerow(coding.codebook.tags)
        table.writerows([row[name] for name in coding.codebook.columns] for row in coding.rows)
    return coding


def check_ending(path: str | os.PathLike[str]) -> None:
    """Raise `WriteError` where a codebook's table cannot have the file's ending."""
    target = Path(path)
    if target.suffix.lower() not in ENDINGS:
        ending = target.suffix or "no ending"
        raise WriteError(f"a codebook's table is {' or '.join(ENDINGS)}, not {ending}", str(target))
