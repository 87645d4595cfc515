"""Invented events: one row of the events table for each type, changed as a test needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from mapper.schema import COLUMNS, Row

_NOTHING: dict[str, Any] = {
    **dict.fromkeys(COLUMNS, ""),
    **dict.fromkeys(("mention_start", "mention_end", "place_score", "destination_longitude", "destination_latitude")),
    "trigger_start": 10,
    "trigger_end": 18,
    "sentence_start": 0,
    "sentence_end": 60,
    "radius_m": 5000,
    "counts": [],
    "background": False,
    "confidence": 0.8,
}

_PLACE: dict[str, Any] = {
    "mention": "Izium",
    "place_id": "707753",
    "place_name": "Izium",
    "place_kind": "settlement",
    "country": "UA",
    "admin1": "Kharkiv Oblast",
    "admin2": "Izium Raion",
    "precision": "settlement",
    "geometry": {"type": "Point", "coordinates": [37.2485, 49.2088]},
}

NOWHERE: dict[str, Any] = {
    **dict.fromkeys(("mention", "place_id", "place_name", "place_kind", "admin1", "admin2"), ""),
    "geometry": None,
    "radius_m": 0,
}
"""What a row has that names no more than a country, or not even one."""


def row(kind: str, **changes: Any) -> Row:
    """Give an event of a type: at Izium, on 11 March 2022, in a report of the day after."""
    told = {
        **_NOTHING,
        **_PLACE,
        "event_id": f"{kind:0>16}"[:16],
        "report_id": "invented",
        "event_type": kind,
        "status": "happened",
        "trigger": kind.replace("_", " "),
        "sentence": "An invented sentence of some sixty characters about it all.",
        "date_start": date(2022, 3, 11),
        "date_end": date(2022, 3, 11),
        "date_precision": "day",
        "published": date(2022, 3, 12),
        "source": "Example Wire",
        "lang": "en",
        **changes,
    }
    return {name: told[name] for name in COLUMNS}


def count(what: str, minimum: int | None, best: int | None, maximum: int | None, **more: str) -> dict[str, Any]:
    """Give a number as the events table holds it."""
    told = {"what": what, "minimum": minimum, "best": best, "maximum": maximum}
    return {**told, "qualifier": "", "unit": "persons", "scope": "incident", **more}


def killed(number: int, **more: str) -> dict[str, Any]:
    """Give a number of dead."""
    return count("killed", number, number, number, **more)
