"""Scores an events table against decisions that somebody made on an earlier one by ``mapper review``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from mapper.evaluate.result import Evaluation, Figure, Mistake, Tally, clip, share

if TYPE_CHECKING:
    from mapper.review.decisions import Decision
    from mapper.schema import Row

_KINDS: Mapping[str, str] = {
    "new_type": "wrong type",
    "new_status": "wrong status",
    "new_date_start": "wrong date",
    "new_date_end": "wrong date",
    "new_place_id": "wrong place",
}
"""Kind of mistake by the column of a decision that tells what is right."""

_COLUMNS: Mapping[str, str] = {
    "new_type": "event_type",
    "new_status": "status",
    "new_date_start": "date_start",
    "new_date_end": "date_end",
    "new_place_id": "place_id",
}


def evaluate_decisions(decisions: str | os.PathLike[str], events: str | os.PathLike[str]) -> Evaluation:
    """Score a table of events against decisions.

    Parameters
    ----------
    decisions
        A table of decisions (``.csv`` or ``.xlsx``); those on names are left alone.
    events
        The table that a run tells by itself, written without ``--decisions``: in any format of
        `mapper.store.ENDINGS`.

    Returns
    -------
    Evaluation
        Figures: ``still_told``, the share of events accepted or changed that are told (by their ids, else by report,
        type and position of the trigger); ``right``, the share of these that are as decided; ``no_longer_told``, the
        share of rejected events that are not told; ``precision``, told events accepted or changed, by all told events
        that were decided on. Each type has a tally; mistakes are missed, spurious, or of the kind that was changed.

    Raises
    ------
    mapper.review.decisions.DecisionError
        If the decisions cannot be read, or rows are wrong.
    TableError
        If the events are no events table.
    """
    from mapper.review.decisions import Decisions
    from mapper.schema import from_frame
    from mapper.store import read_events

    decided = list(Decisions.load(decisions).events.values())
    found = list(_matched(decided, list(from_frame(read_events(events)))))
    mistakes = tuple(mistake for decision, row in found for mistake in _mistakes(decision, row))
    return Evaluation(
        os.fspath(decisions), "decided", len(decided), tuple(_figures(found)), tuple(_tallies(found)), mistakes
    )


def _matched(decided: Iterable[Decision], rows: Iterable[Row]) -> Iterator[tuple[Decision, Row | None]]:
    """Give each decision with the event it is about; None where none is told any more."""
    by_id = {row["event_id"]: row for row in rows}
    by_key = {(row["report_id"], row["event_type"], str(row["trigger_start"])): row for row in rows}
    for one in decided:
        report, kind, start = one.key
        new = one.changes.get("new_type", kind)
        yield one, by_id.get(one.event_id) or by_key.get((report, kind, start)) or by_key.get((report, new, start))


def _figures(found: list[tuple[Decision, Row | None]]) -> Iterator[Figure]:
    kept = [(decision, row) for decision, row in found if decision.verdict != "reject"]
    told = [(decision, row) for decision, row in kept if row is not None]
    right = sum(not any(_mistakes(decision, row)) for decision, row in told)
    rejected = [row for decision, row in found if decision.verdict == "reject"]
    gone = rejected.count(None)
    all_told = len(told) + len(rejected) - gone
    yield Figure("still_told", share(len(told), len(kept)), f"{len(told)} of {len(kept)} events accepted or changed")
    yield Figure("right", share(right, len(told)), f"{right} of these {len(told)} as decided")
    yield Figure("no_longer_told", share(gone, len(rejected)), f"{gone} of {len(rejected)} events rejected")
    yield Figure("precision", share(len(told), all_told), f"{len(told)} of {all_told} events told and decided on")


def _tallies(found: list[tuple[Decision, Row | None]]) -> Iterator[Tally]:
    """Count by the type that is right: that of the decision, else of the event."""
    counts: dict[str, Counter[str]] = {}
    for decision, row in found:
        kind = decision.changes.get("new_type") or decision.key[1] or (row["event_type"] if row else "")
        tally = counts.setdefault(kind or "unknown", Counter())
        tally["gold"] += decision.verdict != "reject"
        tally["found"] += decision.verdict != "reject" and row is not None
        tally["told"] += row is not None
        tally["wrong"] += decision.verdict == "reject" and row is not None
    for kind in sorted(counts):
        yield Tally(kind, *(counts[kind][name] for name in ("gold", "found", "told", "wrong")))


def _mistakes(decision: Decision, row: Row | None) -> Iterator[Mistake]:
    report, kind, _ = decision.key
    if decision.verdict == "reject":
        if row is not None:
            yield Mistake(
                "spurious", row["report_id"], row["event_type"], clip(row["sentence"]), "rejected, still told"
            )
    elif row is None:
        yield Mistake("missed", report, kind, decision.event_id, f"decided: {decision.verdict}, no longer told")
    else:
        for column, right in decision.changes.items():
            told = _plain(row[_COLUMNS[column]])
            if told != (_day(right) if "date" in column else right):
                detail = f"{_COLUMNS[column]} is {told}, decided: {right}"
                yield Mistake(_KINDS[column], row["report_id"], row["event_type"], clip(row["sentence"]), detail)


def _day(text: str) -> str:
    """Take from a day the time of day that spreadsheets add."""
    return text.split(" ")[0].split("T")[0]


def _plain(value: Any) -> str:
    """Write a cell as decisions have it; ``none`` for what is missing."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value) if value not in (None, "") else "none"
