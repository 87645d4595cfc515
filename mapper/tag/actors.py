"""Who did it to whom, in the plainest readings: ``by X``, the forces named before the trigger, the people after it."""

from __future__ import annotations

from typing import Final

from mapper.tag.morphology import PAST_FORMS
from mapper.tag.tokens import ARTICLES, Tokens
from mapper.tag.words import words

_REACH: Final = 8
_STOPS: Final = frozenset(
    "in on at near from to after before during while when who which that and said of into over".split()
)
_OBJECT_PREPOSITIONS: Final = frozenset("of on against at".split())
_NO_NOUNS: Final = frozenset("which who that it there says said say he she they we".split())
_PASSIVE: Final = frozenset("was were been being is are be".split())


def actor_of(tokens: Tokens, first: int, stop: int, clauses: tuple[int, ...]) -> str:
    """Name who acts in the event whose trigger is the words ``[first, stop)``; an empty string if no one is named."""
    by = tokens.find({"by"}, stop, min(stop + _REACH, len(tokens.words)))
    if by >= 0 and clauses[by] == clauses[stop - 1]:
        found = _phrase(tokens, by + 1)
        if found and not found[0].isdigit():
            return found
    noun = tokens.rfind(words("actor", "nouns"), max(0, first - _REACH), first)
    if noun < 0 or clauses[noun] != clauses[first] or not _PASSIVE.isdisjoint(tokens.words[noun:first]):
        return ""
    return _noun_phrase(tokens, noun)


def target_of(tokens: Tokens, first: int, stop: int, clauses: tuple[int, ...]) -> str:
    """Name whom or what the event hits: the subject of a passive, or the object after the trigger."""
    if not _PASSIVE.isdisjoint(tokens.words[max(0, first - 3) : first]):
        return _passive_subject(tokens, first)
    if stop >= len(tokens.words) or clauses[stop] != clauses[stop - 1]:
        return ""
    if tokens.words[stop] in _OBJECT_PREPOSITIONS:
        return _phrase(tokens, stop + 1)
    last = tokens.words[stop - 1]
    verb = last.endswith(("ed", "ing")) or last in PAST_FORMS
    return _phrase(tokens, stop) if verb and tokens.words[stop] not in _STOPS and not tokens.gaps[stop] else ""


def _passive_subject(tokens: Tokens, first: int) -> str:
    verb = tokens.rfind(_PASSIVE, max(0, first - 3), first)
    while verb > 0 and tokens.words[verb - 1] in {"have", "has", "had", "also", *_PASSIVE}:
        verb -= 1
    if verb <= 0 or tokens.comma(verb) or tokens.words[verb - 1] in _NO_NOUNS:
        return ""
    return _noun_phrase(tokens, verb - 1)


def _phrase(tokens: Tokens, index: int) -> str:
    """Give the words from `index` to the next preposition, verb-like word, comma or break; at most six."""
    stop = index
    while stop < len(tokens.words) and stop - index < 6 and tokens.words[stop] not in _STOPS:
        if stop > index and (tokens.hard_break(stop) or tokens.comma(stop)):
            break
        stop += 1
    if stop == index or tokens.words[index] in _PASSIVE:
        return ""
    return _text(tokens, index, stop)


def _noun_phrase(tokens: Tokens, noun: int) -> str:
    """Give the noun at `noun` with its capitalised or numeral modifiers; at most five words back."""
    first = noun
    while (
        first > 0
        and noun - first < 5
        and not tokens.hard_break(first)
        and not tokens.comma(first)
        and tokens.words[first - 1] not in _STOPS
        and tokens.words[first - 1] not in _PASSIVE
    ):
        first -= 1
    while first < noun and tokens.words[first] in ARTICLES:
        first += 1
    return _text(tokens, first, noun + 1)


def _text(tokens: Tokens, first: int, stop: int) -> str:
    return " ".join(tokens.text[tokens.starts[first] : tokens.ends[stop - 1]].split())[:120]
