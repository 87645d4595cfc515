"""The events table: its columns, in order; rows, the GeoDataFrame made of them, and its check.

One row an event, EPSG:4326, (longitude, latitude). A row is a dict with exactly the keys of `COLUMNS`; days
are `datetime.date`, counts a list of dicts, the geometry a GeoJSON geometry or None. The files a table is
kept in are the subject of `mapper.store`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, get_args

from mapper.errors import TableError
from mapper.model import Event, Precision, Report, Resolution, Status

if TYPE_CHECKING:
    import geopandas

    from mapper.taxonomy import Taxonomy

Row = dict[str, Any]
"""One event: the keys of `COLUMNS`, in their order."""

Kind = Literal["text", "integer", "number", "flag", "day", "counts", "geometry"]
"""What a column holds. In a GeoDataFrame: str, int64 (Int64 where a cell may be missing), float64, bool,
datetime64[ms] without a time zone, object (a list of dicts), geometry. In JSON: the plain types; days as
``2022-03-12``. Text is never missing: where there is none it is empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the events table.

    Attributes
    ----------
    name, kind
        Its name, and what it holds.
    missing
        Whether a cell may hold nothing (None in rows, NaN, NA or NaT in a frame). Text is empty instead.
    doc
        Its meaning, with unit and range.
    """

    name: str
    kind: Kind
    missing: bool
    doc: str


def _columns() -> Iterator[Column]:
    specs: tuple[tuple[str, Kind, bool, str], ...] = (
        ("event_id", "text", False, "16 hex digits, the same on every run over the same report"),
        ("report_id", "text", False, "the report's id"),
        ("event_type", "text", False, "id of the type in the taxonomy"),
        ("layer", "text", False, "id of the type's layer"),
        ("status", "text", False, " ".join(get_args(Status))),
        ("trigger", "text", False, "the words that license the event"),
        ("trigger_start", "integer", False, "first character of the trigger in the report's text"),
        ("trigger_end", "integer", False, "the character after it"),
        ("sentence", "text", False, "the sentence of the trigger"),
        ("sentence_start", "integer", False, "first character of the sentence"),
        ("sentence_end", "integer", False, "the character after it"),
        ("mention", "text", False, "the words that name the place; empty where none do"),
        ("mention_start", "integer", True, "first character of the mention"),
        ("mention_end", "integer", True, "the character after it"),
        ("place_id", "text", False, "GeoNames id, or a prefixed id where GeoNames has none (ne:..., em:...)"),
        ("place_name", "text", False, "the place's preferred English name"),
        ("place_kind", "text", False, "settlement site water adm2 adm1 area country"),
        ("country", "text", False, "ISO 3166-1 alpha-2"),
        ("admin1", "text", False, "first-order region"),
        ("admin2", "text", False, "second-order region"),
        ("precision", "text", False, " ".join(get_args(Precision))),
        ("radius_m", "integer", False, "radius of uncertainty around the point, metres; 0 with no place"),
        ("place_score", "number", True, "0 to 1: how sure the place is"),
        ("place_reason", "text", False, "why this place, in words"),
        ("date_start", "day", True, "first day of the event"),
        ("date_end", "day", True, "last day, inclusive; missing where open"),
        ("date_precision", "text", False, "day range month year open unknown"),
        ("date_text", "text", False, "the words that date it"),
        ("actor", "text", False, "who did it, as the report says"),
        ("target", "text", False, "to whom or what"),
        ("attribution", "text", False, "who says so"),
        ("counts", "counts", False, "numbers: what minimum best maximum qualifier unit scope; open bounds null"),
        ("background", "flag", False, "told as history or context"),
        ("destination_mention", "text", False, "the words that name where a movement goes"),
        ("destination_id", "text", False, "as place_id"),
        ("destination_name", "text", False, "as place_name"),
        ("destination_country", "text", False, "as country"),
        ("destination_longitude", "number", True, "degrees"),
        ("destination_latitude", "number", True, "degrees"),
        ("destination_precision", "text", False, "as precision; empty where there is no destination"),
        ("via", "text", False, "names of places that a movement passes through, joined by '; '"),
        ("actor_side", "text", False, "country of the actor's side, ISO 3166-1 alpha-2"),
        ("target_side", "text", False, "country of the target's side"),
        ("weapon", "text", False, "kind: drone missile artillery aircraft mine cluster bomb gun blade"),
        ("protected_target", "text", False, "kind: medical education worship culture aid displaced power water homes "
                                            "market press"),
        ("attribution_role", "text", False, "kind of source: aid medical rescue military police group witnesses media "
                                            "authorities other"),
        ("attribution_side", "text", False, "country that the source speaks for, or its kind where none is named"),
        ("attribution_verb", "text", False, "the verb of saying"),
        ("claim", "flag", False, "one party alone says so"),
        ("confidence", "number", False, "0 to 1: how sure the event is"),
        ("title", "text", False, "the report's title"),
        ("source", "text", False, "the report's source"),
        ("url", "text", False, "the report's address, as given: not checked to be one"),
        ("published", "day", True, "the report's day"),
        ("lang", "text", False, "the report's language"),
        ("geometry", "geometry", True, "point; line for a movement with two known ends; missing where "
                                       "the place is a country, unknown or none"),
    )  # fmt: skip
    for spec in specs:
        yield Column(*spec)


TABLE: tuple[Column, ...] = tuple(_columns())
"""The columns, in order."""

COLUMNS: tuple[str, ...] = tuple(column.name for column in TABLE)
"""Their names, in order."""

POINT_PRECISIONS: frozenset[str] = frozenset({"site", "settlement", "near", "adm2"})
"""Fine enough to be the end of a line on a map."""

UNPLACED_PRECISIONS: frozenset[str] = frozenset({"country", "none"})
"""Never drawn as a point: geometry is missing."""


def to_rows(report: Report, events: Iterable[Event], taxonomy: Taxonomy) -> list[Row]:
    """Make rows of the events of one report, in their order.

    Parameters
    ----------
    report
        The report that the events' offsets count in.
    events
        Its events.
    taxonomy
        Where the layer of each type stands; a type it lacks has an empty layer.
    """
    seen: set[str] = set()
    of_report = {name: getattr(report, name) for name in _OF_REPORT}
    rows: list[Row] = []
    for event in events:
        event_id = _event_id(report.id, event, seen)
        seen.add(event_id)
        known = taxonomy.by_id.get(event.event_type)
        rows.append(
            {
                "event_id": event_id,
                "report_id": report.id,
                "event_type": event.event_type,
                "layer": known.layer if known else "",
                **_words(report.text, event),
                **_where(event),
                **_when_and_who(event),
                **_whither(event),
                **_sides(event),
                **of_report,
                "geometry": _geometry(event),
            }
        )
    return rows


def _event_id(report_id: str, event: Event, seen: set[str]) -> str:
    """Name an event by what it is and where it stands; the n-th of one name (from 2) has its number in it."""
    place = event.place
    where = (place.mention.start, place.mention.end, place.place and place.place.id) if place else ()
    number = 1
    while True:
        key = repr((report_id, event.event_type, event.trigger_start, event.trigger_end, where, number))
        event_id = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        if event_id not in seen:
            return event_id
        number += 1


_OF_REPORT = ("title", "source", "url", "published", "lang")


def _words(text: str, event: Event) -> Row:
    return {
        "status": event.status,
        "trigger": text[event.trigger_start : event.trigger_end],
        "trigger_start": event.trigger_start,
        "trigger_end": event.trigger_end,
        "sentence": text[event.sentence_start : event.sentence_end],
        "sentence_start": event.sentence_start,
        "sentence_end": event.sentence_end,
    }


def _where(event: Event) -> Row:
    resolution = event.place
    mention = resolution.mention if resolution else None
    place = resolution.place if resolution else None
    return {
        "mention": mention.text if mention else "",
        "mention_start": mention.start if mention else None,
        "mention_end": mention.end if mention else None,
        "place_id": place.id if place else "",
        "place_name": place.name if place else "",
        "place_kind": place.kind if place else "",
        "country": event.country or (place.country if place else ""),
        "admin1": place.admin1 if place else "",
        "admin2": place.admin2 if place else "",
        "precision": event.precision,
        "radius_m": resolution.radius_m if resolution else 0,
        "place_score": round(float(resolution.score), 4) if resolution and place else None,
        "place_reason": _reasons(event.place_reason, resolution.reason if resolution else ""),
    }


def _reasons(first: str, second: str) -> str:
    return f"{first}; {second}" if first and second and first != second else first or second


def _when_and_who(event: Event) -> Row:
    return {
        "date_start": event.date_start,
        "date_end": event.date_end,
        "date_precision": event.date_precision,
        "date_text": event.date_text,
        "actor": event.actor,
        "target": event.target,
        "attribution": event.attribution,
        "counts": [{key: getattr(count, key) for key in _OF_COUNT} for count in event.counts],
        "background": event.background,
    }


_OF_COUNT = ("what", "minimum", "best", "maximum", "qualifier", "unit", "scope")


def _whither(event: Event) -> Row:
    destination = event.destination
    place = destination.place if destination else None
    point = _point(destination) or (None, None)
    return {
        "destination_mention": destination.mention.text if destination else "",
        "destination_id": place.id if place else "",
        "destination_name": place.name if place else "",
        "destination_country": place.country if place else "",
        "destination_longitude": point[0],
        "destination_latitude": point[1],
        "destination_precision": destination.precision if destination else "",
        "via": "; ".join([one.place.name for one in event.via if one.place]),
    }


def _sides(event: Event) -> Row:
    return {
        "actor_side": event.actor_side,
        "target_side": event.target_side,
        "weapon": event.weapon,
        "protected_target": event.protected_target,
        "attribution_role": event.attribution_role,
        "attribution_side": event.attribution_side,
        "attribution_verb": event.attribution_verb,
        "claim": event.claim,
        "confidence": round(float(event.confidence), 4),
    }


def _point(resolution: Resolution | None) -> tuple[float, float] | None:
    """Give (longitude, latitude) in degrees, or None where the words license no point."""
    if resolution is None or resolution.longitude is None or resolution.latitude is None:
        return None
    if resolution.precision in UNPLACED_PRECISIONS:
        return None
    return round(resolution.longitude, 6), round(resolution.latitude, 6)


def _geometry(event: Event) -> Row | None:
    start = None if event.precision in UNPLACED_PRECISIONS else _point(event.place)
    if start is None:
        return None
    end = _point(event.destination)
    fine = event.destination is not None and {event.precision, event.destination.precision} <= POINT_PRECISIONS
    if end is not None and fine and end != start:
        return {"type": "LineString", "coordinates": [list(start), list(end)]}
    return {"type": "Point", "coordinates": list(start)}


def to_frame(rows: Iterable[Mapping[str, Any]]) -> geopandas.GeoDataFrame:
    """Make the events table of rows.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an event, the columns of `COLUMNS` with the types that `Kind` tells, EPSG:4326. Also with no
        rows.
    """
    cells = list(map(itemgetter(*COLUMNS), rows))  # row by row: a dict, once read, can go
    columns = dict(zip(COLUMNS, map(list, zip(*cells, strict=True)) if cells else ([] for _ in COLUMNS), strict=True))
    return _frame(columns, geometry=_shapes(columns["geometry"]), crs="EPSG:4326")


def cast(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Give the columns of a frame the order and types of the events table; other columns follow unchanged.

    Raises
    ------
    TableError
        If a column lacks, or holds what cannot be made its type; all of them at once.
    """
    lacking = tuple(f"column {name!r} is missing" for name in COLUMNS if name not in frame.columns)
    if lacking:
        raise TableError(lacking)
    columns = {name: frame[name] for name in COLUMNS if name != "geometry"}
    typed = _frame(columns, geometry=frame.geometry.values, crs=frame.crs, index=frame.index)
    for name in frame.columns:
        if name not in COLUMNS:
            typed[name] = frame[name]
    return typed


