"""What a run of a command read and found, told as it goes and at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from mapper.commands.voice import Progress, complain, is_set, say

if TYPE_CHECKING:
    from mapper.pipeline import Pipeline
    from mapper.read import Item
    from mapper.review import Decisions
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

        progress = Progress("reports")
        for item in items(paths, encoding):
            if isinstance(item, Fault):
                self.lost += item.lost
                progress.clear()
                complain(str(item), lost=item.lost)
                continue
            if is_set("verbose"):
                click.echo(f"{item.where}: {len(item.report.text)} characters, {item.report.lang}", err=True)
            yield item
            self.reports += 1
            progress.step()
        progress.clear()

    def rows(
        self, pipeline: Pipeline, paths: Iterable[str], encoding: str, decisions: Decisions | None = None
    ) -> Iterator[Row]:
        """Read reports and give the rows of their events, as decided by hand where they are, and count."""
        from mapper.commands.reviewing import decided

        if decisions is not None:
            from mapper.review.names import with_names

            pipeline = with_names(pipeline, decisions)
        for row in decided(self._found(pipeline, paths, encoding), decisions):
            self.events += 1
            self.located += row["geometry"] is not None
            yield row

    def _found(self, pipeline: Pipeline, paths: Iterable[str], encoding: str) -> Iterator[Row]:
        from mapper.schema import to_rows
        from mapper.taxonomy import Taxonomy

        taxonomy = Taxonomy.load()
        for report, events in pipeline.stream(item.report for item in self.read(paths, encoding)):
            yield from to_rows(report, events, taxonomy)

    def refuse_nothing(self) -> None:
        """Stop before anything is written when no report could be read."""
        if not self.reports:
            raise click.ClickException("no report could be read; nothing was written")

    def finish(self, output: str) -> None:
        """Say what was written, and end with the status."""
        found = f"{many(self.events, 'event')} ({self.located} located, {self.events - self.located} unlocated)"
        self.end(f"{output}: {many(self.reports, 'report')}, {found}", output=output, events=self.events)

    def end(self, message: str, *, err: bool = False, **facts: Any) -> None:
        """Say a message and what failed; exit with 1 if a report did.

        Parameters
        ----------
        message
            The sentence.
        err
            Whether to say it on standard error.
        **facts
            What else ``--json`` tells.
        """
        told = {**facts, "reports": self.reports, "located": self.located, "failed": self.lost}
        say(message + (f", {self.lost} failed" if self.lost else ""), told, err=err)
        if self.lost:
            click.get_current_context().exit(1)


def many(number: int, noun: str) -> str:
    """Write a number of things: ``1 event``, ``2 events``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
