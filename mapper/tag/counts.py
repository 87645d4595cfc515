"""How many: the numbers that a clause gives for what happened, with their bounds, and whose they are."""

from __future__ import annotations

import re
from typing import Final

from mapper.model import Count, CountScope
from mapper.tag.numbers import Number, find_numbers

_VERBS: Final = {
    "killed": "killed dead died deaths death fatalities fatality toll perished drowned slain lives die dies killing "
    "kills kill bodies body martyred corpses lost murdered massacred executed beheaded lynched casualties",
    "injured": "injured wounded injuries hurt wounding injuring wounds injures hospitalised hospitalized maimed injury",
    "missing": "missing unaccounted disappeared",
    "surrendered": "surrendered surrender surrendering defected",
    "captured": "captured capture capturing prisoner prisoners",
    "abducted": "abducted kidnapped hostage hostages abduct kidnapping kidnap abducting taken seized",
    "detained": "arrested detained arrests arrest detentions detaining arresting custody jailed rounded apprehended",
    "released": "released freed exchanged swapped returned release freeing swap",
    "evacuated": "evacuated evacuate evacuating evacuations rescued airlifted relocated evacuees",
    "displaced": "fled displaced flee fleeing refugees homeless idps uprooted crossed",
    "crowd": "protested protesters demonstrators marched rallied gathered protestors demonstrated rally protest",
    "damaged": "damaged destroyed burned burnt torched flattened collapsed flooded demolished razed damage levelled",
    "intercepted": "intercepted downed shot destroyed",
    "launched": "launched fired missiles rockets drones strikes shells airstrikes sorties",
    "affected": "affected without infected cases hit lack",
    "delivered": "delivered distributed tonnes tons trucks supplies supplied received",
}
_NOTHING: Final[frozenset[str]] = frozenset()
_BY_WORD: Final = {
    word: frozenset(what for what, others in _VERBS.items() if word in others.split())
    for words in _VERBS.values()
    for word in words.split()
}
_WANTED: Final = {
    "casualties": ("killed", "injured", "missing"),
    "violence_civilians": ("killed",),
    "surrender_capture": ("surrendered", "captured"),
    "abduction_detention": ("abducted", "detained"),
    "release_exchange": ("released",),
    "evacuation": ("evacuated",),
    "displacement": ("displaced",),
    "protest": ("crowd",),
    "riot_confrontation": ("crowd",),
    "damage": ("damaged",),
    "air_defence": ("intercepted",),
    "shelling": ("launched",),
    "airstrike": ("launched",),
    "drone_attack": ("launched",),
    "shortage": ("affected",),
    "disease_outbreak": ("affected", "killed"),
    "aid_delivery": ("delivered",),
    "humanitarian_corridor": ("evacuated",),
}
"""What may be counted for a type."""

_OF_PERSONS: Final = frozenset(
    "killed injured missing surrendered captured abducted detained released evacuated displaced crowd".split()
)

_PERSONS: Final = frozenset(
    "people persons person civilians residents soldiers troops men women children families fighters workers".split()
)
_OF_THINGS: Final = frozenset("damaged launched intercepted".split())

_UNITS: Final = {
    "families": "families family households household",
    "buildings": "houses homes buildings apartments schools hospitals shops house building structures churches",
    "vehicles": "vehicles trucks cars tanks buses lorries",
    "missiles": "missiles missile rockets rocket shells shell mortars projectiles",
    "drones": "drones drone uavs shaheds",
    "aircraft": "aircraft planes jets helicopters warplanes",
    "strikes": "strikes airstrikes sorties raids",
    "tonnes": "tonnes tons tonne ton",
    "cases": "cases",
    "weapons": "weapons rifles grenades bombs mines",
}
_UNIT_BY_WORD: Final = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_NOT_COUNTED: Final = frozenset(
    "year years month months week weeks day days hour hours minute minutes km kilometres kilometers miles mile "
    "percent per cent pm am metres meters feet ft mph magnitude old dollars euros pounds degrees th st nd rd "
    "inches acres may hectares time times mm cm kg round rounds corridors routes points towns cities villages "
    "districts provinces countries january february march april june july august september october november "
    "december".split()
)
_QUALIFIERS: Final = frozenset(
    "at least more than over no fewer less up to as many about around some approximately roughly an estimated nearly "
    "almost between from another further other additional total of".split()
)
_BEFORE_YEARS: Final = frozenset(
    "in since of by until during january february march april may june july august september october november december "
    "early late mid".split()
)
_WORDS = re.compile(r"[^\W_]+")
_AFTER: Final = 12
_CUMULATIVE: Final = re.compile(
    r"\b(?:since|so far|in total|total of|death toll|toll (?:rises|rose|climbs|reached|stands)|altogether|"
    r"overall|to date|brings? the (?:number|total|toll)|are dead|"
    r"have (?:been|now|so far|already)? ?(?:killed|died|fled|been))\b",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r"\b(?:per|a|each|every) (?:day|week|month|hour|night)\b|\bdaily\b", re.IGNORECASE)


