"""The events table as the page wants it: checked once, sorted by day, in columns of numbers and of text.

What every row is filtered and drawn by is read when the page opens; the rest lies in chunks that are read when one of
their events is. Places, positions, areas and movements are tables of their own, which rows point into from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from mapper.errors import TableError
from mapper.model import Precision, Status
from mapper.view import facets, sizes, spans
from mapper.view.cells import NODATA, Cells, codes, is_blank, joint, least, strings
from mapper.view.pack import Text, to_json
from mapper.view.positions import Ends, micro, positions

if TYPE_CHECKING:
    import geopandas as gpd
    import pyarrow as pa

    from mapper.taxonomy import Taxonomy
    from mapper.view.pack import Column, Numbers

STATUSES: tuple[str, ...] = get_args(Status)
PRECISIONS: tuple[str, ...] = get_args(Precision)
WIDEST_AREA_M = 1_200_000
"""Areas with a greater radius (continents) are listed beside the map, not drawn."""

_SHOWN_FAULTS = 50
_PLACE = ("place_id", "place_name", "place_kind", "admin1", "admin2", "country")
_TEXTS = (
    "event_id", "report_id", "trigger", "sentence", "mention", "place_reason", "date_precision", "date_text", "actor",
    "target", "attribution", "destination_mention", "destination_id", "destination_name", "destination_country",
    "destination_precision", "via", "actor_side", "target_side", "attribution_role", "attribution_verb", "title",
    "url", "lang",
)  # fmt: skip
_SHARE_UNITS = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """Events ready to be packed.

    Attributes
    ----------
    rows
        How many events.
    numbers
        What is read at once: columns of numbers by name, each of length `rows`.
    chunked
        What is read when an event is opened: columns of numbers and text by name, each of length `rows`.
    tables
        Tables that rows point into, by name, each with its columns: ``places``, ``spots`` (positions), ``areas``,
        ``moves``, ``sources``.
    words
        Lists that rows point into, by name: ``countries`` and ``regions`` from 1; ``sides``, ``weapons`` and
        ``protected`` from 0.
    bounds
        West, south, east, north in degrees; None where no event has a position.
    """

    rows: int
    numbers: dict[str, Numbers]
    chunked: dict[str, Column]
    tables: dict[str, dict[str, Column]]
    words: dict[str, list[str]]
    bounds: tuple[float, float, float, float] | None


def read(events: gpd.GeoDataFrame, taxonomy: Taxonomy, *, sized: bool = False) -> Table:
    """Check an events table and take from it what the page needs.

    Parameters
    ----------
    events
        A GeoDataFrame with at least ``geometry`` and ``event_type``; further columns as in `mapper.schema`.
    taxonomy
        Knows the event types.
    sized
        Whether symbols are to differ in size; then `Table.numbers` has ``size``, see `mapper.view.sizes`.

    Raises
    ------
    TableError
        The table cannot be drawn; the message names every fault with its row.
    """
    cells = Cells(events)
    ends = positions(cells)
    days = {name: cells.days(name) for name in ("date_start", "date_end", "published")}
    _check(cells, ends, [*days["date_start"][1], *days["date_end"][1]], taxonomy)
    found = _Builder(cells, ends, {name: values for name, (values, _) in days.items()}, taxonomy)
    if sized:
        return found.build({"size": sizes.sizes(cells)[found.order]})
    return found.build({})


def _check(cells: Cells, ends: Ends, wrong_days: Sequence[str], taxonomy: Taxonomy) -> None:
    faults = list(ends.faults)
    faults += _unknown(cells, "event_type", set(taxonomy.by_id))
    faults += _unknown(cells, "status", {"", *STATUSES})
    faults += _unknown(cells, "precision", {"", *PRECISIONS})
    faults += wrong_days
    if faults:
        more = [f"and {len(faults) - _SHOWN_FAULTS} more"] * (len(faults) > _SHOWN_FAULTS)
        raise TableError((*faults[:_SHOWN_FAULTS], *more))


def _unknown(cells: Cells, name: str, known: set[str]) -> Iterator[str]:
    import numpy as np

    numbers, words = codes(cells.text(name))
    listed = ", ".join(sorted(filter(None, known)))
    named = strings(words)
    wrong = np.array([word not in known for word in named] or [False])
    for row in np.flatnonzero(wrong[numbers]) if len(numbers) else ():
        yield f"row {row}: {name} {named[numbers[row]]!r} is none of {listed}"


class _Builder:
    """Makes the columns, one subject a method, all in the order of days."""

    def __init__(self, cells: Cells, ends: Ends, days: Mapping[str, Numbers], taxonomy: Taxonomy) -> None:
        import numpy as np

        self.cells, self.taxonomy = cells, taxonomy
        start = days["date_start"]
        self.order = np.argsort(np.where(start == NODATA, 2**31 - 1, start), kind="stable")
        self.days = {name: values[self.order] for name, values in days.items()}
        self.ends = ends.take(self.order)
        self._taken: dict[str, pa.LargeBinaryArray] = {}

    def build(self, further: Mapping[str, Numbers]) -> Table:
        """Bring all columns together, with further ones of numbers."""
        numbers, tables, words = self._drawn()
        return Table(
            rows=self.cells.rows,
            numbers={**numbers, **further},
            chunked=self._chunked(),
            tables=tables,
            words=words,
            bounds=self.ends.bounds(),
        )

    def text(self, name: str) -> pa.LargeBinaryArray:
        import pyarrow as pa

        if name not in self._taken:
            self._taken[name] = self.cells.text(name).take(pa.array(self.order))
        return self._taken[name]

    def codes(self, name: str, listed: Sequence[str], default: str = "") -> Numbers:
        """Numbers of words in a list; `default` stands for a blank."""
        import numpy as np

        numbers, words = codes(self.text(name))
        table = np.array([listed.index(word or default) for word in strings(words)] or [0], "u1")
        return table[numbers] if len(numbers) else numbers.astype("u1")

    def _drawn(self) -> tuple[dict[str, Numbers], dict[str, dict[str, Column]], dict[str, list[str]]]:
        place, places, words, of_place = self._places()
        precision = self._precisions(of_place["country"][place - 1])
        spot, spots, area, areas = self._positions(precision, place)
        source, sources = codes(self.text("source"))
        numbers = {
            "type": self.codes("event_type", [entry.id for entry in self.taxonomy.types]),
            "status": self.codes("status", STATUSES, "happened"),
            "precision": precision,
            "day": self.days["date_start"],
            "dayEnd": self.days["date_end"],
            "place": place,
            "country": of_place["country"][place - 1],
            "region": of_place["region"][place - 1],
            "spot": spot,
            "area": area,
            "source": least(source + 1),
            **self._facets(words),
        }
        tables: dict[str, dict[str, Column]] = {
            "places": places,
            "spots": spots,
            "areas": areas,
            "moves": self._moves(spot),
            "sources": {"name": Text.of(sources)},
        }
        return numbers, tables, words

    def _facets(self, words: dict[str, list[str]]) -> dict[str, Numbers]:
        import numpy as np

        found = {name: facets.named(self.cells, column) for name, column in facets.NAMED.items()}
        words |= {name: listed for name, (_, listed) in found.items()}
        columns = {name: least(values[self.order]) for name, (values, _) in found.items()}
        columns["sure"] = facets.sureness(self.cells.numbers("confidence"))[self.order]
        for name in ("background", "claim"):
            columns[name] = np.array(self._flags(name), "u1")[self.order]
        return columns

    def _flags(self, name: str) -> Any:
        import numpy as np

        if not self.cells.has(name):
            return np.zeros(self.cells.rows, "u1")
        values = self.cells.events[name]
        if values.dtype == bool:
            return values.to_numpy()
        return [not is_blank(value) and bool(value) for value in values.tolist()]

    def _places(self) -> tuple[Numbers, dict[str, Column], dict[str, list[str]], dict[str, Numbers]]:
        """Distinct places, each row's number among them from 1; countries and regions, and each place's numbers."""
        import pyarrow as pa

        numbers, first = joint(*(codes(self.text(name))[0] for name in _PLACE))
        of_first = {name: self.text(name).take(pa.array(first)) for name in _PLACE}
        columns: dict[str, Column] = {name: Text.of(of_first[name]) for name in _PLACE}
        country, countries = _sorted_codes(of_first["country"])
        admin1, admin1_words = codes(of_first["admin1"])
        pair, pair_first = joint(country, admin1)
        regions = [
            (countries[country[at] - 1] if country[at] else "", strings(admin1_words.take(pa.array([admin1[at]])))[0])
            for at in pair_first
        ]
        named = [one for one in dict.fromkeys(regions) if one[1]]
        region = _lookup({one: at for at, one in enumerate(named, 1)}, regions)[pair]
        words = {"countries": countries, "regions": [f"{code}\t{name}" for code, name in named]}
        return least(numbers + 1), columns, words, {"country": least(country), "region": least(region)}

    def _precisions(self, country: Numbers) -> Numbers:
        """Fill in what a table lacks: a settlement where there is a position, a country where one is named."""
        import numpy as np

        given = self.codes("precision", ("", *PRECISIONS))
        there = ~np.isnan(self.ends.longitude)
        guess = np.where(
            there,
            PRECISIONS.index("settlement"),
            np.where(country > 0, PRECISIONS.index("country"), PRECISIONS.index("none")),
        )
        return np.where(given == 0, guess, given.astype("i8") - 1).astype("u1")

    def _positions(
        self, precision: Numbers, place: Numbers
    ) -> tuple[Numbers, dict[str, Column], Numbers, dict[str, Column]]:
        """Distinct positions from west to east and distinct areas, and each row's number among them from 1."""
        import numpy as np

        there = ~np.isnan(self.ends.longitude)
        radius = np.clip(self.cells.whole("radius_m", 0)[self.order], 0, 2**31 - 1)
        wide = (precision == PRECISIONS.index("area")) & (radius > WIDEST_AREA_M)
        shown = np.flatnonzero(there & ~wide)
        longitude, latitude = micro(self.ends.longitude[shown]), micro(self.ends.latitude[shown])
        _, first, inverse = np.unique(longitude * 2**32 + latitude + 2**31, return_index=True, return_inverse=True)
        spot = np.zeros(self.cells.rows, "u4")
        spot[shown] = inverse + 1
        spots: dict[str, Column] = {
            "lon": longitude[first].astype("i4"),
            "lat": latitude[first].astype("i4"),
            "place": place[shown][first].astype("u4"),
        }
        area, areas = self._areas(precision, place, spot, radius, wide)
        return least(spot), spots, least(area), areas

    def _areas(
        self, precision: Numbers, place: Numbers, spot: Numbers, radius: Numbers, wide: Numbers
    ) -> tuple[Numbers, dict[str, Column]]:
        """Extents that events lie somewhere in: a region of a place, or a circle around a position."""
        import numpy as np

        extents = [PRECISIONS.index(name) for name in ("near", "adm2", "adm1", "area")]
        rows = np.flatnonzero(np.isin(precision, extents) & ((spot > 0) | wide))
        ids, _ = codes(self.text("place_id"))
        outlined = (precision[rows] != extents[0]) & (np.diff(Text.of(self.text("place_id")).offsets)[rows] > 0)
        key = np.where(outlined, ids[rows], 0)
        numbers, first = joint(
            precision[rows], key, np.where(outlined, 0, spot[rows]), np.where(outlined, 0, radius[rows])
        )
        area = np.zeros(self.cells.rows, "u4")
        area[rows] = numbers + 1
        head = rows[first]
        return area, {
            "place": place[head].astype("u4"),
            "spot": spot[head].astype("u4"),
            "radius": radius[head].astype("u4"),
            "precision": precision[head],
        }

    def _moves(self, spot: Numbers) -> dict[str, Column]:
        """Rows of movements, counted from 0, and where they go."""
        import numpy as np

        rows = np.flatnonzero(~np.isnan(self.ends.longitude2) & (spot > 0))
        return {
            "row": rows.astype("u4"),
            "lon": micro(self.ends.longitude2[rows]).astype("i4"),
            "lat": micro(self.ends.latitude2[rows]).astype("i4"),
        }

    def _chunked(self) -> dict[str, Column]:
        """Make what a card and an export need beyond the above."""
        import numpy as np

        found: dict[str, Column] = {name: Text.of(self.text(name)) for name in _TEXTS}
        found["counts"] = Text.of(self._counts())
        found["published"] = self.days["published"]
        for name in ("place_score", "confidence"):
            share = np.clip(np.round(self.cells.numbers(name)[self.order] * _SHARE_UNITS), 0, _SHARE_UNITS)
            found[name] = np.where(np.isnan(share), 2**16 - 1, share).astype("u2")
        ends = {name: self.cells.numbers(f"destination_{name}")[self.order] for name in ("longitude", "latitude")}
        for name, values in ends.items():
            found[f"destination_{name}"] = np.where(np.isnan(values), NODATA, micro(values)).astype("i4")
        found["radius_m"] = np.clip(self.cells.whole("radius_m", 0)[self.order], 0, 2**31 - 1).astype("u4")
        offsets = {name: self._offsets(name) for name in ("sentence", "trigger", "mention")}
        return found | spans.columns({name: self.text(name) for name in offsets}, offsets)

    def _offsets(self, name: str) -> tuple[Numbers, Numbers]:
        start, end = (self.cells.whole(f"{name}_{side}")[self.order] for side in ("start", "end"))
        return start, end

    def _counts(self) -> pa.LargeBinaryArray:
        """Numbers as JSON lists in the order of `mapper.model.Count`; blank where there are none."""
        import pyarrow as pa

        known: dict[Any, bytes] = {}
        texts = [
            _counts(cell, known) if hasattr(cell, "__len__") and len(cell) else b"" for cell in self.cells.raw("counts")
        ]
        return pa.array(texts, type=pa.large_binary()).take(pa.array(self.order))


_COUNT_FIELDS = ("what", "minimum", "best", "maximum", "qualifier", "unit", "scope")


def _counts(cell: Any, known: dict[Any, bytes]) -> bytes:
    """Write one cell; cells that say the same are written once."""
    key = tuple(tuple(count.get(name) for name in _COUNT_FIELDS) for count in cell)
    if key not in known:
        known[key] = to_json([[_count_value(value) for value in count] for count in key])
    return known[key]


def _count_value(value: Any) -> Any:
    if is_blank(value):
        return None
    return value if isinstance(value, str) else int(value)


def _sorted_codes(array: pa.LargeBinaryArray) -> tuple[Numbers, list[str]]:
    """Distinct values in alphabetical order, and each row's number among them, from 1; 0 for a blank."""
    numbers, words = codes(array)
    named = strings(words)
    distinct = sorted({*named} - {""})
    place = {name: at for at, name in enumerate(distinct, 1)}
    return _lookup({"": 0, **place}, named)[numbers], distinct


def _lookup(numbers: Mapping[Any, int], values: Sequence[Any]) -> Numbers:
    import numpy as np

    return np.array([numbers.get(value, 0) for value in values] or [0], "i8")
