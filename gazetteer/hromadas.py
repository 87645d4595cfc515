"""Ukraine's villages that have no position of their own: each stands at its hromada, with the hromada's extent.

There are 119 villages called Ivanivka, so a village is found only where its oblast is known. Two files: a trie of keys
``oblast code, space, folded name``, and columns with a row a village and a row a hromada.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.errors import IndexFileError
from gazetteer.place import Place
from gazetteer.storage import open_columns

if TYPE_CHECKING:
    from marisa_trie import RecordTrie

    from gazetteer.index import Gazetteer

NAMES_FILE: Final = "villages.trie"
VILLAGES_FILE: Final = "villages.col"
FORMAT: Final = "<H"
"""What the trie holds for a key: the row of a village."""
DEGREE: Final = 100_000


class Villages:
    """The villages by oblast and name.

    Parameters
    ----------
    folder
        Where the two files lie.

    Raises
    ------
    IndexFileError
        When one is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        import marisa_trie

        self._columns, meta = open_columns(folder / VILLAGES_FILE)[:2]
        path = folder / NAMES_FILE
        self._names: RecordTrie = marisa_trie.RecordTrie(FORMAT)
        try:
            if path.stat().st_size != meta["names_size"]:
                raise IndexFileError(f"{path}: does not belong to {VILLAGES_FILE}; build both anew")
            self._names.mmap(str(path))
        except (OSError, RuntimeError) as error:
            if isinstance(error, IndexFileError):
                raise
            raise IndexFileError(f"{path}: cannot be opened ({error}); restore it or build it anew") from error

    def __len__(self) -> int:
        """Count the villages."""
        return len(self._columns["name"])

    def hromadas(self) -> int:
        """Count the hromadas."""
        return len(self._columns["longitude"])

    def find(self, gazetteer: Gazetteer, key: str, oblast_code: str) -> tuple[Place, ...]:
        """Villages of a folded name in an oblast, each placed at its hromada, in the order of their codes.

        Parameters
        ----------
        gazetteer
            The index that names the regions.
        key
            The folded name, in Ukrainian or Latin letters.
        oblast_code
            GeoNames' first-order code, as ``07`` for Kharkiv Oblast.
        """
        found = self._names.get(f"{oblast_code} {key}") or ()
        return tuple(self._place(gazetteer, row, oblast_code) for (row,) in sorted(found))

    def _place(self, gazetteer: Gazetteer, row: int, oblast_code: str) -> Place:
        columns = self._columns
        hromada = columns["hromada"][row]
        raion = gazetteer.by_id(str(columns["adm2"][hromada])) if columns["adm2"][hromada] else None
        oblast = gazetteer.admin1("UA", oblast_code)
        code = f"{self._string(columns['code'][hromada])}{columns['number'][row]:05}{columns['unique'][row]:05}"
        return Place(
            id=f"katottg:{code}",
            name=self._string(columns["name"][row]),
            kind="settlement",
            longitude=columns["longitude"][hromada] / DEGREE,
            latitude=columns["latitude"][hromada] / DEGREE,
            country="UA",
            admin1=oblast.name if oblast else "",
            admin2=raion.name if raion else "",
            admin1_code=oblast_code,
            population=0,
            radius_m=columns["radius"][hromada] * 100,
        )

    def _string(self, offset: int) -> str:
        chunk = self._columns["strings"][offset : offset + 200].tobytes()
        return chunk[: chunk.index(0)].decode()


@cache
def villages(folder: Path) -> Villages | None:
    """Open the villages that lie in an index folder, once a process; None where the folder has none."""
    return Villages(folder) if (folder / VILLAGES_FILE).is_file() else None
