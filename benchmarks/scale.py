"""Measures how the work grows with the reports: time, memory, processes, Dask.

    python benchmarks/scale.py 10000 [--sentences FOLDER] [--dask] [--chart scale.png]

Runs ``mapper extract`` on 1, 10, 100, ... reports up to the number given, in one process and in two (and on a Dask
cluster of two workers), each from a cold start, and prints a table: reports and MB of text a second, MB a second of
processor time, the peak memory of all processes together, processor time a report. Reports are made by this file:
sentences of the reports in a folder (``.jsonl`` with a column ``text``, or ``.txt``), or invented ones, drawn at random
into reports of two kilobytes. Memory is the proportional set size, sampled ten times a second.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

INVENTED = (
    "Shelling hit {place} on Monday, killing {n} people and wounding {m}.",
    "Officials said that {n} houses were damaged in {place} by artillery fire.",
    "A humanitarian corridor from {place} was agreed for Friday, the deputy minister wrote.",
    "Residents of {place} had no water for {n} days.",
    "Protesters gathered in {place}, and police detained {n} of them.",
    "The committee will meet again in spring to look at the draft, and nothing was decided.",
    "Prices of bread rose by {n} per cent, traders at the market complained.",
    "Two drones were shot down over {place} in the night, the governor said.",
    "Aid trucks reached {place} with {n} tonnes of flour after a wait of {m} days at the border.",
    "He had grown up in {place} and studied law there before the war.",
    "Fighting went on near {place}, where the bridge was blown up in March.",
    "The film was shown at a festival and won no prize.",
)
"""A third of these tell no event, as in news."""

SIZE = 2_000
"""Characters of a report, about."""

FIRST_DAY = date(2022, 2, 24)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: how it was made, and what it took."""

    kind: str
    reports: int
    megabytes: float
    seconds: float
    processor: float
    memory: float
    events: int

    def row(self) -> str:
        """Give a line of the table."""
        return (
            f"{self.kind:10} {self.reports:9} {self.megabytes:9.3f} {self.events:9} {self.seconds:9.1f} "
            f"{self.reports / self.seconds:9.1f} {self.megabytes / self.seconds:8.3f} "
            f"{self.megabytes / self.processor:10.3f} {1000 * self.processor / self.reports:10.2f} {self.memory:9.0f}"
        )


HEAD = (
    f"{'run':10} {'reports':>9} {'MB':>9} {'events':>9} {'s':>9} {'reports/s':>9} {'MB/s':>8} {'MB/CPU s':>10} "
    f"{'CPU ms/rep':>10} {'peak MB':>9}"
)


def sentences(folder: Path | None) -> list[str]:
    """Give the sentences to draw from."""
    if folder is None:
        return list(INVENTED)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    for path in sorted(folder.rglob("*.jsonl")):
        with path.open(encoding="utf-8") as stream:  # splitlines() would part a text at U+2028
            texts += [str(json.loads(line)["text"]) for line in stream]
    cut = (one.strip() for text in texts for one in re.split(r"(?<=[.!?])\s+|\n+", text))
    return [one for one in cut if 30 < len(one) < 600]


def places(count: int = 400) -> list[str]:
    """Give names of towns, the largest of eastern Europe, for the invented sentences."""
    import gazetteer

    return [place.name for place in gazetteer.default().largest(22, 44.3, 40.3, 52.4, count)]


def make(path: Path, count: int, known: list[str], seed: int = 7) -> None:
    """Write reports, a line each: sentences drawn at random, a few hundred paragraphs of them kept together."""
    draw = random.Random(seed)  # noqa: S311
    towns = places() if any("{place}" in one for one in known) else []
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            day = FIRST_DAY + timedelta(days=draw.randrange(1_000))
            row = {"id": f"r{number}", "date": day.isoformat(), "text": _text(draw, known, towns), "source": "Wire"}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _text(draw: random.Random, known: list[str], towns: list[str]) -> str:
    found: list[str] = []
    length = 0
    while length < SIZE:
        at = draw.randrange(len(known))
        some = known[at : at + draw.randrange(1, 4)] if not towns else [_filled(draw, known[at], towns)]
        found.append(" ".join(some))
        length += len(found[-1])
    return "\n\n".join(" ".join(found[at : at + 4]) for at in range(0, len(found), 4))


