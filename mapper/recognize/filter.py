"""The learned filter: a linear model over context features that decides whether a gazetteer name is a place here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from gazetteer import Gazetteer
from mapper.learned import read_weights
from mapper.recognize.context import (
    After,
    Around,
    Before,
    Context,
    Name,
    after_features,
    around_features,
    before_features,
    name_features,
)
from mapper.recognize.runs import NEVER_A_NAME

WEIGHTS: Final = Path(__file__).with_name("filter_en.json")
"""Written by ``python benchmarks/learn_filter.py``; holds the weights and the words, all learned."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A logistic model.

    Attributes
    ----------
    weights
        Log-odds added by each feature; a feature without a weight adds nothing.
    common
        Lower-case English words that also are names in the gazetteer.
    plain
        Words that English writes in lower case, function words among them.
    """

    weights: dict[str, float]
    common: frozenset[str]
    plain: frozenset[str]

    def total(self, features: Iterable[str]) -> float:
        """Sum up the log-odds of features."""
        weight = self.weights.get
        return sum([weight(feature, 0.0) for feature in features])


@dataclass(frozen=True, slots=True)
class Scorer:
    """A filter at work on one gazetteer; each group of features is summed up once."""

    name: Callable[[Name], float]
    before: Callable[[Before | None], float]
    after: Callable[[After | None], float]
    around: Callable[[Around], float]

    def probability(self, context: Context) -> float:
        """Give the probability, 0 to 1, that a span in this context names a place."""
        name, before, after, around = context
        total = self.name(name) + self.before(before) + self.after(after) + self.around(around)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


_REMEMBERED: Final = 1 << 16


@lru_cache(maxsize=4)
def scorer(gazetteer: Gazetteer) -> Scorer:
    """Give the learned filter for a gazetteer, one object per open index."""
    total = load().total
    remember = lru_cache(maxsize=_REMEMBERED)
    return Scorer(
        remember(lambda name: total(name_features(gazetteer, name))),
        remember(lambda before: total(before_features(before))),
        remember(lambda after: total(after_features(after))),
        remember(lambda around: total(around_features(around))),
    )


@cache
def load(path: Path = WEIGHTS) -> Filter:
    """Read a weight file, once per process; raises what `mapper.learned.read_weights` does."""
    data = read_weights(path, ("weights", "common", "plain"), "learn_filter.py")
    weights = {str(feature): float(weight) for feature, weight in data["weights"].items()}
    return Filter(weights, frozenset(data["common"]), NEVER_A_NAME | frozenset(data["plain"].split()))
