"""What a run of a command read and found, told as it goes and at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from mapper.commands.voice import Progress, complain, is_set, on_a_line, say

if TYPE_CHECKING:
    import pyarrow as pa

    from mapper.read import Item
    from mapper.review import Decisions
    from mapper.schema import Row
    from mapper.stream.batches import Batch
    from mapper.stream.work import Job


@dataclass
class Tally:
    """What a run read and found; faults are told as they come."""

    reports: int = 0
    events: int = 0
    located: int = 0
    lost: int = 0
    progress: Progress = field(default_factory=lambda: Progress("reports"))

    def read(self, paths: Iterable[str], encoding: str) -> Iterator[Item]:
        """Read reports; name what fails on standard error, and count."""
        for item in self.heard(paths, encoding):
            yield item
            self.count()
        self.progress.clear()

    def heard(self, paths: Iterable[str], encoding: str) -> Iterator[Item]:
        """Read reports, to be counted when they are done; name what fails on standard error."""
        from mapper.read import Fault, items

        for item in items(paths, encoding):
            if isinstance(item, Fault):
                self.fail(str(item), lost=item.lost)
                continue
            if is_set("verbose"):
                line = f"{item.where}: {len(item.report.text)} characters, {item.report.lang}"
                click.echo(on_a_line(line), err=True)
            yield item

    def count(self, reports: int = 1) -> None:
        """Count reports that are done."""
        self.reports += reports
        self.progress.step(reports)

    def fail(self, message: str, *, lost: bool = True) -> None:
        """Name something that is wrong, and count it where a report is lost by it."""
        self.lost += lost
        self.progress.clear()
        complain(message, lost=lost)

    def rows(self, job: Job, items: Iterable[Item], decisions: Decisions | None = None) -> Iterator[Row]:
        """Give the rows of the events of reports that `heard` gives, as decided by hand where they are, and count."""
        return self.decided(self._found(job, items), decisions)

    def decided(self, rows: Iterable[Row], decisions: Decisions | None) -> Iterator[Row]:
        """Give rows as decided by hand, and count them."""
        from mapper.commands.reviewing import decided

        for row in decided(rows, decisions):
            self.events += 1
            self.located += row["geometry"] is not None
            yield row

    def counted(self, table: pa.Table) -> pa.Table:
        """Give a table of events, and count them."""
        self.events += table.num_rows
        self.located += table.num_rows - table["geometry"].null_count
        return table

    def _found(self, job: Job, items: Iterable[Item]) -> Iterator[Row]:
        from mapper.stream.batches import cut

        for batch in cut((item.report, item.where) for item in items):
            coded = job.rows(batch.reports)
            self.done(batch, coded.failed)
            yield from coded.rows
        self.progress.clear()

    def done(self, batch: Batch, failed: Mapping[int, str]) -> None:
        """Count the reports of a batch; name those (by their numbers in it, from 0) that a stage failed on."""
        for number, message in failed.items():
            self.fail(f"{batch.wheres[number]}: cannot be coded ({message}); the fault is ours, please report it")
        self.count(len(batch.reports) - len(failed))

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
