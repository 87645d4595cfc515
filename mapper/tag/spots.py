"""The place names of a sentence: which of them are one place, and which stand in one list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mapper.model import Resolution
from mapper.tag.midway import beside, midway
from mapper.tag.morphology import PAST_FORMS
from mapper.tag.roles import SPATIAL, Spot, is_whole_country, role_of
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

_PAIR_REACH: Final = 4
_VERBS: Final = frozenset("will would has have is was can could may might must should does did had says".split())
_MOVES: Final = frozenset({"evacuation", "humanitarian_corridor", "displacement", "troop_movement", "aid_delivery"})
_FIRED: Final = frozenset({"shelling", "airstrike", "drone_attack"})
_WITHIN: Final = frozenset("in at near on".split())
_GOALS: Final = frozenset(
    "territory territories area areas camp camps shelter shelters hospital hospitals town towns village villages city "
    "cities region regions part parts places centre centres".split()
)
_PLACES: Final = _GOALS | frozenset(
    "port capital suburb suburbs outskirts east west north south border district".split()
)
_LEAD: Final = 6
_LONGEST_TAIL: Final = 5
_COMPASS: Final = frozenset("north south east west northeast northwest southeast southwest outside near off".split())
_LYING: Final = _COMPASS | frozenset(
    "just about some around # km kilometres kilometers kms miles mi of to the a an small town village city suburb "
    "which lies is located situated nearly roughly approximately center centre regional administrative".split()
)
_INSIDE: Final = frozenset(
    "in refugee camp district neighbourhood neighborhood suburb quarter area village town central northern southern "
    "eastern western north south east west the".split()
)
_ROADS: Final = frozenset({"road", "roads", "highway", "motorway"})
_NAMED_ROADS: Final = (("road",), ("highway",), ("motorway",))
_LEADING_TO: Final = frozenset({"to", "towards", "toward", "from", "into"})
_OF: Final = (("of",), ("for",), ("on",))
_INVADING: Final = frozenset({"invade", "invades", "invaded", "invading"})
_DIRECTIONS: Final = frozenset("direction directions axis axes frontline frontlines sector salient".split())
_DIRECTED: Final = _DIRECTIONS | {"operational"}
_VENUE_OF_WORDS: Final = frozenset("and or".split())


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
        if first < len(tokens.words) and not _is_battle(tokens, first, stop):
            spots.append(Spot(resolution, first, stop, "place"))
    for spot in spots:
        _turn(tokens, spot, hits)
        spot.role = role_of(tokens, spot, hits)
    _between_parties(tokens, spots)
    _join_ends(tokens, spots, hits)
    if len(spots) > 1:
        _absorb_containers(tokens, spots)
        _absorb_landmarks(tokens, spots)
    _group(tokens, spots)
    return spots


def _is_battle(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a name is the noun of an event: ``the Battle of Arda``, though a town is called so."""
    return tokens.words[first:stop] == ("battle",) and tokens.words[stop : stop + 1] in _OF


def _turn(tokens: Tokens, spot: Spot, hits: Sequence[Hit]) -> None:
    """Read ``fired from a ship in the Black Sea`` as from there, ``taken to camps in Homs`` as to there."""
    if spot.relation not in {"to", "in"}:
        return
    before = tokens.words[max(0, spot.first - _LEAD) : spot.first]
    if spot.relation == "to" and before[-1:] == ("of",) and _PLACES.isdisjoint(before[-2:-1]):
        spot.turn("of")  # "killed due to the shelling of Homs"
    if spot.relation != "in" or _WITHIN.isdisjoint(before[-3:]):
        return
    types = {hit.event_type for hit in hits}
    if not _FIRED.isdisjoint(types) and _leads(tokens, spot, {"from"}):
        spot.turn("from")
    elif not _MOVES.isdisjoint(types) and _leads(tokens, spot, {"to", "into"}) and not _GOALS.isdisjoint(before):
        spot.turn("to")


def _leads(tokens: Tokens, spot: Spot, wanted: set[str]) -> bool:
    """Whether a preposition leads up to a name with nouns alone in between."""
    first = tokens.rfind(wanted, spot.first - _LEAD, spot.first)
    apart = any(tokens.gaps[index] or index in tokens.places for index in range(first + 1, spot.first))
    if first < 0 or apart or tokens.gaps[spot.first]:
        return False
    between = tokens.words[first + 1 : spot.first]
    return len(between) > 1 and between[0] not in _WITHIN and not any(word.endswith("ed") for word in between)


def _between_parties(tokens: Tokens, spots: list[Spot]) -> None:
    """Make ``between Ukraine and Russia`` parties; ``between Kharkiv and Izium`` stays two places."""
    for spot in spots:
        if spot.relation == "between" and is_whole_country(spot):
            spot.role = "actor"


