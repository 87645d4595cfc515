"""How much each cue counts: weights learned by ``python benchmarks/learn_resolver.py``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WEIGHTS: Final = Path(__file__).with_name("resolver.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the cues by name, and the score of the answer "none of these"."""

    cues: dict[str, float]
    none: float


@cache
def load(path: Path = WEIGHTS) -> Weights:
    """Read a weight file, once per process.

    Raises
    ------
    OSError
        When the file cannot be read.
    ValueError
        When it is no weight file.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not {"cues", "none"} <= data.keys():
        raise ValueError(f"{path}: not a weight file; write it anew with benchmarks/learn_resolver.py")
    return Weights({str(k): float(v) for k, v in data["cues"].items()}, float(data["none"]))
