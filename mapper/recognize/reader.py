"""One document read from left to right: at each capitalised word, what is named there, if anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gazetteer import Gazetteer
from gazetteer.names import fold, fold_bare
from mapper.languages import en
from mapper.model import Mention
from mapper.recognize.context import Document, context
from mapper.recognize.filter import LogOdds, probability, scorer
from mapper.recognize.home import SURE, Surroundings
from mapper.recognize.mentions import mention_of, plain, without_noun
from mapper.recognize.phrases import noun_after, read_phrase
from mapper.recognize.rules import AGAINST, FOR, Setting, could_speak_against, could_speak_for, weigh
from mapper.recognize.runs import NEVER_A_NAME
from mapper.recognize.scan import Span, spans_at
from mapper.recognize.tokens import FOLDED
from mapper.recognize.unlisted import unlisted_at

_LONGEST_METONYM: Final = 3
_LONGEST_ORGANISATION: Final = 8
_OF_NO_PLACE: Final = frozenset("bank treaty treaties peace agreement accord accords declaration protocol duke".split())
_TEAMS: Final = frozenset("dynamo dinamo fc real sporting inter atletico zenit lokomotiv spartak maccabi cska".split())
_LONG_DEMONYM_HEADS: Final = frozenset(name.split()[0] for name in en.DEMONYMS if " " in name)
_MAY_BE_NO_PLACE: Final = frozenset(fold(name.split()[0]) for name in (*en.METONYMS, *en.DEMONYMS))
_NO_PERSON: Final = (
    frozenset(en.PLACE_NOUNS) | en.TITLES | en.ORGANISATION_WORDS | en.MONTHS_AND_DAYS
)  # as the second word of a name
_SURE_OF_A_HEAD: Final = 0.6
_SURE_OF_A_GIVEN_NAME: Final = 0.95
_TAKEN_ELSEWHERE: Final = 8.0  # factor on the odds of a name that is a place elsewhere in the text

Found = tuple[Mention, int]
"""A mention and the index of the word behind it."""


class Reader:
    """Walks one document from left to right; again, where a name that was taken once was let go elsewhere.

    Parameters
    ----------
    gazetteer
        The index that the document was read with.
    doc
        The document.
    threshold
        Probability from which a span is a place.
    """

    def __init__(self, gazetteer: Gazetteer, doc: Document, threshold: float) -> None:
        self.gazetteer, self.doc, self.threshold = gazetteer, doc, threshold
        self.scorer = scorer(gazetteer)
        self.setting = Setting(gazetteer, doc, set())
        self.taken: set[str] = set()
        self.narrowly: list[Span] = []  # let go, but not if the name is taken elsewhere
        self.revised: frozenset[Span] = frozenset()
        self.said: set[str] = set()  # names that no gazetteer holds, and words call places
        self.told: frozenset[str] = frozenset()  # the same, in the second reading
        self.read: dict[int, Found | None] = {}
        self.spans: dict[int, list[Span]] = {}
        self.weighed: dict[Span, LogOdds] = {}
        self.surroundings = Surroundings(gazetteer, self._sure())

    def _sure(self) -> Iterator[str]:
        """Yield the keys of the names that are places by their own words and those around them."""
        tokens, free = self.doc.tokens, 0
        for i in tokens.capitals:
            if i < free or tokens.lower[i] in en.MONTHS_AND_DAYS:
                continue
            for span in self._spans(i):
                if probability(self._log_odds(span)[0]) >= SURE:
                    yield span.key
                    free = span.end
                    break

    def _spans(self, i: int) -> list[Span]:
        found = self.spans.get(i)
        if found is None:
            found = self.spans[i] = spans_at(self.gazetteer, self.doc.tokens, i)
        return found

    def _log_odds(self, span: Span) -> LogOdds:
        found = self.weighed.get(span)
        if found is None:
            found = self.weighed[span] = self.scorer.log_odds(context(self.gazetteer, self.doc, span))
        return found

    def mentions(self) -> list[Mention]:
        """Give the document's mentions in order, none overlapping."""
        found = list(self._pass())
        self.revised = frozenset(span for span in self.narrowly if span.key in self.taken)
        for span in self.revised:
            self.read.pop(span.start, None)
        if self.said:
            self.told = frozenset(self.said)
            for i in [i for i, one in self.read.items() if one is None]:
                del self.read[i]
        return list(self._pass()) if self.revised or self.said else found

    def _pass(self) -> Iterator[Mention]:
        read, tokens = self.read, self.doc.tokens
        free = last = 0
        for i in tokens.capitals:
            if i < free or (tokens.lower[i] in NEVER_A_NAME and self._opens_a_clause(i)):
                continue
            if i in read:
                found = read[i]
            else:
                found = read[i] = self._at(i)
            if found is not None and found[0].start >= last:  # an article may belong to the name before
                mention, free = found
                last = mention.end
                yield mention

    def _opens_a_clause(self, i: int) -> bool:
        """Whether a function word (``The``, ``Police``) stands first in a sentence, and no name goes on from it."""
        tokens = self.doc.tokens
        return i + 1 < len(tokens.words) and not tokens.upper[i + 1] and tokens.opens[i]

    def _at(self, i: int) -> Found | None:
        found = None
        if FOLDED[self.doc.tokens.words[i]] in _MAY_BE_NO_PLACE:
            found = self._metonym(i) or self._demonym(i)
        return found or self._place(i) or self._named(i) or self._unknown(i)

    def _metonym(self, i: int) -> Found | None:
        tokens = self.doc.tokens
        for j in range(min(i + _LONGEST_METONYM, len(tokens.words)), i, -1):
            if tokens.key(i, j) in en.METONYMS:
                return plain(tokens, i, j, "metonym"), j
        return None

    def _demonym(self, i: int) -> Found | None:
        tokens = self.doc.tokens
        word = tokens.lower[i]
        if word in _LONG_DEMONYM_HEADS and i + 1 < len(tokens.words) and f"{word} {tokens.lower[i + 1]}" in en.DEMONYMS:
            return plain(tokens, i, i + 2, "demonym"), i + 2
        if word not in en.DEMONYMS or self._begins_country(i):
            return None
        return plain(tokens, i, i + 1, "demonym"), i + 1

    def _begins_country(self, i: int) -> bool:
        """Whether a nationality word is the first of a country's or region's name (``Saudi Arabia``)."""
        tokens = self.doc.tokens
        if i + 1 >= len(tokens.words) or not tokens.upper[i + 1] or not tokens.joins(i + 1):
            return False
        rows = self.gazetteer.rows(tokens.key(i, i + 2))
        return any(self.gazetteer.kind(row) in ("country", "area", "adm1") for row, _ in rows)

    def _place(self, i: int) -> Found | None:
        spans = self._spans(i)
        if not spans:
            return None
        tokens = self.doc.tokens
        word = tokens.lower[i]
        if word in en.MONTHS_AND_DAYS or (word in self.doc.vessels and not self._in(i)) or self._is_of_no_place(i):
            return None
        for span in spans:
            if not self._begins_organisation(span.end) and self._is_place(span):
                self.taken.add(span.key)
                end = max(noun_after(tokens, span.end)[1], span.end)
                self.setting.taken_ends.add(end)
                return self._located(span, end), end
        return None

    def _is_place(self, span: Span) -> bool:
        """Whether the filter, with the rules on what it could not learn, takes a span for a place."""
        tokens, i = self.doc.tokens, span.start
        home = self.surroundings.home(span.key)
        alone, at_home = self._log_odds(span)
        chance = probability(alone if home is None else at_home + self.scorer.home(home))
        if self._heads_a_name(span.end):
            is_given = tokens.lower[i] in en.PLACES_AS_GIVEN_NAMES
            return chance >= max(self.threshold, _SURE_OF_A_GIVEN_NAME if is_given else _SURE_OF_A_HEAD)
        odds = chance / max(1.0 - chance, 1e-9)
        if self._passes(odds):
            return not could_speak_against(self.setting, span) or self._passes(weigh(odds, AGAINST, self.setting, span))
        if could_speak_for(self.setting, span):
            odds = weigh(odds, FOR, self.setting, span)
        if self._passes(odds):
            return True
        if self._passes(odds * _TAKEN_ELSEWHERE):
            self.narrowly.append(span)
            return span in self.revised
        return False

    def _passes(self, odds: float) -> bool:
        return odds / (1.0 + odds) >= self.threshold

    def _heads_a_name(self, j: int) -> bool:
        """Whether word `j` is capitalised and no common word: ``Paris Hilton``, not ``Kharkiv Shelling``."""
        tokens = self.doc.tokens
        if j >= len(tokens.words) or not tokens.upper[j] or tokens.gaps[j] != " ":
            return False
        word = tokens.lower[j]
        return not (
            word in self.doc.lower_words
            or word in self.doc.common
            or word in _NO_PERSON
            or tokens.words[j].isupper()
        )  # fmt: skip

    def _in(self, i: int) -> bool:
        """Whether ``in`` stands right before a word: even a ship's name is a place then."""
        return i > 0 and self.doc.tokens.lower[i - 1] == "in" and self.doc.tokens.gaps[i] == " "

    def _is_of_no_place(self, i: int) -> bool:
        """Whether the word before makes the name a treaty's, a bank's or a team's (``Treaty of Paris``)."""
        tokens = self.doc.tokens
        if i == 0:
            return False
        before = tokens.lower[i - 1]
        if before == "of":
            return i > 1 and tokens.upper[i - 2] and tokens.lower[i - 2] in _OF_NO_PLACE
        return before in _TEAMS and tokens.upper[i - 1] and tokens.gaps[i] == " "

    def _begins_organisation(self, j: int) -> bool:
        """Whether the words from `j` on make the name a newspaper's, company's or team's (``Washington Post``)."""
        tokens = self.doc.tokens
        end = min(j + _LONGEST_ORGANISATION, len(tokens.words))
        while j < end and tokens.upper[j] and tokens.gaps[j] == " ":
            if tokens.lower[j] in en.PROPER_ORGANISATION_WORDS:
                return True
            j += 1
        return False

    def _located(self, span: Span, end: int) -> Mention:
        tokens = self.doc.tokens
        name, kind = without_noun(tokens, span.start, span.end)
        phrase = read_phrase(tokens, span.start, span.end)
        start_at, end_at = tokens.starts[span.start], tokens.ends[end - 1]
        return mention_of(tokens.text, start_at, end_at, "place", name, phrase, kind or phrase.place_kind)

    def _named(self, i: int) -> Found | None:
        """Take a person or an organisation, from the start of its run (or from here, where a place stood before)."""
        run, tokens = self.doc.run_at[i], self.doc.tokens
        if run is None:
            return None
        if run.kind == "other":
            return (plain(tokens, i, i + 1, "person"), i + 1) if tokens.lower[i] in self.doc.surnames else None
        return plain(tokens, i, run.end, "person" if run.kind == "person" else "organisation"), run.end

    def _unknown(self, i: int) -> Found | None:
        """Take a name that no gazetteer holds, where the words say that it is a place (``the village of Xyzhne``)."""
        found = unlisted_at(self.doc, i, self.told)
        if found is None:
            return None
        if found.is_said:
            self.said.add(fold_bare(found.mention.name))
        return found.mention, found.end
