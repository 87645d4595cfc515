"""Gold files: what somebody coded by hand, read and checked.

Three forms are known by what they hold (``docs/evaluate.md`` describes them field by field):

``coded``
    JSON of ``{"doc": {...}}`` or ``{"docs": [...]}``: reports with every event coded.
``labelled``
    JSON Lines of ``{id, text, date, labels, places}``: short texts with labels and, sometimes, where it happened.
``marked``
    JSON Lines of ``{id, text, places: [{start, end, lat, lon, geonameid}]}``: place names marked in texts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from mapper.errors import MapperError
from mapper.evaluate.fields import Row, Span

Form = Literal["coded", "labelled", "marked"]

IMPORTANCE: Final = ("core", "secondary", "optional")
"""How much a coded event counts: it must be found, it should be found, it may be."""

_TOLD_FAULTS: Final = 20


class GoldError(MapperError, ValueError):
    """A gold file is not as it should be; tells every fault (the first twenty), with file and row.

    Parameters
    ----------
    path
        The file.
    faults
        One sentence a fault.
    """

    def __init__(self, path: str, faults: Sequence[str]) -> None:
        more = [f"... and {len(faults) - _TOLD_FAULTS} more"] if len(faults) > _TOLD_FAULTS else []
        super().__init__(f"{path}: no gold file:\n" + "\n".join(f"- {one}" for one in [*faults[:_TOLD_FAULTS], *more]))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place in gold.

    Attributes
    ----------
    name
        As gold has it.
    latitude, longitude
        Degrees; None where gold has no position.
    start, end
        The span in the text; None where it is not marked.
    country
        ISO 3166-1 alpha-2, or an empty string.
    precision
        As in the events table, or an empty string; ``none`` means that nothing may be plotted.
    tolerance_km
        How far off is still right; None where only the country counts.
    geonameid
        GeoNames id, or an empty string.
    kind
        The corpus's own type; ``ignore`` takes a marked name out of the score.
    in_text
        Whether the place can be found in the text.
    """

    name: str
    latitude: float | None
    longitude: float | None
    start: int | None = None
    end: int | None = None
    country: str = ""
    precision: str = ""
    tolerance_km: float | None = None
    geonameid: str = ""
    kind: str = ""
    in_text: bool = True


