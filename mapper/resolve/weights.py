"""How much each cue counts: weights learned by ``python -m benchmarks.learn_resolver``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapper.learned import read_weights
from mapper.resolve.cues import CUES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS: Final = Path(__file__).with_name("resolver.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the cues by name, and the score of the answer "none of these"."""

    cues: dict[str, float]
    none: float

    def vector(self) -> NDArray[np.float32]:
        """Weights in the order of `mapper.resolve.cues.CUES`."""
        return _vector(tuple(self.cues.items()))


@cache
def _vector(cues: tuple[tuple[str, float], ...]) -> NDArray[np.float32]:
    import numpy as np

    known = dict(cues)
    return np.array([known.get(name, 0.0) for name in CUES], np.float32)


@cache
def load(path: Path = WEIGHTS) -> Weights:
    """Read a weight file, once per process; raises what `mapper.learned.read_weights` does."""
    data = read_weights(path, ("cues", "none"), "learn_resolver.py")
    return Weights({str(k): float(v) for k, v in data["cues"].items()}, float(data["none"]))
