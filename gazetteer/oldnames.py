"""Names of an index of format 1, in which the trie itself holds the bearers. Goes with the next build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from gazetteer.errors import IndexFileError
from gazetteer.importance import RENOWNED_FROM, WELL_KNOWN, importance
from gazetteer.keys import ROW_BITS, Bearers, NameTable
from gazetteer.names import fold

if TYPE_CHECKING:
    from gazetteer.rows import PlaceTable


class OldNames(NameTable):
    """The folded names of an index of format 1."""

    def __init__(self, trie: Any) -> None:
        self._trie = trie

    def get(self, key: str) -> Bearers:
        """Bearers of a folded name."""
        mask = (1 << ROW_BITS) - 1
        return tuple((value & mask, value >> ROW_BITS) for (value,) in sorted(self._trie.get(key) or ()))

    def get_many(self, keys: Iterable[str]) -> list[Bearers]:
        """Bearers of each of many folded names."""
        return [self.get(key) for key in keys]

    def keys(self, prefix: str) -> Iterator[str]:
        """All names that begin with a prefix."""
        return iter(dict.fromkeys(cast("list[str]", self._trie.keys(prefix))))


def open_old_names(path: Path, meta: dict[str, Any]) -> OldNames:
    """Map the trie of an index of format 1."""
    import marisa_trie

    trie = marisa_trie.RecordTrie("<I")
    if path.stat().st_size != meta["names_size"]:
        raise IndexFileError(f"{path}: does not belong to the table of places beside it; build both anew")
    trie.mmap(str(path))
    meta["pairs"] = len(trie)
    return OldNames(trie)


@cache
def old_renowned(gazetteer: PlaceTable) -> dict[str, list[str]]:
    """Folded names of well-known places by their first letter."""
    by_letter: dict[str, set[str]] = {}
    for row in range(len(gazetteer)):
        if importance(gazetteer, row) >= WELL_KNOWN and len(key := fold(gazetteer.name(row))) >= RENOWNED_FROM:
            by_letter.setdefault(key[0], set()).add(key)
    return {letter: sorted(keys) for letter, keys in by_letter.items()}
