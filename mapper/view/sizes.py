"""How large an event's symbol is, where the reader of a map is to see numbers: by the greatest that is told of it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from mapper.view.cells import is_blank

if TYPE_CHECKING:
    from mapper.view.cells import Cells
    from mapper.view.pack import Numbers

STEPS: Final = (10, 100, 1_000, 10_000)
"""Numbers from which on a symbol is a step larger; the page's own factors are in ``assets/events.js``."""


def sizes(cells: Cells) -> Numbers:
    """Give the step of each event, 0 to 4, as bytes: 0 where no number is told, or a small one.

    Of several numbers the greatest counts, of whatever it is (people, families, vehicles); rates (``50 a day``) do not.
    """
    import numpy as np

    return np.array([bisect_right(STEPS, _greatest(cell)) for cell in cells.raw("counts")], "u1")


def _greatest(cell: Any) -> float:
    if not hasattr(cell, "__len__"):
        return 0
    told = [
        count.get(name)
        for count in cell
        if count.get("scope") != "rate"
        for name in ("best", "minimum", "maximum")
        if not is_blank(count.get(name))
    ]
    return max(map(float, told), default=0)
