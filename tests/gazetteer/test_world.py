"""The embedded world index: famous names, the classes of names, where things lie, that it is whole."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import tomllib

import pytest

import gazetteer
from gazetteer import Gazetteer, distance_km, fold
from gazetteer.index import DATA
from gazetteer.records import ABBREVIATION
from gazetteer.storage import verify


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return gazetteer.default()


@pytest.mark.parametrize(
    ("name", "filters", "place_id", "how"),
    [
        ("Kyiv", {}, "703448", "exact"),
        ("Kiev", {}, "703448", "alternate"),
        ("Київ", {}, "703448", "alternate"),
        ("Киев", {}, "703448", "alternate"),
        ("Kyiv", {"kind": "adm1", "limit": 2}, "703447", "exact"),
        ("Kyiv region", {}, "703446", "folded"),
        ("Mariupol", {}, "701822", "exact"),
        ("Mariupol'", {}, "701822", "folded"),
        ("Mariopol", {}, "701822", "fuzzy"),
        ("Маріуполь", {}, "701822", "alternate"),
        ("Kharkiv", {}, "706483", "exact"),
        ("Kharkov", {}, "706483", "alternate"),
        ("Odesa", {}, "698740", "exact"),
        ("Odessa", {"country": "UA"}, "698740", "alternate"),
        ("Odessa", {"country": "US"}, "5527554", "exact"),
        ("Zaporizhzhia", {}, "687700", "exact"),
        ("Zaporizhia", {}, "687700", "alternate"),
        ("Zaporozhye", {}, "687700", "alternate"),
        ("Izium", {}, "707292", "exact"),
        ("Mykolaiv", {}, "700569", "exact"),
        ("Vinnitsa", {}, "689558", "alternate"),
        ("Kherson region", {}, "706442", "folded"),
        ("Crimea", {}, "703883", "exact"),
        ("Donbas", {}, "em:donbas", "exact"),
        ("Azovstal", {}, "em:azovstal", "exact"),
        ("Paris", {}, "2988507", "exact"),
        ("Paris", {"country": "US"}, "4717560", "exact"),
        ("Paris", {"near": (-95.5, 33.6)}, "4717560", "exact"),
        ("London", {"country": "CA"}, "6058560", "exact"),
        ("Springfield", {"near": (-89.6, 39.8)}, "4250542", "exact"),
        ("Springfield", {"near": (-72.6, 42.1)}, "4951788", "exact"),
        ("Georgia", {}, "614540", "exact"),
        ("Georgia", {"kind": "adm1"}, "4197000", "exact"),
        ("Fairfax County", {}, "4758041", "exact"),
        ("Calif.", {}, "5332921", "alternate"),
        ("U.S.", {}, "6252001", "alternate"),
        ("Britain", {}, "2635167", "alternate"),
        ("Ivory Coast", {}, "2287781", "exact"),
        ("Burma", {}, "1327865", "alternate"),
        ("Holland", {"kind": "country"}, "2750405", "alternate"),
        ("Росія", {}, "2017370", "alternate"),
        ("DR Congo", {}, "203312", "alternate"),
        ("Aleppo", {}, "170063", "exact"),
        ("حلب", {}, "170063", "alternate"),
        ("Rafah", {}, "281102", "exact"),
        ("Gaza Strip", {}, "281132", "exact"),
        ("West Bank", {}, "285153", "exact"),
        ("Black Sea", {}, "630673", "exact"),
        ("Europe", {}, "6255148", "exact"),
        ("England", {}, "6269131", "exact"),
    ],
)
def test_famous_names(world: Gazetteer, name: str, filters: dict[str, object], place_id: str, how: str) -> None:
    best = world.lookup(name, **filters)[0]  # type: ignore[arg-type]
    assert (best.place.id, best.match) == (place_id, how)


@pytest.mark.parametrize(
    ("name", "place_id"),
    [("Deir al-Balah", "281141"), ("Hodeidah", "79415"), ("Pétion-Ville", "3719028"), ("Jindires", "169190"),
     ("Tal Rifaat", "163476"), ("Ras al-Ain", "165509"), ("Sarrin", "164071"), ("Maarat al-Numan", "167611"),
     ("Lower Shabelle", "51966"), ("Vinnytsia airport", "icao:UKWW"), ("Chernobyl NPP", "em:chornobyl-npp"),
     ("Kitshanga", "em:kitshanga"), ("Humera", "em:humera")],
)  # fmt: skip
def test_places_in_the_news_by_the_names_that_the_news_use(world: Gazetteer, name: str, place_id: str) -> None:
    assert world.lookup(name)[0].place.id == place_id


@pytest.mark.parametrize("junk", ["hindi", "kartuli", "Hayeren", "ma li wu bo er", "MPW", "IEV"])
def test_junk_names_do_not_lead_to_mariupol_or_kyiv(world: Gazetteer, junk: str) -> None:
    assert not {"701822", "703448"} & {world.place_id(row) for row, _ in world.rows(fold(junk))}


@pytest.mark.parametrize(
    ("abbreviation", "place_id"),
    [("US", "6252001"), ("UK", "2635167"), ("N.Y.", "5128638"), ("NSW", "2155400"), ("Ont.", "6093943"),
     ("Neb.", "5073708"), ("США", "6252001")],
)  # fmt: skip
def test_abbreviations_are_marked_as_such(world: Gazetteer, abbreviation: str, place_id: str) -> None:
    classes = {world.place_id(row): name_class for row, name_class in world.rows(fold(abbreviation))}
    assert classes[place_id] == ABBREVIATION


@pytest.mark.parametrize(
    ("country", "capital"),
    [("UA", "Kyiv"), ("FR", "Paris"), ("SD", "Khartoum"), ("SY", "Damascus"), ("JP", "Tokyo"), ("BR", "Brasília"),
     ("NG", "Abuja"), ("IN", "New Delhi"), ("AU", "Canberra"), ("PS", "Ramallah"), ("XK", "Pristina")],
)  # fmt: skip
def test_capitals_lie_in_their_countries(world: Gazetteer, country: str, capital: str) -> None:
    place = world.lookup(capital, country=country, kind="settlement")[0].place
    home = world.country(country)
    assert home is not None
    assert distance_km(place.longitude, place.latitude, home.longitude, home.latitude) * 1000 < home.radius_m


def test_crimea_is_in_ukraine(world: Gazetteer) -> None:
    for name in ("Simferopol", "Sevastopol", "Kerch", "Yalta"):
        assert world.lookup(name)[0].place.country == "UA"


def test_kyiv_as_the_gazetteer_knows_it(world: Gazetteer) -> None:
    kyiv = world.by_id("703448")
    assert kyiv is not None
    assert (kyiv.admin1_code, kyiv.admin1, kyiv.population, kyiv.geonameid) == ("12", "Kyiv", 2_952_301, 703448)
    assert world.admin1("UA", "12") == world.by_id("703447")


def test_all_27_regions_of_ukraine_are_there_with_names_in_three_languages(world: Gazetteer) -> None:
    regions = [row for row in world.rows_of_kind("adm1") if world.country_code(row) == "UA"]
    assert len(regions) == 27
    for english, ukrainian, russian in (
        ("Sumy", "Суми", "Сумы"), ("Kharkiv", "Харків", "Харьков"), ("Luhansk", "Луганськ", "Луганск"),
    ):  # fmt: skip
        (row,) = {row for row, _ in world.rows(fold(english)) if row in regions}
        for name in (ukrainian, russian, f"{english} Oblast"):
            assert row in {found for found, _ in world.rows(fold(name))}, name


def test_countries_are_all_there_and_on_earth(world: Gazetteer) -> None:
    countries = world.countries()
    assert len(countries) > 240
    for place in countries:
        assert place.kind == "country"
        assert len(place.country) == 2
        assert world.country(place.country) == place
        assert (abs(place.longitude), abs(place.latitude)) <= (180, 90)
        assert (place.longitude, place.latitude) != (0, 0)


def test_every_row_makes_a_sound_place(world: Gazetteer) -> None:
    for row in range(0, len(world), 97):
        place = world.place(row)
        assert place.name
        assert place.radius_m > 0 or place.kind == "settlement"
        assert -180 <= place.longitude <= 180
        assert -90 <= place.latitude <= 90
        assert world.row_of(place.id) == row


def test_the_largest_cities_of_a_box_are_labels_quarters_left_out(world: Gazetteer) -> None:
    names = [place.name for place in world.largest(22, 44.3, 40.3, 52.4, 8)]
    assert names[:2] == ["Kyiv", "Bucharest"]
    assert "Saltivka" not in names


def test_the_nearest_settlement(world: Gazetteer) -> None:
    assert world.nearest(30.26, 50.57)[0].name == "Hostomel"
    assert world.nearest(-140, 0, max_km=500) == []


def test_files_are_as_they_were_built(world: Gazetteer) -> None:
    manifest = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    digests = {**manifest["built"]["sha256"], **manifest["written"]["sha256"]}
    for name, digest in digests.items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest, f"{name}: run `gazetteer build`"
    verify(DATA / "places.col")
    assert sum((DATA / name).stat().st_size for name in manifest["built"]["sha256"]) < 25_000_000


def test_it_opens_in_milliseconds_and_without_heavy_imports() -> None:
    code = (
        "import sys, time, gazetteer; start = time.perf_counter(); found = gazetteer.default().lookup('Kiev');"
        "took = time.perf_counter() - start;"
        "print(took, found[0].place.name, *(sys.modules.keys() & {'numpy', 'shapely', 'pandas'}))"
    )
    line = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert line[1:] == ["Kyiv"]
    assert float(line[0]) < 0.5


def test_a_hundred_thousand_names_a_second_at_least(world: Gazetteer) -> None:
    keys = ["kyiv", "no such name", "springfield", "the", "fairfax county"] * 10_000
    start = time.process_time()
    for key in keys:
        world.rows(key)
    assert len(keys) / (time.process_time() - start) > 100_000
