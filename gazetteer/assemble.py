"""From what the sources say to one record a place: which names are kept, what they are worth, where a region lies."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from gazetteer.cyrillic import russian, ukrainian
from gazetteer.errors import SourceError
from gazetteer.geometry import Extent, distance_km
from gazetteer.names import fold
from gazetteer.place import PlaceKind
from gazetteer.records import ABBREVIATION, ALTERNATE, PRIMARY, SHORT, Name, Record
from gazetteer.sources import CountryRow, Fact, Settlement, Subdivision

_KEPT_SCRIPTS = re.compile(r"^[^\W\d_]?[\u0000-\u058f\u0600-\u06ff\u0750-\u077f\u1e00-\u1fff\u2000-\u206f]*$")
_CODE = re.compile(r"[A-Z0-9]{1,4}")  # airport and state codes among the alternate names
_SHORTEST = 3

# What English (and romanised) names of regions say the region is; cut off, the rest is a name in its own right.
_TYPE_SUFFIX = re.compile(
    r"\s+(?:oblast|region|province|governorate|state|district|county|department|prefecture|parish|municipality|canton"
    r"|voivodeship|krai|kray|republic|raion|rayon|territory|division|autonomous (?:okrug|oblast|region|republic)|okrug"
    r"|emirate|borough|census area|metropolitan (?:city|region)|special region|capital (?:region|territory))$",
    re.IGNORECASE,
)
_TYPE_PREFIX = re.compile(
    r"^(?:autonomous republic of|republic of|state of|province of|county of|city of|city and county of|county"
    r"|provincia de|departamento de|estado de|département de|departement de|municipio de|gobernación de)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_LANGUAGES = ("name_en", "name", "name_uk", "name_ru", "name_de", "name_fr", "name_es", "name_pl", "name_tr", "name_ar")
# Countries whose two-letter postal codes of regions are written in English texts (Natural Earth has them right).
_POSTAL = frozenset({"US", "CA"})
# Countries whose towns English texts also call by their Russian names: Vinnitsa, Zaporozhye, Slavyansk.
_RUSSIAN_SPELT = frozenset({"UA", "RU", "BY"})
# Countries whose regions go by their bare names in English: nobody writes Washington State for short.
_PLAIN_NAMES = frozenset({"US", "CA", "AU", "GB"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything the records are assembled from, as read."""

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


def assemble(sources: Sources) -> list[Record]:
    """Make the records of the world index.

    Parameters
    ----------
    sources
        What was read. `extents` holds, by place id, where the polygons of countries and regions lie; `inside`, for
        regions that no settlement is said to belong to, the GeoNames ids of those that lie inside the polygon.

    Returns
    -------
    list of Record
        One a place, in no order that matters.
    """
    settlements = list(_settlements(sources))
    members = _members(settlements, sources.inside)
    regions = list(_regions(sources, members, {(record.country, fold(record.name)) for record in settlements}))
    shared = _shared_names(regions, members)
    records = [
        *_countries(sources),
        *regions,
        *settlements,
        *_facts(sources, settlements),
    ]
    unknown = sources.aliases.keys() - {record.id for record in records}
    if unknown:
        raise SourceError(f"aliases.csv has names for places that are not there: {', '.join(sorted(unknown))}")
    return [_with_aliases(record, sources.aliases.get(record.id, ()), shared.get(record.id, ())) for record in records]


def settlement_radius_m(population: int) -> int:
    """Radius of a settlement by its inhabitants, in metres: that of a disc with 3,000 to the square kilometre.

    Never below 1 km (villages are long, and positions rough), never above 25 km.
    """
    return round(min(25_000.0, max(1_000.0, 1000.0 * math.sqrt(population / 3000.0 / math.pi))))


# --- settlements -------------------------------------------------------------------------------------------------


