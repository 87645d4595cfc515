"""Events made for the tests: every type, status and precision; the words are our own."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any, get_args

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point

from mapper.model import Precision, Status
from mapper.taxonomy import Taxonomy

STATUSES: tuple[str, ...] = get_args(Status)
PRECISIONS: tuple[str, ...] = get_args(Precision)

PLACES = (
    ("706483", "Kharkiv", "UA", "Kharkiv Oblast", 36.2527, 49.9808),
    ("701822", "Mariupol", "UA", "Donetsk Oblast", 37.5437, 47.0971),
    ("703448", "Kyiv", "UA", "Kyiv City", 30.5238, 50.4547),
    ("706448", "Kherson", "UA", "Kherson Oblast", 32.6178, 46.6558),
    ("692194", "Sumy", "UA", "Sumy Oblast", 34.8003, 50.9216),
    ("687700", "Zaporizhzhia", "UA", "Zaporizhzhia Oblast", 35.1396, 47.8517),
    ("701404", "Melitopol", "UA", "Zaporizhzhia Oblast", 35.3680, 46.8489),
    ("707471", "Izium", "UA", "Kharkiv Oblast", 37.2613, 49.2088),
    ("705812", "Kramatorsk", "UA", "Donetsk Oblast", 37.5844, 48.7305),
    ("698740", "Odesa", "UA", "Odesa Oblast", 30.7326, 46.4775),
)
REGIONS = (
    ("706482", "Kharkiv Oblast", "UA", 36.46, 49.60),
    ("709716", "Donetsk Oblast", "UA", 37.73, 47.90),
    ("686966", "Zhytomyr Oblast", "UA", 28.60, 50.60),
)


def row(number: int, **changes: Any) -> dict[str, Any]:
    """One event that happened at one place; `number` decides which."""
    place_id, name, country, admin1, longitude, latitude = PLACES[number % len(PLACES)]
    sentence = f"On the morning of day {number}, shells fell on {name}, officials said."
    start = date(2022, 2, 24) + timedelta(days=number % 30)
    event = {
        "event_id": f"event-{number}", "report_id": f"report-{number // 10}", "event_type": "shelling",
        "layer": "armed", "status": "happened",
        "trigger": "shells fell", "trigger_start": 1000 + sentence.index("shells"), "trigger_end": 0,
        "sentence": sentence, "sentence_start": 1000, "sentence_end": 1000 + len(sentence),
        "mention": name, "mention_start": 1000 + sentence.index(name), "mention_end": 0,
        "place_id": place_id, "place_name": name, "place_kind": "settlement", "country": country,
        "admin1": admin1, "admin2": "", "precision": "settlement", "radius_m": 5000, "place_score": 0.93,
        "place_reason": "most populous place of that name", "date_start": start, "date_end": start,
        "date_precision": "day", "date_text": "morning", "actor": "", "target": "", "attribution": "officials",
        "attribution_role": "authorities", "attribution_side": "authorities", "attribution_verb": "said",
        "claim": number % 5 == 0, "actor_side": "", "target_side": "", "via": "",
        "weapon": ("", "artillery", "drone")[number % 3], "protected_target": ("", "medical")[number % 2],
        "destination_mention": "", "destination_id": "", "destination_name": "", "destination_country": "",
        "destination_longitude": None, "destination_latitude": None, "destination_precision": "",
        "counts": [], "background": False, "confidence": 0.8, "title": f"Report {number // 10}",
        "source": "Wire", "url": f"https://wire.example/{number}", "published": start, "lang": "en",
        "geometry": Point(longitude, latitude),
    }  # fmt: skip
    return {**event, **changes}


def frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def any_text_frame(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """A frame whose columns of text may hold what UTF-8 cannot: pandas' own text columns refuse lone surrogates."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names if name != "geometry"}
    return gpd.GeoDataFrame(columns, geometry=[row["geometry"] for row in rows], crs="EPSG:4326")


def everything() -> gpd.GeoDataFrame:
    """More than 200 events: all types in turn through all statuses, and each precision in turn."""
    types = Taxonomy.load().types
    rows = []
    for number, (entry, turn) in enumerate(itertools.product(types, range(7))):
        status = STATUSES[(number * 3 + turn) % len(STATUSES)]
        precision = PRECISIONS[number % len(PRECISIONS)]
        event = row(number, event_type=entry.id, layer=entry.layer, status=status, precision=precision)
        rows.append({**event, **_placed(number, precision)})
    rows.append(corridor(len(rows)))
    return frame(rows)


def corridor(number: int) -> dict[str, Any]:
    """A movement with both ends known."""
    return row(
        number, event_type="humanitarian_corridor", layer="humanitarian", status="planned", place_name="Mariupol",
        destination_name="Zaporizhzhia", destination_precision="settlement",
        counts=[
            {"what": "evacuated", "minimum": 1000, "best": None, "maximum": None, "qualifier": "more than",
             "unit": "persons", "scope": "incident"},
        ],
        geometry=LineString([(37.5437, 47.0971), (35.1396, 47.8517)]),
    )  # fmt: skip


def _placed(number: int, precision: str) -> dict[str, Any]:
    """The columns that say how well the place is known."""
    if precision in ("adm1", "area"):
        place_id, name, country, longitude, latitude = REGIONS[number % len(REGIONS)]
        if precision == "area":
            place_id, name, longitude, latitude = "em:donbas", "Donbas", 38.0, 48.3
        return {
            "place_id": place_id, "place_name": name, "country": country, "admin1": "", "radius_m": 90_000,
            "geometry": Point(longitude, latitude),
        }  # fmt: skip
    if precision == "near":
        return {"radius_m": 15_000}
    if precision == "adm2":
        return {"radius_m": 30_000}
    if precision == "country":
        country = ("UA", "RU", "PL")[number % 3]
        return {"geometry": None, "place_id": "", "place_name": "", "admin1": "", "country": country}
    if precision == "none":
        return {"geometry": None, "place_id": "", "place_name": "", "admin1": "", "country": ""}
    return {}
