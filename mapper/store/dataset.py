"""The events table as a folder of GeoParquet files by month and region, so that a part of it can be read alone.

``events/month=2022-03/region=UA/00000.parquet``, as Hive has it: DuckDB, Dask, Spark and Arrow know such folders. Every
file has all columns, and the months and regions stand in the statistics of its columns too. Events without a day, or
without a country, are in ``month=none`` and ``region=none``.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from mapper.errors import WriteError
from mapper.store.arrow import as_stored, end, in_groups, parquet_writer

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

KEYS: Final = ("month", "country", "admin1")
"""What a folder can be parted by: the month of its first day; its country; country and first-order region."""

USUAL: Final = ("month", "country")
MARK: Final = "_events.json"
"""The file that tells a folder of ours from others, which are not replaced."""

_HELD: Final = 131_072
"""Rows that are held until a file of them is worth writing: some 130 MB."""

_OPEN: Final = 12
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


def write_files(tables: Iterable[pa.Table], folder: Path, by: Sequence[str], name: str = "") -> int:
    """Write a stream of tables to files of a folder whose names begin with `name`, and give the number of rows.

    No more than `_HELD` rows and the ends of `_OPEN` files are held. The same tables, wherever they are cut, give the
    same files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = _Files(folder, name)
    held: dict[str, list[pa.Table]] = {}
    sizes: dict[str, int] = {}
    count = 0
    try:
        for group in in_groups(tables):
            count += group.num_rows
            for key, rows in _parted(group, by):
                held.setdefault(key, []).append(rows)
                sizes[key] = sizes.get(key, 0) + rows.num_rows
            while sum(sizes.values()) > _HELD:
                largest = max(sizes, key=lambda key: (sizes[key], key))
                del sizes[largest]
                files.write(largest, held.pop(largest))
        for key in sorted(held):
            files.write(key, held[key])
    finally:
        files.close()
    return count


def refuse_keys(by: Sequence[str]) -> None:
    """Raise `ValueError` where a folder cannot be parted so."""
    if not by or not set(by) <= set(KEYS) or len(set(by)) < len(by) or {"country", "admin1"} <= set(by):
        raise ValueError(
            f"a folder is parted by month, by country or admin1, or by both; not by {', '.join(by) or '-'}"
        )


def _parted(table: pa.Table, by: Sequence[str]) -> Iterator[tuple[str, pa.Table]]:
    """Give the rows of each part, in their order, with the folder that it is for."""
    import pyarrow.compute as pc

    parts = [_words(table, key) for key in by]
    words = parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "\0")
    order = pc.sort_indices(words)  # stable
    lengths = [(run["values"], run["counts"]) for run in pc.value_counts(words.take(order)).to_pylist()]
    start = 0
    for word, length in lengths:
        names = ("region" if key in ("country", "admin1") else key for key in by)
        folder = "/".join(f"{name}={quote(one, safe='')}" for name, one in zip(names, word.split("\0"), strict=True))
        yield folder, table.take(order.slice(start, length))  # a slice would hold the whole table as long as itself
        start += length


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

    def write(self, key: str, tables: list[pa.Table]) -> None:
        import pyarrow as pa

        writer = self._open.pop(key, None) or self._new(key)
        self._open[key] = writer
        writer.write_table(as_stored(pa.concat_tables(tables).combine_chunks()))

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
