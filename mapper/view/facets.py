"""What the page can filter by that has words of its own: by whose word, weapons, protected targets, confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.view.cells import Cells, codes, strings

if TYPE_CHECKING:
    from mapper.view.pack import Numbers

NAMED = {"side": "attribution_side", "weapon": "weapon", "protected": "protected_target"}
"""The page's facets whose values are a column's own words, and the column."""

SURE = (40, 60, 80)
"""Where the classes of confidence begin, in per cent; the first begins at 0."""


def named(cells: Cells, column: str) -> tuple[Numbers, list[str]]:
    """Give each row of a column the number of its words, and the words, of which the first is blank."""
    numbers, words = codes(cells.text(column))
    return _regroup(numbers, strings(words))


def sureness(confidence: Numbers) -> Numbers:
    """Class of confidence by `SURE`, from 0; NaN counts as the lowest."""
    import numpy as np

    return np.searchsorted(np.array(SURE) / 100 - 1e-9, np.nan_to_num(confidence), side="right").astype("u1")


def _regroup(numbers: Numbers, names: list[str]) -> tuple[Numbers, list[str]]:
    """Point rows at names of which the first is the blank one."""
    import numpy as np

    distinct = list(dict.fromkeys(["", *names]))
    place = {name: at for at, name in enumerate(distinct)}
    table = np.array([place[name] for name in names] or [0], "u4")
    return table[numbers] if len(numbers) else numbers.astype("u4"), distinct
