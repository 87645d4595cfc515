"""What a run of a command read and found, told as it goes and at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mapper.pipeline import Pipeline
    from mapper.read import Item
    from mapper.schema import Row


@dataclass
class Tally:
    """What a run read and found; faults are told as they come."""

    reports: int = 0
    events: int = 0
    located: int = 0
    lost: int = 0

    def read(self, paths: Iterable[str], encoding: str) -> Iterator[Item]:
        """Read reports; name what fails on standard error, and count."""
        from mapper.read import Fault, items

        live = sys.stderr.isatty()
        for item in items(paths, encoding):
            if isinstance(item, Fault):
                self.lost += item.lost
                click.echo(f"{'error' if item.lost else 'warning'}: {item}", err=True)
                continue
            self.reports += 1
            if live and self.reports % 10 == 0:
                click.echo(f"\r{self.reports} reports", err=True, nl=False)
            yield item

    def rows(self, pipeline: Pipeline, paths: Iterable[str], encoding: str) -> Iterator[Row]:
        """Read reports and give the rows of their events, and count."""
        from mapper.schema import to_rows
        from mapper.taxonomy import Taxonomy

        taxonomy = Taxonomy.load()
        for report, events in pipeline.stream(item.report for item in self.read(paths, encoding)):
            for row in to_rows(report, events, taxonomy):
                self.events += 1
                self.located += row["geometry"] is not None
                yield row

    def refuse_nothing(self) -> None:
        """Stop before anything is written when no report could be read."""
        if not self.reports:
            raise click.ClickException("no report could be read; nothing was written")

    def finish(self, output: str) -> None:
        """Say what was written, and end with the status."""
        found = f"{many(self.events, 'event')} ({self.located} located, {self.events - self.located} unlocated)"
        self.end(f"{output}: {many(self.reports, 'report')}, {found}")

    def end(self, message: str, *, err: bool = False) -> None:
        """Say a message and what failed; exit with 1 if a report did."""
        clear = "\r" if sys.stderr.isatty() and self.reports >= 10 else ""
        click.echo(clear + message + (f", {self.lost} failed" if self.lost else ""), err=err)
        if self.lost:
            click.get_current_context().exit(1)


def many(number: int, noun: str) -> str:
    """Write a number of things: ``1 event``, ``2 events``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
