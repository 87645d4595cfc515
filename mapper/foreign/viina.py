"""VIINA's tables on Ukraine (version 2): one row a report, its kinds in columns ``t_...`` of 0 and 1 or of chances."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

from mapper.errors import MapperWarning
from mapper.foreign.columns import day, number, text

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = frozenset({"event_id", "date", "latitude", "longitude", "geo_precision"})

LABELS: Final = {
    "t_uav": "drone_attack",
    "t_airstrike": "airstrike",
    "t_artillery": "shelling",
    "t_ied": "explosion_mine",
    "t_aad": "air_defence",
    "t_firefight": "ground_fighting",
    "t_raid": "ground_fighting",
    "t_armor": "ground_fighting",
    "t_control": "territory_change",
    "t_occupy": "territory_change",
    "t_arrest": "abduction_detention",
    "t_killing": "violence_civilians",
    "t_hospital": "damage",
    "t_property": "damage",
    "t_civcas": "casualties",
    "t_milcas": "casualties",
    "t_san": "measure",
    "t_mil": "attack_unspecified",
}
"""Labels and our types; of several, the first that a row has counts."""

_ACTORS: Final = {"a_rus": "Russia", "a_ukr": "Ukraine"}
_ENDINGS: Final = ("_b", "_pred", "_1pd", "")
_LIKELY: Final = 0.5

_PRECISION: Final = {
    "STREET": ("site", 500),
    "ADDRESS": ("site", 500),
    "ADM1": ("adm1", 100_000),
    "ADM2": ("adm2", 40_000),
    "ADM0": ("country", 0),
    "COUNTRY": ("country", 0),
}
_SETTLEMENT: Final = ("settlement", 5_000)
"""What all other values of ``GEO_PRECISION`` mean. Radii in metres are ours."""


def adapt(table: pd.DataFrame) -> dict[str, Any]:
    """Give the columns of the events table."""
    where = text(table, "geo_precision").str.upper().map(lambda one: _PRECISION.get(one, _SETTLEMENT))
    days = day(table, "date", "%Y%m%d")
    kinds, label = _kinds(table)
    return {
        "event_id": "VIINA" + text(table, "event_id").str.removesuffix(".0"),
        "event_type": kinds,
        "status": "happened",
        "trigger": label,
        "sentence": text(table, "text", "text_en", "address"),
        "mention": text(table, "location", "address"),
        "place_id": text(table, "geonameid").str.removesuffix(".0"),
        "place_name": text(table, "asciiname", "location"),
        "country": "UA",
        "admin1": text(table, "adm1_name"),
        "admin2": text(table, "adm2_name"),
        "precision": where.str[0],
        "radius_m": where.str[1].astype("int64"),
        "place_reason": "as VIINA has it",
        "date_start": days,
        "date_end": days,
        "date_precision": "day",
        "actor": _actor(table),
        "confidence": 1.0,
        "source": text(table, "source"),
        "url": text(table, "url"),
        "published": days,
        "lang": text(table, "lang").where(lambda one: one != "", "uk"),
        "longitude": table["longitude"],
        "latitude": table["latitude"],
    }


def _has(table: pd.DataFrame, label: str) -> pd.Series | None:
    """Tell which rows have a label; None where the table does not have it under any of its names."""
    for ending in _ENDINGS:
        if label + ending in table:
            return number(table, label + ending).fillna(0) >= _LIKELY
    return None


def _kinds(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Give our type of each row, and the label that says it. A table without labels holds attacks of unknown kind."""
    import pandas as pd

    kinds = pd.Series(None, index=table.index, dtype="object")
    labels = pd.Series("", index=table.index, dtype="object")
    known = False
    for label, kind in LABELS.items():
        has = _has(table, label)
        if has is not None:
            known = True
            new = has & kinds.isna()
            kinds, labels = kinds.where(~new, kind), labels.where(~new, label)
    if not known:
        message = (
            "no labels t_... in this VIINA table: all rows are attacks of unknown kind; join its labels by event_id"
        )
        warnings.warn(message, MapperWarning, stacklevel=6)
        kinds = kinds.fillna("attack_unspecified")
    return kinds, labels


def _actor(table: pd.DataFrame) -> pd.Series:
    """Name who did it where one side has the label, and not both."""
    import pandas as pd

    found = pd.Series("", index=table.index, dtype="object")
    sides = {name: has for label, name in _ACTORS.items() if (has := _has(table, label)) is not None}
    for name, has in sides.items():
        others = [other for side, other in sides.items() if side != name]
        alone = has & ~others[0] if others else has
        found = found.where(~alone, name)
    return found
