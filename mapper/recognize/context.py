"""What the words around a span tell of it: the features of the learned filter.

Each feature is a short string; a weight file maps features to numbers (see `mapper.recognize.filter`). They come in
four groups (the name, what stands before it, what behind it, and the run of capitalised words around it), each a
function of a few small values, which recur from text to text: so a group's sum of weights is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from gazetteer import Gazetteer
from mapper.languages import en
from mapper.recognize.runs import Run
from mapper.recognize.scan import Span
from mapper.recognize.tokens import Tokens

_POPULATION_STEPS: Final = (0, 1_000, 5_000, 20_000, 100_000, 500_000, 2_000_000)
_AFTER_COMMA: Final = frozenset({"a", "the", "in", "who", "where", "which"})
_MOST_COMPASS_WORDS: Final = 4
_LIST_WORDS: Final = frozenset({"and", "or"})
_LOOKED_BEHIND: Final = frozenset({"the", "of", "and", "in", "s"})
_KINDS_THAT_HOLD: Final = frozenset({"country", "adm1", "adm2"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gazetteer alone says of a key: its likeliest kind, the most inhabitants, the class of that name."""

    kind: str
    population: int
    name_class: int


@lru_cache(maxsize=65_536)
def facts(gazetteer: Gazetteer, key: str) -> Facts:
    """Sum up the places that bear a key."""
    best, most, name_class = "settlement", -1, 0
    for row, flags in gazetteer.rows(key):
        kind = gazetteer.kind(row)
        weight = gazetteer.population(row) + (10**9 if kind == "country" else 0)
        if kind in ("adm1", "adm2"):
            weight //= 2  # a region has its town's people and is seldom what a bare name means
        if weight > most:
            best, most = kind, weight
            name_class = flags
    return Facts(best, max(most, 0) % 10**9, name_class)


@dataclass(frozen=True, slots=True)
class Document:
    """What one text says as a whole: words, the run each stands in, if any, people, ships, units, small words."""

    tokens: Tokens
    run_at: list[Run | None]
    surnames: frozenset[str]
    vessels: frozenset[str]
    units: frozenset[str]
    lower_words: frozenset[str]
    shouting: bool
    common: frozenset[str]


class Name(NamedTuple):
    """The name itself: its key, the number of its words, and, for a single word, what that word is here."""

    key: str
    words: int
    single: str = ""
    is_common: bool = False
    begins_sentence: bool = False
    also_lower: bool = False
    is_surname: bool = False
    is_capitals: bool = False


class Before(NamedTuple):
    """What stands before the name: the mark that ends a sentence there, or the words and what is between."""

    mark: str = ""
    gap: str = ""
    word: str = ""
    is_capital: bool = False
    second: str = ""
    second_is_capital: bool = False


class After(NamedTuple):
    """What stands behind the name; `comma` tells what a word behind a comma is."""

    gap: str = ""
    word: str = ""
    is_capital: bool = False
    comma: str = ""


class Around(NamedTuple):
    """How the name fills the run of capitalised words it stands in; `kind` is empty where there is none."""

    kind: str = ""
    left: bool = False
    right: bool = False
    compass_only: bool = False
    noun_behind: bool = False


Fields = tuple[Any, ...]
"""The fields of a group in a plain tuple, which is made for every span; the group itself only where it is a new one."""

Context = tuple[Fields, Fields | None, Fields | None, Fields]
"""Fields of the four groups; no `Before` at the start of a text, no `After` at its end."""


def features(gazetteer: Gazetteer, doc: Document, span: Span) -> list[str]:
    """List the features of a span."""
    name, before, after, around = context(gazetteer, doc, span)
    return [
        *name_features(gazetteer, name),
        *before_features(before),
        *after_features(after),
        *around_features(around),
    ]


def context(gazetteer: Gazetteer, doc: Document, span: Span) -> Context:
    """Read what the four groups of features depend on."""
    return _name(doc, span), _before(doc.tokens, span.start), _after(gazetteer, doc.tokens, span), _around(doc, span)


