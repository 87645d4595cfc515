"""Report and resolutions in, events out: sentence by sentence, trigger by trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from mapper.model import Event, Report, Resolution, Status
from mapper.tag.actors import actor_of, target_of
from mapper.tag.attribution import speaker
from mapper.tag.clauses import clause_ids
from mapper.tag.counts import counts_of
from mapper.tag.linking import UNLOCATED, Discourse, Link, focus_country, links_of
from mapper.tag.merge import Draft, merge
from mapper.tag.roles import Spot, spots_of
from mapper.tag.status import State, status_cues, status_of
from mapper.tag.tokens import WORD, Tokens, tokenize
from mapper.tag.triggers import Hit, Lexicon
from mapper.tag.when import When, sentence_dates, when_of
from mapper.taxonomy import Taxonomy
from mapper.text import Sentence, sentences

_HEDGES: Final = frozenset("reportedly unconfirmed rumours rumors apparently suspected unverified".split())
_HISTORY: Final = frozenset("anniversary decades centuries historic history historian commemorate".split())
_BULLET: Final = re.compile(r"\s*[•▪●*–—-]\s")


@dataclass(frozen=True, slots=True)
class Decision:
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


@dataclass(slots=True)
class _Reading:
    """One report while it is read."""

    report: Report
    discourse: Discourse
    drafts: list[Draft] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    told: When | None = None
    told_paragraph: int = -1

    def reject(self, tokens: Tokens, first: int, stop: int, event_type: str, reason: str) -> None:
        """Note a trigger that was turned down."""
        self.decisions.append(Decision(tokens.starts[first], tokens.ends[stop - 1], event_type, False, reason))


@cache
def _lexicon(lang: str) -> Lexicon:
    return Lexicon(Taxonomy.load(), lang)


class EventTagger:
    """The default tagger: triggers, then rules for state, place, date, numbers and source.

    Parameters
    ----------
    taxonomy
        The event types with their triggers; None for those that ship. Phrases are compiled at the first call.
    """

    def __init__(self, taxonomy: Taxonomy | None = None) -> None:
        self._taxonomy = taxonomy
        self._own: Lexicon | None = None

    def __reduce__(self) -> tuple[type[EventTagger], tuple[Taxonomy | None]]:
        """Pickle as a call with the taxonomy."""
        return EventTagger, (self._taxonomy,)

    def __call__(
        self, reports: Sequence[Report], resolutions: Sequence[Sequence[Resolution]]
    ) -> list[tuple[Event, ...]]:
        """Give each report's events, sorted by the start of their triggers."""
        return [self._read(report, found)[0] for report, found in zip(reports, resolutions, strict=True)]

    def explain(self, report: Report, resolutions: Sequence[Resolution]) -> tuple[Decision, ...]:
        """Give what became of every trigger of a report, by position, with the reasons."""
        return self._read(report, resolutions)[1]

    def _read(
        self, report: Report, resolutions: Sequence[Resolution]
    ) -> tuple[tuple[Event, ...], tuple[Decision, ...]]:
        lexicon = self._lexicon()
        reading = _Reading(report, Discourse(focus_country(resolutions), resolutions))
        found = sentences(report)
        only_headings = not any(sentence.kind == "prose" for sentence in found)
        for sentence in found:
            reading.discourse.next_sentence()
            if sentence.kind == "prose" or only_headings or _is_item(report, sentence):
                _read_sentence(reading, lexicon, sentence)
            elif sentence.kind == "heading":
                reading.discourse.remember(_inside(resolutions, sentence, located=True))
        events, merged = merge(reading.drafts, lexicon.armed)
        reading.decisions.extend(
            Decision(draft.event.trigger_start, draft.event.trigger_end, draft.event.event_type, False, reason)
            for draft, reason in merged
        )
        reading.decisions.extend(
            Decision(
                event.trigger_start, event.trigger_end, event.event_type, True, f"{event.status}; {event.place_reason}"
            )
            for event in events
        )
        reading.decisions.sort(key=lambda decision: (decision.start, decision.end, decision.event_type))
        return events, tuple(reading.decisions)

    def _lexicon(self) -> Lexicon:
        if self._taxonomy is None:
            return _lexicon("en")
        if self._own is None:
            self._own = Lexicon(self._taxonomy, "en")
        return self._own


def _is_item(report: Report, sentence: Sentence) -> bool:
    """Whether a short line is an item of a list, which tells events though it ends without a full stop."""
    return sentence.kind == "heading" and bool(_BULLET.match(report.text[sentence.start : sentence.start + 4]))


def _inside(resolutions: Sequence[Resolution], sentence: Sentence, *, located: bool = False) -> list[Resolution]:
    return [
        resolution
        for resolution in resolutions
        if sentence.start <= resolution.mention.start < sentence.end
        and (not located or (resolution.mention.kind == "place" and resolution.precision not in {"none", "country"}))
    ]


