"""The engine: batches in, tables of their events out, in order, with no more than a few batches held."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from mapper.errors import WorkError
from mapper.stream import fingerprints
from mapper.stream.batches import Batch
from mapper.stream.parts import Parts, named
from mapper.stream.work import Done, Job, unpack

if TYPE_CHECKING:
    import pyarrow as pa

MOST_AHEAD: Final = 32_000_000
"""Characters of text that are sent ahead of the batch whose turn it is; one batch may have more."""


@dataclass(frozen=True, slots=True)
class Task:
    """A batch, and the names of the parts that come of it; `places` is empty where resolutions are not kept."""

    batch: Batch
    rows: str
    places: str


class Executor(Protocol):
    """Where the work is done: in this process, in several, or on a cluster."""

    ahead: int
    """Batches to have under way at once."""

    def submit(self, task: Task) -> Callable[[], None]:
        """Begin a task; give a function that waits for its end, when its parts are in the folder."""
        ...

    def close(self) -> None:
        """Stop what is under way."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What does tasks against a folder of parts, in whichever process.

    Attributes
    ----------
    job
        What to do with a batch.
    parts
        Where what comes of it is kept.
    fresh
        Whether to do again what is done already.
    """

    job: Job
    parts: Parts
    fresh: bool = False

    def located(self, task: Task) -> bytes | None:
        """Give the resolutions that a run before has kept, if any."""
        return None if self.fresh or not task.places else self.parts.get(task.places)

    def keep(self, task: Task, done: Done) -> None:
        """Keep what came of a task."""
        if task.places and done.places is not None:
            self.parts.put(task.places, done.places)
        self.parts.put(task.rows, done.rows)

    def do(self, task: Task) -> None:
        """Do a task, and keep what comes of it."""
        self.keep(task, self.job(task.batch.reports, self.located(task)))


class Inline:
    """Does each task in this process, when its turn comes."""

    ahead = 1

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def submit(self, task: Task) -> Callable[[], None]:
        """Begin nothing yet."""
        return lambda: self._desk.do(task)

    def close(self) -> None:
        """Nothing is under way."""


class Engine:
    """Turns batches into tables; what an earlier run has done is taken from its parts.

    Parameters
    ----------
    desk
        What to do with a batch, and where what comes of it is kept.
    executor
        Where the work is done.
    """

    def __init__(self, desk: Desk, executor: Executor) -> None:
        job = desk.job
        self._desk = desk
        self._executor = executor
        self._events = fingerprints.of_events(job.pipeline, job.taxonomy)
        self._places = fingerprints.of_places(job.pipeline) if job.keep_places else ""
        self.found = 0
        """Batches that were found done."""

    def tables(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, pa.Table]]:
        """Give each batch with the table of its events, in order.

        Raises
        ------
        WorkError
            If processes that do the work end again and again.
        WriteError
            If a part cannot be kept; those before are.
        """
        waiting: deque[tuple[Task, Callable[[], None] | None]] = deque()
        characters = 0
        for batch in batches:
            task = self._task(batch)
            waiting.append((task, self._begun(task)))
            characters += batch.characters
            while len(waiting) > self._executor.ahead or (characters > MOST_AHEAD and len(waiting) > 1):
                characters -= waiting[0][0].batch.characters
                yield self._taken(*waiting.popleft())
        while waiting:
            yield self._taken(*waiting.popleft())

    def _task(self, batch: Batch) -> Task:
        places = named("places", batch.key, self._places) if self._places else ""
        return Task(batch, named("rows", batch.key, self._events), places)

    def _begun(self, task: Task) -> Callable[[], None] | None:
        if not self._desk.fresh and self._desk.parts.has(task.rows):
            return None
        return self._executor.submit(task)

    def _taken(self, task: Task, wait: Callable[[], None] | None) -> tuple[Batch, pa.Table]:
        parts = self._desk.parts
        packed = None
        if wait is None:
            packed = parts.get(task.rows)
            self.found += packed is not None
            for name in filter(None, (task.rows, task.places)):
                parts.used(name)
        if packed is None:  # not done yet, or damaged
            (wait or self._executor.submit(task))()
            packed = parts.get(task.rows)
        if packed is None:
            raise WorkError(f"{parts.folder}: what is written there cannot be read back; is the disk sound?")
        return task.batch, unpack(packed)