def _settlements(sources: Sources) -> Iterator[Record]:
    by_code = {region.code: region for region in sources.subdivisions.values() if region.level == 1}
    for row in sources.settlements:
        regions = [sources.subdivisions[line] for line in sources.memberships.get(row.geonameid, ())
                   if line in sources.subdivisions]  # fmt: skip
        coded = by_code.get(f"{row.country}.{row.admin1_code}")
        first = next((region for region in regions if region.level == 1), coded)
        second = next((region for region in regions if region.level == 2), None)
        name = _official_ukrainian(row) if row.country == "UA" else _plain_spelling(row)
        yield Record(
            id=str(row.geonameid),
            name=name,
            kind="settlement",
            longitude=row.longitude,
            latitude=row.latitude,
            country=row.country,
            admin1_code=row.admin1_code,
            adm1_id=str(first.geonameid) if first else "",
            adm2_id=str(second.geonameid) if second else "",
            population=row.population,
            radius_m=settlement_radius_m(row.population),
            names=(Name(name, PRIMARY), Name(row.name, PRIMARY), *_alternates(row)),
        )


def _official_ukrainian(row: Settlement) -> str:
    """Name of a Ukrainian settlement in the official spelling, where one of its Ukrainian names gives it.

    GeoNames mixes spellings (Mykolayiv, Izyum) and does not tell Ukrainian names from Russian ones; the one that comes
    nearest to GeoNames' own, by no more than two letters, is Ukrainian.
    """
    from rapidfuzz.distance import OSA

    own = fold(row.name)
    spellings = [ukrainian(name) for name in _cyrillic(row)]
    ranked = sorted((OSA.distance(own, fold(spelling)), spelling) for spelling in spellings if spelling)
    return ranked[0][1] if ranked and ranked[0][0] <= 2 else row.name


def _plain_spelling(row: Settlement) -> str:
    """Name of a settlement without the marks of scholarly romanisation, where GeoNames has it so: Rafah for Rafaḩ."""
    if row.name.isascii() or row.country == "VN" or not any("\u1e00" <= letter <= "\u1eff" for letter in row.name):
        return row.name
    key = fold(row.name)
    return next((name for name in row.alternates if name.isascii() and fold(name) == key), row.name)


def _alternates(row: Settlement) -> Iterator[Name]:
    for name in row.alternates:
        if is_worth_keeping(name):
            yield Name(name, ALTERNATE)
    if row.country in _RUSSIAN_SPELT:
        for spelling in map(russian, _cyrillic(row)):
            if spelling and len(spelling) >= _SHORTEST:
                yield Name(spelling, ALTERNATE)


def _cyrillic(row: Settlement) -> list[str]:
    return [name for name in row.alternates if "\u0400" <= name[:1] <= "\u04ff"]


def is_worth_keeping(name: str) -> bool:
    """Whether an alternate name of GeoNames is a name that a report may hold.

    Dropped: names in scripts that the index does not carry, codes (``IEV``), names of one or two letters, and those
    that begin with a small Latin letter, which are romanisations by machine (``ma li wu bo er``) and language names.
    """
    if len(name) < _SHORTEST or _CODE.fullmatch(name) or not _KEPT_SCRIPTS.match(name):
        return False
    first = name.lstrip("'’ʻʼ‘`-( ")[:1]
    return not (first.islower() and first < "\u0370")


# --- regions -----------------------------------------------------------------------------------------------------


def _members(settlements: Sequence[Record], inside: Mapping[str, Sequence[int]]) -> dict[str, list[Record]]:
    members: dict[str, list[Record]] = defaultdict(list)
    for record in settlements:
        for region in {record.adm1_id, record.adm2_id} - {""}:
            members[region].append(record)
    known = {record.id: record for record in settlements}
    members.update({region: [known[str(number)] for number in numbers] for region, numbers in inside.items()})
    return members


def _regions(
    sources: Sources, members: Mapping[str, Sequence[Record]], towns: Set[tuple[str, str]]
) -> Iterator[Record]:
    shapes = shapes_by_place(sources)
    drawn = _drawn_levels(sources, shapes)
    seen: set[str] = set()
    for region in sources.subdivisions.values():
        place_id = str(region.geonameid)
        if place_id in seen:
            continue
        seen.add(place_id)
        record = _region(region, sources, shapes.get(place_id), members.get(place_id, ()), towns)
        if record is not None:
            yield record
    for place_id, shape in shapes.items():
        if place_id.startswith("ne:"):
            kind = drawn[shape_country(shape)]
            yield _shape_only(place_id, shape, sources.extents[place_id], kind, members.get(place_id, ()))


