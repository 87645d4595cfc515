"""What is to be reviewed, as a sheet (CSV, Excel) or a page: the least sure events first, each with its candidates."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gazetteer import Place
from gazetteer.layers import usual
from mapper.errors import WriteError
from mapper.review.decisions import CHANGES
from mapper.schema import Row, from_frame, validate
from mapper.store.whole import replacing

if TYPE_CHECKING:
    import geopandas

ENDINGS: Final = (".csv", ".xlsx", ".html")
CANDIDATES: Final = 8
"""Places that are offered for a name."""

CONTEXT: Final = (
    *("event_id", "event_type", "status", "date_start", "date_end", "sentence", "trigger", "mention", "place_name"),
    *("admin1", "country", "place_id", "place_score", "confidence", "attribution", "source", "url", "report_id"),
    "trigger_start",
)


def write_review(events: geopandas.GeoDataFrame, path: str | os.PathLike[str], *, title: str = "") -> int:
    """Write what is to be reviewed.

    Parameters
    ----------
    events
        The events table.
    path
        Where to: ``.csv`` or ``.xlsx`` for a sheet with empty columns to decide in, ``.html`` for a page that shows
        the events one below the other and saves the decisions as such a sheet, without a server.
    title
        Of the page.

    Returns
    -------
    int
        How many events are to be reviewed.

    Raises
    ------
    TableError
        If it is no events table.
    WriteError
        If the file cannot be written, or its ending is none of these.
    """
    target = Path(path)
    if target.suffix.lower() not in ENDINGS:
        raise WriteError(f"a review is written to {' '.join(ENDINGS)}", str(target))
    rows = sorted(from_frame(validate(events)), key=lambda row: (row["confidence"], row["place_score"] or 0.0))
    with replacing(target) as temporary:
        if target.suffix.lower() == ".html":
            from mapper.review.page import page

            temporary.write_text(page(rows, title), encoding="utf-8", newline="\n")
        elif target.suffix.lower() == ".xlsx":
            from mapper.store.excel import write_sheet

            write_sheet([header(), *map(list, sheet(rows))], temporary, "review")
        else:
            _write_csv(rows, temporary)
    return len(rows)


def header() -> list[str]:
    """Give the names of the sheet's columns: those to decide in, then what is known."""
    return ["decision", "note", *CHANGES, *CONTEXT, "candidates"]


def sheet(rows: list[Row]) -> Iterator[list[str]]:
    """Give the sheet's lines as text."""
    for row in rows:
        blank = [""] * (2 + len(CHANGES))
        known = ["" if row[name] is None else str(row[name]) for name in CONTEXT]
        yield [*blank, *known, "; ".join(_told(place) for place in candidates(row))]


def candidates(row: Row) -> list[Place]:
    """Give the places that an event's words may mean, the chosen one among them."""
    gazetteer = usual()
    names = dict.fromkeys(name for name in (row["mention"], row["place_name"]) if name)
    found = [match.place for name in names for match in gazetteer.lookup(name, limit=CANDIDATES)]
    chosen = gazetteer.by_id(row["place_id"]) if row["place_id"] else None
    places = [chosen, *found] if chosen else found
    return list({place.id: place for place in places}.values())[:CANDIDATES]


def _told(place: Place) -> str:
    return f"{place.id} {place.name} ({', '.join(filter(None, (place.kind, place.admin1, place.country)))})"


def _write_csv(rows: list[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table: Any = csv.writer(stream)
        table.writerow(header())
        table.writerows([harmless(text) for text in line] for line in sheet(rows))


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking the words of a report for a formula: they are shown, never read back."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
