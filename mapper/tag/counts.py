"""How many: the numbers that a clause gives for what happened, with their bounds, and whose they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from mapper.model import Count, CountScope
from mapper.tag.numbers import COUNTING, Number, find_numbers

_VERBS: Final = {
    "killed": "killed dead died deaths death fatalities fatality toll perished drowned slain lives die dies killing "
    "kills kill bodies body martyred corpses lost murdered massacred executed beheaded lynched casualties executions",
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
    "people persons person civilians residents soldiers troops men women children families fighters workers man woman "
    "child boys girls boy girl citizens villagers inhabitants locals protesters protestors demonstrators rioters "
    "militants insurgents rebels terrorists gunmen servicemen servicewomen personnel officers policemen police cops "
    "prisoners detainees inmates captives hostages refugees migrants evacuees idps students pupils teachers "
    "journalists reporters doctors medics nurses patients passengers tourists fishermen farmers miners sailors pilots "
    "crewmen guards recruits conscripts reservists mercenaries volunteers commanders generals activists politicians "
    "lawmakers suspects supporters members victims casualties survivors relatives foreigners nationals others "
    "individuals orphans infants babies teenagers adults elderly worshippers pilgrims shoppers employees staff "
    "leaders herders militiamen jihadists separatists firefighters rescuers peacekeepers paramedics monks nuns "
    "priests clerics".split()
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
    "objects": "objects objectives bridges dams positions checkpoints posts factories plants mosques temples "
    "shrines sites convoys boats ships vessels depots stations offices targets facilities attacks "
    "incidents operations explosions blasts clashes battles flights warehouses shelters villas farms "
    "wells pylons wagons",
}
_UNIT_BY_WORD: Final = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_NOT_COUNTED: Final = frozenset(
    "year years month months week weeks day days hour hours minute minutes km kilometres kilometers miles mile "
    "percent per cent pm am metres meters feet ft mph magnitude old dollars euros pounds degrees th st nd rd "
    "inches acres may hectares time times mm cm kg round rounds corridors routes points towns cities villages "
    "districts provinces countries sides parties regions states cities settlements fronts directions thirds quarters "
    "fifths halves phases stages conditions ways degree cent square yards knots "
    "january february march april june july august september october november december".split()
)
_QUALIFIERS: Final = frozenset(
    "at least more than over no fewer less up to as many about around some approximately roughly an estimated nearly "
    "almost between from another further other additional total of".split()
)
_BEFORE_YEARS: Final = frozenset(
    "in since of by until during january february march april may june july august september october november december "
    "early late mid".split()
)
_LABELS: Final = frozenset(
    "channel brigade highway route road block unit building checkpoint gate flight article chapter section phase stage "
    "room terminal pier platform line battalion regiment division company squadron sector zone ward precinct camp mark "
    "type model number no nr version reactor category grade level tier class group team bus train apartment flat page "
    "paragraph clause resolution protocol law order volume round season episode day week month year age aged formula "
    "area district school hospital point mine pit shaft interstate hill height street avenue exit kilometre title "
    "ticket lot phase base station plant tunnel bridge corridor lane track pipeline task operation".split()
)
"""Nouns that a figure right behind them names: ``Channel 24``, ``day 12``."""
_DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PLURAL: Final = frozenset("were are have".split())
_HEADLINE_VERBS: Final = frozenset("rises hits reaches tops passes nears exceeds climbs leaves leaving left".split())
_NO_NOUNS: Final = frozenset(
    "in on at of to for from by with and or but as who which that were was are is have has had been be will would said "
    "after before when while near during against since until into over under between than a an the it they he she not "
    "also hit struck inside outside across around along through their his her its".split()
)
_NOUNS_OF_THINGS: Final = frozenset(
    "missiles rockets drones strikes shells airstrikes sorties tonnes tons trucks supplies cases".split()
)
_FIRED: Final = frozenset("missiles drones aircraft strikes weapons".split())
_SUPERLATIVE: Final = re.compile(r"(?i:one)(?= of (?:\w+ ){1,2}(?:most|few|first|last|worst|\w{3,}est)\b)")
_PEOPLE: Final = re.compile(r"\w{3,}(?:ians|men|women|\wists)")
_BREAK: Final = re.compile(r"[,;:.!?()–—\[\]]")
_COMPOUNDS: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_OPENERS: Final = frozenset("of the its their his her our these those".split())
_JOINED_BY_NONE: Final = _NO_NOUNS - {"of", "the", "a", "an", "its", "their"}
_PART: Final = re.compile(r"\b(?:including|among)\s(?P<some>[^,;:.()]*)$", re.IGNORECASE)
_PASSIVE: Final = frozenset("was were been being are is be got".split())
_LABEL: Final = re.compile(r"(?:(?P<lead>[^\W\d_]+)\s+)?(?P<noun>[^\W\d_]+)\.?\s+$")
_ARTICLES: Final = frozenset("the a an this that his her their its our".split())
_WORDS = re.compile(r"[^\W_]+")
_AFTER: Final = 12
_BEFORE: Final = 6
_PHRASE: Final = 5
_CLOSE: Final = 4
"""Words looked at on either side of a number."""
_JOINING: Final = frozenset({"and", "or", "but", "while"})
_NEAR: Final = 200
_LONGEST_LABEL: Final = 60
_REACH: Final = 300
"""Characters that those words are looked for in, and that a trigger's numbers are within."""
_CUMULATIVE: Final = re.compile(
    r"\b(?:since|so far|in total|total of|death toll|toll (?:rises|rose|climbs|reached|stands)|altogether|"
    r"overall|to date|as of|in all|already (?:(?:over|more than|at least|about|some|nearly|almost) )?\d[\d,]*|"
    r"(?:during|throughout) the (?:war|conflict|invasion)|killed (?:across|throughout)|"
    r"brings? the (?:number|total|toll)|are dead|"
    r"have (?:been|now|so far|already)? ?(?:killed|died|fled|been)"
    r"(?! (?:\w+ )?(?:in|by) (?:(?:an?|the) )?(?:\w+ )?(?:\w*strikes?|shelling|attacks?|bombing|"
    r"blast|explosion|raid|crash|\w*quake|fire|floods?|ambush)\b))\b",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r"\b(?:per|a|each|every) (?:day|week|month|hour|night)\b|\bdaily\b", re.IGNORECASE)


