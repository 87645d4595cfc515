"""Measures how the work grows with the reports: time, memory, processes, Dask.

    python -m benchmarks.scale 10000 [--sentences PATH...] [--workers 1 2] [--dask] [--only KIND] [--chart scale.png]

Runs ``mapper extract`` on 1, 10, 100, ... reports up to the number given, in one process and in two (and on Dask
clusters of as many workers), each from a cold start, and prints a table: reports and MB of text a second, MB a second
of processor time, the peak memory of all processes together, processor time a report; and how much more several bare
loops of Python do at once than one, which tells what the machine's cores allow. ``--only "2 processes"`` runs
one kind alone, ``--from 1000000`` no smaller number. Reports are made by this program (`benchmarks.made_reports`) in a
temporary folder, which wants three times their size; what a run has written is removed before the next. Memory is the
proportional set size, looked at ten times a second, or less often where a look takes long; ``--memory-trace`` keeps
what was seen, a file for each run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_reports import make, sentences
from benchmarks.watching import Watch, ticks


@dataclass(frozen=True, slots=True)
class Kind:
    """Where the work is done: in processes of this machine, or by the workers of a Dask cluster on it."""

    workers: int
    dask: bool = False

    def __str__(self) -> str:
        """Give the name in the table, which ``--only`` takes."""
        return f"Dask, {self.workers}" if self.dask else f"{self.workers} process{'es' * (self.workers > 1)}"


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: how it was made, and what it took."""

    kind: Kind
    reports: int
    megabytes: float
    seconds: float
    processor: float
    memory: float
    events: int

    def row(self) -> str:
        """Give a line of the table."""
        return (
            f"{self.kind!s:12} {self.reports:9} {self.megabytes:9.3f} {self.events:9} {self.seconds:9.1f} "
            f"{self.reports / self.seconds:9.1f} {self.megabytes / self.seconds:8.3f} {self.processor:9.1f} "
            f"{self.megabytes / self.processor:9.3f} {1000 * self.processor / self.reports:10.2f} {self.memory:8.0f}"
        )


HEAD = (
    f"{'run':12} {'reports':>9} {'MB':>9} {'events':>9} {'s':>9} {'reports/s':>9} {'MB/s':>8} {'CPU s':>9} "
    f"{'MB/CPU s':>9} {'CPU ms/rep':>10} {'peak MB':>8}"
)


@dataclass(frozen=True, slots=True)
class Input:
    """Reports to work on: the file, how many they are, MB of their texts."""

    path: Path
    reports: int
    megabytes: float

    @classmethod
    def made(cls, folder: Path, count: int, known: list[str]) -> Input:
        """Make reports of sentences."""
        path = folder / f"{count}.jsonl"
        print(f"{count} reports: making them", file=sys.stderr, flush=True)
        return cls(path, count, make(path, count, known))


def measure(kind: Kind, given: Input, options: list[str], watch: Watch) -> Measured:
    """Run the command, look at it, and remove what it wrote."""
    output = given.path.with_name("events.parquet")
    command = [sys.executable, "-m", "mapper.cli", "extract", str(given.path), "-o", str(output), "--json", *options]
    print(f"{given.reports} reports: {kind}", file=sys.stderr, flush=True)
    before, idle = os.times(), ticks(watch.beside)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    watch.run(process, given.path)
    after = os.times()
    if process.returncode or process.stdout is None:
        sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
    told = json.loads(process.stdout.read())
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    processor += ticks(watch.beside) - idle
    output.unlink()
    shutil.rmtree(output.with_name("events.parquet.parts"), ignore_errors=True)
    return Measured(kind, given.reports, given.megabytes, watch.seconds, processor, watch.peak, told["events"])


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[int]]]:
    """Begin a Dask cluster of processes on this machine; give its address, and the ids of its workers."""
    from distributed import Client, LocalCluster

    settings = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**settings) as local, Client(local) as client:
        yield client.scheduler.address, list(client.run(os.getpid).values())


def runs(sizes: list[int], kinds: list[Kind], known: list[str], trace: Path | None) -> Iterator[Measured]:
    """Measure all runs, the smallest first."""
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            given = Input.made(Path(name).resolve(), size, known)
            for kind in kinds:
                yield one_run(
                    kind,
                    given,
                    trace and trace.with_stem(f"{trace.stem}-{size}-{kind}".replace(", ", " ").replace(" ", "-")),
                )
            given.path.unlink()


