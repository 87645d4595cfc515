"""A user's own places, from CSV or GeoJSON.

CSV: columns ``name, longitude, latitude`` and, where known, ``kind`` (a kind of `gazetteer.place.PlaceKind`; ``site``
when not given), ``country`` (ISO 3166-1 alpha-2; that of the position when not given), ``names`` (other names,
separated by ``|``), ``id``, ``population``, ``radius_m``. GeoJSON: a FeatureCollection of points with the same
properties.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast, get_args

from gazetteer.errors import SourceError
from gazetteer.index import default
from gazetteer.names import fold
from gazetteer.place import PlaceKind
from gazetteer.records import ALTERNATE, PRIMARY, Name, Record

_KINDS: Final = get_args(PlaceKind)
_RADIUS_M: Final = 1_000
_LONGEST_NAME: Final = 200


def read_own_places(path: Path) -> tuple[list[Record], list[str]]:
    """Read a user's places.

    Parameters
    ----------
    path
        A CSV file, or GeoJSON by its ending (``.geojson``, ``.json``).

    Returns
    -------
    list of Record, list of str
        The places, and what is wrong with the rows that are left out (``file:line: why``).

    Raises
    ------
    SourceError
        When the file is neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    rows = _features(path, text) if path.suffix.lower() in (".json", ".geojson") else _csv_rows(path, text)
    records: dict[str, Record] = {}
    faults: list[str] = []
    for where, row in rows:
        try:
            record = _record(row)
            if record.id in records:
                raise ValueError(f"id {record.id} is taken by an earlier row: give each its own in a column id")
            records[record.id] = record
        except ValueError as error:
            faults.append(f"{where}: {error}")
    return list(records.values()), faults


def _csv_rows(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = {"name", "longitude", "latitude"} - {name.strip() for name in reader.fieldnames or ()}
    if missing:
        raise SourceError(f"{path}: has no column {', '.join(sorted(missing))}; name,longitude,latitude are needed")
    try:
        for row in reader:
            yield f"{path.name}:{reader.line_num}", {str(key).strip(): value for key, value in row.items()}
    except csv.Error as error:
        raise SourceError(f"{path}:{reader.line_num}: {error}") from error


def _features(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(f"{path}: is no GeoJSON FeatureCollection ({error!r})") from error
    for number, feature in enumerate(features if isinstance(features, list) else (), 1):
        where = f"{path.name}, feature {number}"
        try:
            geometry = feature["geometry"]
            longitude, latitude = geometry["coordinates"][:2] if geometry["type"] == "Point" else (None, None)
            yield where, {**(feature.get("properties") or {}), "longitude": longitude, "latitude": latitude}
        except (KeyError, TypeError, ValueError, AttributeError):
            yield where, {}


def _record(row: Mapping[str, Any]) -> Record:
    name = _text(row, "name")
    if not fold(name) or len(name) > _LONGEST_NAME or "\0" in name:
        raise ValueError(f"a name of 1 to {_LONGEST_NAME} letters is needed")
    longitude, latitude = _degrees(row, "longitude", 180), _degrees(row, "latitude", 90)
    kind = _text(row, "kind") or "site"
    if kind not in _KINDS:
        raise ValueError(f"kind {kind[:40]!r} is not one of {', '.join(_KINDS)}")
    country = _text(row, "country").upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise ValueError(f"country {country[:40]!r} is no code of two letters")
    holders = default().containing(longitude, latitude)
    region = next((place for place in holders if place.kind == "adm1"), None)
    place_country = next((place.country for place in holders), "")
    place_id = _text(row, "id") or f"own:{fold(name).replace(' ', '-')}"
    if place_id.isdecimal() and int(place_id[:12]) > 0xFFFF_FFFF:
        raise ValueError(f"id {place_id[:40]} is too large a number")
    names = [part.strip() for part in _text(row, "names").split("|")]
    return Record(
        id=place_id,
        name=name,
        kind=cast("PlaceKind", kind),
        longitude=longitude,
        latitude=latitude,
        country=country or place_country,
        adm1_id=region.id if region is not None and country in ("", region.country) else "",
        admin1_code=region.admin1_code if region is not None and country in ("", region.country) else "",
        population=_count(row, "population", 0),
        radius_m=_count(row, "radius_m", _RADIUS_M),
        names=(Name(name, PRIMARY), *(Name(other, ALTERNATE) for other in names if 0 < len(other) <= _LONGEST_NAME)),
    )


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def _degrees(row: Mapping[str, Any], column: str, most: float) -> float:
    try:
        degrees = float(_text(row, column)[:40])
    except ValueError:
        raise ValueError(f"{column} {_text(row, column)[:40]!r} is no number of degrees") from None
    if not -most <= degrees <= most:
        raise ValueError(f"{column} {degrees} is not within -{most} and {most}")
    return degrees


def _count(row: Mapping[str, Any], column: str, usual: int) -> int:
    text = _text(row, column)
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise ValueError(f"{column} {text[:40]!r} is no count")
    return int(text)
