"""Tables of events from elsewhere: they are refused with what is wrong, or can be drawn."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

from mapper.errors import MapperWarning, TableError
from mapper.schema import to_frame, to_rows
from mapper.store import read_events, write
from mapper.taxonomy import Taxonomy
from mapper.view import EventLayer

FORMS = (".csv", ".jsonl", ".geojson", ".geojsonl", ".kml", ".xlsx", ".parquet", ".gpkg")
"""Endings by the first byte."""

ROOT = Path(__file__).resolve().parents[2]


def _written() -> Iterator[bytes]:
    from mapper.model import Report
    from mapper.pipeline import Pipeline

    report = Report("a", "Shelling hit Izium and killed two. Troops moved from Kyiv to Kharkiv.")
    events = list(Pipeline().stream([report]))
    table = to_frame(row for told, found in events for row in to_rows(told, found, Taxonomy.load()))
    with tempfile.TemporaryDirectory() as folder:
        for number, ending in enumerate(FORMS):
            path = Path(folder, f"a{ending}")
            write(table, path)
            yield bytes([number]) + path.read_bytes()


SEEDS = (
    *_written(),
    *(b"\0" + (ROOT / "notebooks" / "foreign" / f"{name}.csv").read_bytes() for name in ("acled", "ucdp", "viina")),
)


def check(data: bytes) -> None:
    """Load a table; what loads makes a layer, what does not is a `TableError`."""
    ending = FORMS[data[0] % len(FORMS)] if data else FORMS[0]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", MapperWarning)
        path = Path(folder, f"a{ending}")
        path.write_bytes(data[1:])
        try:
            table = read_events(path)
        except TableError:
            return
        EventLayer(table)
