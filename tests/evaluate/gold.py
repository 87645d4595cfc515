"""Invented gold files of each form, and the events and places that are told of them."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

from mapper.evaluate.told import ToldEvent, ToldPlace
from mapper.model import Count

TEXT = (
    "Shells hit Izium on Friday, killing 4 people. Buses left Sumy for Poltava on Saturday. "
    "The mayor denied that talks had failed. File picture by a stringer."
)
SENTENCES = ((0, 45), (46, 85), (86, 125), (126, 152))


def _span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def _place(name: str, latitude: float, longitude: float, tolerance: float | None = 15) -> dict[str, Any]:
    return {
        "name": name,
        "country": "UA",
        "lat": latitude,
        "lon": longitude,
        "precision": "settlement" if tolerance is not None else "country",
        "tolerance_km": tolerance,
    }


def _event(number: int, kind: str, words: str, sentence: int, day: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"E{number}",
        "type": kind,
        "accept_types": [],
        "status": "happened",
        "importance": "core",
        "trigger_span": _span(words),
        "sentence": sentence,
        "counts": [],
        "date": {"start": day, "end": day, "tolerance_days": 0},
        **more,
    }


def coded() -> dict[str, Any]:
    """Give a coded report with three events: one core, one secondary, one core at a country."""
    killed = {"what": "killed", "min": 4, "best": 4, "max": 4}
    return {
        "doc": {
            "doc_id": "invented",
            "published": "2022-03-12",
            "text": TEXT,
            "sentences": [{"span": list(span)} for span in SENTENCES],
            "events": [
                _event(1, "shelling", "hit", 0, "2022-03-11", places=[_place("Izium", 49.21, 37.26)], counts=[killed]),
                _event(
                    *(2, "evacuation", "left", 1, "2022-03-12"),
                    places=[_place("Sumy", 50.92, 34.8)],
                    importance="secondary",
                ),
                _event(
                    *(3, "negotiation", "talks", 2, "2022-03-12"),
                    places=[_place("Ukraine", 49.0, 32.0, None)],
                    status="denied",
                    accept_types=["statement"],
                ),
            ],
            "must_not_be_events": {"negated_or_absent": [], "noise_lines": [{"span": list(SENTENCES[3])}]},
        }
    }


def told_event(
    kind: str, words: str, day: date | None, place: ToldPlace | None = None, status: str = "happened", **more: Any
) -> ToldEvent:
    """Give an event as a pipeline would tell it of `TEXT`."""
    start, end = _span(words)
    return ToldEvent(
        event_type=kind,
        status=status,
        start=start,
        end=end,
        country="UA",
        place=place,
        **{"day_start": day, "day_end": day, **more},
    )


IZIUM = ToldPlace("Izium", 11, 16, 49.2088, 37.2485, "707753")
KYIV = ToldPlace("Kyiv", 11, 16, 50.4547, 30.5238, "703448")
SUMY = ToldPlace("Sumy", 57, 61, 50.9216, 34.8003, "692194")
FRIDAY, SATURDAY = date(2022, 3, 11), date(2022, 3, 12)

RIGHT = (
    told_event("shelling", "hit", FRIDAY, IZIUM, counts=(Count("killed", 4, 4, 4),)),
    told_event("evacuation", "left", SATURDAY, SUMY),
    told_event("negotiation", "talks", SATURDAY, status="denied"),
)
"""What is told where all is right."""

LABELLED: list[dict[str, Any]] = [
    {
        "id": "a",
        "date": "2023-05-01",
        "text": "A blast hit Aden.",
        "labels": ["BOMB", "OTHER"],
        "places": [{"name": "Aden", "lat": 12.78, "lon": 45.04}],
    },
    {"id": "b", "date": "2023-05-01", "text": "Crowds marched in Lima.", "labels": ["MARCH"], "places": []},
    {
        "id": "c",
        "date": "2023-05-02",
        "text": "Nothing to see.",
        "labels": ["BOMB"],
        "places": [{"name": "Taiz", "lat": 13.58, "lon": 44.02, "in_text": False}],
    },
    {"id": "d", "date": None, "text": "A quiet day in Oslo.", "labels": ["OTHER"]},
]
LABEL_MAP: dict[str, list[str]] = {"BOMB": ["explosion_mine", "airstrike"], "MARCH": ["protest"], "OTHER": []}

MARKED: list[dict[str, Any]] = [
    {
        "id": "m1",
        "text": "From Paris to Lyon, says the BBC.",
        "places": [
            {"start": 5, "end": 10, "name": "Paris", "lat": 48.85, "lon": 2.35, "geonameid": "2988507"},
            {"start": 14, "end": 18, "name": "Lyon", "lat": 45.75, "lon": 4.85},
            {"start": 29, "end": 32, "name": "BBC", "lat": None, "lon": None, "type": "ignore"},
        ],
    },
    {
        "id": "m2",
        "text": "Rome and Oz.",
        "places": [
            {"start": 0, "end": 4, "name": "Rome", "lat": 41.89, "lon": 12.48},
            {"start": 9, "end": 11, "name": "Oz", "lat": None, "lon": None},
        ],
    },
]


def write_coded(folder: Path, doc: dict[str, Any] | None = None) -> Path:
    """Write a coded report to a file."""
    path = folder / "coded.json"
    path.write_text(json.dumps(coded() if doc is None else doc), encoding="utf-8")
    return path


def write_rows(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    """Write rows as JSON Lines."""
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in copy.deepcopy(rows)), encoding="utf-8")
    return path
