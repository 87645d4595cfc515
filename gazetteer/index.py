"""The gazetteer: an index of names and places on disk, mapped into memory.

Two files. ``names.trie`` numbers the folded names (`gazetteer.keys`), ``places.col`` holds a row a place
(`gazetteer.rows`) and which rows bear each name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from gazetteer.keys import Bearers, NameTable, open_names
from gazetteer.namefilter import COLUMN
from gazetteer.names import fold
from gazetteer.place import Match, Place, PlaceKind
from gazetteer.rows import PlaceTable
from gazetteer.search import Query, find, find_anywhere, find_many
from gazetteer.storage import ColumnFile, open_columns

DATA = Path(__file__).parent / "data"
NAMES_FILE = "names.trie"
PLACES_FILE = "places.col"

_ANSWERS_LIMIT = 8_192
_KNOWN_LIMIT = 20_000  # names are remembered once decoded; texts repeat theirs


class Gazetteer(PlaceTable):
    """Places by name, by id and by position.

    An instance is cheap to open and safe to share between threads; when it is pickled, its path is sent.
    Rows are plain integers, valid for this index file only.

    Parameters
    ----------
    path
        Folder of the index.
    names
        Its names.
    file
        Its table of places.
    """

    def __init__(self, path: Path, names: NameTable, file: ColumnFile) -> None:
        super().__init__(file)
        self.path = path
        self._names = names
        self._known: dict[str, Bearers] = {}
        self._answers: dict[tuple[Any, ...], list[Match]] = {}
        self._demonyms_column = file.columns.get("demonyms", memoryview(b""))
        self.name_filter: memoryview | None = file.columns.get(COLUMN)
        """Words of the filter of a layer's part (`gazetteer.namefilter`); the embedded index has none."""

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
        if layers:
            from gazetteer.layered import LayeredGazetteer

            return LayeredGazetteer.over(cls.open(path), layers)
        folder = DATA if path is None else path
        file = open_columns(folder / PLACES_FILE)
        by_name, bearers = file.columns["by_name"], file.columns["bearers"]
        return cls(folder, open_names(folder / NAMES_FILE, file.meta["names_size"], by_name, bearers), file)

    def __contains__(self, key: object) -> bool:
        return key in self._names

    def __reduce__(self) -> tuple[Any, ...]:
        return Gazetteer.open, (self.path,)

    # --- folded names to rows ------------------------------------------------------------------------------------

    def rows(self, key: str) -> Bearers:
        """Rows that bear a folded name, each with the class of the name, primary names first, then by row."""
        known = self._known.get(key)
        if known is not None:
            return known
        hits = self._names.get(key)
        if hits:
            if len(self._known) >= _KNOWN_LIMIT:
                self._known.clear()
            self._known[key] = hits
        return hits

    def find_rows(self, key: str) -> Bearers:
        """Rows that bear a folded name, as `rows`, looked up anew."""
        return self._names.get(key)

    def rows_many(self, keys: Iterable[str]) -> list[Bearers]:
        """Rows of many folded names, as `rows` gives them for each; nothing is remembered."""
        return self._names.get_many(keys)

    def all_rows(self, key: str) -> Bearers:
        """Rows that bear a folded name, as `rows`, also those that a user's own place of that name hides."""
        return self._names.get(key)

    def all_rows_many(self, keys: Iterable[str]) -> list[Bearers]:
        """Rows of many folded names, as `all_rows` gives them for each."""
        return self._names.get_many(keys)

    def known_keys(self, keys: Iterable[str]) -> list[str]:
        """Those of some folded names that a place bears, sorted."""
        return self._names.known(keys)

    def prefixes(self, folded: str) -> list[str]:
        """All keys that are prefixes of a folded text, shortest first (they may end within a word)."""
        return self._names.prefixes(folded)

    def keys(self, prefix: str) -> Iterator[str]:
        """All folded names that begin with a prefix, in the order of the index."""
        return self._names.keys(prefix)

    def name_count(self) -> int:
        """Count the distinct pairs of folded name and place."""
        count: int = self.meta["pairs"]
        return count

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

        Raises
        ------
        ValueError
            When `country` is no code of a country.
        """
        confined = country is not None or within is not None or near is not None or kind is not None
        asked = (name, country, within, near, kind, fuzzy, limit) if confined else (name, fuzzy, limit)
        known = self._answers.get(asked)
        if known is None:
            if confined:
                known = find(self, Query(name, country, within, near, kind, fuzzy), limit)
            else:
                known = find_anywhere(self, name, limit, fuzzy)
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
        """Find places by each of many names.

        Parameters
        ----------
        names
            The names; one that recurs is looked up once.
        country, kind, limit, fuzzy
            As of `lookup`.

        Returns
        -------
        list of list of Match
            Matches of each name, as `lookup` gives them.

        Raises
        ------
        ValueError
            When `country` is no code of a country.
        """
        return find_many(self, names, country, kind, limit, fuzzy=fuzzy)

    @cached_property
    def demonyms(self) -> Mapping[str, tuple[int, ...]]:
        """Rows of the places for whose people a folded word stands (``ukrainians``), the likeliest first.

        These words are no names: `rows` does not know them.
        """
        from gazetteer.demonyms import unpack_demonyms

        return unpack_demonyms(self._demonyms_column)

    def demonym(self, word: str) -> Place | None:
        """Return the place for whose people a word stands (``Ukrainians``, ``Texan``), or None.

        Of several (``Congolese``) the likeliest; `lookup` tells them all.
        """
        rows = self.demonyms.get(fold(word))
        return self.place(rows[0]) if rows else None

    def hromada(self, key: str, adm1_row: int) -> Place | None:
        """Return a Ukrainian village that has no position of its own, placed at its hromada; None where that fails.

        For one who knows the oblast from elsewhere: a bare name leads to no village.

        Parameters
        ----------
        key
            The folded name (`gazetteer.names.fold`), in Ukrainian or Latin letters.
        adm1_row
            Row of the oblast.

        Returns
        -------
        Place or None
            A settlement at its hromada's centre, with the hromada's radius; it has no row. None where no village of
            that name is known in the oblast, or in several hromadas of it: which is meant is open then.
        """
        found = self.hromada_villages(key, self.place_id(adm1_row)) if adm1_row >= 0 else ()
        return found[0] if len(found) == 1 else None

    def hromada_villages(self, key: str, within: str) -> tuple[Place, ...]:
        """Villages as `hromada` has them, all those of a name in an oblast, or a raion, which is told by its id."""
        from gazetteer.hromadas import villages

        region = self.by_id(within)
        register = villages(self.path)
        if register is None or region is None or region.country != "UA" or region.kind not in ("adm1", "adm2"):
            return ()
        found = register.find(self, key, region.admin1_code)
        return tuple(place for place in found if region.kind == "adm1" or place.admin2 == region.name)

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


@cache
def default() -> Gazetteer:
    """Return the embedded world index, opened once a process."""
    return Gazetteer.open()