def _frame(columns: Mapping[str, Any], **settings: Any) -> geopandas.GeoDataFrame:
    """Make a frame of columns, each with its own type; tells all that do not hold what they should."""
    import geopandas

    faults: list[str] = []
    typed: dict[str, Any] = {}
    for column in TABLE:
        if column.kind == "geometry":
            continue
        try:
            typed[column.name] = _values(columns[column.name], column)
        except (ValueError, TypeError, OverflowError) as error:
            faults.append(f"column {column.name!r} does not hold {column.kind}: {error}")
    if faults:
        raise TableError(tuple(faults))
    return geopandas.GeoDataFrame(typed, **settings)


def _values(values: Any, column: Column) -> Any:
    """Give an array of the column's type."""
    import pandas as pd

    if column.kind == "text":
        texts = values if isinstance(values, list) else list(values)
        if not set(map(type, texts)) <= {str}:
            texts = [_text(value) for value in texts]
        return pd.array(texts, dtype="str")
    if column.kind == "day":
        days = pd.to_datetime(pd.Series(values, dtype="object"), errors="raise", format="ISO8601")
        return days.astype("datetime64[ms]").array
    if column.kind == "counts":
        counts = pd.Series([None] * len(values), dtype="object")
        counts[:] = [_counts(cell) for cell in values]
        return counts.array
    numbers = pd.Series(values, dtype="object") if isinstance(values, list) else values
    if column.kind == "number":
        return numbers.astype("float64").array
    if column.kind == "flag":
        return numbers.astype("bool").array
    whole = pd.to_numeric(numbers, errors="raise")
    return whole.astype("Int64" if column.missing else "int64").array


