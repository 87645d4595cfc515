"""UCDP's Georeferenced Event Dataset (codebook of version 23 to 25): one row an event with at least one death."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mapper.foreign.columns import country, day, killed, number, text

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = frozenset({"id", "type_of_violence", "date_start", "date_end", "latitude", "longitude"})

TYPES: Final = {1: "ground_fighting", 2: "ground_fighting", 3: "violence_civilians"}
"""``type_of_violence``: state-based, non-state, one-sided."""

_WORDS: Final = {1: "state-based violence", 2: "non-state violence", 3: "one-sided violence"}

_PRECISION: Final = {
    1: ("settlement", 5_000),
    2: ("near", 25_000),
    3: ("adm2", 40_000),
    4: ("adm1", 100_000),
    5: ("area", 100_000),
    6: ("country", 0),
    7: ("area", 200_000),
}
"""``where_prec``: exact, within 25 km, second-order region, first-order region, a line or vague area, a country,
international waters or air. Radii in metres are ours but the second."""

_DATES: Final = {1: "day", 2: "range", 3: "range", 4: "month", 5: "year"}


def adapt(table: pd.DataFrame) -> dict[str, Any]:
    """Give the columns of the events table."""
    kind = number(table, "type_of_violence")
    where = number(table, "where_prec").fillna(1).map(lambda one: _PRECISION.get(int(one), _PRECISION[1]))
    return {
        "event_id": "UCDP" + text(table, "id"),
        "event_type": kind.map(TYPES),
        "status": "happened",
        "trigger": kind.map(_WORDS),
        "sentence": text(table, "source_headline", "where_description"),
        "mention": text(table, "where_description"),
        "place_name": text(table, "where_coordinates"),
        "country": country(table, "gleditsch_ward", "country_id"),
        "admin1": text(table, "adm_1"),
        "admin2": text(table, "adm_2"),
        "precision": where.str[0],
        "radius_m": where.str[1].astype("int64"),
        "place_reason": "as UCDP has it",
        "date_start": day(table, "date_start", "%m/%d/%Y %H:%M:%S"),
        "date_end": day(table, "date_end", "%m/%d/%Y %H:%M:%S"),
        "date_precision": number(table, "date_prec").map(_DATES).fillna("day"),
        "actor": text(table, "side_a"),
        "target": text(table, "side_b"),
        "counts": killed(number(table, "best"), number(table, "low"), number(table, "high")),
        "confidence": 1.0,
        "title": text(table, "source_headline"),
        "source": text(table, "source_office", "source_original", "source_article"),
        "published": day(table, "source_date", "%m/%d/%Y %H:%M:%S"),
        "lang": "en",
        "longitude": table["longitude"],
        "latitude": table["latitude"],
    }
