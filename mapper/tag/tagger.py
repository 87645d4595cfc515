"""The default tagger: a batch of reports and their resolutions in, their events out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from mapper.model import Event, Report, Resolution
from mapper.tag.merge import merge
from mapper.tag.paragraphs import is_digest
from mapper.tag.pieces import pieces
from mapper.tag.reading import Decision, Reading
from mapper.tag.triggers import Lexicon
from mapper.taxonomy import Taxonomy
from mapper.text import Sentence, sentences

_APPARATUS: Final = re.compile(
    r"[#=\s]*(?:see also|references|external links|further reading|notes|sources|bibliography|footnotes|citations"
    r"|notes and references|related (?:articles|stories|links))[:=\s]*",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"\s*[•▪●*–—-]\s")


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
        only_headings = not any(sentence.kind == "prose" for sentence in found)
        whole = _without_apparatus(report, found)
        for sentence in (piece for one in whole for piece in pieces(report.text, one)):
            if sentence.kind == "prose" or (sentence.kind == "heading" and only_headings) or _is_item(report, sentence):
                reading.read(sentence)
            else:
                reading.pass_over(sentence)
        events, merged = merge(reading.drafts, lexicon.armed)
        for draft, reason in merged:
            event = draft.event
            reading.decisions.append(Decision(event.trigger_start, event.trigger_end, event.event_type, False, reason))
        return events, reading.decisions

    def _lexicon(self) -> Lexicon:
        if self._taxonomy is None:
            return _shipped_lexicon("en")
        if self._own is None:
            self._own = Lexicon(self._taxonomy, "en")
        return self._own


def _without_apparatus(report: Report, found: Sequence[Sentence]) -> list[Sentence]:
    """Leave out the lists of links and sources that close an article, each from its heading to the next one."""
    kept: list[Sentence] = []
    apparatus = False
    for sentence in found:
        if sentence.kind == "heading" and not _is_item(report, sentence):
            apparatus = bool(_APPARATUS.fullmatch(report.text, sentence.start, sentence.end))
        if not apparatus:
            kept.append(sentence)
    return kept


def _is_item(report: Report, sentence: Sentence) -> bool:
    """Whether a short line is an item of a list, which tells events though it ends without a full stop."""
    return sentence.kind == "heading" and bool(_BULLET.match(report.text[sentence.start : sentence.start + 4]))
