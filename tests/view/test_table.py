"""What the page takes from an events table, and which tables it refuses."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from mapper.errors import TableError
from mapper.taxonomy import Taxonomy
from mapper.view import pack, spans, table
from mapper.view.cells import NODATA, binary
from mapper.view.pack import Text
from tests.view import events
from tests.view.test_pack import ANY_TEXT


def read(*rows: dict[str, Any]) -> table.Table:
    return table.read(events.frame(list(rows)), Taxonomy.load())


def texts(found: table.Table, name: str) -> list[str]:
    """Cells of a column of text."""
    column = found.chunked[name]
    assert isinstance(column, Text)
    offsets = column.offsets.tolist()
    return [
        bytes(column.data[start:end]).decode("utf-8", "surrogatepass") for start, end in itertools.pairwise(offsets)
    ]


def numbers(found: table.Table, name: str) -> list[int]:
    column = found.chunked[name]
    assert isinstance(column, np.ndarray)
    return [int(value) for value in column]


def positions(found: table.Table) -> list[tuple[float, float] | None]:
    """Longitude and latitude of each row, by way of its position's number."""
    spots = found.tables["spots"]
    longitude, latitude = (np.asarray(spots[name]) / 1e6 for name in ("lon", "lat"))
    return [(longitude[spot - 1], latitude[spot - 1]) if spot else None for spot in found.numbers["spot"].tolist()]


def test_two_columns_are_enough() -> None:
    made = gpd.GeoDataFrame({"event_type": ["shelling", "protest"]}, geometry=[Point(30.5, 50.4), None])
    found = table.read(made, Taxonomy.load())
    assert found.rows == 2
    assert positions(found) == [(30.5, 50.4), None]
    assert [table.PRECISIONS[code] for code in found.numbers["precision"]] == ["settlement", "none"]
    assert {table.STATUSES[code] for code in found.numbers["status"]} == {"happened"}
    assert found.bounds == (30.5, 50.4, 30.5, 50.4)


def test_no_events_are_a_table() -> None:
    empty = gpd.GeoDataFrame({"event_type": []}, geometry=[], crs="EPSG:4326")
    assert table.read(empty, Taxonomy.load()).bounds is None


def test_events_are_sorted_by_day_and_undated_ones_come_last() -> None:
    days = (date(2022, 3, 3), pd.NaT, date(2022, 3, 1), None, date(2022, 3, 2))
    found = read(*(events.row(at, date_start=day, date_end=day) for at, day in enumerate(days)))
    assert texts(found, "event_id") == ["event-2", "event-4", "event-0", "event-1", "event-3"]
    assert found.numbers["day"][-1] == NODATA


def test_a_line_keeps_its_two_ends_in_order() -> None:
    line = LineString([(37.5, 47.1), (36.0, 47.5), (35.1, 47.8)])
    found = read(events.row(0), events.row(1, geometry=line))
    assert positions(found)[1] == (37.5, 47.1)
    moves = {name: np.asarray(values).tolist() for name, values in found.tables["moves"].items()}
    assert moves == {"row": [1], "lon": [35_100_000], "lat": [47_800_000]}


def test_another_reference_system_is_converted() -> None:
    made = gpd.GeoDataFrame({"event_type": ["shelling"]}, geometry=[Point(30.5, 50.4)], crs=4326).to_crs(3857)
    assert positions(table.read(made, Taxonomy.load())) == [pytest.approx((30.5, 50.4), abs=2e-6)]


@pytest.mark.parametrize(
    ("sentence", "trigger", "at", "written", "cut"),
    [
        ("shells fell on Kharkiv", "shells fell", 1000, "", 11),
        ("shells fell on Kharkiv", "fell", 1007, "", 4),
        ("shells fell on Kharkiv", "fell", 1008, "fell", 0),
        ("shells fell on Kharkiv", "fell", 999, "fell", 0),
        ("shells fell on Kharkiv", "Kharkiv", 1016, "Kharkiv", 0),
        ("shells fell on Kharkiv", "fell", None, "fell", 0),
        ("shells fell on Kharkiv", "", 1003, "", 0),
        ("снаряди впали", "впали", 1008, "впали", 0),
        ("", "fell", 1000, "fell", 0),
    ],
)
def test_words_that_stand_in_their_sentence_are_written_once(
    sentence: str, trigger: str, at: int | None, written: str, cut: int
) -> None:
    other = events.row(1)
    found = read(events.row(0, sentence=sentence, trigger=trigger, trigger_start=at), other)
    assert texts(found, "trigger") == [written, ""]
    assert numbers(found, "trigger_cut") == [cut, len(other["trigger"])]


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT, st.integers(-2, 12)), max_size=12))
def test_what_is_cut_is_what_stood_there(cases: list[tuple[str, str, int]]) -> None:
    sentences, words = (pack.Text.of(binary([case[which] for case in cases])) for which in (0, 1))
    plain = spans.is_ascii(sentences)
    at = np.array([case[2] if ascii_ else -1 for case, ascii_ in zip(cases, plain, strict=True)], "i8")
    cut = spans.cuts(sentences, words, at)
    for (sentence, word, start), size in zip(cases, cut, strict=True):
        stands = bool(word) and sentence.isascii() and start >= 0 and sentence[start : start + len(word)] == word
        assert size == (len(word) if stands else 0)


