"""Places that the words do not name, or that the gazetteer does not hold: then no point is given."""

from __future__ import annotations

from functools import cache
from typing import Final

from mapper.tag.clauses import clause_span
from mapper.tag.discourse import Discourse
from mapper.tag.morphology import PAST_FORMS
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

_BEHIND: Final = 4
_LOCATING: Final = frozenset("in near around outside".split())
_LEADING_TO_NAMES: Final = _LOCATING | {"of"}
_NO_NAMES: Final = frozenset(
    "world president prime parliament operation january february march april may june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday god islam christmas "
    "easter ramadan eid english french russian telegram facebook twitter congress internet covid summer winter "
    "spring autumn mr mrs muslim christian sunni shia shiite alawite druze kurdish jewish arab".split()
)
_QUARTERS: Final = frozenset("neighbourhood neighborhood quarter district suburb".split())
"""Parts of a town: where the name is not known, the town may be."""

_TOWNS: Final = frozenset("towns villages cities suburbs districts settlements neighbourhoods neighborhoods".split())
_HITTING: Final = frozenset(
    "territory_change airstrike shelling drone_attack attack_unspecified ground_fighting siege_blockade".split()
)
_BEHIND_NAMES: Final = frozenset("and in on at by from with after before during while near as for overnight".split())
_ARTICLES: Final = frozenset("al el ad as ash ar at an az".split())
_OF_PLACES: Final = frozenset("battle siege blockade armistice truce treaty fall liberation occupation".split())
_OTHER: Final = frozenset("neighbouring neighboring another third foreign other".split())
_COUNTRIES: Final = frozenset("country countries state states nation nations".split())
_WIDE: Final = frozenset("across throughout around over in of".split())


def unknown_behind(tokens: Tokens, hit: Hit, discourse: Discourse) -> tuple[int, str] | None:
    """Find a name right behind the trigger, after ``in`` or ``near``, that no mention covers: its offset and text."""
    for index in range(hit.stop, min(hit.stop + _BEHIND, len(tokens.words) - 1)):
        if tokens.gaps[index] and (tokens.hard_break(index) or tokens.comma(index)):
            return None
        if tokens.words[index] in _LOCATING or (index == hit.stop and _names_what_it_is_of(tokens, hit)):
            start = tokens.starts[index + 1]
            named = discourse.named_at(start)
            known = named is not None and (
                tokens.words[index] == "of" or (named.mention.kind == "place" and named.place is not None)
            )
            if known or tokens.gaps[index + 1] or not tokens.is_capitalised(index + 1):
                return None
            if tokens.words[index + 1] in _NO_NAMES:
                return None
            return start, tokens.text[start : tokens.ends[index + 1]]
    return None


def _names_what_it_is_of(tokens: Tokens, hit: Hit) -> bool:
    """Whether the trigger and ``of`` lead to the name of a place: ``the battle of Hladosove``."""
    return tokens.words[hit.stop] == "of" and tokens.words[hit.stop - 1] in _OF_PLACES and not tokens.gaps[hit.stop]


def unknown_object(tokens: Tokens, hit: Hit, discourse: Discourse) -> tuple[int, str] | None:
    """Find a name that no mention covers as what is hit, right behind the trigger: ``captured Hladosove``."""
    if hit.event_type not in _HITTING or hit.stop >= len(tokens.words) or tokens.gaps[hit.stop]:
        return None
    verb = tokens.words[hit.stop - 1]
    index = _name_at(tokens, hit.stop)
    if index is None or not (verb.endswith(("ed", "ing")) or verb in PAST_FORMS | {"of"}):
        return None
    start = tokens.starts[index]
    ends = index + 1 >= len(tokens.words) or bool(tokens.gaps[index + 1]) or tokens.words[index + 1] in _BEHIND_NAMES
    if not ends or tokens.words[index] in _NO_NAMES or discourse.named_at(start):
        return None
    return start, tokens.text[start : tokens.ends[index]]


