"""What the words beside a place name say of it: its kind, and how the place is meant (near, from, 30 km east of)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

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
_DETERMINED: Final = frozenset("the a an its this that southern northern eastern western central besieged".split())
_ADJECTIVES: Final = re.compile(r"(?:ern|ed|ing|al|ous|ian|ish|ic|er|ese|i)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a place name is used: see the attributes of the same names in `mapper.model.Mention`."""

    relation: Relation = "of"
    place_kind: str = ""
    distance_km: float | None = None
    bearing_deg: float | None = None
    part: str = ""


PLAIN: Final = Phrase()
"""A name of which the words around say nothing."""


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
    if j < len(tokens) and tokens.lower[j] in en.PLACE_NOUNS and tokens.gaps[j] == " ":
        kind = en.PLACE_NOUNS[tokens.lower[j]]
        if kind in ("adm1", "adm2", "water"):
            return kind, j + 1
    return "", j


def noun_after_list(tokens: Tokens, j: int) -> str:
    """Give the kind that a plural noun behind a list says of each item (``Donetsk and Luhansk regions``)."""
    k = j
    for _ in range(_LONGEST_LIST):
        k = _next_item(tokens, k)
        if not k:
            return ""
        if k < len(tokens) and tokens.gaps[k] == " " and tokens.lower[k].endswith("s"):
            return en.PLACE_NOUNS.get(tokens.lower[k], "")
    return ""


def _next_item(tokens: Tokens, k: int) -> int:
    """Give the end of the list item behind word ``k - 1`` (``, Sumy``; ``and Luhansk``), or 0."""
    comma = k < len(tokens) and tokens.gaps[k].strip() == ","
    if k < len(tokens) and tokens.lower[k] in ("and", "or", "as") and (comma or tokens.gaps[k] == " "):
        k, comma = k + 1, True
    if not comma or k >= len(tokens) or not tokens.upper[k]:
        return 0
    k += 1
    while k < len(tokens) and tokens.upper[k] and tokens.joins(k):
        k += 1
    return k


def noun_before(tokens: Tokens, i: int) -> str:
    """Give the kind that a noun before a name says: ``the city of X``, ``the regions of X and Y``, ``river X``."""
    k = i
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


def _ends_in_near_phrase(text: str) -> bool:
    """Whether a text ends in a phrase of nearness (``not far from``), which begins with a whole word."""
    ending = text.rstrip().lower()
    return ending.endswith(_near_phrases()) and _near().search(text) is not None


@cache
def _near_phrases() -> tuple[str, ...]:
    return tuple(phrase.lower() for phrase in en.NEAR_PHRASES)


@cache
def _near() -> re.Pattern[str]:
    phrases = sorted(en.NEAR_PHRASES, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\s*$", re.IGNORECASE)


def _relation(tokens: Tokens, i: int) -> tuple[Relation, str]:
    """Find the preposition that governs a name, over adjectives, place nouns and the earlier items of a list."""
    k, part = i, ""
    for _ in range(12):
        if k == 0 or tokens.begins_sentence(k):
            break
        word, gap = tokens.lower[k - 1], tokens.gaps[k].strip()
        if gap not in ("", ",", "."):
            break
        if gap == "" and (relation := _preposition(tokens, k, word)):
            return relation, part
        if k == i and word in en.PARTS and gap == "":
            part = word
        if not _passes_over(tokens, k - 1):
            break
        k -= 1
    return "of", part


def _preposition(tokens: Tokens, k: int, word: str) -> Relation | None:
    """Give the relation that `word`, which stands before word `k`, or the phrase that it ends, says."""
    if word == "between":
        return "between"
    if word in _near_words():
        before = tokens.before(k, _LONGEST_PHRASE)
        if word == "of" and _INNER_PART.search(before):
            return "in"
        if _ends_in_near_phrase(before):
            return "near"
    return _PREPOSITIONS.get(word)


@cache
def _near_words() -> frozenset[str]:
    """Words that end a phrase of nearness."""
    return frozenset(re.split(r"[ -]", phrase)[-1] for phrase in en.NEAR_PHRASES)


_PREPOSITIONS: Final[dict[str, Relation]] = {
    **dict.fromkeys(en.TO_WORDS, "to"),
    **dict.fromkeys(en.IN_WORDS - en.TO_WORDS, "in"),
    **dict.fromkeys(en.VIA_WORDS, "via"),
    **dict.fromkeys(en.FROM_WORDS, "from"),
}


def _passes_over(tokens: Tokens, k: int) -> bool:
    """Whether word `k` can stand between a preposition and the name it governs."""
    word = tokens.lower[k]
    return (
        tokens.upper[k]
        or word in _DETERMINED
        or word in en.PLACE_NOUNS
        or word in en.PARTS
        or word in ("of", "and", "or", "as", "well", "both", "port", "capital", "major", "strategic", "key")
        or (word not in en.ACTOR_VERBS and _ADJECTIVES.search(word) is not None)
    )
