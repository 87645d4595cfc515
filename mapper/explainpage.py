"""The explanation of reports as one page: no network, no script, all text inert."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from mapper.explain import Explanation, deciding, told_of, where
from mapper.model import Candidate, Event, Resolution

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE: Final = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); padding: .8rem; }
mark { color: inherit; background: var(--soft); border-bottom: 2px solid #888; }
mark.place { border-color: #2a78c8; } mark.open { border-color: #c8452a; border-bottom-style: dashed; }
mark.person { border-color: #7a4fb0; } mark.organisation { border-color: #a07000; }
mark.demonym, mark.metonym { border-color: #2a9060; } mark.trigger { background: #f0b00055; border: 0; }
a { color: inherit; text-decoration: none; } :target { outline: 2px solid #2a78c8; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: .3rem .6rem;
 border-bottom: 1px solid var(--line); } td.number { text-align: right; font-variant-numeric: tabular-nums; }
meter { width: 5rem; } details summary { cursor: pointer; } .quiet { opacity: .7; } bdi { overflow-wrap: anywhere; }
"""


def page(explanations: Iterable[Explanation]) -> Iterator[str]:
    """Write explanations as a page, part by part.

    Parameters
    ----------
    explanations
        The reports explained; one at a time is held.

    Yields
    ------
    str
        Parts of an HTML document that loads nothing, runs nothing, and in which the text of reports is only text.
    """
    yield (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Why each place</title>\n<style>{_STYLE}</style></head><body>\n<h1>Why each place</h1>\n"
    )
    passes: Counter[str] = Counter()
    number = 0
    for number, told in enumerate(explanations, start=1):
        passes += deciding(told.names)
        yield from _report(told, number)
    if number > 1:
        yield f"<h2>All {number} reports</h2>\n{_passes(passes)}"
    yield "</body></html>\n"


def _report(told: Explanation, number: int) -> Iterator[str]:
    report = told.report
    yield f"<section><h2>{_inert(report.title or report.id)}</h2>\n"
    yield f'<p class="quiet">{_inert(report.id)}, {report.published or "no date"}</p>\n'
    yield f'<div class="text" dir="auto">{"".join(_marked(told, number))}</div>\n'
    yield f"<h3>Names: {len(told.names)}</h3>\n<table><tr><th>Name<th>What<th>Place<th>Why\n"
    yield from (_name(one, f"n{number}-{k}") for k, one in enumerate(told.names))
    yield f"</table>\n{_passes(deciding(told.names))}<h3>Events: {len(told.events)}</h3>\n<ul>\n"
    yield from (_event(told, event) for event in told.events)
    yield "</ul>\n"
    if told.refused:
        yield f"<details><summary>Not taken for events: {len(told.refused)}</summary><ul>\n"
        for one in told.refused:
            yield f"<li>{_quote(report.text[one.start : one.end])}: no {_inert(one.event_type)}, {_inert(one.reason)}\n"
        yield "</ul></details>\n"
    yield "</section>\n"


def _marked(told: Explanation, number: int) -> Iterator[str]:
    """Yield the report's text with its mentions marked, each tied to its line in the table."""
    text, last = told.report.text, told.report.body_start
    for k, one in enumerate(told.names):
        mention = one.mention
        if mention.start < last:
            continue
        kind = "open" if mention.kind == "place" and one.place is None else mention.kind
        yield _inert(text[last : mention.start])
        yield f'<a href="#n{number}-{k}"><mark class="{kind}">{_inert(text[mention.start : mention.end])}</mark></a>'
        last = mention.end
    yield _inert(text[last:])


def _name(one: Resolution, anchor: str) -> str:
    mention = one.mention
    place = _inert(where(one)) or ("stays open" if mention.kind == "place" else "")
    others = "".join(map(_candidate, one.candidates))
    if others:
        others = f"<details><summary>{len(one.candidates)} candidates</summary><table>{others}</table></details>"
    said = ", ".join(filter(None, (mention.kind, mention.relation, mention.place_kind, mention.part)))
    return (
        f'<tr id="{anchor}"><td>{_quote(mention.text)}<br><span class="quiet">{mention.start}-{mention.end}</span>'
        f"<td>{_inert(said)}<td>{place}<td>{_inert(one.reason)}{others}\n"
    )


def _candidate(one: Candidate) -> str:
    place = one.place
    lies = ", ".join(filter(None, (place.kind, place.admin2, place.admin1, place.country)))
    return (
        f'<tr><td class="number">{one.score:.2f} <meter value="{one.score:.4f}"></meter>'
        f"<td>{_quote(place.name)} ({_inert(lies)}; {place.population:,} inhabitants; id {_inert(place.id)})"
        f"<td>{_inert(', '.join(one.reasons))}"
    )


def _event(told: Explanation, event: Event) -> str:
    text = told.report.text
    before = _inert(text[event.sentence_start : event.trigger_start])
    trigger = _inert(text[event.trigger_start : event.trigger_end])
    after = _inert(text[event.trigger_end : event.sentence_end])
    lines = "".join(f"<br>{_inert(line)}" for line in told_of(event))
    return (
        f"<li><b>{_inert(event.event_type)}</b>, {_inert(event.status)}: "
        f'<bdi>{before}<mark class="trigger">{trigger}</mark>{after}</bdi>{lines}\n'
    )


def _passes(passes: Counter[str]) -> str:
    lines = "".join(
        f'<tr><td class="number">{number}<td>{_inert(name)}\n'
        for name, number in sorted(passes.items(), key=lambda one: (-one[1], one[0]))
    )
    return f"<details><summary>What decided, how often</summary><table>{lines}</table></details>\n" if lines else ""


def _quote(text: str) -> str:
    return f"<bdi>{_inert(text)}</bdi>"


def _inert(text: str) -> str:
    """Make text that can be nothing else: no tags, no control or direction characters, no halves of pairs."""
    kept = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
    return escape(kept, quote=True)