def one_run(kind: Kind, given: Input, trace: Path | None) -> Measured:
    """Measure one run, on a cluster of its own where it wants one."""
    if not kind.dask:
        return measure(kind, given, ["--jobs", str(kind.workers)], Watch(trace=trace))
    with cluster(kind.workers) as (address, workers):
        return measure(kind, given, ["--scheduler", address], Watch(workers, trace))


def bare(number: int) -> float:
    """Give the seconds that so many processes take, begun at once, each for a loop of Python that needs no memory."""
    loop = [sys.executable, "-c", "total = 0\nfor number in range(20_000_000):\n    total += number"]
    begin = time.monotonic()
    for process in [subprocess.Popen(loop) for _ in range(number)]:
        process.wait()
    return time.monotonic() - begin


def chart(found: list[Measured], path: Path) -> None:
    """Draw reports a second and memory against the number of reports."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, (speed, memory) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for kind in dict.fromkeys(one.kind for one in found):
        mine = [one for one in found if one.kind == kind]
        sizes = [one.reports for one in mine]
        speed.plot(sizes, [one.reports / one.seconds for one in mine], marker="o", label=str(kind))
        memory.plot(sizes, [one.memory for one in mine], marker="o", label=str(kind))
    speed.set(xscale="log", yscale="log", xlabel="reports", ylabel="reports a second, start included")
    memory.set(xscale="log", xlabel="reports", ylabel="peak memory of all processes, MB", ylim=(0, None))
    speed.legend()
    figure.savefig(path, dpi=120)


def workers_chart(found: list[Measured], path: Path) -> None:
    """Draw MB a second against the number of workers, of the largest runs, beside what each worker added would give."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    most = max(one.reports for one in found)
    figure, axes = plt.subplots(figsize=(5, 4), layout="constrained")
    for dask, label in ((False, "processes"), (True, "Dask workers")):
        mine = sorted((one.kind.workers, one.megabytes / one.seconds) for one in found
                      if one.kind.dask == dask and one.reports == most)  # fmt: skip
        if mine:
            (line,) = axes.plot(*zip(*mine, strict=True), marker="o", label=label)
            first, speed = mine[0]
            full = [(number, speed * number / first) for number, _ in mine]
            axes.plot(*zip(*full, strict=True), linestyle=":", color=line.get_color())
    axes.set(xlabel=f"workers ({most:,} reports; dotted: as many times the first)", ylabel="MB of text a second",
             xlim=(0, None), ylim=(0, None), xticks=sorted({one.kind.workers for one in found}))  # fmt: skip
    axes.legend()
    figure.savefig(path, dpi=120)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=int, nargs="?", default=1_000, help="the largest number of reports")
    parser.add_argument("--from", dest="least", type=int, default=1, help="the smallest number of reports")
    parser.add_argument("--sentences", type=Path, nargs="+", default=[], help="reports whose sentences are drawn")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="numbers of processes or workers")
    parser.add_argument("--dask", action="store_true", help="measure Dask clusters too")
    parser.add_argument("--only", action="append", metavar="KIND", help='run this alone: "2 processes", "Dask, 2"')
    parser.add_argument("--chart", type=Path, help="a picture of speed and memory against reports")
    parser.add_argument("--workers-chart", type=Path, help="a picture of speed against workers")
    parser.add_argument("--memory-trace", type=Path, metavar="CSV", help="memory by the second; KIND joins the name")
    given = parser.parse_args()
    every = [Kind(number, dask) for dask in (False, True) for number in given.workers]
    given.kinds = [kind for kind in every if (str(kind) in given.only if given.only else given.dask or not kind.dask)]
    if not given.kinds:
        parser.error(f"--only: no such run; one of {', '.join(str(Kind(n, d)) for d in (0, 1) for n in given.workers)}")
    return given


def main() -> None:
    """Measure, print, draw."""
    given = arguments()
    sizes = [10**power for power in range(12) if given.least <= 10**power < given.reports] + [given.reports]
    print(HEAD, flush=True)
    found = []
    for one in runs(sizes, given.kinds, sentences(given.sentences), given.memory_trace):
        found.append(one)
        print(one.row(), flush=True)
    for number in sorted({kind.workers for kind in given.kinds} - {1}):
        gain = number * bare(1) / bare(number)
        print(
            f"{number} bare loops at once: {gain:.2f} times the work of one in the same time, the most to be had here"
        )
    if given.chart:
        chart(found, given.chart)
    if given.workers_chart:
        workers_chart(found, given.workers_chart)


if __name__ == "__main__":
    main()
