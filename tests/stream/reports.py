"""Invented reports for the tests of streams, as many as are asked for, none like another."""

from __future__ import annotations

import json
from pathlib import Path

SENTENCES = (
    "Shelling hit Kramatorsk on Monday, killing {n} people and wounding {m}.",
    "Officials said that {n} houses were damaged in Kherson by artillery fire.",
    "A humanitarian corridor from Mariupol to Zaporizhzhia was agreed for Friday.",
    "Residents of Bakhmut had no water for {n} days, the mayor said.",
    "Protesters gathered in Tbilisi, and police detained {n} of them.",
    "Floods cut off {n} villages near Beira after the storm.",
    "Two drones were shot down over Odesa in the night, the governor said.",
    "Aid trucks reached El Fasher with {n} tonnes of flour.",
)


def record(number: int, sentences: int = 12) -> dict[str, str]:
    """Give the columns of a report that has its number in it."""
    texts = (
        SENTENCES[(number * 5 + k * (1 + number % 7)) % len(SENTENCES)].format(n=number % 90 + k + 2, m=k + 1)
        for k in range(sentences)
    )
    return {"id": f"r{number}", "date": f"2022-{number % 12 + 1:02}-15", "text": " ".join(texts), "source": "Wire"}


def write_jsonl(path: Path, numbers: range, sentences: int = 12) -> Path:
    """Write reports, a line each."""
    path.write_text("".join(json.dumps(record(n, sentences)) + "\n" for n in numbers), encoding="utf-8")
    return path
