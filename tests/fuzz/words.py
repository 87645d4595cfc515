"""Bytes as text: as they are, or each as a word of a vocabulary, so that a fuzzer without grammar writes phrases."""

from __future__ import annotations

from collections.abc import Sequence

RAW = 0
"""First byte of what is text as it stands; any other, and each further byte is a word."""


def text_of(data: bytes, vocabulary: Sequence[str]) -> str:
    """Read bytes as UTF-8 with what is none replaced, or as words with a space between, marks without."""
    if not data or data[0] == RAW:
        return data[1:].decode("utf-8", "replace")
    words = (vocabulary[byte % len(vocabulary)] for byte in data[1:])
    return "".join(word if word in ".,;:-/%\n" else f" {word}" for word in words)


def raw(text: str) -> bytes:
    """Write a seed of plain text."""
    return bytes([RAW]) + text.encode()


def phrase(text: str, vocabulary: Sequence[str]) -> bytes:
    """Write a seed of words of the vocabulary."""
    return bytes([1, *(vocabulary.index(word) for word in text.split())])
