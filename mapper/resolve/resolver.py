"""Mentions in, resolutions out: every bearer of a name is scored by the cues, and the best one must be clear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import gazetteer as gz
from gazetteer import Gazetteer
from mapper.model import Mention, Report, Resolution
from mapper.resolve.document import Document
from mapper.resolve.profile import names_of
from mapper.resolve.verdict import judge

THRESHOLD: Final = 0.35
"""Probability below which a name is left open rather than guessed."""

MOST_MENTIONS: Final = 2_000
"""Mentions that are weighed at once. A text with more, an archive more than a report, is taken in parts."""


@dataclass(frozen=True, slots=True)
class GazetteerResolver:
    """The default resolver: named cues with learned weights.

    Parameters
    ----------
    threshold
        Probability, 0 to 1, below which a name is left open. Higher: fewer, surer places. At 0 no name is left open:
        one that no place bears stands beside the place named nearest, with precision ``near``.
    gazetteer
        The index to resolve against; None for the embedded one, opened at the first call.
    """

    threshold: float = THRESHOLD
    gazetteer: Gazetteer | None = None

    def __call__(
        self, reports: Sequence[Report], mentions: Sequence[Sequence[Mention]]
    ) -> list[tuple[Resolution, ...]]:
        """Resolve each report's mentions, in their order, whatever it is."""
        names = names_of(self.gazetteer or gz.default())
        told: list[list[Resolution | None]] = [[None] * len(found) for found in mentions]
        for batch in _batches(_parts(mentions)):
            documents = [
                Document(names, reports[number], [mentions[number][k] for k in order]) for number, order in batch
            ]
            for (number, order), document, verdicts in zip(batch, documents, judge(names, documents), strict=True):
                for k, one in zip(order, document.resolve(verdicts, self.threshold), strict=True):
                    told[number][k] = one
        return [tuple(one for one in found if one is not None) for found in told]


Part = tuple[int, list[int]]
"""The number of a report, and the indices of some of its mentions, in the order of its text."""


def _parts(mentions: Sequence[Sequence[Mention]]) -> Iterator[Part]:
    for number, found in enumerate(mentions):
        order = sorted(range(len(found)), key=lambda k: found[k].start)
        for first in range(0, len(order), MOST_MENTIONS):
            yield number, order[first : first + MOST_MENTIONS]


def _batches(parts: Iterator[Part]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part[1])
        if size >= MOST_MENTIONS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
