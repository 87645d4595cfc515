"""Where a sentence falls into clauses. No parser: conjunctions, relative pronouns, punctuation, reporting verbs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import Final

from mapper.tag.morphology import PAST_FORMS
from mapper.tag.numbers import COUNTING
from mapper.tag.tokens import ARTICLES, Tokens
from mapper.tag.words import words

_OPENERS: Final = frozenset(
    "who whom whose which where while whereas although though because when whenever until if unless but however".split()
)
_AUXILIARIES: Final = frozenset(
    "is are was were has have had will would could can may might did does do ll remain remains continued".split()
)
_NOT_AFTER_AS: Final = frozenset("well many much part long soon of human if to such far little few".split())
_NOT_BEFORE_AS: Final = frozenset("such well as known much many soon long same just regarded seen described".split())
_PLAIN_REPORTING: Final = frozenset(
    "said says say reported reports announced added confirmed revealed told stated claimed noted explained".split()
)
_PREPOSITIONS: Final = frozenset("of to by from on after amid despite with in no".split())
_NOT_IN_SUBJECTS: Final = frozenset("and or which who that".split())
_NUMERALS: Final = COUNTING | {"another", "at", "more", "some", "about", "up", "over", "others"}
_VICTIMS: Final = frozenset(
    "wounded injured hurt killed died dead missing arrested detained abducted kidnapped".split()
)
_OCCURRING: Final = frozenset("occurred happened erupted ensued resumed followed".split())
"""Verbs of events: what goes before them behind ``and`` is a subject."""
_LOOK_AHEAD: Final = 7
_REPORTED: Final = frozenset("reported confirmed announced claimed stated".split())
_LEADING_TO_NOUNS: Final = ARTICLES | {"no", "any", "more", "first", "last", "other", "of", "previously"}
_NEAR_OPENINGS: Final = _OPENERS | {"as", "and", "or"}


def clause_ids(tokens: Tokens) -> tuple[int, ...]:
    """Give the number of its clause for every word, counting from 0 in reading order."""
    ids: list[int] = []
    first = number = 0
    for index in _near_openings(tokens):
        if _opens(tokens, first, index):
            ids += [number] * (index - first)
            number += 1
            first = index
    return (*ids, *[number] * (len(tokens.words) - first))


def _near_openings(tokens: Tokens) -> list[int]:
    """Give the words, but the first, that a clause may open at."""
    words, gaps = tokens.words, tokens.gaps
    near = [index for index, word in enumerate(words) if gaps[index] or word in _NEAR_OPENINGS]
    if not _PLAIN_REPORTING.isdisjoint(tokens.vocabulary):
        behind = [index + 1 for index, word in enumerate(words[:-1]) if word in _PLAIN_REPORTING]
        near = sorted({*near, *behind})
    return near[1:] if near and near[0] == 0 else near


def clause_span(clauses: tuple[int, ...], index: int) -> tuple[int, int]:
    """Give the first word of the clause of the word at `index`, and the word after its last."""
    clause = clauses[index]
    return bisect_left(clauses, clause), bisect_right(clauses, clause)


def _opens(tokens: Tokens, first: int, index: int) -> bool:
    """Whether a clause opens at `index`; the one before it began at `first`."""
    word = tokens.words[index]
    if tokens.hard_break(index) or word in _OPENERS:
        return True
    before = tokens.words[index - 1]
    if before == "reports" and index > 1 and _takes_noun(tokens.words[index - 2]):
        return False  # "denied reports that"
    if before in _REPORTED and index > 1 and tokens.words[index - 2] in _LEADING_TO_NOUNS:
        return False  # "there was no more reported fighting"
    if before in _PLAIN_REPORTING and word not in {"by", "in", "on", "to", "it", "they", "today", "at", "from"}:
        return True
    if word == "as":
        after = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
        return before not in _NOT_BEFORE_AS and after not in _NOT_AFTER_AS
    if word in {"and", "or"}:
        verbs = _verbs()
        if _counts_on(tokens, index + 1):
            return False  # "two people died and four were wounded in the town"
        if index + 1 < len(tokens.words) and tokens.words[index + 1] in verbs:
            return True
        return _has_verb(tokens, first, index, verbs) and _finite_ahead(tokens, index + 1, verbs, past=True)
    return tokens.comma(index) and _finite_ahead(tokens, index, words("speech", "finite"))


@cache
def _verbs() -> frozenset[str]:
    return _AUXILIARIES | words("speech", "finite")


def _takes_noun(word: str) -> bool:
    """Whether the next word is likelier a noun: ``denied reports``, ``the reports``."""
    return word in ARTICLES or word in words("speech", "finite") or word.endswith("ed") or word in _PREPOSITIONS


def _counts_on(tokens: Tokens, index: int) -> bool:
    """Whether a number of further victims begins at `index`."""
    ahead = tokens.words[index : index + _LOOK_AHEAD - 1]
    return bool(ahead) and ahead[0] in _NUMERALS and not _VICTIMS.isdisjoint(ahead)


def _has_verb(tokens: Tokens, first: int, stop: int, verbs: frozenset[str]) -> bool:
    """Whether the clause so far has a verb; without one, ``and`` joins two subjects."""
    before = tokens.words[first:stop]
    if not (verbs.isdisjoint(before) and PAST_FORMS.isdisjoint(before)):
        return True
    return any(word.endswith("ed") for word in before)


def _finite_ahead(tokens: Tokens, index: int, verbs: frozenset[str], *, past: bool = False) -> bool:
    """Whether a subject and one of `verbs` (`past`: or an irregular past tense) follow before the next break."""
    if index < len(tokens.words) and tokens.words[index] in verbs:
        return True
    for ahead in range(index + 1, min(index + _LOOK_AHEAD, len(tokens.words))):
        word = tokens.words[ahead]
        if (tokens.gaps[ahead] and (tokens.hard_break(ahead) or tokens.comma(ahead))) or word in _NOT_IN_SUBJECTS:
            return False
        if word in verbs or (past and (word in PAST_FORMS or word in _OCCURRING)):
            return not (word == "may" and tokens.is_capitalised(ahead))  # "in the east and west on May 26"
    return False
