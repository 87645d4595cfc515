"""By whose word: the speaker of a reporting verb, or the source after ``according to``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from mapper.tag.tokens import Tokens
from mapper.tag.words import words

_MAX_WORDS: Final = 14
_PRONOUNS: Final = frozenset("he she they it we i who".split())
_PASSIVE: Final = frozenset("is are was were be been being".split())
_LEADING: Final = frozenset("and but that while as also later earlier meanwhile however on".split())
_ADVERBS: Final = frozenset("also later earlier has have had then previously reportedly already yet now".split())
_ACCORDING: Final = re.compile(r"\b(according to|as per|citing|quoted by)\s+", re.IGNORECASE)
_LONGEST_NAME: Final = 4
_INVERTING: Final = frozenset(
    "said says added told wrote reported announced confirmed warned claimed explained stated".split()
)
_CITING: Final = frozenset({"according", "as", "citing", "quoted"})
_STOP: Final = re.compile(
    r"[,;:!?\"“”()\n]|(?<![A-Z])\.(?:\s|$)|"
    r"\s(?:said|says|who|which|that|on|as|and that|in (?:a|an|his|her|its|their))\b"
)


class Source(NamedTuple):
    """Who says so, as the report says, and by which verb: ``claimed``, ``according``."""

    text: str = ""
    verb: str = ""


_NOBODY: Final = Source()


class Voices:
    """Who speaks in one sentence: its reporting verbs and sources, found once for all its triggers."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._verbs: tuple[int, ...] = ()
        self._source = _NOBODY
        reporting = words("speech", "finite")
        if not reporting.isdisjoint(tokens.vocabulary):
            self._verbs = tuple(
                index
                for index, word in enumerate(tokens.words)
                if word in reporting and (index == 0 or tokens.words[index - 1] not in _PASSIVE)
            )
        if not _CITING.isdisjoint(tokens.vocabulary):
            accord = _ACCORDING.search(tokens.text, tokens.start, tokens.end)
            if accord:
                self._source = Source(_clip(tokens.text[accord.end() : tokens.end]), accord[1].split()[0].lower())
            self._verbs = () if accord else self._verbs

    def speaker(self, first: int, stop: int) -> Source:
        """Name who is quoted for the words ``[first, stop)``: the nearest source, or one without text.

        Parameters
        ----------
        first, stop
            The trigger, as word indices.
        """
        verb = nearest = -1
        for index in self._verbs:
            distance = abs(index - first)
            if (verb < 0 or distance < nearest) and not first <= index < stop:
                verb, nearest = index, distance
        if verb < 0:
            return self._source
        text = _subject_before(self._tokens, verb) or _subject_after(self._tokens, verb)
        return Source(text, self._tokens.words[verb]) if text else _NOBODY


def continues_speech(tokens: Tokens) -> bool:
    """Whether the sentence goes on in the words of the speaker before: a quotation, or ``he said``."""
    text = tokens.text[tokens.start : tokens.end]
    if text[:1] in '"“«' or text[-1:] in '"”»':
        return True
    reporting = words("speech", "finite")
    if reporting.isdisjoint(tokens.vocabulary) or _PRONOUNS.isdisjoint(tokens.vocabulary):
        return False
    return any(one in _PRONOUNS and other in reporting for one, other in pairwise(tokens.words))


def _subject_before(tokens: Tokens, verb: int) -> str:
    stop = verb
    while stop > 0 and tokens.words[stop - 1] in _ADVERBS:
        stop -= 1
    first = stop
    while first > 0 and stop - first < _MAX_WORDS:
        if tokens.hard_break(first) or tokens.comma(first):
            break
        if tokens.words[first - 1] in {"but", "while", "that", "as", "who", "which", "and"} and not _inside_name(
            tokens, first
        ):
            break
        first -= 1
    while first < stop and tokens.words[first] in _LEADING:
        first += 1
    if first >= stop or (tokens.hard_break(verb) and stop == verb):
        return _subject_over_participle(tokens, verb)
    return _name(tokens, first, stop)


def _subject_over_participle(tokens: Tokens, verb: int) -> str:
    """Find the subject of ``The president, speaking at a briefing, said`` and ``The governor, Ana Bel, said``."""
    comma = next((index for index in range(1, verb) if tokens.comma(index)), -1)
    if comma < 0 or comma > _MAX_WORDS or not tokens.comma(verb) or tokens.hard_break(verb):
        return ""
    if tokens.words[comma].endswith("ing") or tokens.words[comma] == "who":
        return _name(tokens, 0, comma)
    return _name(tokens, 0, comma) if tokens.is_capitalised(comma) and verb - comma <= _LONGEST_NAME else ""


def _inside_name(tokens: Tokens, first: int) -> bool:
    """Whether the ``and`` before the word at `first` joins two names rather than two clauses."""
    return (
        tokens.words[first - 1] == "and"
        and first >= 2
        and tokens.is_capitalised(first)
        and tokens.is_capitalised(first - 2)
    )


def _subject_after(tokens: Tokens, verb: int) -> str:
    """``..., said the governor of Kyiv``: only where the verb follows a comma or a quotation."""
    if tokens.words[verb] not in _INVERTING:
        return ""
    if verb + 1 >= len(tokens.words) or not (tokens.comma(verb) or tokens.hard_break(verb)):
        return ""
    if tokens.words[verb + 1] in {"that", "in", "on", "at", "there", "it", "its", "their"}:
        return ""
    stop = verb + 1
    while (
        stop < len(tokens.words)
        and stop - verb <= _MAX_WORDS
        and not tokens.hard_break(stop)
        and not tokens.comma(stop)
    ):
        stop += 1
    return _name(tokens, verb + 1, stop)


def _name(tokens: Tokens, first: int, stop: int) -> str:
    if stop - first == 1 and tokens.words[first] in _PRONOUNS:
        return ""
    return _clip(tokens.text[tokens.starts[first] : tokens.ends[stop - 1]])


def _clip(text: str) -> str:
    match = _STOP.search(text)
    return " ".join((text[: match.start()] if match else text)[:120].split())
