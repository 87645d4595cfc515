"""Words of a text with what stands between them: the one pass that recognition reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gazetteer.names import fold

# A word keeps its inner apostrophes (Sana'a) but not a possessive ('s), which stays in the gap behind it.
_WORD = re.compile(r"[^\W_]+(?:['’ʼʹ`´](?!s\b)[^\W_]+)*")
_SENTENCE_GAP = re.compile(r"[.!?…:;\n\r•]|[\"“”«»(]")


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
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    upper: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def folded(self, i: int) -> str:
        """Folded form of word ``i``."""
        return _fold(self.words[i])

    def joins(self, i: int) -> bool:
        """Whether word ``i`` continues a name begun by word ``i - 1``: a space, a hyphen, or an abbreviation's dot."""
        gap = self.gaps[i]
        if gap in (" ", "-", "‑", "–", "\u00a0"):
            return True
        if gap == ".":
            return len(self.words[i - 1]) <= 2
        return gap == ". " and (len(self.words[i - 1]) <= 2 or self.dotted(i - 1)) and self.upper[i]

    def begins_sentence(self, i: int) -> bool:
        """Whether word ``i`` is the first of a sentence, line, quotation or bracket."""
        gap = self.gaps[i]
        return i == 0 or (gap != " " and _SENTENCE_GAP.search(gap) is not None)

    def dotted(self, i: int) -> bool:
        """Whether word ``i`` is an abbreviated title or a saint with its dot (``Mr.``, ``Gen.``, ``St.``)."""
        return self.gaps[i + 1].startswith(".") and self.lower[i] in _DOTTED

    def key(self, i: int, j: int) -> str:
        """Folded name made of words ``i`` to ``j - 1``: a key of the gazetteer."""
        return " ".join(map(_fold, self.words[i:j]))


_fold = lru_cache(maxsize=1 << 16)(fold)

_DOTTED = frozenset("st ste mt ft pt mr mrs ms dr prof gen lt col maj capt sgt cpl adm sen rep gov rev hon".split())


def tokenize(text: str, start: int = 0) -> Tokens:
    """Split `text` from character `start` on into words."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[str] = []
    last = start
    for match in _WORD.finditer(text, start):
        a, b = match.span()
        words.append(match.group())
        starts.append(a)
        ends.append(b)
        gaps.append(text[last:a])
        last = b
    gaps.append(text[last : last + 80])
    upper = [not word[0].islower() and word[0].isalpha() for word in words]
    return Tokens(text, words, [word.lower() for word in words], starts, ends, gaps, upper)
