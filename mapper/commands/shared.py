"""What several commands share: their options, the checks of these, and the care for memory."""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from mapper.commands.voice import complain
from mapper.errors import WriteError

Command = TypeVar("Command", bound=Callable[..., Any])


def _encoding(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value == "auto":
        return value
    try:
        b"a".decode(value, "ignore")
    except LookupError:
        raise click.BadParameter(f"{value!r} is no text encoding; try utf-8, cp1251, latin-1, utf-16-le") from None
    return value


_ENDINGS = {
    "map": ("a map is a page", (".html", ".htm")),
    "draw": ("a map is a page", (".html", ".htm")),
    "review": ("a review is a page or a sheet", (".html", ".csv", ".xlsx")),
    "report": ("a report is a page or Markdown", (".html", ".md")),
}
"""What commands write, and the endings it has."""


def check_output(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Refuse, before the work, an output that cannot be written."""
    from mapper.store import check_writable
    from mapper.store.dataset import check_dataset, is_dataset

    if value is None or (value == "-" and ctx.command.name == "geoparse"):
        return value
    try:
        if ctx.command.name == "extract" and is_dataset(value):
            check_dataset(value)
            return value
        check_writable(value)
        if ctx.command.name == "extract":
            _ending_of(ctx)(value)
        what, endings = _ENDINGS.get(str(ctx.command.name), ("", ()))
        if what and Path(value).suffix.lower() not in endings:
            raise WriteError(f"{what}; name the file {' or '.join(endings)}", value)
    except WriteError as error:
        raise click.BadParameter(str(error)) from None
    return value


def _ending_of(ctx: click.Context) -> Callable[[str], None]:
    """Give the check of an ending: a codebook's table has other ones than the events table."""
    if ctx.params.get("codebook"):
        from mapper.codebooks.files import check_ending as check
    else:
        from mapper.store import check_ending as check
    return check


def refuse_own_input(output: str, inputs: Iterable[str]) -> None:
    """Stop before an output replaces one of the files that are read.

    Raises
    ------
    click.UsageError
        When the output is one of the inputs, by whatever path.
    """
    target = Path(output)
    for name in inputs:
        if name != "-" and target.exists() and Path(name).is_file() and target.samefile(name):
            raise click.UsageError(f"{output} is read too; name another output, or the input would be lost")


def reading(command: Command) -> Command:
    """Add what every command that reads reports takes."""
    command = click.option(
        "--encoding",
        default="auto",
        show_default=True,
        callback=_encoding,
        help="Encoding of files that have no byte order mark; auto: what they declare, UTF-8, or a guess that is told.",
    )(command)
    return click.argument("reports", nargs=-1, required=True)(command)


def writing(what: str, **settings: Any) -> Callable[[Command], Command]:
    """Add the option that names the file to write."""
    return click.option("-o", "--output", callback=check_output, metavar="FILE", help=what, **settings)


def drawing(command: Command) -> Command:
    """Add what every command that draws takes."""
    command = click.option("--title", default="", help="Title shown on the map.")(command)
    command = click.option("--description", default="", help="What the map shows, in a few words below the title.")(
        command
    )
    command = click.option("--attribution", default="", help="Whom to name beside the sources of the base map.")(
        command
    )
    command = click.option(
        "--language",
        type=click.Choice(["en", "uk", "ru"]),
        default=None,
        callback=lambda _ctx, _param, value: value or "",
        help="Language of the page's own words; the reader's browser's, unless given. The reader can change it.",
    )(command)
    command = click.option(
        "--size-by",
        type=click.Choice(["count"]),
        default=None,
        callback=lambda _ctx, _param, value: value or "",
        help="Make symbols larger from 10, 100, 1,000 and 10,000 on, by the greatest number told of the event.",
    )(command)
    return click.option(
        "--tiles",
        default=None,
        help="Online tiles to draw over the embedded map (a name that folium knows, or an address). "
        "The page then needs a network.",
    )(command)


def begin_work() -> None:
    """Collect garbage again, but seldom, and past all that was imported: reports and events hold no cycles.

    Commands call it when their imports are done.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def example(command: str) -> str:
    """Give the epilog of a command's help: a line that can be typed."""
    return f"\b\nExample:\n  {command}"


@contextmanager
def stream_to(output: str) -> Iterator[IO[str]]:
    """Open a text file that appears whole or not at all; ``-`` is standard output."""
    if output == "-":
        yield sys.stdout
        return
    from mapper.store.whole import replacing

    with replacing(Path(output)) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


@contextmanager
def telling_warnings() -> Iterator[None]:
    """Print what is warned of within as lines ``warning: ...`` on standard error."""
    from mapper.errors import MapperWarning

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", MapperWarning)
        yield
    for one in caught:
        if issubclass(one.category, MapperWarning):
            complain(str(one.message), lost=False)
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
