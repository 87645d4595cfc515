"""Correlation of two counts, from how often each pair of values occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import sqrt

Pairs = Mapping[tuple[float, float], int]
"""How often each pair (x, y) occurs."""


def pearson(pairs: Pairs) -> float:
    """Give the linear correlation, -1 to 1; NaN where either side is constant."""
    number = sum(pairs.values())
    if not number:
        return float("nan")
    mean_x = sum(x * times for (x, _), times in pairs.items()) / number
    mean_y = sum(y * times for (_, y), times in pairs.items()) / number
    both = sum((x - mean_x) * (y - mean_y) * times for (x, y), times in pairs.items())
    square_x = sum((x - mean_x) ** 2 * times for (x, _), times in pairs.items())
    square_y = sum((y - mean_y) ** 2 * times for (_, y), times in pairs.items())
    spread = sqrt(square_x * square_y)
    return both / spread if spread else float("nan")


def spearman(pairs: Pairs) -> float:
    """Give the correlation of the ranks, ties sharing their mean rank; NaN where either side is constant."""
    ranks_x, ranks_y = _ranks(pairs, 0), _ranks(pairs, 1)
    ranked: Counter[tuple[float, float]] = Counter()
    for (x, y), times in pairs.items():
        ranked[ranks_x[x], ranks_y[y]] += times
    return pearson(ranked)


def _ranks(pairs: Pairs, side: int) -> dict[float, float]:
    """Give the mean rank of each value of one side."""
    counts: Counter[float] = Counter()
    for pair, times in pairs.items():
        counts[pair[side]] += times
    ranks: dict[float, float] = {}
    before = 0
    for value in sorted(counts):
        ranks[value] = before + (counts[value] - 1) / 2
        before += counts[value]
    return ranks