@dataclass(frozen=True, slots=True)
class GoldCount:
    """A number that gold has for an event; None is an open bound."""

    what: str
    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event coded by hand.

    `types` are all that are right, the best first; `sentence` is an index into the report's sentences. Any of
    `places` is right. `day_start` is None where gold gives no day, `day_end` where it is open; `tolerance_days`
    widens both.
    """

    id: str
    types: tuple[str, ...]
    status: str
    importance: str
    span: Span
    sentence: int
    places: tuple[GoldPlace, ...]
    day_start: date | None
    day_end: date | None
    tolerance_days: int
    counts: tuple[GoldCount, ...]


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One record of a gold file: a report, and what its form codes.

    `record` is the row as it stands in the file; `sentences` and `noise` are spans; a form's unused fields are
    empty.
    """

    id: str
    text: str
    where: str
    record: Mapping[str, Any]
    day: str = ""
    places: tuple[GoldPlace, ...] = ()
    labels: tuple[str, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    sentences: tuple[Span, ...] = ()
    noise: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file: its path, its form and its records."""

    path: str
    form: Form
    records: tuple[GoldRecord, ...]


def read_gold(path: str | os.PathLike[str]) -> Gold:
    """Read and check a gold file.

    Raises
    ------
    GoldError
        The file is none of the three forms, or rows lack what their form needs. Every fault is told with the row
        (the line of a JSON Lines file, the number of the report in a JSON file).
    """
    source = Path(path)
    faults: list[str] = []
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(str(source), (f"cannot be read ({error})",)) from error
    rows = list(_json_rows(text, faults) if source.suffix.lower() == ".json" else _lines(text, faults))
    form = _form(rows)
    if not rows and not faults:
        faults.append("no records at all")
    elif form is None and not faults:
        faults.append(
            "no known form: coded reports have text, sentences and events; labelled texts have text and labels; "
            "marked texts have text and places with start and end"
        )
    records: list[GoldRecord] = []
    if form is not None:
        records = [_READERS[form](Row(where, row, faults)) for where, row in rows]
        faults += _taken(records)
    if faults or form is None:
        raise GoldError(str(source), faults)
    return Gold(str(source), form, tuple(records))


_Rows = Iterator[tuple[str, Mapping[str, Any]]]


def _json_rows(text: str, faults: list[str]) -> _Rows:
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        faults.append(f"broken JSON ({error})")
        return
    docs = [data["doc"]] if isinstance(data, dict) and "doc" in data else data
    docs = docs.get("docs") if isinstance(docs, dict) else docs
    if not isinstance(docs, list):
        faults.append('a JSON file holds {"doc": {...}}, {"docs": [...]} or a list of records')
        return
    yield from _objects(((f"record {number}", doc) for number, doc in enumerate(docs, start=1)), faults)


def _lines(text: str, faults: list[str]) -> _Rows:
    def parsed() -> Iterator[tuple[str, object]]:
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                try:
                    yield f"row {number}", json.loads(line)
                except (json.JSONDecodeError, RecursionError) as error:
                    faults.append(f"row {number}: broken JSON ({error})")

    yield from _objects(parsed(), faults)


def _objects(found: Iterable[tuple[str, object]], faults: list[str]) -> _Rows:
    for where, one in found:
        if isinstance(one, dict):
            yield where, one
        else:
            faults.append(f"{where}: must be a JSON object, not {type(one).__name__}")


def _form(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> Form | None:
    """Tell the form by the fields of the first row."""
    if not rows:
        return None
    first = rows[0][1]
    if "events" in first and "sentences" in first:
        return "coded"
    if "labels" in first:
        return "labelled"
    return "marked" if "places" in first else None


def _taken(records: Sequence[GoldRecord]) -> Iterator[str]:
    seen: set[str] = set()
    for one in records:
        if one.id in seen:
            yield f"{one.where}: the id {one.id!r} is taken by a row before it"
        seen.add(one.id)


def _place(row: Row, length: int, *, marked: bool = False) -> GoldPlace:
    latitude, longitude = row.number("lat", -90, 90), row.number("lon", -180, 180)
    if (latitude is None) != (longitude is None):
        row.fault("lat and lon must both be there, or neither")
    start = end = None
    if marked:
        start, end = row.whole("start", length), row.whole("end", length)
        if start is None or end is None or start >= end:
            row.fault(f"start and end must be offsets with 0 <= start < end <= {length}")
    return GoldPlace(
        name=row.text("name", ""),
        latitude=latitude,
        longitude=longitude,
        start=start,
        end=end,
        country=row.text("country", ""),
        precision=row.text("precision", ""),
        tolerance_km=row.number("tolerance_km", 0, 20040),
        geonameid=str(row.values.get("geonameid") or ""),
        kind=row.text("type", ""),
        in_text=bool(row.values.get("in_text", True)),
    )


def _marked(row: Row) -> GoldRecord:
    text = row.text("text")
    places = tuple(_place(one, len(text), marked=True) for one in row.rows("places", needed=True))
    return GoldRecord(row.name("id"), text, row.where, row.values, places=places)


def _labelled(row: Row) -> GoldRecord:
    text = row.text("text")
    places = tuple(_place(one, len(text)) for one in row.rows("places"))
    return GoldRecord(
        row.name("id"),
        text,
        row.where,
        row.values,
        day=row.text("date", ""),
        places=places,
        labels=row.texts("labels"),
    )


def _coded(row: Row) -> GoldRecord:
    text = row.text("text")
    sentences = tuple(one.span("span", len(text)) for one in row.rows("sentences", needed=True))
    row.day("published")
    forbidden = row.row("must_not_be_events")
    noise = [one.span("span", len(text)) for key in ("negated_or_absent", "noise_lines") for one in forbidden.rows(key)]
    events = tuple(_event(one, len(text), len(sentences)) for one in row.rows("events", needed=True))
    return GoldRecord(
        row.name("doc_id"), text, row.where, row.values, events=events, sentences=sentences, noise=tuple(noise)
    )


def _event(row: Row, length: int, sentences: int) -> GoldEvent:
    when = row.row("date")
    importance = row.text("importance")
    if importance not in IMPORTANCE:
        row.fault(f"importance must be one of: {', '.join(IMPORTANCE)}")
    sentence = row.whole("sentence", sentences - 1)
    if sentence is None:
        row.fault("sentence must be the index of one of sentences")
    return GoldEvent(
        id=row.text("id", ""),
        types=tuple(dict.fromkeys([row.text("type"), *row.texts("accept_types")])),
        status=row.text("status"),
        importance=importance,
        span=row.span("trigger_span", length),
        sentence=sentence or 0,
        places=tuple(_place(one, length) for one in row.rows("places")),
        day_start=when.day("start"),
        day_end=when.day("end"),
        tolerance_days=when.whole("tolerance_days") or 0,
        counts=tuple(GoldCount(one.text("what"), one.whole("min"), one.whole("max")) for one in row.rows("counts")),
    )


_READERS: Mapping[Form, Callable[[Row], GoldRecord]] = {"coded": _coded, "labelled": _labelled, "marked": _marked}