def _filled(draw: random.Random, sentence: str, towns: list[str]) -> str:
    return sentence.format(place=draw.choice(towns), n=draw.randrange(2, 90), m=draw.randrange(2, 9))


def tree(root: int) -> list[int]:
    """Ids of a process and all that it has begun."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(path.parent.name))
    found = [root]
    for one in found:
        found += parents.get(one, [])
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
    return total / 1000


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


def measure(kind: str, reports: Path, count: int, options: list[str], beside: list[int]) -> Measured:
    """Run the command, and look at it and at the processes `beside` it (a cluster's)."""
    output = reports.with_name("events.parquet")
    command = [sys.executable, "-m", "mapper.cli", "extract", str(reports), "-o", str(output), "--json", *options]
    before = os.times()
    idle = ticks(beside)
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, memory(tree(process.pid) + beside))
        time.sleep(0.1)
    seconds = time.monotonic() - begin
    after = os.times()
    assert process.stdout is not None  # noqa: S101 (it is a pipe)
    told = json.loads(process.stdout.read())
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    processor += ticks(beside) - idle
    text = sum(len(json.loads(line)["text"].encode()) for line in reports.open(encoding="utf-8")) / 1e6
    return Measured(kind, count, text, seconds, processor, peak, told["events"])


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[int]]]:
    """Begin a Dask cluster of processes on this machine; give its address, and the ids of its workers."""
    from distributed import Client, LocalCluster

    settings = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**settings) as local, Client(local) as client:
        yield client.scheduler.address, list(client.run(os.getpid).values())


def runs(sizes: list[int], known: list[str], dask: bool) -> Iterator[Measured]:
    """Measure all runs, the smallest first."""
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            reports = Path(name, f"{size}.jsonl")
            make(reports, size, known)
            for jobs in (1, 2):
                yield measure(f"{jobs} process{'es' * (jobs > 1)}", reports, size, ["--jobs", str(jobs)], [])
            if dask:
                with cluster(2) as (address, workers):
                    yield measure("Dask, 2", reports, size, ["--scheduler", address], workers)
            reports.unlink()


def chart(found: list[Measured], path: Path) -> None:
    """Draw reports a second and memory against the number of reports."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, (speed, memory_axes) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for kind in dict.fromkeys(one.kind for one in found):
        mine = [one for one in found if one.kind == kind]
        sizes = [one.reports for one in mine]
        speed.plot(sizes, [one.reports / one.seconds for one in mine], marker="o", label=kind)
        memory_axes.plot(sizes, [one.memory for one in mine], marker="o", label=kind)
    speed.set(xscale="log", yscale="log", xlabel="reports", ylabel="reports a second, start included")
    memory_axes.set(xscale="log", xlabel="reports", ylabel="peak memory of all processes, MB", ylim=(0, None))
    speed.legend()
    figure.savefig(path, dpi=120)


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=int, nargs="?", default=1_000, help="the largest number of reports")
    parser.add_argument("--sentences", type=Path, help="a folder of reports whose sentences are drawn")
    parser.add_argument("--dask", action="store_true", help="measure a Dask cluster of two workers too")
    parser.add_argument("--from", dest="least", type=int, default=1, help="the smallest number of reports")
    parser.add_argument("--chart", type=Path, help="a picture to draw")
    given = parser.parse_args()
    sizes = [10**power for power in range(12) if given.least <= 10**power < given.reports] + [given.reports]
    print(HEAD)
    found = []
    for one in runs(sizes, sentences(given.sentences), given.dask):
        found.append(one)
        print(one.row(), flush=True)
    if given.chart:
        chart(found, given.chart)


if __name__ == "__main__":
    main()
