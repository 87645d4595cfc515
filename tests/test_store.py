from __future__ import annotations

import contextlib
import errno
import html
import json
import os
import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import geopandas
import openpyxl
import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.errors import MapperError, TableError, WriteError
from mapper.model import Event, Report
from mapper.schema import COLUMNS, from_frame, to_frame, to_rows
from mapper.store import check_ending, check_writable, read_events, write
from mapper.store.cells import escape, unescape
from mapper.store.whole import replacing, replacing_folder
from mapper.taxonomy import Taxonomy
from tests.simple import simple_pipeline
from tests.strategies import HOSTILE, coded_reports

FORMATS = (".parquet", ".gpkg", ".geojson", ".geojsonl", ".geojsons", ".kml", ".xlsx", ".csv", ".jsonl")


def rows() -> list[dict]:
    text = " ".join(f"Shelling hit Kyiv {one}." for one in HOSTILE) + " Shelling in Ukraine. Shelling."
    report = Report("r", text, date(2022, 3, 12), title="".join(HOSTILE), url="javascript:alert(1)")
    (events,) = simple_pipeline()([report])
    return to_rows(report, events, Taxonomy.load())


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_written_is_read_back(tmp_path: Path, ending: str) -> None:
    table = rows()
    assert len(table) > 3
    assert write(table, tmp_path / f"a{ending}") == len(table)
    frame = read_events(tmp_path / f"a{ending}")
    assert list(from_frame(frame)) == table
    assert frame.dtypes.equals(to_frame(table).dtypes)
    assert frame.crs == "EPSG:4326"
    assert write(frame, tmp_path / f"b{ending}") == len(table)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_table_is_a_table(tmp_path: Path, ending: str) -> None:
    assert write([], tmp_path / f"a{ending}") == 0
    frame = read_events(tmp_path / f"a{ending}") if ending != ".jsonl" else to_frame([])
    assert frame.dtypes.equals(to_frame([]).dtypes)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == 0


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=20)
@given(coded=coded_reports())
def test_any_table_survives(tmp_path_factory, ending: str, coded: tuple[Report, list[Event]]) -> None:
    table = to_rows(*coded, Taxonomy.load())
    path = tmp_path_factory.mktemp("any") / f"a{ending}"
    write(table, path)
    assert list(from_frame(read_events(path))) == table


def test_other_programs_read_them(tmp_path: Path) -> None:
    table = rows()
    for ending in FORMATS:
        write(table, tmp_path / f"a{ending}")
    parquet = geopandas.read_parquet(tmp_path / "a.parquet")
    assert parquet.crs == "EPSG:4326"
    assert str(parquet["date_start"].dtype) == "datetime64[ms]"
    info = pyogrio.read_info(tmp_path / "a.gpkg", layer="events")
    assert (info["crs"], info["features"]) == ("EPSG:4326", len(table))
    assert dict(zip(info["fields"], info["ogr_types"], strict=True))["date_start"] == "OFTDate"
    geojson = geopandas.read_file(tmp_path / "a.geojson")
    assert geojson.crs == "EPSG:4326"
    assert geojson.geometry.notna().sum() == sum(row["geometry"] is not None for row in table)
    assert pd.read_csv(tmp_path / "a.csv")["sentence"].tolist() == [row["sentence"] for row in table]
    with (tmp_path / "a.jsonl").open(encoding="utf-8", newline="\n") as lines:
        first = json.loads(next(lines))
    assert first["date_start"] == "2022-03-11"
    assert first["geometry"] == {"type": "Point", "coordinates": [30.5238, 50.4547]}


def test_columns_of_others_are_left_out(tmp_path: Path) -> None:
    frame = to_frame(rows()).assign(mine=1)
    write(frame, tmp_path / "a.jsonl")
    assert "mine" not in read_events(tmp_path / "a.jsonl").columns


def test_a_frame_that_is_no_table_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="status must be"):
        write(to_frame(rows()).assign(status="maybe"), tmp_path / "a.jsonl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_half_written_is_left_behind(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"a{ending}"
    target.write_text("as it was", encoding="utf-8")

    def broken():
        yield rows()[0]
        raise RuntimeError("the work stops here")

    with pytest.raises(RuntimeError, match="stops here"):
        write(broken(), target)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_text(encoding="utf-8") == "as it was"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"

    def fill() -> None:
        with replacing(target) as path:
            path.symlink_to("/dev/full")
            path.write_text("x" * 100_000, encoding="utf-8")

    with pytest.raises(WriteError, match=r"a\.jsonl: cannot be written \(No space left") as caught:
        fill()
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, MapperError)
    assert list(tmp_path.iterdir()) == []


