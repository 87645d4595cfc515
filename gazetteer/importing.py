"""Importing a GeoNames dump or a user's own list as a layer beside the embedded index.

A dump is read as a stream and written part by part, so that memory stays bounded by the size of a part. After each part
a journal is written: an import that was cut off is taken up at the last complete part. ``layer.json`` is written last,
in one step: until then the layer is not there, or is the former one.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Final

from gazetteer.errors import SourceError
from gazetteer.geonames import (
    COLUMNS,
    HIGHEST_ID,
    AlternateNames,
    Regions,
    embedded_regions,
    lines,
    open_table,
    parse,
    place_number,
)
from gazetteer.index import Gazetteer, default
from gazetteer.layers import FORMAT, LAYER_FILE, Layer, Origin, read_layer
from gazetteer.layerwriter import LayerWriter
from gazetteer.names import fold
from gazetteer.records import KINDS, Name, Record
from gazetteer.storage import lock_file, open_columns, replace_file

JOURNAL: Final = "journal.json"
PART_NAMES: Final = 10_000_000
"""Names of one part; with some 100 bytes each while it is written, they set how much memory an import takes."""
GEONAMES_LICENCE: Final = "GeoNames (https://www.geonames.org/), CC BY 4.0"
OWN_LICENCE: Final = "the user's own"
_NAMED_FAULTS: Final = 20
_FURTHER: Final = "further"
_ALTERNATES: Final = "alternates.sqlite"
_LOCK: Final = "lock"
_WAIT: Final = 0.1  # seconds between two looks at a lock

Say = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What an import did.

    Attributes
    ----------
    layer
        The layer.
    new
        False where the same files had been imported before and nothing was done.
    faults
        The first broken rows, as ``file:line: what is wrong``.
    """

    layer: Layer
    new: bool
    faults: list[str] = field(default_factory=list)


def import_dump(
    dump: Path,
    directory: Path,
    alternates: Path | None = None,
    say: Say = lambda _: None,
    part_names: int = PART_NAMES,
) -> Outcome:
    """Import a GeoNames dump (``UA.txt``, ``UA.zip``, ``allCountries.zip``) as a layer.

    Places that the embedded index has are left out, and so are broken rows, which are counted.

    Parameters
    ----------
    dump
        Table of 19 columns, as text or in a zip file.
    directory
        Where layers lie; made when missing.
    alternates
        ``alternateNamesV2.txt`` or ``.zip``, or None.
    say
        Called with a line of progress now and then.
    part_names
        About how many names one part holds.

    Raises
    ------
    SourceError
        When a file cannot be read or holds no row of such a table.
    """
    files = [dump] if alternates is None else [dump, alternates]
    sources = [_source(path) for path in files]
    layer_path = directory / dump.stem
    with _alone(layer_path, say):
        if (known := _imported_before(layer_path, sources)) is not None:
            return Outcome(known, new=False)
        work = layer_path / _version(sources)
        work.mkdir(exist_ok=True)
        _Import(dump, alternates, work, say, part_names).run()
        journal = _read_journal(work)
        layer = _finish(layer_path, work, journal, sources, "geonames", GEONAMES_LICENCE)
    return Outcome(layer, new=True, faults=journal["faults"])


def import_own(path: Path, directory: Path, say: Say = lambda _: None) -> Outcome:
    """Import a user's own places (CSV or GeoJSON, see `gazetteer.ownplaces`) as a layer that wins over the rest.

    Raises
    ------
    SourceError
        When the file cannot be read or has no usable place.
    """
    sources = [_source(path)]
    layer_path = directory / path.stem
    with _alone(layer_path, say):
        if (known := _imported_before(layer_path, sources)) is not None:
            return Outcome(known, new=False)
        return _import_own(path, layer_path, sources)


def _import_own(path: Path, layer_path: Path, sources: list[dict[str, Any]]) -> Outcome:
    from gazetteer.ownplaces import read_own_places

    records, faults = read_own_places(path)
    if not records:
        first = f"; {faults[0]}" if faults else ""
        raise SourceError(f"{path}: holds no usable place{first}")
    writer = LayerWriter()
    for record in records:
        writer.add(record)
    work = layer_path / _version(sources)
    writer.write(work / "part-000")
    journal = _new_journal()
    journal["parts"] = ["part-000"]
    journal["counts"], journal["names"] = dict(Counter(record.kind for record in records)), writer.names
    journal["skipped"] = {"broken": len(faults)}
    layer = _finish(layer_path, work, journal, sources, "own", OWN_LICENCE)
    return Outcome(layer, new=True, faults=faults[:_NAMED_FAULTS])


