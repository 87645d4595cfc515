"""What the embedded index holds beside names: demonyms, villages by hromada, airports, and sites where they say."""

from __future__ import annotations

import csv

import pytest

from gazetteer import default, fold
from gazetteer.index import DATA
from mapper.languages import en


def found(name: str, **confined: str) -> list[tuple[str, str]]:
    return [(match.place.name, match.match) for match in default().lookup(name, fuzzy=False, limit=50, **confined)]  # type: ignore[arg-type]


# --- demonyms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Ukrainians", "Ukraine"), ("ukrainian", "Ukraine"), ("Texan", "Texas"), ("Parisians", "Paris"),
        ("Kurds", "Kurdistan"), ("Kurdish", "Kurdistan"), ("Siberian", "Siberia"), ("Gazans", "Gaza Strip"),
        ("Scots", "Scotland"), ("Catalan", "Catalonia"), ("South Ossetian", "South Ossetia"),
        ("Minnesotans", "Minnesota"),        ("Côte", None), ("Ukraine", None), ("", None),
    ],
)  # fmt: skip
def test_words_for_people_lead_to_their_place(word: str, place: str | None) -> None:
    known = default().demonym(word)
    assert (known and known.name) == place


def test_a_demonym_is_no_name() -> None:
    world = default()
    assert world.rows("ukrainians") == ()
    assert found("Ukrainians") == [("Ukraine", "demonym")]


def test_a_place_of_the_name_comes_before_the_demonym() -> None:
    matches = found("Canadian")
    assert matches[0] == ("Canadian", "exact")
    assert matches[-1] == ("Canada", "demonym")


def test_a_demonym_of_several_places_tells_them_all() -> None:
    assert found("Congolese") == [
        ("Democratic Republic of the Congo", "demonym"),
        ("Republic of the Congo", "demonym"),
    ]
    assert found("Georgian", country="US") == [("Georgia", "demonym")]


def test_the_words_that_reports_are_read_with_are_all_known() -> None:
    world = default()
    for word, country in en.DEMONYMS.items():
        rows = world.demonyms.get(fold(word), ())
        assert country in {world.country_code(row) or country for row in rows}, word


def test_every_country_with_people_has_a_word_for_them() -> None:
    world = default()
    named = {row for rows in world.demonyms.values() for row in rows}
    without = [
        place.name for place in world.countries() if place.population > 100_000 and world.row_of(place.id) not in named
    ]
    assert without == []


# --- villages at their hromada -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ryzhivka", "Рижівка", "Рижовка", "RYZHIVKA"])
def test_a_village_is_found_where_its_oblast_is_known(name: str) -> None:
    world = default()
    oblast = world.lookup("Sumy Oblast")[0].place
    (match,) = world.lookup(name, within=oblast.id)
    assert (match.match, match.place.kind, match.place.admin1) == ("hromada", "settlement", "Sumy Oblast")
    assert match.place.id.startswith("katottg:UA59")
    assert 10_000 <= match.place.radius_m <= 40_000
    assert match.place.geonameid is None
    row = world.row_of(oblast.id)
    assert row is not None
    assert world.hromada(fold(name), row) == match.place


def test_a_bare_name_leads_to_no_village() -> None:
    assert not any(how == "hromada" for _, how in found("Ryzhivka"))
    assert default().hromada("ryzhivka", -1) is None


def test_a_village_of_several_hromadas_is_left_open() -> None:
    world = default()
    oblast = world.lookup("Sumy Oblast")[0].place
    row = world.row_of(oblast.id)
    assert row is not None
    assert len(world.hromada_villages("ivanivka", oblast.id)) > 1
    assert world.hromada("ivanivka", row) is None


@pytest.mark.parametrize("within", ["690791", "5128638", "em:donbas", "nonsense", ""])
def test_only_an_oblast_or_raion_tells_the_village(within: str) -> None:
    assert default().hromada_villages("ryzhivka", within) == ()


