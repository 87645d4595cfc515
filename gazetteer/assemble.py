"""From what the sources say to one record a place."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer.airports import airport_records, chosen, merged
from gazetteer.containment import TOO_LARGE
from gazetteer.errors import SourceError
from gazetteer.geometry import Extent, distance_km
from gazetteer.names import fold
from gazetteer.records import ABBREVIATION, ALTERNATE, PRIMARY, Name, Record
from gazetteer.regions import members_of, regions, shared_names
from gazetteer.sources import Airport, Fact, Settlement, Sources
from gazetteer.spelling import alternates, official_ukrainian, plain_spelling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry


def assemble(sources: Sources, outlines: Mapping[str, BaseGeometry] | None = None) -> list[Record]:
    """Make the records of the world index.

    Parameters
    ----------
    sources
        What was read.
    outlines
        Polygons of regions by place id, degrees, to tell in which a site lies; by the nearest settlement without them.

    Returns
    -------
    list of Record
        One a place, in no order that matters.
    """
    settlements = list(_settlements(sources))
    members = members_of(settlements, sources.inside)
    areas = list(regions(sources, members, {(record.country, fold(record.name)) for record in settlements}))
    shared = shared_names(areas, members)
    nearest = Nearest(settlements, Outlines(areas, outlines or {}))
    written = list(_facts(sources, nearest))
    airports, gained = merged(written, airport_records(chosen(sources.airports), nearest))
    shared.update(gained)
    records = [*_countries(sources), *areas, *settlements, *written, *airports]
    _refuse_unknown(records, {"aliases.csv": sources.aliases, "demonyms.csv": sources.demonyms})
    return [_with_aliases(record, sources.aliases.get(record.id, ()), shared.get(record.id, ())) for record in records]


def _refuse_unknown(records: Iterable[Record], written: Mapping[str, Collection[str]]) -> None:
    known = {record.id for record in records}
    for file, ids in written.items():
        unknown = sorted(set(ids) - known)
        if unknown:
            raise SourceError(f"{file} has names for places that are not there: {', '.join(unknown)}")


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
        name = official_ukrainian(row) if row.country == "UA" else plain_spelling(row)
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
            names=(Name(name, PRIMARY), Name(row.name, PRIMARY), *alternates(row)),
            fame=len(set(row.alternates) - {""}),
        )


# --- countries, facts, aliases -----------------------------------------------------------------------------------


def _countries(sources: Sources) -> Iterator[Record]:
    capitals = {(row.country, row.name): row for row in sources.settlements}
    for row in sources.countries:
        extent = sources.extents.get(str(row.geonameid))
        capital = capitals.get((row.iso2, row.capital))
        if capital is not None:
            extent = _with_capital(extent, capital)
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


def _with_capital(extent: Extent | None, capital: Settlement) -> Extent:
    """Where a country lies whose outline is too small to be drawn, or whose largest island is far from its capital."""
    if extent is None:
        return Extent(capital.longitude, capital.latitude, 20_000)
    away_m = round(1000 * distance_km(extent.longitude, extent.latitude, capital.longitude, capital.latitude))
    if extent.radius_m < _ISLAND_M and away_m > _FAR_M:
        return Extent(capital.longitude, capital.latitude, away_m + extent.radius_m)
    return extent


_ISLAND_M = 100_000
_FAR_M = 1_000_000


def _country_name_class(name: str) -> int:
    return ABBREVIATION if name.isupper() and len(name.replace(".", "").replace(" ", "")) <= 5 else ALTERNATE


def _facts(sources: Sources, nearest: Nearest) -> Iterator[Record]:
    for fact in sources.facts:
        near = nearest(fact) if fact.kind in ("site", "settlement") and fact.country else None
        yield Record(
            id=fact.id,
            name=fact.name,
            kind=fact.kind,
            longitude=fact.longitude,
            latitude=fact.latitude,
            country=fact.country,
            admin1_code=near.admin1_code if near else "",
            adm1_id=near.adm1_id if near else "",
            adm2_id=near.adm2_id if near else "",
            radius_m=fact.radius_m,
            names=(Name(fact.name, PRIMARY), *_written_names(fact.names)),
        )


class Outlines:
    """Finds the first-order region of GeoNames within whose polygon a site lies."""

    def __init__(self, regions: Sequence[Record], polygons: Mapping[str, BaseGeometry]) -> None:
        self._regions = [
            region
            for region in regions
            if region.kind == "adm1" and region.id.isdecimal() and region.id in polygons and region.id not in TOO_LARGE
        ]
        self._polygons = [polygons[region.id] for region in self._regions]

    def __call__(self, site: Fact | Airport) -> Record | None:
        """Return the region of the site's country that holds it, if one does."""
        from shapely import Point

        if not self._regions:
            return None
        held = self._tree.query(Point(site.longitude, site.latitude), predicate="covered_by").tolist()
        found = [self._regions[number] for number in held if self._regions[number].country == site.country]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _tree(self) -> STRtree:
        from shapely import STRtree

        return STRtree(self._polygons)


class Nearest:
    """Finds the settlement of the same country that is nearest to a site; of any country, where it has none.

    Its regions are those of the site, unless the outlines know better.
    """

    def __init__(self, settlements: Sequence[Record], outlines: Outlines) -> None:
        self._settlements = settlements
        self._outlines = outlines
        self._of_country: dict[str, list[Record]] = {}
        for record in settlements:
            self._of_country.setdefault(record.country, []).append(record)
        self._positions: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}

    def __call__(self, site: Fact | Airport) -> Record:
        """Return the settlement nearest to a site."""
        import numpy as np

        near = self._of_country.get(site.country, self._settlements)
        if site.country not in self._positions:
            positions = np.array([record.longitude for record in near]), np.array([record.latitude for record in near])
            self._positions[site.country] = positions
        longitudes, latitudes = self._positions[site.country]
        east = (longitudes - site.longitude + 540.0) % 360.0 - 180.0
        away = (latitudes - site.latitude) ** 2 + math.cos(math.radians(site.latitude)) ** 2 * east**2
        town = near[int(np.argmin(away))]
        region = self._outlines(site)
        if region is None or region.id == town.adm1_id:
            return town
        return replace(town, country=site.country, admin1_code=region.admin1_code, adm1_id=region.id, adm2_id="")


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
