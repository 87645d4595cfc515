"""The events table: its columns, in order. One row an event, EPSG:4326."""

from __future__ import annotations

COLUMNS: tuple[str, ...] = (
    "event_id", "report_id", "event_type", "layer", "status",
    "trigger", "trigger_start", "trigger_end",
    "sentence", "sentence_start", "sentence_end",
    "mention", "mention_start", "mention_end",
    "place_id", "place_name", "place_kind", "country", "admin1", "admin2",
    "precision", "radius_m", "place_score", "place_reason",
    "date_start", "date_end", "date_precision", "date_text",
    "actor", "target", "attribution", "counts", "background",
    "destination_mention", "destination_id", "destination_name", "destination_country",
    "destination_longitude", "destination_latitude", "destination_precision",
    "confidence", "title", "source", "url", "published", "lang", "geometry",
)  # fmt: skip
