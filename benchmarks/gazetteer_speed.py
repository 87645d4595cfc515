"""How fast the gazetteer answers, and what it takes: opening, memory, exact and fuzzy look-up.

    python benchmarks/gazetteer_speed.py [--names 20000] [--layers DIR]

Prints one line a figure. ``cold`` names are asked for the first time, ``warm`` ones again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gazetteer import Gazetteer
from gazetteer.layers import installed

SLIPS = 300


def resident_mb() -> float:
    """Memory of this process that lies in main memory, MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1e3


def seconds(work: Callable[[], object]) -> float:
    """Time that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def slip(name: str, chance: random.Random) -> str:
    """Change, drop, double or swap a letter of a name beyond the second."""
    at = chance.randrange(2, len(name) - 1)
    return chance.choice(
        (
            name[:at] + chance.choice("aeioubcdklmnrst") + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=20_000, help="how many names are looked up")
    parser.add_argument("--layers", type=Path, help="folder of layers to open as well")
    options = parser.parse_args()
    import marisa_trie  # noqa: F401 - not part of opening

    layers = [layer.path for layer in installed(options.layers)] if options.layers else []
    before = resident_mb()
    start = time.perf_counter()
    gazetteer = Gazetteer.open(layers=layers)
    taken = time.perf_counter() - start
    gazetteer.lookup("Mariupol")
    print(f"open {1e3 * taken:.1f} ms, {len(gazetteer):,} places, {resident_mb() - before:.1f} MB more after a look-up")
    chance = random.Random(1)  # noqa: S311
    chosen = chance.sample(range(len(gazetteer)), min(options.names, len(gazetteer)))
    names = [gazetteer.name(row) for row in chosen]
    keys = list(dict.fromkeys(key for name in names if (key := name.lower()) in gazetteer))
    again = Gazetteer.open(layers=layers)
    print(f"rows_many cold {len(keys) / seconds(lambda: again.rows_many(keys)):,.0f}/s")
    print(f"rows cold {len(keys) / seconds(lambda: [again.rows(key) for key in keys]):,.0f}/s")
    print(f"rows warm {len(keys) / seconds(lambda: [again.rows(key) for key in keys]):,.0f}/s")
    again = Gazetteer.open(layers=layers)
    exact = names[:8_000]
    print(f"lookup cold {len(exact) / seconds(lambda: [again.lookup(name, limit=1) for name in exact]):,.0f}/s")
    print(f"lookup warm {len(exact) / seconds(lambda: [again.lookup(name, limit=1) for name in exact]):,.0f}/s")
    slips = [slip(name, chance) for name in names if len(name) > 6][:SLIPS]
    times = sorted(1e3 * seconds(lambda name=name: gazetteer.lookup(name)) for name in slips)  # type: ignore[misc]
    print(
        f"fuzzy mean {sum(times) / len(times):.2f} ms, median {times[len(times) // 2]:.2f} ms, "
        f"95 % {times[int(0.95 * len(times))]:.2f} ms, most {times[-1]:.2f} ms"
    )
    print(f"memory {resident_mb() - before:.1f} MB more at the end, with numpy and what is remembered")


if __name__ == "__main__":
    sys.exit(main())
