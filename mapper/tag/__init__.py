"""Report to events: what happened, where, when, in what state, how many, by whose word."""

from __future__ import annotations

from collections.abc import Sequence

from mapper.model import Report, Resolution
from mapper.tag.passages import Passage, passages
from mapper.tag.reading import Decision
from mapper.tag.tagger import EventTagger

__all__ = ["Decision", "EventTagger", "Passage", "explain", "passages"]


def explain(report: Report, resolutions: Sequence[Resolution]) -> tuple[Decision, ...]:
    """Give what became of every trigger in a report, accepted or not, by position, with the reasons."""
    return EventTagger().explain(report, resolutions)