def _text(value: Any) -> str:
    import pandas as pd

    return value if isinstance(value, str) else "" if pd.isna(value) else str(value)


def _counts(cell: Any) -> list[dict[str, Any]]:
    if cell is None or isinstance(cell, float) or len(cell) == 0:
        return []
    if not all(isinstance(count, dict) and count.keys() >= set(_OF_COUNT) for count in cell):
        raise ValueError(f"each number needs {', '.join(_OF_COUNT)}")
    return [{key: count[key] for key in _OF_COUNT} for count in cell]


def _shapes(geometries: Sequence[Row | None]) -> Any:
    """Give an array of shapes; points, which most are, are made all at once."""
    import numpy as np
    import shapely
    from shapely.geometry import shape

    shapes = np.full(len(geometries), None, dtype=object)
    at: list[int] = []
    pairs: list[Sequence[float]] = []
    for number, geometry in enumerate(geometries):
        if geometry is None:
            continue
        pair: Sequence[float] = geometry["coordinates"] if geometry["type"] == "Point" else ()
        if len(pair) == 2 and type(pair[0]) is type(pair[1]) is float:
            at.append(number)
            pairs.append(pair)
        else:
            shapes[number] = shape(geometry)
    if pairs:
        shapes[at] = shapely.points(np.array(pairs))
    return shapes


