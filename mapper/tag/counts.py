"""How many: the numbers that a clause gives for what happened, with their bounds, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from mapper.model import Count, CountScope
from mapper.tag.numbers import NUMBER_WORDS, SCALES

_FIGURE = r"\d{1,3}(?:[,  ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
# Loose quantities: their least number. "dozens" is two dozen, "hundreds" two hundred, "scores" two score.
_LOOSE: Final = {
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "millions": 2_000_000,
    "thousands": 1_000,
    "hundreds": 200,
    "scores": 40,
    "dozens": 24,
    "several": 3,
    "a few": 3,
    "a number": 3,
    "couple": 2,
}
_AT_LEAST: Final = (
    "at least",
    "more than",
    "over",
    "no fewer than",
    "no less than",
    "not less than",
    "upwards of",
    "above",
)
_AT_MOST: Final = (
    "up to",
    "fewer than",
    "less than",
    "as many as",
    "no more than",
    "under",
    "at most",
    "nearly",
    "almost",
)
_ABOUT: Final = (
    "about",
    "around",
    "some",
    "approximately",
    "roughly",
    "an estimated",
    "estimated",
    "close to",
    "circa",
)

_VERBS: Final = {
    "killed": "killed dead died deaths death fatalities fatality toll perished drowned slain lives die dies killing kills "
    "kill bodies body martyred corpses lost murdered massacred executed beheaded lynched casualties",
    "injured": "injured wounded injuries hurt wounding injuring wounds injures hospitalised hospitalized maimed injury",
    "missing": "missing unaccounted disappeared",
    "surrendered": "surrendered surrender surrendering defected",
    "captured": "captured capture capturing prisoner prisoners",
    "abducted": "abducted kidnapped hostage hostages abduct kidnapping kidnap abducting taken seized",
    "detained": "arrested detained arrests arrest detentions detaining arresting custody jailed rounded apprehended",
    "released": "released freed exchanged swapped returned release freeing swap",
    "evacuated": "evacuated evacuate evacuating evacuations rescued airlifted relocated evacuees",
    "displaced": "fled displaced flee fleeing refugees homeless idps uprooted crossed",
    "crowd": "protested protesters demonstrators marched rallied gathered protestors people demonstrated rally protest",
    "damaged": "damaged destroyed burned burnt torched flattened collapsed flooded demolished razed damage levelled",
    "intercepted": "intercepted downed shot destroyed",
    "launched": "launched fired missiles rockets drones strikes shells airstrikes sorties",
    "affected": "affected without infected cases hit lack",
    "delivered": "delivered distributed tonnes tons trucks supplies supplied received",
}
_BY_WORD: Final = {word: what for what, words in _VERBS.items() for word in words.split()}
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

_UNITS: Final = {
    "families": "families family households household",
    "buildings": "houses homes buildings apartments schools hospitals shops house building structures villages churches",
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
    "year years month months week weeks day days hour hours minute minutes km kilometres kilometers miles mile percent per "
    "cent pm am metres meters feet ft mph magnitude old years-old million-dollar dollars euros pounds degrees th st nd rd "
    "inches acres hectares time times mm cm kg round rounds corridors routes points".split()
)
_CUMULATIVE: Final = re.compile(
    r"\b(?:since|so far|in total|total of|death toll|toll (?:rises|rose|climbs|reached|stands)|altogether|overall|"
    r"to date|brings? the (?:number|total|toll)|are dead|have (?:been|now|so far|already)? ?(?:killed|died|fled|been))\b",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r"\b(?:per|a|each|every) (?:day|week|month|hour|night)\b|\bdaily\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    minimum: int | None
    best: int | None
    maximum: int | None
    qualifier: str


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    scale = "|".join(SCALES)
    plain = rf"(?:{_FIGURE}|\b(?:{words})\b)(?:[\s-](?:{scale})\b)*|\ba (?:{scale})\b"
    loose = "|".join(_LOOSE)
    qualifier = "|".join((*_AT_LEAST, *_AT_MOST, *_ABOUT))
    return re.compile(
        rf"(?:\b(?P<qualifier>{qualifier})\s+)?(?:(?P<between>between|from)\s+)?"
        rf"(?:(?P<low>{plain})(?:\s*[-–—]\s*(?=\d)|\s+(?(between)and|to)\s+)(?P<high>{plain})|(?P<one>{plain})|(?P<loose>\b(?:{loose})\b))"
        r"(?P<more>\s+or more|\s+plus\b|\+)?",
        re.IGNORECASE,
    )


def read_number(text: str) -> int | None:
    """Read one number: ``1,300``, ``twenty-four``, ``2.5 million``, ``a dozen``. None where it is none."""
    total: float | None = None
    for word in re.findall(r"\d[\d,  .]*\d|\d|[a-z]+(?:-[a-z]+)?", text.lower()):
        if word in SCALES:
            total = (1 if total is None else total) * SCALES[word]
        elif word[0].isdigit():
            total = float(re.sub(r"[,  ]", "", word).rstrip("."))
        elif word in NUMBER_WORDS:
            total = NUMBER_WORDS[word]
        elif word == "a":
            total = 1
    return None if total is None or total > 9e15 else int(total)


def _numbers(text: str, start: int, end: int) -> list[_Number]:
    found: list[_Number] = []
    for match in _pattern().finditer(text, start, end):
        number = _number(match)
        if number and not _is_part_of_word(text, match):
            found.append(number)
    return found


def _is_part_of_word(text: str, match: re.Match[str]) -> bool:
    """``F-16``, ``12-day``, ``$5``, ``7.5%``: figures that count nothing."""
    first = match.start("one") if match["one"] else match.start()
    before, after = text[max(0, first - 1) : first], text[match.end() : match.end() + 2]
    return before in tuple("$€£#.,/-–:") or after[:1] in tuple("%°$€£:/") or (after[:1] == "-" and after[1:].isalpha())


def _number(match: re.Match[str]) -> _Number | None:
    qualifier = " ".join((match["qualifier"] or "").lower().split())
    if match["loose"]:
        least = _LOOSE[" ".join(match["loose"].lower().split())]
        return _Number(match.start("loose"), match.end(), least, None, None, match["loose"].lower())
    if match["low"]:
        low, high = read_number(match["low"]), read_number(match["high"])
        if low is None or high is None or high < low:
            return None
        joined = "between" if match["between"] else qualifier
        return _Number(match.start("low"), match.end(), low, (low + high) // 2, high, joined)
    value = read_number(match["one"])
    if value is None:
        return None
    start = match.start("one")
    if qualifier in _AT_LEAST or match["more"]:
        return _Number(start, match.end(), value, value, None, qualifier or "or more")
    if qualifier in _AT_MOST:
        return _Number(start, match.end(), None, value, value, qualifier)
    if qualifier in _ABOUT:
        return _Number(start, match.end(), value, value, None, qualifier)
    return _Number(start, match.end(), value, value, value, "")


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
    for number in _numbers(text, start, end):
        what, unit, distance = _what(text, start, end, number, trigger, wanted)
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
    text: str, start: int, end: int, number: _Number, trigger: tuple[int, int], wanted: tuple[str, ...]
) -> tuple[str, str, int]:
    """Say what a number counts (or nothing), its unit, and how far its verb is, in words."""
    after = re.findall(r"[^\W_]+", text[number.end : end].lower())[:12]
    if not after and not text[start : number.start].strip():
        return "", "", 0
    if any(word in _NOT_COUNTED for word in after[:1]):
        return "", "", 0
    unit = next((_UNIT_BY_WORD[word] for word in after[:3] if word in _UNIT_BY_WORD), "persons")
    for distance, word in enumerate(after):
        what = _BY_WORD.get(word)
        if what in wanted:
            return what, unit, distance
        if word.isdigit() and distance > 0:
            break
    before = re.findall(r"[^\W_]+", text[start : number.start].lower())[-6:]
    for distance, word in enumerate(reversed(before)):
        what = _BY_WORD.get(word)
        if what in wanted:
            return what, unit, distance + 1
    if trigger[0] >= number.end and len(re.findall(r"[^\W_]+", text[number.end : trigger[0]])) <= 8:
        return wanted[0], unit, 9
    return "", "", 0
