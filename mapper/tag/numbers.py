"""Numbers in words and figures."""

from __future__ import annotations

from typing import Final

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += ["seventeen", "eighteen", "nineteen"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBER_WORDS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES) if value},
    **_TENS,
    **{f"{tens}-{_ONES[one]}": value + one for tens, value in _TENS.items() for one in range(1, 10)},
}
"""Words for 1 to 99."""

SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
"""Words that multiply the number before them."""

_LOOSE = {"couple of": 2, "few": 3, "several": 3, "a": 1, "an": 1}


def small_number(word: str) -> int:
    """Read ``12``, ``twelve`` or ``several`` (3); 1 for anything else."""
    folded = " ".join(word.lower().split())
    if folded.isascii() and folded.isdigit():
        return int(folded)
    return NUMBER_WORDS.get(folded) or _LOOSE.get(folded, 1)
