"""How fast the whole chain is, by stage: files to reports, names, places, events, and their table.

    python -m benchmarks.chain_speed [REPORTS ...] [--mb 1] [--runs 3] [--chart speed.png]

REPORTS are files or folders that ``mapper extract`` reads. Without any, the sentences of the example reports are
recombined at random to `--mb` megabytes. Printed: MB of text and reports a CPU second of each stage and of all (the
least time of the runs for each; start-up is told apart), events, CPU seconds until a first sentence is coded, peak
memory. On the same text: the peers of `benchmarks.geoparse_peers` that are installed, which find places as the first
two stages do; and for scale two things that do far less, looking up each word in sets of names and of trigger words,
and the tokenizer of a blank spaCy pipeline. No coder of events installs from PyPI and runs offline.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.geoparse_peers import SYSTEMS, MissingError
from benchmarks.geoparse_speed import EXAMPLES, documents, sentences
from mapper.model import Report

STAGES = ("read", "recognize", "resolve", "tag", "table")
LOCATED = "recognize and resolve"
FOR_SCALE = "for scale:"
FIRST = "Shells fell near Bakhmut, Ukraine, on Monday and killed two people."
LEAST_PEOPLE = 15_000  # of a settlement in the sets of names


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", help="files or folders; none: recombined examples")
    parser.add_argument("--mb", type=float, default=1.0, help="size of the recombined examples")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--chart", type=Path, help="a picture to draw; needs matplotlib")
    options = parser.parse_args()
    began = time.process_time()
    chain = Chain()
    chain.code([Report("first", FIRST)])
    start_up = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        paths = options.reports or [recombined(Path(folder), options.mb)]
        runs = [chain.run(paths) for _ in range(options.runs)]
    least = [min(column) for column in zip(*runs, strict=True)]
    megabytes = sum(len(report.text.encode("utf-8", "surrogatepass")) for report in chain.reports) / 1e6
    print(f"{megabytes:.2f} MB in {len(chain.reports)} reports; {chain.events} events")
    ours = {**dict(zip(STAGES, least, strict=True)), LOCATED: least[1] + least[2], "all": sum(least)}
    others = peers(chain.reports, options.runs)
    print(f"{'':38}{'CPU s':>8}{'MB/CPU s':>10}{'reports/CPU s':>15}{'against ours':>14}")
    for name, seconds in (ours | others).items():
        ratio = f"{against(name, ours) / seconds:13.1f}x" if name in others else ""
        print(f"{name:38}{seconds:8.3f}{megabytes / seconds:10.2f}{len(chain.reports) / seconds:15.0f}{ratio}")
    print(f"{'start-up, a first sentence':38}{start_up:8.3f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    if options.chart:
        chart({name: megabytes / seconds for name, seconds in (ours | others).items()}, set(others), options.chart)


def against(name: str, ours: dict[str, float]) -> float:
    """Give our seconds for what a peer does: finding places, or nothing that we do alone."""
    return ours["all" if name.startswith(FOR_SCALE) else LOCATED]


def chart(rates: dict[str, float], others: set[str], path: Path) -> None:
    """Draw MB a CPU second of each stage and peer."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 0.35 * len(rates) + 1), layout="constrained")
    names = list(rates)[::-1]
    bars = axes.barh(names, [rates[name] for name in names],
                     color=["#999999" if name in others else "#0072B2" for name in names])  # fmt: skip
    axes.bar_label(bars, [f" {rates[name]:.2f}" for name in names])
    axes.set(xscale="log", xlabel="MB of text a CPU second, log scale (blue: event-mapper, grey: others)")
    axes.margins(x=0.15)
    figure.savefig(path, dpi=120)


