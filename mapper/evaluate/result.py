"""What an evaluation tells: figures, and the mistakes behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

KINDS: Final = (
    "missed",
    "spurious",
    "wrong type",
    "wrong place",
    "no place",
    "wrong date",
    "wrong status",
    "wrong number",
)
"""Kinds of mistakes, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of an evaluation.

    Attributes
    ----------
    name
        Its name, as in the JSON output.
    value
        The number; NaN where nothing was there to be counted.
    of
        What it was counted on, in words (``33 of 34 events``), or an empty string.
    """

    name: str
    value: float
    of: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong.

    Attributes
    ----------
    kind
        One of `KINDS`.
    report_id
        The gold record.
    label
        The event type or label it is about; empty for place names.
    text
        The words it is about, cut to a line.
    detail
        What gold has and what was told instead, in words.
    km
        For a wrong place, the distance to the nearest right one, kilometres; None elsewhere.
    """

    kind: str
    report_id: str
    label: str
    text: str
    detail: str
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How one event type or label fared: in gold, found, told in all, and told wrongly."""

    label: str
    gold: int
    found: int
    told: int
    wrong: int

    @property
    def recall(self) -> float:
        """Share of gold that was found, 0 to 1; NaN where gold has none."""
        return share(self.found, self.gold)

    @property
    def precision(self) -> float:
        """Share of what was told that is not wrong, 0 to 1; NaN where nothing was told."""
        return share(self.told - self.wrong, self.told)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One gold file scored.

    Attributes
    ----------
    gold
        The file.
    form
        ``coded``, ``labelled`` or ``marked``, see `mapper.evaluate.gold`.
    records
        How many records it holds.
    figures
        The figures, in order.
    tallies
        One entry an event type or label; empty for marked place names.
    mistakes
        Every mistake, in the order of the records.
    """

    gold: str
    form: str
    records: int
    figures: tuple[Figure, ...]
    tallies: tuple[Tally, ...]
    mistakes: tuple[Mistake, ...]

    def __getitem__(self, name: str) -> float:
        """Give the value of a figure. Raises KeyError, with the names there are, for an unknown one."""
        for figure in self.figures:
            if figure.name == name:
                return figure.value
        raise KeyError(f"no figure {name!r}; there are: {', '.join(figure.name for figure in self.figures)}")

    def by_kind(self) -> dict[str, int]:
        """Give how many mistakes of each kind there are, in the order of `KINDS`; kinds without one are left out."""
        counts = Counter(mistake.kind for mistake in self.mistakes)
        return {kind: counts[kind] for kind in KINDS if counts[kind]}

    def to_json(self) -> dict[str, Any]:
        """Give all of it as plain JSON values; a figure of nothing is null."""
        return {
            "gold": self.gold,
            "form": self.form,
            "records": self.records,
            "figures": {figure.name: _number(figure.value) for figure in self.figures},
            "labels": [
                {
                    "label": tally.label,
                    "gold": tally.gold,
                    "found": tally.found,
                    "told": tally.told,
                    "wrong": tally.wrong,
                    "recall": _number(tally.recall),
                    "precision": _number(tally.precision),
                }
                for tally in self.tallies
            ],
            "mistakes": [
                {
                    "kind": mistake.kind,
                    "id": mistake.report_id,
                    "label": mistake.label,
                    "text": mistake.text,
                    "detail": mistake.detail,
                    "km": None if mistake.km is None else round(mistake.km, 1),
                }
                for mistake in self.mistakes
            ],
        }


def share(part: float, whole: float) -> float:
    """Give ``part / whole``, or NaN where there is no whole."""
    return part / whole if whole else float("nan")


def clip(text: str, length: int = 120) -> str:
    """Give a text on one line, printable characters only, cut to `length` characters."""
    line = "".join(one if one.isprintable() else " " for one in text[: 4 * length])
    line = " ".join(line.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _number(value: float) -> float | None:
    if value != value:  # NaN
        return None
    return value if isinstance(value, int) else round(value, 6)
