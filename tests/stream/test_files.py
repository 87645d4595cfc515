"""Any number of reports to a file: the same bytes however they are made, resumed, kept, refused."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas
import pyarrow.parquet as pq
import pytest

import mapper
from mapper.errors import (
    MapperError,
    MapperWarning,
    MissingError,
    ReadError,
    StageError,
    TableError,
    WorkError,
    WriteError,
)
from mapper.model import Event, Mention, Report, Resolution
from mapper.pipeline import Pipeline
from mapper.schema import from_frame
from mapper.store import ENDINGS, write_tables
from mapper.store.arrow import to_table
from mapper.stream import Summary, extract_to, places
from mapper.stream.batches import MOST_CHARACTERS
from mapper.stream.work import Job, pack, unpack
from mapper.tag import EventTagger
from mapper.taxonomy import Taxonomy
from tests import simple
from tests.simple import simple_pipeline

TEXT = "Shelling hit {place}, {n} times. " + "And so on" * 300


def reports(numbers: Sequence[int]) -> list[Report]:
    """Reports of 2,700 characters, each with one event."""
    places = ("Kyiv", "Lviv", "Kherson Oblast", "nowhere")
    return [Report(f"r{n}", TEXT.format(place=places[n % 4], n=n), date(2022, 1 + n % 12, 1)) for n in numbers]


MANY = reports(range(400))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file as it is made in one process."""
    path = tmp_path_factory.mktemp("whole") / "events.parquet"
    told = extract_to(path, MANY, pipeline=simple_pipeline())
    assert told == Summary(400, 400, 300, 0, told.batches, 0)
    assert told.batches >= 4
    assert [one.name for one in path.parent.iterdir()] == ["events.parquet"]
    return path.read_bytes()


@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_processes_writes_the_same_bytes(tmp_path: Path, whole: bytes, jobs: int) -> None:
    extract_to(tmp_path / "events.parquet", iter(MANY), pipeline=simple_pipeline(), jobs=jobs)
    assert (tmp_path / "events.parquet").read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == ["events.parquet"]


def test_the_file_is_what_extract_gives(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "events.parquet").write_bytes(whole)
    one = mapper.extract(MANY[:50], pipeline=simple_pipeline())
    assert mapper.read_events(tmp_path / "events.parquet")[: len(one)].equals(one)
    assert mapper.extract(MANY[:50], pipeline=simple_pipeline(), jobs=2).equals(one)
    mapper.write(mapper.extract(MANY, pipeline=simple_pipeline()), tmp_path / "again.parquet")
    assert (tmp_path / "again.parquet").read_bytes() == whole
    assert geopandas.read_parquet(tmp_path / "events.parquet").crs.to_epsg() == 4326


def test_row_groups_are_of_one_size_wherever_the_stream_is_cut(tmp_path: Path) -> None:
    table = to_table(from_frame(mapper.extract(MANY[:100], pipeline=simple_pipeline())))
    for sizes in ((100,) * 700, (100, 1, 99) * 350, (0, 33, 67) * 700):
        pieces = (table.slice(0, size) if size != 67 else table.slice(33) for size in sizes)
        write_tables(pieces, tmp_path / "events.parquet")
        file = pq.ParquetFile(tmp_path / "events.parquet").metadata
        assert [file.row_group(k).num_rows for k in range(file.num_row_groups)] == [65_536, 70_000 - 65_536]
    first = (tmp_path / "events.parquet").read_bytes()
    write_tables([table] * 700, tmp_path / "events.parquet")
    assert (tmp_path / "events.parquet").read_bytes() == first


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_is_as_in_one_go(tmp_path: Path, ending: str) -> None:
    extract_to(tmp_path / f"a{ending}", MANY[:10], pipeline=simple_pipeline())
    mapper.write(mapper.extract(MANY[:10], pipeline=simple_pipeline()), tmp_path / f"b{ending}")
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def parts(cache: Path) -> dict[Path, int]:
    return {path: path.stat().st_ino for path in cache.glob("??/*.part")}


