"""The summary written: as a page of HTML with plots, loading nothing and running nothing; or as Markdown."""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.errors import WriteError
from mapper.report.summary import MOST, Summary, summarise
from mapper.schema import Row, from_frame, validate
from mapper.store.whole import replacing

if TYPE_CHECKING:
    import geopandas

ENDINGS: Final = (".html", ".md")
_NOTE: Final = "Numbers of people are not added up: reports repeat each other. An event that two tell is counted twice."


def write_report(events: geopandas.GeoDataFrame, path: str | os.PathLike[str], *, title: str = "") -> int:
    """Write a summary of an events table: by day, type, region and source, and what was left without a place.

    Parameters
    ----------
    events
        The events table.
    path
        Where to: ``.html`` or ``.md``.
    title
        Any text.

    Returns
    -------
    int
        How many events are in it.

    Raises
    ------
    TableError
        If it is no events table.
    WriteError
        If the file cannot be written, or its ending is neither.
    """
    target = Path(path)
    if target.suffix.lower() not in ENDINGS:
        raise WriteError(f"a report is written to {' '.join(ENDINGS)}", str(target))
    summary = summarise(list(from_frame(validate(events))))
    write = markdown if target.suffix.lower() == ".md" else page
    with replacing(target) as temporary:
        temporary.write_text(write(summary, title or "Events"), encoding="utf-8", newline="\n")
    return summary.events


def _lead(summary: Summary) -> str:
    time = f", {summary.first} to {summary.last}" if summary.first else ""
    found = f"{summary.events} events in {summary.reports} reports{time}"
    return f"{found}: {summary.located} with a point on the map, {summary.events - summary.located} without."


_TYPE_HEAD: Final = ("layer", "type", "events", "of these to come", "of these denied or failed")


def _tables(summary: Summary) -> Iterator[tuple[str, Sequence[str], list[list[str]]]]:
    """Give heading, names of columns and lines of each table."""
    types = [[layer, label, *map(str, counts)] for layer, label, _, *counts in summary.types]
    yield "By type", _TYPE_HEAD, types
    yield "By region", ("region", "events"), [[name, str(count)] for name, count in summary.regions]
    yield "By source", ("source", "events"), [[name, str(count)] for name, count in summary.sources]
    more = summary.events - summary.located - len(summary.unplaced)
    head = f"Without a place on the map{f' (the surest {MOST}, {more} more)' if more > 0 else ''}"
    yield head, ("type", "status", "sentence", "why", "source"), [_unplaced(row) for row in summary.unplaced]


def _unplaced(row: Row) -> list[str]:
    why = row["place_reason"] or f"precision {row['precision']}"
    where = f"{row['country']}: {why}" if row["country"] else why
    sentence = row["sentence"] if len(row["sentence"]) <= 400 else row["sentence"][:399] + "…"
    return [row["event_type"].replace("_", " "), row["status"], sentence, where, row["source"] or row["report_id"]]


def markdown(summary: Summary, title: str) -> str:
    """Write Markdown. Words of reports cannot become markup: every sign that could is escaped."""
    lines = [f"# {_plain(title)}", "", _lead(summary), ""]
    if summary.days:
        most = max(count for _, count in summary.days)
        bars = (
            f"{day}  {'█' * round(40 * count / most) or ('▏' if count else '')} {count}" for day, count in summary.days
        )
        lines += [f"## By {summary.span}", "", "```text", *bars, "```", ""]
    for heading, names, rows in _tables(summary):
        if rows:
            lines += [f"## {heading}", "", _line(names), _line(["---"] * len(names)), *map(_line, _escaped(rows)), ""]
    return "\n".join([*lines, _NOTE, ""])


_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$:@-])")


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _escaped(rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    return ([_plain(cell) for cell in row] for row in rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def page(summary: Summary, title: str) -> str:
    """Write a page: its policy allows its one style sheet, and neither scripts nor anything from elsewhere."""
    style = resources.files("mapper.report").joinpath("report.css").read_text(encoding="utf-8").replace("\r\n", "\n")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    plots = [_section(f"By {summary.span}", _days(summary)), _section("Types", _types(summary))]
    tables = [_section(head, _table(names, rows)) for head, names, rows in _tables(summary) if rows]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{_safe(title)}</h1>\n"
        f"<p>{_safe(_lead(summary))}</p>\n{''.join(plots if summary.events else [])}{''.join(tables)}"
        f"<p>{_NOTE}</p>\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return html.escape("".join(one if one.isprintable() else " " for one in text))


def _section(heading: str, inside: str) -> str:
    return f"<section><h2>{_safe(heading)}</h2>\n{inside}</section>\n" if inside else ""


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{_safe(name)}</th>' for name in names)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>\n"


def _cell(text: str) -> str:
    return f'<td class="number">{text}</td>' if text.isascii() and text.isdecimal() else f"<td>{_safe(text)}</td>"


_WIDTH: Final = 720
_HEIGHT: Final = 160


def _days(summary: Summary) -> str:
    """Draw the bars of days; each tells its day and count when pointed at, and the ends stand below."""
    if not summary.days:
        return ""
    most = max(count for _, count in summary.days)
    step = _WIDTH / len(summary.days)
    bars = "".join(
        f'<rect x="{at * step:.1f}" y="{_HEIGHT - _HEIGHT * count / most:.1f}" width="{max(step - 1, 0.5):.1f}" '
        f'height="{_HEIGHT * count / most:.1f}"><title>{day}: {count}</title></rect>'
        for at, (day, count) in enumerate(summary.days)
    )
    label = f"Events by {summary.span}, at most {most}"
    ends = f'<text x="0" y="{_HEIGHT + 16}">{summary.days[0][0]}</text>'
    ends += f'<text x="{_WIDTH}" y="{_HEIGHT + 16}" text-anchor="end">{summary.days[-1][0]}</text>'
    most_text = f'<text x="{_WIDTH}" y="-6" text-anchor="end">{most}</text>'
    box = f"0 -20 {_WIDTH} {_HEIGHT + 40}"
    return f'<svg viewBox="{box}" role="img" aria-label="{label}">{bars}{ends}{most_text}</svg>\n'


def _types(summary: Summary) -> str:
    if not summary.types:
        return ""
    most = max(entry[3] for entry in summary.types)
    lines = "".join(
        f'<rect x="220" y="{22 * at}" width="{440 * count / most:.1f}" height="16" fill="{colour}" stroke="#333"/>'
        f'<text x="212" y="{22 * at + 13}" text-anchor="end">{_safe(label)}</text>'
        f'<text x="{226 + 440 * count / most:.1f}" y="{22 * at + 13}">{count}</text>'
        for at, (_, label, colour, count, *_rest) in enumerate(summary.types)
    )
    box = f"0 -4 {_WIDTH} {22 * len(summary.types) + 4}"
    return f'<svg viewBox="{box}" role="img" aria-label="Events by type">{lines}</svg>\n'
