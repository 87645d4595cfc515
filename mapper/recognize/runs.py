"""Runs of capitalised words, and which of them name people or organisations."""

from __future__ import annotations

from itertools import compress, count, pairwise
from typing import Final, Literal, NamedTuple

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
_KINDS_OF_SHIP: Final = 3  # words between a ship's name and what it is: "guided missile cruiser"


def _forms(words: frozenset[str]) -> frozenset[str]:
    return words | {form for word in words for form in (word.title(), word.upper())}


VESSEL_WORDS: Final = _forms(en.VESSELS)
"""Words that tell a ship, in the forms that texts write them in."""

UNIT_WORDS: Final = _forms(en.UNIT_NOUNS)
"""Words that tell a military unit, in the forms that texts write them in."""

RunKind = Literal["person", "organisation", "other"]


class Run(NamedTuple):
    """Words ``[start, end)`` that read as one name, and what it names."""

    start: int
    end: int
    kind: RunKind


def capital_runs(tokens: Tokens) -> list[Run]:
    """Cut the text's capitalised words into runs, function words and months left out."""
    runs: list[Run] = []
    lower, upper, n, free = tokens.lower, tokens.upper, len(tokens.words), 0
    for i in tokens.capitals:
        if i < free or lower[i] in _NO_NAMES:
            continue
        j = i + 1
        while j < n and (upper[j] or lower[j] in _CONNECTORS) and (k := _extends(tokens, j)):
            j = k
        runs.append(Run(i, j, _kind(tokens, i, j)))
        free = j
    return runs


def _opens(tokens: Tokens, i: int) -> bool:
    return tokens.upper[i] and tokens.lower[i] not in _NO_NAMES


def _extends(tokens: Tokens, j: int) -> int:
    """Give the end of the run when word `j`, or the connector `j` with the word behind it, belongs to it, else 0."""
    if not tokens.joins(j):
        return 0
    if tokens.upper[j]:
        return j + 1 if tokens.lower[j] not in _NO_NAMES else 0
    return j + 2 if j + 1 < len(tokens.words) and tokens.joins(j + 1) and _opens(tokens, j + 1) else 0


def _kind(tokens: Tokens, i: int, j: int) -> RunKind:
    if j == i + 1:
        return "person" if _is_titled(tokens, i) else "other"
    words = tokens.lower[i:j]
    if words[0] in en.TITLES:
        return "other" if words[1] in _CONNECTORS else "person"  # "Mayor of Mariupol" is an office, with a place in it
    if not en.ORGANISATION_WORDS.isdisjoint(words[1:]):
        return "organisation"
    return "person" if _is_titled(tokens, i) or _holds_given_name(words) else "other"


def _is_titled(tokens: Tokens, i: int) -> bool:
    """Whether a title stands right before word `i` (``Mr. Xyz``)."""
    if i == 0 or tokens.lower[i - 1] not in en.TITLES:
        return False
    return tokens.gaps[i] == (". " if tokens.dotted(i - 1) else " ")


def _holds_given_name(words: list[str]) -> bool:
    """Whether a given name with another name behind it is among the words of a run."""
    for given, behind in pairwise(words):
        if given in en.FIRST_NAMES and behind not in _CONNECTORS and behind not in en.PLACE_NOUNS:
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
    found = {tokens.lower[i] for i in range(len(tokens.words) - 1) if _is_italic(tokens, i)}
    for i in compress(count(), map(en.VESSELS.__contains__, tokens.lower)):
        j = i + 1
        while j < len(tokens.words) and tokens.upper[j] and tokens.gaps[j].strip() in ("", '"', "“", "_"):
            found.add(tokens.lower[j])
            j += 1
        before = _ship_before(tokens, i)
        if before >= 0:
            found.add(tokens.lower[before])
    return frozenset(found)


def _is_italic(tokens: Tokens, i: int) -> bool:
    """Whether a word stands alone in italics (``the _Saratov_``), as names of ships do and names of towns do not."""
    return tokens.gaps[i].endswith("_") and tokens.gaps[i + 1].startswith("_") and tokens.upper[i]


def _ship_before(tokens: Tokens, i: int) -> int:
    """Find the ship's name before a word for a vessel; -1 where none stands there.

    ``the Saratov large landing ship``, ``the Moskva, the flagship``, ``Moskva cruiser``.
    """
    for k in range(i - 1, max(0, i - _KINDS_OF_SHIP - 2), -1):
        if tokens.upper[k]:
            named = tokens.lower[k - 1] == "the" and tokens.gaps[k + 1].strip() in ("", "–", "—", "-", ",")
            warship = k == i - 1 and tokens.lower[i] in en.WARSHIPS and tokens.gaps[i] == " "
            return k if named or (warship and not tokens.upper[k - 1]) else -1
        if tokens.gaps[k + 1] != " ":
            return -1
    return -1


def units(tokens: Tokens) -> frozenset[str]:
    """Lower-case names of military units: what stands right before ``regiment``, here and in the rest of the text."""
    return frozenset(
        tokens.lower[i - 1]
        for i in compress(count(), map(en.UNIT_NOUNS.__contains__, tokens.lower))
        if i > 0 and tokens.upper[i - 1] and tokens.gaps[i].strip() in ("", '"', "”", "»")
    )
