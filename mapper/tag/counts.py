"""How many: the numbers that a clause gives for what happened, with their bounds, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
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
_BEFORE: Final = 6
"""Words looked at on either side of a number."""
_NEAR: Final = 200
_REACH: Final = 300
"""Characters that those words are looked for in, and that a trigger's numbers are within."""
_CUMULATIVE: Final = re.compile(
    r"\b(?:since|so far|in total|total of|death toll|toll (?:rises|rose|climbs|reached|stands)|altogether|"
    r"overall|to date|brings? the (?:number|total|toll)|are dead|"
    r"have (?:been|now|so far|already)? ?(?:killed|died|fled|been))\b",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r"\b(?:per|a|each|every) (?:day|week|month|hour|night)\b|\bdaily\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number, the words before it (the nearest last, no qualifiers) and after it, and the unit they name.

    `apart` tells that punctuation parts it from what stands before.
    """

    number: Number
    before: tuple[str, ...]
    after: tuple[str, ...]
    unit: str
    apart: bool


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
    figures, scope = _read(text, start, end)
    best: dict[str, tuple[int, Count]] = {}
    for figure in figures:
        if figure.number.end < trigger[0] - _REACH or figure.number.start > trigger[1] + _REACH:
            continue
        what, distance = _what(figure, text, trigger, wanted)
        unit = figure.unit
        if what in _OF_THINGS and unit in {"persons", "families"}:
            if not _PERSONS.isdisjoint(figure.after[:3]):
                continue
            unit = "objects"
        if what in _OF_PERSONS and unit not in {"persons", "families"}:
            continue
        if what and distance < best.get(what, (10**9, None))[0]:
            best[what] = (distance, _count(what, figure.number, unit, scope))
    return tuple(best[what][1] for what in wanted if what in best)


def _count(what: str, number: Number, unit: str, scope: CountScope) -> Count:
    return Count(what, number.minimum, number.best, number.maximum, number.qualifier, unit, scope)


@lru_cache(maxsize=8)  # every trigger of a sentence asks for the same one
def _read(text: str, start: int, end: int) -> tuple[tuple[_Figure, ...], CountScope]:
    """Find the numbers of a clause or sentence that can count something, and the scope of what it tells."""
    figures = [_figure(text, start, end, number) for number in find_numbers(text, start, end)]
    return tuple(figure for figure in figures if figure is not None), _scope(text, start, end)


def _figure(text: str, start: int, end: int, number: Number) -> _Figure | None:
    """Take in the words around a number; None where it counts nothing that is looked for."""
    lead = text[max(start, number.start - _NEAR) : number.start]
    after = tuple(_WORDS.findall(text[number.end : min(end, number.end + _NEAR)].lower())[:_AFTER])
    before = tuple([word for word in _WORDS.findall(lead.lower()) if word not in _QUALIFIERS][-_BEFORE:])
    part = bool(before) and before[-1] in {"including", "among"}
    if part or (after[:1] and after[0] in _NOT_COUNTED) or _is_year(number, before):
        return None
    unit = next((_UNIT_BY_WORD[word] for word in after[:3] if word in _UNIT_BY_WORD), "persons")
    return _Figure(number, before, after, unit, lead.rstrip().endswith((",", ";", ":")))


def _scope(text: str, start: int, end: int) -> CountScope:
    if _RATE.search(text, start, end):
        return "rate"
    return "cumulative" if _CUMULATIVE.search(text, start, end) else "incident"


def _what(figure: _Figure, text: str, trigger: tuple[int, int], wanted: tuple[str, ...]) -> tuple[str, int]:
    """Say what a number counts (or nothing), and how far its verb is, in words."""
    before, after = figure.before, figure.after
    active = before and before[-1].endswith(("ed", "ing", "s")) and not figure.apart and _named(before[-1], wanted)
    if active:  # "killing 14 people and injuring 200": the verb right before the number rules
        return active, 0
    for distance, word in enumerate(after):
        what = _named(word, wanted)
        if what:
            return what, distance
        if word.isdigit():
            break
    for distance, word in enumerate(() if figure.apart else reversed(before)):
        what = _named(word, wanted)
        if what:
            return what, distance + 1
    behind = figure.number.end
    if behind <= trigger[0] and len(_WORDS.findall(text[behind : trigger[0]])) <= _AFTER - 4:
        own = next((_named(word, wanted) for word in _WORDS.findall(text[slice(*trigger)].lower())), "")
        return own or wanted[0], _AFTER
    return "", 0


def _named(word: str, wanted: tuple[str, ...]) -> str:
    """Give what `word` says is counted, if it is wanted."""
    said = _BY_WORD.get(word, _NOTHING)
    return next((what for what in wanted if what in said), "")


def _is_year(number: Number, before: tuple[str, ...]) -> bool:
    """Whether a bare figure such as 2023 stands where a year would."""
    return number.qualifier == "" and 1900 <= (number.best or 0) < 2100 and bool(before) and before[-1] in _BEFORE_YEARS
