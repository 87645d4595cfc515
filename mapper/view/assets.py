"""The page's own script and style, and Leaflet's, as text ready to be inlined."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib import resources

SCRIPTS = (
    "strings-en.js",
    "strings-uk.js",
    "strings-ru.js",
    "language.js",
    "dom.js",
    "codec.js",
    "topology.js",
    "pane.js",
    "basemap.js",
    "symbols.js",
    "eventtext.js",
    "facets.js",
    "store.js",
    "layout.js",
    "events.js",
    "card.js",
    "overview.js",
    "timeline.js",
    "list.js",
    "search.js",
    "export.js",
    "state.js",
    "facetview.js",
    "panel.js",
    "map.js",
    "layers.js",
)
"""Files of the page's script, in the order in which they are joined into one scope."""

STARTER = "start.js"
"""File of the script that runs a page whose scripts are packed."""


def joined() -> str:
    """Our script as it stands in its files: those of `SCRIPTS` in one strict scope, run once per page."""
    body = "\n".join(_read(name) for name in SCRIPTS)
    return f"(() => {{\n'use strict';\nif (window.EventMapper) return;\n{body}\n}})();"


@cache
def script() -> str:
    """Our script as the page has it: without comments and indentation."""
    return _bare(joined())


@cache
def starter() -> str:
    """Give the script that unpacks and runs the others; it stands by itself, outside the scope of `SCRIPTS`."""
    return _bare(_read(STARTER))


def _bare(text: str) -> str:
    """Leave out lines that are comments, blank lines and the space that lines begin with; nothing within a line."""
    bare = re.sub(r"^[ \t]*/\*\*.*?\*/[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = (line.strip() for line in bare.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def ascii_script(text: str) -> str:
    """Write what is not ASCII in a script's strings and comments as escapes.

    The page is allowed by the hashes of its scripts, which must not change where a notebook or a server that
    names no encoding hands the page on in another one.
    """
    units = (match.encode("utf-16-be") for match in re.findall(r"[^\x00-\x7f]", text))
    escapes = ("".join(f"\\u{unit[at : at + 2].hex()}" for at in range(0, len(unit), 2)) for unit in units)
    return re.sub(r"[^\x00-\x7f]", lambda _: next(escapes), text)


@cache
def style() -> str:
    """Our style sheet, without indentation."""
    return "\n".join(line.strip() for line in _read("map.css").split("\n") if line.strip())


@cache
def leaflet_script() -> str:
    """Leaflet as folium uses it, with its marker pictures as data URIs."""
    source = _leaflet("leaflet.js")
    return re.sub(r"//# sourceMappingURL=\S+", "", source) + _marker_options()


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet with its pictures as data URIs."""
    return re.sub(r"url\((images/[\w.-]+)\)", lambda m: f"url({_data_uri(m[1])})", _leaflet("leaflet.css"))


@cache
def jquery_script() -> str:
    """Read jQuery as folium uses it, for the user's own folium layers with popups; our page needs none."""
    source = resources.files("xstatic.pkg.jquery").joinpath("data", "jquery.min.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+", "", source.replace("\r\n", "\n"))


def leaflet_version() -> str:
    """Version of the Leaflet that is inlined."""
    from xstatic.pkg import leaflet

    return str(leaflet.VERSION)


def _marker_options() -> str:
    """Leaflet finds its marker pictures by the address of its style sheet; an inlined one has none."""
    pictures = {
        "iconUrl": "images/marker-icon.png",
        "iconRetinaUrl": "images/marker-icon-2x.png",
        "shadowUrl": "images/marker-shadow.png",
    }
    options = ",".join(f'{key}:"{_data_uri(name)}"' for key, name in pictures.items())
    return f"\ndelete L.Icon.Default.prototype._getIconUrl;L.Icon.Default.mergeOptions({{{options}}});\n"


def _data_uri(name: str) -> str:
    picture = resources.files("xstatic.pkg.leaflet").joinpath("data", name).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}"


def _leaflet(name: str) -> str:
    text = resources.files("xstatic.pkg.leaflet").joinpath("data", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _read(name: str) -> str:
    return resources.files("mapper.view").joinpath("assets", name).read_text(encoding="utf-8")
