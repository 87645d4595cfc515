"""How fast the gazetteer answers, and what it takes: opening, memory, exact and fuzzy look-up.

    python -m benchmarks.gazetteer_speed [--names 20000] [--layers DIR]

Prints one line a figure; rates are the best of three runs, each on an index opened anew.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gazetteer import Gazetteer, fold
from gazetteer.layers import installed

SLIPS = 300
REPEATS = 3


def resident_mb() -> float:
    """Memory of this process that lies in main memory, MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1e3


def seconds(work: Callable[[], object]) -> float:
    """Time of one processor that a piece of work takes: what else the machine does counts little."""
    start = time.process_time()
    work()
    return time.process_time() - start


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
    print(f"open {1e3 * taken:.1f} ms by the clock, {len(gazetteer):,} places, {resident_mb() - before:.1f} MB more")
    taken = seconds(lambda: Gazetteer.open(layers=layers))
    print(f"open again {1e3 * taken:.1f} ms of one processor")
    taken = seconds(lambda: gazetteer.lookup("Mariupol"))
    print(f"first look-up {1e3 * taken:.1f} ms, {resident_mb() - before:.1f} MB more")
    chance = random.Random(1)  # noqa: S311
    chosen = chance.sample(range(len(gazetteer)), min(options.names, len(gazetteer)))
    names = list(dict.fromkeys(gazetteer.name(row) for row in chosen))
    exact(names, layers)
    slips = [slip(name, chance) for name in names if len(name) > 6][:SLIPS]
    taken = seconds(lambda: gazetteer.lookup("Zaporizhshya"))
    print(f"first look-up of a misspelt name {1e3 * taken:.1f} ms")
    times = sorted(1e3 * seconds(lambda name=name: gazetteer.lookup(name)) for name in slips)  # type: ignore[misc]
    print(
        f"misspelt names: mean {sum(times) / len(times):.2f} ms, median {times[len(times) // 2]:.2f} ms, "
        f"95 % {times[int(0.95 * len(times))]:.2f} ms, most {times[-1]:.2f} ms"
    )
    print(f"{resident_mb() - before:.1f} MB more at the end, with what is remembered and the pages that were touched")


def exact(names: list[str], layers: list[Path]) -> None:
    """Print how many names a second are found: of folded ones the rows, of others the places, ranked."""
    keys = list(dict.fromkeys(map(fold, names)))

    def rate(label: str, given: list[str], work: Callable[[Gazetteer], object]) -> Gazetteer:
        fastest, opened = float("inf"), Gazetteer.open(layers=layers)
        for _ in range(REPEATS):
            opened = Gazetteer.open(layers=layers)
            fastest = min(fastest, seconds(lambda opened=opened: work(opened)))  # type: ignore[misc]
        print(f"{label} {len(given) / fastest:,.0f}/s")
        return opened

    rate("rows_many, first time", keys, lambda opened: opened.rows_many(keys))
    opened = rate("rows, first time", keys, lambda opened: [opened.rows(key) for key in keys])
    print(f"rows, again {len(keys) / seconds(lambda: [opened.rows(key) for key in keys]):,.0f}/s")
    rate("lookup_many, first time", names, lambda opened: opened.lookup_many(names))
    some = names[:8_000]
    opened = rate("lookup, first time", some, lambda opened: [opened.lookup(name, limit=1) for name in some])
    taken = seconds(lambda: [opened.lookup(name, limit=1) for name in some])
    print(f"lookup, again {len(some) / taken:,.0f}/s")
    alone = [name for name in names if len(opened.find_rows(fold(name))) == 1]
    print(f"{len(alone):,} of the {len(names):,} names have one bearer")
    rate("lookup_many of these, first time", alone, lambda opened: opened.lookup_many(alone))


if __name__ == "__main__":
    sys.exit(main())
