"""Which sentences of a report are read for events, and why the others are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mapper.model import Report
from mapper.tag.pieces import pieces
from mapper.text import Sentence, sentences

APPARATUS: Final = "a list of links or sources that closes an article"
HEADING: Final = "a heading"
NOISE: Final = "a caption, a byline, a credit or a line about other articles"

_APPARATUS: Final = re.compile(
    r"[#=\s]*(?:see also|references|external links|further reading|notes|sources|bibliography|footnotes|citations"
    r"|notes and references|related (?:articles|stories|links))[:=\s]*",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"\s*[•▪●*–—-]\s")


class Passage(NamedTuple):
    """A sentence, and what it is where it is not read for events (one of the constants above; empty where it is)."""

    sentence: Sentence
    passed_over: str = ""


def passages(report: Report, found: Sequence[Sentence] | None = None) -> Iterator[Passage]:
    """Give the sentences of a report, those too long to be one in pieces, in order.

    Parameters
    ----------
    report
        The report.
    found
        Its sentences, where they are known.
    """
    found = sentences(report) if found is None else found
    only_headings = not any(sentence.kind == "prose" for sentence in found)
    apparatus = False
    for whole in found:
        if whole.kind != "prose" and not _is_item(report, whole):
            begins = bool(_APPARATUS.fullmatch(report.text, whole.start, whole.end))
            apparatus = begins or (apparatus and whole.kind == "noise")
        for sentence in pieces(report.text, whole):
            yield Passage(sentence, APPARATUS if apparatus else _passed_over(report, sentence, only_headings))


def _passed_over(report: Report, sentence: Sentence, only_headings: bool) -> str:
    """Say what a sentence is that is not read; a text of nothing but headings is read, and so are items of lists."""
    if sentence.kind == "noise":
        return NOISE
    if sentence.kind == "prose" or only_headings or _is_item(report, sentence):
        return ""
    return HEADING


def _is_item(report: Report, sentence: Sentence) -> bool:
    """Whether a short line is an item of a list, which tells events though it ends without a full stop."""
    return sentence.kind == "heading" and bool(_BULLET.match(report.text[sentence.start : sentence.start + 4]))
