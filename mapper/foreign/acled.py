"""ACLED's exports (codebook of 2019 to 2024): one row an event, kinds in ``event_type`` and ``sub_event_type``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mapper.foreign.columns import country, day, killed, number, text

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = frozenset({"event_id_cnty", "event_date", "event_type", "latitude", "longitude"})

SUB_TYPES: Final = {
    "armed clash": "ground_fighting",
    "government regains territory": "territory_change",
    "non-state actor overtakes territory": "territory_change",
    "non-violent transfer of territory": "territory_change",
    "excessive force against protesters": "crackdown",
    "protest with intervention": "protest",
    "peaceful protest": "protest",
    "violent demonstration": "riot_confrontation",
    "mob violence": "riot_confrontation",
    "chemical weapon": "attack_unspecified",
    "air/drone strike": "airstrike",
    "suicide bomb": "explosion_mine",
    "remote explosive/landmine/ied": "explosion_mine",
    "grenade": "explosion_mine",
    "shelling/artillery/missile attack": "shelling",
    "sexual violence": "violence_civilians",
    "attack": "violence_civilians",
    "abduction/forced disappearance": "abduction_detention",
    "arrests": "abduction_detention",
    "agreement": "negotiation",
    "change to group/activity": "troop_movement",
    "headquarters or base established": "troop_movement",
    "disrupted weapons use": "air_defence",
    "looting/property destruction": "looting",
    "other": "statement",
}
"""Sub-event types (ACLED Codebook, 2024, table 2), in lower case, and our types."""

TYPES: Final = {
    "battles": "ground_fighting",
    "explosions/remote violence": "attack_unspecified",
    "violence against civilians": "violence_civilians",
    "protests": "protest",
    "riots": "riot_confrontation",
    "strategic developments": "statement",
}
"""Event types, for a sub-event type that is not known or not there."""

_PRECISION: Final = {1: ("settlement", 5_000), 2: ("near", 25_000), 3: ("adm1", 100_000)}
"""``geo_precision``: the place itself, near it or a part of a region, a larger region. Radii in metres are ours."""


def adapt(table: pd.DataFrame) -> dict[str, Any]:
    """Give the columns of the events table."""
    import pandas as pd

    sub = text(table, "sub_event_type").str.lower().map(SUB_TYPES)
    where = number(table, "geo_precision").fillna(1).map(lambda one: _PRECISION.get(int(one), _PRECISION[1]))
    start, end, kind = _days(table)
    return {
        "event_id": text(table, "event_id_cnty"),
        "event_type": sub.where(sub.notna(), text(table, "event_type").str.lower().map(TYPES)),
        "status": "happened",
        "trigger": text(table, "sub_event_type", "event_type"),
        "sentence": text(table, "notes"),
        "place_name": text(table, "location"),
        "country": country(table, "numeric", "iso"),
        "admin1": text(table, "admin1"),
        "admin2": text(table, "admin2"),
        "precision": where.str[0],
        "radius_m": where.str[1].astype("int64"),
        "place_reason": "as ACLED has it",
        "date_start": start,
        "date_end": end,
        "date_precision": kind,
        "actor": text(table, "actor1"),
        "target": text(table, "actor2"),
        "counts": killed(number(table, "fatalities")),
        "confidence": 1.0,
        "source": text(table, "source"),
        "published": pd.to_datetime(number(table, "timestamp"), unit="s", errors="coerce").dt.normalize(),
        "lang": "en",
        "longitude": table["longitude"],
        "latitude": table["latitude"],
    }


def _days(table: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Give first and last day: the day, the week around it (``time_precision`` 2), or its month (3)."""
    import pandas as pd

    days = day(table, "event_date", "%d %B %Y", "%d-%b-%Y")
    told = number(table, "time_precision").fillna(1)
    three = pd.Timedelta(days=3)
    week, month = told == 2, told == 3
    first = days.dt.to_period("M").dt.start_time.astype(days.dtype)
    last = days.dt.to_period("M").dt.end_time.dt.normalize().astype(days.dtype)
    start = days.where(~week, days - three).where(~month, first)
    end = days.where(~week, days + three).where(~month, last)
    kind = pd.Series("day", index=table.index).where(~week, "range").where(~month, "month")
    return start, end, kind