class _Figure(NamedTuple):
    """A number, the words before it (the nearest last, no qualifiers) and after it, and the unit they name.

    `named` tells that the noun behind the number is one of persons or of a unit, and no unknown one; `apart` that
    punctuation parts it from what stands before.
    """

    number: Number
    before: tuple[str, ...]
    after: tuple[str, ...]
    unit: str
    named: bool
    apart: bool


def may_be_counted(event_type: str, vocabulary: frozenset[str]) -> bool:
    """Whether a sentence of these words may hold a number of an event of this type."""
    return event_type in _WANTED and not COUNTING.isdisjoint(vocabulary)


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
        For each thing that may be counted, in that order, one; or those that ``and`` joins, as they stand in the
        text: ``84 mercenaries and 47 soldiers were killed``.
    """
    wanted = _WANTED.get(event_type)
    if not wanted:
        return ()
    figures, scope = _read(text, start, end)
    if event_type == "airstrike":  # "jets struck the town after rebels fired 100 rockets"
        figures = tuple(one for one in figures if one.unit != "missiles")
    near = [one for one in figures if trigger[0] - _REACH <= one.number.end and one.number.start <= trigger[1] + _REACH]
    best: dict[str, tuple[int, int]] = {}
    for index, figure in enumerate(near):
        what, distance = _what(figure, text, trigger, wanted)
        if what and _unit(what, figure, distance) and distance < best.get(what, (10**9, 0))[0]:
            best[what] = (distance, index)
    return tuple(
        _count(what, figure.number, _unit(what, figure, best[what][0]), scope)
        for what in wanted
        if what in best
        for figure in _together(text, near, best[what][1], what)
    )


def _together(text: str, figures: list[_Figure], index: int, what: str) -> list[_Figure]:
    """Give a number that counts `what` with those that ``and`` joins to it."""
    first, last = index, index
    while first and _joins(text, figures[first - 1], figures[first], what):
        first -= 1
    while last + 1 < len(figures) and _joins(text, figures[last], figures[last + 1], what):
        last += 1
    return figures[first : last + 1]


def _joins(text: str, one: _Figure, other: _Figure, what: str) -> bool:
    """Whether nothing but a noun phrase and ``and`` stands between two numbers, and no verb counts the other apart."""
    if other.number.start - one.number.end > _LONGEST_LABEL or not (one.named and other.named):
        return False
    between = _COMPOUNDS.findall(text[one.number.end : other.number.start].lower())
    while between and between[-1] in _QUALIFIERS:
        between.pop()
    nouns = between[:-1]
    if not nouns or between[-1] not in {"and", "plus"} or not _JOINED_BY_NONE.isdisjoint(nouns):
        return False
    if any(word in _BY_WORD and word not in _PERSONS for word in nouns) or other.after[0] == "of":
        return False
    verb = next((word for word in other.after[: _PHRASE + 1] if word in _BY_WORD and word not in _UNIT_BY_WORD), "")
    return (not verb or what in _BY_WORD[verb]) and bool(_unit(what, one, 0)) and bool(_unit(what, other, 0))


def _unit(what: str, figure: _Figure, distance: int) -> str:
    """Give the unit of what is counted; an empty string where the number counts something else."""
    unit = figure.unit
    if what in _OF_PERSONS:
        return unit if unit in {"persons", "families"} else ""
    if what not in _OF_THINGS:
        return unit
    if unit in {"persons", "families"}:
        unit = "" if figure.named else "objects"
    if what == "launched" and unit not in _FIRED:
        return unit if unit == "objects" and distance == 0 else ""
    return unit


def _count(what: str, number: Number, unit: str, scope: CountScope) -> Count:
    return Count(what, number.minimum, number.best, number.maximum, number.qualifier, unit, scope)


@lru_cache(maxsize=8)  # every trigger of a sentence asks for the same one
def _read(text: str, start: int, end: int) -> tuple[tuple[_Figure, ...], CountScope]:
    """Find the numbers of a clause or sentence that can count something, and the scope of what it tells."""
    # A clause may open within a number: "a hundred and twelve", "20–25".
    numbers = [number for number in find_numbers(text, max(0, start - _LONGEST_LABEL), end) if number.end > start]
    figures = [_figure(text, min(start, number.start), end, number) for number in numbers]
    kept = tuple(figure for figure in figures if figure is not None)
    return kept, _scope(text, start, end) if kept else "incident"


def _figure(text: str, start: int, end: int, number: Number) -> _Figure | None:
    """Take in the words around a number; None where it counts nothing that is looked for."""
    lead = text[max(start, number.start - _NEAR) : number.start]
    after = tuple(_WORDS.findall(text[number.end : min(end, number.end + _NEAR)].lower())[:_AFTER])
    before = tuple([word for word in _WORDS.findall(lead.lower()) if word not in _QUALIFIERS][-_BEFORE:])
    if _is_part(lead) or _is_year(number, before) or _SUPERLATIVE.match(text, number.start, end):
        return None
    phrase = _noun_phrase(text, number.end, end)
    if (after[:1] and after[0] in _NOT_COUNTED) or any(word in _NOT_COUNTED and word[-1] == "s" for word in phrase):
        return None
    unit = next((_UNIT_BY_WORD[word] for word in reversed(phrase) if word in _UNIT_BY_WORD), "")
    persons = any(word in _PERSONS or _PEOPLE.fullmatch(word) for word in phrase)
    named = persons or bool(unit)
    if not named and before[-1:] == ("the",) and _could_be_year(number):
        return None  # "the 2015 attack"
    written = number.qualifier or (named and text[number.start].isalpha())  # "on the last day seven people died"
    if not written and _is_label(lead, after, persons=persons, named=named):
        return None
    bare = lead.rstrip()
    if number.qualifier and bare.lower().endswith(number.qualifier):  # "killed, over 254 wounded"
        bare = bare[: -len(number.qualifier)].rstrip()
    apart = bare.endswith((",", ";", ":"))
    return _Figure(number, before, after, unit or "persons", named, apart)


def _is_part(lead: str) -> bool:
    """Whether a number is of those counted before it: ``eight people, including five children and two women``."""
    match = _PART.search(lead)
    words = _COMPOUNDS.findall(match["some"].lower()) if match else ()
    return match is not None and _JOINED_BY_NONE.isdisjoint({*words} - _QUALIFIERS - {"and"})


def _noun_phrase(text: str, start: int, end: int) -> tuple[str, ...]:
    """Give the words of the noun phrase that a number ends before `start` opens, as far as they can be one."""
    after = _BREAK.split(text[start : min(end, start + _NEAR)], maxsplit=1)[0]
    found: list[str] = []
    for word in _COMPOUNDS.findall(after.lower())[: _PHRASE + 2]:
        if not found and word in _OPENERS:  # "thousands of the soldiers"
            continue
        if word in _NO_NOUNS or word.isdigit():
            break
        found.append(word.rpartition("-")[2])
    return tuple(found[:_PHRASE])


def _is_label(lead: str, after: tuple[str, ...], *, persons: bool, named: bool) -> bool:
    """Whether a figure is part of the name before it (`lead`): ``Brigade 93``, ``in Block 12``, ``day 3``, ``BM 21``.

    In ``Nasser Hospital 12 people`` and ``the camp 12 people`` the name is whole without it; in ``Aleppo 12 people``
    and ``Aleppo 12 were`` what follows is counted.
    """
    match = _LABEL.search(lead[-_LONGEST_LABEL:])
    if not match:
        return False
    noun, ahead = match["noun"], match["lead"] or ""
    if noun.lower() in _LABELS:
        whole = ahead.lower() in _ARTICLES or ahead.lower() not in _NO_NOUNS | {""}
        return not (whole and named)
    folded = noun.lower()
    if not noun[0].isupper() or not ahead or folded in _DAYS or folded in _BY_WORD or folded in _HEADLINE_VERBS:
        return False
    if noun.isupper() and not (len(ahead) > 1 and ahead.isupper()):
        return not persons
    return not (named or (after[:1] and (after[0] in _PLURAL or after[0] in _BY_WORD)))


def _scope(text: str, start: int, end: int) -> CountScope:
    if _RATE.search(text, start, end):
        return "rate"
    return "cumulative" if _CUMULATIVE.search(text, start, end) else "incident"


def _what(figure: _Figure, text: str, trigger: tuple[int, int], wanted: tuple[str, ...]) -> tuple[str, int]:
    """Say what a number counts (or nothing), and how far its verb is, in words."""
    before, after = figure.before, figure.after
    lead = before[-1] if before else ""
    active = lead.endswith(("ed", "ing", "s")) and lead not in _NOUNS_OF_THINGS and not figure.apart
    if active and _named(lead, wanted):  # "killing 14 people and injuring 200": the verb right before the number rules
        return _named(lead, wanted), 0
    for distance, word in enumerate(after):
        what = _named(word, wanted)
        if what and (figure.named or distance < _CLOSE or after[distance - 1] in _PASSIVE):
            return what, distance
        if word.isdigit() or (word in _BY_WORD and word.endswith("ed") and not what):
            break  # "thousands protested to demand that hostages be released"
    apart = figure.apart or (lead in _JOINING and not figure.named)  # "was killed and several areas were hit"
    for distance, word in enumerate(() if apart else reversed(before[0 if figure.named else -_CLOSE :])):
        what = _named(word, wanted)
        if what and word not in _NOUNS_OF_THINGS:
            return what, distance + 1
    behind = figure.number.end
    if figure.named and behind <= trigger[0] and len(_WORDS.findall(text[behind : trigger[0]])) <= _AFTER - 4:
        own = next((_named(word, wanted) for word in _WORDS.findall(text[slice(*trigger)].lower())), "")
        return own or wanted[0], _AFTER
    return "", 0


def _named(word: str, wanted: tuple[str, ...]) -> str:
    """Give what `word` says is counted, if it is wanted."""
    said = _BY_WORD.get(word)
    return next((what for what in wanted if what in said), "") if said else ""


def _is_year(number: Number, before: tuple[str, ...]) -> bool:
    """Whether a bare figure such as 2023 stands where a year would."""
    return bool(before) and before[-1] in _BEFORE_YEARS and _could_be_year(number)


def _could_be_year(number: Number) -> bool:
    return number.qualifier == "" and 1900 <= (number.best or 0) < 2100
