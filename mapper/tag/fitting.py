"""How well the places named in a sentence fit one of its events: nearness, clause, preposition."""

from __future__ import annotations

from typing import Final

from mapper.tag.discourse import country_of
from mapper.tag.roles import Spot
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

ORIGIN_FIRST: Final = frozenset({"evacuation", "humanitarian_corridor", "displacement"})
"""Types of movement: the place they start from is where they are."""

_GOES_TO: Final = frozenset({"aid_delivery", "troop_movement", "access_denied", "shortage"})
_ARRIVES: Final = ORIGIN_FIRST | {"release_exchange", "protest", "damage"}
_FIRED: Final = frozenset({"shelling", "drone_attack"})
_FIRED_REACH: Final = 3
_HEAD_OF_FIRE: Final = 2
_FIRING: Final = frozenset({"from", "fired", "launched"})
_DRIVING: Final = frozenset(
    "ousting expulsion eviction expelled expelling ousted drove driven driving pushed pushing forced forcing routed "
    "dislodged dislodging cleared clearing freed freeing".split()
)
_NEVER_FROM: Final = _FIRED | {"territory_change", "siege_blockade", "damage"}
_LONGEST_ADDRESS: Final = 6
_LEADING_ON: Final = frozenset({"of", "on", "upon"})
_HEAD: Final = 7
_OPENING: Final = frozenset("in near at across around outside on inside throughout elsewhere over".split())


def fit(tokens: Tokens, hit: Hit, layer: str, group: list[Spot], clauses: tuple[int, ...]) -> float:
    """How well a list of places fits a trigger; above 0 it is taken when it stands in the trigger's clause."""
    spot = group[0] if len(group) == 1 else min(group, key=lambda item: _distance(hit, item))
    distance = _distance(hit, spot)
    score = 3.0 - 0.12 * distance
    if clauses[spot.first] == clauses[hit.first]:
        score += 2
    elif _is_antecedent(tokens, group, hit, clauses):
        score += 4
    before = spot.stop <= hit.first and (distance > _FIRED_REACH or clauses[spot.first] != clauses[hit.first])
    left = group[0].relation == "from" and hit.event_type in _FIRED and before and not _opens_fire(tokens, spot)
    if group[0].relation == "from" and _drives_out(tokens, hit):
        score += 2
    else:
        score += -0.5 if left else _relation_score(hit, layer, group[0].relation)
    if spot.first >= hit.stop:
        closely = distance <= 1 and group[0].relation in {"in", "near"}  # "In London, she mourns a man killed in Syria"
        object_of = distance == 0 and group[0].relation == "of" and tokens.words[hit.stop - 1].endswith(("ed", "ing"))
        score += 3 if closely or object_of else 1 if distance <= 2 else 0.5
    elif sets_scene(tokens, group):
        score += 2  # "In Mariupol, ..." sets the scene for the sentence
    if distance == 0 and any(hit.first <= item.first < hit.stop for item in group):
        score += 4  # "captured Belmar", all of it the trigger
    if tokens.words[hit.stop - 1] in _LEADING_ON and distance == 0 and spot.first >= hit.stop:
        score += 4  # "the invasion of X and a wave in Y", "the assault on X"
    against = "against" in tokens.words[hit.stop : spot.first] and group[0].relation not in {"in", "near"}
    if hit.event_type == "protest" and against:
        score -= 9  # "rallies against the invasion of Xandia"
    if group[0].resolution.precision == "country" and len(group) == 1:
        score -= 1
    if group[0].resolution.precision == "area" and not country_of(group[0].resolution):
        score -= 2  # a part of the world, or a sea
    if "under" in tokens.words[max(0, hit.first - 3) : hit.first] and spot.stop <= hit.first:
        score += 4  # "Chernihiv was under shelling, ..."
    return score


def _opens_fire(tokens: Tokens, spot: Spot) -> bool:
    """Whether the sentence begins with where the fire comes from: ``From Ymouth, rockets were fired``."""
    return spot.first <= _HEAD_OF_FIRE and tokens.words[0] in _FIRING


def _drives_out(tokens: Tokens, hit: Hit) -> bool:
    """Whether ``from`` tells where it happens: ``dislodged the rebels from Arda``, ``ousting them from Arda``."""
    if hit.event_type != "territory_change":
        return False
    return "from" in tokens.words[hit.first : hit.stop] or tokens.words[hit.first] in _DRIVING


def sets_scene(tokens: Tokens, group: list[Spot]) -> bool:
    """Whether a list of places opens the sentence behind a preposition: ``In the southern port of Mariupol, ...``."""
    return group[0].first <= _HEAD and tokens.words[0] in _OPENING


def reaches(tokens: Tokens, group: list[Spot], hit: Hit, clauses: tuple[int, ...]) -> bool:
    """Whether a list of places holds for the trigger's clause.

    It does from inside the clause, from the head of the sentence (``In Mariupol, ...``), and as what a relative clause
    hangs on (``Izium, which was shelled``).
    """
    clause = clauses[hit.first]
    for spot in group:
        if clauses[spot.first] == clause:
            return True
    if sets_scene(tokens, group):
        return True
    return _is_antecedent(tokens, group, hit, clauses)


def _is_antecedent(tokens: Tokens, group: list[Spot], hit: Hit, clauses: tuple[int, ...]) -> bool:
    """Whether the clause of the trigger hangs on the names: ``Izium, which was shelled``."""
    last = group[-1].stop
    while last < len(clauses) and _belongs_to_name(tokens, last, group[-1].stop):
        last += 1
    if last >= len(clauses) or tokens.words[last] not in {"which", "where", "who", "whose"}:
        return False
    return clauses[last] == clauses[hit.first] and clauses[last - 1] != clauses[hit.first]


def _belongs_to_name(tokens: Tokens, index: int, stop: int) -> bool:
    """Whether a word behind a name tells the region it lies in: ``Enerhodar (Zaporizhzhia region, Ukraine), which``."""
    if index - stop >= _LONGEST_ADDRESS:
        return False
    return tokens.is_capitalised(index) or tokens.words[index] in words("place", "region")


def _relation_score(hit: Hit, layer: str, relation: str) -> float:
    if relation in {"in", "near", "via"}:
        return 1.5
    if relation == "from" and hit.event_type == "aid_delivery":
        return -9
    if relation == "from" and (hit.event_type in ORIGIN_FIRST or hit.rule.subtype == "withdraw"):
        return 2
    if relation == "from":
        return -9 if hit.event_type in _NEVER_FROM else -4 if layer == "armed" else -0.5
    if relation == "to":
        return 1 if hit.event_type in _GOES_TO or layer == "armed" else -1.5 if hit.event_type in _ARRIVES else -9
    return 0


def _distance(hit: Hit, spot: Spot) -> int:
    return spot.first - hit.stop if spot.first >= hit.stop else max(0, hit.first - spot.stop)
