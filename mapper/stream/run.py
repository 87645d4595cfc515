"""A run: which executor, which parts, and the folder beside the output in which it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from mapper.running import Running
from mapper.stream.engine import Desk, Engine, Executor, Inline
from mapper.stream.parts import UNUSED_DAYS, Parts, working_folder
from mapper.stream.work import Job


@dataclass(frozen=True, slots=True)
class Run:
    """Work on reports, yet to begin.

    Attributes
    ----------
    job
        What to do with a batch.
    running
        By how many, and what of it outlives the run.
    """

    job: Job
    running: Running = field(default_factory=Running)

    @contextmanager
    def begun(self, output: Path) -> Iterator[tuple[Engine, Path]]:
        """Give the engine, and the folder beside the output in which it works, which is gone when the block ends well.

        Raises
        ------
        WorkError
            If another run writes the same output.
        WriteError
            If a folder cannot be written to.
        StageError
            If the stages cannot be sent to other processes, or their results cannot be kept.
        """
        cache = self.running.cache
        job = replace(self.job, keep_places=cache is not None and self.job.can_keep_places)
        with working_folder(output) as folder:
            desk = Desk(job, Parts(cache or folder), fresh=self.running.fresh)
            desk.parts.begin()
            executor = self._executor(desk)
            try:
                yield Engine(desk, executor), folder
            finally:
                executor.close()
            desk.parts.clear(UNUSED_DAYS)

    def _executor(self, desk: Desk) -> Executor:
        if self.running.scheduler is not None:
            from mapper.cluster.client import Cluster

            return Cluster(desk, self.running.scheduler)
        from mapper.stream.pool import Pool, cores

        jobs = self.running.jobs or cores()
        return Pool(desk, jobs) if jobs > 1 else Inline(desk)
