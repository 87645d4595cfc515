"""Why a report's names and events are what the pipeline says they are: as lines of text, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mapper.model import Count, Event, Report, Resolution
from mapper.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that look like an event and are none: their span, the type that they look like, and why not."""

    start: int
    end: int
    event_type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One report with all that was decided of it.

    Attributes
    ----------
    report
        The report.
    names
        Its mentions resolved, sorted by start; each has its candidates, scores and reasons.
    events
        The events found.
    refused
        What looked like an event and is none; None where a tagger of the user's own does not say.
    """

    report: Report
    names: tuple[Resolution, ...]
    events: tuple[Event, ...]
    refused: tuple[Refused, ...] | None


def explanation(pipeline: Pipeline, report: Report) -> Explanation:
    """Run the stages on one report and gather what each decided."""
    from mapper.tag import EventTagger

    resolutions = pipeline.locate([report])
    events = pipeline.tagger([report], resolutions)[0]
    if not isinstance(pipeline.tagger, EventTagger):
        return Explanation(report, resolutions[0], events, None)
    decisions = pipeline.tagger.explain(report, resolutions[0])
    refused = tuple(Refused(one.start, one.end, one.event_type, one.reason) for one in decisions if not one.accepted)
    return Explanation(report, resolutions[0], events, refused)


def explain(pipeline: Pipeline, report: Report) -> Iterator[str]:
    """Tell why each mention and event is what it is, and why words that look like an event are none.

    Parameters
    ----------
    pipeline
        The stages to ask.
    report
        The report.

    Yields
    ------
    str
        Lines without line breaks or control characters, whatever the report holds.
    """
    from mapper.explain_events import sentence_lines

    told = explanation(pipeline, report)
    lines = [f"{report.id} ({report.published or 'no date'})", "", f"Names: {len(told.names)}"]
    lines += [line for resolution in told.names for line in _name(resolution)]
    lines += ["", *counted(deciding(told.names))]
    lines += ["", f"Events: {len(told.events)}"]
    lines += [line for event in told.events for line in _event(report, event)]
    lines += ["", *sentence_lines(told)]
    yield from map(inert, lines)


def deciding(resolutions: Iterable[Resolution]) -> Counter[str]:
    """Count how often each pass decided: the first words of the reasons, up to the first ``;`` or ``,``."""
    return Counter(one.reason.replace(",", ";").partition(";")[0] for one in resolutions if one.reason)


def counted(passes: Counter[str]) -> Iterator[str]:
    """Tell how often each pass decided, the commonest first, as lines of text."""
    yield f"Decided by: {passes.total()}"
    yield from (f"  {number:6}  {name}" for name, number in sorted(passes.items(), key=lambda one: (-one[1], one[0])))


def inert(line: str) -> str:
    """Take the control characters out of a line: a report must not steer the terminal it is shown on."""
    return "".join(character if character.isprintable() else " " for character in line)


def _name(resolution: Resolution) -> Iterator[str]:
    mention = resolution.mention
    yield f"  {mention.start}-{mention.end} {mention.text!r}: {mention.kind}, {mention.relation}"
    if resolution.place is not None:
        yield f"      is {where(resolution)}"
    elif mention.kind == "place":
        yield "      stays open"
    if resolution.reason:
        yield f"      because {resolution.reason}"
    for candidate in resolution.candidates:
        one = candidate.place
        why = ", ".join(candidate.reasons)
        lies = ", ".join(filter(None, (one.kind, one.admin1, one.country)))
        yield f"      {candidate.score:.2f} {one.name} ({lies}; id {one.id}){': ' + why if why else ''}"


def where(resolution: Resolution) -> str:
    """Tell the place that a mention means, with region, position, precision, radius and score; or nothing."""
    place = resolution.place
    if place is None:
        return ""
    region = ", ".join(filter(None, (place.kind, place.admin1, place.country)))
    if resolution.longitude is None:
        return f"{place.name} ({region}), {resolution.precision}, score {resolution.score:.2f}"
    at = f" at {resolution.latitude:.3f}, {resolution.longitude:.3f} (latitude, longitude)"
    near = f", {resolution.precision}, radius {resolution.radius_m / 1000:.1f} km"
    return f"{place.name} ({region}){at}{near}, score {resolution.score:.2f}"


def _event(report: Report, event: Event) -> Iterator[str]:
    trigger = report.text[event.trigger_start : event.trigger_end]
    yield f"  {event.trigger_start}-{event.trigger_end} {trigger!r}: {event.event_type}, {event.status}"
    yield f"      in: {report.text[event.sentence_start : event.sentence_end]}"
    yield from (f"      {line}" for line in told_of(event))


def told_of(event: Event) -> Sequence[str]:
    """Tell where, when, by whom and how sure an event is, a line each."""
    lines = [f"where: {_place_of(event)}"]
    if event.place_reason:
        lines.append(f"because {event.place_reason}")
    if event.destination is not None:
        lines.append(f"to: {event.destination.mention.text!r} ({event.destination.precision})")
    words = f", from {event.date_text!r}" if event.date_text else ""
    lines.append(f"when: {event.date_start or '?'} to {event.date_end or '?'} ({event.date_precision}{words})")
    named = (("by", event.actor), ("to", event.target), ("says", event.attribution))
    told = [f"{label} {value!r}" for label, value in named if value]
    told += [_number(count) for count in event.counts] + ["background"] * event.background
    lines.append(f"confidence {event.confidence:.2f}" + "".join(f"; {one}" for one in told))
    return lines


def _place_of(event: Event) -> str:
    if event.place is None or event.place.place is None:
        return f"{event.country or 'no place'} ({event.precision})"
    return f"{event.place.mention.text!r} is {event.place.place.name} ({event.precision}, {event.country})"


def _number(count: Count) -> str:
    bounds: Iterable[str] = (str(bound) if bound is not None else "?" for bound in (count.minimum, count.maximum))
    best = f", best {count.best}" if count.best is not None else ""
    return f"{count.what} {' to '.join(bounds)}{best} {count.unit} ({count.scope})"
