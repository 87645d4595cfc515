"""Which place a name means: famous ambiguities, as tables."""

from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer
from gazetteer import distance_km
from gazetteer.records import SHORT
from mapper.model import Mention, Report, Resolution
from mapper.recognize import GazetteerRecognizer, mentions_from_spans
from mapper.resolve import GazetteerResolver
from mapper.resolve.candidates import bearers
from mapper.resolve.precision import shift
from mapper.resolve.scene import home_country
from mapper.stages import Resolver


def resolve(text: str, **settings: float) -> dict[str, Resolution]:
    """Resolve a text; the first resolution of each mention's text."""
    reports = [Report("r", text)]
    resolved = GazetteerResolver(**settings)(reports, GazetteerRecognizer()(reports))[0]  # type: ignore[arg-type]
    found: dict[str, Resolution] = {}
    for resolution in resolved:
        found.setdefault(resolution.mention.text, resolution)
    return found


FAMOUS = [
    # text, mention, country, admin1 (start of its name), precision
    ("A storm hit Paris, Texas, on Tuesday.", "Paris", "US", "Texas", "settlement"),
    ("A storm hit Paris on Tuesday, French officials said.", "Paris", "FR", "", "settlement"),
    ("A bomb went off in Kharkiv.", "Kharkiv", "UA", "Kharkiv", "settlement"),
    ("The Kharkiv region was shelled.", "Kharkiv region", "UA", "", "adm1"),
    ("Shelling was heard in the regions of Kyiv, Sumy and Chernihiv.", "Kyiv", "UA", "", "adm1"),
    ("Shelling was heard in the regions of Kyiv, Sumy and Chernihiv.", "Sumy", "UA", "", "adm1"),
    (
        "Kiev was hit and people starve in the port city of Mariopol, Ukrainian officials said.",
        "Mariopol",
        "UA",
        "Donetsk",
        "settlement",
    ),
    (
        "Kiev was hit and people starve in the port city of Mariopol, Ukrainian officials said.",
        "Kiev",
        "UA",
        "Kyiv",
        "settlement",
    ),
    ("Protesters gathered in Tbilisi, Georgia.", "Georgia", "GE", "", "country"),
    ("A tornado struck Macon, Georgia, and Atlanta.", "Georgia", "US", "", "adm1"),
    ("The king of Jordan returned to Amman.", "Jordan", "JO", "", "country"),
    ("Clashes broke out in Tripoli, Libya.", "Tripoli", "LY", "", "settlement"),
    ("Clashes broke out in Tripoli, Lebanon.", "Tripoli", "LB", "", "settlement"),
    ("Floods hit Hyderabad and Sukkur in Pakistan's Sindh province.", "Hyderabad", "PK", "Sindh", "settlement"),
    ("Floods hit Hyderabad and Warangal in India.", "Hyderabad", "IN", "", "settlement"),
    ("Police in Birmingham, Alabama, made an arrest.", "Birmingham", "US", "Alabama", "settlement"),
    ("Police in Birmingham, England, made an arrest.", "Birmingham", "GB", "England", "settlement"),
    ("A quake shook Santiago and Valparaíso in Chile.", "Santiago", "CL", "", "settlement"),
    ("A quake shook San Jose, Costa Rica.", "San Jose", "CR", "", "settlement"),
    ("Troops entered Cordoba and Seville in Spain.", "Cordoba", "ES", "", "settlement"),
    ("Gangs fought in Victoria, Texas.", "Victoria", "US", "Texas", "settlement"),
    ("Fighting resumed in Omdurman, across the Nile from Khartoum.", "Omdurman", "SD", "", "settlement"),
    ("Residents fled El Fasher in North Darfur.", "North Darfur", "SD", "", "adm1"),
    ("Strikes hit Rafah and Khan Younis in the Gaza Strip.", "Rafah", "PS", "", "settlement"),
    ("Fighting continued near Izium in Ukraine.", "Izium", "UA", "Kharkiv", "near"),
    ("Cases in Kano and Sokoto, Nigeria; others were reported from Maradi in Niger.", "Niger", "NE", "", "country"),
    ("Fighting near Goma and Bukavu went on; a convoy was hit near Beni.", "Beni", "CD", "", "near"),
    ("Kenya protested. A missile hit a ship in the Gulf of Aden.", "Gulf of Aden", "", "", "area"),
    ("Kenya protested. A missile fell near Snake Island.", "Snake Island", "UA", "", "near"),
    ("Floods hit Utah, Virginia, Washington, West Virginia and Wyoming.", "Washington", "US", "", "adm1"),
    ("Cases rose in Guinea, Mali, Niger, and Senegal, said officials in Nigeria.", "Niger", "NE", "", "country"),
    ("Fighting in Yemen's Taiz went on.", "Taiz", "YE", "", "settlement"),
    ("The war in Ukraine goes on.", "Ukraine", "UA", "", "country"),
]


