"""The whole chain: any text gives a table of events that can be drawn."""

from __future__ import annotations

from functools import cache

from mapper.model import Report
from mapper.pipeline import Pipeline
from mapper.read import parse_text
from mapper.schema import to_frame, to_rows, validate
from mapper.taxonomy import Taxonomy
from mapper.view import EventLayer
from tests.fuzz import dates, numbers, recognizer
from tests.fuzz.words import phrase, raw, text_of

WORDS = tuple(
    dict.fromkeys(
        (
            *"shelling shelled struck airstrike troops seized captured withdrew from evacuated corridor opens".split(),
            *"planned denied threatened not failed to attack fighting continued mine exploded flood earthquake".split(),
            *"protest police arrested ceasefire talks blockade drone shot down according to officials he it".split(),
            *"date: 2022-03-12 \n which that who if would".split(" "),
            *recognizer.WORDS[:70],
            *numbers.WORDS[::2],
            *dates.WORDS[::2],
        )
    )
)

SEEDS = (
    raw("date: 2022-03-12\n\nShelling hit Izium on Friday and killed at least two people, the mayor said."),
    raw("Troops withdrew from Kyiv to Chernihiv. A corridor from Mariupol to Zaporizhzhia will open on Monday."),
    phrase("shelling struck Izium in Kharkiv region and killed Mr President", WORDS),
    phrase("troops withdrew from Kyiv to Kharkiv according to officials", WORDS),
)


@cache
def pipeline() -> Pipeline:
    """Open the gazetteer once."""
    return Pipeline()


def check(data: bytes) -> None:
    """Code a text; the table is one, and makes a layer."""
    report, _ = parse_text(text_of(data, WORDS), "a")
    if report.text.strip():
        _coded(Report("a", report.text, report.published, lang="en", body_start=report.body_start))


def _coded(report: Report) -> None:
    taxonomy = Taxonomy.load()
    rows = [row for told, events in pipeline().stream([report]) for row in to_rows(told, events, taxonomy)]
    for row in rows:
        assert row["trigger"] == report.text[row["trigger_start"] : row["trigger_end"]]
    if rows:
        EventLayer(validate(to_frame(rows)))
