"""A small gazetteer of real places, written by the index writer itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.build import write_index
from gazetteer.layers import usual
from gazetteer.records import ABBREVIATION, ALTERNATE, PRIMARY, SHORT, Name, Record


def record(place_id: str, name: str, kind: str, at: tuple[float, float], **more: object) -> Record:
    """A record with its own name; `names` adds (text, class) pairs."""
    names = (Name(name, PRIMARY), *(Name(*pair) for pair in more.pop("names", ())))  # type: ignore[attr-defined]
    longitude, latitude = at
    return Record(place_id, name, kind, longitude, latitude, names=names, **more)  # type: ignore[arg-type]


RECORDS = (
    record("690791", "Ukraine", "country", (31.2, 49.0), country="UA", population=44_622_516, radius_m=700_000),
    record("6252001", "United States", "country", (-98.5, 39.8), country="US", population=327_167_434,
           names=[("US", ABBREVIATION), ("U.S.", ABBREVIATION), ("America", ALTERNATE)], radius_m=2_500_000),
    record("em:donbas", "Donbas", "area", (38.2, 48.2), country="UA", radius_m=150_000, names=[("Донбас", ALTERNATE)]),
    record("703447", "Kyiv", "adm1", (30.5, 50.4), country="UA", admin1_code="12", population=2_952_301),
    record("703446", "Kyiv Oblast", "adm1", (31.0, 50.1), country="UA", admin1_code="13", population=1_700_000,
           names=[("Kyiv", PRIMARY), ("Kiev", ALTERNATE)]),
    record("709716", "Donetsk Oblast", "adm1", (37.5, 48.0), country="UA", admin1_code="05",
           names=[("Donetsk", PRIMARY)]),
    record("5128638", "New York", "adm1", (-75.5, 43.0), country="US", admin1_code="NY", population=19_274_244,
           names=[("N.Y.", ABBREVIATION)]),
    record("4896861", "Illinois", "adm1", (-89.5, 40.0), country="US", admin1_code="IL", population=12_772_888,
           names=[("Ill.", ABBREVIATION)]),
    record("12189527", "Mariupolskyi Raion", "adm2", (37.5, 47.1), country="UA", admin1_code="05", adm1_id="709716"),
    record("4250545", "Sangamon County", "adm2", (-89.6, 39.8), country="US", admin1_code="IL", adm1_id="4896861",
           names=[("Sangamon", SHORT)]),
    record("703448", "Kyiv", "settlement", (30.5238, 50.45466), country="UA", admin1_code="12", adm1_id="703447",
           population=2_952_301, radius_m=17_700, names=[("Kiev", ALTERNATE), ("Київ", ALTERNATE)]),
    record("701822", "Mariupol", "settlement", (37.54131, 47.09514), country="UA", admin1_code="05",
           adm1_id="709716", adm2_id="12189527", population=230_000, radius_m=4_900, fame=51,
           names=[("Mariupol'", ALTERNATE)]),
    record("4409896", "Springfield", "settlement", (-93.29824, 37.21533), country="US", population=166_810,
           fame=40),
    record("4250542", "Springfield", "settlement", (-89.64371, 39.80172), country="US", admin1_code="IL",
           adm1_id="4896861", adm2_id="4250545", population=114_394, radius_m=3_500),
    record("6541", "Suva", "settlement", (178.44149, -18.14161), country="FJ", population=77_366),
    record("6542", "Apia", "settlement", (-171.76666, -13.83333), country="WS", population=40_407),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_layers_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep what the user has imported out of the tests."""
    monkeypatch.setenv("EVENT_MAPPER_GAZETTEER", str(tmp_path / "no-layers"))
    usual.cache_clear()


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an index with the records above."""
    folder = tmp_path_factory.mktemp("small")
    write_index(RECORDS, folder)
    return folder


@pytest.fixture(scope="session")
def small(small_folder: Path) -> Gazetteer:
    """The index with the records above."""
    return Gazetteer.open(small_folder)