def _region(
    region: Subdivision,
    sources: Sources,
    shape: dict[str, Any] | None,
    members: Sequence[Record],
    towns: Set[tuple[str, str]],
) -> Record | None:
    extent = sources.extents.get(str(region.geonameid)) or member_extent(members)
    if extent is None:
        return None
    country, code, *_ = region.code.split(".")
    parent = sources.subdivisions.get(region.parent)
    name, names = _region_names(region, shape, country, towns)
    return Record(
        id=str(region.geonameid),
        name=name,
        kind="adm1" if region.level == 1 else "adm2",
        longitude=extent.longitude,
        latitude=extent.latitude,
        country=country,
        admin1_code=code,
        adm1_id=str(parent.geonameid) if parent and region.level == 2 else "",
        population=_population(members),
        radius_m=extent.radius_m,
        names=names,
    )


def _population(members: Sequence[Record]) -> int:
    """Inhabitants of a region's settlements, those of a large town's quarters not counted twice."""
    towns = sorted(members, key=lambda member: -member.population)
    large: list[Record] = []
    total = 0
    for town in towns:
        if any(_within_town(town, other) for other in large):
            continue
        total += town.population
        if town.population >= 100_000:
            large.append(town)
    return total


def _within_town(part: Record, town: Record) -> bool:
    distance = distance_km(part.longitude, part.latitude, town.longitude, town.latitude)
    return 1000 * distance < town.radius_m


def _drawn_levels(sources: Sources, shapes: Iterable[str]) -> dict[str, PlaceKind]:
    """Which regions Natural Earth draws in each country: mostly first-order ones, in a few second-order ones."""
    counts: dict[str, int] = defaultdict(int)
    drawn = set(shapes)
    for region in sources.subdivisions.values():
        if str(region.geonameid) in drawn:
            counts[region.code[:2]] += 1 if region.level == 1 else -1
    return defaultdict(lambda: "adm1", {country: "adm2" for country, count in counts.items() if count < 0})


def _shape_only(
    place_id: str, shape: dict[str, Any], extent: Extent, kind: PlaceKind, members: Sequence[Record]
) -> Record:
    """Make the record of a region that only Natural Earth has."""
    names = [Name(shape[key], PRIMARY if key == "name" else ALTERNATE) for key in _LANGUAGES if shape.get(key)]
    return Record(
        id=place_id,
        name=shape["name"],
        kind=kind,
        longitude=extent.longitude,
        latitude=extent.latitude,
        country=shape_country(shape),
        population=_population(members),
        radius_m=extent.radius_m,
        names=tuple(names),
    )


def _region_names(
    region: Subdivision, shape: dict[str, Any] | None, country: str, towns: Set[tuple[str, str]]
) -> tuple[str, tuple[Name, ...]]:
    """Return the display name of a region and all its names. `towns` are the (country, folded name) of settlements."""
    own = [region.name, *region.aliases]
    english = [shape[key] for key in ("name_en", "name") if shape.get(key)] if shape else []
    display = _display_name(region, english, country, towns)
    names = [Name(name, PRIMARY) for name in (display, *english[:1], region.name)]
    names += [Name(name, ALTERNATE) for name in own if is_worth_keeping(name)]
    if shape:
        names += [Name(shape[key], ALTERNATE) for key in _LANGUAGES if shape.get(key)]
        names += [Name(name, ALTERNATE) for name in (shape.get("name_alt") or "").split("|") if is_worth_keeping(name)]
        names += _region_abbreviations(shape, country)
    short_class = PRIMARY if region.level == 1 else SHORT
    names += [Name(short, short_class) for name in (display, *own) for short in _shortened(name)]
    return display, tuple(names)


