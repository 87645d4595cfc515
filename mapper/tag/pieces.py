"""Sentences too long to be one: cut at full stops before small letters, and, at the last, anywhere between words.

A text in lower case throughout has no other sign of where its sentences end. What reads a sentence may look at all of
it for each of its words: a bound on its length keeps the time for a text of any form proportional to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mapper.text import Sentence

_LONG: Final = 400
LONGEST: Final = 1200
"""Characters of a sentence, at most."""

# A word of four letters or more is no abbreviation.
_STOP: Final = re.compile(r"[^\W\d_]{4}[.!?…]+[\"'”’)\]]*\s+(?=\S)")


def pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """Give a sentence, or what it is cut into where it is too long, by position."""
    if sentence.end - sentence.start <= _LONG:
        yield sentence
        return
    last = sentence.start
    for match in _STOP.finditer(text, sentence.start, sentence.end):
        yield from _short(text, last, match.end(), sentence)
        last = match.end()
    yield from _short(text, last, sentence.end, sentence)


def _short(text: str, start: int, end: int, sentence: Sentence) -> Iterator[Sentence]:
    """Cut ``text[start:end]`` between words so that no piece is longer than `LONGEST`."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield from _trimmed(text, start, cut, sentence)
        start = cut
    yield from _trimmed(text, start, end, sentence)


def _trimmed(text: str, start: int, end: int, sentence: Sentence) -> Iterator[Sentence]:
    kept = text[start:end].strip()
    if kept:
        first = start + text[start:end].index(kept[0])
        yield replace(sentence, start=first, end=first + len(kept))
