"""Reading GeoNames' dumps: rows of 19 tab-separated columns, and the table of alternate names."""

from __future__ import annotations

import io
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, Final

from gazetteer.assemble import settlement_radius_m
from gazetteer.errors import SourceError
from gazetteer.layerwriter import LayerRow
from gazetteer.place import PlaceKind
from gazetteer.records import ABBREVIATION, ALTERNATE, KINDS, PRIMARY, Name
from gazetteer.spelling import is_worth_keeping

COLUMNS: Final = 19
LONGEST_LINE: Final = 1_000_000
"""Bytes; GeoNames' own longest line has some 20,000."""
HIGHEST_ID: Final = 1 << 28
_LONGEST_NAME: Final = 200

_KINDS: Final[dict[str, PlaceKind]] = {
    "P": "settlement", "H": "water", "U": "water", "S": "site", "T": "site", "R": "site", "L": "area", "V": "area",
    "A": "area",
}  # fmt: skip
_CODED_KINDS: Final[dict[str, PlaceKind]] = {
    "ADM1": "adm1", "ADM2": "adm2", "PCLI": "country", "PCLD": "country", "PCLF": "country", "PCLS": "country",
    "PCLIX": "country",
}  # fmt: skip
_KIND_CODES: Final = {kind: code for code, kind in enumerate(KINDS)}
# Radius of a place whose extent the source does not tell, metres.
_RADII: Final[dict[PlaceKind, int]] = {
    "site": 1_000, "water": 5_000, "area": 5_000, "adm2": 20_000, "adm1": 80_000, "country": 300_000,
}  # fmt: skip
# Kinds of alternate names that are none.
_NOT_NAMES: Final = frozenset("link post iata icao faac tcid unlc wkdt phon piny fr_1793".split())


@dataclass(slots=True)
class Regions:
    """GeoNames ids of first- and second-order regions by their codes (``NL.07``, ``NL.07.0363``)."""

    ids: dict[str, int] = field(default_factory=dict)

    def note(self, line: bytes) -> None:
        """Take note of a row of the dump if it is a region."""
        if b"\tA\tADM1\t" in line or b"\tA\tADM2\t" in line:
            cells = line.decode("utf-8", "replace").split("\t")
            if len(cells) == COLUMNS and cells[0].isdecimal():
                code = [cells[8], cells[10], cells[11]][: 2 if cells[7] == "ADM1" else 3]
                self.ids.setdefault(".".join(code), int(cells[0]))

    def find(self, country: str, adm1: str, adm2: str) -> tuple[int, int]:
        """Ids of the first- and the second-order region of some codes, 0 for none."""
        first = self.ids.get(f"{country}.{adm1}", 0) if adm1 else 0
        return first, self.ids.get(f"{country}.{adm1}.{adm2}", 0) if adm2 else 0


def parse(line: bytes, place: int, regions: Regions, more: tuple[tuple[str, int], ...] = ()) -> tuple[LayerRow, str]:
    """Make a place of a row.

    Parameters
    ----------
    line
        The row, UTF-8, without its line end.
    place
        Its id, as `place_number` reads it.
    regions
        The regions it may lie in.
    more
        Its names in the table of alternate names, each with its class.

    Returns
    -------
    LayerRow, str
        The place, and the day on which the row was last changed.

    Raises
    ------
    ValueError
        When the row does not fit; the message says why.
    """
    try:
        cells = line.decode("utf-8").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 (byte {error.start})") from None
    if len(cells) != COLUMNS:
        raise ValueError(f"has {len(cells)} columns where {COLUMNS} are due")
    kind = _kind(cells[6], cells[7])
    name, country = _name(cells[1]), _country(cells[8])
    people = 0 if cells[14] in ("", "0") else _people(cells[14])
    listed = [text for text in cells[3].split(",") if text] if cells[3] else []
    adm1, adm2 = regions.find(country, cells[10], cells[11])
    names = [(name, PRIMARY)]
    if cells[2] and cells[2] != name and len(cells[2]) <= _LONGEST_NAME:
        names.append((cells[2], PRIMARY))
    names += [(text, ALTERNATE) for text in listed if len(text) <= _LONGEST_NAME and is_worth_keeping(text)]
    row = LayerRow(
        number=place,
        name=name,
        kind=_KIND_CODES[kind],
        longitude=_degrees(cells[5], 180),
        latitude=_degrees(cells[4], 90),
        country=country,
        admin1_code=cells[10] if len(cells[10]) <= 20 else "",
        adm1=0 if kind in ("country", "adm1") else adm1,
        adm2=0 if kind in ("country", "adm1", "adm2") else adm2,
        population=people,
        radius_m=_radius_m(people) if kind == "settlement" else _RADII[kind],
        fame=len(set(listed)),
        names=(*names, *more) if more else names,
    )
    return row, cells[18]


_radius_m = lru_cache(maxsize=4096)(settlement_radius_m)


def place_number(cell: str) -> int:
    """Read a GeoNames id; ValueError where it is none."""
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 12 and 0 < int(cell) < HIGHEST_ID):
        raise ValueError(f"{cell[:40]!r} is no GeoNames id")
    return int(cell)


def _kind(feature_class: str, code: str) -> PlaceKind:
    kind = _KINDS.get(feature_class)
    if kind is None:
        raise ValueError(f"{feature_class[:40]!r} is no feature class ({' '.join(_KINDS)})")
    return _CODED_KINDS.get(code, kind) if feature_class == "A" else kind


