"""What ``the city``, ``the southern region``, ``the country``, ``the airport`` stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from mapper.model import Resolution
from mapper.tag.clauses import clause_span
from mapper.tag.discourse import Discourse, country_of, place_id, stands_for_kind
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

_RECENT: Final = 2
_FARTHEST: Final = 600
"""Characters back from ``the town`` to its name."""
_LONGEST_WAY: Final = 1500
"""Characters back from ``the city`` to a name that nothing but nearness speaks for."""
_TOWN_OF: Final = re.compile(
    r"\b(?P<noun>town|village|city|suburb|settlement)s? of (?P<name>(?:[A-Z]|al-|el-)[\w’'-]+)"
)
_MANY: Final = 3
_KINDS: Final = {
    "city": ("settlement",),
    "region": ("adm1", "adm2", "area"),
    "country": ("country",),
    "site": ("site", "settlement", "area", "water"),
}
_LESSER: Final = frozenset({"district", "county"})
_STANDING_FOR_NONE: Final = frozenset({"state", "department", "capital", "area", "republic"})


def anaphor_of(
    tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse
) -> tuple[Resolution, str] | None:
    """Resolve ``the city``, ``the southern region``: the last place of that kind before the words."""
    nouns = _standing_nouns()
    if nouns.isdisjoint(tokens.vocabulary):
        return None
    opening, stop = clause_span(clauses, hit.first)
    there = [index for index, word in enumerate(tokens.words[:stop]) if word in nouns]
    # The nearest of the clause, then what stands before: "residents of the southern city, which is now under ...".
    there.sort(key=lambda index: (index < opening, abs(index - hit.first) if index >= opening else index))
    return stands_for_any(tokens, there, discourse)


def stands_for_any(tokens: Tokens, indices: Iterable[int], discourse: Discourse) -> tuple[Resolution, str] | None:
    """Resolve the first of the words at `indices` that stands for a place: the place, and the words."""
    nouns = _standing_nouns()
    if nouns.isdisjoint(tokens.vocabulary):
        return None
    for index in indices:
        if index < len(tokens.words) and tokens.words[index] in nouns:
            found = _stands_for(tokens, index, discourse)
            if found:
                return found
    return None


def unknown_anaphor(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> bool:
    """Whether ``the town`` in the trigger's clause is one named before that the gazetteer does not hold."""
    nouns = words("place", "city") & _standing_nouns()
    if nouns.isdisjoint(tokens.vocabulary):
        return False
    return any(
        tokens.words[index] in nouns
        and tokens.words[index - 1] in {"the", "this"}
        and tokens.words[index + 1 : index + 2] != ("of",)
        and _unknown_town(discourse, tokens.text, tokens.starts[index], tokens.words[index])
        for index in range(max(1, clause_span(clauses, hit.first)[0]), clause_span(clauses, hit.first)[1])
    )


@cache
def _standing_nouns() -> frozenset[str]:
    """Give the nouns that may stand for a place named before: ``the city``."""
    every = frozenset[str]().union(*(words("place", kind) for kind in _KINDS))
    return every - words("place", "generic") - _STANDING_FOR_NONE


def _stands_for(tokens: Tokens, index: int, discourse: Discourse) -> tuple[Resolution, str] | None:
    word = tokens.words[index]
    kind = next(kind for kind in _KINDS if word in words("place", kind))
    the = tokens.rfind({"the", "this", "that"}, index - 3, index)
    if the < 0 or any(tokens.comma(i) for i in range(the + 1, index + 1)):
        return None
    following = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    if (
        following == "of"
        or following in words("place", "city")
        or (following and tokens.is_capitalised(index + 1) and not tokens.gaps[index + 1])
    ):
        return None
    if any(tokens.is_capitalised(i) and not _is_demonym(tokens.starts[i], discourse) for i in range(the + 1, index)):
        return None
    if kind == "site":
        place = _last_site(discourse, word, tokens.starts[the])
    else:
        kinds = ("adm2",) if word in _LESSER else _KINDS[kind]
        place = _last_of_kind(discourse, kinds, tokens, tokens.starts[the], word)
    return (place, tokens.text[tokens.starts[the] : tokens.ends[index]]) if place else None


def _is_demonym(start: int, discourse: Discourse) -> bool:
    named = discourse.named_at(start)
    return named is not None and named.mention.start == start and named.mention.kind == "demonym"


def _last_of_kind(
    discourse: Discourse, kinds: tuple[str, ...], tokens: Tokens, before: int, word: str
) -> Resolution | None:
    """Give what ``the city`` or ``the region`` stands for.

    A name before it in the sentence, or a place of the events just told; or else the place of that kind that the
    document names most, or the last one.
    """
    if kinds == _KINDS["city"] and _unknown_town(discourse, tokens.text, before, word):
        return None
    fitting = [
        one
        for one in discourse.named_before(before, kinds)
        if discourse.floor <= one.mention.start and one.mention.start not in discourse.venues
    ]
    if not fitting or kinds == ("country",):
        return next((one for one in reversed(fitting) if country_of(one) == discourse.focus), None)
    if fitting[-1].mention.start >= tokens.start:
        return fitting[-1]
    title = discourse.title
    if title and _is_kind(title, kinds, discourse) and fitting[-1].mention.start < discourse.paragraph:
        return title
    recent = [one for one in discourse.last if _is_kind(one, kinds, discourse)]
    if recent and discourse.age <= _RECENT:
        return next((one for one in recent if place_id(one) == discourse.main), recent[0])
    votes = Counter(one.place.id for one in fitting if one.place)
    place, number = votes.most_common(1)[0]
    if number >= _MANY and number * 3 >= len(fitting):
        return next(one for one in reversed(fitting) if one.place and one.place.id == place)
    return fitting[-1] if before - fitting[-1].mention.end <= _LONGEST_WAY else None


def _last_site(discourse: Discourse, noun: str, before: int) -> Resolution | None:
    """Give the last name that holds the noun itself: ``Hostomel airport`` for ``the airport``."""
    for one in reversed(discourse.named_before(before)):
        if one.mention.start < discourse.floor or before - one.mention.end > _LONGEST_WAY:
            return None
        if one.mention.kind == "place" and noun in one.mention.text.lower().split():
            return one if one.place is not None and one.precision != "none" else None
    return None


def _unknown_town(discourse: Discourse, text: str, before: int, noun: str) -> bool:
    """Whether the last town named before is one that the gazetteer does not hold: ``the town of Al Thiabieh``."""
    towns = reversed(discourse.named_before(before, _KINDS["city"]))
    known = next((one for one in towns if one.mention.start not in discourse.venues), None)
    first = max(known.mention.end if known else 0, before - _FARTHEST)
    for match in _TOWN_OF.finditer(text, first, before):
        if noun == "city" and match["noun"] == "village":
            continue
        named = discourse.named_at(match.start("name"))
        if named is None or named.place is None:
            return True
    return False


def _is_kind(resolution: Resolution, kinds: tuple[str, ...], discourse: Discourse) -> bool:
    return resolution.mention.start not in discourse.venues and stands_for_kind(resolution, kinds, discourse.focus)
