"""How likely one spelling is a slip of another: by what was changed, and how well known the place is.

Typing and transliterating change vowels, double letters, swap neighbours and take letters of like sound for each other
far more often than they put one consonant for another. And it is well-known places whose names are misspelt: a name
that is one letter from a village's is hardly ever meant to be it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

LIGHT: Final = 1.0
"""Cost of an edit that slips and transliterations make."""
HEAVY: Final = 1.6
"""Cost of any other edit."""
# The least importance (`gazetteer.search.importance`) by the cost of the edits per letter. The points were set on the
# table of misspellings in the tests, and checked on one that was held out.
_LEAST: Final = (
    (0.00, 5.2),
    (0.125, 5.4),
    (0.15, 5.8),
    (0.167, 6.4),
    (0.20, 6.8),
    (0.25, 7.2),
    (0.30, 8.2),
    (0.40, 9.5),
)

_OTHER_NAME: Final = 0.75
_VERY_LIKE: Final = 0.15

_SHIFT: Final = 2
VOWELS: Final = frozenset("aeiouy ауоиеёюяыэіїєйьъ")
_SILENT: Final = frozenset("h")
_ALIKE: Final = tuple(map(frozenset, ("ckqg", "szx", "vwuf", "ijgy", "dt", "bp", "bv", "szc", "гґх", "ігий")))


@lru_cache(maxsize=65536)
def edit_cost(name: str, known: str) -> float:
    """Least sum of costs of the edits that make one folded name another: letters added, dropped, changed, swapped.

    For names of nearly the same length: edits that would shift them by more than two letters are not looked for.
    """
    far = HEAVY * (len(name) + len(known))
    table = {(0, 0): 0.0}
    for i in range(len(name) + 1):
        for j in range(max(0, i - _SHIFT), min(len(known), i + _SHIFT) + 1):
            if i or j:
                table[i, j] = min(_ways(table, name, known, i, j), default=far)
    return table.get((len(name), len(known)), far)


def _ways(table: Mapping[tuple[int, int], float], name: str, known: str, i: int, j: int) -> Iterator[float]:
    """Costs of turning the first `i` letters of one name into the first `j` of another, by the last edit."""
    if (i - 1, j - 1) in table:
        same = name[i - 1] == known[j - 1]
        yield table[i - 1, j - 1] + (0.0 if same else _replacing(name[i - 1], known[j - 1]))
    if (i - 1, j) in table:
        yield table[i - 1, j] + _adding(name, i - 1)
    if (i, j - 1) in table:
        yield table[i, j - 1] + _adding(known, j - 1)
    if (i - 2, j - 2) in table and name[i - 2 : i] == known[j - 1] + known[j - 2]:
        yield table[i - 2, j - 2] + LIGHT


def is_likely_slip(cost: float, letters: int, importance: float, *, own_name: bool) -> bool:
    """Whether a place of this importance is likely meant by a name so unlike its own.

    Parameters
    ----------
    cost
        Cost of the edits.
    letters
        Length of the longer of the two names.
    importance
        Of the place, as `gazetteer.search.importance` tells it.
    own_name
        Whether the name that is like it is the one that the place goes by, not another one of it.
    """
    unlikeness = cost / letters
    weak = _OTHER_NAME if unlikeness > _VERY_LIKE and not own_name else 0.0
    return importance >= _least_importance(unlikeness) + weak


def respellings(key: str) -> list[str]:
    """Write a folded name as English would where it is spelt as German or French write Slavic and Arabic names.

    Examples
    --------
    >>> respellings("tschassiw jar"), respellings("boutcha")
    (['chasiv yar'], ['bucha'])
    """
    made = []
    for table in (_GERMAN, _FRENCH):
        spelt = key
        for theirs, ours in table:
            spelt = spelt.replace(theirs, ours)
        if spelt != key:
            made.append(spelt)
    return made


# Through capitals, which a key has none of, so that what was written is not read again.
_GERMAN: Final = (
    ("schtsch", "SHCH"), ("tsch", "CH"), ("sch", "SH"), ("ch", "KH"), ("tz", "TS"), ("ss", "S"), ("w", "V"), ("j", "Y"),
    *((letter.upper(), letter) for letter in "shcktvy"),
)  # fmt: skip
_FRENCH: Final = (
    ("chtch", "SHCH"), ("tch", "CH"), ("ch", "SH"), ("ou", "U"), ("dj", "J"),
    *((letter.upper(), letter) for letter in "shcuj"),
)  # fmt: skip


def _least_importance(unlikeness: float) -> float:
    for (left, low), (right, high) in pairwise(_LEAST):
        if unlikeness <= right:
            return low + (high - low) * (unlikeness - left) / (right - left)
    return float("inf")


def _replacing(mine: str, theirs: str) -> float:
    if mine in VOWELS and theirs in VOWELS:
        return LIGHT
    return LIGHT if any(mine in alike and theirs in alike for alike in _ALIKE) else HEAVY


def _adding(name: str, position: int) -> float:
    letter = name[position]
    if letter in (name[position - 1 : position], name[position + 1 : position + 2]):
        return LIGHT
    if position == len(name) - 1:
        return HEAVY  # what tells Medvedev from Medvedevo
    return LIGHT if letter in VOWELS or letter in _SILENT else HEAVY
