"""One pass over the words: every span that bears a name of the gazetteer, longest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gazetteer import Gazetteer
from mapper.languages import en
from mapper.recognize.tokens import Tokens

_MOST_WORDS: Final = 6
_INNER: Final = frozenset(
    """de del della di da dos das do la le les el al of the and van der den von upon on sur am an es nuclear power
    international steel hydroelectric thermal""".split()
)


@dataclass(frozen=True, slots=True)
class Span:
    """Words ``[start, end)`` whose folded form `key` is in the gazetteer."""

    start: int
    end: int
    key: str


def spans_at(gazetteer: Gazetteer, tokens: Tokens, i: int) -> Iterator[Span]:
    """Yield the gazetteer's names that begin at word `i`, longest first."""
    ends: dict[str, int] = {}
    key = ""
    upper, lower = tokens.upper, tokens.lower
    for j in range(i, min(i + _MOST_WORDS, len(lower))):
        if j > i and not tokens.joins(j):
            break
        closes = upper[j] or (j > i and (lower[j] in en.PLACE_NOUNS or _suffixed(tokens, j)))
        if not closes and (j == i or lower[j] not in _INNER):
            break
        key = tokens.folded(j) if j == i else f"{key} {tokens.folded(j)}"
        if closes:
            ends[key] = j + 1
    if not ends:
        return
    for name in reversed(gazetteer.prefixes(key)):
        if name in ends:
            yield Span(i, ends[name], name)


def _suffixed(tokens: Tokens, j: int) -> bool:
    """Whether word `j` is bound by a hyphen to a capitalised one (``Rostov-on-Don``, ``Stoke-on-Trent``)."""
    return tokens.gaps[j] == "-" and tokens.upper[j - 1]
