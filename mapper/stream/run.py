"""A run: which executor, which parts, and the folder beside the output in which it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mapper.stream.engine import Desk, Engine, Executor, Inline
from mapper.stream.parts import UNUSED_DAYS, Parts, working_folder
from mapper.stream.work import Job


@dataclass(frozen=True, slots=True)
class Run:
    """How reports are to be worked on.

    Attributes
    ----------
    job
        What to do with a batch.
    jobs
        Processes to work in; None for as many as this process may use cores.
    cache
        The folder that keeps what was found for later runs; None for none.
    fresh
        Whether to do again what an earlier run has done.
    scheduler
        The address of a Dask scheduler, or a client of one, whose workers are to do it in place of `jobs`.
    """

    job: Job
    jobs: int | None = None
    cache: Path | None = None
    fresh: bool = False
    scheduler: Any = None

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
        job = replace(self.job, keep_places=self.cache is not None and self.job.can_keep_places)
        with working_folder(output) as folder:
            parts = Parts(self.cache or folder)
            parts.begin()
            executor = self._executor(job, parts)
            try:
                yield Engine(job, parts, executor, fresh=self.fresh), folder
            finally:
                executor.close()
            parts.clear(UNUSED_DAYS)

    def _executor(self, job: Job, parts: Parts) -> Executor:
        desk = Desk(job, parts, fresh=self.fresh)
        if self.scheduler is not None:
            from mapper.cluster.client import Cluster

            return Cluster(desk, self.scheduler)
        from mapper.stream.pool import Pool, cores

        jobs = cores() if self.jobs is None else self.jobs
        if jobs > 1:
            return Pool(job, parts.folder, jobs, fresh=self.fresh)
        return Inline(desk)
