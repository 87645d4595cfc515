"""Mentions in, resolutions out: every bearer of a name is scored by the cues, and the best one must be clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import gazetteer as gz
from gazetteer import Gazetteer, distance_km
from gazetteer.names import fold
from mapper.languages import en
from mapper.model import Candidate, Mention, Report, Resolution
from mapper.resolve import weights as learned
from mapper.resolve.border import on_borders
from mapper.resolve.cues import CUES, lay_out, values
from mapper.resolve.precision import locate
from mapper.resolve.profile import Names, Profile, names_of, sense
from mapper.resolve.scene import Scene, home_country, read_scene
from mapper.resolve.syntax import Phrases, bears_article
from mapper.resolve.unknown import beside_known, in_region, near_next

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD: Final = 0.35
"""Probability below which a name is left open rather than guessed."""

SURE: Final = 0.8
"""Probability from which the first round's decision helps to decide the others."""

_SHOWN: Final = 10
_ONE_SPOT_KM: Final = 25.0
_UNLIKELY: Final = 0.1
_EXPLAINED: Final = 0.02  # a candidate less likely than this needs no reasons
_TELLING: Final = 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
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
        return [self._resolve(names, report, found) for report, found in zip(reports, mentions, strict=True)]

    def _resolve(self, names: Names, report: Report, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        order = sorted(range(len(mentions)), key=lambda k: mentions[k].start)
        found = Document(names, report, [mentions[k] for k in order]).resolve(self.threshold)
        told = dict(zip(order, found, strict=True))
        return tuple(told[k] for k in range(len(mentions)))


class Document:
    """One document's names, decided in two rounds: the sure ones first, then the rest with their help.

    A name has one sense in a document, unless its own phrase says where it lies: `sense_of` gives the number of the
    sense of each mention; `profiles`, `holders`, `held` and `companions` are by sense.
    """

    def __init__(self, names: Names, report: Report, mentions: Sequence[Mention]) -> None:
        self.names, self.text, self.mentions = names, report.text, mentions
        self.home = home_country(report)
        self.read = [self._as_meant(m) if m.kind == "place" else m for m in mentions]
        self.by_mention = [names.profile(m) if m.kind == "place" else None for m in self.read]
        self.sense_of: list[int] = []
        self.profiles: list[Profile] = []
        self.holders: list[frozenset[int]] = []
        self.held: list[tuple[Profile, ...]] = []
        self.companions: list[frozenset[str]] = []
        self.said: dict[int, frozenset[int]] = {}
        self.near_next: dict[int, int] = {}
        self.outer: frozenset[int] = frozenset()
        self._tell_senses(Phrases(names.gazetteer, report.text, mentions, self.by_mention))

    def _as_meant(self, mention: Mention) -> Mention:
        """Take a name with an article for a river's, if one has it and no country does (``along the Dnipro``)."""
        if mention.place_kind or not bears_article(self.text, mention):
            return mention
        river = replace(mention, place_kind="water")
        found, any_kind = self.names.profile(river), self.names.profile(mention)
        if found is None or found.bearers[0].spelling < 1.0 or (any_kind is not None and any_kind.country_rows):
            return mention
        return river

    def _tell_senses(self, phrases: Phrases) -> None:
        holders = self.said = phrases.containers()
        contents, companions = phrases.contents(), phrases.companions()
        self.near_next, self.outer = phrases.neighbours(), phrases.outer()
        numbers: dict[tuple[str, str, frozenset[int]], int] = {}
        of_name: dict[tuple[str, str], frozenset[int]] = {}
        for k in holders:
            of_name.setdefault(sense(self.read[k]), holders[k])
        for k, (mention, profile) in enumerate(zip(self.read, self.by_mention, strict=True)):
            if profile is None:
                self.sense_of.append(-1)
                continue
            name = sense(mention)
            rows = holders.get(k) or of_name.get(name, frozenset())
            number = numbers.setdefault((*name, rows), len(numbers))
            if number == len(self.profiles):
                self.profiles.append(profile)
                self.holders.append(rows)
                self.held.append(())
                self.companions.append(frozenset())
            self.held[number] += contents.get(k, ())
            self.companions[number] |= companions.get(k, frozenset())
            self.sense_of.append(number)

    def resolve(self, threshold: float) -> tuple[Resolution, ...]:
        """Decide every mention."""
        verdicts = self.judge() if self.profiles else []
        found = [
            self._resolution(k, verdicts[number] if number >= 0 else None, threshold)
            for k, number in enumerate(self.sense_of)
        ]
        unknown = [k for k in range(len(found)) if self._is_unknown(k, verdicts)]
        told = {k: one for k in unknown if (one := self._said_of(k, found)) is not None}
        for k, one in told.items():
            found[k] = one
        if not threshold:
            found = beside_known(found, [k for k in unknown if k not in told])
        return tuple(on_borders(self.text, found))

    def _is_unknown(self, k: int, verdicts: Sequence[Verdict]) -> bool:
        """Whether no place bears a mention's name, and those of a like name are unlikely."""
        if self.mentions[k].kind != "place":
            return False
        number = self.sense_of[k]
        if number < 0:
            return True
        verdict = verdicts[number]
        borne = any(bearer.spelling == 1.0 for bearer in self.profiles[number].bearers)
        return not borne and verdict.score < min(_UNLIKELY, verdict.none)

    def _said_of(self, k: int, found: Sequence[Resolution]) -> Resolution | None:
        """Place an unknown name by its own phrase: in the region beside it, or near the next place."""
        after = self.near_next.get(k)
        if after is not None and found[after].longitude is not None:
            return near_next(found[k], found[after])
        rows = self.said.get(k, frozenset())
        for j in (k + 1, k - 1):
            if rows and 0 <= j < len(found) and found[j].longitude is not None:
                place = found[j].place
                if place is not None and self.names.gazetteer.row_of(place.id) in rows:
                    return in_region(found[k], found[j])
        return None

    def judge(self) -> list[Verdict]:
        """Give a verdict on each sense."""
        cues, bounds = self.final_cues()
        weights = learned.load()
        parts = cues * weights.vector()
        return [self._verdict(k, parts[bounds[k] : bounds[k + 1]], weights.none) for k in range(len(self.profiles))]

    def final_cues(self) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        """Give the cue values of the second round (candidates, cues), and where each sense begins."""
        scene = read_scene(self.names.gazetteer, self.home, self.mentions, self.by_mention)
        cues, bounds = self._cues(scene)
        sure = self._sure(cues, bounds)
        scene = read_scene(self.names.gazetteer, self.home, self.mentions, self.by_mention, sure)
        return self._cues(scene)

    def _cues(self, scene: Scene) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
        table = lay_out(self.names, scene, self.profiles, self.holders, self.held, self.companions)
        return values(table, scene, self.names), table.bounds

    def _sure(self, cues: NDArray[np.float32], bounds: NDArray[np.intp]) -> list[int]:
        """Rows of the places that are decided with confidence, in the order of the mentions."""
        import numpy as np

        weights = learned.load()
        scores = cues @ weights.vector()
        starts = bounds[:-1]
        top = np.maximum.reduceat(scores, starts)
        high = np.maximum(top, weights.none)
        total = np.add.reduceat(np.exp(scores - np.repeat(high, np.diff(bounds))), starts) + np.exp(weights.none - high)
        clear = np.exp(top - high) / total >= SURE
        best = [
            self.profiles[k].bearers[int(np.argmax(scores[bounds[k] : bounds[k + 1]]))]
            for k in dict.fromkeys(self.sense_of)
            if k >= 0 and clear[k]
        ]
        return [bearer.row for bearer in best if bearer.spelling == 1.0]

    def _verdict(self, k: int, parts: NDArray[np.float32], none: float) -> Verdict:
        import numpy as np

        bearers = self.profiles[k].bearers
        scores = parts.sum(axis=1)
        high = max(float(scores.max()), none)
        odds = np.exp(scores - high)
        total = float(odds.sum()) + float(np.exp(none - high))
        order = sorted(range(len(bearers)), key=lambda i: (-scores[i], bearers[i].row))[:_SHOWN]
        chances = (odds / total).tolist()
        candidates = tuple(
            Candidate(
                self.names.place(bearers[i].row),
                round(chances[i], 4),
                _reasons(parts[i]) if chances[i] >= _EXPLAINED else (),
            )
            for i in order
        )
        sure = sum(
            chances[i]
            for i in order
            if chances[i] >= _EXPLAINED and self._beside(bearers[order[0]].row, bearers[i].row)
        )
        ahead = parts[order[0]] - parts[order[1]] if len(order) > 1 else None
        reason = "the only place of this name" if ahead is None else "; ".join(_reasons(ahead)[:3])
        rows = tuple(bearers[i].row for i in order)
        return Verdict(candidates, rows, min(1.0, sure), float(np.exp(none - high)) / total, reason)

    def _beside(self, row: int, other: int) -> bool:
        """Whether two bearers of a name are at one spot: a town and its district hardly differ."""
        gazetteer = self.names.gazetteer
        return row == other or (
            gazetteer.country_code(row) == gazetteer.country_code(other)
            and distance_km(
                gazetteer.longitude(row), gazetteer.latitude(row), gazetteer.longitude(other), gazetteer.latitude(other)
            )
            < _ONE_SPOT_KM
        )

    def _resolution(self, k: int, verdict: Verdict | None, threshold: float) -> Resolution:
        mention = self.mentions[k]
        if mention.kind != "place":
            return self._country_of(mention)
        if verdict is None:
            return Resolution(mention, None, reason="no place in the gazetteer bears this name")
        best = verdict.candidates[0]
        if threshold and (verdict.score < threshold or verdict.score < verdict.none):
            return Resolution(
                mention, None, score=verdict.score, reason="no candidate is clear", candidates=verdict.candidates
            )
        how = replace(mention, relation="of", part="", distance_km=None) if k in self.outer else mention
        longitude, latitude, precision, radius = locate(self.names.gazetteer, verdict.rows[0], how)
        return Resolution(
            mention,
            best.place,
            longitude,
            latitude,
            precision,
            radius,
            round(verdict.score, 4),
            verdict.reason,
            verdict.candidates,
        )

    def _country_of(self, mention: Mention) -> Resolution:
        """Nationality words stand at their country, metonyms hint at theirs; neither ever locates an event."""
        name = " ".join(mention.text.lower().split())
        code = en.DEMONYMS.get(name) or en.METONYMS.get(fold(mention.text), "")
        country = self.names.gazetteer.country(code) if code else None
        if country is None:
            return Resolution(mention, None, reason=f"{mention.kind}, not a place")
        reason = f"{mention.kind}, of {country.name}"
        if mention.kind != "demonym":
            return Resolution(mention, country, reason=reason)
        return Resolution(
            mention, country, country.longitude, country.latitude, "country", country.radius_m, 1.0, reason
        )


def _reasons(parts: NDArray[np.float32]) -> tuple[str, ...]:
    """Name the cues that speak for a candidate, the strongest first."""
    told = [(value, name) for value, name in zip(parts.tolist(), CUES, strict=True) if value > _TELLING]
    return tuple(name for _, name in sorted(told, key=lambda part: -part[0]))
