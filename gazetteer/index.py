"""The gazetteer: an index of names and places on disk, mapped into memory.

Two files. ``names.trie`` leads from folded names to row numbers, ``places.col`` holds a row a place. Rows are grouped
by kind (in the order of `gazetteer.records.KINDS`) and sorted by GeoNames id within a kind.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from gazetteer.errors import IndexFileError
from gazetteer.geometry import EARTH_KM, distance_km
from gazetteer.names import fold
from gazetteer.place import Match, MatchKind, Place, PlaceKind
from gazetteer.records import ALTERNATE, KINDS, PRIMARY
from gazetteer.storage import open_columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
NAMES_FILE = "names.trie"
PLACES_FILE = "places.col"

ROW_BITS = 24
"""A value in the trie is the class of the name, shifted left by so many bits, plus the row."""
NO_ROW = 0xFFFF
DEGREE = 100_000
"""Coordinates are kept as integers of 1e-5 degrees (1.1 m)."""
RADIUS_UNIT_M = 100
FUZZY_FROM = 5
"""Letters that a name must have to be looked up with one edit."""
FUZZY_TWO_FROM = 8
"""Letters that a name must have to be looked up with two."""

_Hit = tuple[int, MatchKind, float]  # row, how it matched, score

_ROW_MASK = (1 << ROW_BITS) - 1
_KNOWN_LIMIT = 20_000  # names are remembered once decoded; texts repeat theirs


class Gazetteer:
    """Places by name, by id and by position.

    An instance is cheap to open and safe to share between threads; it cannot be pickled: send its path.
    Rows are plain integers, valid for this index file only.
    """

    def __init__(self, path: Path, names: Any, columns: dict[str, memoryview], meta: dict[str, Any]) -> None:
        self.path = path
        self.meta = meta
        self._names = names
        self._longitude = columns["longitude"]
        self._latitude = columns["latitude"]
        self._population = columns["population"]
        self._geonameid = columns["geonameid"]
        self._country = columns["country"]
        self._radius = columns["radius"]
        self._adm1 = columns["adm1"]
        self._adm2 = columns["adm2"]
        self._code = columns["code"]
        self._name = columns["name"]
        self._strings = columns["strings"]
        self._country_codes: list[str] = meta["countries"]
        self._kind_starts: list[int] = meta["kind_starts"]
        self._other_ids: dict[str, int] = meta["other_ids"]
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """Open an index folder, by default the embedded world index.

        Raises
        ------
        IndexFileError
            When a file of it is missing or damaged.
        """
        import marisa_trie

        folder = DATA if path is None else path
        file = open_columns(folder / PLACES_FILE)
        trie_path = folder / NAMES_FILE
        names = marisa_trie.RecordTrie("<I")
        try:
            if trie_path.stat().st_size != file.meta["names_size"]:
                raise IndexFileError(f"{trie_path}: does not belong to {PLACES_FILE}; build both anew")
            names.mmap(str(trie_path))
        except (OSError, RuntimeError) as error:
            if isinstance(error, IndexFileError):
                raise
            raise IndexFileError(f"{trie_path}: cannot be opened ({error}); restore it or build it anew") from error
        return cls(folder, names, file.columns, file.meta)

    def __len__(self) -> int:
        """Count the places."""
        return len(self._longitude)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._names

    def __reduce__(self) -> tuple[Any, ...]:
        return Gazetteer.open, (self.path,)

    # --- the fast path: rows as plain numbers -------------------------------------------------------------------

    def rows(self, key: str) -> tuple[tuple[int, int], ...]:
        """Rows that bear a folded name, each with the class of the name, primary names first, then by row."""
        known = self._known.get(key)
        if known is not None:
            return known
        found = self._names.get(key)
        if not found:
            return ()
        # Names come back in the order of the trie; by value is by class and row.
        hits = tuple((value & _ROW_MASK, value >> ROW_BITS) for (value,) in sorted(found))
        if len(self._known) >= _KNOWN_LIMIT:
            self._known.clear()
        self._known[key] = hits
        return hits

    def prefixes(self, folded: str) -> list[str]:
        """All keys that are prefixes of a folded text, shortest first (they may end within a word)."""
        return cast("list[str]", self._names.prefixes(folded))

    def longitude(self, row: int) -> float:
        """Degrees east."""
        return self._longitude[row] / DEGREE

    def latitude(self, row: int) -> float:
        """Degrees north."""
        return self._latitude[row] / DEGREE

    def population(self, row: int) -> int:
        """Inhabitants, 0 where unknown."""
        return self._population[row]

    def country_code(self, row: int) -> str:
        """ISO 3166-1 alpha-2 code, or an empty string."""
        return self._country_codes[self._country[row]]

    def kind(self, row: int) -> PlaceKind:
        """Kind of the place."""
        starts = self._kind_starts
        if row >= starts[-1]:
            return KINDS[-1]
        code = len(starts) - 2
        while row < starts[code]:
            code -= 1
        return KINDS[code]

    def radius_m(self, row: int) -> int:
        """Radius of a circle that holds the place's usual extent, metres."""
        return self._radius[row] * RADIUS_UNIT_M

    def adm1_row(self, row: int) -> int:
        """Row of the first-order region that holds the place, or -1."""
        region = self._adm1[row]
        return -1 if region == NO_ROW else region

    def adm2_row(self, row: int) -> int:
        """Row of the second-order region that holds the place, or -1."""
        region = self._adm2[row]
        return -1 if region == NO_ROW else region

    def admin1_code(self, row: int) -> str:
        """GeoNames' code of the first-order region (or of the region itself), or an empty string."""
        if row >= len(self._code):
            row = self._adm1[row]
        return "" if row == NO_ROW else self._string(self._code[row])

    def name(self, row: int) -> str:
        """Preferred English name."""
        return self._string(self._name[row])

    def place_id(self, row: int) -> str:
        """Id of the place."""
        number = self._geonameid[row]
        return str(number) if number else self._ids_by_row()[row]

    # --- places --------------------------------------------------------------------------------------------------

    def place(self, row: int) -> Place:
        """Build the place of a row."""
        adm1, adm2 = self.adm1_row(row), self.adm2_row(row)
        return Place(
            id=self.place_id(row),
            name=self.name(row),
            kind=self.kind(row),
            longitude=self.longitude(row),
            latitude=self.latitude(row),
            country=self.country_code(row),
            admin1=self.name(adm1) if adm1 >= 0 else "",
            admin2=self.name(adm2) if adm2 >= 0 else "",
            admin1_code=self.admin1_code(row),
            population=self.population(row),
            radius_m=self.radius_m(row),
        )

    def row_of(self, place_id: str) -> int | None:
        """Row of a place by its id, or None."""
        if not (place_id.isascii() and place_id.isdigit()):
            return self._other_ids.get(place_id)
        number = int(place_id)
        for start, end in pairwise([*self._kind_starts, len(self)]):
            row = bisect_left(self._geonameid, number, start, end)
            if row < end and self._geonameid[row] == number:
                return row
        return None

    def by_id(self, place_id: str) -> Place | None:
        """Return the place with an id, or None."""
        row = self.row_of(place_id)
        return None if row is None else self.place(row)

    def country(self, iso2: str) -> Place | None:
        """Return a country by its ISO 3166-1 alpha-2 code, or None."""
        row = self._country_rows().get(iso2.upper())
        return None if row is None else self.place(row)

    def countries(self) -> list[Place]:
        """All countries and territories with an ISO code, by code."""
        return [self.place(row) for _, row in sorted(self._country_rows().items())]

    def admin1(self, country: str, code: str) -> Place | None:
        """Return a first-order region by country and GeoNames code (``"UA", "12"``), or None."""
        row = self._admin1_rows().get((country.upper(), code))
        return None if row is None else self.place(row)

    def counts(self) -> dict[PlaceKind, int]:
        """Count the places of each kind."""
        return {kind: len(self._rows_of_kind(kind)) for kind in KINDS}

    def name_count(self) -> int:
        """Count the distinct pairs of folded name and place."""
        return len(self._names)

    # --- look-up by name -----------------------------------------------------------------------------------------

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        within: str | None = None,
        near: tuple[float, float] | None = None,
        kind: PlaceKind | None = None,
        limit: int = 10,
        fuzzy: bool = True,
    ) -> list[Match]:
        """Find places by name, best first.

        Parameters
        ----------
        name
            A name in any case and spelling.
        country
            ISO 3166-1 alpha-2 code to which the search is confined.
        within
            Id of a country or region to which the search is confined.
        near
            (longitude, latitude), degrees: among equally good matches the nearer ones come first.
        kind
            One kind of place to which the search is confined.
        limit
            At most so many matches.
        fuzzy
            Whether to look for similar names when no place bears the name itself: at least five letters, the same
            first letter, one edit (two from eight letters on).

        Returns
        -------
        list of Match
            Empty when nothing is found.
        """
        key = fold(name)
        if not key:
            return []
        allowed = _Filter(self, country, within, kind)
        hits = self._by_key(key, name, allowed) or self._by_type(key, allowed)
        if not hits and fuzzy:
            hits = [(row, "fuzzy", score) for row, score in self._similar(key) if allowed(row)]
        ranked = sorted(_best_of_each(hits), key=lambda hit: self._rank(hit, near))
        return [Match(self.place(row), match, score) for row, match, score in ranked[:limit]]

    def importance(self, row: int) -> float:
        """How likely a bare name means this place, all else equal: log of population, with a bonus by kind."""
        return math.log10(self.population(row) + 10) + _KIND_BONUS[self.kind(row)]

    def _by_key(self, key: str, name: str, allowed: _Filter) -> list[_Hit]:
        return [(row, self._how(row, name, name_class), 1.0) for row, name_class in self.rows(key) if allowed(row)]

    def _by_type(self, key: str, allowed: _Filter) -> list[_Hit]:
        """Regions by a name that says what they are: ``kherson region``, where the key is ``kherson``."""
        bare, _, last = key.rpartition(" ")
        kinds = _TYPE_WORDS.get(last, ())
        return [
            (row, "alternate", 1.0) for row, _ in self.rows(bare) if kinds and self.kind(row) in kinds and allowed(row)
        ]

    def _how(self, row: int, name: str, name_class: int) -> MatchKind:
        if self.name(row) == name:
            return "exact"
        return "folded" if name_class == PRIMARY else "alternate"

    def _rank(self, hit: _Hit, near: tuple[float, float] | None) -> tuple[float, float, int]:
        """Sort key of a hit, the best first."""
        row, match, score = hit
        weight = self.importance(row) + _MATCH_BONUS[match] + 12.0 * (score - 1.0)
        if near is None:
            return (-weight, 0.0, row)
        distance = distance_km(*near, self.longitude(row), self.latitude(row))
        # Ten times as far must be made up for by a hundred times the population.
        return (2.0 * math.log10(distance + 10.0) - weight, distance, row)

    def _similar(self, key: str) -> list[tuple[int, float]]:
        """Rows with a name within the edit distance that the length of the key allows, with the similarity."""
        if len(key) < FUZZY_FROM:
            return []
        near = dict.fromkeys(self._one_edit_away(key), 1)
        if not near and len(key) >= FUZZY_TWO_FROM:
            near = dict.fromkeys(self._two_edits_away(key), 2)
        scores = {candidate: 1.0 - edits / max(len(key), len(candidate)) for candidate, edits in near.items()}
        return [
            (row, scores[candidate])
            for candidate in near
            for row, name_class in self.rows(candidate)
            if name_class <= ALTERNATE
        ]

    def _one_edit_away(self, key: str) -> set[str]:
        """Keys that become this one by a letter added, dropped, changed or swapped with the next; never the first."""
        letters = _ALPHABETS["а" <= key[0] <= "ӿ"]
        heads = [(key[:cut], key[cut:]) for cut in range(1, len(key) + 1)]
        variants = {head + tail[1:] for head, tail in heads if tail}
        variants |= {head + tail[1] + tail[0] + tail[2:] for head, tail in heads if len(tail) > 1}
        for letter in letters:
            variants |= {head + letter + tail for head, tail in heads}
            variants |= {head + letter + tail[1:] for head, tail in heads if tail}
        variants.discard(key)
        return {variant for variant in variants if variant in self._names}

    def _two_edits_away(self, key: str) -> list[str]:
        """Keys within two edits with the same first letter: all of them are looked at, which takes some 40 ms."""
        from rapidfuzz.distance import OSA

        shortest, longest = len(key) - 2, len(key) + 2
        return [
            candidate
            for candidate in self._names.iterkeys(key[0])
            if shortest <= len(candidate) <= longest and OSA.distance(key, candidate, score_cutoff=2) <= 2
        ]

    # --- look-up by position -------------------------------------------------------------------------------------

    def largest(self, west: float, south: float, east: float, north: float, limit: int) -> list[Place]:
        """Settlements within a box, the most populous first, for labels: quarters of a larger one are left out.

        Parameters
        ----------
        west, south, east, north
            Degrees; `west` greater than `east` means a box across the antimeridian.
        limit
            At most so many.
        """
        import numpy as np

        longitudes, latitudes, populations = self._settlement_arrays()
        inside = (latitudes >= south * DEGREE) & (latitudes <= north * DEGREE)
        if west <= east:
            inside &= (longitudes >= west * DEGREE) & (longitudes <= east * DEGREE)
        else:
            inside &= (longitudes >= west * DEGREE) | (longitudes <= east * DEGREE)
        rows = np.flatnonzero(inside)
        order = np.argsort(-populations[rows].astype(np.int64), kind="stable")
        chosen: list[Place] = []
        for row in rows[order]:
            place = self.place(int(row) + self._kind_starts[-1])
            if not any(_contains(larger, place) for larger in chosen):
                chosen.append(place)
            if len(chosen) >= limit:
                break
        return chosen

    def nearest(self, longitude: float, latitude: float, limit: int = 1, max_km: float | None = None) -> list[Place]:
        """Settlements nearest to a position, nearest first, within `max_km` kilometres where that is given."""
        import numpy as np

        longitudes, latitudes, _ = self._settlement_arrays()
        here, there = math.radians(latitude), np.radians(latitudes / DEGREE)
        half = np.radians(longitudes / DEGREE - longitude) / 2
        chord = np.sin((there - here) / 2) ** 2 + math.cos(here) * np.cos(there) * np.sin(half) ** 2
        if max_km is not None:
            limit = min(limit, int(np.count_nonzero(chord <= math.sin(min(max_km / EARTH_KM, math.pi) / 2) ** 2)))
        order = np.argsort(chord, kind="stable")[:limit]
        return [self.place(int(row) + self._kind_starts[-1]) for row in order]

    # --- tables made when first needed ---------------------------------------------------------------------------

    def _string(self, offset: int) -> str:
        # Strings end with a zero byte; the longest name in GeoNames has 200 characters.
        chunk = self._strings[offset : offset + 800].tobytes()
        return chunk[: chunk.index(0)].decode()

    def _settlement_arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint32]]:
        import numpy as np

        start = self._kind_starts[-1]
        return (
            np.frombuffer(self._longitude, np.int32)[start:],
            np.frombuffer(self._latitude, np.int32)[start:],
            np.frombuffer(self._population, np.uint32)[start:],
        )

    def _rows_of_kind(self, kind: PlaceKind) -> range:
        code = KINDS.index(kind)
        bounds = [*self._kind_starts, len(self)]
        return range(bounds[code], bounds[code + 1])

    @cache  # noqa: B019 - as long-lived as the process's one gazetteer
    def _ids_by_row(self) -> dict[int, str]:
        return {row: place_id for place_id, row in self._other_ids.items()}

    @cache  # noqa: B019
    def _country_rows(self) -> dict[str, int]:
        return {self.country_code(row): row for row in self._rows_of_kind("country")}

    @cache  # noqa: B019
    def _admin1_rows(self) -> dict[tuple[str, str], int]:
        return {(self.country_code(row), self.admin1_code(row)): row for row in self._rows_of_kind("adm1")}


