"""Other people's event data: exports of invented rows in the columns of ACLED, UCDP GED and VIINA."""

from __future__ import annotations

from pathlib import Path

import folium
import geopandas
import pandas as pd
import pytest

from mapper.errors import MapperWarning, TableError
from mapper.foreign import acled, codebook_of, to_events, ucdp, viina
from mapper.store import read_events
from mapper.taxonomy import Taxonomy
from mapper.view import EventLayer, EventMap
from tests.cli.command import mapper

ACLED = pd.DataFrame(
    [
        ["UKR1", "12 March 2022", 1, "Explosions/Remote violence", "Shelling/artillery/missile attack", "Forces of A",
         "Civilians", 804, "Ukraine", "Kharkiv", "Izium", 49.2, 37.25, 1, "Wire", "Shells hit a market.", 3],
        ["UKR2", "2022-03-13", 2, "Battles", "Armed clash", "Forces of A", "Forces of B", 804, "Ukraine", "Sumy",
         "Sumy", 50.9, 34.8, 3, "Wire", "Clashes were told from the region.", 0],
        ["SYR3", "14 March 2022", 3, "Protests", "Something new", "Protesters", "", 760, "Syria", "Homs", "Homs", 34.7,
         36.7, 2, "Radio", "=HYPERLINK(1)", 0],
    ],
    columns="event_id_cnty event_date time_precision event_type sub_event_type actor1 actor2 iso country admin1 "
    "location latitude longitude geo_precision source notes fatalities".split(),
)  # fmt: skip

UCDP = pd.DataFrame(
    [
        [1, 1, "Wire", "Battle near a village", "village of Example", "Example village", 2, "First Oblast", 49.0, 37.0,
         369, "Ukraine", 1, "2022-03-12 00:00:00.000", "2022-03-12 00:00:00.000", "Side A", "Side B", 5, 4, 9],
        [2, 3, "Radio", "", "somewhere in the country", "Syria", 6, "", 35.0, 38.0, 652, "Syria", 4,
         "2022-03-01 00:00:00.000", "2022-03-31 00:00:00.000", "Side C", "Civilians", 0, 0, 2],
    ],
    columns="id type_of_violence source_office source_headline where_description where_coordinates where_prec adm_1 "
    "latitude longitude country_id country date_prec date_start date_end side_a side_b best low high".split(),
)  # fmt: skip

VIINA = pd.DataFrame(
    [
        ["10", 20220312, 49.2, 37.25, "SETTLEMENT", 707753, "Izium", "Kharkiv", "a", "https://a.org/1", 0, 1, 1, 0],
        ["10", 20220312, 50.9, 34.8, "ADM1", 692194, "Sumy", "Sumy", "a", "https://a.org/1", 0.8, 0.9, 0, 1],
        ["11", 20220313, 50.4, 30.5, "ADM0", 690791, "Ukraine", "", "b", "https://a.org/2", 0, 0, 0, 0],
    ],
    columns="event_id date latitude longitude GEO_PRECISION geonameid asciiname ADM1_NAME source url t_airstrike_pred "
    "t_artillery_pred a_rus_b a_ukr_b".split(),
)  # fmt: skip

TABLES = {"ACLED": ACLED, "UCDP GED": UCDP, "VIINA": VIINA}
pytestmark = pytest.mark.filterwarnings("ignore::mapper.errors.MapperWarning")


@pytest.mark.parametrize("book", TABLES)
def test_a_table_is_known_by_its_columns(book: str) -> None:
    assert codebook_of(TABLES[book].columns) == book
    assert codebook_of(TABLES[book].columns.str.upper()) == book
    assert codebook_of(TABLES[book].columns[2:]) is None


def test_every_type_that_is_given_is_in_the_taxonomy() -> None:
    given = {*acled.SUB_TYPES.values(), *acled.TYPES.values(), *ucdp.TYPES.values(), *viina.LABELS.values()}
    assert given <= set(Taxonomy.load().by_id)


def test_acled() -> None:
    first, second, third = to_events(ACLED).itertuples()
    assert (first.event_id, first.event_type, first.layer) == ("UKR1", "shelling", "armed")
    assert (first.country, first.admin1, first.place_name, first.precision) == ("UA", "Kharkiv", "Izium", "settlement")
    assert (first.geometry.x, first.geometry.y) == (37.25, 49.2)
    assert str(first.date_start.date()) == str(first.date_end.date()) == "2022-03-12"
    assert [(count["what"], count["best"]) for count in first.counts] == [("killed", 3)]
    assert (first.actor, first.target, first.sentence) == ("Forces of A", "Civilians", "Shells hit a market.")
    assert (second.date_precision, str(second.date_start.date()), str(second.date_end.date())) == (
        "range", "2022-03-10", "2022-03-16",
    )  # fmt: skip
    assert (second.precision, second.counts) == ("adm1", [])
    assert (third.event_type, third.country, third.date_precision) == ("protest", "SY", "month")
    assert (str(third.date_start.date()), str(third.date_end.date())) == ("2022-03-01", "2022-03-31")


