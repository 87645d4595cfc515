"""What part each place name plays in its sentence: a place of events, a party, a speaker, a newsroom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from mapper.model import Resolution
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

Role = Literal["place", "actor", "jurisdiction", "dateline", "part"]
"""``jurisdiction``: a local official's or office's. ``part``: the region or country that another name lies in."""

_DATELINE: Final = re.compile(r"[^a-z\n]{0,12}(?:\w{3,9}\.?\s+\d{1,2}\s*)?(?:\([^)\n]{2,40}\))?\s*[-–—]\s")
_SPATIAL: Final = frozenset({"in", "near", "from", "to", "via"})
_HITTING: Final = frozenset(
    "hit hits struck strikes rocked shook rocks shakes lashed battered across inside outside".split()
)
_PARTY_OF: Final = frozenset(
    "president government army forces troops minister ministry king prime leader ambassador people citizens flag "
    "military ally allies support ministers nationals head embassy parliament governments authorities behalf".split()
)
_ADDRESSING: Final = frozenset(
    "urged urge urges urging told tells asked asks accused accuses accusing blamed blames blaming pressed "
    "pressing warned warns warning criticised criticized".split()
)
_BEFORE_PARTIES: Final = frozenset("by with against".split())
_COMPASS: Final = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north south east "
    "west coastal mainland neighbouring neighboring".split()
)
_ORGANISATION: Final = frozenset("based backed led made owned registered born style bound".split())
_VENUE_OF_WORDS: Final = frozenset("and or".split())


@dataclass(slots=True)
class Spot:
    """A resolved place name in a sentence: its words (stop exclusive), its role, and the list that it stands in."""

    resolution: Resolution
    first: int
    stop: int
    role: Role
    group: int = 0

    @property
    def relation(self) -> str:
        """The preposition class of the mention."""
        return self.resolution.mention.relation


def spots_of(tokens: Tokens, resolutions: Sequence[Resolution], hits: Sequence[Hit]) -> list[Spot]:
    """Give the place names of a sentence with their roles and lists (``in Bucha, Irpin and Hostomel``).

    Parameters
    ----------
    tokens
        The sentence.
    resolutions
        Those of the report whose mentions lie in the sentence.
    hits
        The triggers of the sentence.
    """
    spots: list[Spot] = []
    for resolution in resolutions:
        mention = resolution.mention
        if mention.kind != "place" or resolution.place is None or resolution.precision == "none":
            continue
        first, stop = tokens.at(mention.start), tokens.at(mention.end - 1) + 1
        if first < len(tokens):
            spots.append(Spot(resolution, first, stop, "place"))
    for spot in spots:
        spot.role = _role(tokens, spot, hits)
    _between_parties(tokens, spots)
    _absorb_containers(tokens, spots)
    _group(tokens, spots)
    return spots


def _role(tokens: Tokens, spot: Spot, hits: Sequence[Hit]) -> Role:
    if spot.first == 0 and _is_dateline(tokens, spot):
        return "dateline"
    after = tokens.words[spot.stop] if spot.stop < len(tokens) else ""
    before = _word_before(tokens, spot)
    if before == "to" and tokens.rfind({"according"}, spot.first - 4, spot.first) >= 0:
        return "actor"
    if _of_local_official(tokens, spot):
        return "jurisdiction"
    if _is_addressed(tokens, spot, before):
        return "actor"
    if after in words("speech", "finite") and spot.relation not in _SPATIAL and not tokens.comma(spot.stop):
        return "actor"
    if after in _ORGANISATION and "-" in tokens.gaps[spot.stop]:
        return "actor"
    if spot.resolution.place is not None and spot.resolution.place.kind == "country":
        return _country_role(tokens, spot, hits, before)
    return "place"


def _is_dateline(tokens: Tokens, spot: Spot) -> bool:
    name = tokens.text[tokens.starts[spot.first] : tokens.ends[spot.stop - 1]]
    rest = tokens.text[tokens.ends[spot.stop - 1] : tokens.ends[spot.stop - 1] + 80]
    return bool(_DATELINE.match(rest)) or (name.isupper() and len(name) > 3 and rest[:1] in ".,")


def _of_local_official(tokens: Tokens, spot: Spot) -> bool:
    """Tell ``the governor of the Kyiv region``, ``Mariupol city council``, ``Kharkiv mayor Ihor Terekhov``."""
    local = words("speech", "local_officials")
    follow = tokens.words[spot.stop : spot.stop + 3]
    nouns = words("place", "city") | words("place", "region")
    near = [word for word in follow[:2] if word not in nouns][:1]
    if near and near[0] in local and not tokens.comma(spot.stop):
        return spot.relation not in _SPATIAL
    lead = tokens.words[max(0, spot.first - 6) : spot.first]
    if "of" not in lead or spot.relation in _SPATIAL:
        return False
    office = lead[: len(lead) - 1 - lead[::-1].index("of")][-2:]
    return any(word in local and word not in {"resident", "residents"} for word in office)


def _is_addressed(tokens: Tokens, spot: Spot, before: str) -> bool:
    """Whether a name stands for those who govern there: ``called on Tehran to ...``, ``urged Kyiv to ...``."""
    if spot.stop >= len(tokens) or tokens.words[spot.stop] not in {"to", "of", "for", "over", "that"}:
        return False
    if before == "on":
        return tokens.rfind({"call", "called", "calls", "calling"}, spot.first - 3, spot.first) >= 0
    return before in _ADDRESSING


def _word_before(tokens: Tokens, spot: Spot) -> str:
    """Give the word before a name, articles and compass words (``northern Chile``) passed over."""
    index = spot.first
    while index > 0 and tokens.words[index - 1] in _COMPASS and not tokens.hard_break(index):
        index -= 1
    return tokens.before(index)


def _inside_name(tokens: Tokens, spot: Spot) -> bool:
    """Whether a country's name goes on in capitals (``Sudan Doctors' Network``), in a sentence that is no headline."""
    if spot.stop >= len(tokens) or tokens.gaps[spot.stop] or not tokens.is_capitalised(spot.stop):
        return False
    capitals = sum(tokens.is_capitalised(index) for index in range(len(tokens)))
    return spot.relation not in _SPATIAL and capitals * 2 < len(tokens)


def _country_role(tokens: Tokens, spot: Spot, hits: Sequence[Hit], before: str) -> Role:
    if _inside_name(tokens, spot):
        return "actor"
    if before in _BEFORE_PARTIES:
        return "actor"
    if spot.resolution.mention.part:
        return "place"
    if spot.relation == "from" and _person_before_from(tokens, spot):
        return "actor"
    if before == "on" and not any(hit.stop == spot.first - 1 for hit in hits):
        return "actor"  # "pressure on Armenia", but "the attack on Armenia"
    if spot.relation in _SPATIAL or before in _HITTING:
        return "place"
    if before == "of":
        of = tokens.rfind({"of"}, 0, spot.first)
        return "actor" if of > 0 and tokens.words[of - 1] in _PARTY_OF else "place"
    for hit in hits:
        # "shelled Israel", "Turkey earthquake": the object of an act, or the name right before a noun.
        if hit.event_type in {"statement", "negotiation", "measure", "release_exchange"}:
            continue
        if 0 <= spot.first - hit.stop <= 1 and not tokens.hard_break(spot.first):
            return "place"
        if hit.first == spot.stop and not tokens.words[hit.first].endswith(("ed", "s")):
            return "place"
    return "actor"


def _person_before_from(tokens: Tokens, spot: Spot) -> bool:
    """``negotiators from Ukraine``: where they come from, not where anything happens."""
    of = tokens.rfind({"from"}, spot.first - 3, spot.first)
    return of > 0 and tokens.words[of - 1] in words("speech", "sources") | words("actor", "nouns")


def _between_parties(tokens: Tokens, spots: list[Spot]) -> None:
    """Make ``between Ukraine and Russia`` parties; ``between Kharkiv and Izium`` stays two places."""
    for spot in spots:
        country = spot.resolution.place is not None and spot.resolution.place.kind == "country"
        if spot.relation == "between" and country:
            spot.role = "actor"
    for one, other in pairwise(spots):
        # "on the road between Gusau and Zaria": one place, and the first name stands for it.
        if one.relation == "between" == other.relation and one.role == other.role == "place":
            other.role = "part"


def _absorb_containers(tokens: Tokens, spots: list[Spot]) -> None:
    """Mark the region of ``Kupiansk, Kharkiv region`` and the country of ``Syria's Aleppo`` as parts of the name."""
    for one, other in pairwise(spots):
        between = tokens.words[one.stop : other.first]
        if (
            len(between) > 5
            or not _VENUE_OF_WORDS.isdisjoint(between)
            or (tokens.hard_break(other.first) and not _bracket(tokens, other))
        ):
            continue
        if contains(other.resolution, one.resolution):
            other.role = "part"
        elif contains(one.resolution, other.resolution):
            if one.relation in _SPATIAL and other.relation == "of":
                other.role = "place"
            one.role = "part"


