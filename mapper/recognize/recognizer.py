"""Reports in, mentions out: names that the gazetteer knows, kept or dropped by the learned filter, and who is who."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import gazetteer as gz
from gazetteer import Gazetteer
from gazetteer.names import fold
from mapper.languages import en
from mapper.model import Mention, MentionKind, Report
from mapper.recognize import filter as learned
from mapper.recognize.context import Document, features
from mapper.recognize.phrases import Phrase, noun_after, noun_before, read_phrase
from mapper.recognize.runs import capital_runs, surnames, vessels
from mapper.recognize.scan import Span, spans_at
from mapper.recognize.tokens import Tokens, tokenize

THRESHOLD: Final = 0.5
"""Probability from which a span is kept as a place."""

_LONGEST_METONYM: Final = 3
_OF_NO_PLACE: Final = frozenset("bank treaty treaties peace agreement accord accords declaration protocol duke".split())
_TEAMS: Final = frozenset("dynamo dinamo fc real sporting inter atletico zenit lokomotiv spartak maccabi cska".split())
_METONYM_HEADS: Final = frozenset(name.split()[0] for name in en.METONYMS)
_SURE_OF_A_HEAD: Final = 0.6
_SURE_OF_A_GIVEN_NAME: Final = 0.95
# Factors on the odds, set by hand: local news, from which the filter is learned, hardly has these cases.
_TAKEN_ELSEWHERE: Final = 8.0
_STRUCK: Final = 8.0
_HELD_OFFICE: Final = 20.0  # "the mayor of Mariupol"
_LEAST_MISSPELT: Final = 6
_PLACING: Final = frozenset({"in", "near", "from", "to", "at", "outside", "around", "and"})


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
        doc = read_document(tokenize(report.text, report.body_start), learned.load().common)
        return tuple(_Reader(gazetteer, doc, self.threshold).mentions())


def read_document(tokens: Tokens, common: frozenset[str]) -> Document:
    """Collect what one text says as a whole."""
    runs = capital_runs(tokens)
    run_of = [-1] * len(tokens)
    for index, run in enumerate(runs):
        run_of[run.start : run.end] = [index] * (run.end - run.start)
    letters = [word for word in tokens.words if len(word) > 3]
    shouting = sum(word.isupper() for word in letters) * 2 > len(letters)
    lower_words = frozenset(low for low, up in zip(tokens.lower, tokens.upper, strict=True) if not up)
    return Document(tokens, runs, run_of, surnames(tokens, runs), vessels(tokens), lower_words, shouting, common)


def candidate_spans(gazetteer: Gazetteer, doc: Document) -> Iterable[Span]:
    """Yield every span of the text that bears a gazetteer name and could be one by its capitals."""
    tokens = doc.tokens
    for i in range(len(tokens)):
        if tokens.upper[i] and tokens.lower[i] not in en.MONTHS_AND_DAYS:
            yield from spans_at(gazetteer, tokens, i)


def mentions_from_spans(report: Report, spans: Sequence[Sequence[int]]) -> tuple[Mention, ...]:
    """Make mentions (places, or nationality words) of spans that somebody else recognized.

    Parameters
    ----------
    report
        The report.
    spans
        Pairs of character offsets into ``report.text``, end exclusive; one mention each, in the same order.
    """
    tokens = tokenize(report.text)
    found: list[Mention] = []
    for start, end in spans:
        inside = [k for k in range(len(tokens)) if tokens.starts[k] < end and tokens.ends[k] > start]
        if not inside:
            text = report.text[start:end]
            found.append(Mention(start, end, text, "place", text))
            continue
        i, j = inside[0], inside[-1] + 1
        phrase = read_phrase(tokens, i, j)
        name, kind = _without_noun(tokens, i, j)
        what: MentionKind = "demonym" if " ".join(tokens.lower[i:j]) in en.DEMONYMS else "place"
        found.append(_mention(report.text, start, end, what, name, phrase, kind or phrase.place_kind))
    return tuple(found)


def _without_noun(tokens: Tokens, i: int, j: int) -> tuple[str, str]:
    """Take ``County`` off ``Fairfax County``: the name to look up and the kind the noun says."""
    noun = tokens.lower[j - 1]
    kind = en.PLACE_NOUNS.get(noun, "") if j - i > 1 and not noun.endswith("s") else ""
    if kind in ("adm1", "adm2"):
        return tokens.text[tokens.starts[i] : tokens.ends[j - 2]], kind
    return tokens.text[tokens.starts[i] : tokens.ends[j - 1]], ""


def _mention(
    text: str, start: int, end: int, kind: MentionKind, name: str, phrase: Phrase, place_kind: str = ""
) -> Mention:
    return Mention(
        start, end, text[start:end], kind, name, place_kind,
        phrase.relation, phrase.distance_km, phrase.bearing_deg, phrase.part,
    )  # fmt: skip


_PLAIN: Final = Phrase()


class _Reader:
    """Walks one document from left to right; again, where a name that was taken once was let go elsewhere."""

    def __init__(self, gazetteer: Gazetteer, doc: Document, threshold: float) -> None:
        self.gazetteer, self.doc, self.threshold = gazetteer, doc, threshold
        self.weights = learned.load()
        self.taken: set[str] = set()
        self.let_go: set[str] = set()
        self.known: frozenset[str] = frozenset()

    def mentions(self) -> list[Mention]:
        """Give the document's mentions in order."""
        found = list(self._pass())
        self.known = frozenset(self.taken & self.let_go)
        return list(self._pass()) if self.known else found

    def _pass(self) -> Iterable[Mention]:
        tokens, i = self.doc.tokens, 0
        while i < len(tokens):
            found = self._at(i) if tokens.upper[i] else None
            if found is None:
                i += 1
                continue
            mention, i = found
            yield mention

    def _at(self, i: int) -> tuple[Mention, int] | None:
        return self._metonym(i) or self._demonym(i) or self._place(i) or self._named(i) or self._unknown(i)

    def _metonym(self, i: int) -> tuple[Mention, int] | None:
        tokens = self.doc.tokens
        if tokens.folded(i) not in _METONYM_HEADS:
            return None
        for j in range(min(i + _LONGEST_METONYM, len(tokens)), i, -1):
            if tokens.key(i, j) in en.METONYMS:
                return self._plain(i, j, "metonym"), j
        return None

    def _demonym(self, i: int) -> tuple[Mention, int] | None:
        lower = self.doc.tokens.lower
        if i + 1 < len(lower) and f"{lower[i]} {lower[i + 1]}" in en.DEMONYMS:
            return self._plain(i, i + 2, "demonym"), i + 2
        if lower[i] not in en.DEMONYMS or self._begins_country(i):
            return None
        return self._plain(i, i + 1, "demonym"), i + 1

    def _begins_country(self, i: int) -> bool:
        """Whether a nationality word is the first of a country's or region's name (``Saudi Arabia``)."""
        tokens = self.doc.tokens
        if i + 1 >= len(tokens) or not tokens.upper[i + 1] or not tokens.joins(i + 1):
            return False
        rows = self.gazetteer.rows(tokens.key(i, i + 2))
        return any(self.gazetteer.kind(row) in ("country", "area", "adm1") for row, _ in rows)

    def _place(self, i: int) -> tuple[Mention, int] | None:
        tokens = self.doc.tokens
        if tokens.lower[i] in en.MONTHS_AND_DAYS or (tokens.lower[i] in self.doc.vessels and not self._in(i)):
            return None
        for span in spans_at(self.gazetteer, tokens, i):
            if self._begins_organisation(span):
                continue
            if self._is_place(span):
                self.taken.add(span.key)
                return self._located(span), max(noun_after(tokens, span.end)[1], span.end)
            self.let_go.add(span.key)
        return None

    def _is_place(self, span: Span) -> bool:
        """Whether the filter, with what it could not learn from peaceful news, takes a span for a place."""
        tokens, i = self.doc.tokens, span.start
        chance = self.weights.probability(features(self.gazetteer, self.doc, span))
        if self._heads_a_name(span):
            is_given = tokens.lower[i] in en.PLACES_AS_GIVEN_NAMES
            return chance >= max(self.threshold, _SURE_OF_A_GIVEN_NAME if is_given else _SURE_OF_A_HEAD)
        odds = chance / max(1.0 - chance, 1e-9)
        if span.key in self.known:
            odds *= _TAKEN_ELSEWHERE
        if i > 0 and tokens.lower[i - 1] in en.STRIKING_VERBS and tokens.gaps[i] == " " and not self._is_person(i):
            odds *= _STRUCK
        if i > 1 and tokens.lower[i - 1] == "of" and tokens.lower[i - 2] in en.TITLES:
            odds *= _HELD_OFFICE
        return odds / (1.0 + odds) >= self.threshold

    def _is_person(self, i: int) -> bool:
        word = self.doc.tokens.lower[i]
        return word in self.doc.surnames or word in en.FIRST_NAMES

    def _heads_a_name(self, span: Span) -> bool:
        """Whether a capitalised word that is no common word follows: ``Paris Hilton``, not ``Kharkiv Shelling``."""
        tokens, j = self.doc.tokens, span.end
        if j >= len(tokens) or not tokens.upper[j] or tokens.gaps[j] != " ":
            return False
        word = tokens.lower[j]
        return not (
            word in self.doc.lower_words
            or word in self.doc.common
            or word in en.PLACE_NOUNS
            or word in en.TITLES
            or word in en.ORGANISATION_WORDS
            or word in en.MONTHS_AND_DAYS
            or tokens.words[j].isupper()
        )

    def _in(self, i: int) -> bool:
        """Whether ``in`` stands right before a word: even a ship's name is a place then."""
        return i > 0 and self.doc.tokens.lower[i - 1] == "in" and self.doc.tokens.gaps[i] == " "

    def _begins_organisation(self, span: Span) -> bool:
        """Whether the next words make the name that of a newspaper, company or team (``Washington Post``)."""
        tokens, i, j = self.doc.tokens, span.start, span.end
        if i > 1 and tokens.lower[i - 1] == "of" and tokens.upper[i - 2] and tokens.lower[i - 2] in _OF_NO_PLACE:
            return True
        if i > 0 and tokens.upper[i - 1] and tokens.gaps[i] == " " and tokens.lower[i - 1] in _TEAMS:
            return True
        while j < len(tokens) and tokens.upper[j] and tokens.gaps[j] == " ":
            if tokens.lower[j] in en.PROPER_ORGANISATION_WORDS:
                return True
            j += 1
        return False

    def _located(self, span: Span) -> Mention:
        tokens = self.doc.tokens
        end = noun_after(tokens, span.end)[1]
        name, kind = _without_noun(tokens, span.start, span.end)
        phrase = read_phrase(tokens, span.start, span.end)
        start_at, end_at = tokens.starts[span.start], tokens.ends[end - 1]
        return _mention(tokens.text, start_at, end_at, "place", name, phrase, kind or phrase.place_kind)

    def _named(self, i: int) -> tuple[Mention, int] | None:
        """Take a person or an organisation, from the start of its run (or from here, where a place stood before)."""
        index = self.doc.run_of[i]
        if index < 0:
            return None
        run = self.doc.runs[index]
        if run.kind == "other":
            return (self._plain(i, i + 1, "person"), i + 1) if self.doc.tokens.lower[i] in self.doc.surnames else None
        return self._plain(i, run.end, "person" if run.kind == "person" else "organisation"), run.end

    def _unknown(self, i: int) -> tuple[Mention, int] | None:
        """Take a name that no gazetteer holds, where the words say that it is a place (``the village of Xyzhne``)."""
        tokens, index = self.doc.tokens, self.doc.run_of[i]
        if index < 0 or self.doc.runs[index].start != i:
            return None
        end = self.doc.runs[index].end
        kind, stop = noun_after(tokens, end)
        kind = kind or noun_before(tokens, i)
        phrase = read_phrase(tokens, i, end)
        if fold(tokens.words[i]) in self.doc.common or kind == "site" or not (kind or self._placed(i, end, phrase)):
            return None
        name = tokens.text[tokens.starts[i] : tokens.ends[end - 1]]
        return _mention(tokens.text, tokens.starts[i], tokens.ends[stop - 1], "place", name, phrase, kind), stop

    def _placed(self, i: int, end: int, phrase: Phrase) -> bool:
        """Whether one long word stands where a place would (``in Mariopol``): perhaps a misspelt one."""
        tokens = self.doc.tokens
        word = tokens.lower[i]
        return (
            end == i + 1
            and len(word) >= _LEAST_MISSPELT
            and phrase.relation in ("in", "near", "from", "to")
            and not tokens.begins_sentence(i)
            and tokens.lower[i - 1] in _PLACING
            and not tokens.words[i].isupper()
            and word not in self.doc.lower_words | en.FIRST_NAMES | en.ORGANISATION_WORDS
        )

    def _plain(self, i: int, j: int, kind: MentionKind) -> Mention:
        tokens = self.doc.tokens
        start, end = tokens.starts[i], tokens.ends[j - 1]
        return _mention(tokens.text, start, end, kind, tokens.text[start:end], _PLAIN)
