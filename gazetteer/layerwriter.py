"""Writing a part of a layer: places one at a time, in bounded memory, to the files that `gazetteer.index` opens."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.build import name_entries
from gazetteer.errors import SourceError
from gazetteer.index import NAMES_FILE, PLACES_FILE
from gazetteer.keys import MOST_ROWS, ROW_BITS, PackedNames, pack_names
from gazetteer.namefilter import COLUMN, pack_filter
from gazetteer.records import KINDS, Record
from gazetteer.rows import MOST_COUNTRIES, ROW_BYTES, pack_row
from gazetteer.storage import pack_columns, replace_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROW_MASK = (1 << ROW_BITS) - 1
_CHUNK = 1 << 20  # bytes of names that are decoded at a time


class LayerRow(NamedTuple):
    """A place as a part of a layer takes it: as a `Record`, with numbers for its ids (0 for none) and its kind."""

    number: int
    name: str
    kind: int
    longitude: float
    latitude: float
    country: str
    admin1_code: str
    adm1: int
    adm2: int
    population: int
    radius_m: int
    fame: int
    names: Iterable[tuple[str, int]]


class LayerWriter:
    """Collects places and writes them as one index.

    Other than the embedded index, a part of a layer holds the GeoNames ids of the regions that places lie in, not
    their rows: the regions mostly lie in another index. A place costs some 60 bytes of memory, a name some 100 while
    the index is written.
    """

    def __init__(self) -> None:
        self.kinds = bytearray()
        self._keys, self._values = bytearray(), array("I")
        self._rows = bytearray()
        self._ids, self._code = array("I"), array("I")
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
        if not record.id.isdecimal():
            self._other_ids[record.id] = len(self)
        self.add_row(
            LayerRow(
                _number(record.id),
                record.name,
                KINDS.index(record.kind),
                record.longitude,
                record.latitude,
                record.country,
                record.admin1_code,
                _number(record.adm1_id),
                _number(record.adm2_id),
                record.population,
                record.radius_m,
                record.fame,
                record.names,
            )
        )

    def add_row(self, place: LayerRow) -> None:
        """Add a place that has a GeoNames id, likewise."""
        number, start = len(self.kinds), len(self._strings)
        country = self._countries.setdefault(place.country, len(self._countries))
        if number >= MOST_ROWS or country >= MOST_COUNTRIES:
            raise SourceError(f"{number} places of {country} countries are more than one index can number")
        self._strings += place.name.encode() + b"\0"
        code = self._codes.get(place.admin1_code)
        if code is None:
            code = self._codes[place.admin1_code] = len(self._strings)
            self._strings += place.admin1_code.encode() + b"\0"
        self.kinds.append(place.kind)
        self._ids.append(place.number)
        self._code.append(code)
        self._rows += pack_row(
            place.longitude,
            place.latitude,
            place.population,
            start,
            place.adm1,
            place.adm2,
            place.radius_m,
            place.fame,
            country,
        )
        entries = name_entries(number, place.names)
        self._keys += "".join([f"{key}\n" for key, _ in entries]).encode()
        self._values.extend([value for _, value in entries])

    @property
    def names(self) -> int:
        """Count of the pairs of name and place."""
        return len(self._values)

    def _names(self) -> Iterator[str]:
        """Folded names in the order of their bearers."""
        for chunk in self._chunks():
            yield from chunk.decode().split("\n")

    def _chunks(self) -> Iterator[bytes]:
        """Yield the same as UTF-8, a line each, some thousands at a time."""
        start = 0
        while start < len(self._keys):
            end = self._keys.find(b"\n", start + _CHUNK)
            end = len(self._keys) - 1 if end < 0 else end
            yield bytes(self._keys[start:end])
            start = end + 1

    def write(self, folder: Path) -> None:
        """Write the files of the index into a folder, which is made when missing."""
        import numpy as np

        ids, kinds = np.frombuffer(self._ids, np.uint32), np.frombuffer(self.kinds, np.uint8)
        order = np.lexsort((ids, kinds))
        places = np.empty(len(order), np.uint32)
        places[order] = np.arange(len(order), dtype=np.uint32)
        values = np.frombuffer(self._values, np.uint32)
        values = values & ~np.uint32(_ROW_MASK) | places[values & _ROW_MASK]
        names = pack_names(self._names, values)
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / NAMES_FILE, names.trie)
        replace_file(folder / PLACES_FILE, self._places(order, places, names))

    def _places(self, order: NDArray[np.int64], places: NDArray[np.uint32], names: PackedNames) -> bytes:
        import numpy as np

        starts = [sum(self.kinds.count(code) for code in range(kind)) for kind in range(len(KINDS))]
        rows = np.frombuffer(self._rows, np.dtype((np.void, ROW_BYTES)))
        ids, codes = (np.frombuffer(column, np.uint32)[order] for column in (self._ids, self._code))
        columns: dict[str, array[Any] | bytes] = {
            "rows": rows[order].tobytes(),
            "geonameid": array("I", ids.tobytes()),
            "code": array("I", codes[: starts[-1]].tobytes()),
            "strings": bytes(self._strings),
            "by_name": names.by_name,
            "bearers": names.bearers,
            "renowned": b"",
            COLUMN: pack_filter((chunk.split(b"\n") for chunk in self._chunks()), len(names.by_name)),
        }
        meta = {
            "countries": sorted(self._countries, key=self._countries.__getitem__),
            "kind_starts": starts,
            "names_size": len(names.trie),
            "pairs": names.pairs,
            "renowned": {},
            "other_ids": {place_id: int(places[number]) for place_id, number in self._other_ids.items()},
            "regions": "ids",
        }
        return pack_columns(columns, meta)


def _number(place_id: str) -> int:
    return int(place_id) if place_id.isdecimal() else 0
