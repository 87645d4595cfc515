"""Decisions on events and names: read from a table, checked at once, applied to rows.

A table of decisions is CSV or Excel with the columns of `COLUMNS`; others (the context that a review sheet shows) are
left alone. ``decision`` is one of

    accept   the event is right                            event_id
    reject   it is no event                                event_id
    change   it is one, but not so                         event_id, and what is right in new_type, new_status,
                                                           new_date_start, new_date_end, new_place_id
    alias    a name means a place, wherever it stands      name, new_place_id
    never    a name never means a place                    name

Dates are ``2022-03-12``; ``none`` takes a date or a place away. An event is found by its id; where that has changed, by
its report, type and the position of its trigger, if the table has these columns.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from gazetteer import Gazetteer, Place
from mapper.errors import MapperError, TableError
from mapper.model import Precision, Status
from mapper.schema import Row

if TYPE_CHECKING:
    import geopandas

    from mapper.taxonomy import Taxonomy

VERDICTS: Final = ("accept", "reject", "change", "alias", "never")
CHANGES: Final = ("new_type", "new_status", "new_date_start", "new_date_end", "new_place_id")
COLUMNS: Final = ("decision", "event_id", *CHANGES, "name", "note", "report_id", "event_type", "trigger_start")
NONE: Final = "none"

_PRECISION: Final[dict[str, Precision]] = {
    "settlement": "settlement",
    "site": "site",
    "adm2": "adm2",
    "adm1": "adm1",
    "country": "country",
}
_BY_HAND: Final = "decided by hand"


class DecisionError(MapperError, ValueError):
    """A table of decisions is not as it should be. The message names every row at fault."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided on one event: where it stands, the verdict, and what is right instead."""

    where: str
    event_id: str
    verdict: str
    changes: Mapping[str, str]
    key: tuple[str, str, str]


