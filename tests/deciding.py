"""A report's events and a file of decisions on them, for the tests of review and of evaluation."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from mapper.model import Report
from mapper.schema import to_rows
from mapper.taxonomy import Taxonomy
from tests.simple import simple_pipeline


def rows(text: str = "Shelling hit Kyiv. Shelling hit Lviv. Shelling in Ukraine.") -> list[dict]:
    """Rows of the events that the simple stages find in a report named ``r``."""
    report = Report("r", text, date(2022, 3, 12))
    (events,) = simple_pipeline()([report])
    return to_rows(report, events, Taxonomy.load())


def written(folder: Path, *lines: dict) -> Path:
    """Write decisions, a line each, with the columns that any of them has."""
    path = folder / "decisions.csv"
    names = list(dict.fromkeys(name for line in lines for name in line))
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, names)
        table.writeheader()
        table.writerows(lines)
    return path
