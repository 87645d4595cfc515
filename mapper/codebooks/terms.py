"""The terms of codebooks: what an event type is called there, and why where a codebook has nothing of the kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from mapper.taxonomy import Taxonomy

Book = Literal["acled", "ucdp", "plover", "hxl"]
BOOKS: Final[tuple[Book, ...]] = ("acled", "ucdp", "plover", "hxl")
"""The codebooks that events can be written in."""

NO_TERM: Final = "the taxonomy names no term for the type"


@dataclass(frozen=True, slots=True)
class Term:
    """What a codebook calls an event: its event type, and the finer one (``sub``), empty where there is none."""

    event: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A type in a codebook: its terms, the usual one first; with none, `reason` says why."""

    terms: tuple[Term, ...]
    reason: str = ""

    def pick(self, *wanted: str) -> Term:
        """Give the first term whose event or finer event is one of `wanted`, in their order; else the usual one."""
        for name in wanted:
            for term in self.terms:
                if name in (term.event, term.sub):
                    return term
        return self.terms[0]


def read_terms(written: str) -> Equivalent:
    """Read the terms of an entry of the taxonomy (its head explains the notation).

    >>> read_terms("A: b; c; D:").terms
    (Term(event='A', sub='b'), Term(event='A', sub='c'), Term(event='D', sub=''))
    >>> read_terms("(words alone are no event)").reason
    'words alone are no event'
    """
    text = written.strip()
    if not text:
        return Equivalent((), NO_TERM)
    if text.startswith("(") and text.endswith(")"):
        return Equivalent((), text[1:-1])
    terms: list[Term] = []
    event = ""
    for part in (one.strip() for one in text.split(";")):
        head, colon, sub = (piece.strip() for piece in part.partition(":"))
        if colon:
            event = head
            terms.append(Term(head, sub))
        elif not event:
            terms.append(Term(head))
        else:
            terms.append(Term(event, part))
    return Equivalent(tuple(terms))


def equivalents(taxonomy: Taxonomy, book: Book) -> dict[str, Equivalent]:
    """Give what a codebook calls each type of a taxonomy, by the type's id."""
    return {entry.id: read_terms(entry.codebooks.get(book, "")) for entry in taxonomy.types}


def names(found: Iterable[Equivalent]) -> list[Term]:
    """Give every term of several types once, in their order."""
    return list(dict.fromkeys(term for one in found for term in one.terms))
