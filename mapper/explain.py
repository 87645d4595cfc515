"""Why a report's names and events are what the pipeline says they are, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapper.model import Count, Event, Report, Resolution
from mapper.pipeline import Pipeline


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
    resolutions = pipeline.locate([report])
    events = pipeline.tagger([report], resolutions)[0]
    lines = [f"{report.id} ({report.published or 'no date'})", "", f"Names: {len(resolutions[0])}"]
    lines += [line for resolution in resolutions[0] for line in _names(resolution)]
    lines += ["", f"Events: {len(events)}"]
    lines += [line for event in events for line in _event(report, event)]
    lines += _rejected(pipeline, report, resolutions[0])
    yield from map(_inert, lines)


def _inert(line: str) -> str:
    """Take the control characters out of a line: a report must not steer the terminal it is shown on."""
    return "".join(character if character.isprintable() else " " for character in line)


def _rejected(pipeline: Pipeline, report: Report, resolutions: Sequence[Resolution]) -> Iterator[str]:
    """Tell what looked like an event and was none; a tagger of the user's own may not say."""
    from mapper.tag import EventTagger

    if not isinstance(pipeline.tagger, EventTagger):
        return
    rejected = [one for one in pipeline.tagger.explain(report, resolutions) if not one.accepted]
    yield from ("", f"Rejected: {len(rejected)}")
    for one in rejected:
        yield f"  {one.start}-{one.end} {report.text[one.start : one.end]!r}: no {one.event_type}, {one.reason}"


def _names(resolution: Resolution) -> Iterator[str]:
    mention = resolution.mention
    yield f"  {mention.start}-{mention.end} {mention.text!r}: {mention.kind}, {mention.relation}"
    if resolution.place is not None:
        place = resolution.place
        at = f" at {_position(resolution)}" if resolution.longitude is not None else ""
        sure = f"{resolution.precision}, score {resolution.score:.2f}"
        yield f"      is {place.name} ({_region(resolution)}){at}, {sure}"
    elif mention.kind == "place":
        yield "      stays open"
    if resolution.reason:
        yield f"      because {resolution.reason}"
    for candidate in resolution.candidates:
        one = candidate.place
        why = ", ".join(candidate.reasons)
        where = ", ".join(filter(None, (one.kind, one.admin1, one.country)))
        yield f"      {candidate.score:.2f} {one.name} ({where}; id {one.id}){': ' + why if why else ''}"


def _position(resolution: Resolution) -> str:
    return f"{resolution.latitude:.3f}, {resolution.longitude:.3f} (latitude, longitude)"


def _region(resolution: Resolution) -> str:
    place = resolution.place
    return ", ".join(filter(None, (place.kind, place.admin1, place.country))) if place else ""


def _event(report: Report, event: Event) -> Iterator[str]:
    trigger = report.text[event.trigger_start : event.trigger_end]
    yield f"  {event.trigger_start}-{event.trigger_end} {trigger!r}: {event.event_type}, {event.status}"
    yield f"      in: {report.text[event.sentence_start : event.sentence_end]}"
    yield f"      where: {_place_of(event)}"
    if event.place_reason:
        yield f"      because {event.place_reason}"
    if event.destination is not None:
        yield f"      to: {event.destination.mention.text!r} ({event.destination.precision})"
    words = f", from {event.date_text!r}" if event.date_text else ""
    yield f"      when: {event.date_start or '?'} to {event.date_end or '?'} ({event.date_precision}{words})"
    named = (("by", event.actor), ("to", event.target), ("says", event.attribution))
    told = [f"{label} {value!r}" for label, value in named if value]
    told += [_number(count) for count in event.counts] + ["background"] * event.background
    yield f"      confidence {event.confidence:.2f}" + "".join(f"; {one}" for one in told)


def _place_of(event: Event) -> str:
    if event.place is None or event.place.place is None:
        return f"{event.country or 'no place'} ({event.precision})"
    return f"{event.place.mention.text!r} is {event.place.place.name} ({event.precision}, {event.country})"


def _number(count: Count) -> str:
    bounds: Iterable[str] = (str(bound) if bound is not None else "?" for bound in (count.minimum, count.maximum))
    best = f", best {count.best}" if count.best is not None else ""
    return f"{count.what} {' to '.join(bounds)}{best} {count.unit} ({count.scope})"