def _display_name(region: Subdivision, english: Sequence[str], country: str, towns: Set[tuple[str, str]]) -> str:
    """Name a first-order region: with the word for its kind (Kyiv Oblast) only where a town bears the bare name."""
    bare = english[0] if english else region.name
    if region.level == 2:
        return region.name
    oblast = any("oblast" in name.lower() for name in (region.name, *region.aliases))
    if country in _PLAIN_NAMES or not (oblast or (country, fold(bare)) in towns):
        return bare
    folded = {fold(name) for name in (*english, region.name)}
    full = [name for name in (region.name, *region.aliases)
            if _TYPE_SUFFIX.search(name) and fold(_TYPE_SUFFIX.sub("", name)) in folded]  # fmt: skip
    if full:
        return full[0]
    return f"{bare} Oblast" if oblast and not _TYPE_SUFFIX.search(bare) else bare


def _shared_names(regions: Iterable[Record], members: Mapping[str, Sequence[Record]]) -> dict[str, list[Name]]:
    """Spellings that a region and the town it is named after lend each other, by place id.

    GeoNames has ``Zaporizhia`` for the region alone and ``Lemberg`` for the town alone. What is lent must resemble
    the common name.
    """
    shared: dict[str, list[Name]] = defaultdict(list)
    for region in regions:
        keys = {fold(name) for name, name_class in region.names if name_class == PRIMARY}
        seat = max(
            (member for member in members.get(region.id, ()) if fold(member.name) in keys and region.kind == "adm1"),
            key=lambda member: member.population,
            default=None,
        )
        if seat is not None:
            shared[seat.id] += _resembling(seat.name, region.names)
            shared[region.id] += _resembling(seat.name, seat.names)
    return shared


def _resembling(name: str, names: Iterable[Name]) -> Iterator[Name]:
    from rapidfuzz.distance import OSA

    key = fold(name)
    for other, name_class in names:
        if name_class <= ALTERNATE and OSA.normalized_similarity(key, fold(other)) >= 0.6:
            yield Name(other, ALTERNATE)


def _region_abbreviations(shape: dict[str, Any], country: str) -> Iterator[Name]:
    if country in _POSTAL:
        for key in ("abbrev", "postal"):
            if shape.get(key):
                yield Name(shape[key], ABBREVIATION)


def _shortened(name: str) -> Iterator[str]:
    """Name a region without the word that says what kind of region it is."""
    for pattern in (_TYPE_SUFFIX, _TYPE_PREFIX):
        short = pattern.sub("", name).strip()
        if short != name and len(short) >= _SHORTEST and short[:1].isupper() and not short.isdigit():
            yield short


def shape_country(shape: Mapping[str, Any]) -> str:
    """Country of a Natural Earth region: by its ISO 3166-2 code, which has Crimea in Ukraine, else by its own word."""
    prefix = (shape.get("iso_3166_2") or "")[:2]
    return prefix if prefix.isalpha() else str(shape.get("iso_a2") or "")


def shapes_by_place(sources: Sources) -> dict[str, dict[str, Any]]:
    """Properties of Natural Earth's regions by the id of the place they draw (the first, where several draw one)."""
    found: dict[str, dict[str, Any]] = {}
    for feature, place_id in zip(sources.shapes, shape_place_ids(sources), strict=True):
        if place_id:
            found.setdefault(place_id, feature["properties"])
    return found


def shape_place_ids(sources: Sources) -> list[str]:
    """Id of the place that each of Natural Earth's regions draws, empty for none."""
    known = {str(region.geonameid) for region in sources.subdivisions.values()}
    by_iso = {region.iso_code: str(region.geonameid) for region in sources.subdivisions.values() if region.iso_code}
    return [_shape_place_id(feature["properties"], known, by_iso) for feature in sources.shapes]


def _shape_place_id(shape: Mapping[str, Any], known: set[str], by_iso: Mapping[str, str]) -> str:
    """Id of the place that a Natural Earth region draws; empty for nameless ones and those of no country."""
    geonameid = str(shape.get("gn_id") or "")
    if geonameid in known:
        return geonameid
    by_code = by_iso.get(shape.get("iso_3166_2") or "")
    if by_code:
        return by_code
    country = shape_country(shape)
    return f"ne:{shape['ne_id']}" if shape.get("name") and len(country) == 2 and country.isalpha() else ""


