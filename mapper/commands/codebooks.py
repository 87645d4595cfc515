"""The options of ``extract`` that write events in the columns of a codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from mapper.commands.tally import Tally, many

if TYPE_CHECKING:
    from mapper.schema import Row

Command = TypeVar("Command", bound=Callable[..., Any])

BOOKS: Final = ("acled", "ucdp", "plover", "hxl")
"""As `mapper.codebooks.BOOKS`, which is not imported before it is needed."""


def with_codebook(command: Command) -> Command:
    """Add the options ``--codebook`` and ``--all-states``."""
    command = click.option(
        "--all-states",
        is_flag=True,
        help="With acled and ucdp: also what is planned, threatened, denied and so on, which they leave out.",
    )(command)
    return click.option(
        "--codebook",
        type=click.Choice(BOOKS),
        is_eager=True,
        help="Write a .csv or .tsv file in the columns of this codebook (docs/codebooks.md); what it has no row for "
        "is counted on standard error.",
    )(command)


def write_coded(rows: Iterable[Row], output: str, book: str, tally: Tally, *, all_states: bool) -> None:
    """Write rows as a codebook has them, tell what was left out and why, and count what was written."""
    from mapper.codebooks import codebook_of, write

    coding = write(rows, output, codebook_of(book).name, all_states=all_states)
    told, tally.events = tally.events, len(coding.rows)
    tally.located = sum(any(found.get(name, "") != "" for name in _LATITUDES) for found in coding.rows)
    if coding.left:
        click.echo(f"{many(told - tally.events, 'event')} of {told} left out of {book}:", err=True)
    for reason, number in coding.left.items():
        click.echo(f"  {number:5} {reason}", err=True)


_LATITUDES: Final = ("latitude", "Latitude")
