"""A filter before the names of a part of a layer: most names that the part lacks are told by one read of memory.

A walk down a trie of ten million names reads memory at a dozen places, and a layer has several parts, most of which
lack the name. So each part has a Bloom filter of its folded names, blocked by words of 64 bits (Putze, Sanders and
Singler, "Cache-, hash- and space-efficient Bloom filters", 2009): the CRC-32 of a name's UTF-8 chooses a word by its
high bits and four bits in it by its low ones. A name of the part always finds its bits set; some 1 % of other names do.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLUMN: Final = "filter"
"""Name of the column that holds the words."""
LOW_BITS: Final = 0x3FF
"""Bits of the hash that choose the mask."""
_NAMES_PER_WORD: Final = 5
_BITS_PER_NAME: Final = 4
# Knuth's multipliers for 64-bit linear congruential sequences (MMIX).
_MULTIPLIER, _INCREMENT = 6_364_136_223_846_793_005, 1_442_695_040_888_963_407


@cache
def masks() -> tuple[int, ...]:
    """Masks of four bits among 64, one for each value of the low bits of a hash; the same on every machine."""
    made, state = [], 1
    for _ in range(LOW_BITS + 1):
        bits: set[int] = set()
        while len(bits) < _BITS_PER_NAME:
            state = (state * _MULTIPLIER + _INCREMENT) & 0xFFFF_FFFF_FFFF_FFFF
            bits.add(state >> 58)
        made.append(sum(1 << bit for bit in bits))
    return tuple(made)


def may_hold(words: memoryview, key: str) -> bool:
    """Whether the names of which a filter was made may contain a folded name; False is certain.

    Parameters
    ----------
    words
        The filter, 64-bit numbers.
    key
        The folded name.
    """
    hashed = crc32(key.encode())
    mask = masks()[hashed & LOW_BITS]
    return words[hashed * len(words) >> 32] & mask == mask


def which_may_be_held(words: memoryview, hashes: NDArray[np.uint64], asked: NDArray[np.uint64]) -> list[int]:
    """Numbers of the names that a filter may hold.

    Parameters
    ----------
    words
        The filter.
    hashes, asked
        As `hashes_and_masks` gives them.
    """
    import numpy as np

    blocks = np.frombuffer(words, np.uint64)[hashes * np.uint64(len(words)) >> np.uint64(32)]
    found: list[int] = np.flatnonzero(blocks & asked == asked).tolist()
    return found


def hashes_and_masks(encoded: Iterable[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """CRC-32 and mask of each of some folded names in UTF-8."""
    import numpy as np

    hashes = np.fromiter(map(crc32, encoded), np.uint64)
    return hashes, np.array(masks(), np.uint64)[hashes & np.uint64(LOW_BITS)]


def pack_filter(batches: Iterable[Iterable[bytes]], count: int) -> array[Any]:
    """Make the filter of some names.

    Parameters
    ----------
    batches
        The folded names in UTF-8, in batches that fit into memory; a name may recur.
    count
        How many different ones there are.

    Returns
    -------
    array
        64-bit words, one at least.
    """
    import numpy as np

    words = np.zeros(max(1, -(-count // _NAMES_PER_WORD)), np.uint64)
    for batch in batches:
        hashes, asked = hashes_and_masks(batch)
        np.bitwise_or.at(words, (hashes * np.uint64(len(words)) >> np.uint64(32)).astype(np.intp), asked)
    made = array("Q")
    made.frombytes(words.tobytes())
    return made
