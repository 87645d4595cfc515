"""Which place an event has, of all in the text, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mapper.model import Precision, Resolution
from mapper.tag.roles import Spot, contains
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
_HEAD: Final = 7
_OPENING: Final = frozenset("in near at across around outside on inside throughout elsewhere over".split())
_LOCATING: Final = frozenset("in near around outside".split())
_NO_NAMES: Final = frozenset(
    "world president prime parliament operation january february march april may june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday god islam christmas "
    "easter ramadan eid english french russian telegram facebook twitter congress internet covid summer winter "
    "spring autumn mr mrs".split()
)
_WIDE: Final = frozenset("across throughout around over in of".split())


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
    venues
        Where the names of venues of talks begin: ``the city`` does not stand for them.
    """

    focus: str
    resolutions: Sequence[Resolution]
    last: tuple[Resolution, ...] = ()
    age: int = 99
    venues: set[int] = field(default_factory=set)

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
        return (_venue(tokens, hit, spots, clauses, discourse),)
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


def _place_of_speaker(tokens: Tokens, hit: Hit, spot: Spot) -> bool:
    """``..., said Ana Perez, a nurse in Calama``: a name behind a reporting verb behind the trigger."""
    verb = tokens.find(words("speech", "finite"), hit.stop, spot.first)
    return (
        verb >= 0 and spot.relation == "in" and verb + 1 < spot.first and tokens.comma(verb) | tokens.hard_break(verb)
    )


