"""Numbers in words and figures: reading them, and finding them in a text with their bounds."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += ["seventeen", "eighteen", "nineteen"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBER_WORDS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES) if value},
    **_TENS,
    **{f"{tens}-{_ONES[one]}": value + one for tens, value in _TENS.items() for one in range(1, 10)},
}
"""Words for 1 to 99."""

WRITTEN_NUMBER: Final = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES[1:]))}"
"""A pattern for `NUMBER_WORDS`; to be put in a group that something follows which no letter is."""

SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
}
"""Words that multiply the number before them."""

LOOSE: Final = {
    "hundreds of thousands": 200_000,
    "tens of thousands": 20_000,
    "thousands": 1_000,
    "hundreds": 200,
    "millions": 2_000_000,
    "scores": 40,
    "dozens": 24,
    "several": 3,
    "a few": 3,
    "a couple": 2,
}
"""Loose quantities and their least number: two dozen, two hundred; a thousand for ``thousands``, as coders do."""

COUNTING: Final = frozenset("# half few couple several".split()).union(
    SCALES, *(words.split() for words in LOOSE), *(words.split("-") for words in NUMBER_WORDS)
) - {"a", "of"}
"""Words of which every number has one; ``#`` stands for all figures."""

_OPENING: Final = frozenset("a half".split()).union(_ONES[1:], _TENS, (words.split()[0] for words in LOOSE))
"""Words that a number in words begins with."""

_RUN: Final = re.compile(r"(?<!\w)(?:\d|[adefhmnost])\w*", re.IGNORECASE)
"""Words that a number may begin with, by their first character."""
_SMALL_LOOSE = {"couple of": 2, "few": 3, "several": 3}
_AT_LEAST = "at least|more than|over|no fewer than|no less than|not less than|upwards of|above|minimum of"
_AT_MOST = "up to|fewer than|less than|as many as|no more than|under|at most|nearly|almost"
_ABOUT = "about|around|some|approximately|roughly|an estimated|estimated|close to|circa|between|from"
_QUALIFIER = re.compile(rf"(?<!\w)(?P<words>{_AT_LEAST}|{_AT_MOST}|{_ABOUT})\s+$", re.IGNORECASE)
_LONGEST_QUALIFIER: Final = 16
_ANY_SPACE: Final = "\u0020\u00a0\u202f"
_FIGURE = rf"\d{{1,3}}(?:[,{_ANY_SPACE}]\d{{3}})+(?!\d)|\d+(?:\.\d+)?"
_MONTH: Final = (
    r"(?:[Jj]anuary|[Ff]ebruary|March|[Aa]pril|May|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember"
    r"|[Dd]ecember|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_AFTER_MONTH: Final = re.compile(
    r"(?<!\w)(?P<day>\d{1,2} )?(?P<whole>(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his|[Ee]arly|[Ll]ate) )?"
    rf"{_MONTH}(?P<other>\s+\d{{1,2}}(?:,? and| or))?\s+$"
)
_BEFORE_MONTH: Final = re.compile(rf"(?:st|nd|rd|th)?(?:\s+of)?(?:,? (?:and|or) \d{{1,2}})?\s+{_MONTH}(?!\w)")
_CLOCK: Final = re.compile(r"\s?(?:[ap]\.?\s?m\b|o['’]clock\b|hrs\b|GMT\b|UTC\b|local time\b)", re.IGNORECASE)
_MINUTES: Final = re.compile(r"(?<=\d:)\d\d(?!\d)")
_LONGEST_DATE: Final = 28
_LAST_DAY: Final = 31
_TOO_LARGE: Final = 10**15
_CLOSING: Final = 1000


class Number(NamedTuple):
    """A number in a text: its span (end exclusive), its bounds (None: open), and the words that qualify it."""

    start: int
    end: int
    minimum: int | None
    best: int | None
    maximum: int | None
    qualifier: str


def small_number(word: str) -> int:
    """Read ``12``, ``twelve`` or ``several`` (3); 1 for anything else."""
    folded = " ".join(word.lower().split())
    if folded.isascii() and folded.isdigit():
        return int(folded)
    return NUMBER_WORDS.get(folded) or _SMALL_LOOSE.get(folded, 1)


def read_number(text: str) -> int | None:
    """Read one number: ``1,300``, ``twenty-four``, ``2.5 million``, ``two hundred and fifty``. None if it is none."""
    total = _read(text)
    return None if total is None else round(total)


def _read(text: str) -> float | None:
    """Read a number that need not be whole: thousands and above close a group, hundreds and dozens multiply in it."""
    closed, last = 0.0, 0
    group: float | None = None
    for word in re.findall(rf"\d[\d,{_ANY_SPACE}]*(?:\.\d+)?|half|[a-z]+(?:-[a-z]+)?", text.lower()):
        if SCALES.get(word, 0) >= _CLOSING:
            group = 1 if group is None else group
            lower = SCALES[word] < last  # "two million five hundred thousand", but "five thousand million"
            closed = closed + group * SCALES[word] if lower else (closed + group) * SCALES[word]
            group, last = 0, SCALES[word]
        elif word in SCALES:
            group = (group or 1) * SCALES[word]
        elif word[0].isdigit():
            group = float(re.sub(rf"[,{_ANY_SPACE}]", "", word)[:20])
        elif word in {"a", "half"}:
            group = group or (1 if word == "a" else 0.5)
        elif word in NUMBER_WORDS:
            group = (group or 0) + NUMBER_WORDS[word]
    total = None if group is None else closed + group
    return None if total is None or total > _TOO_LARGE else total


