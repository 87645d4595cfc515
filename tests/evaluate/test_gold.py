"""Gold files are read by their form, and what is wrong with one is told with file and row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapper.errors import MapperError
from mapper.evaluate import GoldError, read_gold
from tests.evaluate.gold import LABELLED, MARKED, coded, write_coded, write_rows


def test_the_form_is_told_by_the_fields(tmp_path: Path) -> None:
    found = read_gold(write_coded(tmp_path))
    assert (found.form, len(found.records)) == ("coded", 1)
    assert [event.types for event in found.records[0].events][2] == ("negotiation", "statement")
    assert read_gold(write_rows(tmp_path, "l.jsonl", LABELLED)).form == "labelled"
    marked = read_gold(write_rows(tmp_path, "m.jsonl", MARKED))
    assert (marked.form, marked.records[0].places[0].geonameid) == ("marked", "2988507")


def test_several_coded_reports_stand_in_one_file(tmp_path: Path) -> None:
    doc = coded()["doc"]
    path = write_coded(tmp_path, {"docs": [doc, {**doc, "doc_id": "another"}]})
    assert [record.id for record in read_gold(path).records] == ["invented", "another"]
    rows = write_rows(tmp_path, "docs.jsonl", [doc])
    assert read_gold(rows).form == "coded"


def test_what_is_null_is_not_there(tmp_path: Path) -> None:
    data = coded()
    for event in data["doc"]["events"]:
        event.update(counts=None, accept_types=None, places=None, date=None)
    data["doc"].update(published=None, must_not_be_events=None)
    (record,) = read_gold(write_coded(tmp_path, data)).records
    assert [(event.places, event.counts, event.day_start) for event in record.events] == [((), (), None)] * 3
    assert record.noise == ()


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda doc: doc.pop("doc_id"), "record 1: doc_id is missing"),
        (lambda doc: doc.update(text=""), "record 1: text must be a text"),
        (lambda doc: doc.update(published="yesterday"), "published must be a day as 2022-03-12, not 'yesterday'"),
        (lambda doc: doc.update(sentences=[7]), "sentences must be a list of objects"),
        (lambda doc: doc["sentences"][1].update(span=[9, 5]), "sentences[1]: span must be [start, end]"),
        (lambda doc: doc["events"][0].update(trigger_span=[0, 9999]), "events[0]: trigger_span must be"),
        (lambda doc: doc["events"][1].update(importance="vital"), "importance must be one of: core, secondary, opt"),
        (lambda doc: doc["events"][1].update(sentence=4), "events[1]: sentence must be a number of 0 to 3"),
        (lambda doc: doc["events"][1].pop("sentence"), "sentence must be the index of one of sentences"),
        (lambda doc: doc["events"][2]["date"].update(start="12 March"), "events[2]: date: start must be a day"),
        (lambda doc: doc["events"][0]["places"][0].update(lat=100), "places[0]: lat must be a number of -90 to 90"),
        (lambda doc: doc["events"][0]["places"][0].pop("lon"), "lat and lon must both be there, or neither"),
        (lambda doc: doc["events"][0]["counts"][0].update(min="four"), "counts[0]: min must be a number"),
        (lambda doc: doc["events"][0].update(accept_types="x"), "accept_types must be a list of texts"),
        (lambda doc: doc["events"][0].update(date="Friday"), "date must be an object"),
    ],
)
def test_faults_of_coded_reports(tmp_path: Path, change: Change, message: str) -> None:
    data = coded()
    change(data["doc"])
    with pytest.raises(GoldError) as caught:
        read_gold(write_coded(tmp_path, data))
    assert message in str(caught.value)
    assert str(tmp_path / "coded.json") in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "no records at all"),
        ('{"id": 1, "text": "x"}', "no known form"),
        ('{"id": 1, "text": "x", "labels": []}\n{"id": 2,', "row 2: broken JSON"),
        ("[1]", "row 1: must be a JSON object, not list"),
        ('{"id": 1, "text": "x", "labels": "A"}', "row 1: labels must be a list of texts"),
        ('{"id": 1, "text": "x", "labels": []}\n\n{"id": 1, "text": "y", "labels": []}', "row 3: the id '1' is taken"),
        ('{"id": 1, "text": "x", "places": [{"start": 0, "end": 2}]}', "places[0]: end must be a number of 0 to 1"),
        ('{"id": 1, "text": "x", "places": [{"start": 1, "end": 0}]}', "start and end must be offsets"),
        ('{"id": 1, "text": "x", "places": [{"start": true, "end": 1}]}', "start must be a number"),
    ],
)
def test_faults_of_rows(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert message in str(caught.value)
    assert isinstance(caught.value, MapperError)


def test_all_faults_are_told_at_once_but_not_thousands(tmp_path: Path) -> None:
    rows = write_rows(tmp_path, "m.jsonl", [{"id": n, "text": "x", "places": [{}]} for n in range(50)])
    with pytest.raises(GoldError) as caught:
        read_gold(rows)
    assert len(caught.value.faults) == 50
    assert "... and 30 more" in str(caught.value)


@pytest.mark.parametrize("data", [b"\xff\xfe\xff", b"{}", b'"text"', b"[" * 100_000])
def test_what_is_no_gold_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(data)
    with pytest.raises(GoldError, match=r"gold\.json"):
        read_gold(path)