def test_counts_of_any_list_and_any_null() -> None:
    count = {"what": "killed", "minimum": 2, "best": np.int64(3), "maximum": float("nan"), "unit": "persons"}
    for cell in ([count], np.array([count], dtype=object), (count,)):
        (written,) = texts(read(events.row(0, counts=cell)), "counts")
        assert json.loads(written) == [["killed", 2, 3, None, None, "persons", None]]
    for null in (None, float("nan"), []):
        assert texts(read(events.row(0, counts=null)), "counts") == [""]


def test_offsets_can_be_had_again() -> None:
    event = {**events.row(0), "trigger_end": 1039, "mention_end": 1050}
    found = read(event)
    value = {name: numbers(found, name)[0] for name in found.chunked if name.endswith(("_start", "_cut", "_over"))}
    start = {name: value[f"{name}_start"] + value["sentence_start"] for name in ("trigger", "mention")}
    assert start == {name: event[f"{name}_start"] for name in start}
    for name in start:
        assert start[name] + value[f"{name}_cut"] + value[f"{name}_over"] == event[f"{name}_end"]
    length = len(event["sentence"].encode())
    assert value["sentence_start"] + length + value["sentence_over"] == event["sentence_end"]


def test_rows_of_one_region_share_an_area_and_rings_are_by_place_and_radius() -> None:
    region = {"precision": "adm1", "place_id": "706482", "radius_m": 90_000}
    near = {"precision": "near", "radius_m": 15_000}
    found = read(
        events.row(0, **region), events.row(1, **region), events.row(2, **near), events.row(2, **near),
        events.row(2, precision="near", radius_m=5_000), events.row(3),
    )  # fmt: skip
    assert sorted(found.numbers["area"].tolist()) == [0, 1, 1, 2, 2, 3]


def test_a_continent_has_no_position_but_an_area() -> None:
    wide = {"precision": "area", "place_id": "em:europe", "place_name": "Europe", "radius_m": 2_500_000}
    found = read(events.row(0, **wide))
    assert found.numbers["spot"].tolist() == [0]
    assert found.numbers["area"].tolist() == [1]


def test_words_of_facets_are_numbered_from_the_blank_one() -> None:
    found = read(events.row(0, weapon="drone", attribution_side="UA"), events.row(1, weapon=None, attribution_side=""))
    assert found.words["weapon"] == ["", "drone"]
    assert found.numbers["weapon"].tolist() == [1, 0]
    assert [found.words["side"][at] for at in found.numbers["side"]] == ["UA", ""]
    assert read(events.row(0)).words["protected"] == [""]


@pytest.mark.parametrize(("confidence", "step"), [(0.0, 0), (0.399, 0), (0.4, 1), (0.8, 3), (1.0, 3), (None, 0)])
def test_classes_of_confidence(confidence: float | None, step: int) -> None:
    assert read(events.row(0, confidence=confidence)).numbers["sure"].tolist() == [step]


def test_text_of_any_type_of_column() -> None:
    made = events.frame(
        [events.row(at, source=source) for at, source in enumerate(("a", None, 7, float("nan"), "\ud800"))]
    )
    found = table.read(made, Taxonomy.load())
    sources = found.tables["sources"]["name"]
    assert isinstance(sources, Text)
    assert bytes(sources.data).decode("utf-8", "surrogatepass") == "a7\ud800"
    for kind in ("string", "category", "object"):
        made["source"] = pd.Series(["a", None, "c", "a", ""], dtype=kind)
        again = table.read(made, Taxonomy.load()).tables["sources"]["name"]
        assert isinstance(again, Text)
        assert bytes(again.data) == b"ac"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"event_type": "picnic"}, "row 1: event_type 'picnic' is none of abduction_detention"),
        ({"event_type": None}, "row 1: event_type '' is none of"),
        ({"status": "perhaps"}, "row 1: status 'perhaps' is none of alleged, attempted"),
        ({"precision": "street"}, "row 1: precision 'street' is none of adm1"),
        ({"geometry": Point(200, 10)}, "row 1: longitude 200, latitude 10 is not on earth"),
        ({"geometry": Point(10, float("inf"))}, "row 1: longitude 10, latitude inf is not on earth"),
        ({"geometry": Polygon([(0, 0), (1, 0), (1, 1)])}, "row 1: geometry is a Polygon"),
        ({"date_start": "2022-03-12"}, "row 1: date_start '2022-03-12' is no datetime.date"),
    ],
)
def test_faults_are_named_with_their_row(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(TableError) as caught:
        read(events.row(0), events.row(1, **changes))
    assert fault in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(TableError) as caught:
        read(events.row(0, status="perhaps"), events.row(1, event_type="picnic"), events.row(2, precision="x"))
    assert len(caught.value.faults) == 3


def test_what_is_no_events_table() -> None:
    taxonomy = Taxonomy.load()
    with pytest.raises(TableError, match="not a DataFrame"):
        table.read(pd.DataFrame({"event_type": ["shelling"]}), taxonomy)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="event_type is missing"):
        table.read(gpd.GeoDataFrame({"kind": ["x"]}, geometry=[None]), taxonomy)
