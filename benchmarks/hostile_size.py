"""Reads input that means harm by its size alone, and prints what came of it, in what time and memory.

    python -m benchmarks.hostile_size [--gigabytes 2] [--rows 10000000]

Files of one line of two gigabytes, files of two gigabytes of nothing, and a table of ten million rows in which a quote
is not closed in every row, in each thousandth, or in the first alone. Each is made in a temporary folder, read by a
process of its own (`mapper.read.read`, which is what every command reads by), and removed. Time is of that process
from its start; memory is the most that it had resident.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROSE = "Shelling hit Kyiv on Friday and killed two people."

READ = """
import json, resource, sys
from mapper.model import Report
from mapper.read import read
reports, faults, first = 0, 0, ""
for one in read([sys.argv[1]]):
    if isinstance(one, Report):
        reports += 1
    else:
        faults, first = faults + 1, first or one.message
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([reports, faults, first, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))
"""

Write = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large files are made: bytes of a line or of nothing, rows of a table."""

    length: int
    rows: int

    def line(self, before: str, after: str) -> Write:
        """Make a writer of a line without end, between what makes a file of its kind."""

        def write(path: Path) -> None:
            with path.open("wb") as stream:
                stream.write(before.encode())
                for _ in range(self.length // 2**20):
                    stream.write(b"word " * 209_715 + b"w")
                stream.write(after.encode())

        return write

    def nothing(self, path: Path) -> None:
        """Write zeros that take no room on the disk."""
        with path.open("wb") as stream:
            stream.truncate(self.length)

    def table(self, every: int) -> Write:
        """Make a writer of rows of which the first, and each so many after it, opens a quote that does not close."""

        def write(path: Path) -> None:
            with path.open("w", encoding="utf-8") as stream:
                stream.write("source,text\n")
                for number in range(self.rows):
                    stream.write(f'a,"{PROSE}\n' if number % every == 0 else f"a,{PROSE}\n")

        return write

    def inputs(self) -> Iterator[tuple[str, str, Write]]:
        """Give each input: what it is, the ending of its file, how it is written."""
        for ending, before, after in (
            ("txt", "", ""),
            ("jsonl", '{"text": "', f'"}}\n{{"text": "{PROSE}"}}\n'),
            ("csv", "text\n", f"\n{PROSE}\n"),
            ("json", '[{"text": "', '"}]'),
            ("html", "<p>", ""),
            ("eml", "From: a@example.org\n\n", ""),
            ("mbox", "From a\nFrom: a@b.c\n\n", f"\n\nFrom b\nFrom: b@c.d\n\n{PROSE}\n"),
            ("rss", '<rss version="2.0"><channel><item><title>', ""),
        ):
            yield f"one line of {self.length / 2**30:g} GB", ending, self.line(before, after)
        for ending in ("txt", "jsonl", "csv", "zip", "parquet"):
            yield f"{self.length / 2**30:g} GB of zeros", ending, self.nothing
        for every, told in ((1, "in every row"), (1_000, "in each thousandth"), (self.rows, "in the first")):
            yield f"{self.rows:,} rows, a quote not closed {told}", "csv", self.table(every)


def measured(path: Path) -> str:
    """Read a file in a process of its own; give reports, faults, the first fault, CPU seconds and MB, as a row ends."""
    command = [sys.executable, "-c", READ, str(path)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    reports, faults, first, seconds, megabytes = json.loads(told)
    return f"{reports:,} | {faults:,} | {first or '-'} | {seconds:.1f} | {megabytes:.0f}"


def main() -> None:
    """Make, read, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gigabytes", type=float, default=2, help="length of the files of one line")
    parser.add_argument("--rows", type=int, default=10_000_000, help="rows of the tables")
    given = parser.parse_args()
    sizes = Sizes(int(given.gigabytes * 2**30), given.rows)
    print("| input | file | reports | faults | the first of these | CPU s | MB |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, ending, write in sizes.inputs():
            path = Path(folder, f"a.{ending}")
            write(path)
            print(f"| {what} | `.{ending}` | {measured(path)} |", flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
