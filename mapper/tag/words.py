"""The word lists of a language (``mapper/languages/en_events.toml``), read once and kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from mapper.tag.phrases import Phrase, Span, compile_phrase, word_set
from mapper.tag.tokens import Tokens


@cache
def _tables(lang: str) -> dict[str, Any]:
    path = files("mapper").joinpath("languages", f"{lang}_events.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(section: str, name: str, lang: str = "en") -> frozenset[str]:
    """Give a list of single words, all their forms written out.

    Raises
    ------
    KeyError
        The language has no such list.
    """
    return word_set(_tables(lang)[section][name], {})


class Cue(NamedTuple):
    """Words that tell something of an event nearby: their kind, and the words they cover (stop exclusive)."""

    kind: str
    first: int
    stop: int


class CueTable:
    """Phrases by kind, found in one pass over a sentence; where two overlap, the longer stands."""

    def __init__(self, phrases: dict[str, Iterable[str]]) -> None:
        self._by_word: dict[str, list[tuple[Phrase, str]]] = {}
        for kind, items in phrases.items():
            for item in items:
                phrase = compile_phrase(item, {})
                for word in phrase.anchor_words:
                    self._by_word.setdefault(word, []).append((phrase, kind))
        self._anchors = frozenset(self._by_word)

    def _matches(self, tokens: Tokens, likely: frozenset[str]) -> list[tuple[Span, str]]:
        """Give every match of a phrase that is looked up by one of the words `likely`."""
        found: list[tuple[Span, str]] = []
        for index, word in enumerate(tokens.words):
            if word in likely:
                for phrase, kind in self._by_word[word]:
                    lacks = phrase.needs and phrase.lacks(tokens.vocabulary)
                    span = None if lacks else phrase.match(tokens, index)
                    if span:
                        found.append((span, kind))
        return found

    def find(self, tokens: Tokens) -> tuple[Cue, ...]:
        """Give the cues of a sentence, by position."""
        likely = self._anchors & tokens.vocabulary
        if not likely:
            return ()
        found = self._matches(tokens, likely)
        if len(found) < 2:
            return tuple(Cue(kind, span.first, span.stop) for span, kind in found)
        found.sort(key=lambda item: item[0].first - item[0].stop)
        kept: list[Cue] = []
        for span, kind in found:
            for cue in kept:
                if cue.first <= span.first and span.stop <= cue.stop and cue.kind != kind:
                    break
            else:
                kept.append(Cue(kind, span.first, span.stop))
        kept.sort(key=lambda cue: cue.first)
        return tuple(kept)


@cache
def cue_table(section: str, lang: str = "en") -> CueTable:
    """Give the cue phrases of a section, by kind."""
    return CueTable(_tables(lang)[section])
