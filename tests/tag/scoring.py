"""Compare the events that sentences tell with those found: rights and wrongs, precision and recall by type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from mapper.model import Event
from tests.tag.simple import tag

_REAL: Final = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Want:
    """An event that a sentence tells.

    Attributes
    ----------
    event_type
        One of the taxonomy's types.
    state
        A status, ``background``, or an empty string: it happened or goes on.
    optional
        Whether it may be missing.
    """

    event_type: str
    state: str
    optional: bool

    def is_right(self, event: Event) -> bool:
        """Whether an event of the type has the state told."""
        if self.state == "background":
            return event.background
        return event.status == self.state if self.state else event.status in _REAL and not event.background


def wants_of(notation: str) -> tuple[Want, ...]:
    """Read ``shelling ?damage casualties/alleged``."""
    wants = []
    for word in notation.split():
        event_type, _, state = word.lstrip("?").partition("/")
        wants.append(Want(event_type, state, word.startswith("?")))
    return tuple(wants)


@dataclass(slots=True)
class Tally:
    """Found, missed and superfluous types, and those found whose state is wrong, over many sentences."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    misjudged: Counter[str] = field(default_factory=Counter)

    def add(self, sentence: str, notation: str, *, states: bool) -> list[str]:
        """Count a sentence, and say what is wrong with what was found in it."""
        events, wants = tag(sentence), wants_of(notation)
        found = {event.event_type for event in events}
        faults = []
        for want in {want.event_type: want for want in wants if not want.optional}:
            if want not in found:
                self.missed[want] += 1
                faults.append(f"-{want}")
        for event_type in sorted(found):
            told = [want for want in wants if want.event_type == event_type]
            if not told:
                self.extra[event_type] += 1
                faults.append(f"+{event_type}")
                continue
            self.right[event_type] += 1
            of_type = [event for event in events if event.event_type == event_type]
            if states and not any(want.is_right(event) for want in told for event in of_type):
                self.misjudged[event_type] += 1
                faults.append(f"{event_type}/{of_type[0].status}{' background' * of_type[0].background}")
        return faults

    def table(self, event_types: Iterable[str]) -> str:
        """Write precision, recall and the share of right states by type, in per cent, and over all types."""
        rows = [f"{'type':24}{'told':>6}{'found':>6}{'P':>6}{'R':>6}{'state':>7}"]
        rows += [self._row(name, [name]) for name in event_types]
        return "\n".join([*rows, self._row("all", list(event_types))])

    def _row(self, label: str, names: list[str]) -> str:
        right, missed, extra, wrong = (
            sum(one[name] for name in names) for one in (self.right, self.missed, self.extra, self.misjudged)
        )
        shares = (_percent(right, right + extra), _percent(right, right + missed), _percent(right - wrong, right))
        return f"{label:24}{right + missed:6}{right + extra:6}{shares[0]:>6}{shares[1]:>6}{shares[2]:>7}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else "-"
