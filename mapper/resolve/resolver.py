"""Mentions in, resolutions out: every bearer of a name is scored by the cues, and the best one must be clear."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import gazetteer as gz
from gazetteer import Gazetteer
from gazetteer.names import fold
from mapper.languages import en
from mapper.model import Candidate, Mention, Report, Resolution
from mapper.resolve import weights as learned
from mapper.resolve.candidates import Bearer, bearers
from mapper.resolve.cues import CUES, Question, Scene
from mapper.resolve.precision import locate
from mapper.resolve.scene import read_scene
from mapper.resolve.weights import Weights

THRESHOLD: Final = 0.35
"""Probability below which a name is left open rather than guessed."""

_SURE: Final = 0.8
_SHOWN: Final = 10
_EXPLAINED: Final = 0.02  # a candidate less likely than this needs no reasons


@dataclass(frozen=True, slots=True)
class Verdict:
    """Bearers with their probabilities, best first, and the probability that it is none of them."""

    ranked: tuple[tuple[float, Bearer], ...]
    none: float


@dataclass(frozen=True, slots=True)
class GazetteerResolver:
    """The default resolver: named cues with learned weights.

    Parameters
    ----------
    threshold
        Probability, 0 to 1, below which a name is left open. Higher: fewer, surer places; at 0 every name that any
        place bears is resolved.
    gazetteer
        The index to resolve against; None for the embedded one, opened at the first call.
    """

    threshold: float = THRESHOLD
    gazetteer: Gazetteer | None = None

    def __call__(
        self, reports: Sequence[Report], mentions: Sequence[Sequence[Mention]]
    ) -> list[tuple[Resolution, ...]]:
        """Resolve each report's mentions, in their order."""
        gazetteer = self.gazetteer or gz.default()
        return [
            _Document(gazetteer, report, tuple(found)).resolve(self.threshold)
            for report, found in zip(reports, mentions, strict=True)
        ]


class _Document:
    """One document's mentions, decided in two rounds: the sure ones first, then the rest with their help."""

    def __init__(self, gazetteer: Gazetteer, report: Report, mentions: tuple[Mention, ...]) -> None:
        self.gazetteer, self.report, self.mentions = gazetteer, report, mentions
        known: dict[tuple[str, str], tuple[Bearer, ...]] = {}
        self.bearers: list[tuple[Bearer, ...]] = []
        for mention in mentions:
            key = (mention.text, mention.name)
            if key not in known:
                known[key] = bearers(gazetteer, mention) if mention.kind == "place" else ()
            self.bearers.append(known[key])

    def resolve(self, threshold: float) -> tuple[Resolution, ...]:
        first = self._scene(None)
        verdicts = self._round(first)
        sure = {k: v.ranked[0][1].row for k, v in enumerate(verdicts) if v.ranked and v.ranked[0][0] >= _SURE}
        scene = self._scene(sure)
        verdicts = self._round(scene)
        return tuple(
            self._resolution(k, mention, verdicts[k], scene, threshold) for k, mention in enumerate(self.mentions)
        )

    def _scene(self, sure: dict[int, int] | None) -> Scene:
        return read_scene(self.gazetteer, self.report, self.mentions, self.bearers, sure)

    def _round(self, scene: Scene) -> list[Verdict]:
        """Score all names. A name has one sense in a document, unless its own phrase says where it lies."""
        senses: dict[tuple[str, str], Verdict] = {}
        own = {k: judge(Question(self.gazetteer, scene, k, m, self.bearers[k]))
               for k, m in enumerate(self.mentions) if k in scene.containers}  # fmt: skip
        for k, verdict in own.items():
            senses.setdefault(self._sense(k), verdict)
        verdicts: list[Verdict] = []
        for k, mention in enumerate(self.mentions):
            sense = self._sense(k)
            if k not in own and sense not in senses:
                senses[sense] = judge(Question(self.gazetteer, scene, k, mention, self.bearers[k]))
            verdicts.append(own.get(k) or senses[sense])
        return verdicts

    def _sense(self, k: int) -> tuple[str, str]:
        mention = self.mentions[k]
        return fold(mention.name), mention.place_kind

    def _resolution(self, k: int, mention: Mention, verdict: Verdict, scene: Scene, threshold: float) -> Resolution:
        if mention.kind != "place":
            return self._country_of(mention)
        if not verdict.ranked:
            return Resolution(mention, None, reason="no place in the gazetteer bears this name")
        candidates = tuple(
            Candidate(self.gazetteer.place(b.row), round(p, 4), self._reasons(k, scene, b) if p >= _EXPLAINED else ())
            for p, b in verdict.ranked[:_SHOWN]
        )
        score, best = verdict.ranked[0]
        if threshold and (score < threshold or score < verdict.none):
            return Resolution(
                mention, None, score=round(score, 4), reason="no candidate is clear", candidates=candidates
            )
        longitude, latitude, precision, radius = locate(self.gazetteer, best.row, mention)
        reason = "; ".join(candidates[0].reasons[:3])
        return Resolution(
            mention,
            candidates[0].place,
            longitude,
            latitude,
            precision,
            radius,
            round(score, 4),
            reason,
            candidates,
        )

    def _reasons(self, k: int, scene: Scene, bearer: Bearer) -> tuple[str, ...]:
        return tuple(explain(self._question(k, scene), bearer))

    def _question(self, k: int, scene: Scene) -> Question:
        return Question(self.gazetteer, scene, k, self.mentions[k], self.bearers[k])

    def _country_of(self, mention: Mention) -> Resolution:
        """Nationality words stand at their country, metonyms hint at theirs; neither ever locates an event."""
        name = " ".join(mention.text.lower().split())
        code = en.DEMONYMS.get(name) or en.METONYMS.get(fold(mention.text), "")
        country = self.gazetteer.country(code) if code else None
        if country is None:
            return Resolution(mention, None, reason=f"{mention.kind}, not a place")
        reason = f"{mention.kind}, of {country.name}"
        if mention.kind != "demonym":
            return Resolution(mention, country, reason=reason)
        return Resolution(
            mention, country, country.longitude, country.latitude, "country", country.radius_m, 1.0, reason
        )


def judge(question: Question, weights: Weights | None = None) -> Verdict:
    """Give every bearer its probability by the learned weights (a softmax over the bearers and "none of these")."""
    weights = weights or learned.load()
    scores = [(score(question, bearer, weights), bearer) for bearer in question.bearers]
    if not scores:
        return Verdict((), 1.0)
    top = max(weights.none, *(s for s, _ in scores))
    total = math.exp(weights.none - top) + sum(math.exp(s - top) for s, _ in scores)
    best: dict[int, tuple[float, Bearer]] = {}
    for s, bearer in scores:
        probability = math.exp(s - top) / total
        if bearer.row not in best or probability > best[bearer.row][0]:
            best[bearer.row] = (probability, bearer)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].row))
    return Verdict(tuple(ranked), math.exp(weights.none - top) / total)


def score(question: Question, bearer: Bearer, weights: Weights) -> float:
    """Sum the weighted cues of one candidate."""
    return sum(weights.cues.get(name, 0.0) * cue(question, bearer) for name, cue in CUES.items())


def explain(question: Question, bearer: Bearer) -> list[str]:
    """Name the cues that speak for a candidate, the strongest first."""
    weights = learned.load().cues
    parts = [(weights.get(name, 0.0) * cue(question, bearer), name) for name, cue in CUES.items()]
    return [name for value, name in sorted(parts, key=lambda part: -part[0]) if value > 0.05]
