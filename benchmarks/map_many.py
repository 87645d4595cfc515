"""What a map of many events costs: time, memory, and what the page holds.

    python -m benchmarks.map_many 10000000 [--max-mb 80] [--keep FOLDER]

Makes a folder of Parquet files (half a million invented events each, in the order of time; kept in FOLDER for more
runs), draws it with ``mapper draw --max-mb``, then a single month of it, each in a process of its own, and prints:

- ``seconds``, ``CPU s`` and ``peak MB`` of the process that draws (Linux; the peak of its resident memory),
- the page's size, and how many events it holds and counts,
- how long the page takes until it answers, and its filters (see `benchmarks.map_scale`), in headless Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.map_events import DAYS, FIRST_DAY, make
from benchmarks.map_scale import FLAGS, opened
from tests.chromium import find_chromium

PART = 500_000
DRAW = """
import json, resource
from mapper.cli import main
try:
    main()
finally:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000]))
"""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--max-mb", type=float, default=80)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "events"
        fill(folder, options.events)
        size = sum(one.stat().st_size for one in folder.iterdir()) / 1e6
        load = f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        print(f"{options.events:,} events in {size:,.0f} MB of Parquet; {load}", flush=True)
        page = Path(scratch) / "map.html"
        tell("whole table", drawn(folder, page, "--max-mb", str(options.max_mb)), page)
        look(page)
        month = FIRST_DAY + timedelta(DAYS // 2)
        span = ("--from", month.isoformat(), "--to", (month + timedelta(29)).isoformat())
        tell("a month", drawn(folder, page, *span), page)


def fill(folder: Path, events: int) -> None:
    """Write the table, what of it is not there yet; each file has the days after those of the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = -(-events // PART)
    for part in range(parts):
        path = folder / f"{part:04}-of-{parts:04}.parquet"
        if path.exists():
            continue
        frame = make(min(PART, events - part * PART), seed=part)
        first = np.datetime64(FIRST_DAY)
        for name in ("date_start", "date_end", "published"):
            days = (frame[name].to_numpy().astype("datetime64[D]") - first).astype(int)
            frame[name] = (first + (part * DAYS + days) // parts).astype("datetime64[ms]")
        frame.to_parquet(path, row_group_size=50_000)


def drawn(folder: Path, page: Path, *options: str) -> dict[str, Any]:
    """Draw in a process of its own; what the command tells, and what the process took."""
    begin = time.perf_counter()
    command = [sys.executable, "-c", DRAW, "draw", str(folder), "-o", str(page), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    lines = done.stdout.splitlines()
    told: dict[str, Any] = json.loads(lines[0])
    cpu, peak = json.loads(lines[1])
    return {**told, "seconds": time.perf_counter() - begin, "cpu": cpu, "peak": peak}


def tell(name: str, found: dict[str, Any], page: Path) -> None:
    """Print a row."""
    counted = (
        f"{found['counted']:,} counted by {found['step']} and {found['square']:g} degrees" if "counted" in found else ""
    )
    print(
        f"{name}: {found['seconds']:.1f} seconds, {found['cpu']:.1f} CPU s, peak {found['peak']:,.0f} MB; page "
        f"{page.stat().st_size / 1e6:.1f} MB, {found['events']:,} events {counted}",
        flush=True,
    )


def look(path: Path) -> None:
    """Open the page and print what it takes."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.set_default_timeout(300_000)
        found = opened(page, "ours", path, 1)
        browser.close()
    print("page: " + ", ".join(f"{name} {value:.1f}" for name, value in found.items() if isinstance(value, float)))


if __name__ == "__main__":
    main()
