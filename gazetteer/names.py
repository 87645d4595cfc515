"""Folding of names: what two spellings of one name have in common.

``Mariupol'``, ``MARIUPOL`` and ``Mariupol`` fold alike, and so do ``São Paulo`` and ``sao  paulo``. The recognizer
relies on two properties, held by tests: folding is idempotent, and the fold of a text is the folds of its parts (cut
at white space or hyphens) joined by single spaces, empty ones left out.
"""

from __future__ import annotations

import unicodedata

ARTICLES = frozenset("al el ar as ash at ad an az".split())
"""Arabic articles as names bear them: al-Bab, ash-Shaddadi."""

# Apostrophes, primes, modifier letters that stand for soft signs or glottal stops, and invisible joiners: dropped.
_DROPPED = frozenset("'`´‘’‛′‵ʹʺʻʼʽʾʿˈˊˋ″‶՚׳״＇᾽᾿᾿ꞌꞋ\u00ad\u200b\u200c\u200d\u2060\ufeffـ\u200e\u200f")

# Letters that decompose into nothing but are written with plain ones where the keyboard has none.
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ə": "e", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɣ": "g", "ɨ": "i", "ʉ": "u",
    "ĸ": "k", "ƀ": "b", "ƶ": "z", "ǥ": "g",
    "ё": "е", "ѐ": "е", "ѝ": "и",
    "ک": "ك", "ی": "ي", "ى": "ي", "ہ": "ه", "ھ": "ه", "ة": "ه",
}  # fmt: skip

_CYRILLIC_MARKS = frozenset("\u0306\u0308")  # breve and diaeresis make letters of their own: й, ў, ї


def fold(text: str) -> str:
    """Reduce a name to the key under which the index holds it.

    Case is folded; diacritics are stripped from Latin and Greek letters, vowel marks from Arabic and Hebrew ones and
    stress marks from Cyrillic ones (й, ї and ў stay letters of their own, ё becomes е); apostrophes and soft-sign
    marks go; any other punctuation becomes a space; runs of spaces become one.

    Parameters
    ----------
    text
        Any text, also an empty one or one with lone surrogates.

    Returns
    -------
    str
        The key: letters, digits and single spaces; empty when nothing is left.

    Examples
    --------
    >>> fold("Côte d'Ivoire"), fold("Mariupol'"), fold("Nova-Kakhovka"), fold("U.S.")
    ('cote divoire', 'mariupol', 'nova kakhovka', 'u s')
    """
    if text.isascii():
        return text.lower() if text.isalpha() else " ".join(text.translate(_ASCII).split())
    folded = unicodedata.normalize("NFC", text).translate(_TABLE)
    return " ".join(unicodedata.normalize("NFC", folded).split())


def fold_bare(name: str) -> str:
    """Fold a name and take an Arabic article off its head.

    Examples
    --------
    >>> fold_bare("al-Qadam"), fold_bare("Qadam"), fold_bare("Al")
    ('qadam', 'qadam', 'al')
    """
    folded = fold(name)
    article, _, rest = folded.partition(" ")
    return rest if rest and article in ARTICLES else folded


class _FoldTable(dict[int, str]):
    """A translation table that fills itself, one code point at a time, as texts need it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character.casefold()).casefold())
    kept: list[str] = []
    for part in decomposed:
        category = unicodedata.category(part)
        if part in _DROPPED:
            continue
        if category[0] == "M":
            if _mark_stays(part, kept[-1] if kept else ""):
                kept.append(part)
        else:
            kept.append(part if category[0] in "LN" else " ")
    composed = unicodedata.normalize("NFC", "".join(kept))
    return "".join(_LETTERS.get(letter, letter) for letter in composed)


def _mark_stays(mark: str, base: str) -> bool:
    """Whether a combining mark is part of the letter (й, Indic vowel signs) and not an accent upon it."""
    if "\u0400" <= base <= "\u052f" and mark in _CYRILLIC_MARKS:
        return True
    accent = "\u0300" <= mark <= "\u036f" or "\u0591" <= mark <= "\u05c7" or "\u1ab0" <= mark <= "\u1aff"
    vowel_point = "\u0610" <= mark <= "\u061a" or "\u064b" <= mark <= "\u065f" or mark == "\u0670"
    return not (accent or vowel_point or "\u06d6" <= mark <= "\u06ed" or "\u1dc0" <= mark <= "\u1dff")


_ASCII = {
    code: chr(code).lower() if chr(code).isalnum() else None if chr(code) in _DROPPED else " " for code in range(128)
}
_TABLE = _FoldTable()
