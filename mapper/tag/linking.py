"""Which place an event has, of all in the text, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mapper.model import Precision, Resolution
from mapper.tag.roles import Spot
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

UNLOCATED: Final = frozenset({"negotiation", "statement", "measure"})
"""Types that have no place unless a venue is named."""

_ORIGIN_FIRST: Final = frozenset({"evacuation", "humanitarian_corridor", "displacement"})
_GOES_TO: Final = frozenset({"aid_delivery", "troop_movement", "access_denied"})
_NO_INHERITANCE: Final = UNLOCATED | {"ceasefire"}
_FIRE: Final = frozenset({"shelling", "airstrike", "drone_attack", "attack_unspecified", "air_defence"})
_CHAIN: Final = 3
_KINDS: Final = {"city": ("settlement",), "region": ("adm1", "adm2", "area"), "country": ("country",)}
_VENUE_REACH: Final = 9
_HEAD: Final = 5


@dataclass(frozen=True, slots=True)
class Link:
    """Where an event is: a resolution or none, the destination of a movement, and the reason in words."""

    place: Resolution | None
    country: str
    precision: Precision
    reason: str
    destination: Resolution | None = None


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
    """

    focus: str
    resolutions: Sequence[Resolution]
    last: tuple[Resolution, ...] = ()
    age: int = 99

    def next_sentence(self) -> None:
        """Move on by one sentence."""
        self.age += 1

    def remember(self, places: Sequence[Resolution]) -> None:
        """Keep the places of the sentence just read, if there are any."""
        if places:
            self.last = tuple(places)
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


def links_of(
    tokens: Tokens, hit: Hit, layer: str, spots: list[Spot], clauses: tuple[int, ...], discourse: Discourse
) -> tuple[Link, ...]:
    """Give the places of an event: one for each place of a list, one with no place where none is licensed."""
    if hit.event_type in UNLOCATED:
        return (_venue(tokens, hit, spots, clauses),)
    groups = _groups(spots, {"place"})
    destination = _destination(tokens, hit, groups, clauses)
    ranked = sorted(
        ((_score(tokens, hit, layer, group, clauses), group) for group in groups if group is not destination),
        key=lambda item: (-item[0], item[1][0].first),
    )
    origins = _origins(tokens, hit, spots, ranked, clauses, discourse)
    if not destination:
        return origins
    if origins[0].place is None and _country_of(destination[0].resolution) == discourse.focus:
        return tuple(_linked(spot.resolution, "only the destination is named") for spot in destination)
    if len(origins) > 1:
        return tuple(replace(origin, destination=destination[0].resolution) for origin in origins)
    return tuple(replace(origins[0], destination=spot.resolution) for spot in destination)


def _country_of(resolution: Resolution) -> str:
    return resolution.place.country if resolution.place else ""


def _origins(
    tokens: Tokens,
    hit: Hit,
    spots: list[Spot],
    ranked: list[tuple[float, list[Spot]]],
    clauses: tuple[int, ...],
    discourse: Discourse,
) -> tuple[Link, ...]:
    """Give the places of an event: the first way that finds one, from the surest to the vaguest."""
    here = [item for item in ranked if item[0] > 0 and _reaches(item[1], hit, clauses)]
    if here:
        return _from_group(here[0][1], "named in the same clause")
    anaphor = _anaphor(tokens, hit, clauses, discourse)
    if anaphor:
        return (_linked(anaphor[0], f"{anaphor[1]!r} stands for {anaphor[0].mention.text!r}"),)
    generic = _generic(tokens, hit, clauses)
    if generic and hit.event_type not in _ORIGIN_FIRST - {"evacuation"}:
        return (_country(discourse.focus, f"{generic!r} names no place; the country of the document"),)
    jurisdiction = _groups(spots, {"jurisdiction"})
    if jurisdiction and hit.event_type not in _NO_INHERITANCE:
        return _from_group(jurisdiction[0], "the speaker's or office's own area")
    if ranked and ranked[0][0] > -2:
        return _from_group(ranked[0][1], "named in the same sentence")
    if hit.event_type not in _NO_INHERITANCE and discourse.last and discourse.age <= _CHAIN:
        carried = discourse.last[0]
        if _fits(carried, spots):
            return (_linked(carried, "carried over from the sentence before"),)
    return (_country(discourse.focus, "no place named; the country of the document"),)


def _fits(carried: Resolution, spots: list[Spot]) -> bool:
    """Whether a place of the sentence before can hold here: not where this sentence names other countries alone."""
    named = {_country_of(spot.resolution) for spot in spots if spot.relation != "to"}
    return not named or _country_of(carried) in named


def _groups(spots: list[Spot], roles: set[str]) -> list[list[Spot]]:
    found: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.role in roles:
            found.setdefault(spot.group, []).append(spot)
    return list(found.values())


def _score(tokens: Tokens, hit: Hit, layer: str, group: list[Spot], clauses: tuple[int, ...]) -> float:
    """How well a list of places fits a trigger; above 0 it is taken when it stands in the trigger's clause."""
    spot = min(group, key=lambda item: _distance(hit, item))
    distance = _distance(hit, spot)
    score = 3.0 - 0.12 * distance
    if clauses[spot.first] == clauses[hit.first]:
        score += 2
    score += _relation_score(hit, layer, group[0].relation)
    if spot.first >= hit.stop:
        score += 1 if distance <= 2 else 0.5
    elif group[0].first <= _HEAD and group[0].relation in {"in", "near"}:
        score += 2  # "In Mariupol, ..." sets the scene for the sentence
    if group[0].resolution.precision == "country" and len(group) == 1:
        score -= 1
    return score


