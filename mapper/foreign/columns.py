"""What adapters need of a table's columns: words, days, countries, numbers of the dead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def text(table: pd.DataFrame, *names: str) -> pd.Series:
    """Give a column as text, the first of the names that is there and filled; empty where none is."""
    import pandas as pd

    found = pd.Series("", index=table.index, dtype="object")
    for name in names:
        if name in table:
            words = table[name].astype("object").where(table[name].notna(), "").map(lambda one: str(one).strip())
            found = found.where(found != "", words)
    return found


def number(table: pd.DataFrame, name: str) -> pd.Series:
    """Give a column as numbers, missing where it is none or not there."""
    import pandas as pd

    if name not in table:
        return pd.Series(float("nan"), index=table.index)
    return pd.to_numeric(table[name], errors="coerce")


def day(table: pd.DataFrame, name: str, *forms: str) -> pd.Series:
    """Give a column as days, written as ISO 8601 or in one of the forms of `strptime`; missing where it is none."""
    import pandas as pd

    if name not in table:
        return pd.Series(pd.NaT, index=table.index, dtype="datetime64[ms]")
    words = table[name].astype("object").where(table[name].notna(), "").map(_undecimal)
    days = pd.Series(pd.NaT, index=table.index, dtype="datetime64[ms]")
    for form in ("ISO8601", *forms):
        found = pd.to_datetime(words, format=form, errors="coerce", utc=form == "ISO8601")
        found = found.dt.tz_localize(None) if form == "ISO8601" else found
        days = days.where(days.notna(), found.astype("datetime64[ms]"))
    whole: pd.Series = days.dt.normalize()
    return whole


def _undecimal(value: Any) -> str:
    """Write 20220312.0, as a column of numbers with gaps reads, as it was."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def country(table: pd.DataFrame, key: str, name: str, column: str = "country") -> pd.Series:
    """Give ISO 3166-1 alpha-2 codes, by a column of keys where it is there, else by the country's name.

    Parameters
    ----------
    table
        The table.
    key
        What the keys are: ``numeric`` (ISO 3166-1) or ``gleditsch_ward``.
    name
        The column of keys.
    column
        The column of names.
    """
    by_key, by_name = _countries(key)
    codes = number(table, name).map(lambda one: by_key.get(int(one), "") if one == one else "")
    return codes.where(codes != "", text(table, column).map(lambda one: by_name.get(_bare(one), "")))


@cache
def _countries(key: str) -> tuple[Mapping[int, str], Mapping[str, str]]:
    import csv
    from importlib.resources import files

    lines = files("mapper.codebooks").joinpath("countries.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    by_key = {int(row[key]): row["alpha2"] for row in rows if row[key]}
    return by_key, {_bare(row["name"]): row["alpha2"] for row in rows}


def _bare(name: str) -> str:
    """Take from a country's name what one codebook has and another has not: ``Russia (Soviet Union)``."""
    return name.split("(")[0].strip().lower()


def killed(best: pd.Series, low: pd.Series | None = None, high: pd.Series | None = None) -> list[list[dict[str, Any]]]:
    """Give counts of the dead, none where the best number is 0 or missing."""
    low, high = best if low is None else low, best if high is None else high
    return [[_count(*bounds)] if bounds[1] > 0 else [] for bounds in zip(low, best, high, strict=True)]


def _count(low: float, best: float, high: float) -> dict[str, Any]:
    bounds = {name: int(value) if value == value else None for name, value in (("minimum", low), ("maximum", high))}
    return {"what": "killed", "minimum": bounds["minimum"], "best": int(best), "maximum": bounds["maximum"],
            "qualifier": "", "unit": "persons", "scope": "incident"}  # fmt: skip