def member_extent(members: Sequence[Record]) -> Extent | None:
    """Where a region without a polygon lies: the mean position of its settlements, weighted by population.

    The radius holds nine tenths of them, and is 3 km at least.
    """
    if not members:
        return None
    weights = [member.population + 100.0 for member in members]
    total = sum(weights)
    # Longitudes are averaged around the first one, so that the antimeridian does no harm.
    origin = members[0].longitude
    shifts = [(member.longitude - origin + 540.0) % 360.0 - 180.0 for member in members]
    longitude = origin + sum(w * s for w, s in zip(weights, shifts, strict=True)) / total
    latitude = sum(w * member.latitude for w, member in zip(weights, members, strict=True)) / total
    longitude = (longitude + 540.0) % 360.0 - 180.0
    distances = sorted(distance_km(longitude, latitude, member.longitude, member.latitude) for member in members)
    reach = distances[min(len(distances) - 1, int(0.9 * len(distances)))]
    return Extent(longitude, latitude, max(3_000, round(1000 * reach)))


# --- countries, facts, aliases -----------------------------------------------------------------------------------


def _countries(sources: Sources) -> Iterator[Record]:
    capitals = {(row.country, row.name): row for row in sources.settlements}
    for row in sources.countries:
        extent = sources.extents.get(str(row.geonameid))
        capital = capitals.get((row.iso2, row.capital))
        if extent is None and capital is not None:
            extent = Extent(capital.longitude, capital.latitude, 20_000)
        if extent is None:
            continue
        aliases = sources.country_aliases.get(row.iso2, ())
        names = [Name(row.name, PRIMARY), *(Name(name, _country_name_class(name)) for name in aliases)]
        names += [Name(row.name[4:], PRIMARY)] if row.name.startswith("The ") else []
        yield Record(
            id=str(row.geonameid),
            name=row.name.removeprefix("The "),
            kind="country",
            longitude=extent.longitude,
            latitude=extent.latitude,
            country=row.iso2,
            population=row.population,
            radius_m=extent.radius_m,
            names=tuple(names),
        )


def _country_name_class(name: str) -> int:
    return ABBREVIATION if name.isupper() and len(name.replace(".", "").replace(" ", "")) <= 5 else ALTERNATE


def _facts(sources: Sources, settlements: Sequence[Record]) -> Iterator[Record]:
    for fact in sources.facts:
        near = _nearest(fact, settlements) if fact.kind == "site" and fact.country else None
        yield Record(
            id=fact.id,
            name=fact.name,
            kind=fact.kind,  # type: ignore[arg-type]
            longitude=fact.longitude,
            latitude=fact.latitude,
            country=fact.country,
            admin1_code=near.admin1_code if near else "",
            adm1_id=near.adm1_id if near else "",
            adm2_id=near.adm2_id if near else "",
            radius_m=fact.radius_m,
            names=(Name(fact.name, PRIMARY), *_written_names(fact.names)),
        )


def _nearest(fact: Fact, settlements: Sequence[Record]) -> Record:
    """Find the settlement of the same country that is nearest to a site."""
    shrink = math.cos(math.radians(fact.latitude)) ** 2
    return min(
        (record for record in settlements if record.country == fact.country),
        key=lambda r: (r.latitude - fact.latitude) ** 2 + shrink * (r.longitude - fact.longitude) ** 2,
    )


def _with_aliases(record: Record, names: Sequence[str], shared: Iterable[Name]) -> Record:
    """Add hand-written names to a record; one with ``!`` before it becomes the name under which it is shown."""
    preferred = [name[1:] for name in names if name.startswith("!")]
    others = [name for name in names if not name.startswith("!")]
    return replace(
        record,
        name=preferred[0] if preferred else record.name,
        names=(*(Name(name, PRIMARY) for name in preferred), *record.names, *shared, *_written_names(others)),
    )


def _written_names(names: Iterable[str]) -> Iterator[Name]:
    """Names of the hand-written files; ``=`` before one marks an abbreviation."""
    for name in names:
        yield Name(name[1:], ABBREVIATION) if name.startswith("=") else Name(name, ALTERNATE)
