"""The learned filter: a linear model over context features that decides whether a gazetteer name is a place here."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WEIGHTS: Final = Path(__file__).with_name("filter_en.json")
"""Written by ``python benchmarks/learn_filter.py``; holds the weights and the common words, both learned."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A logistic model.

    Attributes
    ----------
    weights
        Log-odds added by each feature; a feature without a weight adds nothing.
    common
        Lower-case English words that also are names in the gazetteer.
    """

    weights: dict[str, float]
    common: frozenset[str]

    def probability(self, features: Iterable[str]) -> float:
        """Give the probability, 0 to 1, that a span with these features names a place."""
        weight = self.weights.get
        total = sum([weight(feature, 0.0) for feature in features])
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load(path: Path = WEIGHTS) -> Filter:
    """Read a weight file, once per process.

    Raises
    ------
    OSError
        When the file cannot be read.
    ValueError
        When it is no weight file.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not {"weights", "common"} <= data.keys():
        raise ValueError(f"{path}: not a weight file; write it anew with benchmarks/learn_filter.py")
    return Filter({str(k): float(v) for k, v in data["weights"].items()}, frozenset(data["common"]))