@pytest.mark.parametrize(("text", "mention", "country", "admin1", "precision"), FAMOUS)
def test_famous(text: str, mention: str, country: str, admin1: str, precision: str) -> None:
    found = resolve(text)[mention]
    assert found.place is not None
    assert (found.place.country, found.precision) == (country, precision)
    assert found.place.admin1.startswith(admin1)
    assert found.reason
    assert found.candidates[0].place == found.place


def test_kyiv_region_is_the_oblast_not_the_city() -> None:
    found = resolve("The Kyiv region was quiet; fighting near Bucha and Irpin went on.")["Kyiv region"]
    assert found.place is not None
    assert found.place.admin1_code == "13"


def test_distance_and_direction_move_the_point() -> None:
    near = resolve("A convoy was hit 30 km east of Kharkiv, Ukraine.")["Kharkiv"]
    assert near.place is not None
    assert near.longitude is not None
    assert near.latitude is not None
    away = distance_km(near.place.longitude, near.place.latitude, near.longitude, near.latitude)
    assert away == pytest.approx(30, abs=0.5)
    assert near.longitude > near.place.longitude
    assert near.precision == "near"
    assert near.radius_m >= 5000


@pytest.mark.parametrize(
    ("text", "mention", "south", "north", "precision"),
    [
        ("Rockets were fired from southern Syria.", "Syria", 32.3, 34.5, "area"),
        ("Rebels advanced in northern Syria.", "Syria", 35.3, 37.4, "area"),
        ("Fighting went on in the north-eastern Kharkiv region of Ukraine.", "Kharkiv region", 49.3, 50.5, "adm1"),
    ],
)
def test_a_part_of_a_region_stands_in_that_part(
    text: str, mention: str, south: float, north: float, precision: str
) -> None:
    found = resolve(text)[mention]
    assert found.latitude is not None
    assert south < found.latitude < north
    assert found.precision == precision
    assert found.place is not None
    assert 0 < found.radius_m < found.place.radius_m


def test_a_river_is_not_the_town_of_its_name() -> None:
    found = resolve("Bodies were found in the Bug river near the border.")
    assert all(r.place is None or r.place.kind == "water" for name, r in found.items() if "Bug" in name)


def test_unknown_village_stays_open_and_is_reported() -> None:
    found = resolve("Three were hurt in the village of Xyzhne.")["Xyzhne"]
    assert found.place is None
    assert found.longitude is None
    assert found.reason


UNKNOWN = [
    # a text with a name that no gazetteer holds; the place it is put at, and how exactly
    ("Three died in the village of Xyzhne in Sumy Oblast, Ukraine.", "Sumy Oblast", "adm1"),
    ("Three died in the Ukrainian village of Xyzhne.", "Ukraine", "country"),
    ("Three died in the village of Xyzhne near Sumy, Ukraine.", "Sumy", "near"),
    ("Three died in Xyzhne, about 20 km (12 miles) east of Sumy, Ukraine.", "Sumy", "near"),
]


@pytest.mark.parametrize(("text", "place", "precision"), UNKNOWN)
def test_an_unknown_name_stands_where_its_own_phrase_says(text: str, place: str, precision: str) -> None:
    found = resolve(text)["Xyzhne"]
    assert found.place is not None
    assert (found.place.name, found.precision) == (place, precision)
    assert "no place" in found.reason
    assert found.radius_m >= 5000


def test_an_unknown_name_that_is_known_to_be_a_place_stands_beside_the_next_one() -> None:
    text = "Talks in Brussels failed. In Harare, crowds filled Blorvik Street. Kenya watched."
    report, names = Report("r", text), ("Brussels", "Harare", "Blorvik Street", "Kenya")
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    mentions = mentions_from_spans(report, spans)
    found = GazetteerResolver(threshold=0.0)([report], [mentions])[0][2]
    assert found.place is not None
    assert (found.place.name, found.precision) == ("Harare", "near")
    assert found.radius_m >= 10_000
    assert found.score <= 0.5
    assert GazetteerResolver()([report], [mentions])[0][2].place is None


