"""All benchmarks of speed, in small: one command, a table of each, and charts.

    python -m benchmarks [FOLDER] [--reports PATH ...]

Runs cold start, look-ups, the chain by stage beside its peers, work against the number of reports and of processes, and
maps beside their peers, one after the other, some twenty minutes in all. Tables are printed and kept in FOLDER (by
default ``benchmark``) as text, with charts of speed by stage, against reports and against workers. Each program takes
larger sizes by itself; PATH are reports to take sentences from instead of the examples.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def plan(folder: Path, reports: list[str]) -> dict[str, list[str]]:
    """Give the arguments of each program."""
    sentences = ["--sentences", *reports] if reports else []
    charts = ["--chart", f"{folder}/scale.png", "--workers-chart", f"{folder}/workers.png"]
    return {
        "cold_start": [],
        "gazetteer_speed": [],
        "chain_speed": [*reports, "--chart", f"{folder}/stages.png"],
        "geoparse_speed": ["--most-mb", "1", "--one-mb", "1"],
        "scale": ["1000", "--dask", *sentences, *charts],
        "map_scale": ["1000", "10000"],
    }


def main() -> None:
    """Run each, print and keep what it tells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("benchmark"))
    parser.add_argument("--reports", nargs="+", default=[], help="reports to take sentences from")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    failed = [
        name for name, options in plan(given.folder, given.reports).items() if not run(name, options, given.folder)
    ]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def run(name: str, options: list[str], folder: Path) -> bool:
    """Run one program, printing its table and keeping it; give whether it ended well."""
    print(f"\n# python -m benchmarks.{' '.join([name, *options])}", flush=True)
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    with (folder / f"{name}.txt").open("w", encoding="utf-8") as kept:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in process.stdout or ():
            print(line, end="", flush=True)
            kept.write(line)
        return process.wait() == 0


if __name__ == "__main__":
    main()
