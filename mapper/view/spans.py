"""Where sentence, trigger and mention stand in a report, in as few bytes as the page can do with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mapper.view.cells import NODATA
from mapper.view.pack import Text

if TYPE_CHECKING:
    import pyarrow as pa

    from mapper.view.pack import Column, Numbers

_BLOCK = 100_000
"""Rows that are compared with their sentences at a time, so that memory stays small."""


def columns(
    texts: Mapping[str, pa.LargeBinaryArray], offsets: Mapping[str, tuple[Numbers, Numbers]]
) -> dict[str, Column]:
    """Take from the offsets what the page knows already; `NODATA` stands for nowhere.

    ``_start`` of trigger and mention counts from the sentence's. Words that stand in the sentence at their place are
    not written twice: ``_cut`` is how many characters to take from there. ``_over`` is how far the end given lies
    beyond that.

    Parameters
    ----------
    texts
        ``sentence``, ``trigger`` and ``mention``.
    offsets
        First character and the one after the last of each, in the report, int64.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    sentence = Text.of(texts["sentence"])
    length, plain = np.diff(sentence.offsets), is_ascii(sentence)
    begin, end = offsets["sentence"]
    found: dict[str, Column] = {"sentence_start": _narrow(begin), "sentence_over": _less(end, begin, length)}
    for name in ("trigger", "mention"):
        start, end = offsets[name]
        at = np.where((start == NODATA) | (begin == NODATA), NODATA, start - begin)
        cut = cuts(sentence, Text.of(texts[name]), np.where(plain, at, NODATA))
        blank = pa.scalar(b"", pa.large_binary())
        found[name] = Text.of(pc.if_else(pa.array(cut > 0), blank, texts[name]))
        found[f"{name}_start"] = _narrow(np.where(begin == NODATA, start, at))
        found[f"{name}_cut"] = cut.astype("u2")
        found[f"{name}_over"] = _less(end, start, cut)
    return found


def cuts(sentences: Text, words: Text, at: Numbers) -> Numbers:
    """How long the words are that stand in their sentence `at` a character; 0 where they do not.

    The sentences that matter are ASCII, so that a character is a byte; `at` is negative for the others.
    """
    import numpy as np

    found = np.zeros(len(at), "i8")
    for start in range(0, len(at), _BLOCK):
        stop = min(start + _BLOCK, len(at))
        found[start:stop] = _cuts(sentences.part(start, stop), words.part(start, stop), at[start:stop])
    return found


def _cuts(sentences: Text, words: Text, at: Numbers) -> Numbers:
    import numpy as np

    text, word = (np.frombuffer(column.data, "u1") for column in (sentences, words))
    begin, size = sentences.offsets[:-1], np.diff(words.offsets)
    may = (size > 0) & (size < 2**16) & (at >= 0) & (at + size <= np.diff(sentences.offsets))
    rows = np.flatnonzero(may)
    sizes = size[rows]
    firsts = np.cumsum(sizes) - sizes
    within = np.arange(int(sizes.sum())) - np.repeat(firsts, sizes)
    same = (
        text[np.repeat(begin[rows] + at[rows], sizes) + within]
        == word[np.repeat(words.offsets[:-1][rows], sizes) + within]
    )
    fits = np.add.reduceat(same, firsts) == sizes if len(rows) else np.zeros(0, bool)
    return np.bincount(rows[fits], weights=sizes[fits], minlength=len(at)).astype("i8")


def is_ascii(column: Text) -> Numbers:
    """Whether each cell is ASCII."""
    import numpy as np

    found = np.ones(len(column.offsets) - 1, bool)
    data = np.frombuffer(column.data, "u1")
    for start in range(0, len(found), _BLOCK):
        offsets = column.offsets[start : start + _BLOCK + 1]
        high = np.flatnonzero(data[int(offsets[0]) : int(offsets[-1])] >= 0x80) + offsets[0]
        found[start + np.searchsorted(offsets, high, side="right") - 1] = False
    return found


def _less(end: Numbers, start: Numbers, length: Numbers) -> Numbers:
    """How far an end lies beyond a start and a length; `NODATA` where either is missing."""
    import numpy as np

    return _narrow(np.where((end == NODATA) | (start == NODATA), NODATA, end - start - length))


def _narrow(values: Numbers) -> Numbers:
    return values.clip(NODATA, 2**31 - 1).astype("i4")
