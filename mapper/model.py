"""The values that pass between the stages. All are frozen; offsets are Python characters, end exclusive.

Axis order: geographic positions are (longitude, latitude), in degrees, WGS 84, as in GeoJSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gazetteer.place import Place

MentionKind = Literal["place", "demonym", "person", "organisation", "metonym"]
"""What a recognized name stands for. Only a ``place`` may locate an event; the others help to resolve and explain."""

Relation = Literal["in", "near", "from", "to", "via", "between", "of"]
"""How the words tie a mention to what happens (its preposition). ``of``: no spatial preposition stands before it."""

Precision = Literal["site", "settlement", "near", "adm2", "adm1", "area", "country", "none"]
"""What the words license, from finest to none."""

Status = Literal[
    "happened",
    "ongoing",
    "planned",
    "attempted",
    "threatened",
    "denied",
    "demanded",
    "failed",
    "alleged",
    "conditional",
]
"""State of an event, by the words that tell it."""

DatePrecision = Literal["day", "range", "month", "year", "open", "unknown"]
"""``open``: began or begins on `date_start`, no end given. ``unknown``: no expression; the report's own date."""

CountScope = Literal["incident", "cumulative", "rate"]
"""A number for this event, a running total, or a number per unit of time."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read. Stages ignore what stands before `body_start` (header lines of a text file).

    Offsets everywhere count from the first character of `text`, header lines included, so that they hold in the
    file as its owner has it.

    Examples
    --------
    >>> from datetime import date
    >>> Report("note-1", "Shelling hit Izium on Friday.", published=date(2022, 3, 12), source="Field office").lang
    'en'
    """

    id: str
    text: str
    published: date | None = None
    source: str = ""
    url: str = ""
    title: str = ""
    lang: str = "en"
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a report that names something.

    Attributes
    ----------
    start, end, text
        The span, and ``report.text[start:end]``.
    kind
        One of `MentionKind`.
    name
        The form to look up: ``Kyiv`` for ``Kyiv region``.
    place_kind
        What the words around say it is (``adm1`` for ``the Kyiv region``), or an empty string.
    relation
        One of `Relation`.
    distance_km, bearing_deg
        For ``30 km east of Kharkiv``: 30 and 90 (clockwise from north). None where the words give none.
    part
        A compass part of the place (``northern``), or an empty string.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    name: str
    place_kind: str = ""
    relation: Relation = "of"
    distance_km: float | None = None
    bearing_deg: float | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention could mean, its score (0 to 1) and why it scored so."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention with the place it means, or None where that stays open.

    Attributes
    ----------
    mention
        The mention resolved.
    place
        The chosen place; None where there is no candidate, or none clear enough, or the mention is no place.
    longitude, latitude
        Degrees; the place's own point, moved where the words move it (``30 km east of``). None with no place.
    precision
        One of `Precision`.
    radius_m
        Radius of uncertainty around the point, metres; 0 with no place.
    score
        0 to 1: how sure the choice is.
    reason
        The name of the pass that decided, with what it saw, in words.
    candidates
        The best candidates, best first, at most ten.
    """

    mention: Mention
    place: Place | None
    longitude: float | None = None
    latitude: float | None = None
    precision: Precision = "none"
    radius_m: int = 0
    score: float = 0.0
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a report gives for an event. Bounds are inclusive; None is an open bound.

    ``what``: killed, injured, missing, captured, surrendered, abducted, detained, released, evacuated, displaced,
    crowd, affected, damaged, launched, intercepted, ... ``unit``: persons, families, vehicles, buildings, tonnes, ...
    """

    what: str
    minimum: int | None
    best: int | None
    maximum: int | None
    qualifier: str = ""
    unit: str = "persons"
    scope: CountScope = "incident"


@dataclass(frozen=True, slots=True)
class Event:
    """One event at one place (or at none), as one report tells it.

    `place` is the resolution of the mention that locates it; None where no mention does, and then `country` may
    still be known (the document's focus) with precision ``country``.

    `actor_side`, `target_side` and `attribution_side` are ISO codes of the countries that the words for the actor, the
    target and the source name; `attribution_side` is the source's kind (`attribution_role`) where they name none.
    `counts` of a list of places (``nine killed in Arda and Belmar``) stand at the first alone, since they are of all
    together. `claim` tells that one party alone says so. `via` are places that a movement passes through.
    """

    event_type: str
    status: Status
    trigger_start: int
    trigger_end: int
    sentence_start: int
    sentence_end: int
    place: Resolution | None
    country: str
    precision: Precision
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision
    date_text: str = ""
    destination: Resolution | None = None
    actor: str = ""
    target: str = ""
    attribution: str = ""
    counts: tuple[Count, ...] = ()
    background: bool = False
    confidence: float = 0.5
    place_reason: str = ""
    actor_side: str = ""
    target_side: str = ""
    weapon: str = ""
    protected_target: str = ""
    attribution_role: str = ""
    attribution_side: str = ""
    attribution_verb: str = ""
    claim: bool = False
    via: tuple[Resolution, ...] = ()
