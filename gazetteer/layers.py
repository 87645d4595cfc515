"""Layers: further places beside the embedded index, from GeoNames' dumps and from users' own lists.

A layer is a folder with ``layer.json`` and a folder of parts, each an index as `gazetteer.index` opens it. What
``layer.json`` names is complete: it is replaced in one step when an import has ended (`gazetteer.importing`).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from gazetteer.errors import IndexFileError
from gazetteer.index import PLACES_FILE, Gazetteer, default
from gazetteer.storage import verify

LAYER_FILE: Final = "layer.json"
ENVIRONMENT: Final = "EVENT_MAPPER_GAZETTEER"
FORMAT: Final = 3

Origin = Literal["own", "geonames"]
"""``own``: a user's list, which wins over the rest. ``geonames``: a dump."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What ``layer.json`` tells of a layer.

    Attributes
    ----------
    path
        Folder of the layer.
    name
        Its name: that of the file it was made from.
    origin
        One of `Origin`.
    parts
        Names of the folders of its parts, below `path`.
    further
        Names of the folders, likewise, that hold further names of places of the embedded index.
    sources
        Name, SHA-256 and size in bytes of each file it was made from.
    licence
        Under which licence the data is.
    imported
        Day of the import, ISO 8601.
    dated
        Latest day on which a row of the dump was changed; empty where that is unknown.
    counts
        Places of each kind.
    skipped
        Rows that were left out, by reason.
    names
        Count of the pairs of name and place, those of further names among them.
    """

    path: Path
    name: str
    origin: Origin
    parts: tuple[str, ...]
    further: tuple[str, ...]
    sources: tuple[Mapping[str, Any], ...]
    licence: str
    imported: str
    dated: str
    counts: Mapping[str, int]
    skipped: Mapping[str, int]
    names: int

    def indexes(self) -> list[Gazetteer]:
        """Open its parts."""
        return [_open_part(self.path, part) for part in self.parts]

    def further_names(self) -> list[Gazetteer]:
        """Open the indexes that hold further names of places of the embedded index; each names its places by id."""
        return [_open_part(self.path, part) for part in self.further]

    def check(self) -> None:
        """Compare its tables of places with their checksums; raises `IndexFileError` where they differ."""
        for part in (*self.parts, *self.further):
            verify(self.path / part / PLACES_FILE)


def user_directory() -> Path:
    """Return the folder that holds a user's layers.

    That of the environment variable ``EVENT_MAPPER_GAZETTEER``, else ``event-mapper/gazetteer`` where the platform
    keeps users' data. It need not exist.
    """
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Application Support"
    else:
        home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "event-mapper" / "gazetteer"


def installed(directory: Path | None = None) -> list[Layer]:
    """List the complete layers in a folder (by default the user's), users' own ones first, then by name.

    Raises
    ------
    IndexFileError
        When a ``layer.json`` is damaged or of another version.
    """
    folder = user_directory() if directory is None else directory
    found = [read_layer(path.parent) for path in folder.glob(f"*/{LAYER_FILE}")]
    return sorted(found, key=lambda layer: (layer.origin != "own", layer.name))


def read_layer(path: Path) -> Layer:
    """Read ``layer.json`` of a layer's folder; raises `IndexFileError` when it is missing, damaged or outdated."""
    file = path / LAYER_FILE
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            raise ValueError("is of another version")
        content |= {name: tuple(content[name]) for name in ("parts", "further", "sources")}
        return Layer(path=path, **content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexFileError(f"{file}: cannot be used ({error}); import the layer anew, or remove {path}") from error


def _open_part(layer: Path, name: str) -> Gazetteer:
    part = Gazetteer.open(layer / name)
    if not part.name_filter:
        raise IndexFileError(f"{layer / name}: has no filter of its names; import the layer anew, or remove {layer}")
    return part


@cache
def usual() -> Gazetteer:
    """Return the embedded index with the user's layers, if there are any; opened once a process."""
    from gazetteer.layered import LayeredGazetteer

    layers = installed()
    return LayeredGazetteer(default(), layers) if layers else default()
