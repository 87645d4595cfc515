"""The notation of trigger phrases (see ``mapper/taxonomy.toml``), compiled to something that matches word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from mapper.errors import MapperError
from mapper.tag.morphology import forms
from mapper.tag.tokens import Tokens

_GAP = re.compile(r"\.\.(\d*)")
_WORDS = re.compile(r"[\w@#/+|]+\??")
_DEFAULT_GAP: Final = 3
_NOT_IN_GAPS: Final = frozenset("said says that which who but while because although".split())
_COMMON: Final = frozenset(
    "# PLACE a an the in on of at to for from by with and or is are was were be been has have had not no it its "
    "that this will would up out off into as his her their they he new two people said over after".split()
)


class PhraseError(MapperError, ValueError):
    """A phrase cannot be read; the message holds the phrase."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a phrase: `minimum` to `maximum` words out of `words` (None: any word)."""

    words: frozenset[str] | None
    minimum: int = 1
    maximum: int = 1
    context: bool = False


class Span(NamedTuple):
    """Where a phrase matched, in word indices, stops exclusive: all of it, and the part without its context."""

    first: int
    stop: int
    core_first: int
    core_stop: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase.

    Attributes
    ----------
    elements
        Its steps, in order.
    anchor
        The index of the element by whose words the phrase is looked up.
    needs
        The words of its other steps, the fewest first: without one of each in the sentence it cannot match.
    ahead, behind
        The steps behind the anchor, in order, and those before it, the nearest first.
    """

    elements: tuple[Element, ...]
    anchor: int
    needs: tuple[frozenset[str], ...] = ()
    ahead: tuple[Element, ...] = ()
    behind: tuple[Element, ...] = ()

    @property
    def anchor_words(self) -> frozenset[str]:
        """The words that the phrase is looked up by."""
        return self.elements[self.anchor].words or frozenset()

    def lacks(self, vocabulary: frozenset[str]) -> bool:
        """Whether a sentence of these words lacks all of those that one of the phrase's steps may be."""
        for need in self.needs:  # noqa: SIM110 - a plain loop takes half the time of any()
            if need.isdisjoint(vocabulary):
                return True
        return False

    def match(self, tokens: Tokens, index: int) -> Span | None:
        """Match the phrase so that its anchor is the word at `index`; None where it does not match there."""
        if not self.ahead and not self.behind:
            return Span(index, index + 1, index, index + 1)
        ahead = _walk(tokens, index, self.ahead, 1) if self.ahead else ()
        if ahead is None:
            return None
        behind = _walk(tokens, index, self.behind, -1) if self.behind else ()
        if behind is None:
            return None
        steps = (*reversed(behind), (index, self.elements[self.anchor]), *ahead)
        core = [position for position, element in steps if not element.context]
        return Span(steps[0][0], steps[-1][0] + 1, core[0], core[-1] + 1) if core else None


_Steps = tuple[tuple[int, Element], ...]


def _walk(tokens: Tokens, last: int, elements: tuple[Element, ...], step: int) -> _Steps | None:
    """Match `elements` one by one from the word next to `last`, forward (`step` 1) or back (-1)."""
    element, rest = elements[0], elements[1:]
    if element.words is None:
        return _walk_gap(tokens, last, elements, step)
    index, wanted = last + step, element.words
    stands = 0 <= index < len(tokens.words) and (
        tokens.words[index] in wanted
        or (index in tokens.places and "PLACE" in wanted)  # the first word of a place name
    )
    if stands and not tokens.gap_breaks(index if step > 0 else last):
        tail = _walk(tokens, index, rest, step) if rest else ()
        if tail is not None:
            return ((index, element), *tail)
    if element.minimum:
        return None
    return _walk(tokens, last, rest, step) if rest else ()


def _walk_gap(tokens: Tokens, last: int, elements: tuple[Element, ...], step: int) -> _Steps | None:
    """Match a gap and what follows it, the fewest words first."""
    gap, rest = elements[0], elements[1:]
    for width in range(gap.maximum + 1):
        if width:
            index = last + step
            if not 0 <= index < len(tokens.words) or tokens.words[index] in _NOT_IN_GAPS:
                return None
            if tokens.gap_breaks(index if step > 0 else last):
                return None
            last = index
        if width >= gap.minimum:
            tail = _walk(tokens, last, rest, step) if rest else ()
            if tail is not None:
                return tail
    return None


def compile_phrase(phrase: str, sets: Mapping[str, frozenset[str]]) -> Phrase:
    """Read one phrase.

    Parameters
    ----------
    phrase
        In the notation of ``mapper/taxonomy.toml``.
    sets
        The words of each named set.

    Raises
    ------
    PhraseError
        The phrase is empty, names an unknown set or form, or consists of gaps and context only.
    """
    elements = tuple(_element(item, sets, phrase) for item in phrase.split())
    fixed = [index for index, element in enumerate(elements) if element.words and element.minimum]
    if not fixed or all(element.context or element.words is None for element in elements):
        raise PhraseError(f"phrase {phrase!r} has no word of its own")
    anchor = min(fixed, key=lambda index: (_is_common(elements[index]), len(elements[index].words or ()), index))
    needs = [elements[index].words or frozenset() for index in fixed if index != anchor]
    ahead, behind = elements[anchor + 1 :], elements[:anchor][::-1]
    return Phrase(elements, anchor, tuple(sorted(needs, key=len)), ahead, behind)


def _is_common(element: Element) -> bool:
    """Whether a phrase had better not be looked up by this element: figures, place names, little words."""
    return not (element.words or frozenset()).isdisjoint(_COMMON)


def _element(item: str, sets: Mapping[str, frozenset[str]], phrase: str) -> Element:
    gap = _GAP.fullmatch(item)
    if gap:
        return Element(None, 0, int(gap.group(1) or _DEFAULT_GAP))
    if item == "*":
        return Element(None)
    context = item.startswith("[") and item.endswith("]")
    body = item[1:-1] if context else item
    optional = body.endswith("?")
    if not _WORDS.fullmatch(body):
        raise PhraseError(f"phrase {phrase!r}: {item!r} is no word")
    try:
        words = word_set(body.removesuffix("?").split("|"), sets)
    except KeyError as error:
        raise PhraseError(f"phrase {phrase!r}: nothing is known as {error}") from error
    return Element(words, 0 if optional else 1, 1, context)


def word_set(items: Iterable[str], sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Give all words that `items` (``word``, ``word/v``, ``@set``) stand for. Raises KeyError for unknown ones."""
    found: set[str] = set()
    for item in items:
        if item.startswith("@"):
            found |= sets[item[1:]]
        else:
            base, _, form = item.partition("/")
            found |= forms(base, form)
    return frozenset(found)


def compile_sets(raw: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Read named sets; a set may refer to those before it."""
    done: dict[str, frozenset[str]] = {}
    for name, items in raw.items():
        try:
            done[name] = word_set(items, done)
        except KeyError as error:
            raise PhraseError(f"set {name!r}: nothing is known as {error}") from error
    return done
