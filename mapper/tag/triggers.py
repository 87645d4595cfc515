"""Which words of a sentence show an event: one look-up a word, then the context decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mapper.tag.phrases import Phrase, Span, compile_phrase, compile_sets, word_set
from mapper.tag.tokens import Tokens
from mapper.taxonomy import Taxonomy, TriggerRule

_WINDOW: Final = 10
"""Words on either side that `near` and `not_near` look at."""


@dataclass(frozen=True, slots=True)
class Context:
    """The conditions of a trigger rule, as sets of words. Empty sets ask for nothing."""

    near: frozenset[str]
    not_near: frozenset[str]
    before: frozenset[str]
    not_before: frozenset[str]
    after: frozenset[str]
    not_after: frozenset[str]

    def fault(self, tokens: Tokens, span: Span) -> str:
        """Say which condition fails at `span`; an empty string where all hold."""
        if self.before or self.not_before:
            word = tokens.before(span.core_first)
            if self.before and word not in self.before:
                return "the word before it is not one that goes with it"
            if word in self.not_before:
                return f"after {word!r} it means something else"
        if self.after or self.not_after:
            word = tokens.after(span.core_stop)
            if self.after and word not in self.after:
                return "the word after it is not one that goes with it"
            if word in self.not_after:
                return f"before {word!r} it means something else"
        return self._fault_around(tokens, span) if self.near or self.not_near else ""

    def _fault_around(self, tokens: Tokens, span: Span) -> str:
        around = {
            *tokens.words[max(0, span.core_first - _WINDOW) : span.core_first],
            *tokens.words[span.core_stop : span.core_stop + _WINDOW],
        }
        if self.near and self.near.isdisjoint(around):
            return "no word around it that goes with it"
        wrong = self.not_near & around
        return f"near {min(wrong)!r} it means something else" if wrong else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase in the lexicon: its type, and its rule and context.

    A false friend has no rule; with an empty type it is one for all types.
    """

    phrase: Phrase
    event_type: str
    rule: TriggerRule | None
    context: Context | None


class Hit(NamedTuple):
    """A trigger that matched: its type, the words it covers (indices, stop exclusive), and its rule."""

    event_type: str
    first: int
    stop: int
    rule: TriggerRule


class Miss(NamedTuple):
    """A trigger that matched and was turned down, with the reason in words."""

    event_type: str
    first: int
    stop: int
    reason: str


class Lexicon:
    """All triggers and false friends of one language, looked up by word.

    Raises
    ------
    PhraseError
        A phrase of the taxonomy cannot be read.
    """

    def __init__(self, taxonomy: Taxonomy, lang: str = "en") -> None:
        sets = compile_sets(taxonomy.sets)
        self._by_word: dict[str, list[tuple[frozenset[str], Entry]]] = {}
        self.layers = {entry.id: entry.layer for entry in taxonomy.types}
        self.armed = frozenset(entry.id for entry in taxonomy.of_layer("armed"))
        for phrase in taxonomy.false_friends:
            self._add(Entry(compile_phrase(phrase, sets), "", None, None))
        for entry in taxonomy.types:
            for phrase in entry.false_friends:
                self._add(Entry(compile_phrase(phrase, sets), entry.id, None, None))
            for rule in entry.triggers:
                if rule.lang == lang:
                    context = _context(rule, sets)
                    for phrase in rule.words:
                        self._add(Entry(compile_phrase(phrase, sets), entry.id, rule, context))
        self.anchors = frozenset(self._by_word)

    def _add(self, entry: Entry) -> None:
        for word in entry.phrase.anchor_words:
            need = entry.phrase.needs[0] if entry.phrase.needs else frozenset({word})
            self._by_word.setdefault(word, []).append((need, entry))

    def match(
        self, tokens: Tokens, possible: Mapping[str, Sequence[Entry]] | None = None
    ) -> tuple[list[Hit], list[Miss]]:
        """Find the triggers of one sentence; `possible` is what the method of this name gives for its words.

        Returns
        -------
        hits, misses
            The triggers that hold, by position, none within another of the same type; and those turned down.
        """
        found: list[tuple[Span, Entry]] = []
        if possible is None:
            possible = self.possible(tokens.vocabulary)
        for index, word in enumerate(tokens.words):
            if word in possible:
                for entry in possible[word]:
                    span = entry.phrase.match(tokens, index)
                    if span:
                        found.append((span, entry))
        return _decide(tokens, found) if found else ([], [])

    def possible(self, vocabulary: frozenset[str]) -> dict[str, list[Entry]]:
        """Give the phrases that a sentence of these words may hold, by the word that they are looked up by."""
        found: dict[str, list[Entry]] = {}
        for word in self.anchors & vocabulary:
            entries = [
                entry
                for need, entry in self._by_word[word]
                if not need.isdisjoint(vocabulary) and not (entry.phrase.needs[1:] and entry.phrase.lacks(vocabulary))
            ]
            if entries:
                found[word] = entries
        return found


def _context(rule: TriggerRule, sets: dict[str, frozenset[str]]) -> Context | None:
    words = (rule.near, rule.not_near, rule.before, rule.not_before, rule.after, rule.not_after)
    return Context(*(word_set(items, sets) for items in words)) if any(words) else None


def _decide(tokens: Tokens, found: list[tuple[Span, Entry]]) -> tuple[list[Hit], list[Miss]]:
    """Take the longest phrases first; a false friend keeps its words from the triggers of its own type."""
    hits: list[Hit] = []
    misses: list[Miss] = []
    friends: list[tuple[Span, Entry]] = []
    ranked: list[tuple[int, float, int, int, Span, Entry, TriggerRule]] = []
    for number, (span, entry) in enumerate(found):
        rule = entry.rule
        if rule is None:
            friends.append((span, entry))
        else:
            ranked.append((span.first - span.stop, -rule.weight, span.first, number, span, entry, rule))
    ranked.sort()
    for _, _, _, _, span, entry, rule in ranked:
        if _is_taken(span, entry.event_type, hits):
            continue
        reason = _false_friend(tokens, span, entry, friends) or (
            entry.context.fault(tokens, span) if entry.context else ""
        )
        if reason:
            misses.append(Miss(entry.event_type, span.core_first, span.core_stop, reason))
        else:
            hits.append(Hit(entry.event_type, span.core_first, span.core_stop, rule))
    if len(hits) > 1:
        hits.sort(key=lambda hit: (hit.first, hit.stop, hit.event_type))
    if not misses:
        return hits, misses
    accepted = {(hit.event_type, hit.first, hit.stop) for hit in hits}
    return hits, [miss for miss in misses if (miss.event_type, miss.first, miss.stop) not in accepted]


def _false_friend(tokens: Tokens, span: Span, entry: Entry, friends: list[tuple[Span, Entry]]) -> str:
    for other, friend in friends:
        if friend.event_type not in {"", entry.event_type}:
            continue
        if other.first < span.core_stop and span.core_first < other.stop:
            words = " ".join(tokens.words[other.first : other.stop])
            return f"{words!r} is no event"
    return ""


def _is_taken(span: Span, event_type: str, hits: list[Hit]) -> bool:
    """Whether a trigger of the same type has some of the words already."""
    for hit in hits:
        if span.core_first < hit.stop and hit.first < span.core_stop and hit.event_type == event_type:
            return True
    return False
