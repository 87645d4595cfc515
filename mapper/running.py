"""How work on many reports is to be done: by how many, and what of it outlives a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Running:
    """How reports are to be worked on.

    Attributes
    ----------
    jobs
        Processes to work in; None for as many as this process may use cores.
    cache
        The folder that keeps what was found for later runs; None for none.
    fresh
        Whether to do again what an earlier run has done.
    scheduler
        The address of a Dask scheduler, or a client of one, whose workers are to do it in place of `jobs`; None for
        this machine.
    """

    jobs: int | None = None
    cache: Path | None = None
    fresh: bool = False
    scheduler: Any = None

    @property
    def asked(self) -> bool:
        """Whether anything was asked for that a run in one go has not."""
        return (self.jobs or 1) > 1 or self.cache is not None or self.scheduler is not None
