"""Maps of many: what is kept fits, what is left out is counted, and nothing is lost or told twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.map_events import make
from mapper.errors import TableError
from mapper.store.part import Part, part_of
from mapper.taxonomy import Taxonomy
from mapper.view import draw
from mapper.view.cells import NODATA
from mapper.view.many import FrameSource, Gathered, ParquetSource, gather
from mapper.view.overview import Overview, Tally, first_days
from tests.cli.command import mapper
from tests.view.conftest import Opened

TAXONOMY = Taxonomy.load()
ROWS = 30_000


@pytest.fixture(scope="module")
def frame() -> gpd.GeoDataFrame:
    return make(ROWS)


@pytest.fixture(scope="module")
def folder(frame: gpd.GeoDataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the table as files by year, in folders as partitioned data sets have them, beside one that is unfinished."""
    base = tmp_path_factory.mktemp("events")
    for year, part in frame.groupby(frame.date_start.dt.year):
        inner = base / f"year={year}"
        inner.mkdir()
        part.to_parquet(inner / "part-0.parquet", row_group_size=2000)
    (base / "_unfinished").mkdir()
    (base / "_unfinished" / "part-0.parquet").write_bytes(b"half")
    return base


def opened(path: Path, part: Part = Part()) -> ParquetSource:  # noqa: B008
    source = ParquetSource.open(path, part)
    assert source is not None
    return source


def whole(gathered: Gathered) -> Counter[str]:
    """How many events of each type are kept or counted."""
    found = Counter(gathered.events.event_type.tolist())
    assert gathered.overview is not None
    for number, count in zip(gathered.overview.type.tolist(), gathered.overview.count.tolist(), strict=True):
        found[TAXONOMY.types[number].id] += count
    return found


@pytest.mark.parametrize("size", [0.6, 1.0, 2.0])
def test_every_event_is_kept_or_counted_once_and_the_page_fits(
    folder: Path, frame: gpd.GeoDataFrame, tmp_path: Path, size: float
) -> None:
    gathered = gather(opened(folder), size, TAXONOMY)
    assert whole(gathered) == Counter(frame.event_type.tolist())
    path = draw(gathered, tmp_path / "map.html")
    assert 0.4 * size <= path.stat().st_size / 1e6 <= size


def test_the_latest_whole_days_are_kept(folder: Path, frame: gpd.GeoDataFrame) -> None:
    gathered = gather(opened(folder), 1.0, TAXONOMY)
    since = gathered.since
    assert since is not None
    latest = frame[frame.date_start.dt.date >= since]
    assert sorted(gathered.events.event_id) == sorted(latest.event_id)
    overview = gathered.overview
    assert overview is not None
    assert overview.day.max() < (since - date(1970, 1, 1)).days


def test_a_folder_and_a_frame_give_the_same(folder: Path, frame: gpd.GeoDataFrame) -> None:
    first, second = (gather(source, 1.0, TAXONOMY) for source in (opened(folder), FrameSource(frame)))
    assert first.since == second.since
    assert whole(first) == whole(second)
    assert first.overview is not None
    assert second.overview is not None
    assert first.overview.count.tolist() == second.overview.count.tolist()


def test_what_fits_is_kept_whole(folder: Path) -> None:
    for size in (None, 50.0):
        gathered = gather(opened(folder), size, TAXONOMY)
        assert (len(gathered.events), gathered.overview, gathered.since) == (ROWS, None, None)


def test_a_part_is_read_by_days_and_countries(folder: Path, frame: gpd.GeoDataFrame) -> None:
    part = Part(date(2023, 3, 1), date(2023, 4, 30), ("UA",))
    wanted = frame[(frame.date_start >= "2023-03-01") & (frame.date_start <= "2023-04-30") & (frame.country == "UA")]
    for source in (opened(folder, part), FrameSource.of(frame, part)):
        gathered = gather(source, None, TAXONOMY)
        assert sorted(gathered.events.event_id) == sorted(wanted.event_id)
        assert gathered.part == part
    assert opened(folder, part).count() == len(wanted) > 0


def test_folders_by_month_and_region_are_passed_over_unread(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    month = frame.date_start.dt.strftime("%Y-%m")
    wanted = frame[(month == "2023-03") & (frame.country == "UA")]
    for name in ("month=2023-03/region=UA", "month=2023-03/region=UA.Kyiv%20City"):
        (tmp_path / name).mkdir(parents=True)
    wanted.iloc[:50].to_parquet(tmp_path / "month=2023-03/region=UA/00000.parquet")
    wanted.iloc[50:].to_parquet(tmp_path / "month=2023-03/region=UA.Kyiv%20City/00000.parquet")
    for name in ("month=2023-04/region=UA", "month=2023-03/region=RO", "month=none/region=UA"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "00000.parquet").write_bytes(b"broken: who reads it fails")
    source = opened(tmp_path, Part(date(2023, 3, 2), date(2023, 3, 31), ("UA",)))
    assert source.count() == (wanted.date_start >= "2023-03-02").sum() > 50
    assert len(gather(source, None, TAXONOMY).events) == source.count()


def test_a_folder_without_events_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="holds no"):
        ParquetSource.open(tmp_path, Part())
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(TableError, match="cannot be read"):
        ParquetSource.open(tmp_path, Part())


