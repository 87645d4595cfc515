"""One table for this geoparser and its offline peers: ``python -m benchmarks.geoparse_peers CORPUS.jsonl ...``.

Corpora and F1 end to end as in ``benchmarks/geoparse_accuracy.py`` (overlapping span, right place within 161 km or by
GeoNames id); speed over all corpora in one process, after a first short text. Peers:

- dictionary: capitalised names of settlements over 15,000 inhabitants, countries and first-order regions of this
  project's gazetteer, longest first, the most populous bearer;
- geotext (``pip install geotext``): its own list of cities, the most populous bearer of the name;
- geonames-tagger (``pip install geonames-tagger``): its list is built from this project's gazetteer in GeoNames'
  layout, the most populous of the ids that it gives;
- spaCy (``pip install spacy`` and a model with an entity recognizer, such as ``python -m spacy download
  en_core_web_md``): GPE, LOC and FAC, the most populous bearer of the name.

A peer that is not installed is skipped, with a line that says how to get it. Peers that give names and no spans are
credited with every bearing of the name in the text.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import gazetteer as gz
from benchmarks.geoparse_accuracy import end_to_end
from gazetteer import Gazetteer
from gazetteer.names import fold
from mapper.model import Mention, Report, Resolution
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver

LEAST_PEOPLE = 15_000  # of a settlement in the dictionary
MOST_WORDS = 4
WARM_UP = "A flood hit Paris in France."

System = Callable[[Sequence[Report]], list[tuple[Resolution, ...]]]


class MissingError(Exception):
    """A peer is not installed; the message says how to get it."""


def main() -> None:
    """Score each system on each corpus and print a line a system."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    corpora = {path.name.split(".")[0]: read(path) for path in parser.parse_args().corpora}
    print(
        f"{'':22}" + "".join(f"{name:>10}" for name in corpora) + f"{'docs/CPU s':>12}{'MB/CPU s':>10}{'ours is':>11}"
    )
    ours = 0.0
    for name, make in SYSTEMS.items():
        try:
            system = make()
        except MissingError as reason:
            print(f"{name:22}not installed: {reason}")
            continue
        scores, seconds = score(system, corpora)
        documents = sum(map(len, corpora.values()))
        size = sum(len(doc["text"].encode()) for docs in corpora.values() for doc in docs) / 1e6
        ours = ours or seconds
        ratio = f"{seconds / ours:.1f}x faster" if seconds > ours else f"{ours / seconds:.1f}x slower"
        ratio = "" if seconds == ours else ratio
        figures = "".join(f"{100 * f1:10.1f}" for f1 in scores)
        print(f"{name:22}{figures}{documents / seconds:12,.0f}{size / seconds:10.2f}{ratio:>13}")


def read(path: Path) -> list[dict]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def score(system: System, corpora: dict[str, list[dict]]) -> tuple[list[float], float]:
    """Give F1 end to end on each corpus, and the CPU seconds of all of them together."""
    system([Report("warm-up", WARM_UP)])
    scores, seconds = [], 0.0
    for docs in corpora.values():
        reports = [Report(doc["id"], doc["text"]) for doc in docs]
        start = time.process_time()
        found = system(reports)
        seconds += time.process_time() - start
        hits, told, gold = (sum(counts) for counts in zip(*map(end_to_end, docs, found), strict=True))
        scores.append(2 * hits / max(1, told + gold))
    return scores, seconds


def event_mapper() -> System:
    """Give this project's own stages."""
    recognize, resolve = GazetteerRecognizer(), GazetteerResolver()
    return lambda reports: resolve(reports, recognize(reports))


def dictionary() -> System:
    """Give the baseline: what an afternoon's script would do."""
    gazetteer = gz.default()
    word = re.compile(r"[^\W\d_]\w*(?:['’-]\w+)*")

    def find(text: str) -> Iterator[tuple[int, int, int]]:
        words = [match.span() for match in word.finditer(text)]
        i = 0
        while i < len(words):
            start = words[i][0]
            ends = [end for _, end in words[i : i + MOST_WORDS]] if text[start].isupper() else []
            for length in range(len(ends), 0, -1):
                row = most_populous(gazetteer, text[start : ends[length - 1]])
                if row is not None and large(gazetteer, row):
                    yield start, ends[length - 1], row
                    i += length - 1
                    break
            i += 1

    return lambda reports: [resolutions(gazetteer, report.text, find(report.text)) for report in reports]


def geotext() -> System:
    """Give geotext, with the most populous bearer of each name that it finds."""
    require("geotext", "pip install geotext")
    from geotext import GeoText

    gazetteer = gz.default()

    def find(text: str) -> Iterator[tuple[int, int, int]]:
        found = GeoText(text)
        yield from bearings(gazetteer, text, {*found.cities, *found.countries})

    return lambda reports: [resolutions(gazetteer, report.text, find(report.text)) for report in reports]


