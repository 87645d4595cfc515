"""Precision and recall by least score: ``python -m benchmarks.geoparse_threshold CORPUS.jsonl ... [--picture FILE]``.

Corpora as for ``benchmarks/geoparse_accuracy.py``. Printed per corpus, for each least score (the option
``--least-score`` of the commands, `threshold` of `GazetteerResolver`): precision, recall and F1 end to end, and the
share of names found that get a place. With ``--picture`` the curves are drawn as well (needs the extra ``docs``).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.geoparse_accuracy import end_to_end
from mapper.model import Report, Resolution
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver
from mapper.resolve.resolver import THRESHOLD

LEAST = (0.0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
TITLES = {"lgl": "LGL (local news)", "gwn": "GeoWebNews", "geovirus": "GeoVirus", "trnews": "TR-News"}


@dataclass(frozen=True, slots=True)
class Point:
    """What a least score gives on a corpus; all shares are 0 to 1."""

    least: float
    precision: float
    recall: float
    located: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def main() -> None:
    """Print a table a corpus, and draw the curves if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--picture", type=Path, help="PNG file to draw the curves to")
    options = parser.parse_args()
    curves = {path.name.split(".")[0]: curve(path) for path in options.corpora}
    for name, points in curves.items():
        print(f"{name:12} {'least score':>11} {'precision':>10} {'recall':>7} {'F1':>6} {'located':>8}")
        for point in points:
            print(
                f"{'':12} {point.least:11.2f} {point.precision:10.3f} {point.recall:7.3f} {point.f1:6.3f}"
                f" {point.located:8.3f}{'  default' if point.least == THRESHOLD else ''}"
            )
    if options.picture:
        draw(curves, options.picture)
        print(f"wrote {options.picture}")


def curve(path: Path) -> list[Point]:
    """Resolve a corpus once, and score it for each least score."""
    docs = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    reports = [Report(doc["id"], doc["text"]) for doc in docs]
    mentions = GazetteerRecognizer()(reports)
    loose = GazetteerResolver(threshold=1e-6)(reports, mentions)
    return [point(docs, least, [tuple(strict(one, least) for one in found) for found in loose]) for least in LEAST]


def strict(one: Resolution, least: float) -> Resolution:
    """Leave a name open whose place is less sure than `least`."""
    sure = one.score >= least or one.mention.kind != "place"
    return one if sure else replace(one, place=None, longitude=None, latitude=None)


def point(docs: list[dict], least: float, found: list[tuple[Resolution, ...]]) -> Point:
    """Score one least score."""
    hits, told, gold = (sum(counts) for counts in zip(*map(end_to_end, docs, found), strict=True))
    names = [one for report in found for one in report if one.mention.kind == "place"]
    located = sum(one.longitude is not None for one in names)
    return Point(least, hits / max(1, told), hits / max(1, gold), located / max(1, len(names)))


def draw(curves: dict[str, list[Point]], path: Path) -> None:
    """Draw recall against precision, a line a corpus, the default marked."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.4, 4.2), dpi=120)
    for name, points in curves.items():
        line = axes.plot([p.recall for p in points], [p.precision for p in points], ".-", label=TITLES.get(name, name))
        default = next(p for p in points if p.least == THRESHOLD)
        axes.plot(default.recall, default.precision, "o", markersize=9, color=line[0].get_color())
    last = [p for points in curves.values() for p in points if p.least in (LEAST[0], LEAST[-1])]
    for p in last:
        axes.annotate(f"{p.least:g}", (p.recall, p.precision), textcoords="offset points", xytext=(5, 4), fontsize=7)
    axes.set_xlabel("recall")
    axes.set_ylabel("precision")
    axes.set_title("Places found and right, by least score (large dot: the default)", fontsize=10)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Software": None})
    pyplot.close(figure)


if __name__ == "__main__":
    main()
