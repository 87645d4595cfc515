"""What the page takes from an events table, and which tables it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, Polygon

from mapper.errors import TableError
from mapper.taxonomy import Taxonomy
from mapper.view import table
from tests.view import events


def read(*rows: dict[str, Any]) -> table.Table:
    return table.read(events.frame(list(rows)), Taxonomy.load())


def test_two_columns_are_enough() -> None:
    made = gpd.GeoDataFrame({"event_type": ["shelling", "protest"]}, geometry=[Point(30.5, 50.4), None])
    found = table.read(made, Taxonomy.load())
    assert found.rows == 2
    assert found.numbers["lon"].tolist() == [30_500_000, table.NODATA]
    assert [table.PRECISIONS[code] for code in found.numbers["precision"]] == ["settlement", "none"]
    assert {table.STATUSES[code] for code in found.numbers["status"]} == {"happened"}
    assert found.bounds == (30.5, 50.4, 30.5, 50.4)


def test_no_events_are_a_table() -> None:
    empty = gpd.GeoDataFrame({"event_type": []}, geometry=[], crs="EPSG:4326")
    assert table.read(empty, Taxonomy.load()).bounds is None


def test_events_are_sorted_by_day_and_undated_ones_come_last() -> None:
    days = (date(2022, 3, 3), pd.NaT, date(2022, 3, 1), None, date(2022, 3, 2))
    found = read(*(events.row(at, date_start=day, date_end=day) for at, day in enumerate(days)))
    assert found.texts["event_id"] == ["event-2", "event-4", "event-0", "event-1", "event-3"]
    assert found.numbers["day"][-1] == table.NODATA


def test_a_line_keeps_its_two_ends_in_order() -> None:
    line = LineString([(37.5, 47.1), (36.0, 47.5), (35.1, 47.8)])
    numbers = read(events.row(0, geometry=line)).numbers
    ends = [int(numbers[name][0]) for name in ("lon", "lat", "lon2", "lat2")]
    assert ends == [37_500_000, 47_100_000, 35_100_000, 47_800_000]


def test_another_reference_system_is_converted() -> None:
    made = gpd.GeoDataFrame({"event_type": ["shelling"]}, geometry=[Point(30.5, 50.4)], crs=4326).to_crs(3857)
    lon, lat = (table.read(made, Taxonomy.load()).numbers[name][0] for name in ("lon", "lat"))
    assert abs(lon - 30_500_000) <= 1
    assert abs(lat - 50_400_000) <= 1


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({}, [[28, 39, 0], [43, 50, 1]]),
        ({"trigger_start": None, "mention_start": float("nan")}, [[28, 39, 0], [43, 50, 1]]),
        ({"trigger_start": 5}, [[28, 39, 0], [43, 50, 1]]),
        ({"trigger": "no such words"}, [[43, 50, 1]]),
        ({"trigger": "", "mention": ""}, []),
    ],
)
def test_marks_lie_where_the_words_stand(changes: dict[str, Any], marks: list[list[int]]) -> None:
    sentence = "On the morning of day one, shells fell  on Kharkiv, officials said."
    at = {"trigger_start": 1000 + 27, "mention_start": 1000 + 43}
    event = events.row(0, sentence=sentence, **{**at, **changes})
    expected = [[27, 38, 0] if mark[2] == 0 else mark for mark in marks]
    assert read(event).texts["marks"] == [expected]


def test_marks_count_as_javascript_does() -> None:
    sentence = "\U0001f680\U0001f680 shells fell on Kharkiv"
    event = events.row(0, sentence=sentence, trigger_start=1003, mention_start=1018)
    (start, end, _), _ = read(event).texts["marks"][0]
    assert sentence.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "shells fell"


def test_counts_of_any_list_and_any_null() -> None:
    count = {"what": "killed", "minimum": 2, "best": np.int64(3), "maximum": float("nan"), "unit": "persons"}
    for cell in ([count], np.array([count], dtype=object), (count,)):
        assert read(events.row(0, counts=cell)).texts["counts"] == [[["killed", 2, 3, None, None, "persons", None]]]
    for null in (None, float("nan"), []):
        assert read(events.row(0, counts=null)).texts["counts"] == [[]]


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
