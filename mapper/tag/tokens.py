"""Words of a sentence with their places in the report: what every other module of this folder works on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Set
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

# Numbers with their separators, or runs of letters. Apostrophes and hyphens part words.
_WORD = re.compile(r"(\d+(?:[.,]\d+)*|[^\W\d_]+)")
# The parts of a hashtag: #HurricaneIrma is read as two words.
_HASHTAG = re.compile(r"#(\w+)")
_CAMEL = re.compile(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
_HARD = frozenset(';:!?…—–()[]•|"“”')

ARTICLES = frozenset("a an the its his her their our this that these those".split())
"""Words passed over when the neighbour of a trigger is looked at."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one sentence.

    Attributes
    ----------
    text
        The whole report; the offsets count in it.
    words
        In lower case; every figure is ``#``.
    starts, ends
        Offsets of each word, end exclusive.
    gaps
        What stands before each word, back to the word before (or the start of the sentence), white space stripped.
    start, end
        The sentence.
    vocabulary
        The words as a set, and ``PLACE`` where there is a place name.
    places
        Indices of the words that place names begin with.
    """

    text: str
    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[str, ...]
    vocabulary: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[int] = frozenset()

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    def hard_break(self, index: int) -> bool:
        """Whether punctuation stronger than a comma stands before the word at `index`."""
        gap = self.gaps[index]
        return bool(gap) and not _HARD.isdisjoint(gap)

    def gap_breaks(self, index: int) -> bool:
        """Whether any punctuation that a phrase does not reach across stands before the word at `index`."""
        gap = self.gaps[index]
        return bool(gap) and (';:!?…—–()[]•|"“”,'.find(gap[0]) >= 0 or not _HARD.isdisjoint(gap))

    def comma(self, index: int) -> bool:
        """Whether a comma stands before the word at `index`."""
        return "," in self.gaps[index]

    def at(self, offset: int) -> int:
        """Give the index of the first word that ends after `offset`; the number of words if none does."""
        return bisect_right(self.ends, offset)

    def find(self, wanted: Set[str], first: int, stop: int) -> int:
        """Give the index of the first word in ``[first, stop)`` that is `wanted`, or -1."""
        first = first if first > 0 else 0
        if stop <= first or wanted.isdisjoint(between := self.words[first:stop]):
            return -1
        for index, word in enumerate(between, first):
            if word in wanted:
                return index
        return -1

    def rfind(self, wanted: Set[str], first: int, stop: int) -> int:
        """Give the index of the last word in ``[first, stop)`` that is `wanted`, or -1."""
        first = first if first > 0 else 0
        if stop <= first or wanted.isdisjoint(between := self.words[first:stop]):
            return -1
        for back, word in enumerate(reversed(between), 1):
            if word in wanted:
                return first + len(between) - back
        return -1

    def before(self, index: int) -> str:
        """Give the word before `index`, articles passed over; an empty string at the start or after a hard break."""
        while index > 0 and (not self.gaps[index] or not self.hard_break(index)):
            index -= 1
            if self.words[index] not in ARTICLES:
                return self.words[index]
        return ""

    def after(self, index: int) -> str:
        """Give the word at `index` or after it, articles passed over; an empty string at an end or hard break."""
        while index < len(self.words) and (not self.gaps[index] or not self.hard_break(index)):
            if self.words[index] not in ARTICLES:
                return self.words[index]
            index += 1
        return ""

    def is_capitalised(self, index: int) -> bool:
        """Whether the word at `index` begins with an upper-case letter in the report."""
        return self.text[self.starts[index]].isupper()


class Parts(NamedTuple):
    """A text split: what is between its words and the words (gap, word, gap, ..., gap), and the words of `Tokens`."""

    parts: list[str]
    words: list[str]


def split(text: str, start: int, end: int) -> Parts:
    """Split ``text[start:end]``, which holds no hashtag."""
    parts = _WORD.split(text[start:end])
    return Parts(parts, _words(parts[1::2]))


def tokenize(text: str, start: int, end: int, names: Collection[int] = (), known: Parts | None = None) -> Tokens:
    """Split ``text[start:end]`` into words.

    Parameters
    ----------
    text, start, end
        The text, and the sentence in it.
    names
        The offsets at which place names begin.
    known
        What `split` gives for the sentence, if it is known and holds no hashtag.
    """
    parts = known.parts if known else _WORD.split(text[start:end])
    edges = list(accumulate(map(len, parts), initial=start))
    starts, ends = edges[1:-1:2], edges[2:-1:2]
    gaps = ["" if gap == " " else gap.strip() for gap in parts[:-1:2]]
    raw = parts[1::2]
    if not known and text.find("#", start, end) >= 0:
        spans = _split_hashtags(text, start, end, list(zip(starts, ends, strict=True)))
        starts, ends = [a for a, _ in spans], [b for _, b in spans]
        raw = [text[a:b] for a, b in spans]
        gaps = [text[a:b].strip() for a, b in zip([start, *ends], starts, strict=False)]
    words = tuple(known.words if known else _words(raw))
    places = frozenset([index for index, at in enumerate(starts) if at in names]) if names else frozenset()
    vocabulary = frozenset((*words, "PLACE")) if places else frozenset(words)
    return Tokens(text, start, end, words, tuple(starts), tuple(ends), tuple(gaps), vocabulary, places)


def _words(raw: list[str]) -> list[str]:
    """Lower the case of words, all at once: letters alone never become a line break; and make every figure ``#``."""
    if not raw:
        return []
    joined = "\n".join(raw).lower()
    words = joined.split("\n")
    if joined.isascii():
        return ["#" if word < ":" else word for word in words]  # what comes before ":" begins with a figure
    return ["#" if word[0].isdigit() else word for word in words]


def _split_hashtags(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Part the words of ``#HurricaneIrma``."""
    tags = [match.span(1) for match in _HASHTAG.finditer(text, start, end)]
    inside = {at for a, b in tags for at in range(a, b)}
    kept = [span for span in spans if span[0] not in inside]
    parts = [match.span() for a, b in tags for match in _CAMEL.finditer(text, a, b)]
    return sorted(kept + parts)