def geonames_tagger() -> System:
    """Give geonames-tagger over a list built from this project's gazetteer."""
    require("geonames_tagger", "pip install geonames-tagger")
    gazetteer = gz.default()
    places = Path(tempfile.mkdtemp()) / "places.tsv"
    os.environ["GEONAMES_PLACES"] = str(places)
    from geonames_tagger import tag_locations
    from geonames_tagger.generate import build_places_db

    archive = places.with_name("allCountries.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("allCountries.txt", "".join(dump(gazetteer)))
    build_places_db(str(archive), str(places))

    def find(text: str) -> Iterator[tuple[int, int, int]]:
        lower = text.lower()
        for location in tag_locations(text):
            rows = [row for number in location.id if (row := gazetteer.row_of(str(number))) is not None]
            if rows and len(lower) == len(text):
                best = max(rows, key=lambda row: weight(gazetteer, row))
                yield from ((start, end, best) for start, end in spans(lower, location.name))

    return lambda reports: [resolutions(gazetteer, report.text, find(report.text)) for report in reports]


def spacy() -> System:
    """Give spaCy with the first English model that is installed, and the most populous bearer of each name."""
    how = "pip install spacy; python -m spacy download en_core_web_md (models are not on PyPI)"
    require("spacy", how)
    import spacy as library

    models = [name for name in sorted(library.util.get_installed_models()) if name.startswith("en_")]
    if not models:
        raise MissingError(how)
    nlp = library.load(models[0], disable=["parser", "lemmatizer", "attribute_ruler"])
    gazetteer = gz.default()

    def find(text: str) -> Iterator[tuple[int, int, int]]:
        for entity in nlp(text).ents:
            if entity.label_ in ("GPE", "LOC", "FAC"):
                row = most_populous(gazetteer, entity.text.removeprefix("the "))
                if row is not None:
                    yield entity.start_char, entity.end_char, row

    return lambda reports: [resolutions(gazetteer, report.text, find(report.text)) for report in reports]


SYSTEMS: dict[str, Callable[[], System]] = {
    "event-mapper": event_mapper,
    "dictionary": dictionary,
    "geotext": geotext,
    "geonames-tagger": geonames_tagger,
    "spaCy + most populous": spacy,
}


def require(module: str, how: str) -> None:
    """Stop with the way to install a module that is not there."""
    if find_spec(module) is None:
        raise MissingError(how)


def resolutions(gazetteer: Gazetteer, text: str, found: Iterable[tuple[int, int, int]]) -> tuple[Resolution, ...]:
    """Make resolutions of (start, end, row); where several overlap, the first and of these the longest counts."""
    told: list[Resolution] = []
    last = 0
    for start, end, row in sorted(set(found), key=lambda one: (one[0], -one[1])):
        if start >= last:
            told.append(resolution(gazetteer, text, start, end, row))
            last = end
    return tuple(told)


def resolution(gazetteer: Gazetteer, text: str, start: int, end: int, row: int) -> Resolution:
    """Make the resolution of a span to a row."""
    place = gazetteer.place(row)
    mention = Mention(start, end, text[start:end], "place", text[start:end])
    return Resolution(mention, place, place.longitude, place.latitude)


def bearings(gazetteer: Gazetteer, text: str, names: Iterable[str]) -> Iterator[tuple[int, int, int]]:
    """Yield every place in the text where one of the names stands, with the most populous bearer."""
    for name in names:
        row = most_populous(gazetteer, name)
        if row is not None:
            yield from ((start, end, row) for start, end in spans(text, name))


def spans(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as whole words."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end
        start = text.find(name, end)


@lru_cache(maxsize=1 << 18)
def most_populous(gazetteer: Gazetteer, name: str) -> int | None:
    """Give the row of a name's most populous bearer; a country before all others."""
    return max((row for row, _ in gazetteer.rows(fold(name))), key=lambda row: weight(gazetteer, row), default=None)


def weight(gazetteer: Gazetteer, row: int) -> int:
    """Give the inhabitants, a country above all."""
    return gazetteer.population(row) + (10**10 if gazetteer.kind(row) == "country" else 0)


def large(gazetteer: Gazetteer, row: int) -> bool:
    """Whether a row is in the dictionary of the baseline."""
    kind = gazetteer.kind(row)
    return kind in ("country", "adm1") or (kind == "settlement" and gazetteer.population(row) >= LEAST_PEOPLE)


def dump(gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the gazetteer's settlements, regions and countries as lines of a GeoNames dump."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for key in gazetteer.keys(""):
        for row, _ in gazetteer.rows(key):
            names[row].append(key)
    classes = {"settlement": ("P", "PPL"), "country": ("A", "PCLI"), "adm1": ("A", "ADM1"), "adm2": ("A", "ADM2")}
    for row, keys in names.items():
        place = gazetteer.place(row)
        if place.kind not in classes or place.geonameid is None:
            continue
        code = classes[place.kind]
        fields = [place.id, place.name, place.name, ",".join(key for key in keys if "," not in key),
                  place.latitude, place.longitude, *code, place.country, "", "", "", "", "",
                  place.population, "", "", "", ""]  # fmt: skip
        yield "\t".join(map(str, fields)) + "\n"


if __name__ == "__main__":
    main()