def _unknown_name(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> str:
    """Find a name behind ``in`` or ``near`` that no mention covers: a place, but which one is not known."""
    known = [(one.mention.start, one.mention.end) for one in discourse.resolutions]
    for index in range(1, len(tokens)):
        lead = tokens.words[index - 1]
        if clauses[index] != clauses[hit.first] or tokens.gaps[index] or not tokens.is_capitalised(index):
            continue
        named = lead in _LOCATING or (lead == "of" and index > 1 and tokens.words[index - 2] in words("place", "city"))
        start = tokens.starts[index]
        if named and tokens.words[index] not in _NO_NAMES and not any(a <= start < b for a, b in known):
            name = tokens.text[start : tokens.ends[index]]
            if not name.isupper():
                return name
    return ""


def _own_clause(tokens: Tokens, spot: Spot, clauses: tuple[int, ...]) -> bool:
    """Whether a name stands in a clause of its own behind ``and`` or ``but``: it tells of another event."""
    opener = clauses.index(clauses[spot.first])
    return tokens.words[opener] in {"and", "but", "or"}


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
    inside = _stands_for_any(tokens, range(hit.first, hit.stop + 1), discourse)
    if inside:
        return (_linked(inside[0], f"{inside[1]!r} stands for {inside[0].mention.text!r}"),)
    here = [group for score, group in ranked if score > 0 and _reaches(tokens, group, hit, clauses)]
    if here:
        finer = next((group for group in here[1:] if contains(here[0][0].resolution, group[0].resolution)), None)
        return _from_group(finer or here[0], "named in the same clause")
    anaphor = _anaphor(tokens, hit, clauses, discourse)
    if anaphor:
        return (_linked(anaphor[0], f"{anaphor[1]!r} stands for {anaphor[0].mention.text!r}"),)
    generic = _generic(tokens, hit, clauses)
    if generic and hit.event_type not in _ORIGIN_FIRST - {"evacuation"}:
        return (_country(discourse.focus, f"{generic!r} names no place; the country of the document"),)
    jurisdiction = _groups(spots, {"jurisdiction"})
    if jurisdiction and hit.event_type not in _NO_INHERITANCE:
        return _from_group(jurisdiction[0], "the speaker's or office's own area")
    rest = [group for score, group in ranked if score > -2]
    speakers = [group for group in rest if _place_of_speaker(tokens, hit, group[0])]
    if speakers:
        return _from_group(speakers[0], "where the speaker is")
    earlier = [group for group in rest if group[0].first < hit.first]
    if earlier:
        return _from_group(earlier[0], "named in the same sentence")
    unknown = _unknown_name(tokens, hit, clauses, discourse)
    if unknown:
        return (_country(discourse.focus, f"{unknown!r} is not in the gazetteer; the country of the document"),)
    if hit.event_type not in _NO_INHERITANCE and discourse.last and discourse.age <= _CHAIN:
        carried = discourse.last[0]
        if _fits(carried, spots):
            return (_linked(carried, "carried over from the sentence before"),)
    later = [group for group in rest if not _own_clause(tokens, group[0], clauses)]
    if later:
        return _from_group(later[0], "named in the same sentence")
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
    elif _sets_scene(tokens, group):
        score += 2  # "In Mariupol, ..." sets the scene for the sentence
    if group[0].resolution.precision == "country" and len(group) == 1:
        score -= 1
    return score


def _sets_scene(tokens: Tokens, group: list[Spot]) -> bool:
    """Whether a list of places opens the sentence behind a preposition: ``In the southern port of Mariupol, ...``."""
    return group[0].first <= _HEAD and tokens.words[0] in _OPENING


def _reaches(tokens: Tokens, group: list[Spot], hit: Hit, clauses: tuple[int, ...]) -> bool:
    """Whether a list of places holds for the trigger's clause.

    It does from inside the clause, from the head of the sentence (``In Mariupol, ...``), and as what a relative clause
    hangs on (``Izium, which was shelled``).
    """
    clause = clauses[hit.first]
    if any(clauses[spot.first] == clause for spot in group):
        return True
    if _sets_scene(tokens, group):
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


def _venue(tokens: Tokens, hit: Hit, spots: list[Spot], clauses: tuple[int, ...], discourse: Discourse) -> Link:
    """Find the venue of talks: a name after ``in`` or ``at`` close behind the trigger, in its clause."""
    if hit.event_type == "negotiation":
        for spot in spots:
            close = hit.first <= spot.first <= hit.stop + _VENUE_REACH and clauses[spot.first] == clauses[hit.first]
            if spot.role in {"place"} and spot.relation == "in" and close:
                discourse.venues.add(spot.resolution.mention.start)
                return _linked(spot.resolution, "the venue named")
    return Link(None, "", "none", "talks and statements have no place of their own")


def _anaphor(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> tuple[Resolution, str] | None:
    """Resolve ``the city``, ``the southern region``: the last place of that kind before the words."""
    clause = [index for index in range(len(tokens)) if clauses[index] == clauses[hit.first]]
    nearest = sorted(clause, key=lambda item: abs(item - hit.first))
    # Then what stands before: "residents of the southern city, which is now under Russian control".
    return _stands_for_any(tokens, (*nearest, *range(clause[0])), discourse)


def _stands_for_any(tokens: Tokens, indices: Iterable[int], discourse: Discourse) -> tuple[Resolution, str] | None:
    found = (_stands_for(tokens, index, discourse) for index in indices if index < len(tokens))
    return next((one for one in found if one), None)


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
    place = _last_of_kind(discourse, _KINDS[kind], tokens.starts[the])
    return (place, tokens.text[tokens.starts[the] : tokens.ends[index]]) if place else None


def _last_of_kind(discourse: Discourse, kinds: tuple[str, ...], before: int) -> Resolution | None:
    venues = discourse.venues
    for resolution in reversed(discourse.resolutions):
        place = resolution.place
        mention = resolution.mention
        if mention.start >= before or place is None or mention.kind != "place" or mention.start in venues:
            continue
        if place.kind in kinds and resolution.precision != "none":
            return resolution
    return None


def _generic(tokens: Tokens, hit: Hit, clauses: tuple[int, ...]) -> str:
    """Find words for places that name none: ``from encircled towns and cities``, ``the war has killed``."""
    subject = tokens.rfind(words("place", "whole"), hit.first - 12, hit.first)
    if 0 < subject <= 3 and tokens.words[subject - 1] in {"the", "s"}:
        return tokens.words[subject]
    whole = tokens.find(words("place", "country_wide"), hit.first - 8, hit.stop + 8)
    if whole > 1 and tokens.words[whole - 1] == "the" and tokens.words[whole - 2] in _WIDE:
        return tokens.words[whole]
    index = tokens.find(words("place", "generic"), hit.first - 6, min(hit.stop + 12, len(tokens)))
    if index < 0 or clauses[index] != clauses[hit.first]:
        return ""
    return tokens.words[index]