def _reaches(group: list[Spot], hit: Hit, clauses: tuple[int, ...]) -> bool:
    """Whether a list of places holds for the trigger's clause.

    It does from inside the clause, from the head of the sentence (``In Mariupol, ...``), and as what a relative clause
    hangs on (``Izium, which was shelled``).
    """
    clause = clauses[hit.first]
    if any(clauses[spot.first] == clause for spot in group):
        return True
    if group[0].first <= _HEAD and group[0].relation in {"in", "near"}:
        return True
    last = group[-1].stop
    return last < len(clauses) and clauses[last] == clause and clauses[last - 1] != clause


def _relation_score(hit: Hit, layer: str, relation: str) -> float:
    if relation in {"in", "near", "via"}:
        return 1.5
    if relation == "from":
        return (
            2
            if hit.event_type in _ORIGIN_FIRST or hit.rule.subtype == "withdraw"
            else (-4 if layer == "armed" else -0.5)
        )
    if relation == "to":
        return 1 if hit.event_type in _GOES_TO or layer == "armed" else -1.5
    return 0


def _distance(hit: Hit, spot: Spot) -> int:
    return spot.first - hit.stop if spot.first >= hit.stop else max(0, hit.first - spot.stop)


def _destination(tokens: Tokens, hit: Hit, groups: list[list[Spot]], clauses: tuple[int, ...]) -> list[Spot] | None:
    """Find the place that a movement goes to: the first ``to`` behind its trigger, or in its clause."""
    if hit.event_type not in _ORIGIN_FIRST:
        return None
    to = [group for group in groups if group[0].relation == "to" or _after_to(tokens, group[0])]
    same = [group for group in to if clauses[group[0].first] == clauses[hit.first]] or to
    behind = [group for group in same if group[0].first >= hit.stop] or same
    return behind[0] if behind else None


def _after_to(tokens: Tokens, spot: Spot) -> bool:
    return tokens.before(spot.first) in {"to", "into", "towards", "toward", "reached", "reach"}


def _from_group(group: list[Spot], reason: str) -> tuple[Link, ...]:
    return tuple(_linked(spot.resolution, reason) for spot in group)


def _linked(resolution: Resolution, reason: str) -> Link:
    return Link(resolution, _country_of(resolution), resolution.precision, reason)


def _country(code: str, reason: str) -> Link:
    return Link(None, code, "country" if code else "none", reason if code else "no place named")


def _venue(tokens: Tokens, hit: Hit, spots: list[Spot], clauses: tuple[int, ...]) -> Link:
    """Find the venue of talks: a name after ``in`` or ``at`` close behind the trigger, in its clause."""
    if hit.event_type == "negotiation":
        for spot in spots:
            close = hit.stop <= spot.first <= hit.stop + _VENUE_REACH and clauses[spot.first] == clauses[hit.first]
            if spot.role in {"place"} and spot.relation == "in" and close:
                return _linked(spot.resolution, "the venue named")
    return Link(None, "", "none", "talks and statements have no place of their own")


def _anaphor(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> tuple[Resolution, str] | None:
    """Resolve ``the city``, ``the southern region``: the last place of that kind before the words."""
    clause = [index for index in range(len(tokens)) if clauses[index] == clauses[hit.first]]
    for index in sorted(clause, key=lambda item: abs(item - hit.first)):
        found = _stands_for(tokens, index, discourse)
        if found:
            return found
    if clause and clause[0] > 0:
        for index in range(clause[0]):  # "residents of the southern city, which is now under Russian control"
            found = _stands_for(tokens, index, discourse)
            if found:
                return found
    return None


def _stands_for(tokens: Tokens, index: int, discourse: Discourse) -> tuple[Resolution, str] | None:
    word = tokens.words[index]
    kind = next((kind for kind in _KINDS if word in words("place", kind)), "")
    if not kind or word in words("place", "generic") or word in {"state", "department", "capital", "area", "republic"}:
        return None
    the = tokens.rfind({"the", "this", "that"}, index - 3, index)
    if the < 0 or any(tokens.comma(i) for i in range(the + 1, index + 1)):
        return None
    following = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    if (
        following == "of"
        or following in words("place", "city")
        or (following and tokens.is_capitalised(index + 1) and not tokens.gaps[index + 1])
    ):
        return None
    if any(tokens.is_capitalised(i) for i in range(the + 1, index)):
        return None
    place = _last_of_kind(discourse.resolutions, _KINDS[kind], tokens.starts[the])
    return (place, tokens.text[tokens.starts[the] : tokens.ends[index]]) if place else None


def _last_of_kind(resolutions: Sequence[Resolution], kinds: tuple[str, ...], before: int) -> Resolution | None:
    for resolution in reversed(resolutions):
        place = resolution.place
        if resolution.mention.start >= before or place is None or resolution.mention.kind != "place":
            continue
        if place.kind in kinds and resolution.precision != "none":
            return resolution
    return None


def _generic(tokens: Tokens, hit: Hit, clauses: tuple[int, ...]) -> str:
    """Find words for places that name none: ``from encircled towns and cities``, ``the war has killed``."""
    subject = tokens.rfind(words("place", "whole"), hit.first - 8, hit.first)
    if subject > 0 and clauses[subject] == clauses[hit.first] and tokens.words[subject - 1] in {"the", "s"}:
        return tokens.words[subject]
    index = tokens.find(words("place", "generic"), hit.first - 6, min(hit.stop + 12, len(tokens)))
    if index < 0 or clauses[index] != clauses[hit.first]:
        return ""
    return tokens.words[index]
