"""``review``, and the option by which what was decided outlives a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from mapper.commands.shared import begin_work, example, refuse_own_input, telling_warnings, writing
from mapper.commands.tally import many
from mapper.commands.voice import complain, say, telling

if TYPE_CHECKING:
    from mapper.pipeline import Pipeline
    from mapper.review import Decisions
    from mapper.schema import Row


def with_decisions(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option ``--decisions``; the command is given `decisions`, or None."""
    return click.option(
        "--decisions",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        callback=_load,
        help="What was decided by hand (.csv or .xlsx, as `mapper review` makes it) on events and names.",
    )(command)


def _load(ctx: click.Context, param: click.Parameter, value: str | None) -> Decisions | None:
    if value is None:
        return None
    from mapper.review.decisions import DecisionError, Decisions

    try:
        return Decisions.load(value)
    except DecisionError as error:
        raise click.BadParameter(str(error)) from None


def with_names_decided(pipeline: Pipeline, decisions: Decisions | None) -> Pipeline:
    """Give a pipeline that heeds the decisions on names, where there are any."""
    if decisions is None:
        return pipeline
    from mapper.review.names import with_names

    return with_names(pipeline, decisions)


def decided(rows: Iterable[Row], decisions: Decisions | None) -> Iterator[Row]:
    """Give the rows as decided, and name on standard error the decisions that apply to none."""
    if decisions is None:
        yield from rows
        return
    yield from decisions.apply(rows)
    for line in decisions.left():
        complain(f"decisions: {line}; it no longer applies", lost=False)


@click.command(epilog=example("mapper review events.parquet -o review.html"))
@click.argument("events", type=click.Path(exists=True, dir_okay=False))
@writing("The sheet (.csv, .xlsx) or page (.html) to write.", required=True)
@click.option("--title", default="", help="Title of the page.")
@telling
def review(events: str, output: str, title: str) -> None:
    """Write what to look at: a sheet to decide in, or a page that saves decisions as a file.

    The least sure events come first, each with the places that its words may mean. Give the decisions back with
    --decisions to map, extract or draw.

    \b
    decision   means                          needs
    accept     the event is right             event_id
    reject     it is no event                 event_id
    change     it is one, but not so          event_id and new_type, new_status, new_date_start,
                                              new_date_end or new_place_id (none: takes it away)
    alias      a name always means a place    name, new_place_id
    never      a name is never a place        name
    """  # noqa: D301 (click's mark for lines that stay as they are)
    from mapper.review.write import write_review
    from mapper.store import read_events

    refuse_own_input(output, [events])
    begin_work()
    with telling_warnings():
        frame = read_events(events)
    count = write_review(frame, output, title=title)
    say(f"{output}: {many(count, 'event')} to review", {"output": output, "events": count})
