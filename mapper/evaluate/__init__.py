"""Gold files to figures: how well the pipeline does on what somebody coded by hand.

``evaluate(path)`` runs the pipeline and scores it; ``docs/evaluate.md`` describes the gold files and the figures.
"""

from __future__ import annotations

from mapper.evaluate.decided import evaluate_decisions
from mapper.evaluate.gold import Gold, GoldError, read_gold
from mapper.evaluate.result import Evaluation, Figure, Mistake, Tally
from mapper.evaluate.run import evaluate
from mapper.evaluate.show import lines_of

__all__ = [
    "Evaluation",
    "Figure",
    "Gold",
    "GoldError",
    "Mistake",
    "Tally",
    "evaluate",
    "evaluate_decisions",
    "lines_of",
    "read_gold",
]
