"""What is said in general and tells of no event: what a law forbids, what counts as a crime."""

from __future__ import annotations

from typing import Final

from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit

_FORBIDDING: Final = frozenset("prohibited regulated forbidden outlawed banned illegal".split())
_LAWS: Final = frozenset(
    "law laws agreement agreements convention conventions treaty treaties statute protocol".split()
)
_CRIMES: Final = frozenset({"crime", "crimes"})
_JUDGING: Final = _FORBIDDING | _CRIMES
_EQUATING: Final = frozenset("is are constitute constitutes amount amounts be remain remains".split())
_TELLING: Final = frozenset("the this that these those his her its their our s recent latest # several".split())
_LISTING: Final = frozenset({"this", "the", "here", "following"})
_REACH: Final = 10
_LAW_REACH: Final = 6
_LEAD: Final = 3


def is_general(tokens: Tokens, hit: Hit) -> bool:
    """Whether a trigger names a kind of deed that is judged: ``attacks on clinics are war crimes``.

    ``The attack on the clinic is a war crime`` tells of one.
    """
    if tokens.words[2:4] == ("a", "list") and tokens.words[0] in _LISTING:
        return True  # "This is a list of the sieges of the war"
    if _JUDGING.isdisjoint(tokens.vocabulary):
        return False
    if not _JUDGING.isdisjoint(tokens.words[hit.first : hit.stop]):
        return _is_judgement(tokens, hit)
    verb = tokens.find(_EQUATING, hit.stop, hit.stop + _REACH)
    if verb < 0 or any(tokens.hard_break(at) or tokens.comma(at) for at in range(hit.stop, verb + 1)):
        return False
    judged = tokens.find(_JUDGING, verb + 1, verb + 1 + _LEAD)
    if judged < 0:
        return False
    if tokens.words[judged] in _FORBIDDING:
        return tokens.find(_LAWS, judged, judged + _LAW_REACH) >= 0
    return _is_bare(tokens, hit) and not any(hit.first <= index < judged for index in tokens.places)


def _is_judgement(tokens: Tokens, hit: Hit) -> bool:
    """Whether a trigger is the judgement itself: ``is prohibited by law``, ``attacks on clinics are war crimes``."""
    verb = tokens.rfind(_EQUATING, hit.first - _LEAD, hit.first)
    if verb < 0:
        return False
    if tokens.words[hit.first] in _FORBIDDING:
        return tokens.find(_LAWS, hit.stop, hit.stop + _LAW_REACH) >= 0
    first = verb
    while first > 0 and not tokens.hard_break(first) and not tokens.comma(first):
        first -= 1
    return first < verb and all(_is_plain(tokens, index) for index in range(first, verb))


def _is_bare(tokens: Tokens, hit: Hit) -> bool:
    """Whether nothing before a trigger points to one deed: no article, owner, number or name."""
    return all(_is_plain(tokens, index) for index in range(max(0, hit.first - _LEAD), hit.first))


def _is_plain(tokens: Tokens, index: int) -> bool:
    return tokens.words[index] not in _TELLING and not _is_name(tokens, index)


def _is_name(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens.is_capitalised(index)
