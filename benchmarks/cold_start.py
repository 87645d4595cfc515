"""Cold start: ``mapper map`` on one report against importing folium and geopandas, in the same environment.

Run as ``python -m benchmarks.cold_start [REPORT] [--runs N]``. Prints the shortest wall time of each (the two taken by
turns, so that both meet the same machine), their ratio, and the peak memory of ``mapper map``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "notebooks" / "reports" / "ukraine-north.txt"


def measure(*arguments: str) -> tuple[float, float]:
    """Run Python with arguments; give wall time in seconds and peak memory in MB."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # ru_maxrss is in bytes there, in kB elsewhere
    return seconds, usage.ru_maxrss / unit


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", nargs="?", default=str(REPORT))
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = ("-m", "mapper.cli", "map", options.report, "-o", f"{folder}/map.html")
        runs = [(measure("-c", "import folium, geopandas"), measure(*command)) for _ in range(options.runs)]
    floor = min(seconds for (seconds, _), _ in runs)
    ours = min(seconds for _, (seconds, _) in runs)
    print(f"import folium, geopandas   {floor:.2f} s")
    print(f"mapper map, one report     {ours:.2f} s, peak memory {max(peak for _, (_, peak) in runs):.0f} MB")
    print(f"ratio                      {ours / floor:.2f} (shortest of {options.runs} runs each)")


if __name__ == "__main__":
    main()
