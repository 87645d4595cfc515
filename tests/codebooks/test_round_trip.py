"""What is written as ACLED or UCDP GED is read back, as an export of theirs, as the event that it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from mapper.codebooks import write
from mapper.codebooks.terms import Book
from mapper.foreign.adapt import codebook_of, to_events
from tests.codebooks.events import NOWHERE, killed, row

SURVIVE = (
    *("shelling", "airstrike", "ground_fighting", "explosion_mine", "air_defence", "territory_change", "protest"),
    *("troop_movement", "violence_civilians", "abduction_detention", "riot_confrontation", "crackdown", "looting"),
)
"""Types that ACLED's terms keep apart; others share a term (Strategic developments: Other)."""


@pytest.mark.parametrize("kind", SURVIVE)
def test_acled(kind: str, tmp_path: Path) -> None:
    write([row(kind, counts=[killed(2)])], tmp_path / "acled.csv", "acled")
    table = pd.read_csv(tmp_path / "acled.csv")
    assert codebook_of(table.columns) == "ACLED"
    (event,) = to_events(table).itertuples()
    assert (event.event_type, event.date_start.date(), event.country) == (kind, date(2022, 3, 11), "UA")
    assert (event.geometry.x, event.geometry.y, event.admin1) == (37.2485, 49.2088, "Kharkiv Oblast")
    assert [(count["what"], count["best"]) for count in event.counts] == [("killed", 2)]


@pytest.mark.parametrize(("target", "kind"), [("rebels", "ground_fighting"), ("villagers", "violence_civilians")])
def test_ucdp(target: str, kind: str, tmp_path: Path) -> None:
    event = row("ground_fighting", actor="Rebels" if kind == "violence_civilians" else "Soldiers", target=target)
    write([{**event, "counts": [killed(2)]}], tmp_path / "ucdp.csv", "ucdp")
    table = pd.read_csv(tmp_path / "ucdp.csv")
    assert codebook_of(table.columns) == "UCDP GED"
    (found,) = to_events(table).itertuples()
    assert (found.event_type, found.date_start.date(), found.country) == (kind, date(2022, 3, 11), "UA")
    assert (found.geometry.x, found.geometry.y) == (37.2485, 49.2088)


@pytest.mark.parametrize("book", ["acled", "ucdp"])
def test_a_country_has_no_point_on_the_way_back_either(book: Book, tmp_path: Path) -> None:
    event = row("airstrike", precision="country", counts=[killed(2)], **NOWHERE)
    other = row("airstrike", event_id="other", sentence_start=500, sentence_end=560, counts=[killed(1)])
    write([event, other], tmp_path / "table.csv", book)
    shapes = to_events(pd.read_csv(tmp_path / "table.csv")).geometry
    assert sorted(shape is None for shape in shapes) == [False, True]
