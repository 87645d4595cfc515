"""The pipeline: recognize, resolve, tag. Each stage can be set in for by a plain callable."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from mapper.errors import StageError
from mapper.model import Event, Report, Resolution
from mapper.stages import Recognizer, Resolver, Tagger

T = TypeVar("T")

BATCH_REPORTS = 64
BATCH_CHARACTERS = 1_000_000
"""A batch ends with the report that reaches either."""


class Pipeline:
    """Recognizes the names in reports, resolves them to places, and tags what happened there.

    Parameters
    ----------
    recognizer, resolver, tagger
        The stages, as `mapper.stages` describes them; None for this project's own.

    Examples
    --------
    >>> from mapper.model import Report
    >>> nothing = Pipeline(tagger=lambda reports, located: [() for _ in reports])  # any callable of the right shape
    >>> nothing([Report("a", "Shelling hit Izium.")])
    [()]
    """

    def __init__(
        self,
        recognizer: Recognizer | None = None,
        resolver: Resolver | None = None,
        tagger: Tagger | None = None,
    ) -> None:
        self.recognizer = recognizer or _own_recognizer()
        self.resolver = resolver or _own_resolver()
        self._tagger = tagger

    @property
    def tagger(self) -> Tagger:
        """The tagger; this project's own is made when first asked for, since geoparsing needs none."""
        self._tagger = self._tagger or _own_tagger()
        return self._tagger

    def __call__(self, reports: Sequence[Report]) -> list[tuple[Event, ...]]:
        """Give each report's events, sorted by the start of their triggers."""
        return self.tag(reports, self.locate(reports))

    def locate(self, reports: Sequence[Report]) -> list[tuple[Resolution, ...]]:
        """Give each report's mentions with the places they mean, sorted by start."""
        with _uncollected():
            mentions = _matching("recognizer", self.recognizer(reports), reports)
            return _matching("resolver", self.resolver(reports, mentions), reports)

    def tag(self, reports: Sequence[Report], located: Sequence[Sequence[Resolution]]) -> list[tuple[Event, ...]]:
        """Give each report's events, as the call does, where the mentions are located already."""
        with _uncollected():
            return _matching("tagger", self.tagger(reports, located), reports)

    def stream(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Event, ...]]]:
        """Give each report with its events, in order, holding no more than one batch at a time."""
        for batch in batches(reports):
            yield from zip(batch, self(batch), strict=True)


def batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Cut a stream of reports into batches of `BATCH_REPORTS` or about `BATCH_CHARACTERS` at most."""
    batch: list[Report] = []
    characters = 0
    for report in reports:
        batch.append(report)
        characters += len(report.text)
        if len(batch) == BATCH_REPORTS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put off the search for garbage in cycles until a batch is done.

    The stages make many small values and no cycles: to look through them again and again takes a quarter of the time
    of locating. What no cycle holds is freed at once as ever, and a batch is small.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _matching(stage: str, given: list[T], reports: Sequence[Report]) -> list[T]:
    """Give what a stage gave, if it is one entry for each report."""
    if len(given) != len(reports):
        raise StageError(f"the {stage} gave {len(given)} entries for {len(reports)} reports; it must give one for each")
    return given


def _own_recognizer() -> Recognizer:
    from mapper.recognize import GazetteerRecognizer

    return GazetteerRecognizer()


def _own_resolver() -> Resolver:
    from mapper.resolve import GazetteerResolver

    return GazetteerResolver()


def _own_tagger() -> Tagger:
    from mapper.tag import EventTagger

    return EventTagger()
