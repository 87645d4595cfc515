"""What the words around a span tell of it: the features of the learned filter.

Each feature is a short string; a weight file maps features to numbers (see `mapper.recognize.filter`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gazetteer import Gazetteer
from mapper.languages import en
from mapper.recognize.runs import Run
from mapper.recognize.scan import Span
from mapper.recognize.tokens import Tokens

_POPULATION_STEPS: Final = (0, 1_000, 5_000, 20_000, 100_000, 500_000, 2_000_000)
_AFTER_COMMA: Final = frozenset({"a", "the", "in", "who", "where", "which"})
_LIST_WORDS: Final = frozenset({"and", "or"})


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
        if kind == "adm2":
            weight //= 2  # a district has its town's people and is seldom what a bare name means
        if weight > most:
            best, most = kind, weight
            name_class = flags
    return Facts(best, max(most, 0) % 10**9, name_class)


@dataclass(frozen=True, slots=True)
class Document:
    """What one text says as a whole: words, the run each stands in (-1: none), people, ships, lower-case words."""

    tokens: Tokens
    runs: list[Run]
    run_of: list[int]
    surnames: frozenset[str]
    vessels: frozenset[str]
    lower_words: frozenset[str]
    shouting: bool
    common: frozenset[str]


def features(gazetteer: Gazetteer, doc: Document, span: Span) -> list[str]:
    """List the features of a span."""
    return [
        *_name(gazetteer, doc, span),
        *_before(doc, span),
        *_after(gazetteer, doc, span),
        *_run(doc, span),
    ]


def _name(gazetteer: Gazetteer, doc: Document, span: Span) -> list[str]:
    tokens = doc.tokens
    about = facts(gazetteer, span.key)
    size = sum(about.population >= step for step in _POPULATION_STEPS)
    words = span.end - span.start
    single = tokens.lower[span.start] if words == 1 else ""
    out = [
        "bias",
        f"kind={about.kind}",
        f"kind_size={about.kind}:{size}"
        if about.kind == "settlement"
        else f"class_kind={about.name_class}:{about.kind}",
        f"class={about.name_class}:{min(size, 3)}",
        f"words={min(words, 3)}",
    ]
    if single:
        first = tokens.begins_sentence(span.start)
        if single in doc.common:
            out += ["common", f"common_first={first}", f"common_kind={about.kind}"]
        if single in doc.lower_words:
            out.append("lower_here")
        if single in en.FIRST_NAMES:
            out += ["given", f"given_kind={about.kind}"]
        if single in doc.surnames:
            out += ["surname", f"surname_kind={about.kind}"]
        if len(single) <= 3:
            out.append(f"short={len(single)}")
        if tokens.words[span.start].isupper() and len(single) > 1 and not doc.shouting:
            out.append(f"caps={about.kind}")
    return out


def _before(doc: Document, span: Span) -> list[str]:
    tokens, i = doc.tokens, span.start
    if tokens.begins_sentence(i):
        mark = tokens.gaps[i].strip()[-1:] if i else "^"
        return ["first", f"first={mark}"]
    gap, word = tokens.gaps[i].strip(), tokens.lower[i - 1]
    out: list[str] = []
    if gap == ",":
        out.append("comma_before")
        out.append(f"comma_before_cap={tokens.upper[i - 1]}")
    elif gap in ("", "."):
        if tokens.upper[i - 1]:
            out.append("cap_before")
            if word in en.TITLES:
                out.append("title_before")
            if word in en.FIRST_NAMES:
                out.append("given_before")
        else:
            out += [f"before={word}", *_noun_before(doc, i)]
            if word in en.TITLES:
                out.append("low_title_before")
    else:
        out.append(f"gap_before={gap[:2]}")
    if i > 1 and word in ("the", "of", "and", "in", "s") and gap == "":
        out.append(f"before2={tokens.lower[i - 2]} {word}")
    if tokens.words[i - 1].isdecimal():
        out.append("number_before")
    return out


def _noun_before(doc: Document, i: int) -> list[str]:
    tokens, word = doc.tokens, doc.tokens.lower[i - 1]
    noun = tokens.lower[i - 2] if word == "of" and i > 1 else word
    if noun in en.PLACE_NOUNS:
        return [f"noun_before={en.PLACE_NOUNS[noun]}:{word == 'of'}"]
    if word in _LIST_WORDS and i > 1 and tokens.upper[i - 2]:
        return ["list_before"]
    return [f"compass_before={word in en.COMPASS or word in en.PARTS}"] if word in en.PARTS else []


def _after(gazetteer: Gazetteer, doc: Document, span: Span) -> list[str]:
    tokens, j = doc.tokens, span.end
    gap = tokens.gaps[j]
    if j >= len(tokens):
        return ["last"]
    word, mark = tokens.lower[j], gap.strip()
    if gap.startswith(("'s", "’s")):
        return ["possessive", f"possessive_next={word in en.ORGANISATION_WORDS}"]
    if mark == ",":
        return ["comma_after", *_container_after(gazetteer, doc, span)]
    if mark == "":
        return _word_after(tokens, j, word, hyphen="-" in gap)
    if mark == "-":
        return [f"hyphen_after={tokens.upper[j]}"]
    return [f"gap_after={mark[:1]}"]


def _container_after(gazetteer: Gazetteer, doc: Document, span: Span) -> list[str]:
    """Whether ``City, State`` holds: the name behind the comma is a region or country of some bearer of this one."""
    tokens, j = doc.tokens, span.end
    if not tokens.upper[j]:
        return [f"comma_word={tokens.lower[j]}"] if tokens.lower[j] in _AFTER_COMMA else []
    for k in range(min(j + 3, len(tokens)), j, -1):
        if all(tokens.joins(m) for m in range(j + 1, k)) and holds(gazetteer, span.key, tokens.key(j, k)):
            return ["contained"]
    return [f"comma_cap_digit={tokens.words[j].isdecimal()}"]


@lru_cache(maxsize=65_536)
def holds(gazetteer: Gazetteer, inner: str, outer: str) -> bool:
    """Whether some place that bears `outer` is the region or country of some place that bears `inner`."""
    containers = {row for row, _ in gazetteer.rows(outer) if gazetteer.kind(row) in ("country", "adm1", "adm2")}
    if not containers:
        return False
    countries = {gazetteer.country_code(row) for row in containers if gazetteer.kind(row) == "country"}
    return any(
        gazetteer.adm1_row(row) in containers
        or gazetteer.adm2_row(row) in containers
        or (gazetteer.country_code(row) in countries and gazetteer.kind(row) != "country")
        for row, _ in gazetteer.rows(inner)
    )


def _word_after(tokens: Tokens, j: int, word: str, *, hyphen: bool) -> list[str]:
    if tokens.upper[j]:
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


def _run(doc: Document, span: Span) -> list[str]:
    """How the span fills the run of capitalised words it stands in."""
    index = doc.run_of[span.start]
    if index < 0:
        return ["no_run"]
    run = doc.runs[index]
    left, right = span.start - run.start, run.end - span.end
    if left <= 0 and right <= 0:
        return ["whole_run", f"whole_run={run.kind}"]
    side = ("L" if left > 0 else "") + ("R" if right > 0 else "")
    out = [f"part={side}", f"part={side}:{run.kind}"]
    lower = doc.tokens.lower
    if left > 0 and all(w in en.PARTS for w in lower[run.start : span.start]):
        out.append("part_compass")
    if right > 0 and lower[span.end] in en.PLACE_NOUNS:
        out.append("part_noun")
    return out
