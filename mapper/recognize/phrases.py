"""What the words beside a place name say of it: its kind, and how the place is meant (near, from, 30 km east of)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from mapper.languages import en
from mapper.model import Relation
from mapper.recognize.tokens import Tokens

_DISTANCE: Final = re.compile(
    r"(\d+(?:[.,]\d+)?|a few|several|some)\s*(?:-\s*)?(km|kms|kilomet(?:er|re)s?|miles?|mi)\b"
    r"(?:\s*\([^)]*\))?\s+(?:to\s+the\s+)?(?:(north|south|east|west|north-?\s?east|north-?\s?west|south-?\s?east|south-?\s?west)"
    r"\s+of|from|off|outside)(?:\s+the(?:\s+\w+)?\s+(?:city|town|village|capital)(?:\s+of)?)?\s*$",
    re.IGNORECASE,
)
_ENDS_DISTANCE: Final = frozenset("of from off outside city town village capital".split())
_MILE_KM: Final = 1.609344  # international mile
# "In the north of Quito" is inside it; "north of Quito" is not.
_INNER_PART: Final = re.compile(
    r"\b(?:in|across|throughout) the (?:far )?[\w-]*(?:north|south|east|west|centre|center) of\s*$", re.IGNORECASE
)
_LOOK_BACK: Final = 90
_LONGEST_PHRASE: Final = 40
_LONGEST_LIST: Final = 12
_NEAR_PHRASES: Final = tuple(phrase.lower() for phrase in en.NEAR_PHRASES)
_NEAR_WORDS: Final = frozenset(phrase.replace("-", " ").split()[-1] for phrase in en.NEAR_PHRASES)  # that end one
_REGIONS: Final = frozenset({"oblasts", "regions", "provinces", "governorates"})
_DETERMINED: Final = frozenset(
    "the a an its this that nearby southern northern eastern western central besieged".split()
)
_JOINERS: Final = frozenset({"and", "or", "as"})
_PASSED_OVER: Final = _DETERMINED | frozenset(en.PLACE_NOUNS) | en.PARTS | frozenset(
    "of and or as well both port capital major strategic key".split()
)  # fmt: skip
_ADJECTIVES: Final = ("ern", "ed", "ing", "al", "ous", "ian", "ish", "ic", "er", "ese", "i")

BEFORE_NAMES: Final = frozenset(en.PLACE_NOUNS) | {"of", "and", "or"}
"""Words that may lead from a noun of place to the name behind it."""


class Phrase(NamedTuple):
    """How a place name is used: see the attributes of the same names in `mapper.model.Mention`."""

    relation: Relation = "of"
    place_kind: str = ""
    distance_km: float | None = None
    bearing_deg: float | None = None
    part: str = ""


def read_phrase(tokens: Tokens, i: int, j: int) -> Phrase:
    """Read the words around the name ``[i, j)``."""
    kind = noun_after(tokens, j)[0] or noun_before(tokens, i) or noun_after_list(tokens, j)
    ends = i > 0 and tokens.lower[i - 1] in _ENDS_DISTANCE
    if ends and (distance := _DISTANCE.search(tokens.before(i, _LOOK_BACK))):
        return Phrase("near", kind, _kilometres(distance), _bearing(distance.group(3)), "")
    relation, part = _relation(tokens, i)
    return Phrase(relation, kind, None, None, part)


def noun_after(tokens: Tokens, j: int) -> tuple[str, int]:
    """Give the kind and the end of a place noun right behind a name (``Kyiv region``, ``Fairfax County``)."""
    if tokens.gaps[j] == " " and j < len(tokens.words):
        kind = en.PLACE_NOUNS.get(tokens.lower[j], "")
        if kind in ("adm1", "adm2", "water"):
            return kind, j + 1
    return "", j


def noun_after_list(tokens: Tokens, j: int) -> str:
    """Give the kind that a plural noun behind a list says of each item (``Donetsk and Luhansk regions``)."""
    k = j
    if tokens.gaps[k] == " " and k < len(tokens.words) and tokens.lower[k] not in _JOINERS:
        return ""
    for _ in range(_LONGEST_LIST):
        k = _next_item(tokens, k)
        if not k:
            return ""
        if k < len(tokens.words) and tokens.gaps[k] == " " and tokens.lower[k].endswith("s"):
            return en.PLACE_NOUNS.get(tokens.lower[k], "")
        if tokens.lower[k - 1] in _REGIONS and tokens.upper[k - 2]:
            return "adm1"  # "Donetsk and Luhansk Oblasts"
    return ""


def _next_item(tokens: Tokens, k: int) -> int:
    """Give the end of the list item behind word ``k - 1`` (``, Sumy``; ``and Luhansk``), or 0."""
    comma = k < len(tokens.words) and tokens.gaps[k].strip() == ","
    if k < len(tokens.words) and tokens.lower[k] in _JOINERS and (comma or tokens.gaps[k] == " "):
        k, comma = k + 1, True
    if not comma or k >= len(tokens.words) or not tokens.upper[k]:
        return 0
    k += 1
    while k < len(tokens.words) and tokens.upper[k] and tokens.joins(k):
        k += 1
    return k


def noun_before(tokens: Tokens, i: int) -> str:
    """Give the kind that a noun before a name says: ``the city of X``, ``the regions of X and Y``, ``river X``."""
    k = i
    if tokens.gaps[k] == " " and k > 0 and tokens.lower[k - 1] not in BEFORE_NAMES:
        return ""
    if k >= 3 and not tokens.upper[k - 1] and tokens.lower[k - 1] in ("and", "or") and tokens.upper[k - 2]:
        k = _list_head(tokens, k - 2)
    for _ in range(_LONGEST_LIST):
        if k < 1 or tokens.gaps[k].strip() != "," or not tokens.upper[k - 1]:
            break
        k = _list_head(tokens, k - 1)
    if k >= 2 and tokens.lower[k - 1] == "of" and tokens.gaps[k].strip() == "":
        noun = tokens.lower[k - 2]
        return en.PLACE_NOUNS.get(noun, "") if k == i or noun.endswith("s") else ""
    if k >= 1 and tokens.gaps[k] == " " and tokens.lower[k - 1] in en.PLACE_NOUNS:
        noun = tokens.lower[k - 1]
        kind = en.PLACE_NOUNS[noun]
        if k != i:
            return kind if kind == "settlement" and noun.endswith("s") else ""  # "in the cities Kyiv, Kharkiv"
        return kind if kind != "adm1" or not tokens.upper[k - 1] else ""
    return ""


def _list_head(tokens: Tokens, last: int) -> int:
    """Walk back from the last word of a name to its first."""
    for _ in range(_LONGEST_LIST):
        if last == 0 or not tokens.upper[last - 1] or not tokens.joins(last):
            break
        last -= 1
    return last


def _kilometres(distance: re.Match[str]) -> float:
    try:
        number = float(distance.group(1).replace(",", "."))
    except ValueError:
        number = 5.0  # "a few", "several": no figure is given, so a short way
    return number * (_MILE_KM if distance.group(2).lower().startswith("mi") else 1.0)


def _bearing(word: str | None) -> float | None:
    return en.COMPASS[re.sub(r"[\s-]", "", word.lower())] if word else None


@cache
def _near() -> re.Pattern[str]:
    phrases = sorted(en.NEAR_PHRASES, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\s*$", re.IGNORECASE)


def _relation(tokens: Tokens, i: int) -> tuple[Relation, str]:
    """Find the preposition that governs a name, over adjectives, place nouns and the earlier items of a list."""
    k, part = i, ""
    for _ in range(12):
        if k == 0 or tokens.opens[k]:
            break
        word, gap = tokens.lower[k - 1], tokens.gaps[k]
        if gap == " " or not (gap := gap.strip()):
            if relation := _preposition(tokens, k, word):
                return relation, part
            if k == i and word in en.PARTS:
                part = word
        elif gap not in (",", "."):
            break
        if not _passes_over(tokens, k - 1):
            break
        k -= 1
    return "of", part


def _preposition(tokens: Tokens, k: int, word: str) -> Relation | None:
    """Give the relation that `word`, which stands before word `k`, or the phrase that it ends, says."""
    if word == "between":
        return "between"
    if word in _NEAR_WORDS:
        before = tokens.before(k, _LONGEST_PHRASE)
        ending = before.rstrip().lower()
        if word == "of" and " the " in ending and _INNER_PART.search(before):
            return "in"
        if ending.endswith(_NEAR_PHRASES) and _near().search(before):  # the phrase begins with a whole word
            return "near"
    return _PREPOSITIONS.get(word)


_PREPOSITIONS: Final[dict[str, Relation]] = {
    **dict.fromkeys(en.TO_WORDS, "to"),
    **dict.fromkeys(en.IN_WORDS - en.TO_WORDS, "in"),
    **dict.fromkeys(en.VIA_WORDS, "via"),
    **dict.fromkeys(en.FROM_WORDS, "from"),
}


def _passes_over(tokens: Tokens, k: int) -> bool:
    """Whether word `k` can stand between a preposition and the name it governs."""
    word = tokens.lower[k]
    return tokens.upper[k] or word in _PASSED_OVER or (word.endswith(_ADJECTIVES) and word not in en.ACTOR_VERBS)
