"""What is judged of an event as a whole: whether its trigger counts, whether it is history, how sure it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mapper.tag.linking import UNLOCATED, Link
from mapper.tag.roles import Spot
from mapper.tag.tokens import ARTICLES, Tokens
from mapper.tag.triggers import Hit
from mapper.tag.when import When

_HEDGES: Final = frozenset("reportedly unconfirmed rumours rumors apparently suspected unverified".split())
_HISTORY: Final = frozenset("anniversary decades centuries historic history historian commemorate nazi wwii".split())
_WARS: Final = frozenset("invasion war hostilities offensive conflict".split())
_OLD_WAR: Final = re.compile(r"\b(?:first|second)? ?world war\b", re.IGNORECASE)
_OLD: Final = re.compile(
    r"\b(?:in|since|until|from|by|around)\s+1[0-8]\d\d\b(?!\s+[a-z])|\b1[0-8]\d\d\s?[-–]\s?1[0-8]?\d\d\b"
    r"|\bthe\s+1[0-8]\d\d\s+[A-Z]|\b(?!21)\d\d?(?:th|st|nd|rd)\s+century\b"
)
"""Years before 1900 and centuries, that only history is told of."""
_STRICKEN: Final = frozenset("hit stricken affected ravaged torn prone damaged".split())
_HELD: Final = frozenset("occupied held controlled captured annexed besieged backed liberated".split())
_PREPOSITIONS: Final = frozenset("of in from to into for across with on near inside through".split())
_INSTITUTIONS: Final = frozenset(
    "commission committee council ministry office agency fund centre center department service institute bureau "
    "organisation organization observatory court tribunal board directorate administration association foundation "
    "operation law convention act decree museum day grouping".split()
)
_HAZARDS: Final = frozenset({"flood_storm", "earthquake", "fire_accident", "disease_outbreak"})
"""Types whose events bear names."""
_IN_NAMES: Final = frozenset("of on and the for in to against".split())
_LONGEST_NAME: Final = 9
_CARRIED = ("carried", "named in the same sentence")


def is_attribute(tokens: Tokens, hit: Hit) -> bool:
    """Whether the trigger only describes: ``Russian-occupied Luhansk``, ``in liberated Bucha``; or is a month."""
    if hit.stop < len(tokens.words) and tokens.gaps[hit.stop] == "-" and tokens.words[hit.stop] in _STRICKEN:
        return True  # "quake-hit areas"
    if hit.first == 0:
        return False
    if tokens.text[tokens.starts[hit.first] : tokens.ends[hit.stop - 1]] == "March":
        return tokens.words[hit.first - 1] != "s" and not tokens.is_capitalised(hit.first - 1)  # the month
    lead = tokens.words[hit.first - 1]
    if hit.event_type == "territory_change" and tokens.words[hit.first] in _HELD and lead in _PREPOSITIONS:
        return True
    if tokens.gaps[hit.first] != "-":
        return False
    return tokens.words[hit.first] in _HELD or tokens.words[hit.first - 1] in {"anti", "non"}


def is_part_of_name(tokens: Tokens, hit: Hit, spots: Sequence[Spot]) -> bool:
    """Whether the trigger is a word of a place name: ``the Chornobyl Exclusion Zone``; not ``Shelling of Arda``."""
    if tokens.words[hit.stop : hit.stop + 1] == ("of",):
        return False
    if hit.first and tokens.is_capitalised(hit.first) and _is_title(tokens, hit):
        return True
    for spot in spots:  # noqa: SIM110 - a plain loop takes half the time of any()
        if spot.first <= hit.first and hit.stop <= spot.stop:
            return True
    return False


def _is_title(tokens: Tokens, hit: Hit) -> bool:
    """Whether capitals put the trigger into a name: ``the Commission on Hostages``, ``the Budapest Memorandum``."""
    glued = hit.stop < len(tokens.words) and tokens.ends[hit.stop - 1] == tokens.starts[hit.stop]
    if hit.event_type in _HAZARDS or glued or tokens.ends[hit.first - 1] == tokens.starts[hit.first]:
        return False  # "Hurricane Ada", "#PrayForArda"
    if tokens.hard_break(hit.first) or not all(tokens.is_capitalised(index) for index in range(hit.first, hit.stop)):
        return False
    if sum(map(tokens.is_capitalised, range(len(tokens.words)))) * 2 > len(tokens.words):
        return False  # a headline, in which every word has a capital
    after = hit.stop
    shouted = tokens.text[tokens.starts[hit.first] : tokens.ends[after - 1]].isupper()
    goes_on = after < len(tokens.words) and not tokens.gaps[after] and after not in tokens.places
    goes_on = goes_on and not shouted and tokens.words[after] not in ARTICLES
    if goes_on and tokens.is_capitalised(after) and (hit.stop - hit.first == 1 or tokens.is_capitalised(hit.first - 1)):
        return True
    first = hit.first - 1
    while first > 0 and hit.first - first < _LONGEST_NAME and _joins_name(tokens, first):
        if tokens.words[first] in _INSTITUTIONS and tokens.is_capitalised(first):
            return True
        first -= 1
    return False


def _joins_name(tokens: Tokens, index: int) -> bool:
    return not tokens.hard_break(index + 1) and (tokens.is_capitalised(index) or tokens.words[index] in _IN_NAMES)


def is_of_old(tokens: Tokens) -> bool:
    """Whether a sentence tells of times long past: ``the town fell in 1654``, ``annexed in the 18th century``."""
    return "#" in tokens.vocabulary and bool(_OLD.search(tokens.text, tokens.start, tokens.end))


def is_background(tokens: Tokens, hit: Hit) -> bool:
    """Whether the words tell history: ``since the start of the invasion``, ``the anniversary of the siege``."""
    if not _HISTORY.isdisjoint(tokens.vocabulary):
        return True
    lead = tokens.words[max(0, hit.first - 7) : hit.first] if "since" in tokens.vocabulary else ()
    if "since" in lead and not _WARS.isdisjoint(tokens.words[hit.first : hit.stop]):
        return True
    return "world" in tokens.vocabulary and bool(_OLD_WAR.search(tokens.text, tokens.start, tokens.end))


def confidence_of(hit: Hit, tokens: Tokens, link: Link, when: When) -> float:
    """From the trigger's weight, the surety of the place, and hedging words; 0 to 1, two decimals."""
    value = hit.rule.weight
    if link.place is not None:
        value *= 0.6 + 0.4 * link.place.score
        if link.reason.startswith(_CARRIED):
            value *= 0.85
    elif hit.event_type not in UNLOCATED:
        value *= 0.8
    if when.precision == "unknown":
        value *= 0.95
    if not _HEDGES.isdisjoint(tokens.vocabulary):
        value *= 0.8
    return round(min(max(value, 0.0), 1.0), 2)
