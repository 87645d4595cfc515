"""Runs of capitalised words, and which of them name people or organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mapper.languages import en
from mapper.recognize.tokens import Tokens

_CONNECTORS: Final = frozenset(
    "de del della di da dos das do la le el al of the bin ibn van der den von upon on sur".split()
)
_FUNCTION_WORDS: Final = frozenset(
    """a an the in on at to from by for of and or but nor so yet as if when while where who which what why how
    that this these those he she it they we i you his her its their our my your is are was were be been has have
    had do does did will would can could may might must shall should not no yes there here then than after
    before since until during between among amid near with without within about against over under into onto
    through across around also only just even still more most many much some any all both each every other
    another such same own new old first last next one two three four five six seven eight nine ten hundreds
    thousands dozens earlier later now today yesterday tomorrow meanwhile however although though because
    despite according officials police residents people troops forces""".split()
)

_NO_NAMES: Final = _FUNCTION_WORDS | en.MONTHS_AND_DAYS

NEVER_A_NAME: Final = _FUNCTION_WORDS
"""Words that name nothing by themselves, though some hamlet may be called so."""


def _forms(words: frozenset[str]) -> frozenset[str]:
    return words | {form for word in words for form in (word.title(), word.upper())}


VESSEL_WORDS: Final = _forms(en.VESSELS)
"""Words that tell a ship, in the forms that texts write them in."""

UNIT_WORDS: Final = _forms(en.UNIT_NOUNS)
"""Words that tell a military unit, in the forms that texts write them in."""

RunKind = Literal["person", "organisation", "other"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``[start, end)`` that read as one name, and what it names."""

    start: int
    end: int
    kind: RunKind


def capital_runs(tokens: Tokens) -> list[Run]:
    """Cut the text's capitalised words into runs, function words and months left out."""
    runs: list[Run] = []
    lower, n, free = tokens.lower, len(tokens), 0
    for i in tokens.capitals:
        if i < free or lower[i] in _NO_NAMES:
            continue
        j = i + 1
        while j < n and (k := _extends(tokens, j)):
            j = k
        runs.append(Run(i, j, _kind(tokens, i, j)))
        free = j
    return runs


def _opens(tokens: Tokens, i: int) -> bool:
    return tokens.upper[i] and tokens.lower[i] not in _NO_NAMES


def _extends(tokens: Tokens, j: int) -> int:
    """Give the end of the run when word `j` (or a connector with the word behind it) belongs to it, else 0."""
    upper = tokens.upper[j]
    if not (upper or tokens.lower[j] in _CONNECTORS) or not tokens.joins(j):
        return 0
    if upper:
        return j + 1 if tokens.lower[j] not in _NO_NAMES else 0
    return j + 2 if j + 1 < len(tokens) and tokens.joins(j + 1) and _opens(tokens, j + 1) else 0


def _kind(tokens: Tokens, i: int, j: int) -> RunKind:
    words = tokens.lower[i:j]
    if j > i + 1 and words[0] not in en.TITLES and not en.ORGANISATION_WORDS.isdisjoint(words[1:]):
        return "organisation"
    if _reads_as_person(tokens, i, j):
        return "person"
    return "other"


def _reads_as_person(tokens: Tokens, i: int, j: int) -> bool:
    """Look for a title before or at the head of the run, or a given name with another name behind it."""
    words = tokens.lower[i:j]
    if words[0] in en.TITLES and j - i >= 2:
        return words[1] not in _CONNECTORS  # "Mayor of Mariupol" is an office, and the place in it is one
    if i > 0 and tokens.lower[i - 1] in en.TITLES and tokens.gaps[i] == (". " if tokens.dotted(i - 1) else " "):
        return True
    for a in range(j - i - 1):
        if words[a] in en.FIRST_NAMES and words[a + 1] not in _CONNECTORS and words[a + 1] not in en.PLACE_NOUNS:
            return True
    return False


def surnames(tokens: Tokens, runs: list[Run]) -> frozenset[str]:
    """Lower-case last names of the people named in full: a later ``Fedorov`` alone is the same man."""
    found: set[str] = set()
    for run in runs:
        if run.kind != "person":
            continue
        words = [w for w in tokens.lower[run.start : run.end] if w not in en.TITLES]
        if words:
            found.add(words[-1])
    return frozenset(found)


def vessels(tokens: Tokens) -> frozenset[str]:
    """Lower-case names of ships: what stands behind ``cruiser`` or before it, here and in the rest of the text."""
    found: set[str] = set()
    for i in [i for i, word in enumerate(tokens.lower) if word in en.VESSELS]:
        j = i + 1
        while j < len(tokens) and tokens.upper[j] and tokens.gaps[j].strip() in ("", '"', "“", "_"):
            found.add(tokens.lower[j])
            j += 1
        if i > 1 and tokens.upper[i - 1] and tokens.gaps[i] == " " and tokens.lower[i - 2] == "the":
            found.add(tokens.lower[i - 1])
    return frozenset(found)


def units(tokens: Tokens) -> frozenset[str]:
    """Lower-case names of military units: what stands right before ``regiment``, here and in the rest of the text."""
    return frozenset(
        tokens.lower[i - 1]
        for i, word in enumerate(tokens.lower)
        if word in en.UNIT_NOUNS and i > 0 and tokens.upper[i - 1] and tokens.gaps[i].strip() in ("", '"', "”", "»")
    )
