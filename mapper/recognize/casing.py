"""Which words count as capitalised where capitals say nothing: headlines, lines in capitals, feeds in lower case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Final

from gazetteer import Gazetteer
from gazetteer.records import ABBREVIATION
from mapper.languages import en
from mapper.recognize.context import facts
from mapper.recognize.runs import NEVER_A_NAME
from mapper.recognize.scan import is_name
from mapper.recognize.tokens import FOLDED, Tokens

_LONGEST_HEADLINE: Final = 25  # words
_SHORTEST_HEADLINE: Final = 4
_HEADLINE_SHARE: Final = 0.6  # of capitalised words, from which a line is looked at
_SMALL_WORD: Final = 4  # letters up to which a headline writes words small
_SMALL_WORDS: Final = NEVER_A_NAME | {"via", "vs", "de", "la", "el", "al", "up", "out", "off", "s"}
_FULL_STOPS: Final = frozenset(".;:,!?…")
_LOWER_SHARE: Final = 0.02  # of capitalised words, up to which a text is in lower case
_LONGEST_NAME: Final = 4
_KNOWN: Final = 15_000  # inhabitants from which a town is known by its bare name in lower case
_LISTED: Final = 1_000  # the same behind a preposition of place
_SHORTEST_NAME: Final = 4
_PLACING: Final = frozenset({"in", "near", "from", "at", "outside", "around", "over", "across", "hit", "hits"})


def restore(tokens: Tokens, gazetteer: Gazetteer, plain_words: frozenset[str]) -> Tokens:
    """Give a text with the capitals that it would have in running prose, where its own say nothing.

    Parameters
    ----------
    tokens
        The words of a text.
    gazetteer
        The index of names.
    plain_words
        Words that English writes in lower case, function words among them.

    Returns
    -------
    Tokens
        The same words. In a headline and a line in capitals only what is no plain word is capitalised; in a text
        without capitals, names of countries, regions, nations and known towns are. The same object where nothing
        is to be done.
    """
    if len(tokens.capitals) <= len(tokens) * _LOWER_SHARE:
        return _recased(tokens, _names(tokens, gazetteer, plain_words)) if len(tokens) >= _SHORTEST_HEADLINE else tokens
    lowered = {i for start, end in _headlines(tokens) for i in range(start, end) if tokens.lower[i] in plain_words}
    return _recased(tokens, [i for i in tokens.capitals if i not in lowered]) if lowered else tokens


def _recased(tokens: Tokens, capitals: list[int]) -> Tokens:
    upper = [False] * len(tokens)
    for i in capitals:
        upper[i] = True
    return replace(tokens, upper=upper, capitals=capitals)


def _headlines(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the short lines without a full stop in which all but small words are capitalised."""
    capitals, last = tokens.capitals, 0
    first = tokens.starts[0]
    lines = tokens.text[first : tokens.ends[-1]].replace("\r", "\n").split("\n")
    behind = accumulate([len(line) + 1 for line in lines], initial=first)
    for end in dict.fromkeys([bisect_left(tokens.starts, offset) for offset in behind]):
        start, last = last, end
        size = end - start
        if not _SHORTEST_HEADLINE <= size <= _LONGEST_HEADLINE or tokens.gaps[end][:1] in _FULL_STOPS:
            continue
        written = bisect_left(capitals, end) - bisect_left(capitals, start)
        if written >= size * _HEADLINE_SHARE and all(_is_in_title(tokens, i) for i in range(start, end)):
            yield start, end


def _is_in_title(tokens: Tokens, i: int) -> bool:
    """Whether a word is written as titles write it: capitalised, or a small function word, or a number."""
    word = tokens.words[i]
    return tokens.upper[i] or not word.isalpha() or (len(word) <= _SMALL_WORD and word in _SMALL_WORDS)


def _names(tokens: Tokens, gazetteer: Gazetteer, plain_words: frozenset[str]) -> list[int]:
    """List the words that begin or continue a known name in a text without capitals, and those it does capitalise."""
    found = set(tokens.capitals)
    free = 0
    for i, word in enumerate(tokens.lower):
        if word in plain_words or not word.isalpha() or i < free:
            continue
        start, end = _name_around(tokens, gazetteer, plain_words, i, free)
        found.update(range(start, end))
        free = max(free, end)
    return sorted(found)


def _name_around(
    tokens: Tokens, gazetteer: Gazetteer, plain_words: frozenset[str], i: int, free: int
) -> tuple[int, int]:
    """Give the bounds of the longest known name that holds word `i`, which is no plain one; empty where none does."""
    for start in range(max(free, i - 1), i + 1):  # a plain word may begin a name: new york
        for end in range(min(start + _LONGEST_NAME, len(tokens)), max(i, start + 1), -1):
            bound = all(tokens.joins(k) for k in range(start + 1, end))
            if (
                bound
                and tokens.lower[end - 1] not in plain_words
                and _is_known(gazetteer, tokens.key(start, end), _KNOWN)
            ):
                return start, end
    word = tokens.lower[i]
    if word in en.DEMONYMS or word in en.FIRST_NAMES:
        return i, i + 1
    placed = i > 0 and tokens.lower[i - 1] in _PLACING
    known = len(word) >= _SHORTEST_NAME and _is_known(gazetteer, FOLDED[tokens.words[i]], _LISTED if placed else _KNOWN)
    return i, i + known


def _is_known(gazetteer: Gazetteer, key: str, inhabitants: int) -> bool:
    """Whether a name is a country's, a region's, a sea's, or a town's of so many inhabitants."""
    if not is_name(gazetteer, key):
        return False
    about = facts(gazetteer, key)
    if about.name_class == ABBREVIATION:
        return False
    return about.kind not in ("settlement", "adm2", "site") or about.population >= inhabitants
