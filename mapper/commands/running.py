"""The options that say how much work is done at once, and what of it outlives a run."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from mapper.running import Running


def with_running(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; the command is given `running` in their place."""

    @wraps(command)
    def run(
        *arguments: Any, jobs: int | None, cache: Path | None, fresh: bool, scheduler: str | None, **others: Any
    ) -> Any:
        if scheduler is not None and jobs is not None:
            raise click.UsageError("--scheduler has workers of its own; leave out --jobs")
        return command(*arguments, running=Running(jobs, cache, fresh, scheduler), **others)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes to work in. The output is the same for any number.  [default: one for a megabyte of text or "
        "less, else all cores]",
    ),
    click.option(
        "--cache",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Keep what was found in this folder: a later run does only what has changed. Several may share one.",
    ),
    click.option("--fresh", is_flag=True, help="Do again what an earlier run, or an interrupted one, has done."),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Have the workers of a Dask scheduler (tcp://host:8786) do it; this process reads and writes.",
    ),
)