class _Import:
    """One run over a dump, from where the journal of an earlier one ends."""

    def __init__(self, dump: Path, alternates: Path | None, work: Path, say: Say, part_names: int) -> None:
        self.dump, self.alternates, self.work, self.say = dump, alternates, work, say
        self.part_names = part_names
        self.journal = _read_journal(work)
        self.seen = _IdSet()
        self.embedded = _embedded_ids()
        self.regions = _regions(default())
        self.names: AlternateNames | None = None
        self.writer = LayerWriter()
        self.dated: str = self.journal["dated"]

    def run(self) -> None:
        """Write the parts that are missing."""
        self._note_regions()
        if self.alternates is not None:
            self._store_alternates(self.alternates)
            self._name_embedded(default())
        for part in self.journal["parts"]:
            self.seen.update(open_columns(self.work / part / "places.col").columns["geonameid"].tolist())
        try:
            with open_table(self.dump) as file:
                self._read(file)
        finally:
            if self.names is not None:
                self.names.close()

    def _note_regions(self) -> None:
        self.say(f"reading the regions of {self.dump.name}")
        with open_table(self.dump) as file:
            first = next(lines(file), b"")
            if first.count(b"\t") != COLUMNS - 1:
                raise SourceError(
                    f"{self.dump}:1: has {first.count(9) + 1} columns where {COLUMNS} are due: is it a GeoNames dump?"
                )
            self.regions.note(first)
            for line in lines(file):
                self.regions.note(line)

    def _store_alternates(self, table: Path) -> None:
        path = self.work / _ALTERNATES
        if not self.journal["alternates"]:
            self.say(f"reading {table.name}")
            self.journal["skipped"]["broken alternate name"] = AlternateNames.write(table, path)
            self.journal["alternates"] = True
            self._write_journal()
        self.names = AlternateNames(path)

    def _name_embedded(self, embedded: Gazetteer) -> None:
        """Write the names that the embedded index lacks of its own places, as an index that tells them by their ids."""
        if self.names is None or self.journal["further"] is not None:
            return
        writer = LayerWriter()
        for number in self.names.places():
            row = embedded.row_of(str(number)) if number in self.embedded else None
            if row is not None and (names := _lacking(embedded, row, self.names.of(number))):
                writer.add(replace(_bare(embedded, row), names=names))
        if len(writer):
            writer.write(self.work / _FURTHER)
            self.say(f"{writer.names:,} further names of {len(writer):,} places of the embedded index")
        self.journal["further"] = [_FURTHER] if len(writer) else []
        self.journal["names"] += writer.names
        self._write_journal()

    def _read(self, file: IO[bytes]) -> None:
        done = self.journal["line"]
        for number, line in enumerate(lines(file), 1):
            if number <= done or not line:
                continue
            self._take(number, line)
            if self.writer.names >= self.part_names:
                self._close_part(number)
        if len(self.writer) or not self.journal["parts"]:
            self._close_part(number if len(self.writer) else done)

    def _take(self, number: int, line: bytes) -> None:
        try:
            place = place_number(line.partition(b"\t")[0].decode("ascii", "replace"))
            if place in self.embedded:
                self._skip("in the embedded index")
                return
            if place in self.seen:
                self._skip("id seen before")
                return
            row, day = parse(line, place, self.regions, self.names.of(place) if self.names is not None else ())
        except ValueError as error:
            self._skip("broken")
            if len(self.journal["faults"]) < _NAMED_FAULTS:
                self.journal["faults"].append(f"{self.dump.name}:{number}: {error}")
            return
        self.seen.add(place)
        self.writer.add_row(row)
        if day > self.dated and _is_day(day):
            self.dated = day

    def _skip(self, reason: str) -> None:
        skipped = self.journal["skipped"]
        skipped[reason] = skipped.get(reason, 0) + 1

    def _close_part(self, line: int) -> None:
        try:
            self._write_part(line)
        except OSError as error:  # told here: whoever reads the dump takes such an error for one of reading
            told = f"cannot be written ({error.strerror or error}); what is done is kept, the same command goes on"
            raise SourceError(f"{self.work.parent}: {told}") from error

    def _write_part(self, line: int) -> None:
        name = f"part-{len(self.journal['parts']):03}"
        writer, self.writer = self.writer, LayerWriter()
        writer.write(self.work / name)
        counts = self.journal["counts"]
        for code, kind in enumerate(KINDS):
            counts[kind] = counts.get(kind, 0) + writer.kinds.count(code)
        self.journal["names"] += writer.names
        self.journal["parts"].append(name)
        self.journal["line"], self.journal["dated"] = line, self.dated
        self._write_journal()
        self.say(f"{sum(counts.values()):,} places, {self.journal['names']:,} names")

    def _write_journal(self) -> None:
        replace_file(self.work / JOURNAL, json.dumps(self.journal).encode())