class Chain:
    """The project's own stages, timed one by one."""

    def __init__(self) -> None:
        from mapper.pipeline import Pipeline
        from mapper.taxonomy import Taxonomy

        self.pipeline, self.taxonomy = Pipeline(), Taxonomy.load()
        self.reports: list[Report] = []
        self.events = 0

    def run(self, paths: Sequence[str]) -> list[float]:
        """Go from files to the table, as ``mapper extract`` does; give the CPU seconds of `STAGES`."""
        from mapper.read import Fault, read

        began = time.process_time()
        self.reports = [item for item in read(paths) if not isinstance(item, Fault)]
        return [time.process_time() - began, *self.code(self.reports)]

    def code(self, reports: Sequence[Report]) -> list[float]:
        """Go from reports to the table; give the CPU seconds of `STAGES` but the first."""
        from mapper.pipeline import batches
        from mapper.schema import to_frame, to_rows

        located = tagged = 0.0
        told = []
        recognizer = Timed(self.pipeline.recognizer)
        pipeline = type(self.pipeline)(recognizer, self.pipeline.resolver, self.pipeline.tagger)
        for batch in batches(reports):
            began = time.process_time()
            places = pipeline.locate(batch)
            middle = time.process_time()
            told += zip(batch, pipeline.tag(batch, places), strict=True)
            located, tagged = located + middle - began, tagged + time.process_time() - middle
        began = time.process_time()
        frame = to_frame(row for report, events in told for row in to_rows(report, events, self.taxonomy))
        table = time.process_time() - began
        self.events = len(frame)
        return [recognizer.seconds, located - recognizer.seconds, tagged, table]


class Timed:
    """A stage that adds up its CPU seconds."""

    def __init__(self, stage: Callable) -> None:
        self.stage, self.seconds = stage, 0.0

    def __call__(self, *given: object) -> list:
        """Do what the stage does."""
        began = time.process_time()
        result = self.stage(*given)
        self.seconds += time.process_time() - began
        return result


def recombined(folder: Path, size: float) -> str:
    """Write reports made of the sentences of the examples, `size` MB in all."""
    path = folder / "reports.jsonl"
    texts = documents(sentences([EXAMPLES]), size, single=False)
    rows = ({"id": str(number), "date": "2024-05-17", "text": text} for number, text in enumerate(texts))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def peers(reports: Sequence[Report], runs: int) -> dict[str, float]:
    """Give the least CPU seconds of those that find places, and of what does far less."""
    systems: dict[str, Callable[[], object]] = {}
    for name, make in SYSTEMS.items():
        if name != "event-mapper":
            try:
                systems[f"places: {name}"] = partial(make(), reports)
            except MissingError as reason:
                print(f"{name} is not installed: {reason}")
    systems[f"{FOR_SCALE} words in two sets"] = partial(each, reports, words_in_sets())
    if find_spec("spacy"):
        import spacy

        systems[f"{FOR_SCALE} spaCy's tokenizer"] = partial(each, reports, spacy.blank("en").make_doc)
    return {name: min(seconds(system) for _ in range(runs)) for name, system in systems.items()}


def each(reports: Sequence[Report], system: Callable[[str], object]) -> None:
    """Give each text to a system."""
    for report in reports:
        system(report.text)


def seconds(system: Callable[[], object]) -> float:
    """Give the CPU seconds of a call."""
    began = time.process_time()
    system()
    return time.process_time() - began


def words_in_sets() -> Callable[[str], object]:
    """Give a function that finds the words of a text that are names of large places, or begin a trigger."""
    import gazetteer
    from mapper.tag.triggers import Lexicon
    from mapper.taxonomy import Taxonomy

    index = gazetteer.default()
    names = {index.place(row).name for row in range(len(index)) if index.population(row) >= LEAST_PEOPLE}
    triggers, word = Lexicon(Taxonomy.load()).anchors, re.compile(r"[^\W\d_]+")

    def find(text: str) -> list[tuple[str, bool]]:
        return [(one, one in names) for one in word.findall(text) if one in names or one.lower() in triggers]

    return find


if __name__ == "__main__":
    main()
