"""The table of places on disk: a row of 28 bytes a place, mapped into memory.

Rows are grouped by kind (in the order of `gazetteer.records.KINDS`) and sorted by GeoNames id within a kind. The ids
stand in a column of their own, in which they are searched.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from math import log10
from typing import TYPE_CHECKING, Any, Final, cast

from gazetteer.importance import FAME_BONUSES, MATCH_BONUS, kind_bonuses
from gazetteer.place import Match, MatchKind, Place, PlaceKind
from gazetteer.records import KINDS
from gazetteer.storage import ids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gazetteer.keys import Bearers
    from gazetteer.storage import ColumnFile

NO_ROW: Final = 0xFFFF_FFFF
DEGREE: Final = 100_000
"""Coordinates are kept as integers of 1e-5 degrees (1.1 m)."""
_RADIUS_UNIT_M: Final = 100
MOST_COUNTRIES: Final = 256
"""So many countries one index can number."""

_ROW = struct.Struct("<iiIIIIHBB")
"""Longitude, latitude, population, offset of the name, first- and second-order region, radius, fame, country."""
_unpack = _ROW.unpack_from
ROW_BYTES = _ROW.size
_HALVES, _WORDS = ROW_BYTES // 2, ROW_BYTES // 4
_FIELDS = (
    ("longitude", "<i4"), ("latitude", "<i4"), ("population", "<u4"), ("name", "<u4"), ("adm1", "<u4"),
    ("adm2", "<u4"), ("radius", "<u2"), ("fame", "u1"), ("country", "u1"),
)  # fmt: skip


Weighed = tuple[float, int, MatchKind]
"""Weight of a bearer of a name with its sign turned, so that the weightiest sorts first; its row; how it matched."""


def pack_row(
    longitude: float,
    latitude: float,
    population: int,
    name: int,
    adm1: int,
    adm2: int,
    radius_m: int,
    fame: int,
    country: int,
) -> bytes:
    """Make the row of a place.

    Parameters
    ----------
    longitude, latitude, population, radius_m, fame
        As of `gazetteer.records.Record`.
    name
        Offset of the name among the strings.
    adm1, adm2, country
        Numbers of the regions and the country that hold the place.
    """
    radius = -(-radius_m // _RADIUS_UNIT_M)
    return _ROW.pack(
        round(longitude * DEGREE),
        round(latitude * DEGREE),
        population,
        name,
        adm1,
        adm2,
        radius if radius < 0xFFFF else 0xFFFF,
        fame if fame < 0xFF else 0xFF,
        country,
    )


class PlaceTable:
    """Places by row and by id. Rows are plain integers, valid for this index file only.

    Parameters
    ----------
    file
        The open file.
    """

    def __init__(self, file: ColumnFile) -> None:
        columns, meta, self._mapped, offsets, self._ids_text = file
        self.meta = meta
        self._rows = columns["rows"]
        self._signed, self._words, self._halves = self._rows.cast("i"), self._rows.cast("I"), self._rows.cast("H")
        self._geonameid = columns["geonameid"]
        self._code = columns["code"]
        self._strings_at = offsets["strings"]
        self._renowned = columns["renowned"]
        self._country_codes: list[str] = meta["countries"]
        self._kind_starts: list[int] = meta["kind_starts"]
        self._first_settlement = self._kind_starts[-1]
        self._regions_by_id = meta.get("regions") == "ids"
        self._regions: dict[int, tuple[str, str]] = {0 if self._regions_by_id else NO_ROW: ("", "")}
        self._adm2_names: dict[int, str] = {0 if self._regions_by_id else NO_ROW: ""}
        self._region_above: Callable[[int], tuple[str, str]] | None = None

    def __len__(self) -> int:
        """Count the places."""
        return len(self._geonameid)

    # --- a property of a row -------------------------------------------------------------------------------------

    def trust(self, row: int) -> int:
        """How a place came in: 2 by the user's own list, 1 with the embedded index, 0 with an imported dump."""
        return 0 if self._regions_by_id and row >= 0 else 1

    def longitude(self, row: int) -> float:
        """Degrees east."""
        return self._signed[row * _WORDS] / DEGREE

    def latitude(self, row: int) -> float:
        """Degrees north."""
        return self._signed[row * _WORDS + 1] / DEGREE

    def population(self, row: int) -> int:
        """Inhabitants, 0 where unknown."""
        return self._words[row * _WORDS + 2]

    def country_code(self, row: int) -> str:
        """ISO 3166-1 alpha-2 code, or an empty string."""
        return self._country_codes[self._rows[row * ROW_BYTES + 27]]

    def kind(self, row: int) -> PlaceKind:
        """Kind of the place."""
        if row >= self._first_settlement:
            return KINDS[-1]
        starts = self._kind_starts
        code = len(starts) - 2
        while row < starts[code]:
            code -= 1
        return KINDS[code]

    def radius_m(self, row: int) -> int:
        """Radius of a circle that holds the place's usual extent, metres."""
        return self._halves[row * _HALVES + 12] * _RADIUS_UNIT_M

    def fame(self, row: int) -> int:
        """Count of the names that the source has for the place in all languages; at most 255."""
        return self._rows[row * ROW_BYTES + 26]

    def standing(self, row: int) -> tuple[int, PlaceKind, int]:
        """Inhabitants, kind and fame: what `gazetteer.importance` weighs, in one read."""
        _, _, population, _, _, _, _, fame, _ = _unpack(self._rows, row * ROW_BYTES)
        return population, KINDS[-1] if row >= self._first_settlement else self.kind(row), fame

    def weigh(self, bearers: Bearers, name: bytes, trust: int | None = None) -> list[Weighed]:
        """Weigh the bearers of a name, as `gazetteer.importance.weight` does, and how each of them matches it.

        Parameters
        ----------
        bearers
            Row and class of the name of each.
        name
            What was asked, in UTF-8 and ended by a zero byte.
        trust
            As `trust` tells it, by default of this table's places.
        """
        data, words, mapped, strings = self._rows, self._words, self._mapped, self._strings_at
        first, length = self._first_settlement, len(name)
        bonuses = kind_bonuses(self.trust(0) if trust is None else trust)
        of_settlements = bonuses["settlement"]
        weighed: list[Weighed] = []
        for row, name_class in bearers:
            at = row * _WORDS
            bonus = of_settlements if row >= first else bonuses[self.kind(row)]
            weight = log10(words[at + 2] + 10) + bonus + FAME_BONUSES[data[row * ROW_BYTES + 26]]
            how: MatchKind = "alternate"
            if not name_class:
                start = strings + words[at + 3]
                how = "exact" if mapped[start : start + length] == name else "folded"
            weighed.append((-weight - MATCH_BONUS[how], row, how))
        return weighed

    def adm1_row(self, row: int) -> int:
        """Row of the first-order region that holds the place, or -1."""
        return self._region_row(self._words[row * _WORDS + 4])

    def adm2_row(self, row: int) -> int:
        """Row of the second-order region that holds the place, or -1."""
        return self._region_row(self._words[row * _WORDS + 5])

    def admin1_code(self, row: int) -> str:
        """GeoNames' code of the first-order region (or of the region itself), or an empty string."""
        if row < self._first_settlement:
            return self._string(self._code[row])
        adm1 = self._words[row * _WORDS + 4]
        return (self._regions.get(adm1) or self._region(adm1))[1]

    def region_ids(self, row: int) -> tuple[str, str]:
        """Ids of the first- and second-order region that hold the place, empty where there is none."""
        if self._regions_by_id:
            adm1, adm2 = self._words[row * _WORDS + 4 : row * _WORDS + 6]
            return str(adm1 or ""), str(adm2 or "")
        rows = self.adm1_row(row), self.adm2_row(row)
        adm1_id, adm2_id = (self.place_id(region) if region >= 0 else "" for region in rows)
        return adm1_id, adm2_id

    def name(self, row: int) -> str:
        """Preferred English name."""
        return self._string(self._words[row * _WORDS + 3])

    def place_id(self, row: int) -> str:
        """Id of the place."""
        number = self._geonameid[row]
        return str(number) if number else self._ids_by_row[row]

    # --- places --------------------------------------------------------------------------------------------------

    def place(self, row: int) -> Place:
        """Build the place of a row."""
        longitude, latitude, population, name, adm1, adm2, radius, _, country = _unpack(self._rows, row * ROW_BYTES)
        admin1, code = self._regions.get(adm1) or self._region(adm1)
        admin2 = self._adm2_names.get(adm2)
        if admin2 is None:
            admin2 = self._adm2_name(adm2)
        kind: PlaceKind = "settlement"
        if row < self._first_settlement:
            kind, code = self.kind(row), self._string(self._code[row])
        number, mapped, start = self._geonameid[row], self._mapped, self._strings_at + name
        place = _OpenPlace(
            str(number) if number else self._ids_by_row[row],
            mapped[start : mapped.find(b"\0", start)].decode(),
            kind,
            longitude / DEGREE,
            latitude / DEGREE,
            self._country_codes[country],
            admin1,
            admin2,
            code,
            population,
            radius * _RADIUS_UNIT_M,
        )
        place.__class__ = Place  # type: ignore[assignment]
        return cast("Place", place)

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
        row = self._country_rows.get(iso2.upper())
        return None if row is None else self.place(row)

    def countries(self) -> list[Place]:
        """All countries and territories with an ISO code, by code."""
        return [self.place(row) for _, row in sorted(self._country_rows.items())]

    def country_codes(self) -> frozenset[str]:
        """Codes that places of this index bear, countries of which it has only the code among them."""
        return frozenset(self._country_codes) - {""}

    def admin1(self, country: str, code: str) -> Place | None:
        """Return a first-order region by country and GeoNames code (``"UA", "12"``), or None."""
        row = self._admin1_rows.get((country.upper(), code))
        return None if row is None else self.place(row)

    # --- all rows ------------------------------------------------------------------------------------------------

    def counts(self) -> dict[PlaceKind, int]:
        """Count the places of each kind."""
        return {kind: len(self.rows_of_kind(kind)) for kind in KINDS}

    def rows_of_kind(self, kind: PlaceKind) -> Sequence[int]:
        """Rows of all places of a kind."""
        code = KINDS.index(kind)
        bounds = [*self._kind_starts, len(self)]
        return range(bounds[code], bounds[code + 1])

    def rows_in(self, level: PlaceKind, key: str) -> list[int]:
        """Rows whose country (code), first-order or second-order region (id) is `key`; none for other levels."""
        import numpy as np

        value: int | None = None
        if level == "country":
            value = self._country_codes.index(key) if key in self._country_codes else None
        elif level in ("adm1", "adm2"):
            value = (int(key) if key.isdecimal() else None) if self._regions_by_id else self.row_of(key)
        if value is None:
            return []
        found: list[int] = np.flatnonzero(self._table()[level] == value).tolist()
        return found

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint32], NDArray[np.uint8]]:
        """Longitudes and latitudes (integers of 1e-5 degree), populations and fame of all rows, as numpy arrays."""
        table = self._table()
        return table["longitude"], table["latitude"], table["population"], table["fame"]

    def _table(self) -> NDArray[Any]:
        import numpy as np

        return np.frombuffer(self._rows, np.dtype(list(_FIELDS)))

    def renowned_keys(self, letter: str) -> list[str]:
        """Folded names of well-known places that begin with a letter (`gazetteer.importance.renowned`), sorted."""
        start, end = self.meta["renowned"].get(letter, (0, 0))
        return bytes(self._renowned[start:end]).decode().split("\n") if end > start else []

    def geonameids(self) -> list[int]:
        """GeoNames ids of all places that have one."""
        return [number for number in self._geonameid.tolist() if number]

    # --- tables made when first needed ---------------------------------------------------------------------------

    def _string(self, offset: int) -> str:
        # Strings end with a zero byte. The mapped file is searched, not a view of it, which is made anew at each cut.
        mapped = self._mapped
        start = self._strings_at + offset
        return mapped[start : mapped.find(b"\0", start)].decode()

    def _region_row(self, value: int) -> int:
        """Row of a region as the columns name it: by its row, or by its GeoNames id in a part of a layer."""
        if not self._regions_by_id:
            return -1 if value == NO_ROW else value
        row = self.row_of(str(value)) if value else None
        return -1 if row is None else row

    def resolve_regions(self, find: Callable[[int], tuple[str, str]], known: dict[int, tuple[str, str]]) -> None:
        """Let another table tell the regions that this one names by their GeoNames ids.

        Parameters
        ----------
        find
            Tells the name and the code of a region by its id.
        known
            What was found before, by id; it is added to.
        """
        self._region_above, self._regions = find, known

    def _region(self, value: int) -> tuple[str, str]:
        """Name and GeoNames' code of a region as the rows name it; empty where it is not known."""
        if self._region_above is not None:
            found = self._region_above(value)
        elif (row := self._region_row(value)) >= 0:
            found = self.name(row), self._string(self._code[row])
        else:
            found = "", ""
        self._regions[value] = found
        return found

    def _adm2_name(self, value: int) -> str:
        """Name alone of a second-order region, of which there are tens of thousands."""
        if self._regions_by_id:
            name = (self._regions.get(value) or self._region(value))[0]
        else:
            name = self._string(self._words[value * _WORDS + 3])
        self._adm2_names[value] = name
        return name

    @cached_property
    def _other_ids(self) -> dict[str, int]:
        return ids(self._ids_text)

    @cached_property
    def _ids_by_row(self) -> dict[int, str]:
        return {row: place_id for place_id, row in self._other_ids.items()}

    @cached_property
    def _country_rows(self) -> dict[str, int]:
        return {self.country_code(row): row for row in self.rows_of_kind("country")}

    @cached_property
    def _admin1_rows(self) -> dict[tuple[str, str], int]:
        return {(self.country_code(row), self.admin1_code(row)): row for row in self.rows_of_kind("adm1")}


# A frozen dataclass sets each of its attributes through a call, which takes 1.4 of the 1.7 microseconds in which a
# place is made. So places and matches are made open, and closed by giving them their class: the slots are the same.


class _OpenPlace:
    __slots__ = Place.__slots__

    def __init__(
        self,
        place_id: str,
        name: str,
        kind: PlaceKind,
        longitude: float,
        latitude: float,
        country: str,
        admin1: str,
        admin2: str,
        admin1_code: str,
        population: int,
        radius_m: int,
    ) -> None:
        self.id, self.name, self.kind = place_id, name, kind
        self.longitude, self.latitude = longitude, latitude
        self.country, self.admin1, self.admin2, self.admin1_code = country, admin1, admin2, admin1_code
        self.population, self.radius_m = population, radius_m


class _OpenMatch:
    __slots__ = Match.__slots__

    def __init__(self, place: Place, match: MatchKind, score: float) -> None:
        self.place, self.match, self.score = place, match, score


def make_match(place: Place, match: MatchKind, score: float) -> Match:
    """Make a match, as `Match` does, in half the time."""
    made = _OpenMatch(place, match, score)
    made.__class__ = Match  # type: ignore[assignment]
    return cast("Match", made)