def _name(doc: Document, span: Span) -> Fields:
    tokens, i = doc.tokens, span.start
    if span.end - i > 1:
        return span.key, min(span.end - i, 3)
    single = tokens.lower[i]
    is_common = single in doc.common
    return (
        span.key,
        1,
        single,
        is_common,
        is_common and tokens.opens[i],
        single in doc.lower_words,
        single in doc.surnames,
        len(single) > 1 and not doc.shouting and tokens.words[i].isupper(),
    )


def _before(tokens: Tokens, i: int) -> Fields | None:
    if i == 0:
        return None
    gap = tokens.gaps[i]
    if tokens.opens[i]:
        return (gap.strip()[-1:] or "\n",)
    word, gap = tokens.lower[i - 1], "" if gap == " " else gap.strip()
    if i > 1 and gap == "" and (word in _LOOKED_BEHIND or word in _LIST_WORDS):
        return "", gap, word, tokens.upper[i - 1], tokens.lower[i - 2], tokens.upper[i - 2]
    return "", gap[:2], word, tokens.upper[i - 1]


def _after(gazetteer: Gazetteer, tokens: Tokens, span: Span) -> Fields | None:
    j = span.end
    if j >= len(tokens.words):
        return None
    gap, word = tokens.gaps[j], tokens.lower[j]
    if gap == " ":
        return "", word, tokens.upper[j]
    mark = gap.strip()
    if mark == ",":
        return mark, "", False, _behind_comma(gazetteer, tokens, span)
    return mark[:2], word if mark == "" else "", tokens.upper[j]


def _behind_comma(gazetteer: Gazetteer, tokens: Tokens, span: Span) -> str:
    """Tell what a comma leads to; ``in``: the region or country of some bearer of the name (``City, State``)."""
    j = span.end
    if not tokens.upper[j]:
        return tokens.lower[j] if tokens.lower[j] in _AFTER_COMMA else ""
    for k in range(min(j + 3, len(tokens.words)), j, -1):
        if all(tokens.joins(m) for m in range(j + 1, k)) and holds(gazetteer, span.key, tokens.key(j, k)):
            return "CONTAINER"
    return "CAPITAL"


@lru_cache(maxsize=65_536)
def holds(gazetteer: Gazetteer, inner: str, outer: str) -> bool:
    """Whether some place that bears `outer` is the region or country of some place that bears `inner`."""
    containers = {row for row, _ in gazetteer.rows(outer) if gazetteer.kind(row) in _KINDS_THAT_HOLD}
    if not containers:
        return False
    countries = {gazetteer.country_code(row) for row in containers if gazetteer.kind(row) == "country"}
    return any(
        gazetteer.adm1_row(row) in containers
        or gazetteer.adm2_row(row) in containers
        or (gazetteer.country_code(row) in countries and gazetteer.kind(row) != "country")
        for row, _ in gazetteer.rows(inner)
    )


def _around(doc: Document, span: Span) -> Fields:
    run = doc.run_at[span.start if doc.tokens.upper[span.start] else span.end - 1]  # an article is in no run
    if run is None:
        return ()
    left, right = span.start > run.start, run.end > span.end
    if not left and not right:
        return (run.kind,)
    lower = doc.tokens.lower
    near = left and span.start - run.start <= _MOST_COMPASS_WORDS  # a run may be as long as the text
    compass = near and all(word in en.PARTS for word in lower[run.start : span.start])
    return run.kind, left, right, compass, right and lower[span.end] in en.PLACE_NOUNS


def name_features(gazetteer: Gazetteer, fields: Fields) -> list[str]:
    """List the features of the name itself, by the fields of a `Name`."""
    name = Name(*fields)
    about = facts(gazetteer, name.key)
    size = sum(about.population >= step for step in _POPULATION_STEPS)
    out = [
        "bias",
        f"kind={about.kind}",
        f"kind_size={about.kind}:{size}"
        if about.kind == "settlement"
        else f"class_kind={about.name_class}:{about.kind}",
        f"class={about.name_class}:{min(size, 3)}",
        f"words={name.words}",
    ]
    if name.single:
        out += _word_features(name, about.kind)
    return out


