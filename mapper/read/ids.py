"""Which ids of reports are taken: 8 bytes an id and as many free ones, since there may be a hundred million of them."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Final

_FIRST: Final = 1 << 10
_FULL: Final = 0.6
"""Share of the table that is taken when it doubles."""


class Ids:
    """The ids that are taken.

    An id is kept as a digest of 64 bits: with a hundred million ids, one run in three thousand takes a free one for one
    that is taken, and renames it.
    """

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * _FIRST))
        self._count = 0
        self._numbers: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Give the id itself where it is free, else the id with the first number (from 2) that makes it free."""
        if self._add(wanted):
            return wanted
        number = self._numbers.get(wanted, 2)
        while not self._add(f"{wanted}#{number}"):
            number += 1
        self._numbers[wanted] = number + 1
        return f"{wanted}#{number}"

    def _add(self, name: str) -> bool:
        """Take an id; False where it is taken already."""
        digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        number = int.from_bytes(digest, "little") or 1  # 0 is an empty place
        at = self._place(number)
        if self._table[at]:
            return False
        self._table[at] = number
        self._count += 1
        if self._count > _FULL * len(self._table):
            self._grow()
        return True

    def _place(self, number: int) -> int:
        """Give where a number stands, or the empty place where it belongs."""
        table, last = self._table, len(self._table) - 1
        at = number & last
        while table[at] and table[at] != number:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        taken = self._table
        self._table = array("Q", bytes(16 * len(taken)))
        for number in filter(None, taken):
            self._table[self._place(number)] = number
