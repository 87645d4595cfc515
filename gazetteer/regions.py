"""First- and second-order regions: their names, where they lie, how many people live there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from gazetteer.cyrillic import russian, ukrainian
from gazetteer.geometry import Extent, distance_km
from gazetteer.matching import Matcher, shape_country, shapes_by_place
from gazetteer.names import fold
from gazetteer.place import PlaceKind
from gazetteer.records import ABBREVIATION, ALTERNATE, PRIMARY, SHORT, Name, Record
from gazetteer.sources import Sources, Subdivision
from gazetteer.spelling import SHORTEST, is_worth_keeping

# What English (and romanised) names of regions say the region is; cut off, the rest is a name in its own right.
_TYPE_SUFFIX = re.compile(
    r"\s+(?:oblast|region|province|governorate|state|district|county|department|prefecture|parish|municipality|canton"
    r"|voivodeship|krai|kray|republic|raion|rayon|territory|division|autonomous (?:okrug|oblast|region|republic)|okrug"
    r"|emirate|borough|census area|metropolitan (?:city|region)|special region|capital (?:region|territory))$",
    re.IGNORECASE,
)
_TYPE_PREFIX = re.compile(
    r"^(?:autonomous republic of|republic of|emirate of|state of|province of|county of|city of|city and county of"
    r"|county|provincia de|departamento de|estado de|département de|departement de|municipio de|gobernación de)"
    r"\s+(?:the\s+)?",
    re.IGNORECASE,
)
# Names that say a direction or a rank alone: half the countries of Africa have a Central one. They are names only
# with the word for the region.
_DIRECTIONS = frozenset(
    """north south east west northern southern eastern western central centre center middle mid northeast northwest
    southeast southwest northeastern northwestern southeastern southwestern upper lower coast coastal capital lake
    interior islands metropolitan federal autonomous far extreme inner outer highlands plateau lakes hills valley
    nord sud est ouest norte sur este oeste""".split()
)
_LANGUAGES = ("name_en", "name", "name_uk", "name_ru", "name_de", "name_fr", "name_es", "name_pl", "name_tr", "name_ar")
_LEAST_LIKENESS = 0.6  # of two spellings of one name: Sumy and Sumska, not Sumy and Suzdal
# Countries whose two-letter postal codes of regions are written in English texts (Natural Earth has them right).
_POSTAL = frozenset({"US", "CA"})
# Countries whose regions go by their bare names in English: nobody writes Washington State for short.
_PLAIN_NAMES = frozenset({"US", "CA", "AU", "GB"})


def members_of(settlements: Sequence[Record], inside: Mapping[str, Sequence[int]]) -> dict[str, list[Record]]:
    """Settlements of each region, by its id; `inside` adds those of regions that no settlement is said to belong to."""
    members: dict[str, list[Record]] = defaultdict(list)
    for record in settlements:
        for region in {record.adm1_id, record.adm2_id} - {""}:
            members[region].append(record)
    known = {record.id: record for record in settlements}
    members.update({region: [known[str(number)] for number in numbers] for region, numbers in inside.items()})
    return members


def regions(sources: Sources, members: Mapping[str, Sequence[Record]], towns: Set[tuple[str, str]]) -> Iterator[Record]:
    """Make the records of all regions.

    Parameters
    ----------
    sources
        What was read.
    members
        Settlements of each region, by its id; a region without any and without a polygon has no position: left out.
    towns
        Country and folded name of every settlement, to tell which regions need the word for their kind.
    """
    matcher = Matcher(sources.subdivisions.values())
    shapes = shapes_by_place(sources)
    drawn = _drawn_levels(sources, shapes)
    seen: set[str] = set()
    for region in sources.subdivisions.values():
        place_id = str(region.geonameid)
        if place_id in seen:
            continue
        seen.add(place_id)
        shape = _own_names(shapes.get(place_id, {}), region, matcher)
        record = _region(region, sources, shape, members.get(place_id, ()), towns)
        if record is not None:
            yield record
    for place_id, shape in shapes.items():
        if place_id.startswith("ne:"):
            kind = drawn[shape_country(shape)]
            yield _shape_only(place_id, shape, sources.extents[place_id], kind, members.get(place_id, ()))


def _own_names(shape: Mapping[str, Any], region: Subdivision, matcher: Matcher) -> Mapping[str, Any]:
    """Leave out the names of a drawn region that are those of another one.

    The source has the Altai Krai in English as the Altai Republic.
    """
    return {
        key: value
        for key, value in shape.items()
        if not (key in _LANGUAGES and value and matcher.belongs_to_another(value, region))
    }


def _region(
    region: Subdivision,
    sources: Sources,
    shape: Mapping[str, Any],
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
        fame=len(names),
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
    word = _kind_word(shape.get("type_en"))
    return Record(
        id=place_id,
        name=f"{shape['name']} {word}" if is_direction(shape["name"]) else shape["name"],
        kind=kind,
        longitude=extent.longitude,
        latitude=extent.latitude,
        country=shape_country(shape),
        population=_population(members),
        radius_m=extent.radius_m,
        names=tuple(_worded(names, word)),
    )


def is_direction(name: str) -> bool:
    """Whether a name says a direction or a rank alone (``Central``, ``North West``)."""
    return set(fold(name).split()) <= _DIRECTIONS


def _worded(names: Iterable[Name], kind: str) -> Iterator[Name]:
    """Give names that say a direction alone the word for the region; the bare ones are for those who know the place."""
    for name, name_class in names:
        if name_class <= ALTERNATE and is_direction(name):
            yield Name(f"{name} {kind}", name_class)
            yield Name(name, SHORT)
        else:
            yield Name(name, name_class)


def _kind_word(said: str | None) -> str:
    """English word for a region of which the source says what it is; else ``Region``."""
    word = (said or "").strip()
    return word if _TYPE_SUFFIX.fullmatch(f" {word}") else "Region"


def _region_names(
    region: Subdivision, shape: Mapping[str, Any], country: str, towns: Set[tuple[str, str]]
) -> tuple[str, tuple[Name, ...]]:
    """Return the display name of a region and all its names. `towns` are the (country, folded name) of settlements."""
    own = [region.name, *region.aliases]
    english = _english_names(shape, own)
    display = _display_name(region, english, country, towns)
    names = [Name(name, PRIMARY) for name in (display, *english[:1], region.name)]
    names += [Name(name, ALTERNATE) for name in own if is_worth_keeping(name)]
    names += [Name(shape[key], ALTERNATE) for key in _LANGUAGES if shape.get(key)]
    alternates = filter(is_worth_keeping, (shape.get("name_alt") or "").split("|"))
    names += [Name(name, ABBREVIATION if name.endswith(".") else ALTERNATE) for name in alternates]
    names += _region_abbreviations(shape, country)
    short_class = PRIMARY if region.level == 1 else SHORT
    names += [Name(short, short_class) for name in (display, *own) for short in _shortened(name)]
    kind = _kind_word(region.type)
    return f"{display} {kind}" if is_direction(display) else display, tuple(_worded(names, kind))


def _english_names(shape: Mapping[str, Any], own: Iterable[str]) -> list[str]:
    """English names of a drawn region; last those unlike all that GeoNames has, for the source errs now and then."""
    known = [fold(short) for name in own for short in (name, *_shortened(name))]
    names = [shape[key] for key in ("name_en", "name") if shape.get(key)]
    forms = {name: [fold(form) for form in (name, *_shortened(name))] for name in names}
    return sorted(names, key=lambda name: not any(_alike(form, other) for form in forms[name] for other in known))


def _alike(key: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return key.startswith(other) or other.startswith(key) or OSA.normalized_similarity(key, other) >= _LEAST_LIKENESS


def _display_name(region: Subdivision, english: Sequence[str], country: str, towns: Set[tuple[str, str]]) -> str:
    """Name a region as it is shown.

    A first-order one bears the word for its kind (Kyiv Oblast) only where a town bears the bare name; a second-order
    one is named after its town where it has such a name (Bucha Raion, not Buchanskyi).
    """
    typed = [name for name in region.aliases if _TYPE_SUFFIX.search(name)]
    bare = next(iter([*english, *typed]), region.name)
    if region.level == 2:
        kinds = ((name, _TYPE_SUFFIX.sub("", name)) for name in (region.name, *region.aliases))
        return next((name for name, town in kinds if town != name and (country, fold(town)) in towns), region.name)
    oblast = any("oblast" in name.lower() for name in (region.name, *region.aliases))
    if country in _PLAIN_NAMES or not (oblast or (country, fold(bare)) in towns):
        return bare
    folded = {fold(name) for name in (*english, region.name)}
    full = [name for name in (region.name, *region.aliases)
            if _TYPE_SUFFIX.search(name) and fold(_TYPE_SUFFIX.sub("", name)) in folded]  # fmt: skip
    if full:
        return full[0]
    return f"{bare} Oblast" if oblast and not _TYPE_SUFFIX.search(bare) else bare


def shared_names(regions: Iterable[Record], members: Mapping[str, Sequence[Record]]) -> dict[str, list[Name]]:
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
        latin = ukrainian(other) or russian(other) or other
        if name_class <= ALTERNATE and OSA.normalized_similarity(key, fold(latin)) >= _LEAST_LIKENESS:
            yield Name(other, ALTERNATE)


def _region_abbreviations(shape: Mapping[str, Any], country: str) -> Iterator[Name]:
    if country in _POSTAL:
        for key in ("abbrev", "postal"):
            if shape.get(key):
                yield Name(shape[key], ABBREVIATION)


def _shortened(name: str) -> Iterator[str]:
    """Name a region without the word that says what kind of region it is."""
    for pattern in (_TYPE_SUFFIX, _TYPE_PREFIX):
        short = pattern.sub("", name).strip()
        if short != name and len(short) >= SHORTEST and short[:1].isupper() and not short.isdigit():
            yield short


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
