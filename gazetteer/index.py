"""The gazetteer: an index of names and places on disk, mapped into memory.

Two files. ``names.trie`` leads from folded names to row numbers, ``places.col`` holds a row a place. Rows are grouped
by kind (in the order of `gazetteer.records.KINDS`) and sorted by GeoNames id within a kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from gazetteer.errors import IndexFileError
from gazetteer.place import Match, Place, PlaceKind
from gazetteer.records import KINDS
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

_ROW_MASK = (1 << ROW_BITS) - 1
_ANSWERS_LIMIT = 8_192
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
        self._fame = columns["fame"]
        self._adm1 = columns["adm1"]
        self._adm2 = columns["adm2"]
        self._code = columns["code"]
        self._name = columns["name"]
        self._strings = columns["strings"]
        self._country_codes: list[str] = meta["countries"]
        self._kind_starts: list[int] = meta["kind_starts"]
        self._other_ids: dict[str, int] = meta["other_ids"]
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}
        self._answers: dict[tuple[Any, ...], list[Match]] = {}
        self._region_names: dict[int, str] = {}
        self._codes: dict[int, str] = {}
        self._regions_by_id = meta.get("regions") == "ids"

    @classmethod
    def open(cls, path: Path | None = None, layers: Sequence[Path] = ()) -> Gazetteer:
        """Open an index folder, by default the embedded world index.

        Parameters
        ----------
        path
            The folder.
        layers
            Folders of layers (`gazetteer.layers`) to answer with as well.

        Raises
        ------
        IndexFileError
            When a file of it is missing or damaged.
        """
        import marisa_trie

        if layers:
            from gazetteer.layers import LayeredGazetteer

            return LayeredGazetteer.over(cls.open(path), layers)
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
        hits = self.find_rows(key)
        if not hits:
            return ()
        if len(self._known) >= _KNOWN_LIMIT:
            self._known.clear()
        self._known[key] = hits
        return hits

    def find_rows(self, key: str) -> tuple[tuple[int, int], ...]:
        """Rows that bear a folded name, as `rows`, looked up anew."""
        found = self._names.get(key)
        return _hits(found) if found else ()

    def rows_many(self, keys: Iterable[str]) -> list[tuple[tuple[int, int], ...]]:
        """Rows of many folded names, as `rows` gives them for each; nothing is remembered."""
        get = self._names.get
        return [_hits(found) if (found := get(key)) else () for key in keys]

    def all_rows(self, key: str) -> tuple[tuple[int, int], ...]:
        """Rows that bear a folded name, as `rows`, also those that a user's own place of that name hides."""
        return self.rows(key)

    def trust(self, row: int) -> int:
        """How a place came in: 2 by the user's own list, 1 with the embedded index, 0 with an imported dump."""
        return 0 if self._regions_by_id and row >= 0 else 1

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

    def fame(self, row: int) -> int:
        """Count of the names that the source has for the place in all languages; at most 255."""
        return self._fame[row]

    def adm1_row(self, row: int) -> int:
        """Row of the first-order region that holds the place, or -1."""
        return self._region_row(self._adm1[row])

    def adm2_row(self, row: int) -> int:
        """Row of the second-order region that holds the place, or -1."""
        return self._region_row(self._adm2[row])

    def admin1_code(self, row: int) -> str:
        """GeoNames' code of the first-order region (or of the region itself), or an empty string."""
        if row >= len(self._code):
            row = self.adm1_row(row)
        if row < 0:
            return ""
        known = self._codes.get(row)
        if known is None:
            known = self._codes[row] = self._string(self._code[row])
        return known

    def region_ids(self, row: int) -> tuple[str, str]:
        """Ids of the first- and second-order region that hold the place, empty where there is none."""
        if self._regions_by_id:
            adm1, adm2 = self._adm1[row], self._adm2[row]
            return str(adm1 or ""), str(adm2 or "")
        rows = self.adm1_row(row), self.adm2_row(row)
        adm1_id, adm2_id = (self.place_id(region) if region >= 0 else "" for region in rows)
        return adm1_id, adm2_id

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
            admin1=self._region_name(adm1),
            admin2=self._region_name(adm2),
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
        return {kind: len(self.rows_of_kind(kind)) for kind in KINDS}

    def name_count(self) -> int:
        """Count the distinct pairs of folded name and place."""
        return len(self._names)

    def rows_of_kind(self, kind: PlaceKind) -> Sequence[int]:
        """Rows of all places of a kind."""
        code = KINDS.index(kind)
        bounds = [*self._kind_starts, len(self)]
        return range(bounds[code], bounds[code + 1])

    def keys(self, prefix: str) -> Iterator[str]:
        """All folded names that begin with a prefix, in the order of the index; a name of several places recurs."""
        return iter(cast("list[str]", self._names.keys(prefix)))

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint32], NDArray[np.uint8]]:
        """Longitudes and latitudes (integers of 1e-5 degree), populations and fame of all rows, as numpy arrays."""
        import numpy as np

        return (
            np.frombuffer(self._longitude, np.int32),
            np.frombuffer(self._latitude, np.int32),
            np.frombuffer(self._population, np.uint32),
            np.frombuffer(self._fame, np.uint8),
        )

    def renowned_rows(self, bonus: Mapping[PlaceKind, float], fame_weight: float, least: float) -> list[int]:
        """Rows whose importance, as `gazetteer.search.importance` has it with these weights, is `least` or more."""
        import numpy as np

        _, _, population, fame = self.arrays()
        weight = np.log10(population + 10.0) + fame_weight * np.log2(1.0 + fame)
        for kind in KINDS:
            rows = self.rows_of_kind(kind)
            weight[rows[0] if rows else 0 : rows[-1] + 1 if rows else 0] += bonus[kind]
        found: list[int] = np.flatnonzero(weight >= least).tolist()
        return found

    def geonameids(self) -> list[int]:
        """GeoNames ids of all places that have one."""
        return [number for number in self._geonameid.tolist() if number]

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
            first letter (or another vowel), one edit; from eight letters on two, for the names that well-known places
            go by; or the spelling of another language (``Wuhledar``). The less alike the names, the better known the
            place must be (`gazetteer.likeness`).

        Returns
        -------
        list of Match
            Empty when nothing is found.
        """
        asked = (name, country, within, near, kind, fuzzy, limit)
        known = self._answers.get(asked)
        if known is None:
            from gazetteer.search import Query, find

            known = find(self, Query(*asked[:-1]), limit)
            if len(self._answers) >= _ANSWERS_LIMIT:
                self._answers.clear()
            self._answers[asked] = known
        return known.copy()

    def lookup_many(
        self,
        names: Iterable[str],
        *,
        country: str | None = None,
        kind: PlaceKind | None = None,
        limit: int = 1,
        fuzzy: bool = True,
    ) -> list[list[Match]]:
        """Find places by each of many names; the parameters are those of `lookup`."""  # fmt: skip
        return [self.lookup(name, country=country, kind=kind, limit=limit, fuzzy=fuzzy) for name in names]

    # --- look-up by position -------------------------------------------------------------------------------------

    def largest(self, west: float, south: float, east: float, north: float, limit: int) -> list[Place]:
        """Settlements within a box, for labels: the weightiest ones, the most populous first, no quarters of towns.

        Parameters
        ----------
        west, south, east, north
            Degrees; `west` greater than `east` means a box across the antimeridian.
        limit
            At most so many.
        """
        from gazetteer.nearby import largest

        return [self.place(row) for row in largest(self, (west, south, east, north), limit)]

    def nearest(self, longitude: float, latitude: float, limit: int = 1, max_km: float | None = None) -> list[Place]:
        """Settlements nearest to a position, nearest first, within `max_km` kilometres where that is given."""
        from gazetteer.nearby import nearest

        return [self.place(row) for row in nearest(self, longitude, latitude, limit, max_km)]

    def _region_name(self, row: int) -> str:
        known = self._region_names.get(row)
        if known is None:
            known = self._region_names[row] = self.name(row) if row >= 0 else ""
        return known

    def _region_row(self, value: int) -> int:
        """Row of a region as the columns name it: by its row, or by its GeoNames id in a part of a layer."""
        if not self._regions_by_id:
            return -1 if value == NO_ROW else value
        row = self.row_of(str(value)) if value else None
        return -1 if row is None else row

    def containing(self, longitude: float, latitude: float) -> list[Place]:
        """Regions that hold a position, the smallest first: second-order (where known), first-order, country.

        By the record of the settlement within whose usual extent the position lies, else by the outlines of regions;
        within 10 km of a coast the nearest region counts. Disputed areas are told as `gazetteer.boundaries` says.

        Parameters
        ----------
        longitude, latitude
            Degrees.

        Returns
        -------
        list of Place
            Empty at sea.

        Raises
        ------
        ValueError
            When the position is not on earth.
        """
        from gazetteer.containment import containing

        return containing(self, longitude, latitude)

    def parents(self, place: Place) -> list[Place]:
        """Regions that hold a place, the smallest first: second-order, first-order, country, as far as known."""
        row = self.row_of(place.id)
        regions = () if row is None else reversed(self.region_ids(row))
        above = [self.by_id(region) for region in regions if region]
        country = self.country(place.country) if place.kind != "country" else None
        return [found for found in (*above, country) if found is not None]

    def within(self, place_id: str, kind: PlaceKind | None = None, limit: int | None = None) -> list[Place]:
        """Places in a country or region, the most populous first.

        Parameters
        ----------
        place_id
            Id of a country, a first-order or a second-order region; other places hold none.
        kind
            One kind of place to list.
        limit
            At most so many.
        """
        row = self.row_of(place_id)
        if row is None:
            return []
        level = self.kind(row)
        rows = self.rows_in(level, self.country_code(row) if level == "country" else place_id)
        chosen = [held for held in rows if held != row and (kind is None or self.kind(held) == kind)]
        chosen.sort(key=lambda held: (-self.population(held), held))
        return [self.place(held) for held in chosen[:limit]]

    def rows_in(self, level: PlaceKind, key: str) -> list[int]:
        """Rows whose country (code), first-order or second-order region (id) is `key`; none for other levels."""
        import numpy as np

        column: memoryview
        if level == "country":
            column, value = self._country, self._country_codes.index(key) if key in self._country_codes else None
        elif level in ("adm1", "adm2"):
            column = self._adm1 if level == "adm1" else self._adm2
            value = (int(key) if key.isdecimal() else None) if self._regions_by_id else self.row_of(key)
        else:
            return []
        if value is None:
            return []
        found: list[int] = np.flatnonzero(np.asarray(column) == value).tolist()
        return found

    # --- tables made when first needed ---------------------------------------------------------------------------

    def _string(self, offset: int) -> str:
        # Strings end with a zero byte; the longest name in GeoNames has 200 characters, most have less than 40.
        chunk = self._strings[offset : offset + 40].tobytes()
        end = chunk.find(0)
        if end < 0:
            chunk = self._strings[offset : offset + 800].tobytes()
            end = chunk.index(0)
        return chunk[:end].decode()

    @cache  # noqa: B019 - as long-lived as the process's one gazetteer
    def _ids_by_row(self) -> dict[int, str]:
        return {row: place_id for place_id, row in self._other_ids.items()}

    @cache  # noqa: B019
    def _country_rows(self) -> dict[str, int]:
        return {self.country_code(row): row for row in self.rows_of_kind("country")}

    @cache  # noqa: B019
    def _admin1_rows(self) -> dict[tuple[str, str], int]:
        return {(self.country_code(row), self.admin1_code(row)): row for row in self.rows_of_kind("adm1")}


def _hits(found: list[tuple[int]]) -> tuple[tuple[int, int], ...]:
    """Row and class of each value of the trie, by class and row (the trie has them in the order of their bytes)."""
    if len(found) == 1:
        value = found[0][0]
        return ((value & _ROW_MASK, value >> ROW_BITS),)
    return tuple((value & _ROW_MASK, value >> ROW_BITS) for (value,) in sorted(found))


@cache
def default() -> Gazetteer:
    """Return the embedded world index, opened once a process."""
    return Gazetteer.open()
