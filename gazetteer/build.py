"""Sources to index: records to the two files that `gazetteer.index` opens, and the whole build. Same inputs, same bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

from gazetteer.errors import SourceError
from gazetteer.index import DEGREE, NAMES_FILE, NO_ROW, PLACES_FILE, RADIUS_UNIT_M, ROW_BITS
from gazetteer.names import fold
from gazetteer.records import KINDS, Record
from gazetteer.storage import write_columns


def write_index(records: Iterable[Record], folder: Path) -> None:
    """Write an index.

    Parameters
    ----------
    records
        The places, in any order; ids must be distinct.
    folder
        Where the files are written; made when missing.

    Raises
    ------
    SourceError
        When two records have one id, or there are more of a kind than the format can number.
    """
    import marisa_trie

    ordered = sorted(records, key=_order)
    rows = {record.id: row for row, record in enumerate(ordered)}
    if len(rows) != len(ordered):
        raise SourceError(f"{len(ordered) - len(rows)} places share their id with another one")
    folder.mkdir(parents=True, exist_ok=True)
    entries = sorted({entry for row, record in enumerate(ordered) for entry in _entries(row, record)})
    names_path = folder / NAMES_FILE
    marisa_trie.RecordTrie("<I", ((key, (value,)) for key, value in entries)).save(str(names_path))
    _write_places(ordered, rows, folder / PLACES_FILE, names_path.stat().st_size)


def _order(record: Record) -> tuple[int, int, str]:
    return KINDS.index(record.kind), int(record.id) if record.id.isdecimal() else 0, record.id


def _entries(row: int, record: Record) -> Iterable[tuple[str, int]]:
    """Folded name and trie value of each name of a place; of names that fold alike the best class counts."""
    best: dict[str, int] = {}
    for name, name_class in record.names:
        key = fold(name)
        if key:
            best[key] = min(name_class, best.get(key, name_class))
    return [(key, name_class << ROW_BITS | row) for key, name_class in best.items()]


def _write_places(records: Sequence[Record], rows: dict[str, int], path: Path, names_size: int) -> None:
    countries = sorted({record.country for record in records} | {""})
    country_numbers = {code: number for number, code in enumerate(countries)}
    kinds = [KINDS.index(record.kind) for record in records]
    starts = [sum(kind < code for kind in kinds) for code in range(len(KINDS))]
    if starts[-1] >= NO_ROW or len(countries) > 256:
        raise SourceError(f"{starts[-1]} regions of {len(countries)} countries are more than an index can number")
    strings = _StringPool()
    regions = records[: starts[-1]]
    columns = {
        "longitude": array("i", [round(record.longitude * DEGREE) for record in records]),
        "latitude": array("i", [round(record.latitude * DEGREE) for record in records]),
        "population": array("I", [record.population for record in records]),
        "geonameid": array("I", [int(record.id) if record.id.isdecimal() else 0 for record in records]),
        "name": array("I", [strings.add(record.name) for record in records]),
        "radius": array("H", [min(0xFFFF, -(-record.radius_m // RADIUS_UNIT_M)) for record in records]),
        "adm1": array("H", [rows.get(record.adm1_id, NO_ROW) for record in records]),
        "adm2": array("H", [rows.get(record.adm2_id, NO_ROW) for record in records]),
        "country": array("B", [country_numbers[record.country] for record in records]),
        "code": array("I", [strings.add(record.admin1_code) for record in regions]),
        "strings": bytes(strings.data),
    }
    meta = {
        "countries": countries,
        "kind_starts": starts,
        "names_size": names_size,
        "other_ids": {record.id: row for row, record in enumerate(records) if not record.id.isdecimal()},
    }
    write_columns(path, columns, meta)


class _StringPool:
    """Strings, each kept once, ended by a zero byte; a string is known by its offset."""

    def __init__(self) -> None:
        self.data = bytearray()
        self._offsets: dict[str, int] = {}

    def add(self, text: str) -> int:
        offset = self._offsets.get(text)
        if offset is None:
            offset = self._offsets[text] = len(self.data)
            self.data += text.encode() + b"\0"
        return offset
