"""Decisions on names, as stages around the pipeline's own: an alias is always its place, a never-word none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from gazetteer import Gazetteer, Place
from gazetteer.layers import usual
from mapper.model import Candidate, Mention, Report, Resolution
from mapper.pipeline import Pipeline
from mapper.recognize import mentions_from_spans
from mapper.review.decisions import Decisions, precision_of
from mapper.stages import Recognizer, Resolver

_REASON: Final = "decided by hand"


def with_names(pipeline: Pipeline, decisions: Decisions, gazetteer: Gazetteer | None = None) -> Pipeline:
    """Give a pipeline that heeds the decisions on names; the same one where there are none.

    Parameters
    ----------
    pipeline
        Does the rest.
    decisions
        What was decided.
    gazetteer
        Knows the places that aliases mean; None for the one that ships with the user's own layers.
    """
    if not decisions.aliases and not decisions.never:
        return pipeline
    recognizer = NamesRecognizer(pipeline.recognizer, decisions.aliases, decisions.never)
    return Pipeline(recognizer, NamesResolver(pipeline.resolver, decisions.aliases, gazetteer), pipeline.tagger)


class NamesRecognizer:
    """Finds aliases wherever they stand as words, and leaves out what is never a place.

    Parameters
    ----------
    recognizer
        Finds all other names.
    aliases
        Names that mean a place, letter by letter.
    never
        Names that mean none.
    """

    def __init__(self, recognizer: Recognizer, aliases: Mapping[str, str], never: frozenset[str]) -> None:
        self._recognizer = recognizer
        self._aliases = tuple(sorted(aliases, key=len, reverse=True))
        self._never = never

    def __call__(self, reports: Sequence[Report]) -> list[tuple[Mention, ...]]:
        """Give each report's mentions, sorted by start, none overlapping."""
        found = self._recognizer(reports)
        return [self._decided(report, mentions) for report, mentions in zip(reports, found, strict=True)]

    def _decided(self, report: Report, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        mine = mentions_from_spans(report, self._spans(report))
        kept = [one for one in mentions if not self._is_never(one) and not _overlaps(one, mine)]
        placed = [replace(one, kind="place", name=one.text) for one in mine]
        return tuple(sorted([*kept, *placed], key=lambda one: one.start))

    def _is_never(self, mention: Mention) -> bool:
        return mention.text in self._never or mention.name in self._never

    def _spans(self, report: Report) -> list[list[int]]:
        if not self._aliases:
            return []
        names = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, self._aliases)) + r")(?!\w)")
        return [[*match.span()] for match in names.finditer(report.text, report.body_start)]


def _overlaps(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


class NamesResolver:
    """Gives aliases their place, and asks another resolver for the rest.

    Parameters
    ----------
    resolver
        Resolves all names; what it says of an alias is replaced.
    aliases
        Ids of places by name.
    gazetteer
        Knows these places.
    """

    def __init__(self, resolver: Resolver, aliases: Mapping[str, str], gazetteer: Gazetteer | None = None) -> None:
        self._resolver = resolver
        self._aliases = aliases
        self._gazetteer = gazetteer

    def __call__(
        self, reports: Sequence[Report], mentions: Sequence[Sequence[Mention]]
    ) -> list[tuple[Resolution, ...]]:
        """Give, for each report, one resolution per mention, in the order of the mentions."""
        found = self._resolver(reports, mentions)
        return [tuple(map(self._decided, each)) for each in found]

    def _decided(self, resolution: Resolution) -> Resolution:
        place_id = self._aliases.get(resolution.mention.text)
        place = (self._gazetteer or usual()).by_id(place_id) if place_id else None
        return resolution if place is None else _placed(resolution.mention, place)


def _placed(mention: Mention, place: Place) -> Resolution:
    candidate = Candidate(place, 1.0, (_REASON,))
    precision = precision_of(place)
    at = (place.longitude, place.latitude)
    return Resolution(mention, place, *at, precision, place.radius_m, 1.0, _REASON, (candidate,))
