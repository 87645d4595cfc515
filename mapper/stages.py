"""The protocols of the stages: plain callables on batches, same length and order out as in.

A stage does no I/O, keeps no state between batches and can be pickled. Any callable of the right shape can be set
in for one of ours: ``Pipeline(recognizer=..., resolver=..., tagger=...)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from mapper.model import Event, Mention, Report, Resolution


@runtime_checkable
class Recognizer(Protocol):
    """Finds the names in reports."""

    def __call__(self, reports: Sequence[Report]) -> list[tuple[Mention, ...]]:
        """Give each report's mentions, sorted by start, none overlapping."""
        ...


@runtime_checkable
class Resolver(Protocol):
    """Decides which place each mention means."""

    def __call__(
        self, reports: Sequence[Report], mentions: Sequence[Sequence[Mention]]
    ) -> list[tuple[Resolution, ...]]:
        """Give, for each report, one resolution per mention, in the order of the mentions."""
        ...


@runtime_checkable
class Tagger(Protocol):
    """Finds what happened, and at which of the resolved places."""

    def __call__(
        self, reports: Sequence[Report], resolutions: Sequence[Sequence[Resolution]]
    ) -> list[tuple[Event, ...]]:
        """Give each report's events, sorted by the start of their triggers."""
        ...