@cache
def _of_places() -> frozenset[str]:
    return words("place", "city") | _TOWNS | _OF_PLACES


def _name_at(tokens: Tokens, index: int) -> int | None:
    """Give the word in capitals at `index`, or behind an Arabic article there (``al-Taloul``)."""
    if index + 1 < len(tokens.words) and tokens.words[index] in _ARTICLES and tokens.gaps[index + 1] == "-":
        index += 1
    return index if tokens.is_capitalised(index) else None


def unknown_name(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> str:
    """Find a name behind ``in`` or ``near`` that no mention covers: a place, but which one is not known."""
    opening, stop = clause_span(clauses, hit.first)
    for index in range(max(1, opening), stop):
        lead = tokens.words[index - 1]
        if lead not in _LEADING_TO_NAMES or tokens.gaps[index]:
            continue
        name_at = _name_at(tokens, index)
        if name_at is None:
            continue
        if lead == "of" and (index == 1 or tokens.words[index - 2] not in _of_places()):
            continue
        start = tokens.starts[name_at]
        named = discourse.named_at(start)
        if tokens.words[name_at] not in _NO_NAMES and (named is None or named.place is None):
            name = tokens.text[start : tokens.ends[name_at]]
            if not name.isupper():
                return name
    return _unknown_site(tokens, opening, stop, discourse)


def _unknown_site(tokens: Tokens, first: int, stop: int, discourse: Discourse) -> str:
    """Find a name before a noun for a place on the land, that no mention covers: ``Jirah airbase``."""
    land = words("place", "land")
    if land.isdisjoint(tokens.vocabulary):
        return ""
    for index in range(max(1, first), stop):
        if (
            tokens.words[index] not in land
            or tokens.words[index] in _QUARTERS
            or tokens.gaps[index]
            or not tokens.is_capitalised(index - 1)
        ):
            continue
        named = discourse.named_at(tokens.starts[index - 1])
        if tokens.words[index - 1] not in _NO_NAMES and index > 1 and (named is None or named.place is None):
            return tokens.text[tokens.starts[index - 1] : tokens.ends[index]]
    return ""


@cache
def _telling_of_none() -> frozenset[str]:
    return words("place", "whole") | words("place", "country_wide") | words("place", "generic")


def generic_word(tokens: Tokens, hit: Hit, clauses: tuple[int, ...]) -> str:
    """Find words for places that name none: ``from encircled towns and cities``, ``the war has killed``."""
    if _telling_of_none().isdisjoint(tokens.vocabulary):
        return ""
    subject = tokens.rfind(words("place", "whole"), hit.first - 12, hit.first)
    if 0 < subject <= 3 and tokens.words[subject - 1] in {"the", "s", "of"}:
        return tokens.words[subject]
    whole = tokens.find(words("place", "country_wide"), hit.first - 8, hit.stop + 8)
    if whole > 1 and tokens.words[whole - 1] == "the" and tokens.words[whole - 2] in _WIDE:
        return tokens.words[whole]
    index = tokens.find(words("place", "generic"), hit.first - 6, min(hit.stop + 12, len(tokens.words)))
    if index < 0 or clauses[index] != clauses[hit.first]:
        return ""
    return tokens.words[index]


def is_in_another_country(tokens: Tokens, hit: Hit, clauses: tuple[int, ...]) -> bool:
    """Whether the words put a trigger in a country that they do not name: ``a raid in the neighbouring country``."""
    if _OTHER.isdisjoint(tokens.vocabulary):
        return False
    opening, stop = clause_span(clauses, hit.first)
    for index in range(max(opening, hit.stop), stop - 1):
        if tokens.words[index] in _OTHER and tokens.words[index + 1] in _COUNTRIES:
            return not _LOCATING.isdisjoint(tokens.words[max(0, index - 2) : index])
    return False
