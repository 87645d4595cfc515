"""The codes and names of countries in the lists that codebooks use."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country's codes and names; empty where a list has none.

    `alpha3` and `numeric` are ISO 3166-1, `gleditsch_ward` the number that UCDP uses, `acled_region` ACLED's region.
    """

    alpha2: str
    alpha3: str
    numeric: str
    gleditsch_ward: str
    acled_region: str
    name: str


@cache
def countries() -> Mapping[str, Country]:
    """Give the countries by their ISO 3166-1 alpha-2 codes."""
    text = files("mapper.codebooks").joinpath("countries.csv").read_text(encoding="utf-8")
    return {row["alpha2"]: Country(**row) for row in csv.DictReader(text.splitlines())}
