"""What the text so far says of places: its country, the places just told, and what ``the city`` stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from mapper.model import Report, Resolution
from mapper.tag.capitals import capital_id
from mapper.tag.clauses import clause_span
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

_BEHIND: Final = 4
_RECENT: Final = 2
_FARTHEST: Final = 600
"""Characters back from ``the town`` to its name."""
_LONGEST_WAY: Final = 1500
"""Characters back from ``the city`` to a name that nothing but nearness speaks for."""
_TOWN_OF: Final = re.compile(r"\b(?:town|village|city|suburb|settlement)s? of (?P<name>(?:[A-Z]|al-|el-)[\w’'-]+)")
_REMEMBERED: Final = 1000
_LONGEST_TITLE: Final = 120
_MANY: Final = 3
_KINDS: Final = {"city": ("settlement",), "region": ("adm1", "adm2", "area"), "country": ("country",)}
_STANDING_FOR_NONE: Final = frozenset({"state", "department", "capital", "area", "republic"})
_LOCATING: Final = frozenset("in near around outside".split())
_LEADING_TO_NAMES: Final = _LOCATING | {"of"}
_NO_NAMES: Final = frozenset(
    "world president prime parliament operation january february march april may june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday god islam christmas "
    "easter ramadan eid english french russian telegram facebook twitter congress internet covid summer winter "
    "spring autumn mr mrs".split()
)
_VAGUE: Final = frozenset({"country", "none", "area"})
_OTHER_CAPITAL: Final = frozenset("of punishment crime crimes market markets control controls investment".split())
_LESSER: Final = frozenset(
    "regional provincial state district departmental governorate oblast county former financial commercial cultural "
    "de facto".split()
)
_WIDE: Final = frozenset("across throughout around over in of".split())


@dataclass(slots=True)
class Discourse:
    """What the text so far says of places: the document's country, and the places of the sentence before.

    Attributes
    ----------
    focus
        ISO code of the country that most places of the document lie in, or an empty string.
    resolutions
        All resolutions of the report, by position.
    last
        The places of the last sentence that had any, nearest first.
    age
        How many sentences ago that was.
    venues
        Where the names of venues of talks begin: ``the city`` does not stand for them.
    main
        Id of the one place that the report is about, or an empty string.
    digest
        Whether the report is a row of unrelated items, one a paragraph.
    floor
        Names before this offset belong to another item.
    holds
        Whether the places told last still hold: they are of the same paragraph, or it goes on with them.
    heading
        Whether the paragraph before was a heading.
    by_nationality
        Whether words of nationality alone (``Russian troops``) tell the country.
    title
        The one place below countries that the report's first line names, if that is a title.
    paragraph
        Where the paragraph begins.
    """

    focus: str
    resolutions: Sequence[Resolution]
    last: tuple[Resolution, ...] = ()
    age: int = 99
    venues: set[int] = field(default_factory=set)
    main: str = ""
    digest: bool = False
    floor: int = 0
    heading: bool = False
    holds: bool = False
    by_nationality: bool = False
    title: Resolution | None = None
    paragraph: int = 0
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note where the names begin, to find them by offset."""
        self._starts = [resolution.mention.start for resolution in self.resolutions]
        self.by_nationality = not any(
            one.mention.kind == "place" and country_of(one) == self.focus for one in self.resolutions
        )

    def named_at(self, offset: int) -> Resolution | None:
        """Give the resolution of the name that covers a character, or None."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self.resolutions[index].mention.end <= offset:
            return None
        return self.resolutions[index]

    def named_before(self, offset: int) -> Sequence[Resolution]:
        """Give the last names that begin before a character, in order."""
        stop = bisect_left(self._starts, offset)
        return self.resolutions[max(0, stop - _REMEMBERED) : stop]

    def next_sentence(self) -> None:
        """Move on by one sentence."""
        self.age += 1

    def next_paragraph(self, start: int, *, continued: bool, heading: bool = False) -> None:
        """Move on to the paragraph at `start`, and tell whether it goes on with the places told."""
        self.paragraph = start
        if self.digest:
            self.floor = start
        kept = continued or (bool(self.last) and _place_id(self.last[0]) == self.main)
        self.holds = kept or self.heading
        if self.digest or heading:
            self.last = ()
        self.heading = heading

    def forget(self) -> None:
        """Keep no place: the sentence just read is at one that the gazetteer does not hold."""
        self.last = ()

    def remember(self, places: Sequence[Resolution]) -> None:
        """Keep the places of the sentence just read, if there are any."""
        if places:
            self.last = tuple(places)
            self.holds = True
            self.age = 0


def focus_country(resolutions: Sequence[Resolution]) -> str:
    """Give the country that most of the located names lie in; countries named as such count a quarter."""
    votes: Counter[str] = Counter()
    for resolution in resolutions:
        place = resolution.place
        if place is None or not place.country or resolution.mention.kind not in {"place", "demonym"}:
            continue
        whole = place.kind == "country"
        spoken_of = resolution.mention.relation in {"in", "near", "from", "to"}
        votes[place.country] += (
            1 if resolution.mention.kind == "demonym" else (4 if not whole else 3 if spoken_of else 1)
        )
    return min(votes, key=lambda code: (-votes[code], code)) if votes else ""


def main_place(resolutions: Sequence[Resolution]) -> str:
    """Give the id of the one place that a report is about: half of its names below countries; or an empty string."""
    ids = [_place_id(one) for one in resolutions if one.mention.kind == "place" and one.precision not in _VAGUE]
    if len(ids) < 2:
        return ""
    place, number = Counter(ids).most_common(1)[0]
    return place if number >= 2 and number * 2 >= len(ids) else ""


def title_place(report: Report, resolutions: Sequence[Resolution]) -> Resolution | None:
    """Give the one place below countries that a report's first line names, where that line is a title."""
    start = report.body_start
    line = report.text[start:].partition("\n")[0]
    if len(line) > _LONGEST_TITLE or line.rstrip().endswith((".", "!", "?")) or len(line) == len(report.text) - start:
        return None
    named = [
        one
        for one in resolutions
        if one.mention.kind == "place" and one.mention.end <= start + len(line) and one.precision not in _VAGUE
    ]
    return named[0] if len(named) == 1 and country_of(named[0]) else None


