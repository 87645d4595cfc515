"""The same events on a real cluster of processes, with workers that are killed in the middle."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dask.bag as db
import dask.dataframe as dd
import dask_geopandas
import pandas as pd
import pytest
from distributed import Client, LocalCluster

import gazetteer
import mapper
from mapper.cluster import write
from mapper.cluster.frames import _Partition
from mapper.cluster.sending import Sent
from mapper.errors import ReadError, StageError, WorkError
from mapper.model import Mention, Report
from mapper.pipeline import Pipeline
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver
from mapper.stream import extract_to
from mapper.stream.work import Job
from tests import simple
from tests.cli.command import ROOT
from tests.cli.command import mapper as command
from tests.simple import simple_pipeline
from tests.stream.reports import record, write_jsonl
from tests.stream.test_files import MANY

pytestmark = pytest.mark.filterwarnings("default")  # dask's and tornado's own


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    settings: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**settings) as cluster, Client(cluster) as one:
        yield one


TABLE = pd.DataFrame([record(n, 3) for n in range(24)])


def straight(frame: Any) -> pd.DataFrame:
    return frame.reset_index(drop=True)


def test_partitions_are_those_of_a_local_run(client: Client, tmp_path: Path) -> None:
    events = mapper.extract(dd.from_pandas(TABLE, npartitions=3))
    assert isinstance(events, dask_geopandas.GeoDataFrame)
    assert events.npartitions == 3
    local = mapper.extract(TABLE)
    assert straight(events.compute()).equals(straight(local))
    assert straight(events.partitions[1].compute()).equals(straight(mapper.extract(TABLE[8:16])))
    assert write(events, tmp_path / "events") == len(local)
    again = mapper.read_events(tmp_path / "events").sort_values("event_id")
    assert straight(again).equals(straight(local.sort_values("event_id")))
    assert [path.name for path in tmp_path.iterdir()] == ["events"]


@pytest.mark.parametrize("kind", ["records", "texts", "reports"])
def test_a_bag_is_taken_too(client: Client, kind: str) -> None:
    items = {
        "records": [record(n, 1) for n in range(8)],
        "texts": [record(n, 1)["text"] for n in range(8)],
        "reports": MANY[:8],
    }[kind]
    events = mapper.extract(db.from_sequence(items, npartitions=2), pipeline=simple_pipeline()).compute()
    if kind == "texts":
        assert {one for one in events["report_id"] if not one.startswith("row ")} == set()
        items = [Report(f"row {n // 4}.{n % 4}", text) for n, text in enumerate(items)]
    given = pd.DataFrame(items) if kind == "records" else items
    assert straight(events).equals(straight(mapper.extract(given, pipeline=simple_pipeline())))


def test_names_of_columns_and_faults_are_as_on_one_machine(client: Client) -> None:
    table = pd.DataFrame({"body": ["Shelling hit Kyiv.", "", "Shelling hit Lviv."]})
    lazy = dd.from_pandas(table, npartitions=2).clear_divisions()
    options = {"columns": {"text": "body"}, "pipeline": simple_pipeline()}
    events = mapper.extract(lazy, errors="warn", **options).compute()
    assert list(events["place_name"]) == ["Kyiv", "Lviv"]
    assert list(events["report_id"]) == ["row 0.0", "row 1.0"]
    with pytest.raises(ReadError, match=r"row 0\.1: no text"):
        mapper.extract(lazy, **options).compute()


class Slow:
    """A recognizer that tells which process it is in, and takes its time."""

    def __init__(self, folder: str, seconds: float) -> None:
        self.folder = folder
        self.seconds = seconds

    def __call__(self, reports: Sequence[Report]) -> list[tuple[Mention, ...]]:
        for report in reports:
            name = f"{report.id}.{os.getpid()}.{time.monotonic_ns()}"
            Path(self.folder, name).touch()
        time.sleep(self.seconds)
        return simple.recognize(reports)


def kill_one(folder: Path, seen: int) -> None:
    """Kill a worker that has begun some reports."""
    until = time.monotonic() + 60
    while len(list(folder.iterdir())) < seen and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(int(max(folder.iterdir(), key=lambda path: path.stat().st_mtime).name.split(".")[1]), signal.SIGKILL)


def test_a_worker_that_is_killed_costs_its_partitions(client: Client, tmp_path: Path) -> None:
    pipeline = Pipeline(Slow(str(tmp_path), 0.4), simple.resolve, simple.tag)
    table = pd.DataFrame({"id": [f"r{n}" for n in range(12)], "text": "Shelling hit Kyiv."})
    future = client.compute(mapper.extract(dd.from_pandas(table, npartitions=12), pipeline=pipeline))
    kill_one(tmp_path, 5)
    events = future.result(timeout=120)
    assert list(events["report_id"]) == [f"r{n}" for n in range(12)]
    begun = [path.name.split(".")[0] for path in tmp_path.iterdir()]
    assert 12 < len(begun) < 24  # what the lost worker had done or held was done again, not all


def test_batches_go_to_a_cluster_and_come_back_in_order(client: Client, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    seen.mkdir()
    extract_to(tmp_path / "local.parquet", MANY, pipeline=simple_pipeline())
    told = extract_to(f"{tmp_path}/a.parquet", MANY, pipeline=simple_pipeline(), scheduler=client, cache=tmp_path / "c")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "local.parquet").read_bytes()
    again = extract_to(tmp_path / "a.parquet", MANY, pipeline=simple_pipeline(), jobs=2, cache=tmp_path / "c")
    assert (told.found, again.found) == (0, told.batches)
    from threading import Thread

    killer = Thread(target=kill_one, args=(seen, 60))
    killer.start()
    slow = Pipeline(Slow(str(seen), 0.3), simple.resolve, simple.tag)
    extract_to(tmp_path / "b.parquet", MANY, pipeline=slow, scheduler=client)
    killer.join()
    assert (tmp_path / "b.parquet").read_bytes() == (tmp_path / "local.parquet").read_bytes()


def test_the_command_takes_the_address_of_a_scheduler(client: Client, tmp_path: Path) -> None:
    reports = write_jsonl(tmp_path / "in.jsonl", range(12), 3)
    result = command("extract", reports, "-o", "a.parquet", "--scheduler", client.scheduler.address, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert command("extract", reports, "-o", "b.parquet", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    refused = command("extract", reports, "-o", "a.parquet", "--scheduler", "tcp://x:1", "--jobs", 2, cwd=tmp_path)
    assert (refused.returncode, "leave out --jobs" in refused.stderr) == (2, True)


def test_what_travels_is_small_and_opens_the_gazetteer_once(client: Client) -> None:
    own = Sent.of(Job(Pipeline()))
    layered = Sent.of(Job(Pipeline(GazetteerRecognizer(0.6, gazetteer.default()), GazetteerResolver(0.5))))
    for sent in (own, layered, _Partition(own, {"text": "body"}, labelled=True, errors="raise")):
        assert len(pickle.dumps(sent)) < 2_000
    first, second = (pickle.loads(pickle.dumps(layered)).here() for _ in range(2))  # noqa: S301
    assert first is second
    assert list(client.run(opened, own).values()) == [1, 1]


def opened(sent: Sent) -> int:
    """How often a worker has opened the embedded gazetteer after three batches."""
    for _ in range(3):
        pickle.loads(pickle.dumps(sent))([Report("a", "Shelling hit Kyiv.")])  # noqa: S301
    return gazetteer.default.cache_info().misses


def test_a_worker_with_other_code_is_refused(client: Client, tmp_path: Path) -> None:
    old = Sent("key", "another", Job(simple_pipeline()))
    with pytest.raises(StageError, match="another version of event-mapper"):
        client.submit(old, MANY[:1]).result()
    with pytest.raises(StageError, match="cannot be sent"):
        mapper.extract(dd.from_pandas(TABLE, npartitions=2), pipeline=Pipeline(lambda given: []))
    with pytest.raises(WorkError, match="the cluster does not answer"):
        extract_to(tmp_path / "a.parquet", MANY, pipeline=simple_pipeline(), scheduler="tcp://127.0.0.1:9")


def test_what_sends_batches_does_not_import_tables_of_dask() -> None:
    code = (
        "import sys\n"
        "from mapper.cluster.sending import needed\n"
        "import mapper.cluster.client\n"
        "needed('distributed')\n"
        "print('distributed' in sys.modules, 'dask_geopandas' in sys.modules, 'pandas' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert told == "True False False\n"