def write_half(target: Path, error: Exception) -> None:
    with replacing_folder(target) as growing:
        (growing / "a.txt").write_text("half")
        raise error


def test_a_folder_takes_the_place_of_another_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "events"
    for text in ("first", "second"):
        with replacing_folder(target) as growing:
            (growing / "a.txt").write_text(text)
    for error in (OSError(errno.ENOSPC, "No space left"), ValueError("of another kind")):
        with pytest.raises((WriteError, ValueError), match=r"No space left|of another kind"):
            write_half(target, error)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["events", "events/a.txt"]
    assert (target / "a.txt").read_text() == "second"


def test_a_folder_comes_back_where_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    target = tmp_path / "events"
    target.mkdir()
    (target / "a.txt").write_text("old")
    with pytest.raises(WriteError), replacing_folder(target) as growing:
        growing.rmdir()
    assert (target / "a.txt").read_text() == "old"


def test_what_a_killed_run_left_is_in_nobodys_way(tmp_path: Path) -> None:
    target, growing = tmp_path / "events", tmp_path / "growing"
    for left in (target, growing, tmp_path / "growing.old"):
        left.mkdir()
        (left / "a.txt").write_text(left.name)
    with replacing_folder(target, growing) as new:
        assert list(new.iterdir()) == []
        (new / "b.txt").write_text("new")
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["events", "events/b.txt"]


def test_an_output_is_checked_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(WriteError, match="is a folder"):
        check_writable(tmp_path / "folder.html")
    with pytest.raises(WriteError, match="does not exist; create it first"):
        check_writable(tmp_path / "none" / "map.html")
    with pytest.raises(WriteError, match=r"unknown kind of file \(\.xls\); known endings: \.parquet \.gpkg"):
        check_ending("a.xls")
    check_writable(tmp_path / "map.html")
    check_ending("A.PARQUET")


