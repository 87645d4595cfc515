"""One report read sentence by sentence: from triggers to drafts of events, and why others came to nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from mapper.model import Count, Event, Report, Resolution, Status
from mapper.tag.actors import Party, actor_of, target_of
from mapper.tag.attribution import Source, Voices, continues_speech
from mapper.tag.chronicle import Chronicle
from mapper.tag.clauses import clause_ids, clause_span
from mapper.tag.counts import counts_of, may_be_counted
from mapper.tag.datelines import dateline_end
from mapper.tag.discourse import Discourse, country_of, focus_country, main_place, title_place
from mapper.tag.facets import protected_of, speaker_kind, weapon_of
from mapper.tag.judging import confidence_of, is_attribute, is_background, is_of_old, is_part_of_name
from mapper.tag.linking import ONLY_GOAL, UNKNOWN, UNLOCATED, links_of
from mapper.tag.merge import Draft
from mapper.tag.paragraphs import goes_on
from mapper.tag.roles import Spot
from mapper.tag.scope import status_cues
from mapper.tag.spots import spots_of
from mapper.tag.status import State, status_of
from mapper.tag.strays import without_strays
from mapper.tag.tokens import Tokens, split, tokenize
from mapper.tag.triggers import Hit, Lexicon
from mapper.tag.when import Calendar, When, since_outbreak, when_of
from mapper.tag.years import RunningYear
from mapper.text import Sentence

_CLAIMING: Final = frozenset(
    "claimed claims claim alleged alleges accused accuses insisted insists asserted denied".split()
)
_COUNTED_IN_SENTENCE: Final = frozenset(
    {"casualties", "surrender_capture", "abduction_detention", "displacement", "disease_outbreak"}
)
_APIECE: Final = frozenset({"each", "apiece", "respectively"})
"""Words that tell a number of every place of a list."""
_PAST: Final = frozenset({"happened", "ongoing", "failed", "attempted", "denied", "alleged"})


class Decision(NamedTuple):
    """What became of one trigger.

    Attributes
    ----------
    start, end
        The trigger's span in the report.
    event_type
        The type it would show.
    accepted
        Whether an event came of it.
    reason
        Why, in words.
    """

    start: int
    end: int
    event_type: str
    accepted: bool
    reason: str


class _Voice(NamedTuple):
    """A source with its kind, and the country it speaks for."""

    text: str = ""
    verb: str = ""
    role: str = ""
    side: str = ""


_NO_VOICE: Final = _Voice()


class _Scene(NamedTuple):
    """A sentence taken apart."""

    sentence: Sentence
    tokens: Tokens
    clauses: tuple[int, ...]
    spots: list[Spot]
    calendar: Calendar
    voices: Voices
    continued: bool


class Reading:
    """One report while it is read.

    Parameters
    ----------
    report, resolutions
        The report and what its names mean, by position.
    lexicon
        The triggers to look for.
    digest
        Whether the report is a row of unrelated items, one a paragraph.
    """

    def __init__(
        self, report: Report, resolutions: Sequence[Resolution], lexicon: Lexicon, *, digest: bool = False
    ) -> None:
        self.report = report
        self.drafts: list[Draft] = []
        self.decisions: list[Decision] = []
        self._lexicon = lexicon
        focus = focus_country(resolutions)
        resolutions = without_strays(resolutions, focus)
        self._resolutions = resolutions
        self._starts = [resolution.mention.start for resolution in resolutions]
        main = main_place(resolutions)
        title = None if digest else title_place(report, resolutions)
        self._discourse = Discourse(focus, resolutions, main=main, digest=digest, title=title)
        self._paragraph = -1
        self._chronicle = Chronicle(report)
        self._speaker = _Voice()
        self._years = RunningYear(report)

    def pass_over(self, sentence: Sentence) -> None:
        """Take only the places of a heading, for the sentences that follow."""
        self._discourse.next_sentence()
        self._years.note(sentence.start, sentence.end)
        if sentence.kind == "heading":
            self._enter_paragraph(sentence)
            self._remember_scenery(sentence)

    def read(self, sentence: Sentence) -> None:
        """Read one sentence: its events go to `drafts`, what was turned down to `decisions`."""
        self._discourse.next_sentence()
        self._years.note(sentence.start, sentence.end)
        self._enter_paragraph(sentence)
        text = self.report.text
        inside = self._inside(sentence)
        names = {
            resolution.mention.start
            for resolution in inside
            if resolution.mention.kind == "place" and resolution.place is not None
        }
        possible = known = None
        if text.find("#", sentence.start, sentence.end) < 0:  # a hashtag holds words within words
            known = split(text, sentence.start, sentence.end)
            vocabulary = frozenset((*known.words, "PLACE")) if names else frozenset(known.words)
            possible = self._lexicon.possible(vocabulary)
            if not possible:
                self._remember_scenery(sentence)
                return
        begin = dateline_end(text, sentence)
        tokens = tokenize(text, begin, sentence.end, names, known if begin == sentence.start else None)
        hits, misses = self._lexicon.match(tokens, possible)
        for miss in misses:
            self._reject(tokens, miss.first, miss.stop, miss.event_type, miss.reason)
        if hits:
            self._read_hits(sentence, inside, tokens, hits)
        else:
            self._remember_scenery(sentence)

    def _enter_paragraph(self, sentence: Sentence) -> None:
        if sentence.paragraph == self._paragraph:
            return
        self._paragraph = sentence.paragraph
        self._years.next_paragraph()
        continued = goes_on(self.report.text, sentence.start)
        self._discourse.next_paragraph(sentence.start, continued=continued, heading=sentence.kind == "heading")

    def _read_hits(self, sentence: Sentence, named: Sequence[Resolution], tokens: Tokens, hits: list[Hit]) -> None:
        clauses = clause_ids(tokens)
        inside = [resolution for resolution in named if resolution.mention.start >= tokens.start]
        spots = spots_of(tokens, inside, hits)
        self._discourse.venues.update(spot.resolution.mention.start for spot in spots if spot.role == "venue")
        calendar = Calendar(tokens, self.report.published, self._years.year)
        scene = _Scene(sentence, tokens, clauses, spots, calendar, Voices(tokens), continues_speech(tokens))
        cues = status_cues(tokens, clauses)
        places: list[Resolution] = []
        past, begun = False, len(self.drafts)
        for hit in hits:
            state = status_of(tokens, hit, cues, narrative=self.report.published is None)
            if is_attribute(tokens, hit):
                self._reject(tokens, hit.first, hit.stop, hit.event_type, "part of a compound adjective, or a month")
                continue
            if is_part_of_name(tokens, hit, spots):
                self._reject(tokens, hit.first, hit.stop, hit.event_type, "a part of a name")
                continue
            if len(tokens.words) == 1:
                self._reject(tokens, hit.first, hit.stop, hit.event_type, "a word that stands alone")
                continue
            if state.status == "absent":
                self._reject(tokens, hit.first, hit.stop, hit.event_type, f"{state.cue!r}: it did not happen")
                continue
            for draft in self._drafts(scene, hit, state, state.status):
                self.drafts.append(draft)
                past = past or state.status in _PAST
                place = draft.event.place
                if place and draft.event.event_type not in UNLOCATED and draft.event.place_reason != ONLY_GOAL:
                    places.append(place)
        if not places and any(draft.event.place_reason.endswith(UNKNOWN) for draft in self.drafts[begun:]):
            self._discourse.forget()
        if places:
            self._discourse.told = country_of(places[0])
        self._discourse.remember(places or _scenery(spots, self._discourse))
        self._remember_date(scene, past=past)

    def _drafts(self, scene: _Scene, hit: Hit, state: State, status: Status) -> list[Draft]:
        """Make the events of one trigger: one for each of its places."""
        tokens, clauses = scene.tokens, scene.clauses
        before = self._chronicle.before(scene.sentence.paragraph, self._years.year)
        focus = self._discourse.focus
        when = when_of(tokens, hit, status, clauses, scene.calendar, self.report, focus, before)
        layer = self._lexicon.layers[hit.event_type]
        links = links_of(tokens, hit, layer, scene.spots, clauses, self._discourse, state)
        when = since_outbreak(when, tokens.words[hit.first : hit.stop], links[0].country, self.report.published)
        if when.precision == "unknown" and is_of_old(tokens):
            when = When(None, None, "unknown", background=True)
        background = when.background or is_background(tokens, hit)
        if background and status == "ongoing":
            status = "happened"
        actor = actor_of(tokens, hit, clauses, self._discourse)
        target = target_of(tokens, hit, clauses, self._discourse)
        voice, counts = self._attribution(scene, hit), _counts(scene, hit)
        weapon, protected = weapon_of(tokens, hit, layer, clauses), protected_of(tokens, hit, layer, clauses)
        claim = _is_claim(voice, actor, target, status, layer)
        shared = not _APIECE.isdisjoint(tokens.vocabulary)
        events = [
            Event(
                event_type=hit.event_type,
                status=status,
                trigger_start=tokens.starts[hit.first],
                trigger_end=tokens.ends[hit.stop - 1],
                sentence_start=scene.sentence.start,
                sentence_end=scene.sentence.end,
                place=link.place,
                country=link.country,
                precision=link.precision,
                date_start=when.start,
                date_end=when.end,
                date_precision=when.precision,
                date_text=when.text,
                destination=link.destination,
                actor=actor.text,
                target=target.text,
                attribution=voice.text,
                counts=counts if link is links[0] or shared else (),
                background=background,
                confidence=confidence_of(hit, tokens, link, when),
                place_reason=link.reason,
                actor_side=actor.side,
                target_side=target.side,
                weapon=weapon,
                protected_target=protected,
                attribution_role=voice.role,
                attribution_side=voice.side or voice.role,
                attribution_verb=voice.verb,
                claim=claim,
                via=links[0].via,
            )
            for link in links
        ]
        dated = when.precision != "unknown" or self.report.published is None
        return [Draft(event, hit, tokens, clauses[hit.first], state.cue, dated) for event in events]

    def _attribution(self, scene: _Scene, hit: Hit) -> _Voice:
        """Name the source in the sentence, or the one before where its words go on."""
        found = scene.voices.speaker(hit.first, hit.stop)
        if found.text:
            self._speaker = self._voice(scene.sentence, found)
            return self._speaker
        return self._speaker if scene.continued else _NO_VOICE

    def _voice(self, sentence: Sentence, source: Source) -> _Voice:
        """Find the country that a source speaks for: the first that his name, office or nationality tells."""
        role = speaker_kind(source.text)
        for one in self._inside(sentence):
            if country_of(one) and one.mention.kind != "person" and one.mention.text in source.text:
                return _Voice(source.text, source.verb, role, country_of(one))
        return _Voice(source.text, source.verb, role)

    def _remember_date(self, scene: _Scene, *, past: bool) -> None:
        """Keep the day that a sentence tells for those that tell none."""
        sentence = scene.sentence
        if not scene.calendar.dates():
            self._chronicle.shift(sentence.start, sentence.end)
        self._chronicle.note(scene.calendar, self.report.text, sentence.paragraph, self._years.year, past=past)

    def _remember_scenery(self, sentence: Sentence) -> None:
        """Keep the places and the day of a sentence that tells no event."""
        self._discourse.remember(self._located(sentence))
        self._chronicle.note_other(sentence.start, sentence.end, sentence.paragraph, self._years.year)

    def _reject(self, tokens: Tokens, first: int, stop: int, event_type: str, reason: str) -> None:
        self.decisions.append(Decision(tokens.starts[first], tokens.ends[stop - 1], event_type, False, reason))

    def _inside(self, sentence: Sentence) -> Sequence[Resolution]:
        return self._resolutions[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]

    def _located(self, sentence: Sentence) -> list[Resolution]:
        return [
            resolution
            for resolution in self._inside(sentence)
            if resolution.mention.kind == "place"
            and resolution.precision not in {"none", "country"}
            and resolution.mention.relation != "to"
            and not self.report.text[sentence.start : sentence.end].isupper()  # "KYIV.", of a dateline
        ]


def _is_claim(voice: _Voice, actor: Party, target: Party, status: Status, layer: str) -> bool:
    """Whether one party alone says so: by an accusing verb, or it fights or is hit itself."""
    if not voice.text or status == "denied":
        return status in {"alleged", "denied"}
    if status == "alleged" or voice.verb in _CLAIMING:
        return True
    party = voice.role == "group" or (voice.side != "" and voice.side in {actor.side, target.side})
    return party and layer in {"armed", "control", "harm"}


def _scenery(spots: list[Spot], discourse: Discourse) -> list[Resolution]:
    """Give the places that a sentence sets as its scene though no event of it is there."""
    return [
        spot.resolution
        for spot in spots
        if spot.role in {"place", "jurisdiction"}
        and spot.resolution.precision != "country"
        and spot.resolution.mention.start not in discourse.venues
        and spot.relation != "to"
        and (spot.relation != "of" or country_of(spot.resolution) == discourse.focus)
    ]


def _counts(scene: _Scene, hit: Hit) -> tuple[Count, ...]:
    """Give the numbers in the trigger's clause, or else in its sentence."""
    tokens = scene.tokens
    if not may_be_counted(hit.event_type, tokens.vocabulary):
        return ()
    trigger = (tokens.starts[hit.first], tokens.ends[hit.stop - 1])
    opening, stop = clause_span(scene.clauses, hit.first)
    first, last = tokens.starts[opening], tokens.ends[stop - 1]
    found = counts_of(tokens.text, first, last, trigger, hit.event_type)
    if found or hit.event_type not in _COUNTED_IN_SENTENCE or (first, last) == (tokens.start, tokens.end):
        return found
    return counts_of(tokens.text, tokens.start, tokens.end, trigger, hit.event_type)
