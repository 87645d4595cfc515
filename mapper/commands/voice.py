"""How a command speaks: the options ``--quiet``, ``--verbose`` and ``--json``, progress, and what it says at its end.

Progress is a line on standard error that is written over; it is silent where standard error is no terminal.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import click

_KEY = "mapper.voice"
_EVERY = 0.1
"""Seconds between two looks of the line of progress."""


def telling(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; they set how the command speaks and are no arguments of it."""
    options = (
        ("quiet", ("-q", "--quiet"), "Say nothing but errors."),
        ("verbose", ("-v", "--verbose"), "Name each report as it is read, on standard error."),
        ("json", ("--json",), "Say what was done as one line of JSON."),
    )
    for name, flags, text in reversed(options):
        command = click.option(*flags, f"voice_{name}", is_flag=True, expose_value=False, callback=_set, help=text)(
            command
        )
    return command


def _set(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    ctx.meta.setdefault(_KEY, {})[param.name] = value


def is_set(name: str) -> bool:
    """Whether the running command was told to be ``quiet`` or ``verbose``, or to speak ``json``."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_KEY, {}).get(f"voice_{name}"))


def say(message: str, facts: Mapping[str, Any], *, err: bool = False) -> None:
    """Say what was done: as a sentence, as JSON, or not at all."""
    if is_set("json"):
        click.echo(json.dumps(facts, ensure_ascii=False), err=err)
    elif not is_set("quiet"):
        click.echo(message, err=err)


def complain(message: str, *, lost: bool) -> None:
    """Name what is wrong on standard error; warnings not where only errors are wanted."""
    if lost or not is_set("quiet"):
        click.echo(f"{'error' if lost else 'warning'}: {on_a_line(message)}", err=True)


def on_a_line(message: str) -> str:
    """Give a message without control characters: names of files hold whatever somebody wrote into them."""
    return "".join(character if character.isprintable() else " " for character in message)


class Progress:
    """Counts what is done, and shows the count and the rate on a terminal.

    Parameters
    ----------
    noun
        What is counted, in the plural.
    """

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._live = sys.stderr.isatty() and not is_set("quiet")
        self._begin = self._shown = time.monotonic()
        self._width = 0
        self.count = 0

    def step(self, more: int = 1) -> None:
        """Count one more, or several."""
        self.count += more
        now = time.monotonic()
        if self._live and now - self._shown >= _EVERY:
            self._shown = now
            self._write(f"{self.count} {self._noun}, {self.count / (now - self._begin):.1f} a second")

    def clear(self) -> None:
        """Take the line away, so that something else can be said."""
        if self._width:
            self._write("")
            click.echo("\r", err=True, nl=False)
            self._width = 0

    def _write(self, line: str) -> None:
        click.echo("\r" + line.ljust(self._width), err=True, nl=False)
        self._width = len(line)