def _join_ends(tokens: Tokens, spots: list[Spot], hits: Sequence[Hit]) -> None:
    """Make one place of the ends of ``between Gusau and Zaria`` and ``the road from Bhamo to Myitkyina``."""
    directed = not _DIRECTED.isdisjoint(tokens.vocabulary)
    between = "between" in tokens.vocabulary
    for index, spot in enumerate(spots if directed or between else ()):
        if directed and spot.role == "place" and _is_direction(tokens, spot):
            spot.resolution = beside(spot.resolution)
        if between and spot.role == "place" and tokens.before(spot.first) == "between":
            paired = any(0 <= other.first - spot.stop <= _PAIR_REACH for other in spots[index + 1 :])
            if not paired:
                spot.resolution = beside(spot.resolution)  # the other end is not in the gazetteer
    moves = any(hit.event_type in _MOVES for hit in hits)
    for one, other in pairwise(spots):
        if not one.role == other.role == "place" or one.resolution.precision == "country":
            continue
        both = one.relation == "between" == other.relation
        if both or (not moves and _ends_of_road(tokens, one, other)):
            one.resolution = midway(one.resolution, other.resolution)
            other.role = "part"
    if not moves and not _ROADS.isdisjoint(tokens.vocabulary):
        for spot in spots:
            if spot.role == "place" and _is_along_road(tokens, spot):
                spot.resolution = beside(spot.resolution)


def _is_along_road(tokens: Tokens, spot: Spot) -> bool:
    """Tell ``on the road to Arda`` and ``the Arda highway`` from Arda, which the road only leads to."""
    if spot.resolution.precision not in {"settlement", "site"}:
        return False
    if tokens.words[spot.stop : spot.stop + 1] in _NAMED_ROADS and not tokens.gaps[spot.stop]:
        return True
    leading = tokens.words[spot.first - 1] in _LEADING_TO and spot.first > 1
    return leading and tokens.rfind(_ROADS, spot.first - _PAIR_REACH, spot.first - 1) >= 0


def _is_direction(tokens: Tokens, spot: Spot) -> bool:
    """Tell ``in the Kharkiv direction`` and ``on the Donetsk and Luhansk fronts`` from ``in Kharkiv``."""
    for index in range(spot.stop, min(spot.stop + 3, len(tokens.words))):
        if tokens.words[index] in _DIRECTIONS or tokens.words[index : index + 2] == ("operational", "area"):
            return True
        if tokens.words[index] not in {"and", "or"} and index not in tokens.places:
            return False
    return False


def _ends_of_road(tokens: Tokens, one: Spot, other: Spot) -> bool:
    if tokens.rfind(words("place", "road"), one.first - 3, one.first) >= 0:
        return one.relation == "from" and tokens.words[other.first - 1] == "to" and other.first - one.stop <= 3
    hyphen = other.first == one.stop and tokens.gaps[other.first] in {"-", "–", "—"}
    return hyphen and tokens.find(words("place", "road"), other.stop, other.stop + 2) >= 0


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
        elif contains(one.resolution, other.resolution) and not _has_verb(between):
            if one.first and tokens.words[one.first - 1] in _INVADING and tokens.comma(other.first):
                continue  # "When the army invaded Yland, Ymouth was hit first"
            if one.relation in SPATIAL and other.relation == "of":
                other.role = "place"
                other.turn(one.resolution.mention.relation)  # "sent to Belarus' Gomel"
            one.role = "part"


def _lies_in(tokens: Tokens, one: Spot, other: Spot) -> bool:
    """Whether words put a town or site in another place: ``the Nuseirat refugee camp in central Gaza``."""
    between = tokens.words[one.stop : other.first]
    if one.resolution.precision in {"country", "adm1", "area"} or any(tokens.gaps[one.stop : other.first + 1]):
        return False
    return "in" in between[-2:] and _INSIDE.issuperset(between)


def _has_verb(between: Sequence[str]) -> bool:
    """Whether words tell something of their own: ``the invasion of Ukraine, the navy attacked Snake Island``."""
    return any(word in PAST_FORMS or (word.endswith("ed") and word != "united") for word in between)


def _absorb_landmarks(tokens: Tokens, spots: list[Spot]) -> None:
    """Mark what only tells where a name lies: ``Sake, 25 kilometres west of Goma``, ``the Black Sea port of Odesa``."""
    for one, other in pairwise(spots):
        between = tokens.words[one.stop : other.first]
        if not one.role == other.role == "place" or not between:
            continue
        if _LYING.issuperset(between) and not _COMPASS.isdisjoint(between) and tokens.comma(one.stop):
            other.role = "part"
        elif one.relation == other.relation == "near" and between[:2] == ("and", "near"):
            other.role = "part"  # "southwest of Damascus and near the Golan Heights"
        elif _lies_in(tokens, one, other):
            other.role = "part"  # "the Nuseirat refugee camp in central Gaza"
        elif between[-1] == "of" and len(between) in {2, 3} and not any(tokens.gaps[one.stop : other.first + 1]):
            kind = one.resolution.place.kind if one.resolution.place else ""
            if kind in {"water", "area"} and between[-2] in words("place", "city"):
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
            if last is not None and spot.first - last.stop > _LONGEST_TAIL:
                last = None  # the region of a name still to come
            elif last is not None:
                last = Spot(last.resolution, last.first, max(last.stop, spot.stop), last.role, last.group)
            continue
        if last is None or not _joined(tokens, last, spot, connectors):
            group += 1
        spot.group = group
        last = spot


def _is_subject(tokens: Tokens, spot: Spot) -> bool:
    """Whether a verb stands right behind a name."""
    if spot.stop >= len(tokens.words) or tokens.gaps[spot.stop]:
        return False
    return tokens.words[spot.stop] in _VERBS or tokens.words[spot.stop] in words("speech", "finite")


def _joined(tokens: Tokens, one: Spot, other: Spot, connectors: frozenset[str]) -> bool:
    between = tokens.words[one.stop : other.first]
    if not between and _is_subject(tokens, other):
        return False  # "If it attacks Odesa, Moldova will close its border"
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
