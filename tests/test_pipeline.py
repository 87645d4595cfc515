from __future__ import annotations

import gc
import pickle
from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

import mapper
from mapper.errors import MapperError, MapperWarning, ReadError, StageError
from mapper.model import Report
from mapper.pipeline import BATCH_REPORTS, Pipeline, batches
from tests.simple import recognize, resolve, simple_pipeline, tag

TEXT = "Shelling hit Kyiv on Friday. Nothing was heard of Lviv."


def reports(number: int) -> list[Report]:
    return [Report(f"r{k}", f"Shelling hit Kyiv, {k} times.", date(2022, 3, 12)) for k in range(number)]


def test_stages_are_set_in_by_arguments() -> None:
    (events,) = simple_pipeline()([Report("a", TEXT, date(2022, 3, 12))])
    assert [(event.event_type, event.place.place.name, event.date_start) for event in events] == [
        ("shelling", "Kyiv", date(2022, 3, 11))
    ]


@pytest.mark.parametrize(
    ("stage", "stages"),
    [
        ("recognizer", (lambda reports: [], resolve, tag)),
        ("resolver", (recognize, lambda reports, mentions: [(), (), ()], tag)),
        ("tagger", (recognize, resolve, lambda reports, resolutions: [])),
    ],
)
def test_a_stage_of_the_wrong_length_is_named(stage: str, stages: tuple) -> None:
    with pytest.raises(StageError, match=f"the {stage} gave . entries for 2 reports"):
        Pipeline(*stages)(reports(2))


def test_garbage_is_collected_again_after_a_batch_and_after_a_fault() -> None:
    during: list[bool] = []

    def failing(reports: Sequence[Report], resolutions: object) -> list:
        during.append(gc.isenabled())
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Pipeline(recognize, resolve, failing)(reports(2))
    assert during == [False]
    assert gc.isenabled()
    gc.disable()
    try:
        simple_pipeline()(reports(2))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_stream_keeps_order_and_reads_no_more_than_a_batch_ahead() -> None:
    pulled = 0

    def source():
        nonlocal pulled
        for report in reports(3 * BATCH_REPORTS):
            pulled += 1
            yield report

    stream = simple_pipeline().stream(source())
    first, _ = next(stream)
    assert first.id == "r0"
    assert pulled <= BATCH_REPORTS + 1
    assert [report.id for report, _ in stream] == [f"r{k}" for k in range(1, 3 * BATCH_REPORTS)]


def test_long_reports_make_short_batches() -> None:
    long = [Report(str(k), "x" * 600_000) for k in range(4)]
    assert [len(batch) for batch in batches(long)] == [2, 2]
    assert list(batches([])) == []


def test_a_pipeline_travels_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(simple_pipeline()))(reports(1)) == simple_pipeline()(reports(1))  # noqa: S301


def test_extract_takes_paths_texts_and_reports(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"date: 2022-03-12\n\n{TEXT}", encoding="utf-8")
    given = [path, str(path), TEXT, Report("mine", TEXT)]
    events = mapper.extract(given, pipeline=simple_pipeline())
    assert list(events["report_id"]) == ["a", "a", "text:3", "mine"]
    assert set(events["mention"]) == {"Kyiv"}
    assert len(mapper.extract(TEXT, pipeline=simple_pipeline())) == 1
    assert len(mapper.extract(path, pipeline=simple_pipeline())) == 1


def test_a_misspelt_path_is_no_text() -> None:
    with pytest.raises(ReadError, match=r"reprot\.txt: no such file"):
        mapper.extract("reprot.txt", pipeline=simple_pipeline())


def test_extract_tells_or_warns_of_what_it_cannot_read(tmp_path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "Shelling hit Kyiv."}\n{"text": \n', encoding="utf-8")
    with pytest.raises(ReadError, match=r"rows\.jsonl:2: broken JSON") as caught:
        mapper.extract(rows, pipeline=simple_pipeline())
    assert isinstance(caught.value, MapperError)
    assert isinstance(caught.value, ValueError)
    with pytest.warns(MapperWarning, match=r"rows\.jsonl:2"):
        assert len(mapper.extract(rows, pipeline=simple_pipeline(), errors="warn")) == 1


def test_geoparse_gives_resolutions_for_one_or_many() -> None:
    (one,) = mapper.geoparse("Shelling hit Kyiv.", pipeline=simple_pipeline())
    assert (one.place.name, one.longitude, one.latitude) == ("Kyiv", 30.5238, 50.4547)
    many = mapper.geoparse(["Lviv and Kyiv", "nowhere"], pipeline=simple_pipeline())
    assert [[found.mention.text for found in each] for each in many] == [["Lviv", "Kyiv"], []]


def test_extract_reads_a_table_whose_columns_are_named() -> None:
    table = pd.DataFrame(
        {
            "body": ["Shells hit Kramatorsk on Monday, killing two people.", None, "Troops shelled Izium on Friday."],
            "day": [pd.Timestamp(2022, 4, 5, 9), pd.NaT, pd.NaT],
            "id": ["a", "b", float("nan")],
        }
    )
    with pytest.warns(MapperWarning, match="row 1: no text"):
        events = mapper.extract(table, columns={"text": "body", "date": "day"}, errors="warn")
    assert set(events["report_id"]) == {"a", "row 2"}
    assert {str(day)[:10] for day in events["published"][events["report_id"] == "a"]} == {"2022-04-05"}
    with pytest.raises(ReadError, match="row 1"):
        mapper.extract(table, columns={"text": "body"})
    with pytest.raises(ReadError, match='no column "text" among'):
        mapper.extract(table)


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ("", ReadError, "an empty string"),
        ([" "], ReadError, "an empty string"),
        (5, TypeError, "not int"),
        ([b"Shells hit Izium."], TypeError, "report 1 must be .* not bytes"),
    ],
)
def test_extract_tells_what_it_cannot_take(given, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        mapper.extract(given)