def counts_of(text: str, start: int, end: int, trigger: tuple[int, int], event_type: str) -> tuple[Count, ...]:
    """Give the numbers of an event.

    Parameters
    ----------
    text
        The report's text.
    start, end
        The clause or sentence to look in.
    trigger
        The span of the event's trigger.
    event_type
        Decides what may be counted.

    Returns
    -------
    tuple of Count
        At most one for each thing that may be counted, in that order.
    """
    wanted = _WANTED.get(event_type)
    if not wanted:
        return ()
    best: dict[str, tuple[int, Count]] = {}
    for number in find_numbers(text, start, end):
        what, unit, distance = _what(text, start, end, number, trigger, wanted)
        if what in _OF_THINGS and unit in {"persons", "families"}:
            if not _PERSONS.isdisjoint(_WORDS.findall(text[number.end : end].lower())[:3]):
                continue
            unit = "objects"
        if what in _OF_PERSONS and unit not in {"persons", "families"}:
            continue
        if what and distance < best.get(what, (10**9, None))[0]:
            scope = _scope(text, start, end)
            made = Count(what, number.minimum, number.best, number.maximum, number.qualifier, unit, scope)
            best[what] = (distance, made)
    return tuple(best[what][1] for what in wanted if what in best)


def _scope(text: str, start: int, end: int) -> CountScope:
    if _RATE.search(text, start, end):
        return "rate"
    return "cumulative" if _CUMULATIVE.search(text, start, end) else "incident"


def _what(
    text: str, start: int, end: int, number: Number, trigger: tuple[int, int], wanted: tuple[str, ...]
) -> tuple[str, str, int]:
    """Say what a number counts (or nothing), its unit, and how far its verb is, in words."""
    after = _WORDS.findall(text[number.end : end].lower())[:_AFTER]
    before = [word for word in _WORDS.findall(text[start : number.start].lower()) if word not in _QUALIFIERS][-6:]
    part = bool(before) and before[-1] in {"including", "among"}
    if part or (after[:1] and after[0] in _NOT_COUNTED) or _is_year(number, before):
        return "", "", 0
    unit = next((_UNIT_BY_WORD[word] for word in after[:3] if word in _UNIT_BY_WORD), "persons")
    apart = text[start : number.start].rstrip().endswith((",", ";", ":"))
    active = _named(before[-1], wanted) if before and before[-1].endswith(("ed", "ing", "s")) and not apart else ""
    if active:  # "killing 14 people and injuring 200": the verb right before the number rules
        return active, unit, 0
    for distance, word in enumerate(after):
        what = _named(word, wanted)
        if what:
            return what, unit, distance
        if word.isdigit():
            break
    for distance, word in enumerate(() if apart else reversed(before)):
        what = _named(word, wanted)
        if what:
            return what, unit, distance + 1
    if trigger[0] >= number.end and len(_WORDS.findall(text[number.end : trigger[0]])) <= _AFTER - 4:
        own = next((_named(word, wanted) for word in _WORDS.findall(text[slice(*trigger)].lower())), "")
        return own or wanted[0], unit, _AFTER
    return "", "", 0


def _named(word: str, wanted: tuple[str, ...]) -> str:
    """Give what `word` says is counted, if it is wanted."""
    said = _BY_WORD.get(word, _NOTHING)
    return next((what for what in wanted if what in said), "")


def _is_year(number: Number, before: list[str]) -> bool:
    """Whether a bare figure such as 2023 stands where a year would."""
    return number.qualifier == "" and 1900 <= (number.best or 0) < 2100 and bool(before) and before[-1] in _BEFORE_YEARS