def test_ucdp() -> None:
    first, second = to_events(UCDP).itertuples()
    assert (first.event_type, first.country, first.precision, first.radius_m) == (
        "ground_fighting",
        "UA",
        "near",
        25_000,
    )
    assert {name: first.counts[0][name] for name in ("minimum", "best", "maximum")} == {
        "minimum": 4, "best": 5, "maximum": 9,
    }  # fmt: skip
    assert first.sentence == "Battle near a village"
    assert (second.event_type, second.country, second.precision, second.geometry) == (
        "violence_civilians", "SY", "country", None,
    )  # fmt: skip
    assert second.sentence == "somewhere in the country"
    assert (second.date_precision, str(second.date_end.date())) == ("month", "2022-03-31")


def test_viina_by_its_labels() -> None:
    with pytest.warns(MapperWarning, match="1 of 3 rows of the VIINA table are left out: no day, or no kind of event"):
        events = to_events(VIINA)
    assert events["event_id"].tolist() == ["VIINA10", "VIINA10#2"]
    assert events["event_type"].tolist() == ["shelling", "airstrike"]  # of several, the more special
    assert events["actor"].tolist() == ["Russia", "Ukraine"]
    assert events["place_id"].tolist() == ["707753", "692194"]
    assert events["precision"].tolist() == ["settlement", "adm1"]


def test_viina_without_labels_is_attacks_of_unknown_kind() -> None:
    with pytest.warns(MapperWarning, match="all rows are attacks of unknown kind; join its labels by event_id"):
        events = to_events(VIINA.drop(columns=["t_airstrike_pred", "t_artillery_pred"]))
    assert events["event_type"].tolist() == ["attack_unspecified"] * 3
    assert events.geometry.isna().tolist() == [False, False, True]


@pytest.mark.parametrize(("latitude", "longitude"), [(0, 0), (95, 10), (None, 10), ("north", 10)])
def test_a_position_that_is_none_is_no_point(latitude: object, longitude: object) -> None:
    table = ACLED.astype({"latitude": "object"}).assign(latitude=latitude, longitude=longitude)
    events = to_events(table)
    assert events.geometry.isna().all()
    assert set(events["precision"]) == {"country"}


def test_what_is_no_export_is_told_what_would_be() -> None:
    with pytest.raises(TableError, match=r"neither an events table nor an export.*ACLED: event_date, event_id_cnty"):
        to_events(pd.DataFrame({"a": [1]}))


@pytest.mark.parametrize("book", TABLES)
@pytest.mark.parametrize("ending", ["csv", "semicolon.csv", "xlsx", "parquet", "geojson", "gpkg"])
def test_files_are_read_as_events(tmp_path: Path, book: str, ending: str) -> None:
    table, path = TABLES[book], tmp_path / f"a.{ending}"
    points = geopandas.points_from_xy(table["longitude"], table["latitude"])
    frame = geopandas.GeoDataFrame(table.drop(columns=["longitude", "latitude"]), geometry=points, crs="EPSG:4326")
    match ending:
        case "csv":
            table.to_csv(path, index=False)
        case "semicolon.csv":
            table.to_csv(path, index=False, sep=";")
        case "xlsx":
            table.to_excel(path, index=False)
        case "parquet":
            table.to_parquet(path)
        case _:
            frame.to_file(path)
    events = read_events(path)
    expected = to_events(table)
    assert events["event_type"].tolist() == expected["event_type"].tolist()
    assert events["event_id"].tolist() == expected["event_id"].tolist()
    assert events.geometry.geom_equals_exact(expected.geometry, 1e-9)[events.geometry.notna()].all()
    part = read_events(path, countries=["UA"])
    assert part["event_id"].tolist() == expected["event_id"][expected["country"] == "UA"].tolist() != []


@pytest.mark.parametrize("book", TABLES)
def test_a_map_takes_the_table_itself(book: str) -> None:
    count = len(to_events(TABLES[book]))
    assert EventMap(TABLES[book]).layer.table.rows == count
    assert EventLayer(TABLES[book]).add_to(folium.Map()).table.rows == count


@pytest.mark.parametrize("book", TABLES)
def test_one_command_draws_them(tmp_path: Path, book: str) -> None:
    TABLES[book].to_csv(tmp_path / "export.csv", index=False)
    result = mapper("draw", "export.csv", "-o", "map.html", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("map.html: ")
    assert ("left out" in result.stderr) == (book == "VIINA")
    assert (tmp_path / "map.html").stat().st_size > 100_000