def _place_id(resolution: Resolution) -> str:
    return resolution.place.id if resolution.place else ""


def capital_of(
    tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse
) -> tuple[Resolution | None, str] | None:
    """Resolve ``the capital`` in the clause of a trigger.

    Returns
    -------
    tuple or None
        The capital where the report names it, or None with the code of its country; None if no such words stand there.
    """
    if "capital" not in tokens.vocabulary:
        return None
    for index in range(*clause_span(clauses, hit.first)):
        if tokens.words[index] != "capital" or not _is_the_capital(tokens, index):
            continue
        code = _whose(tokens, index, discourse)
        return _named_capital(code, discourse), code
    return None


def _is_the_capital(tokens: Tokens, index: int) -> bool:
    following = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    if following == "city":
        index, following = index + 1, tokens.words[index + 2] if index + 2 < len(tokens.words) else ""
    named = bool(following) and tokens.is_capitalised(index + 1) and not tokens.gaps[index + 1]
    if named or following in _OTHER_CAPITAL:
        return False
    first = tokens.rfind({"the", "s"}, index - 4, index)
    return first >= 0 and tokens.before(first) not in {"to", "into", "towards", "for"}


def _whose(tokens: Tokens, index: int, discourse: Discourse) -> str:
    """Give the country whose capital is spoken of: ``the Syrian capital``, ``Syria's capital``, else the document's."""
    if not _LESSER.isdisjoint(tokens.words[max(0, index - 2) : index]):
        return ""
    for start in tokens.starts[max(0, index - 4) : index]:
        one = discourse.named_at(start)
        if one and one.mention.start == start and (one.mention.kind == "demonym" or one.precision == "country"):
            return country_of(one)
    return discourse.focus


def _named_capital(code: str, discourse: Discourse) -> Resolution | None:
    towns = [
        one
        for one in discourse.resolutions
        if one.mention.kind == "place" and one.precision == "settlement" and code and country_of(one) == code
    ]
    known = capital_id(code)
    if known or not towns:
        return next((one for one in towns if _place_id(one) == known), None)
    return max(towns, key=lambda one: one.place.population if one.place else 0)


def unknown_behind(tokens: Tokens, hit: Hit, discourse: Discourse) -> tuple[int, str] | None:
    """Find a name right behind the trigger, after ``in`` or ``near``, that no mention covers: its offset and text."""
    for index in range(hit.stop, min(hit.stop + _BEHIND, len(tokens.words) - 1)):
        if tokens.hard_break(index) or tokens.comma(index):
            return None
        if tokens.words[index] in _LOCATING:
            start = tokens.starts[index + 1]
            named = discourse.named_at(start)
            known = named is not None and named.mention.kind == "place" and named.place is not None
            if known or tokens.gaps[index + 1] or not tokens.is_capitalised(index + 1):
                return None
            if tokens.words[index + 1] in _NO_NAMES:
                return None
            return start, tokens.text[start : tokens.ends[index + 1]]
    return None


