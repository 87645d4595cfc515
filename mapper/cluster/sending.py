"""What travels to workers: a job with its key, and the care that they run the same code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from mapper.errors import MissingError, StageError
from mapper.model import Report
from mapper.stream import fingerprints
from mapper.stream.pool import refuse_unpicklable
from mapper.stream.work import Done, Job

_jobs: Final[dict[str, Job]] = {}
"""This process's jobs by their keys: the first that comes is kept, with all that it has opened."""

_MOST_JOBS: Final = 8


@dataclass(frozen=True, slots=True)
class Sent:
    """A job as it travels.

    Attributes
    ----------
    key
        What its results are named by.
    code
        The fingerprint of the code where it was made.
    job
        What to do with a batch.
    """

    key: str
    code: str
    job: Job

    @classmethod
    def of(cls, job: Job) -> Sent:
        """Make it ready to travel; raises `StageError` where a stage cannot be pickled."""
        refuse_unpicklable(job)
        return cls(fingerprints.of_events(job.pipeline, job.taxonomy), fingerprints.of_code(), job)

    def here(self) -> Job:
        """Give the job as this process keeps it.

        Raises
        ------
        StageError
            If this process runs another version than the one that the job comes from.
        """
        if self.code != fingerprints.of_code():
            raise StageError("a worker runs another version of event-mapper, Python or a library; install the same")
        if self.key not in _jobs and len(_jobs) >= _MOST_JOBS:
            _jobs.clear()
        return _jobs.setdefault(self.key, self.job)

    def __call__(self, reports: Sequence[Report], located: bytes | None = None) -> Done:
        """Do the work on a batch, as `Job` does."""
        return self.here()(reports, located)


def needed(*modules: str) -> None:
    """Import modules of the extra; raise `MissingError` where it is not installed.

    Batches ask for ``distributed`` alone: ``dask_geopandas`` takes three times as long to import.
    """
    try:
        for module in modules:
            import_module(module)
    except ImportError as error:
        raise MissingError("work on a cluster needs dask; python -m pip install 'event-mapper[dask]'") from error