def _bracket(tokens: Tokens, spot: Spot) -> bool:
    return "(" in tokens.gaps[spot.first]


def contains(outer: Resolution, inner: Resolution) -> bool:
    """Whether the place of `outer` is the country or region that the place of `inner` lies in."""
    big, small = outer.place, inner.place
    if big is None or small is None or big.id == small.id:
        return False
    if big.kind == "country":
        return small.country == big.country and small.kind != "country"
    if big.kind == "adm1":
        return small.country == big.country and small.admin1 == big.name
    if big.kind == "adm2":
        return small.country == big.country and small.admin2 == big.name
    return False


def _group(tokens: Tokens, spots: list[Spot]) -> None:
    """Give each list a number; names joined by commas, ``and``, ``as well as`` belong to one."""
    connectors = words("place", "connectors")
    group = 0
    last: Spot | None = None
    for spot in spots:
        if spot.role == "part":
            spot.group = group
            if last is not None:
                last = Spot(last.resolution, last.first, max(last.stop, spot.stop), last.role, last.group)
            continue
        if last is None or not _joined(tokens, last, spot, connectors):
            group += 1
        spot.group = group
        last = spot


def _joined(tokens: Tokens, one: Spot, other: Spot, connectors: frozenset[str]) -> bool:
    between = tokens.words[one.stop : other.first]
    if one.role != other.role or any(word not in connectors for word in between):
        return False
    if any(tokens.hard_break(index) for index in range(one.stop, other.first + 1)):
        return False
    opposite = {one.relation, other.relation} & {"from", "to"}
    if "to" in opposite and one.relation != other.relation and other.relation != "of":
        return False
    return bool({"and", "or", "well", "then"} & set(between)) or any(
        tokens.comma(index) for index in range(one.stop, other.first + 1)
    )
