"""Which place each of Natural Earth's regions draws.

The source gives a GeoNames id and an ISO code with each region, but some are those of a neighbour (in Eritrea, Guyana,
Ecuador); the outline is that of the region it names. So an id counts where the names agree, else the name does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from gazetteer.names import fold
from gazetteer.sources import Sources, Subdivision

_LEAST_LIKENESS = 0.75


def shape_country(shape: Mapping[str, Any]) -> str:
    """Country of a Natural Earth region: by its ISO 3166-2 code, which has Crimea in Ukraine, else by its own word."""
    prefix = (shape.get("iso_3166_2") or "")[:2]
    return prefix if prefix.isalpha() else str(shape.get("iso_a2") or "")


def shape_place_ids(sources: Sources) -> list[str]:
    """Id of the place that each of Natural Earth's regions draws; empty for nameless ones and those of no country."""
    matcher = Matcher(sources.subdivisions.values())
    return [matcher.place_id(feature["properties"]) for feature in sources.shapes]


def shapes_by_place(sources: Sources) -> dict[str, dict[str, Any]]:
    """Properties of Natural Earth's regions by the id of the place they draw (the first, where several draw one)."""
    found: dict[str, dict[str, Any]] = {}
    for feature, place_id in zip(sources.shapes, shape_place_ids(sources), strict=True):
        if place_id:
            found.setdefault(place_id, feature["properties"])
    return found


class Matcher:
    """Finds the region of GeoNames that a Natural Earth region draws.

    Parameters
    ----------
    subdivisions
        All regions of GeoNames.
    """

    def __init__(self, subdivisions: Iterable[Subdivision]) -> None:
        self._by_id: dict[int, Subdivision] = {}
        self._by_iso: dict[str, Subdivision] = {}
        self._by_name: dict[tuple[str, str], list[Subdivision]] = defaultdict(list)
        for region in subdivisions:
            self._by_id.setdefault(region.geonameid, region)
            if region.iso_code:
                self._by_iso.setdefault(region.iso_code, region)
            for key in _keys(region):
                self._by_name[region.code[:2], key].append(region)

    def place_id(self, shape: Mapping[str, Any]) -> str:
        """Id of the place that a region draws: GeoNames' where it has it, else Natural Earth's own."""
        region = self._region(shape)
        if region is not None:
            return str(region.geonameid)
        country = shape_country(shape)
        return f"ne:{shape['ne_id']}" if shape.get("name") and len(country) == 2 and country.isalpha() else ""

    def belongs_to_another(self, name: str, region: Subdivision) -> bool:
        """Whether a name is that of another region of the same country and level, and not of this one."""
        bearers = [
            other for other in self._by_name.get((region.code[:2], fold(name)), []) if other.level == region.level
        ]
        return bool(bearers) and region not in bearers

    def _region(self, shape: Mapping[str, Any]) -> Subdivision | None:
        by_id = self._by_id.get(shape.get("gn_id") or 0)
        by_iso = self._by_iso.get(shape.get("iso_3166_2") or "")
        known = [region for region in (by_id, by_iso) if region is not None]
        same = [region for region in known if _names(shape) & (_keys(region) | _without_kind(region))]
        alike = [region for region in known if agree(shape, region)]
        named = self._by_name.get((shape_country(shape), fold(shape.get("name") or "")), [])
        named = [region for region in named if not known or region.level == known[0].level]
        if same:
            return same[0]
        if alike and by_id is by_iso:
            return by_id
        return next(iter([*(named if len(named) == 1 else []), *alike, *known]), None)


def agree(shape: Mapping[str, Any], region: Subdivision) -> bool:
    """Whether a drawn region and one of GeoNames bear like names: one begins the other, or few letters differ."""
    from rapidfuzz.distance import OSA

    return any(
        one.startswith(other) or other.startswith(one) or OSA.normalized_similarity(one, other) >= _LEAST_LIKENESS
        for one in _names(shape)
        for other in _keys(region)
    )


def _names(shape: Mapping[str, Any]) -> set[str]:
    return {fold(shape[key]) for key in ("name", "name_en", "name_local") if shape.get(key)} - {""}


def _without_kind(region: Subdivision) -> set[str]:
    """Names of a region without their last word (``almaty oblysy``), unless that says that it is a city alone."""
    cut = (key.rpartition(" ") for key in _keys(region))
    return {head for head, _, last in cut if head and last not in ("city", "town")}


def _keys(region: Subdivision) -> set[str]:
    return {fold(name) for name in (region.name, *region.aliases)} - {""}
