"""The ``mapper`` command: gathers the subcommands of `mapper.commands`.

Exit status: 0 done; 1 some reports failed (each named on standard error), or the work itself did; 2 usage,
which includes an output that is seen before the work to be unwritable.
"""

from __future__ import annotations

import gc
from typing import Any

import click

from mapper.commands import drawing, extracting, maps, places, reviewing, scoring, telling
from mapper.commands.config import configure
from mapper.errors import MapperError


class _Group(click.Group):
    """Turns this project's errors into one line on standard error and exit status 1."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        try:
            return super().main(*arguments, **named)
        except OSError as error:
            from gazetteer.console import end_full

            end_full(error)

    def invoke(self, ctx: click.Context) -> Any:
        gc.disable()  # until the work begins: what is imported is no garbage, and looking through it takes a tenth
        try:
            return super().invoke(ctx)
        except MapperError as error:
            raise click.ClickException(str(error)) from error
        finally:
            gc.enable()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="event-mapper", prog_name="mapper")
@click.option(
    "--config",
    metavar="FILE",
    callback=configure,
    expose_value=False,
    help="Options that repeat, as TOML.  [default: mapper.toml in this folder, if there is one]",
)
def main() -> None:
    """Read reports on wars and disasters, and map what happened where and when.

    REPORTS are text files (.txt .text .md), documents (.html .pdf .docx), feeds and mails (.rss .atom .xml .eml
    .mbox), tables of reports (.jsonl .ndjson .json .csv .tsv .xlsx .parquet; a Telegram export's result.json), zip
    archives, folders and globs of these, or - for a text on standard input. A text file may begin with lines date:,
    source:, url:, title:, lang:.

    Exit status: 0 done, 1 some reports failed (each is named), 2 usage.
    """


for _command in (
    *(maps.map_, extracting.extract, drawing.draw_, places.geoparse, places.explain, scoring.evaluate_),
    *(reviewing.review, telling.report, telling.doctor),
):
    main.add_command(_command)


if __name__ == "__main__":
    main()
