"""Rows in the layout of GeoNames' dumps, for tests. The places are real, the ids are their own."""

from __future__ import annotations

import zipfile
from pathlib import Path


def row(place: str, name: str, feature: str = "P.PPL", at: tuple[float, float] = (5.0, 52.0), **more: str) -> str:
    """One row of 19 columns; `feature` is class and code, `at` is (longitude, latitude)."""
    feature_class, code = feature.split(".")
    return "\t".join(
        (
            place, name, more.get("ascii", name), more.get("alternates", ""), str(at[1]), str(at[0]), feature_class,
            code, more.get("country", "NL"), "", more.get("admin1", ""), more.get("admin2", ""), "", "",
            more.get("population", "0"), "", "3", "Europe/Amsterdam", more.get("day", "2007-06-03"),
        )
    )  # fmt: skip


DUMP = (
    row("2743463", "Den Oord", at=(5.27083, 51.97083), alternates="Oord,ma li wu,OOR", admin1="09", admin2="0352"),
    row("2743466", "Delfshavensche Schie", "H.STMC", (4.45371, 51.90172), admin1="11", alternates="De Schie,Schie"),
    row("2743468", "Zwormertorenbrug", "S.BDG", (6.21667, 52.23333), admin1="15"),
    row("2743465", "Drijberse Veld", "L.LCTY", (6.54501, 52.77077), admin1="01"),
    row("9000001", "Gemeente Nieuw", "A.ADM2", (5.3, 51.9), admin1="09", admin2="9999"),
    row("9000002", "Nieuwhuizen", at=(5.31, 51.91), admin1="09", admin2="9999", population="1200", day="2025-08-28"),
    row("9000003", "Ĳzerhoek", at=(5.4, 51.95), ascii="IJzerhoek", admin1="09"),
    row("2759794", "Amsterdam", "P.PPLC", (4.88969, 52.37403), admin1="07", population="741636"),
)
"""Eight rows of the Netherlands; the last one is in the embedded index."""

ALTERNATES = (
    "1\t2743463\tuk\tДен-Орд\t\t\t\t",
    "2\t2743463\tlink\thttps://en.wikipedia.org/wiki/Den_Oord\t\t\t\t",
    "3\t2743463\tabbr\tD.O.\t\t\t\t",
    "4\t9000002\ten\tNewhouses\t1\t\t\t",
    "5\t9000002\tpost\t1234\t\t\t\t",
    "6\t77\ten\tElsewhere\t\t\t\t",
    "broken",
)


def write_dump(path: Path, rows: tuple[str, ...] = DUMP) -> Path:
    """Write rows as a text file, or as a zip file by the ending, with a readme as GeoNames has it."""
    text = "".join(f"{line}\n" for line in rows)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "Readme for GeoNames. " * 10_000)
            archive.writestr(f"{path.stem}.txt", text)
    else:
        path.write_text(text, encoding="utf-8")
    return path
