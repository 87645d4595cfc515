"""The learned filter: a linear model over context features that decides whether a gazetteer name is a place here."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from gazetteer import Gazetteer
from mapper.learned import read_weights
from mapper.recognize.context import (
    Context,
    Fields,
    after_features,
    around_features,
    before_features,
    name_features,
)
from mapper.recognize.home import Home, home_features
from mapper.recognize.runs import NEVER_A_NAME

WEIGHTS: Final = Path(__file__).with_name("filter_en.json")
"""Written by ``python -m benchmarks.learn_filter``; holds the weights and the words, all learned."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A logistic model.

    Attributes
    ----------
    weights
        Log-odds added by each feature, where the text is at home included; a feature without a weight adds nothing.
    alone
        The same of a model that knows the name and the words around it alone.
    common
        Lower-case English words that also are names in the gazetteer.
    plain
        Words that English writes in lower case, function words among them.
    """

    weights: dict[str, float]
    alone: dict[str, float]
    common: frozenset[str]
    plain: frozenset[str]


LogOdds = tuple[float, float]
"""That a span names a place: by the model that knows no home, and by the other, to which the home's are to be added."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """A filter at work on one gazetteer; each group of features is summed up once."""

    name: Callable[[Fields], LogOdds]
    before: Callable[[Fields | None], LogOdds]
    after: Callable[[Fields | None], LogOdds]
    around: Callable[[Fields], LogOdds]
    home: Callable[[Home], float]

    def log_odds(self, context: Context) -> LogOdds:
        """Give the log-odds that a span in this context names a place."""
        name, before, after, around = context
        (alone_1, first), (alone_2, second) = self.name(name), self.before(before)
        (alone_3, third), (alone_4, fourth) = self.after(after), self.around(around)
        return alone_1 + alone_2 + alone_3 + alone_4, first + second + third + fourth


def probability(log_odds: float) -> float:
    """Give the probability, 0 to 1, that log-odds stand for."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


_REMEMBERED: Final = 1 << 16


@lru_cache(maxsize=8)
def scorer(gazetteer: Gazetteer) -> Scorer:
    """Give the learned filter for a gazetteer, one object per open index."""
    learned = load()
    alone, weight = learned.alone.get, learned.weights.get
    remember = lru_cache(maxsize=_REMEMBERED)

    def both(features: Sequence[str]) -> LogOdds:
        return sum([alone(feature, 0.0) for feature in features]), sum([weight(feature, 0.0) for feature in features])

    return Scorer(
        remember(lambda name: both(name_features(gazetteer, name))),
        remember(lambda before: both(before_features(before))),
        remember(lambda after: both(after_features(after))),
        remember(lambda around: both(around_features(around))),
        remember(lambda home: sum([weight(feature, 0.0) for feature in home_features(home)])),
    )


@cache
def load(path: Path = WEIGHTS) -> Filter:
    """Read a weight file, once per process; raises what `mapper.learned.read_weights` does."""
    data = read_weights(path, ("weights", "alone", "common", "plain"), "learn_filter.py")
    weights, alone = ({str(key): float(value) for key, value in data[name].items()} for name in ("weights", "alone"))
    return Filter(weights, alone, frozenset(data["common"]), NEVER_A_NAME | frozenset(data["plain"].split()))
