"""Writing a part of a layer: places one at a time, in bounded memory, to the files that `gazetteer.index` opens."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

from gazetteer.build import name_entries
from gazetteer.errors import SourceError
from gazetteer.index import NAMES_FILE, PLACES_FILE
from gazetteer.keys import ROW_BITS, PackedNames, pack_names
from gazetteer.records import KINDS, Record
from gazetteer.rows import DEGREE, RADIUS_UNIT_M
from gazetteer.storage import pack_columns, replace_file

_ROW_MASK = (1 << ROW_BITS) - 1


class LayerWriter:
    """Collects places and writes them as one index.

    Other than the embedded index, a part of a layer holds the GeoNames ids of the regions that places lie in, not
    their rows: the regions mostly lie in another index. A place costs some 60 bytes of memory, a name some 150.
    """

    def __init__(self) -> None:
        self.kinds = bytearray()
        self.keys: list[str] = []
        self._values = array("I")
        self._columns = {name: array(code) for name, code in _COLUMNS}
        self._countries: dict[str, int] = {"": 0}
        self._strings = bytearray()
        self._codes: dict[str, int] = {}
        self._other_ids: dict[str, int] = {}

    def __len__(self) -> int:
        """Count the places."""
        return len(self.kinds)

    def add(self, record: Record) -> None:
        """Add a place; its id must be new to this part.

        Raises
        ------
        SourceError
            When the part holds as many places or countries as it can number.
        """
        number = len(self.kinds)
        country = self._countries.setdefault(record.country, len(self._countries))
        if number > _ROW_MASK or country > 0xFF:
            raise SourceError(f"{number} places of {country} countries are more than one index can number")
        self.kinds.append(KINDS.index(record.kind))
        if not record.id.isdecimal():
            self._other_ids[record.id] = number
        if record.admin1_code not in self._codes:
            self._codes[record.admin1_code] = self._string(record.admin1_code)
        values = (
            round(record.longitude * DEGREE),
            round(record.latitude * DEGREE),
            record.population,
            _number(record.id),
            self._string(record.name),
            min(0xFFFF, -(-record.radius_m // RADIUS_UNIT_M)),
            _number(record.adm1_id),
            _number(record.adm2_id),
            min(0xFF, record.fame),
            country,
            self._codes[record.admin1_code],
        )
        for column, value in zip(self._columns.values(), values, strict=True):
            column.append(value)
        for key, value in name_entries(number, record):
            self.keys.append(key)
            self._values.append(value)

    def write(self, folder: Path) -> None:
        """Write the files of the index into a folder, which is made when missing."""
        import numpy as np

        order, places = self._order(), array("I", bytes(4 * len(self)))
        for row, number in enumerate(order):
            places[number] = row
        folder.mkdir(parents=True, exist_ok=True)
        values = np.frombuffer(self._values, np.uint32)
        rows = np.frombuffer(places, np.uint32)[values & _ROW_MASK]
        names = pack_names(lambda: self.keys, values & ~np.uint32(_ROW_MASK) | rows)
        replace_file(folder / NAMES_FILE, names.trie)
        replace_file(folder / PLACES_FILE, self._places(order, places, names))

    def _order(self) -> list[int]:
        ids, kinds = self._columns["geonameid"], self.kinds
        return sorted(range(len(kinds)), key=lambda number: (kinds[number] << 32 | ids[number], number))

    def _places(self, order: list[int], places: array[int], names: PackedNames) -> bytes:
        columns: dict[str, array[Any] | bytes] = {
            name: array(column.typecode, (column[number] for number in order)) for name, column in self._columns.items()
        }
        starts = [sum(self.kinds.count(code) for code in range(kind)) for kind in range(len(KINDS))]
        columns["code"] = columns["code"][: starts[-1]]
        columns["strings"] = bytes(self._strings)
        columns["by_name"], columns["bearers"] = names.by_name, names.bearers
        meta = {
            "countries": sorted(self._countries, key=self._countries.__getitem__),
            "kind_starts": starts,
            "names_size": len(names.trie),
            "pairs": names.pairs,
            "renowned": {},
            "other_ids": {place_id: places[number] for place_id, number in self._other_ids.items()},
            "regions": "ids",
        }
        return pack_columns(columns, meta)

    def _string(self, text: str) -> int:
        offset = len(self._strings)
        self._strings += text.encode() + b"\0"
        return offset


_COLUMNS = (
    ("longitude", "i"), ("latitude", "i"), ("population", "I"), ("geonameid", "I"), ("name", "I"), ("radius", "H"),
    ("adm1", "I"), ("adm2", "I"), ("fame", "B"), ("country", "B"), ("code", "I"),
)  # fmt: skip


def _number(place_id: str) -> int:
    return int(place_id) if place_id.isdecimal() else 0