def from_frame(frame: geopandas.GeoDataFrame) -> Iterator[Row]:
    """Give the rows of an events table: what `to_frame` made it of."""
    import pandas as pd

    columns = [name for name in COLUMNS if name != "geometry"]
    kinds = {column.name: column for column in TABLE}
    for values, shape in zip(zip(*(frame[name] for name in columns), strict=True), frame.geometry, strict=True):
        row: Row = {}
        for name, value in zip(columns, values, strict=True):
            kind = kinds[name].kind
            if kind != "counts" and pd.isna(value):
                row[name] = None
            else:
                row[name] = _plain(kind, value)
        row["geometry"] = None if shape is None or shape.is_empty else _geojson(shape)
        yield row


def _plain(kind: Kind, value: Any) -> Any:
    if kind == "day":
        return value.date()
    if kind == "counts":
        return _counts(value)
    return {"integer": int, "number": float, "flag": bool}.get(kind, str)(value)


def _geojson(shape: Any) -> Row:
    points = [[float(longitude), float(latitude)] for longitude, latitude in shape.coords]
    return {"type": shape.geom_type, "coordinates": points[0] if shape.geom_type == "Point" else points}


def validate(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Check a table, and give it back with the types of the events table.

    Raises
    ------
    TableError
        With every fault of the table: missing columns, wrong types, unknown words, offsets or days that end
        before they begin, ids that are not unique, positions out of range, a geometry where there must be
        none.
    """
    typed = cast(frame)
    faults = [fault for check in (_faults_of_words, _faults_of_spans, _faults_of_geometry) for fault in check(typed)]
    if faults:
        raise TableError(tuple(faults))
    return typed


def _rows_at(frame: geopandas.GeoDataFrame, wrong: Any, fault: str) -> Iterator[str]:
    """Give the fault with the first rows (counted from 0) that have it, if any."""
    rows = [number for number, one in enumerate(wrong) if one]
    if rows:
        more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
        yield f"{fault} (row {', '.join(map(str, rows[:3]))}{more} of {len(frame)})"


def _faults_of_words(frame: geopandas.GeoDataFrame) -> Iterator[str]:
    for name, words in (("status", get_args(Status)), ("precision", get_args(Precision))):
        yield from _rows_at(frame, ~frame[name].isin(words), f"{name} must be one of: {' '.join(words)}")
    yield from _rows_at(frame, frame["event_id"].duplicated(), "event_id must be unique")


def _faults_of_spans(frame: geopandas.GeoDataFrame) -> Iterator[str]:
    for name in ("trigger", "sentence", "mention"):
        start, end = frame[f"{name}_start"], frame[f"{name}_end"]
        wrong = ((start < 0) | (end < start)).fillna(value=False)
        yield from _rows_at(frame, wrong, f"{name}_start must be 0 or more, and {name}_end not before it")
    yield from _rows_at(frame, frame["date_end"] < frame["date_start"], "date_end must not be before date_start")


def _faults_of_geometry(frame: geopandas.GeoDataFrame) -> Iterator[str]:
    if frame.crs is None or not frame.crs.equals("EPSG:4326", ignore_axis_order=True):  # OGC:CRS84 is the same
        yield f"the table must be in EPSG:4326, not {frame.crs and frame.crs.to_string()}; use to_crs(4326)"
    geometry = frame.geometry
    there = geometry.notna() & ~geometry.is_empty
    kinds = geometry.geom_type.isin(("Point", "LineString"))
    yield from _rows_at(frame, there & ~kinds, "a geometry must be a Point or a LineString")
    bounds = geometry.bounds
    inside = (bounds.minx >= -180) & (bounds.maxx <= 180) & (bounds.miny >= -90) & (bounds.maxy <= 90)
    yield from _rows_at(frame, there & ~inside, "longitude must lie in -180 to 180, latitude in -90 to 90")
    unplaced = frame["precision"].isin(UNPLACED_PRECISIONS)
    yield from _rows_at(frame, there & unplaced, "precision country and none must have no geometry")
