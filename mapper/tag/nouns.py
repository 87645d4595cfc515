"""Noun phrases without a parser: from a word on, or back from one, as far as the words can belong to one phrase."""

from __future__ import annotations

from typing import Final

from mapper.tag.morphology import PAST_FORMS
from mapper.tag.tokens import ARTICLES, Tokens
from mapper.tag.words import words

_LONGEST: Final = 6
_CLOSING: Final = frozenset(
    "in on at near from to after before during while when who whom which that and or but nor said of into over by with "
    "without for as than since until till against amid among between through across along around outside inside within "
    "toward towards under above below behind beyond despite because if whether where why how what then there here via "
    "about up down out off away back again also only just not no never still even ever both either neither so "
    "is are was were be been being am has have had having do does did will would shall should can could may might must "
    "ll ve re d t it he she they we i you him them us me its who whose this that these those such itself themselves "
    "today tonight yesterday tomorrow overnight monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december early late morning evening night "
    "afternoon noon midnight dawn dusk days weeks months years hours minutes ago earlier later per cent percent "
    "km kilometres kilometers miles several many some more most less least fewer all any each every none other others "
    "another least meanwhile however although though yet too very first last next once twice now soon".split()
)
"""Words that no phrase goes on over."""

_OPENING: Final = frozenset("several many some more all any each every other another first last least".split())
"""Those that may open one: ``several houses``."""

_ATTRIBUTES: Final = frozenset(
    "armed masked unidentified united wounded displaced combined backed led based occupied held besieged trapped "
    "controlled allied uniformed unarmed retired elected advanced mechanised mechanized armoured armored unmanned "
    "fortified detained captured injured opposed aligned linked leading ruling fighting invading attacking advancing "
    "retreating occupying neighbouring neighboring opposing residential remaining fleeing surrounding military "
    "ruined wanted red".split()
)
_NO_VERBS: Final = frozenset("red bed shed seed hundred need speed feed wing ring king spring evening building".split())
_NOT_LAST: Final = frozenset("the a an # s least than".split()) | ARTICLES | _OPENING
_NOT_FIRST: Final = ARTICLES | {"least", "than"}


def phrase_from(tokens: Tokens, first: int, stop: int) -> tuple[int, int]:
    """Give the span of the noun phrase that begins at `first`, before `stop`; an empty span where none does."""
    last = first
    while last < min(stop, first + _LONGEST):
        if last > first and tokens.gaps[last] not in {"", "-", "'", "’", "."}:
            break
        word = tokens.words[last]
        opens = word in ARTICLES or (last - first < 2 and word in _OPENING)
        if not opens and (word in _CLOSING or (last > first and _is_verb(tokens, last, first))):
            break
        last += 1
    while last > first and tokens.words[last - 1] in _NOT_LAST:
        last -= 1
    return (first, last) if _has_noun(tokens, first, last) else (first, first)


def phrase_to(tokens: Tokens, last: int, opening: int) -> tuple[int, int]:
    """Give the span of the noun phrase whose last word is `last` and that begins at `opening` or later."""
    first = last + 1
    while first > opening and last + 1 - first < _LONGEST:
        word = tokens.words[first - 1]
        if first <= last and tokens.gaps[first] not in {"", "-", "'", "’", "."}:
            break
        opens = word in ARTICLES or word in _OPENING
        if not opens and (word in _CLOSING or (first <= last and _is_verb(tokens, first - 1, opening))):
            break
        first -= 1
        if word in ARTICLES:
            break
    return (first, last + 1) if _has_noun(tokens, first, last + 1) else (last + 1, last + 1)


def phrase_text(tokens: Tokens, span: tuple[int, int]) -> str:
    """Give the words of a phrase as they stand in the report, without articles before them; at most 120 characters."""
    first, stop = span
    while first < stop and tokens.words[first] in _NOT_FIRST:
        first += 1
    if first >= stop:
        return ""
    return " ".join(tokens.text[tokens.starts[first] : tokens.ends[stop - 1]].split())[:120]


def _has_noun(tokens: Tokens, first: int, stop: int) -> bool:
    return not _NOT_LAST.issuperset(tokens.words[first:stop])


def _is_verb(tokens: Tokens, index: int, opening: int) -> bool:
    """Whether a word within a phrase is likelier a verb: ``killed``, ``fled``, ``killing``, ``said``."""
    word = tokens.words[index]
    if word in _ATTRIBUTES or word in _NO_VERBS or tokens.is_capitalised(index):
        return False
    if word in words("speech", "finite") or word in PAST_FORMS or word.endswith("ly"):
        return True
    return word.endswith(("ed", "ing")) and (index == opening or tokens.words[index - 1] not in ARTICLES)