def _word_features(name: Name, kind: str) -> list[str]:
    out: list[str] = []
    if name.is_common:
        out += ["common", f"common_first={name.begins_sentence}", f"common_kind={kind}"]
    if name.also_lower:
        out.append("lower_here")
    if name.single in en.FIRST_NAMES:
        out += ["given", f"given_kind={kind}"]
    if name.is_surname:
        out += ["surname", f"surname_kind={kind}"]
    if len(name.single) <= 3:
        out.append(f"short={len(name.single)}")
    if name.is_capitals:
        out.append(f"caps={kind}")
    return out


def before_features(fields: Fields | None) -> list[str]:
    """List the features of what stands before the name, by the fields of a `Before`."""
    if fields is None:
        return ["first", "first=^"]
    before = Before(*fields)
    if before.mark:
        return ["first", f"first={before.mark.strip()}"]
    gap, word = before.gap, before.word
    if gap == ",":
        out = ["comma_before", f"comma_before_cap={before.is_capital}"]
    elif gap not in ("", "."):
        out = [f"gap_before={gap}"]
    elif before.is_capital:
        out = ["cap_before"]
        if word in en.TITLES:
            out.append("title_before")
        if word in en.FIRST_NAMES:
            out.append("given_before")
    else:
        out = [f"before={word}", *_noun_before(before)]
        if word in en.TITLES:
            out.append("low_title_before")
    if before.second and word in _LOOKED_BEHIND:
        out.append(f"before2={before.second} {word}")
    if word.isdecimal():
        out.append("number_before")
    return out


def _noun_before(before: Before) -> list[str]:
    word = before.word
    noun = before.second if word == "of" and before.second else word
    if noun in en.PLACE_NOUNS:
        return [f"noun_before={en.PLACE_NOUNS[noun]}:{word == 'of'}"]
    if word in _LIST_WORDS and before.second_is_capital:
        return ["list_before"]
    return [f"compass_before={word in en.COMPASS or word in en.PARTS}"] if word in en.PARTS else []


def after_features(fields: Fields | None) -> list[str]:
    """List the features of what stands behind the name, by the fields of an `After`."""
    if fields is None:
        return ["last"]
    after = After(*fields)
    if after.gap == ",":
        return ["comma_after", *_COMMA_FEATURES.get(after.comma, [f"comma_word={after.comma}"])]
    if after.gap == "":
        return _word_after(after.word, is_capital=after.is_capital)
    if after.gap == "-":
        return [f"hyphen_after={after.is_capital}"]
    return [f"gap_after={after.gap[:1]}"]


_COMMA_FEATURES: Final[dict[str, list[str]]] = {
    "": [],
    "CONTAINER": ["contained"],
    "CAPITAL": ["comma_cap_digit=False"],
}


def _word_after(word: str, *, is_capital: bool) -> list[str]:
    if is_capital:
        out = ["cap_after"]
        if word in en.ORGANISATION_WORDS:
            out.append("organisation_after")
        if word in en.PLACE_NOUNS:
            out.append(f"noun_after={en.PLACE_NOUNS[word]}")
        if word in en.TITLES:
            out.append("title_after")
        return out
    if word in en.PLACE_NOUNS:
        return [f"low_noun_after={en.PLACE_NOUNS[word]}"]
    if word in en.TITLES:
        return ["low_title_after"]
    if word in en.ACTOR_VERBS:
        return ["actor_verb_after"]
    return ["low_after", f"after={word}"]


def around_features(fields: Fields) -> list[str]:
    """List the features of how the span fills its run of capitalised words, by the fields of an `Around`."""
    around = Around(*fields)
    if not around.kind:
        return ["no_run"]
    if not around.left and not around.right:
        return ["whole_run", f"whole_run={around.kind}"]
    side = ("L" if around.left else "") + ("R" if around.right else "")
    out = [f"part={side}", f"part={side}:{around.kind}"]
    if around.compass_only:
        out.append("part_compass")
    if around.noun_behind:
        out.append("part_noun")
    return out