def _name(cell: str) -> str:
    if not cell.strip() or "\0" in cell:
        raise ValueError("has no name")
    if len(cell) > _LONGEST_NAME:
        raise ValueError(f"has a name of {len(cell)} letters, at most {_LONGEST_NAME} can be")
    return cell.strip()


def _country(cell: str) -> str:
    if cell and not (len(cell) == 2 and cell.isascii() and cell.isalpha() and cell.isupper()):
        raise ValueError(f"{cell[:40]!r} is no country code")
    return cell


def _people(cell: str) -> int:
    if cell and not (cell.isascii() and cell.isdecimal() and len(cell) <= 10):
        raise ValueError(f"{cell[:40]!r} is no number of inhabitants")
    return min(int(cell or 0), 0xFFFF_FFFF)


def _degrees(cell: str, most: float) -> float:
    try:
        degrees = float(cell[:40])
    except ValueError:
        raise ValueError(f"{cell[:40]!r} is no number of degrees") from None
    if not -most <= degrees <= most:
        raise ValueError(f"{degrees} degrees are not within -{most} and {most}")
    return degrees


# --- files ---------------------------------------------------------------------------------------------------------


@contextmanager
def open_table(path: Path) -> Iterator[IO[bytes]]:
    """Open a table for reading: a text file, or the largest ``.txt`` file in a zip file.

    Raises
    ------
    SourceError
        When it cannot be opened, or is cut off or damaged where it is read.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive)) as file:
                yield io.BufferedReader(file, 1 << 20)  # type: ignore[type-var]
        elif path.suffix.lower() == ".zip":
            raise SourceError(f"{path}: is no zip file, or a cut-off one; fetch it again")
        else:
            with path.open("rb", 1 << 20) as file:
                yield file
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{path}: cannot be read ({error}); fetch it again") from error


def _member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".txt") and Path(member.filename).stem.lower() not in _BESIDE
    ]
    if not tables:
        raise SourceError(f"{path}: holds no .txt file")
    return max(tables, key=lambda member: member.file_size)


_BESIDE = ("readme", "isolanguagecodes", "iso-languagecodes")


def lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines of a file without their ends; one longer than `LONGEST_LINE` is cut there, its rest dropped."""
    while line := file.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            rest = line
            while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
                rest = file.readline(LONGEST_LINE)
        yield line.rstrip(b"\r\n")


# --- alternate names -------------------------------------------------------------------------------------------------


class AlternateNames:
    """GeoNames' table of alternate names (``alternateNamesV2``), put on disk by the id of the place.

    Parameters
    ----------
    path
        The database, made by `write`.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)

    @classmethod
    def write(cls, table: Path, path: Path) -> int:
        """Read the table into a database; how many broken rows it has. Raises `OSError` if there is no room for it."""
        path.unlink(missing_ok=True)
        broken = 0
        database = sqlite3.connect(path)
        try:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("CREATE TABLE names (place INTEGER, class INTEGER, name TEXT)")
            with open_table(table) as file:
                rows = (_alternate(line) for line in lines(file) if line)
                counted = _Counted(rows)
                database.executemany("INSERT INTO names VALUES (?, ?, ?)", counted)
                broken = counted.broken
            database.execute("CREATE INDEX by_place ON names (place)")
            database.commit()
        except sqlite3.OperationalError as error:  # such as "database or disk is full"
            raise OSError(str(error)) from error
        finally:
            database.close()
        return broken

    def places(self) -> Iterator[int]:
        """Ids of all places that have names here, in order."""
        for (place,) in self._database.execute("SELECT DISTINCT place FROM names ORDER BY place"):
            yield place

    def of(self, place: int) -> tuple[Name, ...]:
        """Names of a place."""
        found = self._database.execute("SELECT name, class FROM names WHERE place = ? ORDER BY rowid", (place,))
        return tuple(Name(text, name_class) for text, name_class in found)

    def close(self) -> None:
        """Close the database."""
        self._database.close()


class _Counted:
    """Rows that are names; those that are broken are counted and left out, those of other uses left out."""

    def __init__(self, rows: Iterator[tuple[int, int, str] | None]) -> None:
        self._rows, self.broken = rows, 0

    def __iter__(self) -> Iterator[tuple[int, int, str]]:
        for row in self._rows:
            if row is None:
                self.broken += 1
            elif row[2]:
                yield row


def _alternate(line: bytes) -> tuple[int, int, str] | None:
    """Place, class and name of a row; an empty name where the row is no name, None where it is broken."""
    cells = line.decode("utf-8", "replace").split("\t")
    if len(cells) < 4 or "\ufffd" in cells[3] or "\0" in cells[3]:
        return None
    if not (cells[1].isascii() and cells[1].isdecimal() and len(cells[1]) < 12):
        return None
    if cells[2] == "abbr":
        return int(cells[1]), ABBREVIATION, cells[3][:_LONGEST_NAME]
    good = cells[2] not in _NOT_NAMES and len(cells[3]) <= _LONGEST_NAME and is_worth_keeping(cells[3])
    return int(cells[1]), ALTERNATE, cells[3] if good else ""


def embedded_regions(ids: Mapping[tuple[str, str], str]) -> Regions:
    """First-order regions of the embedded index, by country and code."""
    return Regions({f"{country}.{code}": int(place) for (country, code), place in ids.items() if place.isdecimal()})
