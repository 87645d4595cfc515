"""How fast places are recognized and resolved, and what that takes: from a page to an archive.

    python -m benchmarks.geoparse_speed [--texts CORPUS.jsonl ...] [--most-mb 10] [--one-mb 5]

Texts are recombined at random, sentence by sentence, from the texts given, by default the example reports; one process
a size. Printed per size: reports, MB of text per CPU second for recognition, for resolution and for both (start-up left
out), peak memory; then the same for a single document, and the CPU seconds until a first sentence is geoparsed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "notebooks" / "reports"
SENTENCES = 25  # in a report
BATCH = 256  # reports


def main() -> None:
    """Measure each size in a process of its own and print a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="+", default=[EXAMPLES])
    parser.add_argument("--most-mb", type=float, default=10.0, help="largest collection of reports")
    parser.add_argument("--one-mb", type=float, default=5.0, help="size of the single document")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        kind, _, size = options.child.partition(":")
        measure(kind, float(size), options.texts)
        return
    print(f"{'text':>20} {'reports':>8} {'recognize':>10} {'resolve':>8} {'both':>6} {'peak MB':>8}")
    sizes = [size for size in (0.01, 0.1, 1.0, 10.0, 100.0) if size <= options.most_mb]
    for child in ["start:0", *(f"many:{size}" for size in sizes), f"one:{options.one_mb}"]:
        command = [
            sys.executable,
            "-m",
            "benchmarks.geoparse_speed",
            "--child",
            child,
            "--texts",
            *map(str, options.texts),
        ]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)


def sentences(paths: list[Path]) -> list[str]:
    """Read the sentences of text files, folders of them, and JSON lines with a ``text`` field."""
    texts: list[str] = []
    for path in paths:
        for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
            content = file.read_text(encoding="utf-8")
            is_lines = file.suffix == ".jsonl"
            texts += [json.loads(line)["text"] for line in content.split("\n") if line] if is_lines else [content]
    return [one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if one]


def documents(pool: list[str], size: float, *, single: bool) -> Iterator[str]:
    """Recombine sentences into texts of `size` MB in total."""
    chance, left = random.Random(0), size * 1e6  # noqa: S311
    while left > 0:
        parts: list[str] = []
        while left > 0 and (single or len(parts) < SENTENCES):
            parts.append(chance.choice(pool))
            left -= len(parts[-1].encode()) + 1
        yield " ".join(parts)


def measure(kind: str, size: float, paths: list[Path]) -> None:
    """Print a line for one size."""
    from mapper.model import Report
    from mapper.recognize import GazetteerRecognizer
    from mapper.resolve import GazetteerResolver

    recognize, resolve = GazetteerRecognizer(), GazetteerResolver()
    first = [Report("first", "Shells fell near Bakhmut, Ukraine.")]
    resolve(first, recognize(first))
    if kind == "start":
        print(f"{'a first sentence':>20} {1:8} {time.process_time():37.2f} CPU s")
        return
    spent = [0.0, 0.0]
    count = read = 0
    reports: list[Report] = []
    for text in documents(sentences(paths), size, single=kind == "one"):
        reports.append(Report(str(count), text))
        count, read = count + 1, read + len(text.encode())
        if len(reports) == BATCH:
            run(recognize, resolve, reports, spent)
            reports = []
    run(recognize, resolve, reports, spent)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    name = f"{size:g} MB" + (", one document" if kind == "one" else "")
    rates = [read / 1e6 / seconds for seconds in (*spent, sum(spent))]
    print(f"{name:>20} {count:8} {rates[0]:10.2f} {rates[1]:8.2f} {rates[2]:6.2f} {peak:8.0f}")


def run(recognize, resolve, reports, spent: list[float]) -> None:
    """Geoparse a batch and add up the CPU seconds of the two stages."""
    start = time.process_time()
    mentions = recognize(reports)
    middle = time.process_time()
    resolve(reports, mentions)
    spent[0] += middle - start
    spent[1] += time.process_time() - middle


if __name__ == "__main__":
    main()
