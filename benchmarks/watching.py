"""Looks at processes while they work: memory and processor time of a whole tree of them, how far a file is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

OFTENEST = 0.1
"""Seconds between two looks, at least."""

SHARE = 50
"""A look may take one in so many seconds: where many processes hold much memory, looks are further apart."""

TELLING = 30.0
"""Seconds between two lines of progress."""


def tree(root: int) -> list[int]:
    """Ids of a process and all that it has begun."""
    found = [root]
    for one in found:
        for path in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, path.read_text().split())
            except OSError:
                continue
    return found


def memory(processes: list[int]) -> float:
    """Proportional set size of processes together, in MB."""
    total = 0
    for one in processes:
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def ticks(processes: list[int]) -> float:
    """Processor time of processes, in seconds."""
    total = 0
    for one in processes:
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def read_share(process: int, path: Path) -> float:
    """Give how much of a file a process that has it open has read, 0 to 1."""
    for link in Path(f"/proc/{process}/fd").glob("*"):
        try:
            if link.readlink() == path:
                told = Path(f"/proc/{process}/fdinfo/{link.name}").read_text()
                return int(told.split("pos:")[1].split()[0]) / max(path.stat().st_size, 1)
        except (OSError, IndexError):
            continue
    return 0.0


@dataclass
class Watch:
    """What was seen of a command while it ran.

    Attributes
    ----------
    beside
        Ids of processes that work for it without being begun by it: a cluster's.
    trace
        A file that gets a line a look, ``second,megabytes``; None for none.
    peak
        The most memory seen, MB.
    seconds
        How long it took.
    """

    beside: list[int] = field(default_factory=list)
    trace: Path | None = None
    peak: float = 0.0
    seconds: float = 0.0

    def run(self, process: subprocess.Popen[str], reads: Path) -> None:
        """Look until the process ends; tell on standard error how much of the file it reads is read."""
        begin = told = time.monotonic()
        lines = ["second,megabytes"]
        while process.poll() is None:
            looked = time.monotonic()
            used = memory(tree(process.pid) + self.beside)
            self.peak = max(self.peak, used)
            lines.append(f"{looked - begin:.1f},{used:.1f}")
            if looked - told > TELLING:
                told = looked
                self._tell(looked - begin, used, read_share(process.pid, reads))
            self._wait(process, SHARE * (time.monotonic() - looked))
        self.seconds = time.monotonic() - begin
        if self.trace is not None:
            self.trace.write_text("\n".join(lines) + "\n", encoding="utf-8")

    @staticmethod
    def _wait(process: subprocess.Popen[str], seconds: float) -> None:
        try:
            process.wait(max(OFTENEST, seconds))
        except subprocess.TimeoutExpired:
            return

    @staticmethod
    def _tell(seconds: float, used: float, share: float) -> None:
        left = f", {seconds / share - seconds:.0f} s left" if share > 0 else ""
        print(f"  {seconds:.0f} s: {share:.1%} read{left}, {used:.0f} MB", file=sys.stderr, flush=True)