def _read_sentence(reading: _Reading, lexicon: Lexicon, sentence: Sentence) -> None:
    report, discourse = reading.report, reading.discourse
    lowered = report.text[sentence.start : sentence.end].lower()
    if "#" not in lowered and lexicon.anchors.isdisjoint(WORD.findall(lowered)):
        discourse.remember(_inside(discourse.resolutions, sentence, located=True))
        return
    tokens = tokenize(report.text, sentence.start, sentence.end)
    hits, misses = lexicon.match(tokens)
    for miss in misses:
        reading.reject(tokens, miss.first, miss.stop, miss.event_type, miss.reason)
    inside = _inside(discourse.resolutions, sentence)
    if not hits:
        discourse.remember(_inside(discourse.resolutions, sentence, located=True))
        return
    spots = spots_of(tokens, inside, hits)
    clauses = clause_ids(tokens)
    cues = status_cues(tokens, clauses)
    places: list[Resolution] = []
    for hit in hits:
        state = status_of(tokens, hit, cues)
        if state.status == "absent":
            reading.reject(tokens, hit.first, hit.stop, hit.event_type, f"{state.cue!r}: it did not happen")
            continue
        drafts = _drafts(reading, lexicon, sentence, tokens, hit, state.status, state, spots, clauses)
        reading.drafts.extend(drafts)
        places.extend(
            draft.event.place
            for draft in drafts
            if draft.event.place is not None
            and draft.event.event_type not in UNLOCATED
            and draft.event.precision != "country"
        )
    discourse.remember(
        places
        or [
            spot.resolution
            for spot in spots
            if spot.role in {"place", "jurisdiction"} and spot.resolution.precision != "country"
        ]
    )
    _remember_date(reading, tokens, sentence)


def _remember_date(reading: _Reading, tokens: Tokens, sentence: Sentence) -> None:
    """Keep the day that a sentence tells for those of the same paragraph that tell none."""
    spans = sentence_dates(tokens, reading.report, future=False)
    days = [span for span in spans if span.precision == "day"]
    if days:
        text = tokens.text[days[0].first : days[0].last]
        reading.told = When(days[0].start, days[0].end, "day", text)
        reading.told_paragraph = sentence.paragraph
    elif reading.told_paragraph != sentence.paragraph:
        reading.told = None


def _drafts(
    reading: _Reading,
    lexicon: Lexicon,
    sentence: Sentence,
    tokens: Tokens,
    hit: Hit,
    status: Status,
    state: State,
    spots: list[Spot],
    clauses: tuple[int, ...],
) -> list[Draft]:
    """Make the events of one trigger: one for each of its places."""
    report = reading.report
    before = reading.told if reading.told_paragraph == sentence.paragraph else None
    when = when_of(tokens, hit, status, clauses, report, reading.discourse.focus, before)
    links = links_of(tokens, hit, lexicon.layers[hit.event_type], spots, clauses, reading.discourse)
    start, end = tokens.starts[hit.first], tokens.ends[hit.stop - 1]
    counts = counts_of(report.text, *_clause_span(tokens, hit, clauses), (start, end), hit.event_type)
    if not counts:
        counts = counts_of(report.text, sentence.start, sentence.end, (start, end), hit.event_type)
    made = []
    for link in links:
        event = Event(
            event_type=hit.event_type,
            status=status,
            trigger_start=start,
            trigger_end=end,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            place=link.place,
            country=link.country,
            precision=link.precision,
            date_start=when.start,
            date_end=when.end,
            date_precision=when.precision,
            date_text=when.text,
            destination=link.destination,
            actor=actor_of(tokens, hit.first, hit.stop, clauses),
            target=target_of(tokens, hit.first, hit.stop, clauses),
            attribution=speaker(tokens, hit.first, hit.stop),
            counts=counts,
            background=when.background or _is_background(tokens, hit),
            confidence=_confidence(hit, tokens, link, when),
            place_reason=link.reason,
        )
        made.append(Draft(event, hit, tokens, clauses[hit.first], state.cue))
    return made


def _clause_span(tokens: Tokens, hit: Hit, clauses: tuple[int, ...]) -> tuple[int, int]:
    inside = [index for index, clause in enumerate(clauses) if clause == clauses[hit.first]]
    return tokens.starts[inside[0]], tokens.ends[inside[-1]]


def _is_background(tokens: Tokens, hit: Hit) -> bool:
    """Whether the words tell history: ``since the start of the invasion``, ``the anniversary of the siege``."""
    lead = tokens.words[max(0, hit.first - 7) : hit.first]
    return not _HISTORY.isdisjoint(tokens.vocabulary) or ("since" in lead and hit.event_type == "ground_fighting")


def _confidence(hit: Hit, tokens: Tokens, link: Link, when: When) -> float:
    """From the trigger's weight, the surety of the place, and hedging words; 0 to 1, two decimals."""
    value = hit.rule.weight
    if link.place is not None:
        value *= 0.6 + 0.4 * link.place.score
        if link.reason.startswith(("carried", "named in the same sentence")):
            value *= 0.85
    elif hit.event_type not in UNLOCATED:
        value *= 0.8
    if when.precision == "unknown":
        value *= 0.95
    if not _HEDGES.isdisjoint(tokens.vocabulary):
        value *= 0.8
    return round(min(max(value, 0.0), 1.0), 2)
