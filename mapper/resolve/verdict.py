"""Verdicts: the cues of all candidates, weighed; two rounds, so that what is sure helps with the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from mapper.model import Candidate
from mapper.resolve import weights as learned
from mapper.resolve.cues import CUES, values
from mapper.resolve.profile import Names
from mapper.resolve.scene import Scene
from mapper.resolve.table import EARTH_KM, Lines, Sense, lay_out, see

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SURE: Final = 0.8
"""Probability from which the first round's decision helps to decide the others."""

_SHOWN: Final = 10
_ONE_SPOT_KM: Final = 25.0
_EXPLAINED: Final = 0.02  # a candidate less likely than this needs no reasons
_TELLING: Final = 0.05


class HasSenses(Protocol):
    """A document, as far as verdicts need it."""

    senses: list[Sense]
    sense_of: list[int]

    def scene(self, sure: Sequence[int] | None = None) -> Scene:
        """Sum up what the document says, with the rows of the senses decided with confidence, if any are."""
        ...


class Verdict(NamedTuple):
    """What was decided of one name in one document.

    Attributes
    ----------
    candidates
        The likeliest bearers with their probabilities and reasons, best first.
    rows
        Their rows in the gazetteer.
    score
        Probability that the best one is right, or another at the same spot (a town's own district).
    none
        Probability that it is none of them.
    reason
        What set the best one apart from the next.
    """

    candidates: tuple[Candidate, ...]
    rows: tuple[int, ...]
    score: float
    none: float
    reason: str


@dataclass(frozen=True, slots=True)
class Chances:
    """What the weighed cues come to.

    Attributes
    ----------
    each
        Probability of each candidate.
    none
        For each sense, the probability that it is none of its candidates.
    order
        Lines of the candidates, sense by sense, the likeliest first; among equals the lower row.
    """

    each: NDArray[np.float64]
    none: NDArray[np.float64]
    order: NDArray[np.intp]


def judge(names: Names, documents: Sequence[HasSenses]) -> list[list[Verdict]]:
    """Give, for each document, a verdict on each of its senses."""
    sizes = [len(document.senses) for document in documents]
    if not any(sizes):
        return [[] for _ in documents]
    lines, cues = final_cues(names, documents)
    weights = learned.load()
    told = _verdicts(names, lines, cues * weights.vector(), weights.none)
    return [told[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]


def final_cues(names: Names, documents: Sequence[HasSenses]) -> tuple[Lines, NDArray[np.float32]]:
    """Give the candidates of all senses, of which there is one at least, and their cues in the second round."""
    lines = lay_out(names, [document.senses for document in documents])
    cues = values(see(names, lines, [document.scene() for document in documents]))
    weights = learned.load()
    chances = _chances(cues @ weights.vector(), lines, weights.none)
    best = chances.order[lines.bounds[:-1]]
    rows, clear = lines.links[best, 0].tolist(), (chances.each[best] >= SURE).tolist()
    scenes, first = [], 0
    for document in documents:
        told = dict.fromkeys(k for k in document.sense_of if k >= 0 and clear[first + k])
        scenes.append(document.scene([rows[first + k] for k in told]))
        first += len(document.senses)
    return lines, values(see(names, lines, scenes))


def _chances(scores: NDArray[np.float32], lines: Lines, none: float) -> Chances:
    import numpy as np

    starts, sizes = lines.bounds[:-1], np.diff(lines.bounds)
    high = np.maximum(np.maximum.reduceat(scores, starts), none).astype(np.float64)
    odds = np.exp(scores - np.repeat(high, sizes))
    odds_of_none = np.exp(none - high)
    total = np.add.reduceat(odds, starts) + odds_of_none
    sense = np.repeat(np.arange(len(sizes)), sizes)
    order = np.lexsort((lines.links[:, 0], -scores, sense))
    return Chances(odds / np.repeat(total, sizes), odds_of_none / total, order)


def _verdicts(names: Names, lines: Lines, parts: NDArray[np.float32], none: float) -> list[Verdict]:
    import numpy as np

    chances = _chances(parts.sum(axis=1), lines, none)
    likely = np.flatnonzero(chances.each >= _EXPLAINED)
    reasons = dict(zip(likely.tolist(), _reasons(parts[likely]), strict=True))
    starts, ends = lines.bounds[:-1], lines.bounds[1:]
    best = chances.order[starts]
    second = chances.order[np.minimum(starts + 1, ends - 1)]
    ahead = _reasons(parts[best] - parts[second])
    scores = _at_one_spot(lines, chances.each, best).tolist()
    order, each, rows = chances.order.tolist(), chances.each.tolist(), lines.links[:, 0].tolist()
    told = []
    for sense, (start, end) in enumerate(pairwise(lines.bounds.tolist())):
        shown = order[start : min(end, start + _SHOWN)]
        candidates = tuple(
            Candidate(names.place(rows[line]), round(each[line], 4), reasons[line])
            if line in reasons
            else names.unlikely(rows[line], round(each[line], 4))
            for line in shown
        )
        reason = "the only place of this name"
        if len(shown) > 1:
            reason = "; ".join(ahead[sense][:3]) or "hardly likelier than the next"
        told.append(
            Verdict(candidates, tuple(rows[line] for line in shown), scores[sense], float(chances.none[sense]), reason)
        )
    return told


def _at_one_spot(lines: Lines, chances: NDArray[np.float64], best: NDArray[np.intp]) -> NDArray[np.float64]:
    """Give, for each sense, the chance of its best candidate and of what lies at the same spot in the same country."""
    import numpy as np

    top = np.repeat(best, np.diff(lines.bounds))
    cosine = np.einsum("nk,nk->n", lines.position, lines.position[top])
    near = (cosine >= np.cos(_ONE_SPOT_KM / EARTH_KM)) & (lines.links[:, 1] == lines.links[top, 1])
    near &= chances >= _EXPLAINED
    near[best] = True
    total: NDArray[np.float64] = np.minimum(np.add.reduceat(chances * near, lines.bounds[:-1]), 1.0)
    return total


def _reasons(parts: NDArray[np.float32]) -> list[tuple[str, ...]]:
    """Name the cues that speak for each of some candidates, the strongest first."""
    import numpy as np

    numbers = np.count_nonzero(parts > _TELLING, axis=1)
    strongest = np.argsort(-parts, axis=1, kind="stable")[:, : numbers.max(initial=0)].tolist()
    return [
        tuple(map(CUES.__getitem__, cues[:number])) for cues, number in zip(strongest, numbers.tolist(), strict=True)
    ]
