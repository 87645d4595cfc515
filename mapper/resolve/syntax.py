"""What the words between two names say of them: that one holds the other, or that both are items of one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from gazetteer import Gazetteer
from mapper.languages import en
from mapper.model import Mention
from mapper.resolve.profile import Profile

_LONGEST_PHRASE: Final = 60

# What may stand between a place and the region that holds it: "Paris, Texas"; "Bakhmut in the Donetsk region".
_HELD_BY: Final = re.compile(
    r"^(?:,? \(?|, in (?:the )?|,? in (?:the )?(?:\w+ern )?|,? (?:a|the) (?:city|town|village) in )$"
)
# What may stand between a region or nationality and the place it holds: "the Ukrainian port city of Mariupol".
_HOLDS: Final = re.compile(
    r"^(?:['’]s)?\s(?:[\w-]+\s){0,3}?(?:city|town|village|port|capital|region|province|district|governorate|oblast|state|island)"
    r"(?:\s(?:city|town))?(?:\sof(?:\sthe)?)?\s$|^['’]s (?:\w+ern )?$"
)
_NEXT_ITEM: Final = frozenset(
    f"{joint}{article}" for joint in (", ", " and ", ", and ", " or ", ", or ") for article in ("", "the ")
)
# What may stand between a place and a known one near it: "Xyzhne, 20 km east of Sumy".
_NEAR: Final = re.compile(
    r"""^,?\ \(?
    (?:(?:a|the|about|some|around|roughly|just|located|lying|situated|which|lies|is|village|town|settlement)\ ){0,4}
    (?:near|close\ to|outside|not\ far\ from|next\ to
      |(?:suburb|neighbou?rhood|quarter|district|satellite\ town)\ (?:of|in)(?:\ \w+ern)?
      |(?:\d[\d.,]{0,8}|several|a\ few)[ -]?(?:km|kms|kilomet(?:er|re)s?|miles?)(?:\ \([^()]{1,20}\))?
       \ (?:to\ the\ )?(?:from|(?:north|south|east|west|[ -]){1,3}\ of))
    \ (?:the\ (?:city|town|village)\ of\ )?$""",
    re.VERBOSE,
)
# What may stand between a quarter and its town: "the al-Xyz neighbourhood of southern Damascus".
_PART_OF: Final = re.compile(r"^,? (?:of|in) (?:the )?(?:\w+ern )?(?:city of )?$")
_QUARTERS: Final = ("suburb", "neighbourhood", "neighborhood")
_NO_NOUN: Final = re.compile(
    r"\s*(?:[.,;:)!?]|$)|\s(?:in|on|at|and|or|to|into|from|near|by|with|for|as|is|was|were|are|had|has|have|after|before"
    r"|where|which|that|who|but|while|when|until|during|since|towards?|between|through|again|yesterday|today"
    r"|[a-z]{2,20}ed|rose|rises|fell|broke|burst|ran|runs|flows)\b"
)
_POSSESSIVES: Final = frozenset({"'s", "’s"})  # "Boryspil, Kyiv's airport" is no "Boryspil, Kyiv"
# What may stand between a region and the list of what lies in it: "In Kherson Oblast, five villages were retaken: ".
_NEARBY: Final = re.compile(
    r"\b(?:nearby|neighbou?ring|surrounding|adjacent) (?:\w+ )?(?:village|town|settlement|hamlet|suburb)s?(?: of)? $",
    re.I,
)
_NEARBY_ENDS: Final = tuple(
    f"{noun}{plural}{of} "
    for noun in ("village", "town", "settlement", "hamlet", "suburb")
    for plural in ("", "s")
    for of in ("", " of")
)
_LONGEST_ENDING: Final = 1 + max(map(len, _NEARBY_ENDS))
_LISTS: Final = re.compile(
    r"^(?:['’]s)?(?: (?:region|oblast|province|district|governorate))?[^.!?:;\n]{0,60}: (?:the )?$"
)
_FRONTED: Final = re.compile(r"(?:^|[.!?\n]\s*|[\"“])(?:In|Across|Throughout) (?:the )?(?:\w+ern )?$")
_REACH: Final = 3  # items of a list that one looks at, to either side
_LONGEST_LIST: Final = 50
_COUNTRY: Final = "country"


class Phrases:
    """The names of one document, each with what its neighbours say of it.

    Parameters
    ----------
    gazetteer
        The index.
    text
        The document.
    mentions, profiles
        Its mentions and, in the same order, the profiles of their names.
    """

    def __init__(
        self, gazetteer: Gazetteer, text: str, mentions: Sequence[Mention], profiles: Sequence[Profile | None]
    ) -> None:
        self.gazetteer, self.text, self.mentions, self.profiles = gazetteer, text, mentions, profiles
        self._between = [
            text[a.end : b.start] if 0 <= b.start - a.end <= _LONGEST_PHRASE else None for a, b in pairwise(mentions)
        ]
        self._near = [(k, between) for k, between in enumerate(self._between) if between is not None]
        self._owned = [text[mention.end : mention.end + 2] in _POSSESSIVES for mention in mentions]
        self._kin = [self._are_kin(k) for k in range(len(self._between))]
        self._joined = [self._joins(k) for k in range(len(self._between))]

    def containers(self) -> dict[int, frozenset[int]]:
        """For each mention (by its index), rows of what its own phrase says it lies in (``Paris, Texas``)."""
        found: dict[int, frozenset[int]] = {}
        for k, between in self._near:
            outer = self.profiles[k + 1]
            if outer is not None and outer.containers and _HELD_BY.match(between):
                if not self._enumerates(k) and not self._owned[k + 1]:
                    found[k] = found.get(k, frozenset()) | outer.containers
            elif _HOLDS.match(between) and (rows := self._regions_of(k)):
                found[k + 1] = found.get(k + 1, frozenset()) | rows
        for k, rows in self._listed().items():
            found.setdefault(k, rows)
        return found

    def _listed(self) -> dict[int, frozenset[int]]:
        """For each item of a list behind a colon, rows of the region that its sentence begins with."""
        found: dict[int, frozenset[int]] = {}
        for k, between in self._near:
            outer = self.profiles[k]
            if ": " not in between or outer is None or not outer.containers:
                continue
            start = self.mentions[k].start
            if not _LISTS.match(between) or not _FRONTED.search(self.text[max(0, start - _LONGEST_PHRASE) : start]):
                continue
            found.update(dict.fromkeys([k + 1, *self._items(k + 1, 1, _LONGEST_LIST)], outer.containers))
        return found

    def neighbours(self) -> dict[int, int]:
        """For each mention (by its index) that its own phrase puts near the next one, the index of that one."""
        return {
            k: k + 1 for k, between in self._near if self.profiles[k + 1] is not None and self._is_beside(k, between)
        }

    def _is_beside(self, k: int, between: str) -> bool:
        quarter = self.mentions[k].text.endswith(_QUARTERS)
        return _NEAR.match(between) is not None or (quarter and _PART_OF.match(between) is not None)

    def nearby(self) -> frozenset[int]:
        """Give the indices of mentions that are said to be near what was spoken of (``the nearby villages of``)."""
        found: set[int] = set()
        for k, mention in enumerate(self.mentions):
            start = mention.start
            ending = self.text[max(0, start - _LONGEST_ENDING) : start]
            if not ending.lower().removesuffix("\n").endswith(_NEARBY_ENDS):
                continue
            if _NEARBY.search(self.text[max(0, start - _LONGEST_PHRASE) : start]):
                found.update((k, *self._items(k, 1, _LONGEST_LIST)))
        return frozenset(found)

    def outer(self, contained: Iterable[int]) -> frozenset[int]:
        """Give the indices of mentions that only say where the one before lies (``Texas`` in ``near Paris, Texas``).

        Parameters
        ----------
        contained
            Indices of the mentions that their own phrase puts into something (`containers`).
        """
        return frozenset(k + 1 for k in contained if k + 1 < len(self.mentions) and self._between[k] == ", ")

    def contents(self) -> dict[int, tuple[Profile, ...]]:
        """For each mention (by its index), profiles of the names that its own phrase puts into it."""
        found: dict[int, tuple[Profile, ...]] = {}
        for k, between in self._near:
            inner, outer = self.profiles[k], self.profiles[k + 1]
            if inner is None or outer is None or not outer.containers:
                continue
            if _HELD_BY.match(between) and not self._enumerates(k) and not self._owned[k + 1]:
                found[k + 1] = (*found.get(k + 1, ()), inner)
        return found

    def companions(self) -> dict[int, frozenset[str]]:
        """For each mention (by its index), what the other items of its list are beyond doubt.

        ``country``, or the ISO code of the country whose first-order regions they are.
        """
        found: dict[int, frozenset[str]] = {}
        listed = {item for gap, joined in enumerate(self._joined) if joined for item in (gap, gap + 1)}
        for k in sorted(listed):
            others = [*self._items(k, -1), *self._items(k, 1)]
            if what := frozenset(kind for other in others for kind in self._surely(other)):
                found[k] = what
        return found

    def _items(self, k: int, step: int, reach: int = _REACH) -> list[int]:
        """Give the indices of the items beside item `k` of a list, to one side."""
        items: list[int] = []
        for _ in range(reach):
            gap = k if step > 0 else k - 1
            if not 0 <= gap < len(self._joined) or not self._joined[gap]:
                break
            k += step
            items.append(k)
        return items

    def _joins(self, gap: int) -> bool:
        """Whether what stands in a gap makes a list of the names around it."""
        between = self._between[gap]
        if between is None or between.removesuffix("\n") not in _NEXT_ITEM:
            return False
        return between != ", " or self._enumerates(gap) or not self._kin[gap]

    def _enumerates(self, gap: int) -> bool:
        """Whether the comma in a gap stands in a list of three or more of a kind (``Utah, Washington, Virginia``)."""
        return self._kin[gap] and any(0 <= other < len(self._kin) and self._kin[other] for other in (gap - 1, gap + 1))

    def _are_kin(self, gap: int) -> bool:
        """Whether the names around a gap stand beside each other and both could be countries, or regions of one."""
        between, one, other = self._between[gap], self.profiles[gap], self.profiles[gap + 1]
        if one is None or other is None or between is None or between.removesuffix("\n") not in _NEXT_ITEM:
            return False
        return not self._could_be(one).isdisjoint(self._could_be(other))

    def _could_be(self, profile: Profile) -> set[str]:
        gazetteer = self.gazetteer
        kinds = {row: gazetteer.kind(row) for row in profile.containers}
        return {_COUNTRY if kind == _COUNTRY else gazetteer.country_code(row)
                for row, kind in kinds.items() if kind in (_COUNTRY, "adm1")}  # fmt: skip

    def _surely(self, k: int) -> set[str]:
        profile = self.profiles[k]
        if profile is None:
            return set()
        if profile.country:
            return {_COUNTRY}
        if self.mentions[k].place_kind == "settlement":
            return set()  # the city of Kyiv, beside its region
        return {self.gazetteer.country_code(row) for row in profile.regions if self.gazetteer.kind(row) == "adm1"}

    def _regions_of(self, k: int) -> frozenset[int]:
        mention, profile = self.mentions[k], self.profiles[k]
        if mention.kind == "demonym":
            country = self.gazetteer.country(country_of_demonym(mention))
            row = self.gazetteer.row_of(country.id) if country else None
            return frozenset() if row is None else frozenset({row})
        return frozenset() if profile is None else profile.containers


def bears_article(text: str, mention: Mention) -> bool:
    """Whether ``the`` belongs to the name itself (``along the Dnipro in``), and to no noun behind it."""
    return text[max(0, mention.start - 4) : mention.start].lower() == "the " and (
        _NO_NOUN.match(text, mention.end) is not None
    )


def country_of_demonym(mention: Mention) -> str:
    """ISO code of a nationality word's country."""
    return en.DEMONYMS[" ".join(mention.text.lower().split())]