def test_hromadas_lie_in_their_oblast() -> None:
    from shapely import Point

    from gazetteer.boundaries import polygon
    from gazetteer.hromadas import villages

    world, register = default(), villages(DATA)
    assert register is not None
    assert register.hromadas() > 1_700
    assert len(register) > 20_000
    placed = 0
    for row in world.rows_of_kind("adm1"):
        if world.country_code(row) != "UA":
            continue
        outline = polygon(world.place_id(row))
        for key in ("ivanivka", "petrivka", "berezivka", "zelenyi hai", "nove", "stepove", "kamianka", "dibrova"):
            for place in world.hromada_villages(key, world.place_id(row)):
                placed += 1
                assert outline is not None
                assert outline.distance(Point(place.longitude, place.latitude)) < 0.1, place
    assert placed > 100


# --- sites -------------------------------------------------------------------------------------------------------


def test_every_site_lies_in_its_country_or_within_30_km_of_it() -> None:
    from shapely import Point

    from gazetteer.boundaries import polygon

    world, astray = default(), []
    for file in ("sites.csv", "areas.csv"):
        lines = [line for line in (DATA / file).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines):
            country = world.country(row["country"]) if row["country"] else None
            outline = polygon(country.id) if country else None
            if outline is None or row["kind"] not in ("site", "settlement"):
                continue
            at = float(row["longitude"]), float(row["latitude"])
            elsewhere = world.containing(*at)
            if outline.distance(Point(at)) > 0.3 and elsewhere and elsewhere[-1].country != row["country"]:
                astray.append((row["id"], row["country"], elsewhere[-1].country))
    assert astray == []


# Rocks and islets that are not drawn; a region enlarged since it was drawn; no man's land.
_UNDRAWN = frozenset(
    """em:anak-krakatau em:hunga-tonga-hunga-haapai em:kastellorizo em:liancourt-rocks em:pratas-island
    em:scarborough-shoal em:second-thomas-shoal em:snake-island em:thitu-island em:whakaari-white-island
    em:angoor-adda-crossing em:cuciurgan-power-station em:rukban-camp""".split()
)


def test_every_site_lies_in_its_region_or_within_30_km_of_it() -> None:
    from shapely import Point

    from gazetteer.boundaries import polygon

    world, astray = default(), []
    for row in world.rows_of_kind("site"):
        region = world.adm1_row(row)
        outline = polygon(world.place_id(region)) if region >= 0 else None
        at = Point(world.longitude(row), world.latitude(row))
        if outline is None or world.place_id(row) in _UNDRAWN or not world.place_id(row).startswith("em:"):
            continue
        if outline.distance(at) > 0.3:
            astray.append((world.place_id(row), world.name(region)))
    assert astray == []


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("Antonov Airport", (30.19, 50.60)), ("Hostomel airport", (30.19, 50.60)), ("Boryspil Airport", (30.89, 50.34)),
        ("Khmeimim air base", (35.95, 35.40)), ("Heathrow Airport", (-0.46, 51.47)), ("Kabul Airport", (69.21, 34.57)),
        ("Ramstein Air Base", (7.6, 49.44)), ("John F. Kennedy International Airport", (-73.78, 40.64)),
        ("Engels-2 air base", (46.2, 51.48)), ("Port-au-Prince airport", (-72.29, 18.58)),
    ],
)  # fmt: skip
def test_airports_are_found_by_their_usual_names(name: str, at: tuple[float, float]) -> None:
    place = default().lookup(name, fuzzy=False)[0].place
    assert place.kind == "site"
    assert (place.longitude, place.latitude) == pytest.approx(at, abs=0.1)


@pytest.mark.parametrize("name", ["Kennedy", "Washington", "Heathrow", "Antonov", "Boryspil", "JFK", "LHR", "KBP"])
def test_a_bare_name_or_code_is_no_airport(name: str) -> None:
    assert not any(place.place.id.startswith("icao:") for place in default().lookup(name, limit=50))
