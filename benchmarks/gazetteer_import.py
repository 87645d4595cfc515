"""What importing a dump as large as GeoNames' own takes: ``python -m benchmarks.gazetteer_import --places 12000000``.

Makes a dump of that many places in GeoNames' layout by perturbing real rows (ids, positions, a letter of each name):
those of the embedded index, or of a dump that is given. Imports it into a folder of its own, in one process, and prints
the time, the most memory, and how fast base and layer answer to names that are asked for the first time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer, default, fold
from gazetteer.importing import import_dump

FIRST_ID = 20_000_000
LOOKUPS = 20_000
MOST_SECONDS, MOST_MB, MOST_LOOKUP_US, MOST_OPEN_MS = 900, 2_000, 10, 100
FEATURES = {
    "settlement": ("P", "PPL"), "site": ("S", "BLDG"), "water": ("H", "STM"), "area": ("L", "LCTY"),
    "adm1": ("A", "ADM1"), "adm2": ("A", "ADM2"), "country": ("A", "PCLI"),
}  # fmt: skip


def embedded_rows() -> list[list[str]]:
    """Rows of the embedded index in GeoNames' layout, with the names that the index has of each place."""
    gazetteer = default()
    names: dict[int, list[str]] = defaultdict(list)
    for key in gazetteer.keys(""):
        for row, _ in gazetteer.rows(key):
            names[row].append(key.title())
    rows = []
    for row in range(len(gazetteer)):
        place = gazetteer.place(row)
        others = ",".join(name for name in names[row] if name != place.name.title())
        feature = FEATURES[place.kind]
        cells = ["", place.name, fold(place.name).title(), others, str(place.latitude), str(place.longitude), *feature]
        rows.append([*cells, place.country, "", place.admin1_code, *[""] * 3, str(place.population), "", "", "", ""])
    return rows


def perturbed(rows: Sequence[Sequence[str]], count: int) -> Iterator[str]:
    """Rows like the given ones, each with its own id, a place near by, and a letter put into each of its names."""
    chance = random.Random(1)  # noqa: S311
    for number in range(count):
        cells = list(rows[number % len(rows)])
        cells[0] = str(FIRST_ID + number)
        letter, share = chance.choice("aeiounrst"), chance.random()
        for column in (1, 2):
            cells[column] = _spoilt(cells[column], letter, share)
        cells[3] = ",".join(_spoilt(name, letter, share) for name in cells[3].split(",")) if cells[3] else ""
        cells[4] = f"{max(-90.0, min(90.0, float(cells[4]) + chance.uniform(-30, 30))):.5f}"
        cells[5] = f"{max(-180.0, min(180.0, float(cells[5]) + chance.uniform(-90, 90))):.5f}"
        yield "\t".join(cells)


def _spoilt(name: str, letter: str, share: float) -> str:
    at = 1 + int(share * len(name))
    return name[:at] + letter + name[at:]


def make(source: Path | None, count: int, dump: Path) -> None:
    """Write the dump; in a process of its own, so that its memory does not count."""
    if source is None:
        rows = embedded_rows()
    else:
        rows = [line.split("\t") for line in source.read_text(encoding="utf-8").split("\n") if line]
    with dump.open("w", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in perturbed(rows, count))


def main() -> int:
    """Make, import, measure, print; 1 when a figure is above what is aimed at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dump", type=Path, nargs="?", help="a real dump, as UA.txt; by default the embedded index")
    parser.add_argument("--places", type=int, default=200_000, help="how many rows to make")
    parser.add_argument("--folder", type=Path, help="where to work; by default a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        dump = folder / "perturbed.txt"
        maker = multiprocessing.get_context("spawn").Process(target=make, args=(options.dump, options.places, dump))
        maker.start()
        maker.join()
        print(f"dump {dump.stat().st_size / 1e6:,.0f} MB, {options.places:,} rows", flush=True)
        start, used = time.perf_counter(), time.process_time()
        say: Callable[[str], None] = lambda line: print(  # noqa: E731
            f"  {time.perf_counter() - start:6.1f} s  {line}", flush=True
        )
        layer = import_dump(dump, folder / "layers", say=say).layer
        taken, used = time.perf_counter() - start, time.process_time() - used
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"import {taken:.1f} s ({options.places / taken:,.0f} rows/s), {used:.1f} s of one processor")
        print(f"most memory {peak:,.0f} MB")
        size = sum(path.stat().st_size for path in layer.path.rglob("*") if path.is_file())
        print(f"layer {size / 1e6:,.0f} MB in {len(layer.parts)} parts, {layer.names:,} names")
        opened, slowest = answer(layer.path)
    good = taken <= MOST_SECONDS and peak <= MOST_MB and slowest <= MOST_LOOKUP_US and opened <= MOST_OPEN_MS
    return 0 if good else 1


def answer(path: Path) -> tuple[float, float]:
    """Print how fast an index with a layer opens (ms) and answers (microseconds for an exact name); return both."""
    start = time.perf_counter()
    gazetteer = Gazetteer.open(layers=[path])
    opened = 1e3 * (time.perf_counter() - start)
    print(f"open {opened:.1f} ms by the clock, {len(gazetteer):,} places")
    base = len(default())
    slowest = 0.0
    for where, rows in (("base", range(base)), ("layer", range(base, len(gazetteer)))):
        chosen = random.Random(2).sample(rows, min(LOOKUPS, len(rows)))  # noqa: S311
        names = list(dict.fromkeys(gazetteer.name(row) for row in chosen))
        keys = list(dict.fromkeys(map(fold, names)))
        gazetteer = Gazetteer.open(layers=[path])
        each = _times(gazetteer.rows, keys)
        mean, median = statistics.fmean(each), statistics.median(each)
        many = _times(gazetteer.rows_many, [keys])[0] / len(keys)
        again = Gazetteer.open(layers=[path])
        matches = statistics.fmean(_times(again.lookup, names))
        print(
            f"names of the {where}, asked for the first time: rows {mean:.1f} us (median {median:.1f}), "
            f"rows_many {many:.1f} us, lookup {matches:.1f} us"
        )
        slowest = max(slowest, mean)
    return opened, slowest


def _times(work: Callable[[Any], object], inputs: Sequence[Any]) -> list[float]:
    """Microseconds of one processor that each call takes: what else the machine does counts little."""
    taken = []
    for given in inputs:
        start = time.process_time()
        work(given)
        taken.append(1e6 * (time.process_time() - start))
    return taken


if __name__ == "__main__":
    raise SystemExit(main())
