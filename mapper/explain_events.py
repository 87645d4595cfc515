"""Sentence by sentence: which words showed an event, which were turned down and why, and what was not read at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mapper.explain import Explanation, Refused, inert
from mapper.model import Event


@dataclass(frozen=True, slots=True)
class SentenceTold:
    """One sentence and what became of its triggers.

    Attributes
    ----------
    start, end
        Its span in the report's text.
    passed_over
        Why it was not read for events (a heading, a caption ...); empty where it was.
    fired
        The events that came of it, by position.
    refused
        The words in it that look like an event and are none, by position, with the reasons.
    """

    start: int
    end: int
    passed_over: str
    fired: tuple[Event, ...]
    refused: tuple[Refused, ...]


def by_sentence(told: Explanation) -> tuple[SentenceTold, ...]:
    """Give every sentence of an explained report, in order; words turned down are known for our own tagger only."""
    from mapper.tag import passages

    passed = list(passages(told.report))
    starts = [one.sentence.start for one in passed]
    fired: list[list[Event]] = [[] for _ in passed]
    refused: list[list[Refused]] = [[] for _ in passed]
    if passed:
        for event in told.events:
            fired[max(0, bisect_right(starts, event.trigger_start) - 1)].append(event)
        for one in told.refused or ():
            refused[max(0, bisect_right(starts, one.start) - 1)].append(one)
    return tuple(
        SentenceTold(one.sentence.start, one.sentence.end, one.passed_over, tuple(events), tuple(others))
        for one, events, others in zip(passed, fired, refused, strict=True)
    )


def sentence_lines(told: Explanation) -> Iterator[str]:
    """Give the sentences as lines to print, inert: each with its triggers; those without one are only counted."""
    found = by_sentence(told)
    shown = [one for one in found if one.fired or one.refused]
    read = sum(not one.passed_over for one in found)
    yield (
        f"Sentences: {len(found)}, {read} read, {len(shown)} with a trigger; "
        f"{sum(len(one.fired) for one in found)} events, {sum(len(one.refused) for one in found)} triggers rejected"
    )
    for one in shown:
        note = f" (not read: {one.passed_over})" if one.passed_over else ""
        yield inert(f"  {one.start}-{one.end}{note} {told.report.text[one.start : one.end]}")
        yield from (inert(line) for line in _triggers(told, one))


def _triggers(told: Explanation, one: SentenceTold) -> Iterator[str]:
    text = told.report.text
    lines = [
        (event.trigger_start, f"fired: {text[event.trigger_start : event.trigger_end]!r} {_event(event)}")
        for event in one.fired
    ]
    lines += [
        (bad.start, f"rejected: {text[bad.start : bad.end]!r} no {bad.event_type}, {bad.reason}") for bad in one.refused
    ]
    yield from (f"      {line}" for _, line in sorted(lines))


def _event(event: Event) -> str:
    place = f" at {event.place.mention.text!r}" if event.place is not None else ""
    return f"{event.event_type}, {event.status}{place}, confidence {event.confidence:.2f}"
