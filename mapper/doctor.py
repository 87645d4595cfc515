"""Checks an installation: what is there, what is missing, and the line that mends it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from typing import Final, Literal

from gazetteer.errors import GazetteerError
from mapper.errors import MapperError

State = Literal["ok", "missing", "broken"]
"""``missing``: something optional that is not installed. ``broken``: the mapper does not work without it."""

NEEDED: Final = {
    "charset-normalizer": "charset_normalizer", "click": "click", "folium": "folium", "geopandas": "geopandas",
    "geopy": "geopy", "marisa-trie": "marisa_trie", "pandas": "pandas", "py3langid": "py3langid",
    "pyarrow": "pyarrow", "rapidfuzz": "rapidfuzz", "shapely": "shapely", "XStatic-jQuery": "xstatic.pkg.jquery",
    "XStatic-Leaflet": "xstatic.pkg.leaflet",
}  # fmt: skip
"""Required distributions, and the modules that they give."""

OPTIONAL: Final = {
    "trafilatura": ("trafilatura", "web pages", "trafilatura lxml_html_clean"),
    "pypdf": ("pypdf", "PDF", "pypdf"),
    "python-docx": ("docx", "Word documents", "python-docx"),
    "feedparser": ("feedparser", "RSS and Atom feeds", "feedparser"),
    "openpyxl": ("openpyxl", "Excel workbooks", "openpyxl"),
    "jupyterlab": ("jupyterlab", "notebooks", "jupyterlab"),
    "spacy": ("spacy", "recognizing names with a spaCy model", "spacy"),
}
"""Optional distributions: module, what it is for, and what to install."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its subject, its state, and in words what is there or what to do."""

    subject: str
    state: State
    told: str


def examine() -> Iterator[Finding]:
    """Run all checks, one after the other."""
    yield Finding("Python", "ok", ".".join(map(str, sys.version_info[:3])))
    for name, module in NEEDED.items():
        yield _package(name, module, "broken", f"python -m pip install {name}")
    for name, (module, use, line) in OPTIONAL.items():
        yield _package(name, module, "missing", f"needed for {use}: python -m pip install {line}")
    for subject, check in _CHECKS.items():
        yield _tried(subject, check)


def _package(name: str, module: str, otherwise: State, advice: str) -> Finding:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, otherwise, advice)
    try:
        import_module(module)
    except (ImportError, OSError) as error:  # OSError: a library that it is bound to cannot be loaded
        return Finding(name, "broken", f"{version} is there, but cannot be imported ({error})")
    return Finding(name, "ok", version)


def _tried(subject: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, "ok", check())
    except (MapperError, GazetteerError, OSError, ImportError, RuntimeError, LookupError) as error:
        return Finding(subject, "broken", f"{type(error).__name__}: {error}; install event-mapper again")


def _gazetteer() -> str:
    from gazetteer import default

    gazetteer = default()
    found = gazetteer.lookup("Kyiv")
    if not found or found[0].place.country != "UA":
        raise LookupError("the index does not know Kyiv")
    return f"{gazetteer.name_count()} names"


def _layers() -> str:
    from gazetteer.layers import user_directory

    folder = user_directory()
    there = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return f"{', '.join(there) or 'none imported'} (in {folder})"


def _taxonomy() -> str:
    from mapper.taxonomy import Taxonomy

    return f"{len(Taxonomy.load().types)} event types"


def _map() -> str:
    """Draw an empty map: folium, Leaflet, base map and template must fit together."""
    from mapper.schema import to_frame
    from mapper.view import draw

    with tempfile.TemporaryDirectory() as folder:
        page = draw(to_frame([]), os.path.join(folder, "map.html"))  # noqa: PTH118 (as a user names a file)
        return f"an empty one takes {page.stat().st_size // 1000} kB"


def _job() -> str:
    """Do the main job on one sentence."""
    import mapper

    events = mapper.extract("date: 2022-03-12\n\nShelling hit Mariupol on Friday and killed two people.")
    if not len(events) or events.geometry.isna().all():
        raise LookupError("no event was found in a sentence that tells one")
    return f"{events['event_type'][0]} in {events['place_name'][0]} found"


_CHECKS: Final = {
    "gazetteer": _gazetteer,
    "imported places": _layers,
    "event types": _taxonomy,
    "map": _map,
    "main job": _job,
}