@dataclass
class Decisions:
    """Decisions on events and names.

    Attributes
    ----------
    events
        Decisions by the event's id.
    aliases
        Ids of places by the names that mean them.
    never
        Names that mean no place.
    """

    events: Mapping[str, Decision] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    never: frozenset[str] = frozenset()
    _applied: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, path: str | os.PathLike[str], gazetteer: Gazetteer | None = None) -> Decisions:
        """Read a table of decisions.

        Parameters
        ----------
        path
            A ``.csv`` or ``.xlsx`` file.
        gazetteer
            Knows the places that are decided on; None for the one that ships with the user's own layers.

        Raises
        ------
        DecisionError
            If the file cannot be read, or rows are wrong; tells all of them at once.
        """
        from gazetteer.layers import usual
        from mapper.taxonomy import Taxonomy

        known = gazetteer or usual()
        rows = list(_rows(Path(path)))
        faults = [f"row {number}: {fault}" for number, row in rows for fault in _faults(row, known, Taxonomy.load())]
        events = {row["event_id"]: _decision(number, row) for number, row in rows if row["event_id"]}
        if sum(bool(row["event_id"]) for _, row in rows) > len(events):
            faults.append("an event is decided on more than once")
        if faults:
            raise DecisionError(f"{path}:\n" + "\n".join(f"- {fault}" for fault in faults))
        names = {verdict: [row for _, row in rows if row["decision"] == verdict] for verdict in ("alias", "never")}
        aliases = {row["name"]: row["new_place_id"] for row in names["alias"]}
        return cls(events, aliases, frozenset(row["name"] for row in names["never"]))

    def apply(self, rows: Iterable[Row], gazetteer: Gazetteer | None = None) -> Iterator[Row]:
        """Give the rows as decided: rejected ones left out, changed ones changed, accepted ones sure."""
        from gazetteer.layers import usual
        from mapper.taxonomy import Taxonomy

        known, taxonomy = gazetteer or usual(), Taxonomy.load()
        by_key = {one.key: one for one in self.events.values() if all(one.key)}
        for row in rows:
            key = (row["report_id"], row["event_type"], str(row["trigger_start"]))
            decision = self.events.get(row["event_id"]) or by_key.get(key)
            if decision is None:
                yield row
                continue
            self._applied.add(decision.event_id)
            if decision.verdict != "reject":
                yield _changed(row, decision.changes, known, taxonomy)

    def decide(self, events: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
        """Give an events table as decided; see `apply`. Decisions on names change no table: they are for the stages."""
        from mapper.schema import from_frame, to_frame

        return to_frame(self.apply(from_frame(events)))

    def left(self) -> list[str]:
        """Say which decisions on events have applied to none so far."""
        return [
            f"{one.where}: no event {one.event_id} ({one.verdict})"
            for name, one in self.events.items()
            if name not in self._applied
        ]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows that decide something, all columns of `COLUMNS` in each."""
    for number, cells in _cells(path):
        row = {name: str(cells.get(name) or "").strip() for name in COLUMNS}
        row["decision"] = row["decision"].lower()
        if row["decision"]:
            yield number, row


def _cells(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    readers: dict[str, Callable[[Path], Iterator[tuple[int, Mapping[str, Any]]]]] = {".csv": _csv, ".xlsx": _xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise DecisionError(f"{path}: decisions are read from .csv or .xlsx")
    try:
        yield from reader(path)
    except (OSError, UnicodeDecodeError, csv.Error, TableError) as error:
        raise DecisionError(f"{path}: cannot be read ({error})") from error


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        head = stream.readline()
        stream.seek(0)
        table = csv.DictReader(stream, delimiter=";" if head.count(";") > head.count(",") else ",")
        _refuse_no_decision(table.fieldnames or (), path)
        for cells in table:
            yield table.line_num, cells


def _xlsx(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    from mapper.store.excel import sheet_rows

    rows = sheet_rows(path)
    names = next(rows, [])
    _refuse_no_decision(names, path)
    for number, values in enumerate(rows, start=2):
        yield number, dict(zip(names, values, strict=False))


def _refuse_no_decision(names: Iterable[str], path: Path) -> None:
    if "decision" not in names:
        raise DecisionError(f"{path}: no column 'decision'; known columns: {', '.join(COLUMNS)}")


def _faults(row: Mapping[str, str], gazetteer: Gazetteer, taxonomy: Taxonomy) -> Iterator[str]:
    """Tell what is wrong with a row."""
    verdict = row["decision"]
    if verdict not in VERDICTS:
        yield f"decision {verdict!r} is none of {', '.join(VERDICTS)}"
        return
    needed = {"alias": ("name", "new_place_id"), "never": ("name",)}.get(verdict, ("event_id",))
    yield from (f"{verdict} needs {name}" for name in needed if not row[name])
    if verdict == "change" and not any(row[name] for name in CHANGES):
        yield f"change needs one of {', '.join(CHANGES)}"
    if row["new_type"] and row["new_type"] not in taxonomy.by_id:
        yield f"new_type {row['new_type']!r} is none of {', '.join(taxonomy.by_id)}"
    if row["new_status"] and row["new_status"] not in get_args(Status):
        yield f"new_status {row['new_status']!r} is none of {', '.join(get_args(Status))}"
    if row["new_place_id"] not in ("", NONE) and gazetteer.by_id(row["new_place_id"]) is None:
        yield f"new_place_id {row['new_place_id']!r} is no place of the gazetteer; `gazetteer lookup NAME` tells ids"
    yield from _faults_of_days(row)


def _faults_of_days(row: Mapping[str, str]) -> Iterator[str]:
    days = {}
    for name in ("new_date_start", "new_date_end"):
        try:
            days[name] = _day(row[name])
        except ValueError:
            yield f"{name} {row[name]!r} is no day; write it as 2022-03-12, or none"
    start, end = days.get("new_date_start"), days.get("new_date_end")
    if start and end and end < start:
        yield "new_date_end is before new_date_start"


def _day(text: str) -> date | None:
    """Read a day; a time of day, as spreadsheets add one, is left out."""
    return None if text in ("", NONE) else date.fromisoformat(text.split(" ")[0].split("T")[0])


def _decision(number: int, row: Mapping[str, str]) -> Decision:
    changes = {name: row[name] for name in CHANGES if row[name]} if row["decision"] == "change" else {}
    key = (row["report_id"], row["event_type"], row["trigger_start"])
    return Decision(f"row {number}", row["event_id"], row["decision"], changes, key)


def _changed(row: Row, changes: Mapping[str, str], gazetteer: Gazetteer, taxonomy: Taxonomy) -> Row:
    new = {**row, "confidence": 1.0}
    if "new_type" in changes:
        new["event_type"] = changes["new_type"]
        new["layer"] = taxonomy.by_id[changes["new_type"]].layer
    if "new_status" in changes:
        new["status"] = changes["new_status"]
    if {"new_date_start", "new_date_end"} & changes.keys():
        new |= _days(row, changes)
    if "new_place_id" in changes:
        new |= _placed(row, changes["new_place_id"], gazetteer)
    return new


def _days(row: Row, changes: Mapping[str, str]) -> Row:
    """Give the days decided; an end that the start leaves behind follows it."""
    start = _day(changes["new_date_start"]) if "new_date_start" in changes else row["date_start"]
    end = _day(changes["new_date_end"]) if "new_date_end" in changes else row["date_end"]
    if start and (end is None or end < start) and "new_date_end" not in changes:
        end = start
    kind = "unknown" if start is None else "open" if end is None else "day" if start == end else "range"
    return {"date_start": start, "date_end": end, "date_precision": kind, "date_text": _BY_HAND}


def _placed(row: Row, place_id: str, gazetteer: Gazetteer) -> Row:
    """Give the columns of the place decided, and the geometry with the movement's other end, where there is one."""
    place = None if place_id == NONE else gazetteer.by_id(place_id)
    if place is None:
        blank = dict.fromkeys(("place_id", "place_name", "place_kind", "country", "admin1", "admin2"), "")
        return {
            **blank,
            "precision": NONE,
            "radius_m": 0,
            "place_score": None,
            "place_reason": _BY_HAND,
            "geometry": None,
        }
    precision = precision_of(place)
    point = [round(place.longitude, 6), round(place.latitude, 6)]
    return {
        "place_id": place.id,
        "place_name": place.name,
        "place_kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "precision": precision,
        "radius_m": place.radius_m,
        "place_score": 1.0,
        "place_reason": _BY_HAND,
        "geometry": None if precision == "country" else _geometry(row, point, precision),
    }


def precision_of(place: Place) -> Precision:
    """Give the precision that a place licenses by itself."""
    return _PRECISION.get(place.kind, "area")


def _geometry(row: Row, point: list[float], precision: str) -> Row:
    from mapper.schema import POINT_PRECISIONS

    before = row["geometry"]
    if (
        before
        and before["type"] == "LineString"
        and precision in POINT_PRECISIONS
        and before["coordinates"][-1] != point
    ):
        return {"type": "LineString", "coordinates": [point, before["coordinates"][-1]]}
    return {"type": "Point", "coordinates": point}
