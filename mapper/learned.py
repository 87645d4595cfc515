"""Files of learned weights: JSON objects that a script in ``benchmarks`` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def read_weights(path: Path, keys: Iterable[str], script: str) -> dict[str, Any]:
    """Read a weight file.

    Parameters
    ----------
    path
        The file.
    keys
        What it must hold.
    script
        The name of the script that writes it.

    Raises
    ------
    OSError
        When the file cannot be read.
    ValueError
        When it is no weight file of this kind.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: not JSON ({error}); write it anew with benchmarks/{script}") from error
    if not isinstance(data, dict) or not data.keys() >= set(keys):
        raise ValueError(f"{path}: not a weight file; write it anew with benchmarks/{script}")
    return data
