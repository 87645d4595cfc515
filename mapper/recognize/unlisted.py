"""Names that no gazetteer holds, where the words around say that they are places (``the village of Xyzhne``)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gazetteer.names import ARTICLES, fold_bare
from mapper.languages import en
from mapper.model import Mention
from mapper.recognize.context import Document
from mapper.recognize.filter import load
from mapper.recognize.mentions import mention_of
from mapper.recognize.phrases import BEFORE_NAMES, noun_after, noun_before, read_phrase
from mapper.recognize.tokens import Tokens

_LEAST_MISSPELT: Final = 6
_PLACING: Final = frozenset({"in", "near", "from", "to", "at", "outside", "around", "and"})
_TELLING: Final = _PLACING | BEFORE_NAMES
_LOCATING: Final = frozenset({"in", "near", "from", "to"})
_NEVER_MISSPELT: Final = en.FIRST_NAMES | en.ORGANISATION_WORDS
_QUARTERS: Final = frozenset("village town hamlet suburb neighbourhood neighborhood".split())
_OF_PEOPLE: Final = re.compile(r"(?:ite|ish|ian|an|ese|ic|ern|ist|im|i|sh)$")  # "a Kurdish village" has no name


class Unlisted(NamedTuple):
    """A mention, the index of the word behind it, and whether a noun says that it is a place."""

    mention: Mention
    end: int
    is_said: bool


def unlisted_at(doc: Document, i: int, told: frozenset[str]) -> Unlisted | None:
    """Take the name that begins at word `i` for a place that no gazetteer holds, where the words say so.

    Parameters
    ----------
    doc
        The document.
    i
        Index of a capitalised word.
    told
        Folded names, without article, that words elsewhere in the document call places.
    """
    tokens, run = doc.tokens, doc.run_at[i]
    if run is None or run.start != i:
        return None
    end = run.end
    if not (told or _may_be_said(tokens, i, end)):
        return None
    first = _with_article(tokens, i)
    is_bound = first < i or (tokens.lower[i] in ARTICLES and end > i + 1 and tokens.gaps[i + 1] == "-")
    if _is_plain(doc, i) and not (is_bound and first == i) and tokens.lower[i] not in en.NAME_HEADS:
        return None
    if not en.PEOPLES.isdisjoint(tokens.lower[i:end]):
        return None  # "a Sunni Muslim town" has no name
    kind, stop = noun_after(tokens, end)
    if kind == "water" and tokens.lower[end] == "channel":
        return None  # a broadcaster's
    if not kind:
        kind, stop = _quarter(tokens, i, end)
    is_village = end == i + 2 and tokens.lower[i] in en.NAME_HEADS  # Nova Kamianka
    said = kind or noun_before(tokens, first) or ("settlement" if is_village else "")
    if said == "site":
        return None
    name = tokens.text[tokens.starts[first] : tokens.ends[end - 1]]
    is_told = bool(said or (told and fold_bare(name) in told))
    if not (is_told or _may_be_misspelt(doc, i, end)):
        return None
    phrase = read_phrase(tokens, first, end)
    if not is_told and phrase.relation not in _LOCATING:
        return None
    start_at, end_at = tokens.starts[first], tokens.ends[stop - 1]
    return Unlisted(mention_of(tokens.text, start_at, end_at, "place", name, phrase, said), stop, bool(said))


def _may_be_said(tokens: Tokens, i: int, end: int) -> bool:
    """Whether any word beside the name could say that it is a place; seldom one does."""
    if i > 0 and (tokens.gaps[i] != " " or tokens.lower[i - 1] in _TELLING):
        return True
    return tokens.lower[i] in en.NAME_HEADS or (end < len(tokens.words) and tokens.lower[end] in en.PLACE_NOUNS)


def _is_plain(doc: Document, i: int) -> bool:
    """Whether a capitalised word is a common one, or one that opens a sentence (``Several Kharkiv districts``)."""
    tokens, word = doc.tokens, doc.tokens.lower[i]
    return word in doc.common or (tokens.opens[i] and word in load().plain)


def _with_article(tokens: Tokens, i: int) -> int:
    """Index of the article bound to word `i`, or `i`."""
    bound = i > 0 and tokens.gaps[i] == "-" and tokens.lower[i - 1] in ARTICLES and not tokens.upper[i - 1]
    return i - 1 if bound else i


def _quarter(tokens: Tokens, i: int, end: int) -> tuple[str, int]:
    """Read the noun behind a name that makes it a village's or a quarter's (``the al-Qadam neighbourhood``)."""
    if end >= len(tokens.words) or tokens.gaps[end] != " " or tokens.lower[end] not in _QUARTERS or tokens.upper[end]:
        return "", end
    word, is_bound = tokens.lower[i], i > 0 and tokens.lower[i - 1] in ARTICLES
    of_people = end == i + 1 and not is_bound and _OF_PEOPLE.search(word)
    return ("", end) if of_people else (en.PLACE_NOUNS[tokens.lower[end]], end + 1)


def _may_be_misspelt(doc: Document, i: int, end: int) -> bool:
    """Whether one long word stands where a place would (``in Mariopol``): perhaps a misspelt one."""
    tokens = doc.tokens
    word = tokens.lower[i]
    return (
        end == i + 1
        and len(word) >= _LEAST_MISSPELT
        and i > 0
        and tokens.lower[i - 1] in _PLACING
        and not tokens.opens[i]
        and not tokens.words[i].isupper()
        and word not in doc.lower_words
        and word not in _NEVER_MISSPELT
        and word not in doc.common
    )