def test_a_table_in_other_coordinates_is_refused(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "web.parquet"
    frame.iloc[:10].to_crs(3857).to_parquet(path)
    with pytest.raises(TableError, match=r"web\.parquet: the table must be in EPSG:4326, not EPSG:3857"):
        ParquetSource.open(path, Part())
    done = mapper("draw", tmp_path, "-o", tmp_path / "map.html", "--country", "UA")
    assert done.returncode != 0
    assert "must be in EPSG:4326, not EPSG:3857" in done.stderr
    frame.iloc[:10].set_crs("OGC:CRS84", allow_override=True).to_parquet(path)
    assert len(opened(path).since(None, 99)) == 10


def test_a_table_whose_coordinates_have_no_known_name_is_refused(frame: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "odd.parquet"
    frame.iloc[:10].to_parquet(path)
    table = pq.read_table(path)
    geo = json.loads(table.schema.metadata[b"geo"])
    geo["columns"]["geometry"]["crs"] = "somewhere"
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
    with pytest.raises(TableError, match="no known coordinate system"):
        ParquetSource.open(path, Part())


@pytest.mark.parametrize("last", [date(2023, 4, 30), date.max])
def test_the_last_day_of_a_part_may_be_any(folder: Path, frame: gpd.GeoDataFrame, last: date) -> None:
    part = Part(last=last)
    wanted = frame[frame.date_start.dt.date <= last]
    assert opened(folder, part).count() == len(part_of(frame, part)) == len(wanted)


def counted(most: int, days: list[int], places: list[tuple[float, float]], precision: str = "settlement") -> Overview:
    tally = Tally(["shelling"], most)
    rows = len(days)
    words = {"event_type": "shelling", "precision": precision, "country": "UA", "admin1": "Kyiv Oblast"}
    table = pa.table({name: pa.array([word] * rows, pa.large_string()) for name, word in words.items()})
    longitude, latitude = np.array(places).T
    tally.add(table, longitude, latitude, np.array(days, "i4"))
    return tally.result()


def test_squares_hold_their_events() -> None:
    found = counted(100, [0, 0, 5, NODATA], [(30.51, 50.41), (30.58, 50.49), (-179.99, -89.99), (30.51, 50.41)])
    assert found.total == 4
    assert [(int(day), int(count)) for day, count in zip(found.day, found.count, strict=True)] == [
        (0, 2), (5, 1), (NODATA, 1)
    ]  # fmt: skip
    middle = found.place[0]
    assert (found.longitude[middle], found.latitude[middle]) == pytest.approx((30.55, 50.45))


@pytest.mark.parametrize("precision", ["adm1", "country", "none", "area"])
def test_events_that_lie_somewhere_are_in_no_square(precision: str) -> None:
    found = counted(100, [0], [(30.5, 50.4)], precision)
    assert np.isnan(found.longitude).all()
    assert found.names == [("Kyiv Oblast", "UA")]


def test_counts_are_taken_together_until_they_are_few() -> None:
    rows = 4000
    spread = np.random.default_rng(1)
    places = [(x, y) for x, y in zip(spread.uniform(20, 40, rows), spread.uniform(44, 52, rows), strict=True)]
    found = counted(200, spread.integers(0, 700, rows).tolist(), places)
    assert found.total == rows
    assert len(found.count) <= 200
    assert (found.side, found.step) != (0.1, "day")
    fine = counted(rows, [0] * rows, places)
    assert (fine.side, fine.step, fine.total) == (0.1, "day", rows)


@pytest.mark.parametrize(
    ("step", "day", "first"),
    [
        ("day", date(2024, 2, 29), date(2024, 2, 29)),
        ("week", date(2024, 3, 3), date(2024, 2, 26)),
        ("week", date(2024, 3, 4), date(2024, 3, 4)),
        ("month", date(2024, 2, 29), date(2024, 2, 1)),
        ("month", date(1969, 12, 31), date(1969, 12, 1)),
        ("year", date(1900, 5, 5), date(1900, 1, 1)),
    ],
)
def test_first_days(step: str, day: date, first: date) -> None:
    epoch = date(1970, 1, 1).toordinal()
    days = np.array([day.toordinal() - epoch, NODATA], "i4")
    assert first_days(days, step).tolist() == [first.toordinal() - epoch, NODATA]


def test_the_command_says_what_it_left_out(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    done = mapper("draw", folder, "-o", page, "--max-mb", "1", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["events"] + told["counted"] == ROWS
    assert page.stat().st_size < 1e6
    again = mapper("draw", folder, "-o", page, "--from", "2023-03-01", "--to", "2023-03-01", "--country", "ua")
    assert again.returncode == 0, again.stderr
    assert "counted" not in again.stdout


@pytest.mark.browser
def test_the_page_draws_counts_and_says_so(
    frame: gpd.GeoDataFrame, tmp_path: Path, open_page: Callable[..., Opened]
) -> None:
    gathered = gather(FrameSource(frame), 1.0, TAXONOMY)
    assert gathered.overview is not None
    left = gathered.overview.total
    page = open_page(draw(gathered, tmp_path / "map.html"))
    assert f"{left:,} others are counted" in page.page.inner_text(".em-part")
    assert page.page.inner_text(".em-count").endswith(f"{left:,} more counted only")
    assert page.map("map.page.overview.tally().all") == left
    bars = page.map("map.page.timeline.counts.reduce((sum, one) => sum + one, 0)")
    assert bars == ROWS
    shelling = TAXONOMY.types[0].id
    page.map("map.page.toggleType(given, false)", shelling)
    page.settle()
    counts = Counter[int]()
    for number, count in zip(gathered.overview.type.tolist(), gathered.overview.count.tolist(), strict=True):
        counts[number] += count
    assert page.map("map.page.overview.tally().all") == left - counts[0]
    page.page.get_by_text("Counted only", exact=True).click()
    page.settle()
    page.page.locator(".em-section[open] .em-badge").first.click()
    assert "Counted only" in page.page.inner_text(".em-sheet")
    page.page.keyboard.press("Escape")
    page.map("map.page.store.facets.get('status').allowed.fill(0, 1) && map.page.store.touch('status')")
    page.settle()
    assert "hidden" in page.page.inner_text(".em-count")
    page.assert_silent()
