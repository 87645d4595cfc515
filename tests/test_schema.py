from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import geopandas
import pandas as pd
import pytest
from hypothesis import given
from shapely.geometry import LineString, Point, Polygon

from gazetteer.place import Place
from mapper.errors import TableError
from mapper.model import Count, Event, Mention, Report, Resolution
from mapper.schema import COLUMNS, TABLE, from_frame, to_frame, to_rows, validate
from mapper.taxonomy import Taxonomy
from tests.simple import PLACES, simple_pipeline
from tests.strategies import coded_reports

TEXT = "Evacuation from Kyiv to Lviv; 10 to 14 were hurt."
REPORT = Report("r1", TEXT, date(2022, 3, 12), "Wire", "https://example.org", "Title")


def at(name: str, place: Place | None, precision: str = "settlement") -> Resolution:
    start = TEXT.index(name)
    mention = Mention(start, start + len(name), name, "place", name)
    if place is None:
        return Resolution(mention, None)
    return Resolution(mention, place, place.longitude, place.latitude, precision, place.radius_m, 0.9, "only one")


KYIV, LVIV = at("Kyiv", PLACES["Kyiv"]), at("Lviv", PLACES["Lviv"])
EVENT = Event("evacuation", "planned", 0, 10, 0, len(TEXT), KYIV, "UA", "settlement", date(2022, 3, 13), None, "open")
POINT = {"type": "Point", "coordinates": [30.5238, 50.4547]}
LINE = {"type": "LineString", "coordinates": [[30.5238, 50.4547], [24.0232, 49.8383]]}


def row(event: Event) -> dict:
    (one,) = to_rows(REPORT, [event], Taxonomy.load())
    return one


@pytest.mark.parametrize(
    ("changes", "geometry"),
    [
        pytest.param({}, POINT, id="a place"),
        pytest.param({"destination": LVIV}, LINE, id="a movement with two known ends"),
        pytest.param({"destination": replace(LVIV, precision="adm1")}, POINT, id="towards a region"),
        pytest.param({"destination": replace(LVIV, precision="country")}, POINT, id="towards a country"),
        pytest.param({"destination": at("Lviv", None)}, POINT, id="towards a place unknown"),
        pytest.param({"destination": KYIV}, POINT, id="to where it began"),
        pytest.param({"precision": "adm1", "destination": LVIV}, POINT, id="from a region"),
        pytest.param({"precision": "country"}, None, id="a country"),
        pytest.param({"precision": "none", "place": None}, None, id="no place"),
        pytest.param({"precision": "none", "place": None, "destination": LVIV}, None, id="from nowhere"),
        pytest.param({"place": at("Kyiv", None), "precision": "none"}, None, id="a name that stays open"),
    ],
)
def test_geometry(changes: dict, geometry: dict | None) -> None:
    assert row(replace(EVENT, **changes))["geometry"] == geometry


def test_a_row_says_what_the_event_says() -> None:
    event = replace(EVENT, counts=(Count("injured", 10, None, 14),), destination=LVIV, place_reason="same clause")
    one = row(event)
    assert tuple(one) == COLUMNS
    expected = {
        "report_id": "r1", "event_type": "evacuation", "layer": Taxonomy.load().by_id["evacuation"].layer,
        "trigger": "Evacuation", "sentence": TEXT, "mention": "Kyiv", "place_id": "703448", "country": "UA",
        "place_reason": "same clause; only one", "date_start": date(2022, 3, 13), "date_end": None,
        "destination_name": "Lviv", "destination_longitude": 24.0232, "published": date(2022, 3, 12), "title": "Title",
    }  # fmt: skip
    assert {name: one[name] for name in expected} == expected
    assert one["counts"] == [
        {"what": "injured", "minimum": 10, "best": None, "maximum": 14, "qualifier": "", "unit": "persons",
         "scope": "incident"}
    ]  # fmt: skip


def test_ids_are_stable_unique_and_of_the_words() -> None:
    def ids(*events: Event, report: Report = REPORT) -> list[str]:
        return [one["event_id"] for one in to_rows(report, events, Taxonomy.load())]

    assert ids(EVENT) == ["efee05609d591c37"], "ids of tables written before would change"
    twice = ids(EVENT, EVENT, replace(EVENT, place=LVIV))
    assert len(set(twice)) == 3
    assert ids(EVENT, EVENT)[0] == twice[0]
    assert ids(replace(EVENT, status="happened", date_start=None)) == ids(EVENT)
    assert ids(EVENT, report=replace(REPORT, id="r2")) != ids(EVENT)
    assert ids(replace(EVENT, trigger_end=9)) != ids(EVENT)


