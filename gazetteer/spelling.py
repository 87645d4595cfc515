"""Which names of a settlement in GeoNames are kept, and in which spelling it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gazetteer.cyrillic import russian, ukrainian
from gazetteer.names import fold
from gazetteer.records import ALTERNATE, Name
from gazetteer.sources import Settlement

# Latin, Greek, Cyrillic, Arabic and their punctuation.
_KEPT_SCRIPTS = re.compile(r"[\u0000-\u052f\u0600-\u06ff\u0750-\u077f\u1e00-\u1fff\u2000-\u206f]+")
_CODE = re.compile(r"[A-Z0-9]{1,4}")  # airport and state codes among the alternate names
_DUTCH_ARTICLE = re.compile(r"^['’][st][- ]")  # 's-Gravenhage
_MIXED = re.compile(r"[A-Za-z][^\W\d_]*[\u0400-\u04ff]|[\u0400-\u04ff][^\W\d_]*[A-Za-z]")
# Names that languages have for themselves, which stand among the alternate names by some import's mistake.
_LANGUAGES = frozenset(
    """Hayeren Deutsch English Español Français Italiano Nederlands Polski Português Română Suomi Svenska Türkçe Русский
    Українська Беларуская Български Српски Македонски العربية فارسی اردو""".split()
)
SHORTEST = 3
"""Letters that an alternate name must have."""
# Countries whose towns English texts also call by their Russian names: Vinnitsa, Zaporozhye, Slavyansk.
_RUSSIAN_SPELT = frozenset({"UA", "RU", "BY"})


def official_ukrainian(row: Settlement) -> str:
    """Name of a Ukrainian settlement in the official spelling, where one of its Ukrainian names gives it.

    GeoNames mixes spellings (Mykolayiv, Izyum) and does not tell Ukrainian names from Russian ones; the one that comes
    nearest to GeoNames' own, by no more than two letters, is Ukrainian.
    """
    from rapidfuzz.distance import OSA

    own = fold(row.name)
    spellings = [ukrainian(name) for name in _cyrillic(row)]
    ranked = sorted((OSA.distance(own, fold(spelling)), spelling) for spelling in spellings if spelling)
    return ranked[0][1] if ranked and ranked[0][0] <= 2 else row.name


def plain_spelling(row: Settlement) -> str:
    """Name of a settlement without the marks of scholarly romanisation, where GeoNames has it so: Rafah for Rafaḩ."""
    if row.name.isascii() or row.country == "VN" or not any("\u1e00" <= letter <= "\u1eff" for letter in row.name):
        return row.name
    key = fold(row.name)
    return next((name for name in row.alternates if name.isascii() and fold(name) == key), row.name)


def alternates(row: Settlement) -> Iterator[Name]:
    """Name a settlement otherwise: GeoNames' alternate names that are names, and Russian ones in Latin letters."""
    for name in row.alternates:
        if is_worth_keeping(name):
            yield Name(name, ALTERNATE)
    if row.country in _RUSSIAN_SPELT:
        for spelling in map(russian, _cyrillic(row)):
            if spelling and len(spelling) >= SHORTEST:
                yield Name(spelling, ALTERNATE)


def _cyrillic(row: Settlement) -> list[str]:
    return [name for name in row.alternates if "\u0400" <= name[:1] <= "\u04ff"]


def is_worth_keeping(name: str) -> bool:
    """Whether an alternate name of GeoNames is a name that a report may hold.

    Dropped: names in scripts that the index does not carry, or in two of them; codes (``IEV``); names of one or two
    letters, or three Latin ones, which are words of every language (``bus``, ``mid``); those that begin with a small
    Latin letter, which are romanisations by machine (``ma li wu bo er``); languages' names for themselves.
    """
    if len(name) > 4 and "A" <= name[0] <= "Z" and name.isascii():
        return name not in _LANGUAGES  # as nearly all are; what follows comes to the same
    first = _DUTCH_ARTICLE.sub("", name).lstrip("'’ʻʼ‘`-( ")[:1]
    latin = "A" <= first < "\u0250"
    if len(name) < SHORTEST + latin or (latin and first.islower()) or name in _LANGUAGES:
        return False
    return bool(_KEPT_SCRIPTS.fullmatch(name)) and not (_CODE.fullmatch(name) or _MIXED.search(name))
