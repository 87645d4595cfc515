"""Makes reports to measure on: sentences of real reports, or invented ones, drawn at random into two kilobytes each."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

INVENTED = (
    "Shelling hit {place} on Monday, killing {n} people and wounding {m}.",
    "Officials said that {n} houses were damaged in {place} by artillery fire.",
    "A humanitarian corridor from {place} was agreed for Friday, the deputy minister wrote.",
    "Residents of {place} had no water for {n} days.",
    "Protesters gathered in {place}, and police detained {n} of them.",
    "The committee will meet again in spring to look at the draft, and nothing was decided.",
    "Prices of bread rose by {n} per cent, traders at the market complained.",
    "Two drones were shot down over {place} in the night, the governor said.",
    "Aid trucks reached {place} with {n} tonnes of flour after a wait of {m} days at the border.",
    "He had grown up in {place} and studied law there before the war.",
    "Fighting went on near {place}, where the bridge was blown up in March.",
    "The film was shown at a festival and won no prize.",
)
"""A third of these tell no event, as in news."""

SIZE = 2_000
"""Characters of a report, about."""

FIRST_DAY = date(2022, 2, 24)


def sentences(paths: Iterable[Path]) -> list[str]:
    """Give the sentences to draw from: those of files and folders (``.txt``; ``.jsonl`` with a column ``text``).

    Rows that say that they are not English are left out. No path: invented sentences.
    """
    files = [file for path in paths for file in _files(path)]
    if not files:
        return list(INVENTED)
    cut = (one.strip() for file in files for text in _texts(file) for one in re.split(r"(?<=[.!?])\s+|\n+", text))
    return [one for one in cut if 30 < len(one) < 600]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for ending in ("*.txt", "*.jsonl") for file in path.rglob(ending))


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".txt":
        yield path.read_text(encoding="utf-8")
        return
    with path.open(encoding="utf-8") as stream:  # no splitlines(): it would part a text at U+2028
        rows = map(json.loads, stream)
        yield from (str(row["text"]) for row in rows if row.get("lang", "en") == "en")


def make(path: Path, count: int, known: list[str], seed: int = 7) -> float:
    """Write reports, a line each, and give the megabytes of their texts in UTF-8. None is held."""
    draw = random.Random(seed)  # noqa: S311
    towns = _towns() if any("{place}" in one for one in known) else []
    size = 0
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            text = _text(draw, known, towns)
            size += len(text.encode())
            day = FIRST_DAY + timedelta(days=draw.randrange(1_000))
            row = {"id": f"r{number}", "date": day.isoformat(), "text": text, "source": "Wire"}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return size / 1e6


def _towns(count: int = 400) -> list[str]:
    """Give names of towns, the largest of eastern Europe, for the invented sentences."""
    import gazetteer

    return [place.name for place in gazetteer.default().largest(22, 44.3, 40.3, 52.4, count)]


def _text(draw: random.Random, known: list[str], towns: list[str]) -> str:
    """Draw some sentences, up to three that follow each other, four of these a paragraph."""
    found: list[str] = []
    length = 0
    while length < SIZE:
        at = draw.randrange(len(known))
        some = known[at : at + draw.randrange(1, 4)] if not towns else [_filled(draw, known[at], towns)]
        found.append(" ".join(some))
        length += len(found[-1])
    return "\n\n".join(" ".join(found[at : at + 4]) for at in range(0, len(found), 4))


def _filled(draw: random.Random, sentence: str, towns: list[str]) -> str:
    return sentence.format(place=draw.choice(towns), n=draw.randrange(2, 90), m=draw.randrange(2, 9))