class _Filter:
    """Which rows a look-up may answer with."""

    def __init__(self, gazetteer: Gazetteer, country: str | None, within: str | None, kind: PlaceKind | None) -> None:
        self.gazetteer = gazetteer
        self.country = country.upper() if country is not None else None
        self.within = gazetteer.row_of(within) if within is not None else None
        self.nowhere = within is not None and self.within is None
        self.kind = kind

    def __call__(self, row: int) -> bool:
        gazetteer = self.gazetteer
        if self.country is not None and gazetteer.country_code(row) != self.country:
            return False
        if self.kind is not None and gazetteer.kind(row) != self.kind:
            return False
        if self.within is None:
            return not self.nowhere
        if gazetteer.kind(self.within) == "country":
            return gazetteer.country_code(row) == gazetteer.country_code(self.within)
        return self.within in (row, gazetteer.adm1_row(row), gazetteer.adm2_row(row))


# A country outweighs a city of its name, a region one of its own size; a second-order region seldom is what is meant.
_KIND_BONUS: dict[PlaceKind, float] = {
    "country": 3.0, "area": 5.0, "water": 4.0, "site": 4.0, "adm1": -1.0, "adm2": -2.5, "settlement": 0.5,
}  # fmt: skip
# Words that close the English name of a region, and the kinds they can mean.
_TYPE_WORDS: dict[str, tuple[PlaceKind, ...]] = {
    "region": ("adm1", "area"),
    "district": ("adm2", "adm1"),
    "county": ("adm2", "adm1"),
    **dict.fromkeys(("raion", "rayon"), ("adm2",)),
    **dict.fromkeys(("oblast", "province", "governorate", "state", "prefecture", "department", "krai"), ("adm1",)),
}
_ALPHABETS = {False: "abcdefghijklmnopqrstuvwxyz ", True: "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ "}
_MATCH_BONUS: dict[MatchKind, float] = {"exact": 1.05, "folded": 1.0, "alternate": 0.0, "fuzzy": 0.0}


def _contains(larger: Place, place: Place) -> bool:
    """Whether a place lies within the usual extent of another one."""
    if abs(larger.latitude - place.latitude) * 111_000 > larger.radius_m:
        return False
    away = distance_km(larger.longitude, larger.latitude, place.longitude, place.latitude)
    return 1000 * away < larger.radius_m


def _best_of_each(hits: Iterable[_Hit]) -> list[_Hit]:
    """Keep one hit a row, the best."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        known = best.get(hit[0])
        if known is None or hit[2] > known[2]:
            best[hit[0]] = hit
    return list(best.values())


@cache
def default() -> Gazetteer:
    """Return the embedded world index, opened once a process."""
    return Gazetteer.open()
