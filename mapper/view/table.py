"""The events table as the page wants it: checked once, sorted by day, in columns of numbers and of text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from mapper.errors import TableError
from mapper.model import Precision, Status

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

    from mapper.taxonomy import Taxonomy

STATUSES: tuple[str, ...] = get_args(Status)
PRECISIONS: tuple[str, ...] = get_args(Precision)
NODATA = -(2**31)
"""Stands for "no position" and "no day" in the packed columns."""

_EPOCH = date(1970, 1, 1).toordinal()
_MICRODEGREES = 1_000_000
_PLAIN = (
    "event_id", "report_id", "trigger", "sentence", "mention", "place_name", "place_kind", "admin1", "admin2",
    "place_reason", "date_precision", "date_text", "actor", "target", "attribution", "destination_mention",
    "destination_name", "destination_precision", "title", "source", "url", "lang",
)  # fmt: skip
_SHOWN_FAULTS = 50
_AREAS = frozenset({"adm1", "adm2", "area"})


@dataclass(frozen=True, slots=True)
class Table:
    """Events ready to be packed.

    Attributes
    ----------
    rows
        How many events.
    numbers
        Columns of numbers by name, each of length `rows`.
    texts
        Columns of text (and of marks and counts as short lists) by name, each of length `rows`.
    countries, areas
        What the columns ``country`` and ``area`` point into, from 1 (0: none): ISO codes, and place ids with names.
    bounds
        West, south, east, north in degrees; None where no event has a position.
    """

    rows: int
    numbers: dict[str, np.ndarray[Any, Any]]
    texts: dict[str, list[Any]]
    countries: list[str]
    areas: list[tuple[str, str]]
    bounds: tuple[float, float, float, float] | None


def read(events: gpd.GeoDataFrame, taxonomy: Taxonomy) -> Table:
    """Check an events table and take from it what the page needs.

    Parameters
    ----------
    events
        A GeoDataFrame with at least ``geometry`` and ``event_type``; further columns as in `mapper.schema`.
    taxonomy
        Knows the event types.

    Raises
    ------
    TableError
        The table cannot be drawn; the message names every fault with its row.
    """
    cells = _Cells(events)
    ends = _positions(cells)
    _check(cells, ends, taxonomy)
    return _build(cells, ends, taxonomy)


class _Cells:
    """The table's columns as plain lists; a missing column as blanks."""

    def __init__(self, events: Any) -> None:
        import geopandas as gpd

        if not isinstance(events, gpd.GeoDataFrame):
            raise TableError((f"events must be a geopandas.GeoDataFrame, not a {type(events).__name__}",))
        missing = [name for name in ("event_type", "geometry") if name not in events.columns]
        if missing:
            raise TableError(tuple(f"the column {name} is missing" for name in missing))
        if events.crs is not None and events.crs.to_epsg() != 4326:
            events = events.to_crs(4326)
        self.events = events
        self.rows = len(events)

    def text(self, name: str) -> list[str]:
        return [value if type(value) is str else _text(value) for value in self._values(name)]

    def raw(self, name: str) -> list[Any]:
        return list(self._values(name))

    def numbers(self, name: str) -> list[float | None]:
        return [_number(value) for value in self._values(name)]

    def _values(self, name: str) -> Sequence[Any]:
        if name not in self.events.columns:
            return [None] * self.rows
        values: list[Any] = self.events[name].tolist()
        return values


def _positions(cells: _Cells) -> list[tuple[tuple[float, float], ...] | str]:
    """Each row's positions (longitude, latitude): none, one, or both ends of a line; a string is a fault."""
    return [_ends(shape) for shape in cells.events.geometry.array]


def _ends(shape: Any) -> tuple[tuple[float, float], ...] | str:
    if shape is None or shape.is_empty:
        return ()
    if shape.geom_type == "Point":
        found: tuple[tuple[float, float], ...] = ((float(shape.x), float(shape.y)),)
    elif shape.geom_type == "LineString":
        line = shape.coords
        found = tuple((float(longitude), float(latitude)) for longitude, latitude, *_ in (line[0], line[-1]))
    else:
        return f"geometry is a {shape.geom_type}, wanted a Point, a LineString or null"
    for longitude, latitude in found:
        # NaN fails both comparisons too.
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            return f"longitude {longitude:g}, latitude {latitude:g} is not on earth (EPSG:4326, degrees)"
    return found


