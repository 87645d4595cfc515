"""Ukrainian and Russian names in Latin letters, as English texts spell them.

Ukrainian: the official table (Cabinet of Ministers, resolution 55 of 27 January 2010). Russian: BGN/PCGN 1947 without
its apostrophes, as newspapers print it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_Speller = Callable[[str, int], str]  # a word in small letters and a position in it, to Latin letters


def _table(letters: str, latin: str, silent: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(), strict=True)) | dict.fromkeys(silent, "")


_UKRAINIAN = _table(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
    "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia",
    "ьʼ’'",
)
_UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = _table(
    "абвгдеёжзийклмнопрстуфхцчшщыэюя",
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya",
    "ъь",
)
_VOWEL_OR_SIGN = frozenset("аеёийоуыэюяъь")
_WORD = re.compile(r"[^\W\d_]+(?:[ʼ’'][^\W\d_]+)*")


def ukrainian(name: str) -> str | None:
    """Write a Ukrainian name in Latin letters as passports and road signs do.

    Returns
    -------
    str or None
        None when the name has a Cyrillic letter that Ukrainian has not (``ы``, ``э``, ``ё``, ``ъ``).

    Examples
    --------
    >>> ukrainian("Запоріжжя"), ukrainian("Їжакевичі"), ukrainian("Кам’янець-Подільський")
    ('Zaporizhzhia', 'Yizhakevychi', 'Kamianets-Podilskyi')
    """
    return _transliterate(name, _UKRAINIAN, _ukrainian_letter)


def russian(name: str) -> str | None:
    """Write a Russian name in Latin letters as English-language newspapers do.

    Returns
    -------
    str or None
        None when the name has a Cyrillic letter that Russian has not.

    Examples
    --------
    >>> russian("Запорожье"), russian("Енакиево"), russian("Грозный")
    ('Zaporozhye', 'Yenakiyevo', 'Grozny')
    """
    return _transliterate(name, _RUSSIAN, _russian_letter)


def _transliterate(name: str, table: Mapping[str, str], spell: _Speller) -> str | None:
    if any(letter not in table and "\u0400" <= letter <= "\u04ff" for letter in name.lower()):
        return None
    return _WORD.sub(lambda match: _word(match.group(), spell), name)


def _word(word: str, spell: _Speller) -> str:
    small = word.lower()
    if len(small) != len(word):
        return word
    letters = (spell(small, position) for position in range(len(small)))
    return "".join(
        latin.capitalize() if letter.isupper() else latin for latin, letter in zip(letters, word, strict=True)
    )


def _ukrainian_letter(word: str, position: int) -> str:
    letter = word[position]
    if position == 0 and letter in _UKRAINIAN_FIRST:
        return _UKRAINIAN_FIRST[letter]
    if letter == "г" and position and word[position - 1] == "з":
        return "gh"  # зг is zgh, so that it is not read as ж
    return _UKRAINIAN.get(letter, letter)


def _russian_letter(word: str, position: int) -> str:
    letter = word[position]
    if letter in "её" and (position == 0 or word[position - 1] in _VOWEL_OR_SIGN):
        return "ye"
    if word[position:] in ("ий", "ый"):
        return ""  # Grozny, Dolgoprudny: one letter for the ending
    return _RUSSIAN.get(letter, letter)
