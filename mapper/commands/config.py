"""``mapper.toml``: options that repeat, by the names that they have on the command line.

    encoding = "cp1251"          # for every command that has the option

    [map]
    title = "Reports of the week"
    decisions = "decisions.csv"

What stands on the command line wins.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

FILE = "mapper.toml"


def configure(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Take the defaults of all commands from a file: the one named, or `FILE` in this folder where there is one."""
    path = Path(value) if value else Path(FILE)
    if value or path.is_file():
        ctx.default_map = _defaults(_read(path), ctx, path)
    return value


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"{path}: cannot be read ({error})") from None


def _defaults(told: Mapping[str, Any], ctx: click.Context, path: Path) -> dict[str, Any]:
    """Give each command's options by the names of its parameters; unknown ones are refused, all at once."""
    group = ctx.command
    commands = group.commands if isinstance(group, click.Group) else {}
    options = {name: _options(command) for name, command in commands.items()}
    everywhere = {key: value for key, value in told.items() if not isinstance(value, dict)}
    own = {key: value for key, value in told.items() if isinstance(value, dict)}
    faults = [*_unknown(everywhere, own, options)]
    if faults:
        raise click.UsageError(f"{path}: " + "; ".join(faults))
    return {
        name: {known[key]: value for key, value in (everywhere | own.get(name, {})).items() if key in known}
        for name, known in options.items()
    }


def _unknown(
    everywhere: Mapping[str, Any], own: Mapping[str, Mapping[str, Any]], options: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """Tell what is named that no command has."""
    for key in everywhere:
        if not any(key in known for known in options.values()):
            yield f"{key!r} is no option of any command"
    for name, given in own.items():
        if name not in options:
            yield f"[{name}] is no command"
            continue
        known = ", ".join(options[name])
        yield from (f"[{name}] {key!r} is none of {known}" for key in given if key not in options[name])


def _options(command: click.Command) -> dict[str, str]:
    """Give the parameter of each option, by its long name without the hyphens before it."""
    return {
        name.removeprefix("--"): str(parameter.name)
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
        if name.startswith("--")
    }