def _check(cells: _Cells, ends: Sequence[tuple[tuple[float, float], ...] | str], taxonomy: Taxonomy) -> None:
    known = taxonomy.by_id.keys()
    faults = [f"row {row}: {fault}" for row, fault in enumerate(ends) if isinstance(fault, str)]
    faults += _unknown(cells.text("event_type"), known, "event_type")
    faults += _unknown(cells.text("status"), {"", *STATUSES}, "status")
    faults += _unknown(cells.text("precision"), {"", *PRECISIONS}, "precision")
    faults += [f"row {row}: {fault}" for row, fault in _wrong_dates(cells)]
    if faults:
        more = [f"and {len(faults) - _SHOWN_FAULTS} more"] * (len(faults) > _SHOWN_FAULTS)
        raise TableError((*faults[:_SHOWN_FAULTS], *more))


def _unknown(values: Sequence[str], known: Any, name: str) -> Iterator[str]:
    listed = ", ".join(sorted(filter(None, known)))
    for row, value in enumerate(values):
        if value not in known:
            yield f"row {row}: {name} {value!r} is none of {listed}"


def _wrong_dates(cells: _Cells) -> Iterator[tuple[int, str]]:
    for name in ("date_start", "date_end"):
        for row, value in enumerate(cells.raw(name)):
            if not _blank(value) and not isinstance(value, date):
                yield row, f"{name} {value!r} is no datetime.date"


def _build(cells: _Cells, ends: Sequence[Any], taxonomy: Taxonomy) -> Table:
    import numpy as np

    start = [_day(value) for value in cells.raw("date_start")]
    order = np.argsort([2**31 - 1 if day == NODATA else day for day in start], kind="stable")
    countries, country = _index(cells.text("country"))
    areas, area = _index(_area_ids(cells))
    types = {entry.id: number for number, entry in enumerate(taxonomy.types)}
    numbers: dict[str, np.ndarray[Any, Any]] = {
        **_coordinates(ends),
        "type": np.array([types[value] for value in cells.text("event_type")], "u1"),
        "status": _codes(cells.text("status"), STATUSES, "happened"),
        "precision": _codes(_precisions(cells, ends), PRECISIONS, "none"),
        "day": np.array(start, "i4"),
        "dayEnd": np.array([_day(value) for value in cells.raw("date_end")], "i4"),
        "country": np.array(country, "u2"),
        "area": np.array(area, "u4"),
        "radius": np.array([min(max(int(value or 0), 0), 2**31) for value in cells.numbers("radius_m")], "u4"),
        "confidence": np.array([_percent(value) for value in cells.numbers("confidence")], "u1"),
        "background": np.array([not _blank(value) and bool(value) for value in cells.raw("background")], "u1"),
    }
    return Table(
        rows=cells.rows,
        numbers={name: values[order] for name, values in numbers.items()},
        texts={name: [values[row] for row in order] for name, values in _texts(cells).items()},
        countries=countries,
        areas=_named(areas, cells),
        bounds=_bounds(ends),
    )


def _coordinates(ends: Sequence[tuple[tuple[float, float], ...]]) -> dict[str, np.ndarray[Any, Any]]:
    import numpy as np

    flat = np.full((len(ends), 4), NODATA, "i4")
    for row, found in enumerate(ends):
        flat[row, : 2 * len(found)] = [round(value * _MICRODEGREES) for position in found for value in position]
    return {name: np.ascontiguousarray(flat[:, at]) for at, name in enumerate(("lon", "lat", "lon2", "lat2"))}


def _precisions(cells: _Cells, ends: Sequence[Any]) -> list[str]:
    """Fill in what a table lacks: a settlement where there is a position, a country where one is named."""
    return [
        given or ("settlement" if found else "country" if country else "none")
        for given, found, country in zip(cells.text("precision"), ends, cells.text("country"), strict=True)
    ]


def _area_ids(cells: _Cells) -> list[str]:
    return [
        place if precision in _AREAS else ""
        for place, precision in zip(cells.text("place_id"), cells.text("precision"), strict=True)
    ]


