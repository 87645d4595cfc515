"""Events in the columns of a codebook: which are written, which are left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from mapper.codebooks.countries import Country, countries
from mapper.codebooks.harm import EFFECTS, Claim, Harm, claims_of, harm_of
from mapper.codebooks.terms import Book, Equivalent, equivalents
from mapper.model import Count
from mapper.schema import Row, from_frame
from mapper.taxonomy import Taxonomy

if TYPE_CHECKING:
    import geopandas

Cell = str | int | float
Cells = dict[str, Cell]
"""One coded event: the codebook's columns; an empty text where there is nothing to say."""

TOOK_PLACE: Final = frozenset({"happened", "ongoing"})
"""States of events that took place, by the report's own word."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An event to be coded, with what belongs to it.

    Attributes
    ----------
    row
        The event.
    equivalent
        Its terms in the codebook.
    counts
        Its numbers, with those of the casualties told with it.
    told_with
        The id of the event that it is told with (casualties and damage with their cause, a further place with the
        first), or an empty string.
    country
        Its country.
    all_states
        Whether events that did not take place are coded too.
    """

    row: Row
    equivalent: Equivalent
    counts: tuple[Count, ...]
    told_with: str
    country: Country
    all_states: bool

    @property
    def deaths(self) -> tuple[Claim, ...]:
        """The numbers of its dead, claim by claim."""
        return claims_of(self.counts)

    @property
    def took_place(self) -> bool:
        """Whether the report tells the event as done or under way."""
        return self.row["status"] in TOOK_PLACE

    def says(self, *stems: str) -> bool:
        """Whether the trigger has a word that begins with one of `stems`."""
        words = self.row["trigger"].lower().replace("-", " ").split()
        return any(word.startswith(stems) for word in words)


@dataclass(frozen=True, slots=True)
class Left:
    """An event that is left out, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook: its columns, how an event is coded, and a row of tags under the columns (of HXL alone)."""

    name: Book
    columns: tuple[str, ...]
    code: Callable[[Subject], Cells | Left]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """Coded events.

    Attributes
    ----------
    codebook
        Which codebook.
    rows
        The coded events, each with all columns, in the order of the events.
    left
        How many events were left out, by reason, the commonest first.
    """

    codebook: Codebook
    rows: tuple[Cells, ...]
    left: Mapping[str, int]


def code(
    events: geopandas.GeoDataFrame | Iterable[Row],
    book: Book,
    *,
    all_states: bool = False,
    taxonomy: Taxonomy | None = None,
) -> Coding:
    """Code events by a codebook.

    Parameters
    ----------
    events
        The events table, or its rows.
    book
        One of `mapper.codebooks.BOOKS`.
    all_states
        Whether planned, threatened, denied, demanded, failed, attempted, alleged and conditional events are written
        too, where the codebook is one of what took place (ACLED, UCDP). PLOVER and HXL have ways to say so, and always
        hold them.
    taxonomy
        Where the terms stand; None for the one that ships.

    Raises
    ------
    ValueError
        If there is no such codebook.
    """
    codebook = codebook_of(book)
    taxonomy = taxonomy or Taxonomy.load()
    rows = list(from_frame(events)) if hasattr(events, "geometry") else list(events)
    terms = equivalents(taxonomy, book)
    harm = harm_of(rows)
    coded: list[Cells] = []
    left: Counter[str] = Counter()
    for row in rows:
        found = _coded(codebook, _subject(row, terms, harm, all_states=all_states))
        if isinstance(found, Left):
            left[found.reason] += 1
        else:
            coded.append({name: found.get(name, "") for name in codebook.columns})
    return Coding(codebook, tuple(coded), dict(left.most_common()))


def codebook_of(book: str) -> Codebook:
    """Give a codebook by its name. Raises ValueError, with the names there are, for an unknown one."""
    from mapper.codebooks import acled, hxl, plover, ucdp

    books = {one.name: one for one in (acled.CODEBOOK, ucdp.CODEBOOK, plover.CODEBOOK, hxl.CODEBOOK)}
    if book not in books:
        raise ValueError(f"unknown codebook {book!r}; known are: {', '.join(books)}")
    return books[book]


def _subject(row: Row, terms: Mapping[str, Equivalent], harm: Harm, *, all_states: bool) -> Subject:
    return Subject(
        row=row,
        equivalent=terms.get(row["event_type"], Equivalent((), "the taxonomy does not know the type")),
        counts=harm.counts.get(row["event_id"], ()),
        told_with=harm.told_with.get(row["event_id"], ""),
        country=countries().get(row["country"], Country(row["country"], "", "", "", "", row["country"])),
        all_states=all_states,
    )


def _coded(codebook: Codebook, subject: Subject) -> Cells | Left:
    kind = subject.row["event_type"]
    if kind in EFFECTS and subject.told_with and (kind == "casualties" or codebook.name != "hxl"):
        return Left(f"{kind}: told with the event that caused them")
    if not subject.equivalent.terms:
        return Left(f"{subject.row['event_type']}: {subject.equivalent.reason}")
    if codebook.name in ("acled", "ucdp") and not subject.took_place and not subject.all_states:
        return Left(f"{subject.row['status']}: not told as having taken place")
    return codebook.code(subject)


def position(row: Row) -> tuple[float, float] | None:
    """Give (latitude, longitude) of an event in degrees; for a line its start; None where it has no point."""
    geometry = row["geometry"]
    if geometry is None:
        return None
    points: Any = geometry["coordinates"]
    longitude, latitude = points[0] if geometry["type"] == "LineString" else points
    return round(float(latitude), 6), round(float(longitude), 6)


def days_of(row: Row) -> int | None:
    """Give how many days an event may have happened on: 1 where the day is known; None where none is.

    An event that began on a day and has no end told counts from that day to the report's.
    """
    start = row["date_start"]
    if start is None:
        return None
    end = row["date_end"] or max(start, row["published"] or start)
    return int((end - start).days) + 1


def last_day(row: Row) -> date | None:
    """Give the last day of an event; of one without a told end, the report's day or its first."""
    start = row["date_start"]
    return None if start is None else row["date_end"] or max(start, row["published"] or start)


def note_of(row: Row) -> str:
    """Give the sentence with what a codebook has no column for: state, source, background, in brackets."""
    told = [] if row["status"] == "happened" else [row["status"]]
    told += [f"says: {row['attribution']}"] if row["attribution"] else []
    told += ["background"] if row["background"] else []
    text = " ".join(row["sentence"].split())
    return f"{text} [{'; '.join(told)}]" if told else text