@pytest.mark.skipif(not hasattr(os, "setreuid"), reason="permissions of another kind")
def test_a_folder_without_permission_is_seen_before_the_work(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    user = os.getuid()
    if user == 0:  # root may write anywhere; what may be done is asked for the real user
        os.setreuid(65534, -1)
    try:
        with pytest.raises(WriteError, match="no permission"):
            check_writable(folder / "map.html")
    finally:
        if user == 0:
            os.setreuid(0, -1)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.xls", "", "unknown kind of file; known endings: .parquet"),
        ("none.csv", None, "no such file"),
        ("a.jsonl", "{", "cannot be read (JSONDecodeError"),
        ("a.jsonl", "[1]\n", "no events table"),
        ("a.jsonl", '{"event_id": "x"}\n', "column 'report_id' is missing"),
        ("a.geojson", "[]", "no GeoJSON FeatureCollection"),
        ("a.geojson", '{"type": "Feature"}', "cannot be read (KeyError"),
        ("a.csv", "event_id\nx\n", "column 'report_id' is missing"),
        ("a.csv", "", "column 'event_id' is missing"),
        ("a.parquet", "nonsense", "cannot be read (Arrow"),
        ("a.gpkg", "nonsense", "no GeoPackage with a layer events"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, name: str, content: str | None, fault: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_events(tmp_path / name)
    assert fault in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.filterwarnings("ignore::mapper.errors.MapperWarning")
def test_a_damaged_table_is_one_or_is_told(tmp_path: Path, ending: str) -> None:
    write(rows(), tmp_path / f"whole{ending}")
    whole = (tmp_path / f"whole{ending}").read_bytes()
    path = tmp_path / f"damaged{ending}"
    for part in range(1, 20):
        at = part * len(whole) // 20
        for damaged in (whole[:at], whole[:at] + b"\xff\x00\xff" + whole[at + 3 :], whole[:at] + whole[at + 40 :]):
            path.write_bytes(damaged)
            with contextlib.suppress(TableError):
                read_events(path)


def test_a_broken_geometry_is_told(tmp_path: Path) -> None:
    write(rows(), tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    (tmp_path / "a.csv").write_text(text.replace("POINT (", "POINT ((1"), encoding="utf-8")
    with pytest.raises(TableError, match="GEOSException"):
        read_events(tmp_path / "a.csv")


def test_a_geopackage_of_something_else_is_told(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"name": ["a"]}, geometry=geopandas.points_from_xy([1], [2]), crs="EPSG:4326")
    for layer in ("one", "two"):
        frame.to_file(tmp_path / "a.gpkg", layer=layer)
    with pytest.raises(TableError, match="no GeoPackage with a layer events"):
        read_events(tmp_path / "a.gpkg")


def test_a_workbook_that_unpacks_to_too_much_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    with pytest.raises(TableError, match="a decompression bomb"):
        read_events(tmp_path / "a.xlsx")


def moving() -> list[dict]:
    """Rows with a line among them."""
    table = rows()
    placed = next(row for row in table if row["geometry"])
    placed["geometry"] = {"type": "LineString", "coordinates": [[30.5, 50.4], [24.0, 49.8]]}
    return table


@pytest.mark.parametrize("ending", [".geojsonl", ".geojsons", ".kml"])
def test_gdal_reads_what_has_a_driver(tmp_path: Path, ending: str) -> None:
    table = moving()
    write(table, tmp_path / f"a{ending}")
    frame = geopandas.read_file(tmp_path / f"a{ending}")
    assert len(frame) == len(table)
    assert frame.crs == "EPSG:4326"
    geometries = [None if row["geometry"] is None else row["geometry"]["type"] for row in table]
    assert [None if shape is None or shape.is_empty else shape.geom_type for shape in frame.geometry] == geometries
    assert frame.geometry.notna().sum() > 2


def test_qgis_finds_points_and_lines_with_a_style_for_each_type(tmp_path: Path) -> None:
    table = moving()
    write(table, tmp_path / "a.gpkg")
    points = geopandas.read_file(tmp_path / "a.gpkg", layer="events_points")
    lines = geopandas.read_file(tmp_path / "a.gpkg", layer="events_lines")
    assert set(points.geom_type) == {"Point"}
    assert set(lines.geom_type) == {"LineString"}
    assert len(points) + len(lines) == sum(row["geometry"] is not None for row in table)
    styles = pyogrio.read_dataframe(tmp_path / "a.gpkg", layer="layer_styles", read_geometry=False)
    assert styles["f_table_name"].tolist() == ["events_points", "events_lines"]
    with sqlite3.connect(tmp_path / "a.gpkg") as package:
        known = package.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
    package.close()
    assert set(zip(styles["f_table_name"], styles["f_geometry_column"], strict=True)) <= set(known)
    for markup in styles["styleQML"]:
        root = ElementTree.fromstring(markup)  # noqa: S314
        categories = {one.get("value"): one.get("symbol") for one in root.iter("category")}
        assert set(categories) == set(Taxonomy.load().by_id)
        assert set(categories.values()) == {one.get("name") for one in root.iter("symbol")}


def test_a_sheet_holds_no_formula(tmp_path: Path) -> None:
    table = rows()
    for row in table:
        row["actor"] = "=1+1"
    write(table, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["events"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "inlineStr", "n", "d", "b"}
    frame = pd.read_excel(tmp_path / "a.xlsx", sheet_name="events")
    assert set(frame["actor"]) == {"=1+1"}
    assert str(frame["date_start"].dtype).startswith("datetime64")


def test_a_sentence_longer_than_a_cell_is_cut_with_a_mark(tmp_path: Path) -> None:
    table = rows()[:1]
    table[0]["sentence"] = "x" * 40_000
    write(table, tmp_path / "a.xlsx")
    sentence = read_events(tmp_path / "a.xlsx")["sentence"][0]
    assert len(sentence) == 32_767
    assert sentence.endswith("…")


def test_kml_with_a_dtd_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.kml").write_text('<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>', encoding="utf-8")
    with pytest.raises(TableError, match="defines entities of its own"):
        read_events(tmp_path / "a.kml")


@given(text=st.text(st.characters(codec="utf-8")))
def test_any_text_survives_where_xml_cannot_hold_it(text: str) -> None:
    assert unescape(escape(text)) == text
    ElementTree.fromstring(f"<a>{html.escape(escape(text))}</a>")  # noqa: S314
