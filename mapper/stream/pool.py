"""Several processes on this machine: each opens the gazetteer once, keeps its pipeline, and ends with the first one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from pickle import PicklingError
from typing import Final

from mapper.errors import StageError, WorkError
from mapper.stream.engine import Desk, Task
from mapper.stream.work import Job

TRIES: Final = 3
"""Times that a batch is begun whose process ends in the middle of it."""


def cores() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Does tasks in processes of its own.

    Parameters
    ----------
    desk
        What to do with batches, and where what comes of them is kept; sent to each process once.
    jobs
        How many processes.

    Raises
    ------
    StageError
        If a stage cannot be pickled.
    """

    def __init__(self, desk: Desk, jobs: int) -> None:
        refuse_unpicklable(desk.job)
        self.ahead = 2 * jobs + 1
        self._desk = desk
        self._jobs = jobs
        self._pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")  # to fork is unsafe where threads run, as Arrow's do
        return ProcessPoolExecutor(self._jobs, context, initializer=_begin, initargs=(self._desk,))

    def submit(self, task: Task) -> Callable[[], None]:
        """Send a task to the next free process."""
        pool, future = self._sent(task)
        return lambda: self._wait(task, pool, future)

    def _sent(self, task: Task) -> tuple[ProcessPoolExecutor, Future[None]]:
        try:
            return self._pool, self._pool.submit(_do, task)
        except BrokenProcessPool:
            self._renew(self._pool)
            return self._pool, self._pool.submit(_do, task)

    def _wait(self, task: Task, pool: ProcessPoolExecutor, future: Future[None]) -> None:
        """Wait for a task; begin it again where its process, or one beside it, was killed."""
        for _ in range(TRIES):
            try:
                return future.result()
            except BrokenProcessPool:
                self._renew(pool)
                pool, future = self._sent(task)
        first, last = task.batch.wheres[0], task.batch.wheres[-1]
        raise WorkError(
            f"a process ended {TRIES} times in the middle of the reports {first} to {last} (was it killed for want of "
            "memory?); what is done is kept: run the same command again, with fewer --jobs"
        )

    def _renew(self, broken: ProcessPoolExecutor) -> None:
        """Begin with new processes, once for all tasks of the broken pool."""
        if broken is self._pool:
            broken.shutdown(wait=False, cancel_futures=True)
            self._pool = self._made()

    def close(self) -> None:
        """End the processes, once each has done the batch that it is at."""
        # Not to wait would leave it to the end of this process, where Python may write to pipes that are just closed.
        self._pool.shutdown(wait=True, cancel_futures=True)


def refuse_unpicklable(job: Job) -> None:
    """Raise `StageError` where a stage cannot be sent to another process."""
    import pickle

    try:
        pickle.dumps(job)
    except (PicklingError, TypeError, AttributeError) as error:
        raise StageError(
            f"the stages cannot be sent to other processes ({error}); write them as functions or classes of a module, "
            "or use one process (jobs=1)"
        ) from error


_desk: Desk | None = None
"""This process's own, where it is one of a pool."""


def _begin(desk: Desk) -> None:
    global _desk
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears it too, and ends this one
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _desk = desk
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _end_with(sentinel: int) -> None:
    """End when the first process has, also where that was killed and could not tell."""
    wait([sentinel])
    os._exit(1)


def _do(task: Task) -> None:
    if _desk is None:
        raise WorkError("a process was sent a task before its settings")
    _desk.do(task)
