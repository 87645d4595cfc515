"""Folded names on disk: each leads to the rows that bear it.

The distinct names stand in a trie (a library's: `marisa_trie`) that numbers them. Column ``by_name`` has a value for
each number: a bearer, or, with the highest bit set, where the name's bearers begin in column ``bearers``; there the
last one of a name has its highest bit set. A bearer is the class of the name, shifted left by `ROW_BITS`, plus the row.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from gazetteer.errors import IndexFileError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROW_BITS: Final = 24
MOST_ROWS: Final = 1 << ROW_BITS
"""So many places one index can number."""
_ROW_MASK: Final = MOST_ROWS - 1
_SHARED: Final = 1 << 31  # the highest bit

Bearers = tuple[tuple[int, int], ...]
"""Row and class of the name of each place that bears it, primary names first, then by row."""


class PackedNames(NamedTuple):
    """What `pack_names` makes: the trie's bytes, the two columns, and how many pairs of name and place there are."""

    trie: bytes
    by_name: array[int]
    bearers: array[int]
    pairs: int


class NameTable:
    """The folded names of an index.

    Parameters
    ----------
    trie
        The names, numbered.
    by_name, bearers
        The columns.
    """

    def __init__(self, trie: Any, by_name: memoryview, bearers: memoryview) -> None:
        self._trie = trie
        self._number: Callable[[str], int | None] = trie.get
        self._by_name = by_name
        self._bearers = bearers

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._trie

    def known(self, keys: Iterable[str]) -> list[str]:
        """Those of some folded names that somebody bears, sorted."""
        trie = self._trie
        return sorted([key for key in keys if key in trie])

    def get(self, key: str) -> Bearers:
        """Bearers of a folded name; empty where nobody bears it."""
        number = self._number(key)
        if number is None:
            return ()
        value = self._by_name[number]
        if value < _SHARED:
            return ((value & _ROW_MASK, value >> ROW_BITS),)
        return self._run(value ^ _SHARED)

    def get_many(self, keys: Iterable[str]) -> list[Bearers]:
        """Bearers of each of many folded names."""
        number_of, by_name, run = self._number, self._by_name, self._run
        found: list[Bearers] = []
        for key in keys:
            number = number_of(key)
            if number is None:
                found.append(())
            elif (value := by_name[number]) < _SHARED:
                found.append(((value & _ROW_MASK, value >> ROW_BITS),))
            else:
                found.append(run(value ^ _SHARED))
        return found

    def prefixes(self, text: str) -> list[str]:
        """All names that a folded text begins with, shortest first (they may end within a word)."""
        return cast("list[str]", self._trie.prefixes(text))

    def keys(self, prefix: str) -> Iterator[str]:
        """All names that begin with a prefix, in the order of the trie."""
        return iter(cast("list[str]", self._trie.keys(prefix)))

    def _run(self, start: int) -> Bearers:
        bearers = self._bearers
        found = []
        while (value := bearers[start]) < _SHARED:
            found.append((value & _ROW_MASK, value >> ROW_BITS))
            start += 1
        value ^= _SHARED
        found.append((value & _ROW_MASK, value >> ROW_BITS))
        return tuple(found)


def open_names(path: Path, size: int, by_name: memoryview, bearers: memoryview) -> NameTable:
    """Map the trie of an index into memory.

    Parameters
    ----------
    path
        Its file.
    size
        Bytes that the file must have.
    by_name, bearers
        The columns that belong to it.

    Raises
    ------
    IndexFileError
        When the file is missing, damaged or of another index.
    """
    import marisa_trie

    trie = marisa_trie.Trie()
    try:
        if path.stat().st_size != size:
            raise IndexFileError(f"{path}: does not belong to the table of places beside it; build both anew")
        trie.mmap(str(path))
    except (OSError, RuntimeError) as error:
        if isinstance(error, IndexFileError):
            raise
        raise IndexFileError(f"{path}: cannot be opened ({error}); restore it or build it anew") from error
    return NameTable(trie, by_name, bearers)


def pack_names(keys: Callable[[], Iterable[str]], values: NDArray[np.uint32]) -> PackedNames:
    """Make the trie and the columns of some names.

    Parameters
    ----------
    keys
        Gives the folded names, one for each value, each time it is called; a name may recur.
    values
        The bearers; the same one may not recur with a name.
    """
    import marisa_trie
    import numpy as np

    # One trie is faster than the library's usual three nested ones, and a third larger.
    trie = marisa_trie.Trie(keys(), num_tries=1)
    numbers = np.fromiter(map(trie.key_id, keys()), np.uint32, len(values))
    order = np.lexsort((values, numbers))
    numbers, sorted_values = numbers[order], values[order]
    begins = np.ones(len(numbers), bool)
    begins[1:] = numbers[1:] != numbers[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=len(numbers))
    is_shared = np.repeat(lengths > 1, lengths)
    bearers = sorted_values[is_shared]
    offsets = np.cumsum(np.where(lengths > 1, lengths, 0))  # where the next run begins
    by_name = np.where(lengths > 1, (offsets - lengths).astype(np.uint32) | _SHARED, sorted_values[starts])
    bearers[offsets[lengths > 1] - 1] |= np.uint32(_SHARED)
    return PackedNames(trie.tobytes(), _array(by_name), _array(bearers), len(values))


def _array(numbers: NDArray[Any]) -> array[int]:
    made = array("I")
    made.frombytes(numbers.astype("uint32").tobytes())
    return made
