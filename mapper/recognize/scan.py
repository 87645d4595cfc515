"""One pass over the words: every span that bears a name of the gazetteer, longest first."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from gazetteer import Gazetteer
from mapper.languages import en
from mapper.recognize.runs import NEVER_A_NAME
from mapper.recognize.tokens import Tokens

_MOST_WORDS: Final = 6
_INNER: Final = frozenset(
    """de del della di da dos das do la le les el al of the and van der den von upon on sur am an es nuclear power
    international steel hydroelectric thermal""".split()
)
_GOING_ON: Final = _INNER | frozenset(en.PLACE_NOUNS)


class Span(NamedTuple):
    """Words ``[start, end)`` whose folded form `key` is in the gazetteer."""

    start: int
    end: int
    key: str


def spans_at(gazetteer: Gazetteer, tokens: Tokens, i: int) -> list[Span]:
    """List the gazetteer's names that begin at word `i`, longest first."""
    upper, lower, j = tokens.upper, tokens.lower, i + 1
    key = tokens.folded(i)
    found = [Span(i, j, key)] if lower[i] not in NEVER_A_NAME and is_name(gazetteer, key) else []
    while j < len(lower) and (upper[j] or lower[j] in _GOING_ON or tokens.gaps[j] == "-") and tokens.joins(j):
        if j == i + _MOST_WORDS:
            break
        closes = upper[j] or lower[j] in en.PLACE_NOUNS or _suffixed(tokens, j)
        if not closes and lower[j] not in _INNER:
            break
        key = f"{key} {tokens.folded(j)}"
        j += 1
        if closes and is_name(gazetteer, key):
            found.append(Span(i, j, key))
    found.reverse()
    return found


@lru_cache(maxsize=1 << 17)
def is_name(gazetteer: Gazetteer, key: str) -> bool:
    """Whether some place bears a folded name; remembered, since texts repeat their words."""
    return key in gazetteer


def _suffixed(tokens: Tokens, j: int) -> bool:
    """Whether word `j` is bound by a hyphen to a capitalised one (``Rostov-on-Don``, ``Stoke-on-Trent``)."""
    return tokens.gaps[j] == "-" and tokens.upper[j - 1]
