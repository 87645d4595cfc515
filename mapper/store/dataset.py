"""The events table as a folder of GeoParquet files by month and region, so that a part of it can be read alone.

``events/month=2022-03/region=UA/00000.parquet``, as Hive has it: DuckDB, Dask, Spark and Arrow know such folders. Every
file has all columns, and the months and regions stand in the statistics of its columns too. Events without a day, or
without a country, are in ``month=none`` and ``region=none``.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from mapper.errors import WriteError
from mapper.store.arrow import arrow_schema, as_stored, end, in_groups, parquet_writer

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

KEYS: Final = ("month", "country", "admin1")
"""What a folder can be parted by: the month of its first day; its country; country and first-order region."""

USUAL: Final = ("month", "country")
MARK: Final = "_events.json"
"""The file that tells a folder of ours from others, which are not replaced."""

_HELD: Final = 131_072
"""Rows that are held until files of them are worth writing: some 130 MB."""

_OPEN: Final = 64
_NONE: Final = "none"


def write_dataset(tables: Iterable[pa.Table], folder: Path, by: Sequence[str] = USUAL) -> int:
    """Write a stream of tables to an empty folder, and give the number of rows."""
    refuse_keys(by)
    count = write_files(tables, folder, by)
    finish_dataset(folder, by, count)
    return count


def finish_dataset(folder: Path, by: Sequence[str], count: int) -> None:
    """Mark a folder as one of ours."""
    (folder / MARK).write_text(json.dumps({"by": list(by), "events": count}) + "\n", encoding="utf-8")


def write_files(
    tables: Iterable[pa.Table], folder: Path, by: Sequence[str], name: str = "", *, held: int = _HELD
) -> int:
    """Write a stream of tables to files of a folder whose names begin with `name`, and give the number of rows.

    The same tables, wherever they are cut, give the same files.

    Parameters
    ----------
    tables
        The tables, of the types of `mapper.store.arrow.arrow_schema`.
    folder
        The folder; made when it does not exist.
    by
        What it is parted by.
    name
        How the names of the files begin.
    held
        Rows that are held at most, and an eighth more; beside them the ends of `_OPEN` files.
    """
    import pyarrow as pa

    folder.mkdir(parents=True, exist_ok=True)
    files = _Files(folder, name)
    # One table for all parts: one for each would be 60 columns for a row or two of most, and their number would grow.
    waiting = arrow_schema().empty_table()
    count = 0
    try:
        for group in in_groups(tables, max(1, held // 8)):
            count += group.num_rows
            waiting = pa.concat_tables([waiting, group])
            if waiting.num_rows > held:
                waiting = waiting.combine_chunks()
                waiting = _put_largest(files, waiting, by, held * 3 // 4)
        _put_largest(files, waiting.combine_chunks(), by, 0)
    finally:
        files.close()
    return count


def _put_largest(files: _Files, table: pa.Table, by: Sequence[str], left: int) -> pa.Table:
    """Write the rows of the largest parts until no more than `left` are left; give those."""
    import numpy as np
    import pyarrow as pa

    parts = _parts(table, by)
    names, numbers = parts.dictionary.to_pylist(), parts.indices.to_numpy()
    sizes = np.bincount(numbers, minlength=len(names))
    ends = np.cumsum(sizes)
    order = np.argsort(numbers, kind="stable")
    largest = sorted(range(len(names)), key=lambda number: (-sizes[number], names[number]))
    over = len(table) - np.cumsum(sizes[largest])
    put = largest[: int(np.searchsorted(-over, -left)) + 1]
    for number in sorted(put, key=names.__getitem__):
        rows = order[ends[number] - sizes[number] : ends[number]]
        files.write(_folder(names[number], by), table.take(pa.array(rows)))
    return table.take(pa.array(np.flatnonzero(~np.isin(numbers, put))))


def refuse_keys(by: Sequence[str]) -> None:
    """Raise `ValueError` where a folder cannot be parted so."""
    if not by or not set(by) <= set(KEYS) or len(set(by)) < len(by) or {"country", "admin1"} <= set(by):
        raise ValueError(
            f"a folder is parted by month, by country or admin1, or by both; not by {', '.join(by) or '-'}"
        )


def _parts(table: pa.Table, by: Sequence[str]) -> pa.DictionaryArray:
    """Give what each row is parted by, the words of its keys joined by a zero."""
    import pyarrow.compute as pc

    words = [_words(table, key) for key in by]
    joined = words[0] if len(words) == 1 else pc.binary_join_element_wise(*words, "\0")
    return joined.dictionary_encode()


def _folder(part: str, by: Sequence[str]) -> str:
    """Name the folder of a part."""
    names = ("month" if key == "month" else "region" for key in by)
    return "/".join(f"{name}={quote(word, safe='')}" for name, word in zip(names, part.split("\0"), strict=True))


def _words(table: pa.Table, key: str) -> Any:
    import pyarrow.compute as pc

    if key == "month":
        return pc.fill_null(pc.strftime(table["date_start"], "%Y-%m"), _NONE).combine_chunks()
    country = pc.if_else(pc.equal(table["country"], ""), _NONE, table["country"])
    if key == "admin1":
        both = pc.binary_join_element_wise(country, table["admin1"], ".")
        country = pc.if_else(pc.equal(table["admin1"], ""), country, both)
    return pc.replace_substring(country, "\0", " ").combine_chunks()


class _Files:
    """The files that grow; the one that was used longest ago is ended where they become too many."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._open: OrderedDict[str, pq.ParquetWriter] = OrderedDict()
        self._numbers: dict[str, int] = {}

    def write(self, key: str, table: pa.Table) -> None:
        writer = self._open.pop(key, None) or self._new(key)
        self._open[key] = writer
        writer.write_table(as_stored(table))

    def _new(self, key: str) -> pq.ParquetWriter:
        while len(self._open) >= _OPEN:
            end(self._open.popitem(last=False)[1])
        number = self._numbers[key] = self._numbers.get(key, -1) + 1
        path = self._folder / key / f"{self._name}{number:05}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        return parquet_writer(path)

    def close(self) -> None:
        with ExitStack() as all_of_them:
            for writer in self._open.values():
                all_of_them.callback(end, writer)


def is_dataset(path: str | os.PathLike[str]) -> bool:
    """Whether a path names a folder to write: it ends with a slash, or a folder of ours is there."""
    text = os.fspath(path)
    return text.endswith(("/", os.sep)) or (Path(text) / MARK).is_file()


def check_dataset(path: str | os.PathLike[str]) -> None:
    """Find out, before the work, whether a folder can be written.

    Raises
    ------
    WriteError
        If the folder around it does not exist or takes no files, or something of another's stands in its place.
    """
    folder = Path(path)
    if not folder.absolute().parent.is_dir() or not os.access(folder.absolute().parent, os.W_OK):
        raise WriteError(f"the folder {folder.absolute().parent} does not exist or takes no files", str(folder))
    if folder.exists() and not (folder / MARK).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise WriteError("is there, and no folder that this command wrote; name another, or remove it first", str(path))