def unknown_name(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> str:
    """Find a name behind ``in`` or ``near`` that no mention covers: a place, but which one is not known."""
    opening, stop = clause_span(clauses, hit.first)
    for index in range(max(1, opening), stop):
        lead = tokens.words[index - 1]
        if lead not in _LEADING_TO_NAMES or tokens.gaps[index] or not tokens.is_capitalised(index):
            continue
        if lead == "of" and (index == 1 or tokens.words[index - 2] not in words("place", "city")):
            continue
        start = tokens.starts[index]
        named = discourse.named_at(start)
        if tokens.words[index] not in _NO_NAMES and (named is None or named.place is None):
            name = tokens.text[start : tokens.ends[index]]
            if not name.isupper():
                return name
    return _unknown_site(tokens, opening, stop, discourse)


def _unknown_site(tokens: Tokens, first: int, stop: int, discourse: Discourse) -> str:
    """Find a name before a noun for a place on the land, that no mention covers: ``Jirah airbase``."""
    for index in range(max(1, first), stop):
        if (
            tokens.words[index] not in words("place", "land")
            or tokens.gaps[index]
            or not tokens.is_capitalised(index - 1)
        ):
            continue
        named = discourse.named_at(tokens.starts[index - 1])
        if tokens.words[index - 1] not in _NO_NAMES and index > 1 and (named is None or named.place is None):
            return tokens.text[tokens.starts[index - 1] : tokens.ends[index]]
    return ""


def country_of(resolution: Resolution) -> str:
    """Give the ISO code of the country that a resolved place lies in; an empty string for none."""
    return resolution.place.country if resolution.place else ""


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
    found = (_stands_for(tokens, index, discourse) for index in indices if index < len(tokens.words))
    return next((one for one in found if one), None)


def unknown_anaphor(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> bool:
    """Whether ``the town`` in the trigger's clause is one named before that the gazetteer does not hold."""
    nouns = words("place", "city") & _standing_nouns()
    if nouns.isdisjoint(tokens.vocabulary):
        return False
    return any(
        tokens.words[index] in nouns
        and tokens.words[index - 1] in {"the", "this"}
        and tokens.words[index + 1 : index + 2] != ("of",)
        and _unknown_town(discourse, tokens.text, tokens.starts[index])
        for index in range(max(1, clause_span(clauses, hit.first)[0]), clause_span(clauses, hit.first)[1])
    )


@cache
def _standing_nouns() -> frozenset[str]:
    """Give the nouns that may stand for a place named before: ``the city``."""
    every = frozenset[str]().union(*(words("place", kind) for kind in _KINDS))
    return every - words("place", "generic") - _STANDING_FOR_NONE


def _stands_for(tokens: Tokens, index: int, discourse: Discourse) -> tuple[Resolution, str] | None:
    word = tokens.words[index]
    if word not in _standing_nouns():
        return None
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
    place = _last_of_kind(discourse, _KINDS[kind], tokens, tokens.starts[the])
    return (place, tokens.text[tokens.starts[the] : tokens.ends[index]]) if place else None


def _is_demonym(start: int, discourse: Discourse) -> bool:
    named = discourse.named_at(start)
    return named is not None and named.mention.start == start and named.mention.kind == "demonym"


def _last_of_kind(discourse: Discourse, kinds: tuple[str, ...], tokens: Tokens, before: int) -> Resolution | None:
    """Give what ``the city`` or ``the region`` stands for.

    A name before it in the sentence, or a place of the events just told; or else the place of that kind that the
    document names most, or the last one.
    """
    if kinds == _KINDS["city"] and _unknown_town(discourse, tokens.text, before):
        return None
    fitting = [
        one
        for one in discourse.named_before(before)
        if discourse.floor <= one.mention.start and _is_kind(one, kinds, discourse)
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
        return recent[0]
    votes = Counter(one.place.id for one in fitting if one.place)
    place, number = votes.most_common(1)[0]
    if number >= _MANY and number * 3 >= len(fitting):
        return next(one for one in reversed(fitting) if one.place and one.place.id == place)
    return fitting[-1] if before - fitting[-1].mention.end <= _LONGEST_WAY else None


def _unknown_town(discourse: Discourse, text: str, before: int) -> bool:
    """Whether the last town named before is one that the gazetteer does not hold: ``the town of Al Thiabieh``."""
    named_before = reversed(discourse.named_before(before))
    known = next((one for one in named_before if _is_kind(one, _KINDS["city"], discourse)), None)
    first = max(known.mention.end if known else 0, before - _FARTHEST)
    for match in _TOWN_OF.finditer(text, first, before):
        named = discourse.named_at(match.start("name"))
        if named is None or named.place is None:
            return True
    return False


def _is_kind(resolution: Resolution, kinds: tuple[str, ...], discourse: Discourse) -> bool:
    mention = resolution.mention
    if mention.kind != "place" or resolution.place is None or resolution.precision == "none":
        return False
    if kinds != ("country",) and not country_of(resolution):
        return False  # "the region" is no part of the world
    if mention.relation == "of" and discourse.focus and country_of(resolution) != discourse.focus:
        return False  # a name from elsewhere that no event is told to be at
    return resolution.place.kind in kinds and mention.start not in discourse.venues


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