@cache
def _pattern(*, joined: bool = True) -> re.Pattern[str]:
    """Give the pattern of one number or a range; what stands before it is looked at only where it matches.

    `joined` lets ``and`` go on with a number, as in ``two hundred and fifty``; after ``between`` it parts two of them.
    """
    small = "|".join(sorted(_ONES[1:], key=len, reverse=True))
    words = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES[1:10])}))?\b|{small}"
    scales = "|".join(SCALES)
    link = r"\s+(?:and\s+)?" if joined else r"\s+"
    tail = rf"(?:{link}(?:{words})\b(?!\s+hundred\b))"
    below = rf"(?:(?:{words}|a)\s+hundred\b{tail}?|(?:{words})\b)"
    scaled = rf"{below}(?:[\s-](?:{scales})\b)+"
    written = rf"{scaled}(?:\s+{scaled})*(?:(?<!dozen){link}{below}(?!\s+(?:{scales})\b))?"
    plain = (
        rf"(?:{written}|{below}|(?:half[\s-](?:an?\s+)?|a\s+)(?:{scales})\b(?:(?<!dozen){link}{below})?"
        rf"|{_FIGURE}(?:[\s-](?:{scales})\b)*)"
    )
    return re.compile(
        rf"(?<![\w$€£#№./–-])(?:(?P<loose>{'|'.join(LOOSE)})\b(?:(?:\s+of)?\s+(?P<times>{scales})\b)?|(?P<low>{plain})"
        rf"(?:(?:\s*[-–—]\s*(?=\d)|\s+(?:to|or)\s+|\s+(?P<and>and)\s+)(?P<high>{plain}))?)"
        r"(?P<more>\s+or more|\s+plus\b|\+)?",
        re.IGNORECASE,
    )


def find_numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    """Find the numbers in ``text[start:end]`` that can count something: no dates, prices, shares or type names.

    Returns
    -------
    tuple of Number
        By position. ``dozens`` is at least 24, ``hundreds`` 200, ``thousands`` 1,000, with no best value.
    """
    found: list[Number] = []
    at = start
    for run in _RUN.finditer(text, start, end):
        word = run[0]
        opens = word[0].isdigit() or word.lower() in _OPENING
        match = _pattern().match(text, run.start(), end) if opens and run.start() >= at else None
        if match is None:
            continue
        qualifier = _qualifier(text, start, match.start())
        if qualifier == "between":
            match = _pattern(joined=False).match(text, match.start(), end) or match
        at = match.end()
        if match["and"] and qualifier != "between":
            at = match.end("low")
            number = _single(match, match["low"], at, qualifier)
        else:
            number = _number(match, qualifier)
        if number and not _measures(text, start, number) and not _dates(text, start, end, number):
            found.append(number)
    return tuple(found)


def _qualifier(text: str, start: int, before: int) -> str:
    match = _QUALIFIER.search(text, max(start, before - _LONGEST_QUALIFIER), before)
    return " ".join(match["words"].lower().split()) if match else ""


def _measures(text: str, start: int, number: Number) -> bool:
    """Whether a figure is an age, a part of a name, a share, a price: ``Amini, 22, died``, ``12-day``, ``7.5%``."""
    after = text[number.end : number.end + 2]
    if after[:1] == "," and text[max(start, number.start - 2) : number.start].strip() == ",":
        return True
    return after[:1] in tuple("%°$€£:/") or (after[:1] == "-" and after[1:].isalpha())


def _dates(text: str, start: int, end: int, number: Number) -> bool:
    """Whether a figure is the day of a month or an hour: ``December 31``, ``31 December``, ``5 p.m.``, ``17:30``."""
    if _CLOCK.match(text, number.end, end) or _MINUTES.match(text, number.start):
        return True
    if not text[number.start].isdigit() or (number.best or 0) > _LAST_DAY:
        return False
    if _BEFORE_MONTH.match(text, number.end, end):
        return True
    month = _AFTER_MONTH.search(text, max(start, number.start - _LONGEST_DATE), number.start)
    if not month or month["day"] or number.qualifier:  # "on 12 October 7 civilians died"
        return False
    told = re.compile(r"\s+[a-z]").match(text, number.end, end)  # "in March 12 people died"
    return not (month["whole"] and not month["other"] and told)


def _number(match: re.Match[str], qualifier: str) -> Number | None:
    if match["loose"]:
        words = " ".join(match[0].lower().split())
        least = LOOSE[" ".join(match["loose"].lower().split())] * SCALES.get((match["times"] or "").lower(), 1)
        return Number(match.start(), match.end(), least, None, None, words)
    if not match["high"]:
        return _single(match, match["low"], match.end(), qualifier)
    low, high = _bounds(match["low"], match["high"])
    if low is None or high is None or high < low:
        return None
    return Number(match.start(), match.end(), low, (low + high) // 2, high, qualifier)


def _bounds(low: str, high: str) -> tuple[int | None, int | None]:
    """Read the ends of a range: in ``2-3 thousand`` and ``1.2 to 1.5 million`` the scale is that of both."""
    first, last, scale = _read(low), _read(high), SCALES.get(high.lower().split()[-1], 1)
    if first is None or last is None:
        return None, None
    shared = low.lower().split()[-1] not in SCALES and first * scale <= last
    return round(first * scale if shared else first), round(last)


def _single(match: re.Match[str], words: str, end: int, qualifier: str) -> Number | None:
    value = read_number(words)
    if value is None:
        return None
    if qualifier in _AT_MOST.split("|"):
        return Number(match.start(), end, None, value, value, qualifier)
    if qualifier in _AT_LEAST.split("|") or match["more"]:
        return Number(match.start(), end, value, value, None, qualifier or "or more")
    if qualifier and qualifier not in {"from", "between"}:
        return Number(match.start(), end, value, value, None, qualifier)
    return Number(match.start(), end, value, value, value, "")
