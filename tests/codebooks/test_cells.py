"""What stands in the columns: days, places, deaths, sides, and what did not take place."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.codebooks import BOOKS, code, codebook_of
from mapper.codebooks.acled import fatalities, inter_code, interaction
from mapper.codebooks.coding import Cells
from mapper.codebooks.countries import countries
from mapper.codebooks.harm import Claim
from mapper.codebooks.plover import EVENTS
from mapper.codebooks.sides import country_of, kind_of
from mapper.codebooks.terms import Book
from mapper.model import Precision, Status
from mapper.schema import Row
from tests.codebooks.events import NOWHERE, count, killed, row

MONTH = {"date_start": date(2022, 3, 1), "date_end": date(2022, 3, 31), "date_precision": "month"}


def coded(book: Book, *rows: Row, all_states: bool = False) -> Cells:
    """Code events of which one is written."""
    (found,) = code(rows, book, all_states=all_states).rows
    return found


@pytest.mark.parametrize(
    ("changes", "acled", "ucdp", "day"),
    [
        ({}, 1, 1, "2022-03-11"),
        ({"date_precision": "unknown"}, 2, 3, "2022-03-11"),
        ({"date_end": date(2022, 3, 15), "date_precision": "range"}, 2, 2, "2022-03-13"),
        ({"date_end": date(2022, 3, 17), "date_precision": "range"}, 2, 3, "2022-03-14"),
        (MONTH, 3, 4, "2022-03-16"),
        ({"date_end": None, "date_precision": "open"}, 1, 2, "2022-03-11"),
        ({"date_end": date(2022, 12, 31), "date_precision": "year"}, None, 5, ""),
    ],
)
def test_precision_of_days(changes: dict[str, Any], acled: int | None, ucdp: int, day: str) -> None:
    event = row("shelling", counts=[killed(1)], **changes)
    assert coded("ucdp", event)["date_prec"] == ucdp
    if acled is None:
        assert code([event], "acled").left == {"the day is known to more than a month only": 1}
    else:
        found = coded("acled", event)
        assert (found["time_precision"], found["event_date"], found["year"]) == (acled, day, 2022)


@pytest.mark.parametrize("book", ["acled", "ucdp"])
def test_an_event_without_a_day_is_left_out(book: Book) -> None:
    event = row("shelling", counts=[killed(1)], date_start=None, date_end=None, date_precision="unknown")
    assert code([event], book).left == {"no day is told, and the report has none": 1}


@pytest.mark.parametrize(
    ("precision", "acled", "ucdp"),
    [
        ("site", 1, 1),
        ("settlement", 1, 1),
        ("near", 2, 2),
        ("adm2", 2, 3),
        ("adm1", 3, 4),
        ("area", 3, 5),
        ("country", "", 6),
        ("none", "", None),
    ],
)
def test_precision_of_places(precision: str, acled: int | str, ucdp: int | None) -> None:
    nowhere = NOWHERE if precision in ("country", "none") else {}
    country = {"country": ""} if precision == "none" else {}
    event = row("shelling", precision=precision, counts=[killed(1)], **nowhere, **country)
    assert coded("acled", event)["geo_precision"] == acled
    if ucdp is None:
        assert code([event], "ucdp").left == {"not even the country is told": 1}
    else:
        assert coded("ucdp", event)["where_prec"] == ucdp


@pytest.mark.parametrize("book", BOOKS)
def test_a_country_is_never_a_point(book: Book) -> None:
    found = coded(book, row("shelling", precision="country", counts=[killed(1)], **NOWHERE))
    points = [name for name in found if re.search("latitude|longitude|wkt|priogrid|^location$", name, re.IGNORECASE)]
    assert {found[name] for name in points} == {""}
    assert {"Ukraine", "UKR"} & {str(value) for value in found.values()}


def test_a_line_stands_at_its_start() -> None:
    line = {"type": "LineString", "coordinates": [[34.8, 50.9], [34.55, 49.59]]}
    found = coded("hxl", row("evacuation", geometry=line, destination_latitude=49.59, destination_longitude=34.55))
    assert (found["latitude"], found["longitude"], found["destination_latitude"]) == (50.9, 34.8, 49.59)


@pytest.mark.parametrize("status", [one for one in get_args(Status) if one not in ("happened", "ongoing")])
def test_what_did_not_take_place(status: str) -> None:
    event = row("shelling", status=status, counts=[killed(1)], attribution="The ministry", actor="Russian forces")
    for book in ("acled", "ucdp"):
        assert code([event], book).left == {f"{status}: not told as having taken place": 1}
        assert len(code([event], book, all_states=True).rows) == 1
    assert f"status={status}" in str(coded("acled", event, all_states=True)["tags"])
    assert coded("hxl", event)["status"] == status
    plover = coded("plover", event)
    expected = {
        "planned": ("ASSAULT", "heavy-weapons", "military;future"),
        "threatened": ("THREATEN", "violence", "military"),
        "demanded": ("REQUEST", "change", "military"),
        "alleged": ("ACCUSE", "allege", "military"),
        "conditional": ("ASSAULT", "heavy-weapons", "military;hypothetical"),
        "failed": ("ASSAULT", "heavy-weapons", "military;negation"),
        "denied": ("ASSAULT", "heavy-weapons", "military;negation"),
        "attempted": ("ASSAULT", "heavy-weapons", "military"),
    }
    assert (plover["Event Type"], plover["Event Mode"], plover["Contexts"]) == expected[status]


def test_what_plover_says_of_words_and_of_what_lies_ahead() -> None:
    assert coded("plover", row("aid_delivery", status="planned"))["Event Type"] == "AGREE"
    talks = coded("plover", row("negotiation", status="planned", trigger="will meet"))
    assert (talks["Event Type"], talks["Contexts"]) == ("CONSULT", "diplomatic;future")
    assert coded("plover", row("shelling", background=True))["Contexts"] == "military;historical"
    accused = coded("plover", row("shelling", status="alleged", attribution="Kyiv", actor="Russian troops"))
    assert (accused["Actor Name"], accused["Recipient Name"], accused["Recipient COW"]) == (
        "Kyiv",
        "Russian troops",
        365,
    )
    siren = row("air_defence", trigger="Air raid sirens")
    assert code([siren], "plover").left == {"air_defence: an alert is no event": 1}


CLAIMS = st.builds(
    lambda low, more, kind: (
        count("killed", low, low, low)
        if kind == 0
        else count("killed", low, None, None, qualifier="at least")
        if kind == 1
        else count("killed", None, low + more, low + more, qualifier="up to")
        if kind == 2
        else count("killed", low, low + more // 2, low + more, qualifier="between")
    ),
    st.integers(0, 500),
    st.integers(0, 500),
    st.integers(0, 3),
)


@given(st.lists(CLAIMS, max_size=4), st.sampled_from(["villagers", "soldiers", ""]))
def test_deaths_are_never_summed(claims: list[dict[str, Any]], target: str) -> None:
    event = row("shelling", counts=claims, target=target)
    highest = max((claim["maximum"] or claim["best"] or claim["minimum"] or 0 for claim in claims), default=0)
    assert coded("acled", event)["fatalities"] == min((claim["minimum"] or 0 for claim in claims), default=0)
    rows = code([event], "ucdp").rows
    assert len(rows) == (highest > 0)
    for found in rows:
        low, best, high = (int(found[name]) for name in ("low", "best", "high"))
        assert low <= best <= high == highest
        parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(found[name]) for name in parts) == best


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        (Claim(24, None, None, "dozens"), 12),
        (Claim(200, None, None, "hundreds"), 100),
        (Claim(1000, None, None, "thousands"), 1000),
        (Claim(20_000, None, None, "tens of thousands"), 10_000),
        (Claim(3, None, None, "several"), 3),
        (Claim(5, 5, None, "at least"), 5),
        (Claim(None, 10, 10, "up to"), 0),
        (Claim(10, 15, 20, "between"), 10),
    ],
)
def test_loose_numbers_are_those_of_acled(claim: Claim, number: int) -> None:
    assert fatalities([claim]) == number
    assert fatalities([claim, Claim(900_000, None, None)]) == number


def test_casualties_are_counted_with_their_cause() -> None:
    cause = row("shelling", trigger_start=10, trigger_end=18)
    dead = row("casualties", trigger_start=30, trigger_end=36, counts=[killed(4), killed(9, scope="cumulative")])
    elsewhere = row("casualties", event_id="other", sentence_start=100, sentence_end=150, counts=[killed(7)])
    coding = code([cause, dead, elsewhere], "acled")
    assert [found["fatalities"] for found in coding.rows] == [4]
    assert coding.left == {
        "casualties: told with the event that caused them": 1,
        "casualties: counted with the event that caused them": 1,
    }
    assert [found["killed_min"] for found in code([cause, dead, elsewhere], "hxl").rows] == [4, 7]


def after(gap: int, **changes: Any) -> Row:
    """Four dead, told so many characters after the sentence of the first event."""
    return row("casualties", sentence_start=60 + gap, sentence_end=120 + gap, counts=[killed(4)], **changes)


@pytest.mark.parametrize(
    ("dead", "fatalities"),
    [
        (after(1), 4),
        (after(100), 4),
        (after(500), 0),
        (after(1, place_id="elsewhere"), 0),
        (after(1, status="denied"), 0),
        (after(1, report_id="another"), 0),
    ],
)
def test_casualties_of_the_sentence_before(dead: Row, fatalities: int) -> None:
    assert [found["fatalities"] for found in code([row("shelling"), dead], "acled").rows] == [fatalities]


def test_dead_of_a_later_sentence_do_not_change_the_number_of_an_earlier_one() -> None:
    coding = code([row("shelling", counts=[killed(9)]), after(1)], "acled")
    assert [found["fatalities"] for found in coding.rows] == [9]
    assert coding.left == {"casualties: counted with the event that caused them": 1}


def test_the_cause_at_the_same_place_is_taken() -> None:
    near = row("airstrike", event_id="near", trigger_start=28, trigger_end=29, place_id="1")
    far = row("shelling", event_id="far", trigger_start=2, trigger_end=5)
    dead = row("casualties", trigger_start=30, trigger_end=36, counts=[killed(4)])
    assert [found["fatalities"] for found in code([near, far, dead], "acled").rows] == [0, 4]


def test_damage_is_coded_where_somebody_did_it() -> None:
    assert coded("acled", row("damage", actor="Rebels"))["sub_event_type"] == "Looting/property destruction"
    flood, damage = row("flood_storm"), row("damage", trigger_start=30, trigger_end=36, actor="the river")
    assert code([flood, damage], "acled").left == {
        "flood_storm: hazards are no events": 1,
        "damage: told with the event that caused them": 1,
    }


def test_nobody_is_named_who_is_not_told() -> None:
    strike, shells = coded("acled", row("airstrike")), coded("acled", row("shelling"))
    assert (strike["actor1"], strike["inter1"]) == ("Unidentified Military Forces (Ukraine)", 8)
    assert (shells["actor1"], shells["inter1"]) == ("Unidentified Armed Group (Ukraine)", 3)


def test_one_number_for_several_places_stands_once() -> None:
    places = [row("violence_civilians", event_id=name, place_id=name, counts=[killed(3)]) for name in ("b", "i", "h")]
    assert [found["fatalities"] for found in code(places, "acled").rows] == [3, 0, 0]
    assert len(code(places, "ucdp").rows) == 1
    assert sum(int(found["killed_min"] or 0) for found in code(places, "hxl").rows) == 3


@pytest.mark.parametrize(
    ("words", "kind", "country"),
    [
        ("Russian forces", "state", "RU"),
        ("the rebels", "rebel", ""),
        ("Houthi fighters", "rebel", ""),
        ("members of an armed group", "militia", ""),
        ("armed forces", "state", ""),
        ("gunmen on motorcycles", "militia", ""),
        ("two villagers", "civilians", ""),
        ("a maternity hospital", "civilians", ""),
        ("police", "state", ""),
        ("protesters", "protesters", ""),
        ("", "", ""),
        ("the storm", "", ""),
        ("Russia", "", "RU"),
        ("South Sudan's army", "state", "SS"),
        ("Nigerian troops", "state", "NG"),
    ],
)
def test_sides(words: str, kind: str, country: str) -> None:
    assert (kind_of(words), country_of(words)) == (kind, country)


def test_acled_sides() -> None:
    assert inter_code("Ukrainian troops", "UA") == 1
    assert inter_code("Russian troops", "UA") == 8
    assert (interaction(7, 1), interaction(2, ""), interaction("", "")) == (17, 20, "")
    found = coded("acled", row("violence_civilians", actor="Rebels", target="", trigger="massacre"))
    assert (found["actor1"], found["inter1"], found["actor2"], found["inter2"]) == (
        "Rebels",
        2,
        "Civilians (Ukraine)",
        7,
    )
    assert (found["interaction"], found["civilian_targeting"]) == (27, "Civilian targeting")
    march = coded("acled", row("protest", counts=[count("crowd", 2000, 2000, None, qualifier="more than")]))
    assert (march["actor1"], march["inter1"], march["interaction"]) == ("Protesters (Ukraine)", 6, 60)
    assert march["tags"] == "crowd size=more than 2000"
    fired = coded("acled", row("crackdown", actor="Police", trigger="opened fire"))
    assert (fired["disorder_type"], fired["actor2"]) == ("Political violence; Demonstrations", "Protesters (Ukraine)")


@pytest.mark.parametrize(
    ("changes", "sub"),
    [
        ({"trigger": "recaptured", "actor": "Ukrainian troops"}, "Government regains territory"),
        ({"trigger": "recaptured", "actor": "Russian troops"}, "Non-state actor overtakes territory"),
        ({"trigger": "retook", "actor": "Rebels"}, "Non-state actor overtakes territory"),
        ({"trigger": "was handed over"}, "Non-violent transfer of territory"),
    ],
)
def test_who_gained_ground(changes: dict[str, Any], sub: str) -> None:
    assert coded("acled", row("territory_change", **changes))["sub_event_type"] == sub


@pytest.mark.parametrize(
    ("actor", "target", "kind", "sides"),
    [
        ("Government forces", "rebels", 1, ("Government forces", "rebels")),
        ("Rebels", "an army post", 1, ("an army post", "Rebels")),
        ("Rebels", "a rival militia", 2, ("Rebels", "a rival militia")),
        ("Rebels", "villagers", 3, ("Rebels", "Civilians")),
        ("", "", "", ("", "")),
    ],
)
def test_types_of_violence(actor: str, target: str, kind: int | str, sides: tuple[str, str]) -> None:
    found = coded("ucdp", row("ground_fighting", actor=actor, target=target, counts=[killed(2)]))
    assert (found["type_of_violence"], found["side_a"], found["side_b"]) == (kind, *sides)
    assert (found["code_status"] == "Clear") == (kind != "")


@pytest.mark.parametrize(("actor", "kind"), [("Russian forces", 1), ("Russia", 1), ("Rebels", 3), ("", "")])
def test_fire_from_a_distance_on_civilians(actor: str, kind: int | str) -> None:
    found = coded("ucdp", row("shelling", actor=actor, target="two villages", counts=[killed(2)]))
    assert (found["type_of_violence"], found["deaths_civilians"]) == (kind, 2)


@pytest.mark.parametrize(
    ("sentence", "civilians"),
    [
        ("Russian troops shelled the town, killing two women.", 2),
        ("Shelling killed two people.", 0),
        ("Two soldiers and no civilians were killed.", 0),
    ],
)
def test_whose_dead(sentence: str, civilians: int) -> None:
    found = coded("ucdp", row("shelling", sentence=sentence, counts=[killed(2)]))
    assert (found["deaths_civilians"], found["deaths_unknown"]) == (civilians, 2 - civilians)


def test_ucdp_of_places() -> None:
    found = coded("ucdp", row("shelling", counts=[killed(2)]))
    assert found["geom_wkt"] == "POINT (37.2485 49.2088)"
    assert (found["priogrid_gid"], found["country_id"], found["region"]) == (200595, 369, "Europe")


def test_hxl_tags_are_hashtags() -> None:
    book = codebook_of("hxl")
    assert len(book.tags) == len(book.columns) == len(set(book.tags))
    assert all(re.fullmatch(r"#[a-z][a-z0-9]*(\+[a-z][a-z0-9_]*)*", tag) for tag in book.tags)
    assert {"#event+type", "#date+start", "#geo+lat", "#geo+lon", "#adm1+name", "#status+event"} <= set(book.tags)


def test_hxl_holds_bounds() -> None:
    found = coded("hxl", row("displacement", counts=[count("displaced", 500, None, None), count("killed", 1, 2, 3)]))
    assert (found["displaced_min"], found["displaced_max"]) == (500, "")
    assert (found["killed_min"], found["killed_max"]) == (1, 3)


def test_the_countries() -> None:
    known = countries()
    assert len(known) == 250
    assert (known["UA"].alpha3, known["UA"].numeric, known["UA"].gleditsch_ward) == ("UKR", "804", "369")
    for country in known.values():
        assert re.fullmatch("[A-Z]{3}", country.alpha3)
        assert re.fullmatch(r"\d*", country.numeric + country.gleditsch_ward)
        assert country.name
        assert country.acled_region
    assert {score > 0 for quad, score in EVENTS.values() if quad.endswith("COOP")} == {True}


STATES = st.sampled_from(get_args(Status))
TYPES = st.sampled_from(["shelling", "casualties", "protest", "statement", "evacuation", "piracy"])
WORDS = st.text(max_size=20)


@given(TYPES, STATES, st.sampled_from(get_args(Precision)), WORDS, WORDS, st.sampled_from(BOOKS))
def test_every_event_is_written_once_or_left_out_once(
    kind: str, status: str, precision: str, actor: str, target: str, book: Book
) -> None:
    nowhere = NOWHERE if precision in ("country", "none") else {}
    event = row(kind, status=status, precision=precision, actor=actor, target=target, **nowhere)
    coding = code([event, {**event, "event_id": "2", "sentence_start": 1}], book)
    assert len(coding.rows) + sum(coding.left.values()) == 2
    assert all(tuple(found) == coding.codebook.columns for found in coding.rows)
