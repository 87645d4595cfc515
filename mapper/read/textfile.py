"""Text files: header lines, then prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mapper.model import Report
from mapper.read.dates import parse_day
from mapper.read.language import detect

_FIELDS = ("date", "source", "url", "title", "lang")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    header = re.compile(rf"[ \t]*({'|'.join(_FIELDS)})[ \t]*:[ \t]*([^\r\n]*)(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
    bare = re.compile(
        r"\s*date(?:[ \t]+|:[ \t]*(?=\d{4}-\d\d-\d\d[ \t]+\S*[^\W\d]))(\d{4}-\d\d-\d\d)(?!\S)\s*", re.IGNORECASE
    )
    fence = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
    return header, bare, fence


def parse_text(text: str, report_id: str, known: Mapping[str, object] | None = None) -> tuple[Report, tuple[str, ...]]:
    """Make a report of a text.

    The text may begin with lines ``date:``, ``source:``, ``url:``, ``title:``, ``lang:``, each at most once
    and in any order, also between lines ``---`` as Markdown has them; or with ``date 2022-03-12`` before the
    prose. The report's text is the whole text; `Report.body_start` tells where the header ends.

    Parameters
    ----------
    text
        The text.
    report_id
        The report's id.
    known
        What the text's file tells of it, by the names of the header lines; these win over it.

    Returns
    -------
    Report
        The report.
    tuple of str
        What was not understood (a date), one sentence each.
    """
    said, body_start = _header(text)
    fields = {name: value for name, value in (known or {}).items() if value} | dict(said)
    faults: list[str] = []
    try:
        published = parse_day(fields.get("date"))
    except ValueError as error:
        published = None
        faults.append(f"{error}; the report is read without a date")
    report = Report(
        id=report_id,
        text=text,
        published=published,
        source=str(fields.get("source", "")),
        url=str(fields.get("url", "")),
        title=str(fields.get("title", "")),
        lang=str(fields.get("lang", "")).lower() or detect(text, body_start),
        body_start=body_start,
    )
    return report, tuple(faults)


def _header(text: str) -> tuple[dict[str, str], int]:
    """Find the header's fields, and the character after it."""
    header, bare, fence = _patterns()
    fields: dict[str, str] = {}
    opening = fence.match(text)
    position = opening.end() if opening else len(text) - len(text.lstrip())
    if match := bare.match(text):
        fields["date"] = match[1]
        position = match.end()
    while (match := header.match(text, position)) and match[1].lower() not in fields:
        fields[match[1].lower()] = _unquoted(match[2].strip())
        position = match.end()
        if position == len(text):
            break
    closing = fence.match(text, position) if opening else None
    if closing:
        position = closing.end()
    return (fields, position) if fields else ({}, 0)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