def test_a_cache_does_only_what_has_changed(tmp_path: Path, whole: bytes) -> None:
    output, cache = tmp_path / "events.parquet", tmp_path / "cache"
    first = extract_to(output, MANY, pipeline=simple_pipeline(), cache=cache)
    made = parts(cache)
    again = extract_to(output, MANY, pipeline=simple_pipeline(), cache=cache)
    assert (first.found, again.found) == (0, again.batches)
    assert parts(cache) == made
    assert output.read_bytes() == whole
    changed = [*MANY[:200], replace(MANY[200], title="Another"), *MANY[201:], *reports([999])]
    changed.insert(3, reports([1000])[0])
    more = extract_to(output, changed, pipeline=simple_pipeline(), cache=cache)
    assert more.batches - more.found <= 5  # two where reports were added, two around the changed one, the last
    assert more.found > 0
    mapper.write(mapper.extract(changed, pipeline=simple_pipeline()), tmp_path / "straight.parquet")
    assert output.read_bytes() == (tmp_path / "straight.parquet").read_bytes()
    assert (cache / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


class Counting:
    """A recognizer that leaves a mark for each report that it reads."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, given: Sequence[Report]) -> list[tuple[Mention, ...]]:
        for report in given:
            Path(self.folder, report.id).touch()
        return simple.recognize(given)


def test_where_only_the_event_types_change_no_place_is_looked_for_again(tmp_path: Path) -> None:
    shipped = Taxonomy.load()
    fewer = replace(shipped, types=tuple(one for one in shipped.types if one.id != "shelling"))
    other = replace(shipped, types=tuple(replace(one, layer="conflict") for one in shipped.types))
    marks, cache, output = tmp_path / "marks", tmp_path / "cache", tmp_path / "events.parquet"
    marks.mkdir()
    for taxonomy, seen in ((shipped, 60), (fewer, 0), (other, 0), (shipped, 0)):
        pipeline = Pipeline(Counting(str(marks)), simple.resolve, EventTagger(taxonomy))
        told = extract_to(output, MANY[:60], pipeline=pipeline, taxonomy=taxonomy, cache=cache)
        assert len(list(marks.iterdir())) == seen
        assert (told.found == told.batches) == (taxonomy is shipped and not seen)
        for mark in marks.iterdir():
            mark.unlink()
        straight = Pipeline(simple.recognize, simple.resolve, EventTagger(taxonomy))
        right = mapper.extract(MANY[:60], pipeline=straight, taxonomy=taxonomy)
        mapper.write(right, tmp_path / "right.parquet")
        assert output.read_bytes() == (tmp_path / "right.parquet").read_bytes()


def test_resolutions_are_kept_as_they_are_but_for_those_that_lost() -> None:
    own = Pipeline()
    texts = [
        "Shells fell 30 km east of Kharkiv and near Izium; Mr London left for Paris.",
        "",
        "Nothing. Ukraine's army, Mariopol.",
    ]
    given = [Report(str(k), text) for k, text in enumerate(texts)]
    found = own.locate(given)
    assert sum(map(len, found)) > 3
    kept = places.from_table(unpack(pack(places.to_table(found))), given)
    assert kept == [tuple(replace(one, candidates=()) for one in each) for each in found]
    assert own.tag(given, kept) is not None
    assert Job(own).rows(given, kept).rows == Job(own).rows(given).rows


def one_at_a_time(reports: Sequence[Report]) -> list[tuple[Mention, ...]]:
    """Refuse batches, as a recognizer would that was made for single reports."""
    (_,) = reports
    return simple.recognize(reports)


def test_what_fails_as_a_batch_is_coded_and_kept_one_by_one() -> None:
    right = simple_pipeline()
    job = Job(Pipeline(one_at_a_time, right.resolver, right.tagger), keep_places=True)
    done, whole = job(MANY[:5]), Job(right, keep_places=True)(MANY[:5])
    assert (done.rows, done.places) == (whole.rows, whole.places)
    assert done.places is not None


def test_a_damaged_part_is_made_anew_and_fresh_makes_all(tmp_path: Path, whole: bytes) -> None:
    output, cache = tmp_path / "events.parquet", tmp_path / "cache"
    extract_to(output, MANY, pipeline=simple_pipeline(), cache=cache)
    contents = {path: path.read_bytes() for path in parts(cache)}
    cut, empty, turned, *_ = contents
    cut.write_bytes(contents[cut][:-10])
    empty.write_bytes(b"")
    turned.write_bytes(contents[turned][:100] + b"\xff" + contents[turned][101:])
    told = extract_to(output, MANY, pipeline=simple_pipeline(), cache=cache)
    assert told.found == told.batches - 3
    assert output.read_bytes() == whole
    assert {path: path.read_bytes() for path in parts(cache)} == contents
    made = parts(cache)
    assert extract_to(output, MANY, pipeline=simple_pipeline(), cache=cache, fresh=True).found == 0
    assert not made.items() & parts(cache).items()


def test_what_no_run_uses_is_removed_from_a_cache_in_time(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for path, day in (("aa/old.part", 0), ("aa/broken.1.growing", 0), ("aa/mine.txt", 0)):
        (cache / path).parent.mkdir(parents=True, exist_ok=True)
        (cache / path).write_text("x")
        os.utime(cache / path, (day, day))
    extract_to(tmp_path / "a.parquet", MANY[:100], pipeline=simple_pipeline(), cache=cache)
    used = parts(cache)
    for path in used:
        os.utime(path, (0, 0))
    extract_to(tmp_path / "a.parquet", MANY[:100], pipeline=simple_pipeline(), cache=cache)
    assert parts(cache) == used
    assert sorted(path.name for path in (cache / "aa").iterdir() if path.suffix != ".part") == ["mine.txt"]


class Moody:
    """A tagger that fails on some reports."""

    def __init__(self, bad: str) -> None:
        self.bad = bad

    def __call__(self, given: Sequence[Report], resolutions: Sequence[Sequence[Resolution]]) -> list[tuple[Event, ...]]:
        if any(self.bad in report.id for report in given):
            raise ValueError(f"no more of\n{self.bad}")
        return simple.tag(given, resolutions)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_a_stage_fails_on_is_told_and_the_rest_goes_on(tmp_path: Path, jobs: int) -> None:
    moody = Pipeline(simple.recognize, simple.resolve, Moody("r77"))
    output, cache = tmp_path / "events.parquet", tmp_path / "cache"
    for _ in range(2):  # and again where it is kept
        with pytest.warns(MapperWarning, match=r"^r77: cannot be coded \(ValueError: no more of r77\)$"):
            told = extract_to(output, MANY, pipeline=moody, errors="warn", jobs=jobs, cache=cache)
        assert (told.reports, told.failed) == (399, 1)
    mapper.write(mapper.extract(MANY[:77] + MANY[78:], pipeline=simple_pipeline()), tmp_path / "other.parquet")
    assert output.read_bytes() == (tmp_path / "other.parquet").read_bytes()
    with pytest.raises(WorkError, match="r77: cannot be coded"):
        extract_to(output, MANY, pipeline=moody, jobs=jobs)


def too_few(given: Sequence[Report]) -> list[tuple[Mention, ...]]:
    return []


class Ending:
    """A recognizer that takes its process with it, as many times as there are files left."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, given: Sequence[Report]) -> list[tuple[Mention, ...]]:
        left = sorted(Path(self.folder).glob("*.left"))
        if left and any(report.id == "r200" for report in given):
            left[0].unlink()
            os._exit(9)
        return simple.recognize(given)


@pytest.mark.parametrize("times", [2, 3])
def test_a_process_that_is_killed_costs_its_batch(tmp_path: Path, whole: bytes, times: int) -> None:
    pipeline = Pipeline(Ending(str(tmp_path)), simple.resolve, simple.tag)
    for k in range(times):
        (tmp_path / f"{k}.left").touch()
    output = tmp_path / "events.parquet"
    if times == 3:
        with pytest.raises(WorkError, match=r"ended 3 times in the middle of the reports r\d+ to r2"):
            extract_to(output, MANY, pipeline=pipeline, jobs=2)
        assert not output.exists()
    told = extract_to(output, MANY, pipeline=pipeline, jobs=2)
    assert output.read_bytes() == whole
    assert (told.found > 0) == (times == 3)
    assert [path.name for path in tmp_path.iterdir()] == ["events.parquet"]


@pytest.mark.parametrize(
    "error",
    [
        ReadError("no text", "a:1"), ReadError("no text"), TableError(("one", "two")), WriteError("full", "a.csv"),
        WorkError("again"), StageError("too few"), MissingError("no model"),
    ],
)  # fmt: skip
def test_errors_travel_between_processes(error: MapperError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_faults_of_the_stages_themselves_are_told(tmp_path: Path) -> None:
    output = tmp_path / "events.parquet"
    with pytest.raises(StageError, match="recognizer gave 0 entries"):
        extract_to(output, MANY, pipeline=Pipeline(too_few, simple.resolve, simple.tag), jobs=2)
    with pytest.raises(StageError, match="cannot be sent to other processes"):
        extract_to(output, MANY, pipeline=Pipeline(lambda given: [], simple.resolve, simple.tag), jobs=2)
    with (tmp_path / "open").open("w") as stream, pytest.raises(StageError, match="cannot be told from others"):
        extract_to(output, MANY, pipeline=Pipeline(lambda given: [stream], simple.resolve, simple.tag))
    with pytest.raises(WriteError, match="unknown kind of file"):
        extract_to(tmp_path / "events.doc", MANY)
    assert [path.name for path in tmp_path.iterdir()] == ["open"]


def test_reports_too_few_for_a_batch_and_none_at_all(tmp_path: Path) -> None:
    told = extract_to(tmp_path / "one.parquet", reports([1]), pipeline=simple_pipeline(), jobs=2)
    assert (told.reports, told.batches) == (1, 1)
    assert extract_to(tmp_path / "none.parquet", [], pipeline=simple_pipeline()) == Summary(0, 0, 0, 0, 0, 0)
    assert len(mapper.read_events(tmp_path / "none.parquet")) == 0
    huge = [Report("huge", "Shelling hit Kyiv. " + "And so on" * (MOST_CHARACTERS // 9)), *reports([1])]
    assert extract_to(tmp_path / "huge.parquet", huge, pipeline=simple_pipeline()).batches == 2