def _named(places: Sequence[str], cells: _Cells) -> list[tuple[str, str]]:
    """Give places with the names that the table has for them."""
    names = dict(zip(cells.text("place_id"), cells.text("place_name"), strict=True))
    return [(place, names[place]) for place in places]


def _texts(cells: _Cells) -> dict[str, list[Any]]:
    texts: dict[str, list[Any]] = {name: cells.text(name) for name in _PLAIN}
    texts["published"] = [_iso(value) for value in cells.raw("published")]
    texts["score"] = [_percent(value) for value in cells.numbers("place_score")]
    texts["counts"] = [_counts(value) for value in cells.raw("counts")]
    texts["marks"] = _marks(cells, texts["sentence"])
    return texts


def _marks(cells: _Cells, sentences: Sequence[str]) -> list[list[list[int]]]:
    """Where trigger and place stand in the sentence, in UTF-16 units as JavaScript counts: [start, end, kind]."""
    found: list[list[list[int]]] = [[] for _ in sentences]
    sentence_start = cells.numbers("sentence_start")
    for kind, name in enumerate(("trigger", "mention")):
        words, starts = cells.text(name), cells.numbers(f"{name}_start")
        for row, sentence in enumerate(sentences):
            at = _offset(sentence, words[row], starts[row], sentence_start[row])
            if at is not None:
                found[row].append([*_utf16(sentence, at, at + len(words[row])), kind])
    return found


def _offset(sentence: str, word: str, start: float | None, sentence_start: float | None) -> int | None:
    """Where `word` stands in `sentence`: by the offsets where they agree with the text, else its first place."""
    if not word or not sentence:
        return None
    if start is not None and sentence_start is not None:
        at = int(start - sentence_start)
        if at >= 0 and sentence.startswith(word, at):
            return at
    at = sentence.find(word)
    return at if at >= 0 else None


def _utf16(text: str, *offsets: int) -> list[int]:
    if text.isascii() or max(text) < "\U00010000":
        return list(offsets)
    return [at + sum(character >= "\U00010000" for character in text[:at]) for at in offsets]


_COUNT_FIELDS = ("what", "minimum", "best", "maximum", "qualifier", "unit", "scope")


def _counts(cell: Any) -> list[list[Any]]:
    """Give a cell of counts as short lists in the order of `mapper.model.Count`."""
    if _blank(cell):
        return []
    return [[_count_value(count.get(name)) for name in _COUNT_FIELDS] for count in cell]


def _count_value(value: Any) -> Any:
    if _blank(value):
        return None
    return value if isinstance(value, str) else int(value)


def _bounds(ends: Sequence[tuple[tuple[float, float], ...]]) -> tuple[float, float, float, float] | None:
    positions = [position for found in ends for position in found]
    if not positions:
        return None
    longitudes, latitudes = zip(*positions, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _index(values: Sequence[str]) -> tuple[list[str], list[int]]:
    """Distinct values in alphabetical order, and each row's number among them, from 1; 0 for a blank."""
    distinct = sorted(set(values) - {""})
    number = {value: at for at, value in enumerate(distinct, 1)}
    return distinct, [number.get(value, 0) for value in values]


def _codes(values: Sequence[str], names: Sequence[str], default: str) -> np.ndarray[Any, Any]:
    import numpy as np

    code = {name: number for number, name in enumerate(names)}
    return np.array([code[value or default] for value in values], "u1")


def _day(value: Any) -> int:
    return NODATA if _blank(value) else value.toordinal() - _EPOCH


def _iso(value: Any) -> str:
    if _blank(value):
        return ""
    return str(value)[:10] if isinstance(value, date) else str(value)


def _percent(value: float | None) -> int:
    return 0 if value is None else round(100 * min(max(value, 0.0), 1.0))


def _text(value: Any) -> str:
    return "" if _blank(value) else str(value)


def _number(value: Any) -> float | None:
    return None if _blank(value) else float(value)


def _blank(value: Any) -> bool:
    """None, NaN, NaT and pandas.NA: the many nulls of a table."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in ("NaTType", "NAType")
