"""An executor whose tasks are done by the workers of a cluster; what comes of them is kept here, part by part."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mapper.cluster.sending import Sent, needed
from mapper.errors import MapperError, WorkError
from mapper.stream.engine import Desk, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from distributed import Client

_SECONDS = 10
"""How long a scheduler may take to answer, and workers to come."""


class Cluster:
    """Does tasks on a cluster.

    Parameters
    ----------
    desk
        What to do with batches, and where what comes of them is kept: by this process.
    scheduler
        The address of a scheduler (``tcp://host:8786``), or a client of one.

    Raises
    ------
    MissingError
        If the extra ``dask`` is not installed.
    WorkError
        If no scheduler answers, or it has no workers.
    """

    def __init__(self, desk: Desk, scheduler: str | Client) -> None:
        needed("distributed")
        self._desk = desk
        self._sent = Sent.of(desk.job)
        self._own = isinstance(scheduler, str)
        self._client = _client(scheduler)
        self.ahead = 2 * sum(self._client.nthreads().values()) + 1

    def submit(self, task: Task) -> Callable[[], None]:
        """Send a task, with the places that are known; the scheduler chooses a worker, and another if that is lost."""
        with _told():
            located = self._desk.located(task)
            future = self._client.submit(self._sent, task.batch.reports, located, key=f"event-mapper-{task.rows}")

        def wait() -> None:
            with _told():
                self._desk.keep(task, future.result())
            future.release()

        return wait

    def close(self) -> None:
        """End the client, where it is our own."""
        if self._own:
            self._client.close()


def _client(scheduler: str | Client) -> Any:
    from distributed import Client

    with _told():
        client = Client(scheduler, timeout=_SECONDS) if isinstance(scheduler, str) else scheduler
        client.wait_for_workers(1, timeout=_SECONDS)
    return client


@contextmanager
def _told() -> Iterator[None]:
    """Turn what befalls a cluster into an error that says what is kept."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        yield
    except KilledWorker as error:
        told = f"workers are lost again and again at the same reports ({error}); what is done is kept"
        raise WorkError(told) from error
    except MapperError:
        raise
    except (OSError, CancelledError, FutureCancelledError) as error:  # a time that is up is an OSError
        told = " ".join(str(error).split()) or type(error).__name__
        raise WorkError(f"the cluster does not answer ({told}); what is done is kept, a later run goes on") from error
