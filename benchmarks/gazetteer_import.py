"""What importing a large dump takes: ``python benchmarks/gazetteer_import.py NL.txt --places 12000000``.

Makes a dump of that many places in GeoNames' layout by perturbing the rows of a real one (ids, positions, a letter of
the name), imports it into a folder of its own, and prints the time, the most memory, and how fast the layer answers.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from gazetteer import Gazetteer
from gazetteer.importing import import_dump

FIRST_ID = 20_000_000
LOOKUPS = 20_000


def perturbed(rows: list[list[str]], count: int) -> Iterator[str]:
    """Rows like the given ones, each with its own id, a place near by, and a letter of its names changed."""
    chance = random.Random(1)  # noqa: S311
    for number in range(count):
        cells = list(rows[number % len(rows)])
        cells[0] = str(FIRST_ID + number)
        letter, at = chance.choice("aeiounrst"), chance.randrange(1, max(2, len(cells[1])))
        for column in (1, 2):
            cells[column] = cells[column][:at] + letter + cells[column][at:]
        cells[4] = f"{max(-90.0, min(90.0, float(cells[4]) + chance.uniform(-30, 30))):.5f}"
        cells[5] = f"{max(-180.0, min(180.0, float(cells[5]) + chance.uniform(-90, 90))):.5f}"
        yield "\t".join(cells)


def main() -> None:
    """Make, import, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dump", type=Path, help="a real dump, as UA.txt")
    parser.add_argument("--places", type=int, default=200_000, help="how many rows to make")
    parser.add_argument("--folder", type=Path, help="where to work; by default a temporary folder")
    options = parser.parse_args()
    rows = [line.split("\t") for line in options.dump.read_text(encoding="utf-8").split("\n") if line]
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        dump = folder / "perturbed.txt"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in perturbed(rows, options.places))
        print(f"dump {dump.stat().st_size / 1e6:,.0f} MB, {options.places:,} rows")
        start = time.perf_counter()
        layer = import_dump(
            dump, folder / "layers", say=lambda line: print(f"  {time.perf_counter() - start:6.1f} s  {line}")
        ).layer
        taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"import {taken:.1f} s ({options.places / taken:,.0f} rows/s), most memory {peak:,.0f} MB")
        size = sum(path.stat().st_size for path in layer.path.rglob("*") if path.is_file())
        print(f"layer {size / 1e6:,.0f} MB in {len(layer.parts)} parts, {layer.names:,} names")
        answer(layer.path)


def answer(path: Path) -> None:
    """Print how fast a layer opens and answers."""
    start = time.perf_counter()
    gazetteer = Gazetteer.open(layers=[path])
    print(f"open {1e3 * (time.perf_counter() - start):.1f} ms")
    chosen = random.Random(2).sample(range(len(gazetteer)), min(LOOKUPS, len(gazetteer)))  # noqa: S311
    keys = [key for row in chosen if (key := gazetteer.name(row).lower()) in gazetteer]
    start = time.perf_counter()
    for key in keys:
        gazetteer.all_rows(key)
    print(f"exact look-up {1e6 * (time.perf_counter() - start) / len(keys):.1f} us")


if __name__ == "__main__":
    sys.exit(main())