@pytest.mark.parametrize("text", ["Militants attacked Palma in Mozambique.", "A fire burned Palma, Mongolia."])
def test_no_namesake_is_taken_from_outside_the_region_that_is_said(text: str) -> None:
    found = resolve(text)
    name, region = found.values()
    assert region.place is not None
    assert name.place is None or name.place.country == region.place.country


def test_the_order_of_the_mentions_does_not_matter() -> None:
    text = "A storm hit Paris, Texas, then Lebanon, Tennessee, and Jordan, Minnesota."
    report, names = Report("r", text), ("Paris", "Texas", "Lebanon", "Tennessee", "Jordan", "Minnesota")
    mentions = mentions_from_spans(report, [(text.index(name), text.index(name) + len(name)) for name in names])
    forward = GazetteerResolver()([report], [mentions])[0]
    backward = GazetteerResolver()([report], [mentions[::-1]])[0]
    assert backward == forward[::-1]


def test_a_town_and_its_district_are_one_answer() -> None:
    found = resolve("A gas leak in Hamilton, Bermuda, hurt three.")["Hamilton"]
    assert found.place is not None
    assert found.score > max(0.8, found.candidates[0].score)


def test_people_and_metonyms_locate_nothing() -> None:
    found = resolve("Olaf Scholz met Vladimir Putin; the Kremlin watched.")
    assert found["Kremlin"].place is not None
    assert found["Kremlin"].place.country == "RU"
    assert all(r.precision == "none" and r.longitude is None for r in found.values())


def test_nationality_words_stand_at_their_country_as_what_they_are() -> None:
    found = resolve("Russian soldiers left.")["Russian"]
    assert (found.mention.kind, found.precision) == ("demonym", "country")
    assert found.place is not None
    assert found.place.country == "RU"


def test_a_high_threshold_leaves_open_rather_than_guess() -> None:
    text = "A man was arrested in Springfield."
    assert resolve(text, threshold=0.99)["Springfield"].place is None
    assert resolve(text, threshold=0.99)["Springfield"].candidates


def test_it_is_a_stage_that_can_be_pickled() -> None:
    resolver = GazetteerResolver()
    assert isinstance(resolver, Resolver)
    assert pickle.loads(pickle.dumps(resolver)) == resolver  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("url", "source", "country"),
    [
        ("https://www.example.co.uk/news/1", "", "GB"),
        ("https://news.example.ua/", "", "UA"),
        ("https://example.org/a.html", "", ""),
        ("", "example.com", ""),
        ("", "Example News", ""),
    ],
)
def test_home_country(url: str, source: str, country: str) -> None:
    assert home_country(Report("r", "", url=url, source=source)) == country


@given(st.floats(-180, 180), st.floats(-80, 80), st.floats(0, 360), st.floats(100, 400_000))
def test_shift_goes_as_far_as_asked(longitude: float, latitude: float, bearing: float, metres: float) -> None:
    moved = shift(longitude, latitude, bearing, metres)
    assert -180 <= moved[0] <= 180
    assert -90 <= moved[1] <= 90
    assert math.isclose(distance_km(longitude, latitude, *moved) * 1000, metres, rel_tol=1e-3)


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("Shelling hit the village of Ambarne in Kharkiv Oblast.", "Ambarne"),
        ("Kharkiv region: the village of Ambarne and Kupiansk were shelled.", "Ambarne"),
    ],
)
def test_an_unlocated_village_of_ukraine_stands_at_its_hromada(text: str, village: str) -> None:
    one = resolve(text)[village]
    assert one.place is not None
    assert (one.place.admin1, one.precision, one.radius_m >= 5_000) == ("Kharkiv Oblast", "near", True)
    assert "hromada" in one.reason


@pytest.mark.parametrize(
    "text",
    [
        "Shelling hit the village of Ambarne.",
        "Shelling hit the village of Ambarne, and Kharkiv and Sumy oblasts lost power.",
    ],
)
def test_no_oblast_no_hromada(text: str) -> None:
    assert resolve(text)["Ambarne"].place is None


@pytest.mark.parametrize("name", ["al-Fouaa", "al-Fu'ah", "Bani Zahran", "Abu Qalama"])
def test_a_word_that_only_begins_names_is_not_the_place(name: str) -> None:
    found = bearers(gazetteer.default(), Mention(0, len(name), name, "place", name))
    assert not [bearer for bearer in found if bearer.name_class == SHORT]
