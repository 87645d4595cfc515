"""Which encoding a file without a byte order mark is in, where it is not UTF-8: a guess, told as one."""

from __future__ import annotations

import re

from mapper.read.language import sureness

AUTO = "auto"
"""Stands for: UTF-8, or what `guess` finds where a file is not."""

SAMPLE = 256 * 1024
"""Bytes that a guess is made from."""

_CANDIDATES = (
    *("cp1252", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp1250", "iso8859_2", "cp1254"),
    *("cp1253", "cp1255", "cp1256", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf_16_le", "utf_16_be"),
)
_NO_WORSE = 0.05
_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "iso8859_2"})
_DOUBLE = frozenset({"shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"})
_ENOUGH = 8
_ENOUGH_DOUBLE = 60
"""Bytes above ASCII that a guess needs: a handful of letters for an alphabet, some words for two-byte scripts."""


def guess(data: bytes) -> str | None:
    """Guess the encoding of text that is not UTF-8.

    Returns
    -------
    str or None
        A codec's name; None where the bytes are damaged UTF-8, look like no text, or are too few to tell by.
    """
    sample = data[:SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    if _is_damaged_utf8(sample) or not high - sample.count(b"\xff") - sample.count(b"\xfe"):
        return None
    from charset_normalizer import from_bytes

    readings = list(from_bytes(sample, cp_isolation=list(_CANDIDATES)))
    if not readings:
        return None
    least = min(one.chaos for one in readings)
    found = [(one.encoding, str(one)) for one in readings if one.chaos <= least + _NO_WORSE]
    # Which of the least odd readings is a language: the first in the order above where several are alike.
    found.sort(key=lambda one: _CANDIDATES.index(one[0]))
    name, _ = max(found, key=lambda one: round(sureness(_telling(one[1])), 3))
    if name in _LATIN:
        return name
    return name if high >= (_ENOUGH_DOUBLE if name in _DOUBLE else _ENOUGH) else None


def _telling(text: str) -> str:
    """Give the words whose letters the encoding decides on."""
    return " ".join(word for word in text.split() if not word.isascii())


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether the text holds sound sequences of UTF-8, no fewer than bytes that are none."""
    sound = len(_SEQUENCE.findall(sample))
    left = sum(byte > 0x7F for byte in _SEQUENCE.sub(b"", sample))
    return sound > 0 and sound >= left


_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
