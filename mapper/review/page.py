"""The review page: all events in it as inert data, a script of our own, nothing loaded, decisions saved as a file.

Text of reports travels as base64 in an element that no browser runs, and reaches the page by ``textContent`` alone; the
policy in the page's head allows the one script by its hash, and no connection.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from importlib import resources
from typing import Any, Final, get_args

from mapper.model import Status
from mapper.review.decisions import COLUMNS
from mapper.review.write import candidates
from mapper.schema import Row
from mapper.taxonomy import Taxonomy

_SHOWN: Final = (
    *(
        "event_id",
        "event_type",
        "status",
        "date_start",
        "date_end",
        "date_text",
        "sentence",
        "sentence_start",
        "trigger",
    ),
    *("trigger_start", "mention", "mention_start", "place_id", "place_name", "admin1", "country", "precision"),
    *("place_score", "place_reason", "confidence", "actor", "target", "attribution", "title", "source", "published"),
    "report_id",
)


def page(rows: Sequence[Row], title: str = "") -> str:
    """Write the page.

    Parameters
    ----------
    rows
        Events, in the order in which they are to be shown.
    title
        Any text.
    """
    script, style = (_asset(name) for name in ("review.js", "review.css"))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title or 'Review of events')}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<header><h1 id="title"></h1><div id="tools"></div></header>\n<main id="events"></main>\n'
        f'<script type="text/plain" id="data">{_packed(rows, title)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _asset(name: str) -> str:
    return "\n" + resources.files("mapper.review").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _packed(rows: Sequence[Row], title: str) -> str:
    """Give what the script shows, as base64 of JSON."""
    types = [{"id": entry.id, "label": entry.label, "layer": entry.layer} for entry in Taxonomy.load().types]
    places: dict[str, list[str]] = {}
    events = [_event(row, places) for row in rows]
    data = {
        "title": title or "Review of events",
        "columns": COLUMNS,
        "types": types,
        "statuses": get_args(Status),
        "places": places,
        "events": events,
    }
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(told.encode("utf-8", "replace")).decode("ascii")


def _event(row: Row, places: dict[str, list[str]]) -> dict[str, Any]:
    event = {name: row[name].isoformat() if hasattr(row[name], "isoformat") else row[name] for name in _SHOWN}
    found = candidates(row)
    places.update({place.id: [place.name, place.kind, place.admin1, place.country] for place in found})
    return event | {"candidates": [place.id for place in found]}
