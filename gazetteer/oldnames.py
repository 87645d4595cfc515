"""An index of format 1: the trie itself holds the bearers, places stand in columns. Goes with the next build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from gazetteer.errors import IndexFileError
from gazetteer.importance import RENOWNED_FROM, WELL_KNOWN, importance
from gazetteer.index import Gazetteer
from gazetteer.keys import ROW_BITS, Bearers, NameTable
from gazetteer.names import fold
from gazetteer.place import Place, PlaceKind
from gazetteer.rows import Standing
from gazetteer.storage import ColumnFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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


class OldGazetteer(Gazetteer):
    """A gazetteer over an index of format 1."""

    def __init__(self, path: Path, file: ColumnFile) -> None:
        self._columns: Mapping[str, memoryview] = file.columns
        empty = memoryview(b"")
        columns = {**file.columns, "rows": empty, "renowned": empty}
        names = open_old_names(path / "names.trie", file.meta)
        super().__init__(path, names, file._replace(columns=columns))

    def longitude(self, row: int) -> float:
        """Degrees east."""
        return self._columns["longitude"][row] / 100_000

    def latitude(self, row: int) -> float:
        """Degrees north."""
        return self._columns["latitude"][row] / 100_000

    def population(self, row: int) -> int:
        """Inhabitants."""
        return self._columns["population"][row]

    def country_code(self, row: int) -> str:
        """ISO 3166-1 alpha-2 code, or an empty string."""
        return self._country_codes[self._columns["country"][row]]

    def radius_m(self, row: int) -> int:
        """Radius, metres."""
        return self._columns["radius"][row] * 100

    def fame(self, row: int) -> int:
        """Count of the names."""
        return self._columns["fame"][row]

    def standing(self, row: int) -> tuple[int, PlaceKind, int]:
        """Inhabitants, kind and fame."""
        return self.population(row), self.kind(row), self.fame(row)

    def standings(self, rows: Iterable[int], name: bytes) -> list[Standing]:
        """Weigh some rows."""
        return [(*self.standing(row), 1, self.name(row).encode() + b"\0" == name) for row in rows]

    def adm1_row(self, row: int) -> int:
        """Row of the first-order region, or -1."""
        value = self._columns["adm1"][row]
        return -1 if value == 0xFFFF else value

    def adm2_row(self, row: int) -> int:
        """Row of the second-order region, or -1."""
        value = self._columns["adm2"][row]
        return -1 if value == 0xFFFF else value

    def name(self, row: int) -> str:
        """Preferred English name."""
        return self._string(self._columns["name"][row])

    def place(self, row: int) -> Place:
        """Build the place of a row."""
        return self._place_by_ids(row)

    def rows_in(self, level: PlaceKind, key: str) -> list[int]:
        """Rows in a country or region."""
        import numpy as np

        if level == "country":
            value = self._country_codes.index(key) if key in self._country_codes else None
        else:
            value = self.row_of(key) if level in ("adm1", "adm2") else None
        found: list[int] = []
        if value is not None:
            found = np.flatnonzero(np.asarray(self._columns[level]) == value).tolist()
        return found

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint32], NDArray[np.uint8]]:
        """Longitudes, latitudes, populations, fame."""
        import numpy as np

        longitude, latitude, population, fame = (
            np.asarray(self._columns[name]) for name in ("longitude", "latitude", "population", "fame")
        )
        return longitude, latitude, population, fame

    def renowned_keys(self, letter: str) -> list[str]:
        """Folded names of well-known places."""
        return self._renowned_names.get(letter, [])

    @cached_property
    def _renowned_names(self) -> dict[str, list[str]]:
        by_letter: dict[str, set[str]] = {}
        for row in range(len(self)):
            if importance(self, row) >= WELL_KNOWN and len(key := fold(self.name(row))) >= RENOWNED_FROM:
                by_letter.setdefault(key[0], set()).add(key)
        return {letter: sorted(keys) for letter, keys in by_letter.items()}
