"""What the text so far says of places: its country, the place it is about, and the places just told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mapper.model import Report, Resolution
from mapper.tag.spots import contains

_NEAR: Final = 3
_REMEMBERED: Final = 1000
_LONGEST_TITLE: Final = 120
_VAGUE: Final = frozenset({"country", "none", "area"})


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
    told
        ISO code of the country of the events told last in the paragraph, or an empty string.
    introduced
        Names that the gazetteer does not hold, and where the report said they lie.
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
    told: str = ""
    introduced: dict[str, Resolution] = field(default_factory=dict)
    _starts: list[int] = field(init=False)
    _of_kinds: dict[tuple[str, ...], tuple[list[int], list[Resolution]]] = field(default_factory=dict)

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

    def named_before(self, offset: int, kinds: tuple[str, ...] = ()) -> Sequence[Resolution]:
        """Give the last names that begin before a character, in order; those of some kinds of places alone, if told."""
        stop = bisect_left(self._starts, offset)
        first = max(0, stop - _REMEMBERED)
        if not kinds:
            return self.resolutions[first:stop]
        if kinds not in self._of_kinds:
            there = [at for at, one in enumerate(self.resolutions) if stands_for_kind(one, kinds, self.focus)]
            self._of_kinds[kinds] = there, [self.resolutions[at] for at in there]
        indices, named = self._of_kinds[kinds]
        return named[bisect_left(indices, first) : bisect_left(indices, stop)]

    def next_sentence(self) -> None:
        """Move on by one sentence."""
        self.age += 1

    def next_paragraph(self, start: int, *, continued: bool, heading: bool = False) -> None:
        """Move on to the paragraph at `start`, and tell whether it goes on with the places told."""
        self.paragraph = start
        if not continued:
            self.told = ""
        if self.digest:
            self.floor = start
        kept = continued or (bool(self.last) and place_id(self.last[0]) == self.main)
        self.holds = kept or self.heading
        if self.digest or heading:
            self.last = ()
        self.heading = heading

    @property
    def country(self) -> str:
        """ISO code of the country that the telling is in: that of the events just told of, or the document's."""
        return self.told if self.told and self.age <= _NEAR else self.focus

    def forget(self) -> None:
        """Keep no place: the sentence just read is at one that the gazetteer does not hold."""
        self.last = ()

    def remember(self, places: Sequence[Resolution]) -> None:
        """Keep the places of the sentence just read, if there are any, regions after the towns in them."""
        if places:
            if len(places) > 1:
                places = sorted(places, key=lambda one: any(contains(one, other) for other in places))
            self.last = tuple(places)
            self.holds = True
            self.age = 0


def stands_for_kind(resolution: Resolution, kinds: tuple[str, ...], focus: str) -> bool:
    """Whether a name is of a place of one of the kinds that ``the city``, ``the region`` may stand for."""
    mention, place = resolution.mention, resolution.place
    if mention.kind != "place" or place is None or place.kind not in kinds or resolution.precision == "none":
        return False
    if kinds != ("country",) and not place.country:
        return False  # "the region" is no part of the world
    # A name from elsewhere that no event is told to be at stands for nothing.
    return not (mention.relation == "of" and focus and place.country != focus)


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
    ids = [place_id(one) for one in resolutions if one.mention.kind == "place" and one.precision not in _VAGUE]
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


def place_id(resolution: Resolution) -> str:
    """Give the id of the place that a name stands for; an empty string for none."""
    return resolution.place.id if resolution.place else ""


def country_of(resolution: Resolution) -> str:
    """Give the ISO code of the country that a resolved place lies in; an empty string for none."""
    return resolution.place.country if resolution.place else ""
