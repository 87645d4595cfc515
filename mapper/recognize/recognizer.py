"""Reports in, mentions out: names that the gazetteer knows, kept or dropped by the learned filter, and who is who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import gazetteer as gz
from gazetteer import Gazetteer
from mapper.languages import en
from mapper.model import Mention, Report
from mapper.recognize import filter as learned
from mapper.recognize.casing import restore
from mapper.recognize.context import Document
from mapper.recognize.reader import Reader
from mapper.recognize.runs import UNIT_WORDS, VESSEL_WORDS, Run, capital_runs, surnames, units, vessels
from mapper.recognize.scan import Span, spans_at
from mapper.recognize.tokens import Tokens, tokenize

THRESHOLD: Final = 0.5
"""Probability from which a span is kept as a place."""

WINDOW: Final = 1 << 20
"""Characters that are read at once."""

_SHORT: Final = 3  # words so short say little of whether a text is all in capitals


@dataclass(frozen=True, slots=True)
class GazetteerRecognizer:
    """The default recognizer: gazetteer look-up in one pass, and a learned linear filter.

    Parameters
    ----------
    threshold
        Probability, 0 to 1, from which a name is kept as a place. Higher: fewer, surer mentions.
    gazetteer
        The index to look names up in; None for the embedded one, opened at the first call.
    """

    threshold: float = THRESHOLD
    gazetteer: Gazetteer | None = None

    def __call__(self, reports: Sequence[Report]) -> list[tuple[Mention, ...]]:
        """Find the names in each report; sorted by start, none overlapping."""
        gazetteer = self.gazetteer or gz.default()
        return [self._mentions(gazetteer, report) for report in reports]

    def _mentions(self, gazetteer: Gazetteer, report: Report) -> tuple[Mention, ...]:
        found: list[Mention] = []
        words = learned.load()
        for start, end in windows(report.text, report.body_start):
            tokens = restore(tokenize(report.text, start, end), gazetteer, words.plain)
            doc = read_document(tokens, words.common)
            found += Reader(gazetteer, doc, self.threshold).mentions()
        return tuple(found)


def windows(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Cut a huge text at white space into parts that are read one by one, so that memory stays bounded.

    A text of up to `WINDOW` characters, as all but whole archives are, is one part. People and ships named in one
    part are not looked for in the others.
    """
    while len(text) - start > WINDOW:
        middle, last = start + WINDOW // 2, start + WINDOW
        line, space = text.rfind("\n", middle, last), text.rfind(" ", middle, last)
        end = line if line > 0 else space if space > 0 else last
        yield start, end
        start = end
    yield start, len(text)


def read_document(tokens: Tokens, common: frozenset[str]) -> Document:
    """Collect what one text says as a whole."""
    words, runs = tokens.words, capital_runs(tokens)
    run_at: list[Run | None] = [None] * len(words)
    for run in runs:
        run_at[run.start : run.end] = [run] * (run.end - run.start)
    capitals = [words[i] for i in tokens.capitals]
    shouted = len([word for word in capitals if word.isupper() and len(word) > _SHORT])
    longer = filter(_SHORT.__lt__, map(len, words))
    shouting = shouted > 0 and len(list(islice(longer, shouted * 2))) < shouted * 2
    vocabulary = frozenset(words)
    ships = frozenset() if vocabulary.isdisjoint(VESSEL_WORDS) else vessels(tokens)
    lower_words = vocabulary.difference(capitals)
    troops = frozenset[str]() if vocabulary.isdisjoint(UNIT_WORDS) else units(tokens)
    return Document(tokens, run_at, surnames(tokens, runs), ships, troops, lower_words, shouting, common)


def candidate_spans(gazetteer: Gazetteer, doc: Document) -> Iterator[Span]:
    """Yield every span of the text that bears a gazetteer name and could be one by its capitals."""
    tokens = doc.tokens
    for i in tokens.capitals:
        if tokens.lower[i] not in en.MONTHS_AND_DAYS:
            yield from spans_at(gazetteer, tokens, i)