def test_the_types_of_the_frame() -> None:
    frame = to_frame(to_rows(REPORT, [EVENT, replace(EVENT, place=None, precision="none")], Taxonomy.load()))
    assert tuple(frame.columns) == COLUMNS
    assert frame.crs == "EPSG:4326"
    types = {
        "text": ("str", "object"), "integer": ("int64", "Int64"), "number": ("float64",), "flag": ("bool",),
        "day": ("datetime64[ms]",), "counts": ("object",), "geometry": ("geometry",),
    }  # fmt: skip
    for column in TABLE:
        assert str(frame[column.name].dtype) in types[column.kind], column
    assert frame["date_start"].iloc[0] == pd.Timestamp("2022-03-13")
    assert frame["mention_start"].isna().tolist() == [False, True]
    empty = to_frame([])
    assert empty.dtypes.equals(frame.dtypes)
    assert len(validate(empty)) == 0


@given(coded_reports())
def test_rows_come_back_from_the_frame(coded: tuple[Report, list[Event]]) -> None:
    rows = to_rows(*coded, Taxonomy.load())
    assert list(from_frame(validate(to_frame(rows)))) == rows


def two() -> geopandas.GeoDataFrame:
    return to_frame(to_rows(REPORT, [EVENT, replace(EVENT, place=LVIV)], Taxonomy.load()))


def put(column: str, value: object) -> Callable[[geopandas.GeoDataFrame], geopandas.GeoDataFrame]:
    return lambda frame: frame.assign(**{column: [value, *frame[column].tolist()[1:]]})


TURNED = "+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=40 +lon_0=10 +datum=WGS84"
"""Degrees of a sphere with another pole, which has no number in the list of EPSG."""


def test_degrees_by_their_other_name_are_degrees() -> None:
    assert len(validate(two().set_crs("OGC:CRS84", allow_override=True))) == 2


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda frame: frame.drop(columns="status"), "column 'status' is missing"),
        (put("status", "maybe"), "status must be one of: happened"),
        (put("precision", "street"), "precision must be one of: site"),
        (put("trigger_start", "x"), "column 'trigger_start' does not hold integer"),
        (put("trigger_start", None), "column 'trigger_start' does not hold integer"),
        (put("trigger_end", -1), "trigger_start must be 0 or more, and trigger_end not before it (row 0 of 2)"),
        (put("date_start", "soon"), "column 'date_start' does not hold day"),
        (put("date_end", "2022-01-01"), "date_end must not be before date_start (row 0 of 2)"),
        (put("counts", [{"what": "killed"}]), "column 'counts' does not hold counts"),
        (put("counts", "[]"), "column 'counts' does not hold counts"),
        (lambda frame: frame.assign(event_id="same"), "event_id must be unique (row 1 of 2)"),
        (lambda frame: frame.to_crs(3857), "the table must be in EPSG:4326, not EPSG:3857"),
        (lambda frame: frame.set_crs(None, allow_override=True), "the table must be in EPSG:4326, not None"),
        (lambda frame: frame.set_crs(TURNED, allow_override=True), "the table must be in EPSG:4326, not"),
        (lambda frame: frame.set_geometry([Point(200, 0), None]), "longitude must lie in -180 to 180"),
        (lambda frame: frame.set_geometry([None, LineString([(0, 0), (0, 91)])]), "longitude must lie in -180 to 180"),
        (lambda frame: frame.set_geometry([Polygon([(0, 0), (0, 1), (1, 1)]), None]), "a geometry must be a Point"),
        (put("precision", "country"), "precision country and none must have no geometry (row 0 of 2)"),
    ],
)  # fmt: skip
def test_validate_finds(spoil: Callable, fault: str) -> None:
    with pytest.raises(TableError) as caught:
        validate(spoil(two()))
    assert [one for one in caught.value.faults if one.startswith(fault)], caught.value.faults


def test_validate_tells_all_faults_at_once() -> None:
    frame = put("date_end", "2022-01-01")(put("precision", "street")(put("status", "maybe")(two())))
    with pytest.raises(TableError, match=r"(?s)status must.*precision must.*date_end must") as caught:
        validate(frame)
    assert len(caught.value.faults) == 3


def test_every_column_is_described() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert all(column.doc for column in TABLE)


def test_events_of_the_simple_pipeline_are_a_table() -> None:
    reports = [Report("a", "Shelling hit Kyiv. Shelling in Kherson Oblast. Shelling in Ukraine. Shelling.")]
    rows = [
        row for report, events in simple_pipeline().stream(reports) for row in to_rows(report, events, Taxonomy.load())
    ]
    assert [one["precision"] for one in rows] == ["settlement", "adm1", "country", "none"]
    assert [one["geometry"] is None for one in rows] == [False, False, True, True]
    validate(to_frame(rows))
