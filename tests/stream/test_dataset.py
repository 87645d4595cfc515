"""A folder of GeoParquet files by month and region: all of the table, each part alone, replaced whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

import mapper
from mapper.errors import TableError, WriteError
from mapper.schema import from_frame
from mapper.store.arrow import to_table
from mapper.store.dataset import write_files
from mapper.stream import extract_to
from tests.cli.command import mapper as command
from tests.simple import simple_pipeline
from tests.stream.reports import write_jsonl
from tests.stream.test_files import MANY

SOME = MANY[:80]


def sorted_by_id(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    return frame.sort_values("event_id").reset_index(drop=True)


@pytest.fixture(scope="module")
def whole() -> geopandas.GeoDataFrame:
    return mapper.extract(SOME, pipeline=simple_pipeline())


@pytest.mark.parametrize(
    ("by", "folders"),
    [
        (("month", "country"), {"month=2022-01/region=UA", "month=2022-03/region=none", "month=2021-12/region=UA"}),
        (("month", "admin1"), {"month=2021-12/region=UA.Kyiv%20City", "month=2022-03/region=none"}),
        (("month",), {"month=2021-12", "month=2022-01"}),
        (("country",), {"region=UA", "region=none"}),
    ],
)
def test_a_folder_holds_the_table_by_month_and_region(
    tmp_path: Path, whole: geopandas.GeoDataFrame, by: tuple[str, ...], folders: set[str]
) -> None:
    told = extract_to(f"{tmp_path}/events/", SOME, pipeline=simple_pipeline(), partition_by=by)
    found = {path.parent.relative_to(tmp_path / "events").as_posix() for path in tmp_path.rglob("*.parquet")}
    assert found >= folders
    assert told.events == len(whole)
    assert sorted_by_id(mapper.read_events(tmp_path / "events")).equals(sorted_by_id(whole))
    for path in tmp_path.rglob("*.parquet"):
        assert geopandas.read_parquet(path).crs.to_epsg() == 4326
    hive = ds.dataset(tmp_path / "events", partitioning="hive").to_table().to_pandas()
    assert len(hive) == len(whole)
    if "month" in by:
        dated = hive[hive["month"] != "none"]
        assert (dated["month"].astype(str) == dated["date_start"].dt.strftime("%Y-%m")).all()
    assert [path.name for path in tmp_path.iterdir()] == ["events"]


FILTERS = (
    {"first": date(2022, 4, 1)},
    {"last": date(2022, 3, 31)},
    {"first": date(2022, 3, 31), "last": date(2022, 3, 31)},
    {"countries": ["UA"]},
    {"countries": ["UA"], "first": date(2022, 2, 1), "last": date(2022, 5, 1)},
    {"countries": ["FR"]},
)


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
@pytest.mark.parametrize("name", ["events/", "events.parquet", "events.csv"])
def test_a_part_is_read_alone(tmp_path: Path, whole: geopandas.GeoDataFrame, name: str, wanted: dict) -> None:
    extract_to(f"{tmp_path}/{name}", SOME, pipeline=simple_pipeline())
    start = whole["date_start"]
    right = pd.Series(True, index=whole.index)
    right &= start >= pd.Timestamp(wanted.get("first", "1700-01-01"))
    right &= start <= pd.Timestamp(wanted.get("last", "2200-01-01"))
    right &= whole["country"].isin(wanted.get("countries", whole["country"].unique()))
    part = mapper.read_events(tmp_path / name, **wanted)
    assert sorted(part["event_id"]) == sorted(whole["event_id"][right])
    assert part.columns.equals(whole.columns)


def test_of_a_folder_only_what_may_hold_the_part_is_opened(tmp_path: Path, whole: geopandas.GeoDataFrame) -> None:
    extract_to(f"{tmp_path}/events/", SOME, pipeline=simple_pipeline())
    wanted = {"first": date(2022, 1, 1), "last": date(2022, 1, 31), "countries": ["UA"]}
    right = mapper.read_events(tmp_path / "events", **wanted)
    for path in (tmp_path / "events").rglob("*.parquet"):
        if path.parent.as_posix().rpartition("events/")[2] != "month=2022-01/region=UA":
            path.write_bytes(b"broken: who reads it fails")
    assert mapper.read_events(tmp_path / "events", **wanted).equals(right)
    assert len(right) > 0


def test_files_are_the_same_wherever_the_stream_is_cut(tmp_path: Path, whole) -> None:
    table = to_table(from_frame(whole))
    pieces = (table.slice(at, 10) for _ in range(200) for at in range(0, 80, 10))
    for name, tables in (("a", [table] * 200), ("b", pieces)):
        assert write_files(tables, tmp_path / name, ("month", "country"), held=4_000) == 16_000
    folders = [tmp_path / name for name in "ab"]
    files = [sorted(path.relative_to(folder) for path in folder.rglob("*.parquet")) for folder in folders]
    assert files[0] == files[1]
    assert all((tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes() for path in files[0])


def scattered(groups: int, rows: int, rare: int) -> Iterator[pa.Table]:
    """Give tables of `rows` events each: `rare` of them in regions of their own, the others in one."""
    table = to_table(from_frame(mapper.extract(MANY[:1], pipeline=simple_pipeline()))).take([0] * rows)
    regions = pa.array([f"R{number}" for number in range(rare)] + ["UA"] * (rows - rare))
    table = table.set_column(table.schema.get_field_index("country"), "country", regions)
    yield from [table] * groups


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks at open files and memory as Linux tells them")
def test_neither_files_nor_memory_grow_with_the_parts(tmp_path: Path) -> None:
    held, groups, rows, rare = 8_192, 80, 1_024, 100
    seen: list[tuple[int, int, int]] = []

    def looked_at() -> Iterator[pa.Table]:
        for table in scattered(groups, rows, rare):
            opened = sum(os.fspath(tmp_path) in os.path.realpath(one) for one in Path("/proc/self/fd").iterdir())
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            seen.append((opened, pages * os.sysconf("SC_PAGE_SIZE"), pa.total_allocated_bytes()))
            yield table

    assert write_files(looked_at(), tmp_path, ("country",), held=held) == groups * rows
    opened, memory, arrow = zip(*seen, strict=True)
    assert 1 <= max(opened) <= 64
    assert max(memory[30:]) - memory[30] < 40e6
    assert max(arrow) - min(arrow) < held * 1_500
    written = ds.dataset(tmp_path).to_table(columns=["country"])["country"].value_counts()
    assert {one["values"]: one["counts"] for one in written.to_pylist()} == {
        "UA": groups * (rows - rare), **{f"R{number}": groups for number in range(rare)}
    }  # fmt: skip


def test_a_folder_is_replaced_whole_and_none_of_others(tmp_path: Path, whole: geopandas.GeoDataFrame) -> None:
    extract_to(f"{tmp_path}/events/", SOME, pipeline=simple_pipeline())
    extract_to(tmp_path / "events", SOME[:4], pipeline=simple_pipeline())
    assert len(mapper.read_events(tmp_path / "events")) == 4
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("x")
    with pytest.raises(WriteError, match="no folder that this command wrote"):
        extract_to(f"{other}/", SOME, pipeline=simple_pipeline())
    with pytest.raises(TableError, match=r"holds no \.parquet file"):
        mapper.read_events(other)
    with pytest.raises(ValueError, match="not by country, admin1"):
        extract_to(f"{tmp_path}/new/", SOME, partition_by=("country", "admin1"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events", "other"]


def test_the_command_writes_a_folder_that_is_drawn_in_part(tmp_path: Path) -> None:
    reports = write_jsonl(tmp_path / "in.jsonl", range(12), 8)
    result = command("extract", reports, "-o", "events/", "--partition-by", "month,admin1", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    events = mapper.read_events(tmp_path / "events", countries=["UA"], first=date(2022, 3, 1), last=date(2022, 3, 31))
    assert 0 < len(events) < len(mapper.read_events(tmp_path / "events"))
    drawn = command(
        "draw", "events", "-o", "map.html", "--country", "UA", "--from", "2022-03-01", "--to", "2022-03-31", "--json",
        cwd=tmp_path,
    )  # fmt: skip
    assert drawn.returncode == 0, drawn.stderr
    assert f'"events": {len(events)}' in drawn.stdout
    refused = command("extract", reports, "-o", "events/", "--codebook", "acled", cwd=tmp_path)
    assert refused.returncode == 2
