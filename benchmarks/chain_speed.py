"""How fast the whole chain is, by stage: files to reports, names, places, events, and their table.

    python benchmarks/chain_speed.py [REPORTS ...] [--mb 1] [--runs 3]

REPORTS are files or folders that ``mapper extract`` reads. Without any, the sentences of the example reports are
recombined at random to `--mb` megabytes. Printed: MB of text and reports a CPU second of each stage and of all (the
least time of the runs for each; start-up is told apart), events, CPU seconds until a first sentence is coded, peak
memory; and for scale two things that do far less: looking up each word in sets of names and of trigger words, and the
tokenizer of a blank spaCy pipeline, where spaCy is installed.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from geoparse_speed import EXAMPLES, documents, sentences

from mapper.model import Report

STAGES = ("read", "recognize", "resolve", "tag", "table")
FIRST = "Shells fell near Bakhmut, Ukraine, on Monday and killed two people."
LEAST_PEOPLE = 15_000  # of a settlement in the sets of names


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", help="files or folders; none: recombined examples")
    parser.add_argument("--mb", type=float, default=1.0, help="size of the recombined examples")
    parser.add_argument("--runs", type=int, default=3)
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
    print(f"{'':30}{'CPU s':>8}{'MB/CPU s':>10}{'reports/CPU s':>15}")
    located = least[1] + least[2]
    told = {**dict(zip(STAGES, least, strict=True)), "recognize and resolve": located, "all": sum(least)}
    for name, seconds in (told | peers(chain.reports, options.runs)).items():
        print(f"{name:30}{seconds:8.3f}{megabytes / seconds:10.2f}{len(chain.reports) / seconds:15.0f}")
    print(f"{'start-up, a first sentence':30}{start_up:8.3f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


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
    """Give the least CPU seconds of what does far less."""
    systems: dict[str, Callable[[str], object]] = {"for scale: words in two sets": words_in_sets()}
    if find_spec("spacy"):
        import spacy

        systems["for scale: spaCy's tokenizer"] = spacy.blank("en").make_doc
    found = {}
    for name, system in systems.items():
        spent = []
        for _ in range(runs):
            began = time.process_time()
            for report in reports:
                system(report.text)
            spent.append(time.process_time() - began)
        found[name] = min(spent)
    return found


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
