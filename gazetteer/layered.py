"""Several indexes that answer as one: the embedded one and layers (`gazetteer.layers`)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol
from zlib import crc32

from gazetteer.geometry import distance_km
from gazetteer.importance import OWN_BONUS, RENOWNED_FROM
from gazetteer.index import Gazetteer
from gazetteer.keys import Bearers, NameTable
from gazetteer.layers import Layer, read_layer
from gazetteer.namefilter import LOW_BITS, hashes_and_masks, masks, which_may_be_held
from gazetteer.names import fold
from gazetteer.place import Match, Place, PlaceKind
from gazetteer.records import KINDS
from gazetteer.rows import Weighed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KNOWN_LIMIT: Final = 20_000


class LayeredGazetteer(Gazetteer):
    """Several indexes that answer as one.

    Rows are numbered across them: a user's own places first, then the embedded index, then dumps. A place that several
    hold (by its GeoNames id) answers once, for the first of them.

    Parameters
    ----------
    base
        The embedded index, or one in its place.
    layers
        The layers, in the order in which they answer.
    """

    def __init__(self, base: Gazetteer, layers: Sequence[Layer]) -> None:
        own = [index for layer in layers if layer.origin == "own" for index in layer.indexes()]
        dumps = [index for layer in layers if layer.origin != "own" for index in layer.indexes()]
        self.path = base.path
        self.meta = base.meta
        self.layers = tuple(layers)
        self.base = base
        self._parts = [*own, base, *dumps]
        self._starts = [0, *accumulate(len(part) for part in self._parts)]
        self._numbered = list(zip(self._starts, self._parts, strict=False))
        self._own_end, self._base_end = self._starts[len(own)], self._starts[len(own) + 1]
        further = [index for layer in layers for index in layer.further_names()]
        self._named = [*self._parts, *further]
        self._finders = [
            *(_finder(start, part, part._names) for start, part in self._numbered[: len(own) + 1]),
            *(_finder(self._own_end, index, _FurtherNames(index, base)) for index in further),
            *(_finder(start, part, part._names) for start, part in self._numbered[len(own) + 1 :]),
        ]
        self._masks = masks()
        known = {0: ("", "")}
        for part in (*own, *dumps):
            part.resolve_regions(self._region_by_id, known)
        self._known: dict[str, Bearers] = {}
        self._answers: dict[tuple[Any, ...], list[Match]] = {}

    @classmethod
    def over(cls, base: Gazetteer, paths: Sequence[Path]) -> LayeredGazetteer:
        """Lay the layers in some folders over an index."""
        return cls(base, [read_layer(Path(path)) for path in paths])

    def __len__(self) -> int:
        return self._starts[-1]

    def __contains__(self, key: object) -> bool:
        return any(key in part for part in self._named)

    def __reduce__(self) -> tuple[Any, ...]:
        return Gazetteer.open, (self.path, [layer.path for layer in self.layers])

    @cached_property
    def demonyms(self) -> Mapping[str, tuple[int, ...]]:
        """Words for people, as `Gazetteer.demonyms` has them: those of the embedded index."""
        return {key: tuple(row + self._own_end for row in rows) for key, rows in self.base.demonyms.items()}

    # --- names ---------------------------------------------------------------------------------------------------

    def rows(self, key: str) -> Bearers:
        """Rows that bear a folded name, each with the class of the name; a user's own place hides all others."""
        known = self._known.get(key)
        if known is not None:
            return known
        answer = self.find_rows(key)
        if answer:
            if len(self._known) >= _KNOWN_LIMIT:
                self._known.clear()
            self._known[key] = answer
        return answer

    def find_rows(self, key: str) -> Bearers:
        """Rows that bear a folded name, as `rows`, looked up anew."""
        return self._own_or_all(self.all_rows(key))

    def _own_or_all(self, found: Bearers) -> Bearers:
        if not self._own_end or len(found) < 2:
            return found
        return tuple(pair for pair in found if pair[0] < self._own_end) or found

    def all_rows(self, key: str) -> Bearers:
        """Rows that bear a folded name, each with the class of the name, by layer, then as `Gazetteer.rows` has it."""
        hashed = crc32(key.encode())
        mask = self._masks[hashed & LOW_BITS]
        answer: Bearers = ()
        several = False
        for start, words, size, names, _ in self._finders:
            if words is None or words[hashed * size >> 32] & mask == mask:
                found = names.get(key)
                if found:
                    several = bool(answer)
                    answer += _shifted(found, start)
        return tuple(self._once_each(answer)) if several else answer

    def rows_many(self, keys: Iterable[str]) -> list[Bearers]:
        """Rows of many folded names, as `rows` gives them for each; nothing is remembered."""
        answers = self.all_rows_many(keys)
        return list(map(self._own_or_all, answers)) if self._own_end else answers

    def all_rows_many(self, keys: Iterable[str]) -> list[Bearers]:
        """Rows of many folded names, as `all_rows` gives them for each."""
        asked = list(keys)
        answers: list[Bearers] = [()] * len(asked)
        several: set[int] = set()
        for finder, numbers in self._which_may_hold(asked):
            get, start = finder.names.get, finder.start
            for number in numbers:
                found = get(asked[number])
                if found:
                    if answers[number]:
                        several.add(number)
                    answers[number] += _shifted(found, start)
        for number in several:
            answers[number] = tuple(self._once_each(answers[number]))
        return answers

    def _which_may_hold(self, keys: Sequence[str]) -> Iterator[tuple[_Finder, Iterable[int]]]:
        """Each index with the numbers of those of some folded names that it may hold."""
        hashes, asked = hashes_and_masks([key.encode() for key in keys])
        for finder in self._finders:
            words = finder.words
            yield finder, range(len(keys)) if words is None else which_may_be_held(words, hashes, asked)

    def _once_each(self, hits: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        first: dict[str, tuple[int, int]] = {}
        for hit in hits:
            first.setdefault(self.place_id(hit[0]), hit)
        return list(first.values())

    def known_keys(self, keys: Iterable[str]) -> list[str]:
        """Those of some folded names that a place bears, sorted."""
        asked = list(keys)
        return sorted(
            {
                asked[number]
                for finder, numbers in self._which_may_hold(asked)
                for number in numbers
                if asked[number] in finder.held
            }
        )

    def prefixes(self, folded: str) -> list[str]:
        """All keys that are prefixes of a folded text, shortest first."""
        return sorted({key for part in self._named for key in part.prefixes(folded)}, key=len)

    def keys(self, prefix: str) -> Iterator[str]:
        """All folded names that begin with a prefix, layer by layer."""
        for part in self._named:
            yield from part.keys(prefix)

    def name_count(self) -> int:
        """Count the distinct pairs of folded name and place of each layer."""
        return sum(part.name_count() for part in self._named)

    # --- rows ----------------------------------------------------------------------------------------------------

    def _at(self, row: int) -> tuple[Gazetteer, int]:
        if self._own_end <= row < self._base_end:
            return self.base, row - self._own_end
        number = bisect_right(self._starts, row) - 1
        return self._parts[number], row - self._starts[number]

    def trust(self, row: int) -> int:
        """How a place came in: 2 by the user's own list, 1 with the embedded index, 0 with an imported dump."""
        return 2 if row < self._own_end else 1 if row < self._base_end else 0

    def longitude(self, row: int) -> float:
        """Degrees east."""
        part, local = self._at(row)
        return part.longitude(local)

    def latitude(self, row: int) -> float:
        """Degrees north."""
        part, local = self._at(row)
        return part.latitude(local)

    def population(self, row: int) -> int:
        """Inhabitants, 0 where unknown."""
        part, local = self._at(row)
        return part.population(local)

    def country_code(self, row: int) -> str:
        """ISO 3166-1 alpha-2 code, or an empty string."""
        part, local = self._at(row)
        return part.country_code(local)

    def kind(self, row: int) -> PlaceKind:
        """Kind of the place."""
        part, local = self._at(row)
        return part.kind(local)

    def radius_m(self, row: int) -> int:
        """Radius of a circle that holds the place's usual extent, metres."""
        part, local = self._at(row)
        return part.radius_m(local)

    def fame(self, row: int) -> int:
        """Count of the names that the source has for the place in all languages; at most 255."""
        part, local = self._at(row)
        return part.fame(local)

    def standing(self, row: int) -> tuple[int, PlaceKind, int]:
        """Inhabitants, kind and fame."""
        part, local = self._at(row)
        return part.standing(local)

    def weigh(self, bearers: Bearers, name: bytes, trust: int | None = None) -> list[Weighed]:
        """Weigh the bearers of a name, as `gazetteer.rows.PlaceTable.weigh` does; a user's own ones come first."""
        weighed: list[Weighed] = []
        for row, name_class in bearers:
            part, local = self._at(row)
            trusted = self.trust(row) if trust is None else trust
            ((rank, _, how),) = part.weigh(((local, name_class),), name, trusted)
            weighed.append((rank - OWN_BONUS if trusted == 2 else rank, row, how))
        return weighed

    def region_ids(self, row: int) -> tuple[str, str]:
        """Ids of the first- and second-order region that hold the place, empty where there is none."""
        part, local = self._at(row)
        return part.region_ids(local)

    def adm1_row(self, row: int) -> int:
        """Row of the first-order region that holds the place, or -1."""
        if self._own_end <= row < self._base_end:
            region = self.base.adm1_row(row - self._own_end)
            return region + self._own_end if region >= 0 else -1
        return self._row_or_none(self.region_ids(row)[0])

    def adm2_row(self, row: int) -> int:
        """Row of the second-order region that holds the place, or -1."""
        if self._own_end <= row < self._base_end:
            region = self.base.adm2_row(row - self._own_end)
            return region + self._own_end if region >= 0 else -1
        return self._row_or_none(self.region_ids(row)[1])

    def _region_by_id(self, number: int) -> tuple[str, str]:
        """Name and code of the region with a GeoNames id, in whichever of the indexes it is."""
        row = self.row_of(str(number))
        return ("", "") if row is None else (self.name(row), self.admin1_code(row))

    def _row_or_none(self, place_id: str) -> int:
        row = self.row_of(place_id) if place_id else None
        return -1 if row is None else row

    def admin1_code(self, row: int) -> str:
        """GeoNames' code of the first-order region (or of the region itself), or an empty string."""
        part, local = self._at(row)
        return part.admin1_code(local)

    def place(self, row: int) -> Place:
        """Build the place of a row."""
        part, local = self._at(row)
        return part.place(local)

    def country_codes(self) -> frozenset[str]:
        """Codes that places of these indexes bear."""
        return frozenset().union(*(part.country_codes() for part in self._parts))

    def name(self, row: int) -> str:
        """Preferred English name."""
        part, local = self._at(row)
        return part.name(local)

    def place_id(self, row: int) -> str:
        """Id of the place."""
        part, local = self._at(row)
        return part.place_id(local)

    def row_of(self, place_id: str) -> int | None:
        """Row of a place by its id, or None; of several layers that hold it, the first."""
        for start, part in self._numbered:
            row = part.row_of(place_id)
            if row is not None:
                return start + row
        return None

    # --- all places ----------------------------------------------------------------------------------------------

    def rows_of_kind(self, kind: PlaceKind) -> Sequence[int]:
        """Rows of all places of a kind, layer by layer."""
        return [start + row for start, part in self._numbered
                for row in part.rows_of_kind(kind)]  # fmt: skip

    def rows_in(self, level: PlaceKind, key: str) -> list[int]:
        """Rows whose country (code), first-order or second-order region (id) is `key`; none for other levels."""
        return [start + row for start, part in self._numbered
                for row in part.rows_in(level, key)]  # fmt: skip

    def renowned_keys(self, letter: str) -> list[str]:
        """Folded names of a user's own places and of the embedded index's well-known ones, by their first letter."""
        return sorted({*self.base.renowned_keys(letter), *self._own_keys.get(letter, ())})

    def geonameids(self) -> list[int]:
        """GeoNames ids of all places that have one, layer by layer."""
        return [number for part in self._parts for number in part.geonameids()]

    def counts(self) -> dict[PlaceKind, int]:
        """Count the places of each kind, one in two layers twice."""
        return {kind: sum(len(part.rows_of_kind(kind)) for part in self._parts) for kind in KINDS}

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint32], NDArray[np.uint8]]:
        """Longitudes and latitudes (1e-5 degree), populations and fame of all rows: copies, 13 bytes a place."""
        import numpy as np

        longitudes, latitudes, populations, fame = zip(*(part.arrays() for part in self._parts), strict=True)
        return (
            np.concatenate(longitudes), np.concatenate(latitudes), np.concatenate(populations), np.concatenate(fame),
        )  # fmt: skip

    def largest(self, west: float, south: float, east: float, north: float, limit: int) -> list[Place]:
        """Settlements of the embedded index within a box, for labels (see `Gazetteer.largest`)."""
        return self.base.largest(west, south, east, north, limit)

    def nearest(self, longitude: float, latitude: float, limit: int = 1, max_km: float | None = None) -> list[Place]:
        """Settlements nearest to a position, nearest first, within `max_km` kilometres where that is given."""
        from gazetteer.nearby import nearest

        rows = [
            start + row for start, part in self._numbered for row in nearest(part, longitude, latitude, limit, max_km)
        ]
        rows.sort(key=lambda row: distance_km(longitude, latitude, self.longitude(row), self.latitude(row)))
        places = {place.id: place for place in map(self.place, rows)}
        return list(places.values())[:limit]

    @cached_property
    def _own_keys(self) -> dict[str, set[str]]:
        """Folded names that users' own places go by, if long enough to be looked for with two edits."""
        keys: dict[str, set[str]] = {}
        for row in range(self._own_end):
            if len(key := fold(self.name(row))) >= RENOWNED_FROM:
                keys.setdefault(key[0], set()).add(key)
        return keys

    @cached_property
    def _country_rows(self) -> dict[str, int]:
        return {code: row + self._own_end for code, row in self.base._country_rows.items()}

    @cached_property
    def _admin1_rows(self) -> dict[tuple[str, str], int]:
        return {code: row + self._own_end for code, row in self.base._admin1_rows.items()}


class _Names(Protocol):
    def get(self, key: str) -> Bearers: ...


class _Finder(NamedTuple):
    """Where an index's rows begin, the filter of its names (if any) and its length; what names lead to, and which."""

    start: int
    words: memoryview | None
    size: int
    names: _Names
    held: NameTable


def _finder(start: int, index: Gazetteer, names: _Names) -> _Finder:
    words = index.name_filter
    return _Finder(start, words, 0 if words is None else len(words), names, index._names)


def _shifted(found: Bearers, start: int) -> Bearers:
    return tuple([(start + row, name_class) for row, name_class in found]) if start else found


class _FurtherNames:
    """Names that a layer has for places of the index below: its rows stand for theirs, by the places' ids."""

    def __init__(self, names: Gazetteer, base: Gazetteer) -> None:
        self._names, self._base = names, base
        self._bearers = names._names.get

    def get(self, key: str) -> Bearers:
        """Rows of the index below that bear a folded name; a place that it has no more is left out."""
        found = self._bearers(key)
        if not found:
            return ()
        rows = [(self._base.row_of(self._names.place_id(row)), name_class) for row, name_class in found]
        return tuple((row, name_class) for row, name_class in rows if row is not None)
