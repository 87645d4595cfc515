"""Where sentences begin and end, and which lines of a report are no prose (captions, bylines, boilerplate)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mapper.model import Report

SentenceKind = Literal["prose", "heading", "noise"]
"""``heading``: a short line without a full stop. ``noise``: caption, byline, credit, "read also" line."""

_LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")

# A sentence ends at . ! ? or an ellipsis, with its closing quotes, before white space and a likely beginning.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W\d_a-zа-яёіїєґ]|\s+[\"'“‘«(\[]*\d|\s+[•–—])|\s(?=[•▪●]\s)")

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt capt sgt maj cmdr adm brig pres hon rev fr st ste mt ft no nos vs etc
    approx inc ltd co corp jr sr jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k u.n d.c
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
    tenn tex va vt wash wis wyo""".split()
)

_HEAD = 300  # characters of a line that can tell it for noise

_NOISE = re.compile(
    r"""^\s*(?:
      (?:this|the)\s+(?:map|image|photo|picture|photograph|graphic|video|chart)\b.*\b(?:shows?|shown|taken|released|provided)
    | (?:(?:file\s+)?(?:photo(?:graph)?|image|picture|video|graphic|caption|credit|source)s?)\s*(?:by|:|/)
    | (?:additional\s+)?(?:reporting|writing|editing)\s+by\b
    | (?:with\s+)?(?:additional|further)\s+(?:reporting|contributions?)\b
    | (?:read|see|watch|listen)\s+(?:also|more|next)\b
    | (?:also\s+read|related(?:\s+(?:articles?|stories|links?))?|recommended)\s*:
    | by\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3}\s*$
    | (?:©|\(c\)|copyright\b|all\s+rights\s+reserved)
    | (?:subscribe|sign\s+up|follow\s+us|click\s+here|share\s+this|advertisement|cookie|newsletter|view\s+photo)\b
    | (?:published|updated|posted|last\s+updated|last\s+modified)\s*(?:on|at|:)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# A line that closes with an agency in brackets, or with an agency after a slash, is a picture's credit.
_CREDIT = re.compile(
    r"(?:\((?:[^()]*\b(?:images?|photos?|pictures?|getty|reuters|afp|ap|epa|maxar|shutterstock)\b[^()]*)\)"
    r"|(?:/|\|)\s*(?:getty images|reuters|afp|ap|epa)(?: photo)?)\s*\.?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of a report, ``[start, end)`` in characters, and what it is. `paragraph` counts lines from 0."""

    start: int
    end: int
    paragraph: int
    kind: SentenceKind


def sentences(report: Report) -> tuple[Sentence, ...]:
    """Split what follows the header of a report into sentences, in order, none overlapping, white space left out."""
    return tuple(
        Sentence(start, end, paragraph, kind)
        for paragraph, line in enumerate(_LINE.finditer(report.text, report.body_start))
        for start, end, kind in _of_line(report.text, *line.span())
        if end > start
    )


def _of_line(text: str, start: int, end: int) -> list[tuple[int, int, SentenceKind]]:
    """Cut one line; a picture's credit at the end of a paragraph takes its last sentence only."""
    line = text[start:end]
    kind = line_kind(line)
    if kind == "heading" or (kind == "noise" and _NOISE.match(line[:_HEAD])):
        return [(*_trim(text, start, end), kind)]
    spans = _split(text, start, end)
    told: list[tuple[int, int, SentenceKind]] = [(a, b, "prose") for a, b in spans]
    if kind == "noise":
        told[-1] = (*spans[-1], "noise")
    return told


def line_kind(line: str) -> SentenceKind:
    """Tell prose from headings and noise, by the line alone."""
    if _NOISE.match(line[:_HEAD]) or (len(line) < 400 and _CREDIT.search(line)):
        return "noise"
    stripped = line.strip()
    if stripped.startswith("#") or (len(stripped) < 120 and stripped[-1] not in ".!?…:;,\"'”’»)"):
        return "heading"
    return "prose"


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [_trim(text, a, b) for a, b in _cuts(text, start, end)]


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    last = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _abbreviates(text, last, match.start()):
            continue
        yield last, match.end()
        last = match.end()
    yield last, end


def _abbreviates(text: str, start: int, dot: int) -> bool:
    """Whether the word that ends at `dot` is an abbreviation or an initial, so that its dot ends no sentence."""
    word = text[max(start, dot - 12) : dot].rsplit(None, 1)
    last = word[-1].lstrip("(\"'“‘[").lower() if word else ""
    if last in ("a.m", "p.m"):  # "at 1 p.m. Talks resumed", but "at 1 p.m. GMT" and "at 1 p.m. Friday"
        return _CLOCK_GOES_ON.match(text, dot + 1) is not None
    return last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())


_CLOCK_GOES_ON = re.compile(r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{3,4})\b")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
