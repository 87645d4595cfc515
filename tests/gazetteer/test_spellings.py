"""Misspelt and foreign names find their place, names that are no places find none: two tables, measured.

The points of `gazetteer.likeness` were set with an eye on ``variants.csv`` and ``nonplaces.csv``;
``nonplaces_held.csv`` was written apart from them, and looked at only when choosing between versions of the rule. Rows
marked ``also_place`` are the names of real places too, so that they are found.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gazetteer import Match, default

TABLES = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first(name: str) -> Match | None:
    return next(iter(default().lookup(name, limit=1)), None)


def test_variants_find_their_place_first() -> None:
    table = rows("variants.csv")
    missed = [
        f"{row['name']} ({row['kind']}, {row['place']}) -> {found.place.name if found else 'nothing'}"
        for row in table
        if (found := first(row["name"])) is None or found.place.id != row["geonameid"]
    ]
    right = 1 - len(missed) / len(table)
    print(f"\nvariants: {right:.1%} of {len(table)} first; not:", *missed, sep="\n  ")
    assert len(table) >= 300
    assert right >= 0.97


def test_names_that_are_no_places_find_none() -> None:
    table = [row for row in rows("nonplaces.csv") if not row["also_place"]]
    matched = [f"{row['name']} -> {found.place.name}" for row in table if (found := first(row["name"])) is not None]
    print(f"\nno places: {len(matched) / len(table):.1%} of {len(table)} matched:", *matched, sep="\n  ")
    assert len(table) >= 200
    assert len(matched) / len(table) <= 0.02


def test_names_that_no_rule_was_set_on_seldom_find_a_similar_one() -> None:
    table = [row for row in rows("nonplaces_held.csv") if not row["also_place"]]
    found = {row["name"]: first(row["name"]) for row in table}
    matched = [f"{name} -> {match.place.name}" for name, match in found.items() if match and match.match == "fuzzy"]
    print(f"\nheld out: {len(matched) / len(table):.1%} of {len(table)} matched by likeness:", *matched, sep="\n  ")
    assert len(matched) / len(table) <= 0.04


@pytest.mark.parametrize(
    "row", [row for row in rows("nonplaces.csv") if row["also_place"]], ids=lambda row: row["name"]
)
def test_names_that_are_places_too_are_found_by_that_name(row: dict[str, str]) -> None:
    found = first(row["name"])
    assert found is not None
    assert found.match != "fuzzy"
