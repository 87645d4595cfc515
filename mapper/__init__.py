"""Reads reports on wars and disasters, geocodes and codes what they tell, and draws a layered map.

>>> import mapper
>>> [one.mention.text for one in mapper.geoparse("Shelling near Izium killed two people.")]
['Izium']

`extract` gives the events table, `EventMap` draws it, `geoparse` gives places alone, `Pipeline` takes other
stages. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.api import extract, geoparse
    from mapper.errors import MapperError
    from mapper.model import Report
    from mapper.pipeline import Pipeline
    from mapper.recognize import SpacyRecognizer
    from mapper.store import read_events, write
    from mapper.stream import extract_to
    from mapper.view import EventMap

__version__ = "0.1.0"

_HOMES = {
    "EventMap": "mapper.view",
    "MapperError": "mapper.errors",
    "Pipeline": "mapper.pipeline",
    "Report": "mapper.model",
    "SpacyRecognizer": "mapper.recognize",
    "extract": "mapper.api",
    "extract_to": "mapper.stream",
    "geoparse": "mapper.api",
    "read_events": "mapper.store",
    "write": "mapper.store",
}

__all__ = [
    "EventMap",
    "MapperError",
    "Pipeline",
    "Report",
    "SpacyRecognizer",
    "__version__",
    "extract",
    "extract_to",
    "geoparse",
    "read_events",
    "write",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'mapper' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
