"""Words of a text with what stands between them: the one pass that recognition reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from operator import eq, not_
from typing import Final, TypeVar

from gazetteer.names import fold

# Blocks of the commonest alphabets and marks: for texts in these, a set of letters serves, tested in half the time.
_COMMON_BLOCKS: Final = ((0x00, 0x24F), (0x370, 0x52F), (0x2000, 0x206F), (0x20A0, 0x20BF))
_SENTENCE_GAP: Final = re.compile(r"[.!?…:;\n\r•]|[\"“”«»(]")
_INVISIBLE: Final = "\u200b\u2060\ufeff"  # zero-width marks, as copied pages hold them
_UNSEEN: Final = dict.fromkeys(map(ord, _INVISIBLE))
_JOINTS: Final = frozenset({" ", "-", "‑", "–", "\u00a0"})
_DOTTED: Final = frozenset(
    "st ste mt ft pt mr mrs ms dr prof gen lt col maj capt sgt cpl adm sen rep gov rev hon".split()
)

_MOST_REMEMBERED: Final = 1 << 16
_LONGEST_REMEMBERED: Final = 64  # characters

_Answer = TypeVar("_Answer")


class _Remembered(dict[str, _Answer]):
    """A function of a word or a gap with its answers, which `map` then looks up without a call.

    Texts repeat their words. When there are `_MOST_REMEMBERED` of them, all are forgotten: memory stays bounded.
    """

    def __init__(self, function: Callable[[str], _Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> _Answer:
        answer = self._function(text)
        if len(text) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[text] = answer
        return answer


FOLDED: Final = _Remembered(fold)
"""The folded form of a word."""

_ENDS_SENTENCE: Final = _Remembered(lambda gap: _SENTENCE_GAP.search(gap) is not None)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the words of one text.

    Attributes
    ----------
    text
        The text.
    words
        The words as written.
    lower
        The words in lower case.
    starts, ends
        Character offsets into `text`.
    gaps
        ``gaps[i]`` stands before word ``i``; ``gaps[-1]`` behind the last one (one more than words).
    upper
        Whether a word begins with a capital letter, or is in a script without case.
    capitals
        Indices of the words for which `upper` holds, in order.
    opens
        Whether a word is the first of a sentence, line, quotation or bracket.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    upper: list[bool]
    capitals: list[int]
    opens: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def joins(self, i: int) -> bool:
        """Whether word ``i`` continues a name begun by word ``i - 1``: a space, a hyphen, or an abbreviation's dot."""
        gap = self.gaps[i]
        if gap in _JOINTS:
            return True
        if gap == ".":
            return len(self.words[i - 1]) <= 2
        return gap == ". " and (len(self.words[i - 1]) <= 2 or self.dotted(i - 1)) and self.upper[i]

    def before(self, i: int, length: int) -> str:
        """Text before word ``i``, at most so many characters, without zero-width marks."""
        part = self.text[max(0, self.starts[i] - length) : self.starts[i]]
        return part if part.isascii() else part.translate(_UNSEEN)

    def dotted(self, i: int) -> bool:
        """Whether word ``i`` is an abbreviated title or a saint with its dot (``Mr.``, ``Gen.``, ``St.``)."""
        return self.gaps[i + 1].startswith(".") and self.lower[i] in _DOTTED

    def key(self, i: int, j: int) -> str:
        """Folded name made of words ``i`` to ``j - 1``: a key of the gazetteer."""
        return " ".join(map(FOLDED.__getitem__, self.words[i:j]))


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Split ``text[start:end]`` into words; offsets count from the beginning of `text`."""
    part = text[start:end]
    is_common = part.isascii() or not _uncommon().search(part)
    parts = (_common_words() if is_common else _words()).split(part)
    words, gaps = parts[1::2], parts[0::2]
    offsets = list(accumulate(map(len, parts), initial=start))
    if not part.isascii() and any(mark in part for mark in _INVISIBLE):
        gaps = [gap.translate(_UNSEEN) for gap in gaps]
    opens = list(map(_ENDS_SENTENCE.__getitem__, gaps))
    opens[0] = True
    lower, upper, capitals = list(map(str.lower, words)), [False] * len(words), []
    are_small = map(eq, words, lower) if part.isascii() else map(str.islower, words)
    for i in compress(range(len(words)), map(not_, are_small)):  # few words are not in lower case
        first = words[i][0]
        if "A" <= first <= "Z" or (first.isalpha() and not first.islower()):
            upper[i] = True
            capitals.append(i)
    return Tokens(text, words, lower, offsets[1:-1:2], offsets[2::2], gaps, upper, capitals, opens)


def _pattern(letter: str) -> re.Pattern[str]:
    # A word keeps its inner apostrophes (Sana'a), but the s of a possessive is a word of its own.
    return re.compile(rf"({letter}+(?:['’ʼʹ`´](?!s\b){letter}+)*)")


@cache
def _words() -> re.Pattern[str]:
    return _pattern(r"[^\W_]")


@cache
def _common_words() -> re.Pattern[str]:
    characters = (chr(code) for first, last in _COMMON_BLOCKS for code in range(first, last + 1))
    return _pattern("[" + "".join(filter(str.isalnum, characters)) + "]")


@cache
def _uncommon() -> re.Pattern[str]:
    return re.compile("[^" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _COMMON_BLOCKS) + "]")