class _IdSet:
    """Numbers below `HIGHEST_ID`, a byte each: GeoNames' ids are dense, and go up to some 13 million."""

    def __init__(self) -> None:
        self._marks = bytearray()

    def add(self, number: int) -> None:
        if number >= len(self._marks):
            self._marks.extend(bytes(max(number + 1 - len(self._marks), len(self._marks) // 4)))
        self._marks[number] = 1

    def update(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.add(number)

    def __contains__(self, number: int) -> bool:
        return number < len(self._marks) and self._marks[number] == 1


def _embedded_ids() -> _IdSet:
    ids = _IdSet()
    ids.update([number for number in default().geonameids() if number < HIGHEST_ID])
    return ids


def _lacking(embedded: Gazetteer, row: int, names: Iterable[Name]) -> tuple[Name, ...]:
    """Names of a place under which an index does not know it."""
    return tuple(name for name in names if all(row != bearer for bearer, _ in embedded.find_rows(fold(name.text))))


def _bare(embedded: Gazetteer, row: int) -> Record:
    place = embedded.place(row)
    return Record(place.id, place.name, place.kind, place.longitude, place.latitude, place.country)


def _regions(embedded: Gazetteer) -> Regions:
    rows = embedded.rows_of_kind("adm1")
    return embedded_regions({(embedded.country_code(r), embedded.admin1_code(r)): embedded.place_id(r) for r in rows})


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal()


# --- what is kept of an import -----------------------------------------------------------------------------------


@contextmanager
def _alone(layer: Path, say: Say) -> Iterator[None]:
    """Make a layer's folder and hold its lock; where another process imports the same layer, wait for its end."""
    layer.mkdir(parents=True, exist_ok=True)
    with (layer / _LOCK).open("a+b") as lock:
        if not lock_file(lock.fileno()):
            say(f"waiting for another import of {layer.name}")
            while not lock_file(lock.fileno()):
                time.sleep(_WAIT)
        yield


def _source(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return {"file": path.name, "sha256": digest, "bytes": file.tell()}
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error


def _version(sources: Sequence[dict[str, Any]]) -> str:
    return hashlib.sha256("".join(source["sha256"] for source in sources).encode()).hexdigest()[:16]


def _imported_before(path: Path, sources: Sequence[dict[str, Any]]) -> Layer | None:
    """Layer that was made of the same files, if it is whole."""
    if not (path / LAYER_FILE).exists():
        return None
    layer = read_layer(path)
    same = [source["sha256"] for source in layer.sources] == [source["sha256"] for source in sources]
    return layer if same else None


def _new_journal() -> dict[str, Any]:
    return {
        "line": 0, "parts": [], "counts": {}, "names": 0, "skipped": {}, "faults": [], "dated": "", "alternates": False,
        "further": None,
    }  # fmt: skip


def _read_journal(work: Path) -> dict[str, Any]:
    path = work / JOURNAL
    if not path.exists():
        return _new_journal()
    journal: dict[str, Any] = json.loads(path.read_bytes())
    return journal


def _finish(
    path: Path, work: Path, journal: dict[str, Any], sources: list[dict[str, Any]], origin: Origin, licence: str
) -> Layer:
    """Make the layer valid in one step, then clear away what it replaces."""
    content = {
        "format": FORMAT,
        "name": path.name,
        "origin": origin,
        "parts": [f"{work.name}/{part}" for part in journal["parts"]],
        "further": [f"{work.name}/{part}" for part in journal["further"] or ()],
        "sources": sources,
        "licence": licence,
        "imported": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "dated": journal["dated"],
        "counts": {kind: count for kind, count in journal["counts"].items() if count},
        "skipped": {reason: count for reason, count in journal["skipped"].items() if count},
        "names": journal["names"],
    }
    replace_file(path / LAYER_FILE, json.dumps(content, indent=1, ensure_ascii=False).encode())
    for leftover in _leftovers(path, work):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    return read_layer(path)


def _leftovers(path: Path, work: Path) -> Iterator[Path]:
    yield from [folder for folder in path.iterdir() if folder.is_dir() and folder != work]
    yield from [file for file in (work / JOURNAL, work / _ALTERNATES) if file.exists()]
