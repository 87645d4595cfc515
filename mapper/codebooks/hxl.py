"""HXL: a table with a row of hashtags under the column names, after the HXL standard 1.1.

All states are held, under ``#status+event``. A type of our own is a value of ``#event+type``; the hashtag that HXL data
would give it stands beside it.
"""

from __future__ import annotations

from typing import Final

from mapper.codebooks.coding import Cells, Codebook, Left, Subject, last_day, position
from mapper.codebooks.harm import claims_of

_AFFECTED: Final = {
    "killed": ("killed",),
    "injured": ("injured",),
    "missing": ("missing",),
    "displaced": ("displaced",),
    "evacuated": ("evacuated",),
    "detained": ("detained", "abducted"),
    "captured": ("captured", "surrendered"),
    "released": ("released",),
    "infected": ("infected", "affected"),
}
"""Columns of persons, and the numbers that go into each."""

_TAGS: Final = {
    "event_id": "#event+id",
    "type": "#event+type",
    "layer": "#event+category",
    "hashtag": "#event+hashtag",
    "status": "#status+event",
    "background": "#status+background",
    "description": "#description",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_precision": "#date+precision",
    "country": "#country+name",
    "country_iso2": "#country+code+v_iso2",
    "country_iso3": "#country+code+v_iso3",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "location": "#loc+name",
    "location_id": "#loc+code+v_geonames",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "geo_precision": "#geo+precision",
    "geo_radius_m": "#geo+radius+m",
    "destination": "#loc+destination+name",
    "destination_latitude": "#geo+destination+lat",
    "destination_longitude": "#geo+destination+lon",
    **{f"{name}_min": f"#affected+{name}+min" for name in _AFFECTED},
    **{f"{name}_max": f"#affected+{name}+max" for name in _AFFECTED},
    "actor": "#org+actor+name",
    "target": "#group+target+name",
    "quoted": "#meta+source+quoted",
    "source": "#meta+source",
    "url": "#meta+url",
    "title": "#meta+title",
    "reported": "#date+reported",
}

COLUMNS: Final = tuple(_TAGS)


def code(subject: Subject) -> Cells | Left:
    """Code one event; in HXL every one with a hashtag has a row."""
    row = subject.row
    point = position(row)
    end = last_day(row) if row["date_precision"] != "open" else row["date_end"]
    return {
        "event_id": row["event_id"],
        "type": row["event_type"],
        "layer": row["layer"],
        "hashtag": subject.equivalent.pick().event,
        "status": row["status"],
        "background": "yes" if row["background"] else "no",
        "description": " ".join(row["sentence"].split()),
        "date_start": row["date_start"].isoformat() if row["date_start"] else "",
        "date_end": end.isoformat() if end else "",
        "date_precision": row["date_precision"],
        "country": subject.country.name,
        "country_iso2": row["country"],
        "country_iso3": subject.country.alpha3,
        "admin1": row["admin1"],
        "admin2": row["admin2"],
        "location": row["place_name"],
        "location_id": row["place_id"] if row["place_id"].isdecimal() else "",
        "latitude": point[0] if point else "",
        "longitude": point[1] if point else "",
        "geo_precision": row["precision"],
        "geo_radius_m": row["radius_m"] if point else "",
        "destination": row["destination_name"],
        "destination_latitude": _or_empty(row["destination_latitude"]),
        "destination_longitude": _or_empty(row["destination_longitude"]),
        **_affected(subject),
        "actor": row["actor"],
        "target": row["target"],
        "quoted": row["attribution"],
        "source": row["source"],
        "url": row["url"],
        "title": row["title"],
        "reported": row["published"].isoformat() if row["published"] else "",
    }


def _or_empty(value: float | None) -> float | str:
    return "" if value is None else value


def _affected(subject: Subject) -> Cells:
    """Give least and most over the claims; nothing where none is told, no most where a bound is open."""
    cells: Cells = {}
    for name, kinds in _AFFECTED.items():
        claims = [claim for kind in kinds for claim in claims_of(subject.counts, kind)]
        if claims:
            cells[f"{name}_min"] = min(claim.least for claim in claims)
            if all(claim.maximum is not None for claim in claims):
                cells[f"{name}_max"] = max(claim.most for claim in claims)
    return cells


CODEBOOK: Final = Codebook("hxl", COLUMNS, code, tuple(_TAGS.values()))
