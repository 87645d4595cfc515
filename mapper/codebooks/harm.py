"""Whose the numbers are: those of an event and of the casualties told beside it, claim by claim.

Claims are never summed. Totals since some day and numbers a week are no deaths of one incident and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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

    Casualties and damage belong to the nearest cause in their sentence, one at the same place if there is any. Where
    one trigger has several places, its numbers stand at the first: they are told of all of them together.
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
    return Harm({event: tuple(found) for event, found in counts.items()}, told_with)


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
