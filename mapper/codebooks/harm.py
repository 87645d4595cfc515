"""Whose the numbers are: those of an event and of the casualties told beside it, claim by claim.

Claims are never summed. Totals since some day and numbers a week are no deaths of one incident and are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mapper.model import Count
from mapper.schema import Row

CAUSES: Final = frozenset(
    "shelling airstrike drone_attack ground_fighting explosion_mine attack_unspecified territory_change air_defence "
    "violence_civilians crackdown riot_confrontation protest abduction_detention siege_blockade looting "
    "earthquake flood_storm fire_accident disease_outbreak".split()
)
"""Types that can have caused the casualties and the damage told in the same sentence."""

EFFECTS: Final = frozenset({"casualties", "damage"})

_JUST_BEFORE: Final = 120
"""Characters between the sentence of a cause and that of its effect, at most: none, or one short sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of deaths: bounds (None is open), the likeliest, and the words that qualify it."""

    minimum: int | None
    best: int | None
    maximum: int | None
    qualifier: str = ""

    @property
    def least(self) -> int:
        """The lowest number that the words allow: 0 for ``up to ten``."""
        return self.minimum or 0

    @property
    def likeliest(self) -> int:
        """The number that the words give, or the bound they have."""
        return next((one for one in (self.best, self.minimum, self.maximum) if one is not None), 0)

    @property
    def most(self) -> int:
        """The highest number that the words give; for an open bound, the likeliest."""
        return self.maximum if self.maximum is not None else self.likeliest


@dataclass(frozen=True, slots=True)
class Harm:
    """The numbers of each event, and the rows that are told with another.

    Attributes
    ----------
    counts
        By event id, the numbers of the event and of the casualties told with it, each once.
    told_with
        Event ids of casualties and damage, with the id of the event that caused them; and of further places of one
        event, with the id of the first, at which its numbers stand.
    """

    counts: Mapping[str, tuple[Count, ...]]
    told_with: Mapping[str, str]


def harm_of(rows: Sequence[Row]) -> Harm:
    """Find whose numbers the numbers are.

    Casualties and damage belong to the nearest cause in their sentence, one at the same place if there is any; or else
    to one at the same place in a sentence just before, if no dead are told of it there. Where one trigger has several
    places, its numbers stand at the first: they are told of all of them together.
    """
    sentences: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        sentences[row["report_id"], row["sentence_start"], row["sentence_end"]].append(row)
    counts: dict[str, dict[Count, None]] = defaultdict(dict)
    told_with: dict[str, str] = {}
    for together in sentences.values():
        causes = [row for row in together if row["event_type"] in CAUSES]
        for row in together:
            cause = row
            if row["event_type"] in EFFECTS and causes:
                cause = min(causes, key=lambda one: _far(one, row))
                told_with[row["event_id"]] = cause["event_id"]
            first = _first(together, cause)
            if first is not row and cause is row:
                told_with[row["event_id"]] = first["event_id"]
            for count in row["counts"]:
                counts[first["event_id"]][Count(**count)] = None
    earlier = _Earlier(rows)
    for row in rows:
        if row["event_type"] in EFFECTS and row["event_id"] not in told_with:
            for cause in earlier.causes(row):
                if not claims_of(tuple(counts.get(cause["event_id"], ()))):
                    told_with[row["event_id"]] = cause["event_id"]
                    counts[cause["event_id"]] |= counts.pop(row["event_id"], {})
                    break
    return Harm({event: tuple(found) for event, found in counts.items()}, told_with)


class _Earlier:
    """The causes of each report, by where their sentences end."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._causes: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["event_type"] in CAUSES:
                self._causes[row["report_id"]].append(row)
        for found in self._causes.values():
            found.sort(key=_end)

    def causes(self, row: Row) -> Iterator[Row]:
        """Give the causes that sentences just before tell at the same place and in the same state, the last first."""
        found = self._causes.get(row["report_id"], [])
        first = bisect_left(found, row["sentence_start"] - _JUST_BEFORE, key=_end)
        last = bisect_right(found, row["sentence_start"], key=_end)
        for one in reversed(found[first:last]):
            if all(one[name] == row[name] for name in ("place_id", "country", "status")):
                yield one


def _end(row: Row) -> int:
    return int(row["sentence_end"])


def _far(cause: Row, row: Row) -> tuple[bool, bool, int]:
    """How little a cause fits: another place, another state, and the characters in between."""
    gap = abs(cause["trigger_start"] - row["trigger_start"])
    return cause["place_id"] != row["place_id"], cause["status"] != row["status"], gap


def _first(together: Sequence[Row], cause: Row) -> Row:
    """Give the first place of the trigger that `cause` has."""
    trigger = (cause["event_type"], cause["trigger_start"], cause["trigger_end"])
    return next(row for row in together if (row["event_type"], row["trigger_start"], row["trigger_end"]) == trigger)


def claims_of(counts: Sequence[Count], what: str = "killed") -> tuple[Claim, ...]:
    """Give the numbers of persons killed (or injured ...) in this one incident, claim by claim."""
    return tuple(
        Claim(count.minimum, count.best, count.maximum, count.qualifier)
        for count in counts
        if count.what == what and count.scope == "incident" and count.unit in ("persons", "")
    )
