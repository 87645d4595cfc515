"""The default tagger: a batch of reports and their resolutions in, their events out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from mapper.model import Event, Report, Resolution
from mapper.tag.merge import merge
from mapper.tag.paragraphs import is_digest
from mapper.tag.passages import APPARATUS, passages
from mapper.tag.reading import Decision, Reading
from mapper.tag.tokens import tokenize
from mapper.tag.triggers import Lexicon
from mapper.taxonomy import Taxonomy
from mapper.text import sentences


@cache
def _shipped_lexicon(lang: str) -> Lexicon:
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
        """Pickle as a call with the taxonomy: phrases are compiled again where the tagger is unpickled."""
        return EventTagger, (self._taxonomy,)

    def __call__(
        self, reports: Sequence[Report], resolutions: Sequence[Sequence[Resolution]]
    ) -> list[tuple[Event, ...]]:
        """Give each report's events, sorted by the start of their triggers."""
        return [self._read(report, found)[0] for report, found in zip(reports, resolutions, strict=True)]

    def explain(self, report: Report, resolutions: Sequence[Resolution]) -> tuple[Decision, ...]:
        """Give what became of every trigger of a report, by position, with the reasons."""
        events, decisions = self._read(report, resolutions)
        decisions += self._passed_over(report)
        taken = [
            Decision(
                event.trigger_start, event.trigger_end, event.event_type, True, f"{event.status}; {event.place_reason}"
            )
            for event in events
        ]
        return tuple(sorted([*decisions, *taken], key=lambda one: (one.start, one.end, one.event_type)))

    def _read(self, report: Report, resolutions: Sequence[Resolution]) -> tuple[tuple[Event, ...], list[Decision]]:
        lexicon = self._lexicon()
        found = sentences(report)
        reading = Reading(report, resolutions, lexicon, digest=is_digest(report, found))
        for passage in passages(report, found):
            if not passage.passed_over:
                reading.read(passage.sentence)
            elif passage.passed_over != APPARATUS:
                reading.pass_over(passage.sentence)
        events, merged = merge(reading.drafts, lexicon.armed)
        for draft, reason in merged:
            event = draft.event
            reading.decisions.append(Decision(event.trigger_start, event.trigger_end, event.event_type, False, reason))
        return events, reading.decisions

    def _passed_over(self, report: Report) -> Iterator[Decision]:
        """Give the triggers of what is not read: of headings, captions, bylines, lists of links."""
        for passage in passages(report):
            if passage.passed_over:
                tokens = tokenize(report.text, passage.sentence.start, passage.sentence.end, set())
                for hit in self._lexicon().match(tokens)[0]:
                    start, end = tokens.starts[hit.first], tokens.ends[hit.stop - 1]
                    yield Decision(start, end, hit.event_type, False, f"in {passage.passed_over}")

    def _lexicon(self) -> Lexicon:
        if self._taxonomy is None:
            return _shipped_lexicon("en")
        if self._own is None:
            self._own = Lexicon(self._taxonomy, "en")
        return self._own
