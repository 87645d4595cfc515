"""One pass over the words: every span that bears a name of the gazetteer, longest first."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from gazetteer import Gazetteer
from gazetteer.names import ARTICLES
from mapper.languages import en
from mapper.recognize.runs import NEVER_A_NAME
from mapper.recognize.tokens import FOLDED, Tokens

_MOST_WORDS: Final = 6
_INNER: Final = frozenset(
    """de del della di da dos das do la le les el al of the and van der den von upon on sur am an es ez ed er ash ur ul
    bin ibn abu nuclear power international steel hydroelectric thermal""".split()
)
_NONE_ALONE: Final = ARTICLES | {"national", "federal", "international"}
"""Words that some short name of a place is made of, and no text means it by (``National`` for a capital region)."""
_APOSTROPHES: Final = frozenset({"'", "’"})
_BINDING: Final = _APOSTROPHES | {"-"}
_GOING_ON: Final = _INNER | frozenset(en.PLACE_NOUNS)


class Span(NamedTuple):
    """Words ``[start, end)`` whose folded form `key` is in the gazetteer."""

    start: int
    end: int
    key: str


def spans_at(gazetteer: Gazetteer, tokens: Tokens, i: int) -> list[Span]:
    """List the gazetteer's names that begin at word `i` (or at the article bound to it), longest first."""
    upper, lower, gaps, j = tokens.upper, tokens.lower, tokens.gaps, i + 1
    key = FOLDED[tokens.words[i]]
    bare = lower[i] in _NONE_ALONE or (lower[i] in NEVER_A_NAME and tokens.opens[i])
    found = [Span(i, j, key)] if not bare and is_name(gazetteer, key) else []
    while j < len(lower) and (upper[j] or lower[j] in _GOING_ON or gaps[j] in _BINDING):
        if lower[j] == "s" and _owns(tokens, j):
            key, j = f"{key}s", j + 1
        closes = upper[j] or lower[j] in en.PLACE_NOUNS or (gaps[j] == "-" and upper[j - 1])  # Rostov-on-Don
        if not (closes or lower[j] in _INNER) or not tokens.joins(j) or j >= i + _MOST_WORDS:
            break
        key = f"{key} {FOLDED[tokens.words[j]]}"
        j += 1
        if closes and is_name(gazetteer, key):
            found.append(Span(i, j, key))
    found.reverse()
    if i > 0 and gaps[i] == "-" and lower[i - 1] in ARTICLES and not upper[i - 1]:
        return [*_with_article(gazetteer, tokens, i, found), *found]
    return found


def _with_article(gazetteer: Gazetteer, tokens: Tokens, i: int, found: list[Span]) -> list[Span]:
    """List the names that the article bound to word `i` begins (``al-Bab``)."""
    article, word = FOLDED[tokens.words[i - 1]], Span(i, i + 1, FOLDED[tokens.words[i]])
    bound = [Span(i - 1, end, f"{article} {key}") for _, end, key in found or [word]]
    return [span for span in bound if is_name(gazetteer, span.key)]


def _owns(tokens: Tokens, j: int) -> bool:
    """Whether word `j`, an s, is that of a possessive within a name (``Cox's Bazar``)."""
    return (
        tokens.gaps[j] in _APOSTROPHES
        and tokens.gaps[j + 1] == " "
        and j + 1 < len(tokens.words)
        and tokens.upper[j + 1]
    )


@lru_cache(maxsize=1 << 17)
def is_name(gazetteer: Gazetteer, key: str) -> bool:
    """Whether some place bears a folded name; remembered, since texts repeat their words."""
    return key in gazetteer
