"""Which words name a place, and who is none."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.model import Mention, Report
from mapper.recognize import GazetteerRecognizer, mentions_from_spans
from mapper.recognize.recognizer import windows
from mapper.recognize.tokens import tokenize
from mapper.stages import Recognizer


@pytest.fixture(scope="module")
def recognize() -> GazetteerRecognizer:
    return GazetteerRecognizer()


def found(recognize: GazetteerRecognizer, text: str, kind: str = "place") -> list[str]:
    return [m.text for m in recognize([Report("r", text)])[0] if m.kind == kind]


PLACES = [
    ("Two people were killed in Kramatorsk on Monday.", ["Kramatorsk"]),
    ("Shells hit Sloviansk, Druzhkivka and Kostiantynivka.", ["Sloviansk", "Druzhkivka", "Kostiantynivka"]),
    ("Flooding reached Port-au-Prince and Les Cayes.", ["Port-au-Prince", "Les Cayes"]),
    ("The army left Rostov-on-Don.", ["Rostov-on-Don"]),
    ("Police in St. Louis, Missouri, made no arrests.", ["St. Louis", "Missouri"]),
    ("A fire broke out in the Zaporizhzhia nuclear power plant.", ["Zaporizhzhia nuclear power plant"]),
    ("Shells fell in Mariopol.", ["Mariopol"]),
    ("Shelling hit Mariupol.", ["Mariupol"]),
    ("Shelling hit Bakhmut overnight.", ["Bakhmut"]),
    ("Thousands fled Nikopol and Kupiansk.", ["Nikopol", "Kupiansk"]),
    ("Buses left from Mariupol. Russia demanded that Mariupol surrender.", ["Mariupol", "Russia", "Mariupol"]),
    ("The Mayor of Mariupol spoke. Mariupol was still holding.", ["Mariupol", "Mariupol"]),
    ("Saudi Arabia protested; Saudi officials left.", ["Saudi Arabia"]),
    ("Residents of the village of Xyzhne fled.", ["Xyzhne"]),
    ("The Kyiv region was quiet.", ["Kyiv region"]),
    ("Fighters advanced west of al-Bab and near Deir ez-Zor.", ["al-Bab", "Deir ez-Zor"]),
    ("Aid reached Cox's Bazar on Monday.", ["Cox's Bazar"]),
    ("The battle for Azaz goes on.", ["Azaz"]),
    ("Two trains collided at Bar in Montenegro.", ["Bar", "Montenegro"]),
    ("Gunmen attacked Cairo, Ill.", ["Cairo", "Ill"]),
    ("Fairfax County police said so.", ["Fairfax County"]),
    ("KHARTOUM, Sudan - The army said it held the palace.", ["KHARTOUM", "Sudan"]),
    ("Troops moved from Sana'a to Ma'rib.", ["Sana'a", "Ma'rib"]),
]
NO_PLACES = [
    "Fighters of the Azov regiment held out. Azov destroyed two tanks.",
    "Al Qadir and the others were freed.",
    "Two Vulcan missiles were found in a barn.",
    "The Minsk agreements are dead.",
    "They helped Jewish families leave.",
    "George Lincoln crossed the river; Lincoln was 44.",
    "Mr Fedorov was released.",
    "Prime Minister Naftali Bennett flew home.",
    "President Vladimir Putin spoke.",
    "Senator Paris Dupont and Dr Sydney Brown met George Washington Carver.",
    "It happened in March, on a Monday in August.",
    "The Kremlin denied it and the White House agreed.",
    "He read the Washington Post and the Kyiv Independent.",
    "Russian soldiers met Israeli officials.",
    "The missile cruiser Moskva sank; Moskva had been on fire, the crew of the Moskva said.",
    "Paris Hilton gave money and Sydney Sweeney sang.",
    "The Moskva cruiser sank; the tanker Marlin Luanda burned.",
    "A Dynamo Kyiv player had an account with the Bank of Moscow.",
    "Of course, he was reading a nice book about mobile phones.",
]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_places(recognize: GazetteerRecognizer, text: str, places: list[str]) -> None:
    assert found(recognize, text) == places


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_places(recognize: GazetteerRecognizer, text: str) -> None:
    assert found(recognize, text) == []


def test_a_later_short_mention_follows_the_full_name(recognize: GazetteerRecognizer) -> None:
    text = "Ivan Fedorov was led away on Friday. Nobody has seen Fedorov since."
    assert found(recognize, text) == []
    assert found(recognize, text, "person") == ["Ivan Fedorov", "Fedorov"]


def test_a_title_at_the_end_of_a_sentence_makes_no_person(recognize: GazetteerRecognizer) -> None:
    assert found(recognize, "They freed the mayor. Russia has not commented.") == ["Russia"]


def test_other_kinds_are_kept_as_what_they_are(recognize: GazetteerRecognizer) -> None:
    text = "Ukrainian officials met Olaf Scholz; the Kremlin watched."
    assert found(recognize, text, "demonym") == ["Ukrainian"]
    assert found(recognize, text, "person") == ["Olaf Scholz"]
    assert found(recognize, text, "metonym") == ["Kremlin"]


def test_a_higher_threshold_keeps_fewer() -> None:
    text = "Two people were killed in Kramatorsk. Lincoln was quiet. Of course."
    loose, strict = (found(GazetteerRecognizer(threshold=t), text) for t in (0.05, 0.999))
    assert set(strict) < set(loose)


def test_header_lines_are_not_read(recognize: GazetteerRecognizer) -> None:
    text = "source: Kyiv Post\n\nShelling hit Sumy."
    report = Report("r", text, body_start=text.index("Shelling"))
    assert [m.text for m in recognize([report])[0]] == ["Sumy"]


def test_it_is_a_stage_that_can_be_pickled(recognize: GazetteerRecognizer) -> None:
    assert isinstance(recognize, Recognizer)
    again = pickle.loads(pickle.dumps(recognize))  # noqa: S301 - our own bytes
    assert found(again, PLACES[0][0]) == PLACES[0][1]


def test_given_spans_are_kept_one_for_one() -> None:
    text = "In Fairfax County, 30 km east of Kharkiv, ...!"
    spans = [(33, 40), (3, 17), (43, 46)]
    mentions = mentions_from_spans(Report("r", text), spans)
    assert [(m.start, m.end) for m in mentions] == spans
    assert mentions[0].distance_km == 30.0
    assert (mentions[1].name, mentions[1].place_kind) == ("Fairfax", "adm2")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("KyivSumy aA.,'’-\n\x00\u202eЖї가€1"), max_size=120) | st.text(max_size=80))
def test_any_text_gives_ordered_spans_of_itself(text: str) -> None:
    last = 0
    for mention in GazetteerRecognizer()([Report("r", text)])[0]:
        assert isinstance(mention, Mention)
        assert last <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        last = mention.end


def test_a_huge_text_is_read_in_parts_that_lose_no_name(
    recognize: GazetteerRecognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Shells fell in Mariupol and near Kramatorsk.\nBuses left from Nikopol to Lviv. " * 40
    whole = recognize([Report("r", text)])
    monkeypatch.setattr("mapper.recognize.recognizer.WINDOW", 300)
    assert recognize([Report("r", text)]) == whole


@pytest.mark.parametrize("text", ["a" * 1000, "В" * 1000, "Lviv " * 200, "Lviv\n" * 200, "," * 1000, ""])
def test_windows_cover_a_text_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapper.recognize.recognizer.WINDOW", 64)
    cuts = list(windows(text, 0))
    assert "".join(text[a:b] for a, b in cuts) == text
    assert all(0 < b - a <= 64 for a, b in cuts) or not text


@given(st.text(alphabet=st.characters(max_codepoint=0x2100), max_size=40))
def test_common_and_other_alphabets_are_cut_alike(text: str) -> None:
    words = tokenize(text).words
    assert tokenize(text + " 東").words == [*words, "東"]


CASES_WITHOUT_CAPITALS = [
    ("explosions reported in odesa and near izium this morning", ["odesa", "izium"]),
    ("flooding in sindh, pakistan displaces thousands", ["sindh", "pakistan"]),
    ("fighting in sudan near el fasher", ["sudan", "el fasher"]),
    ("we left new york for los angeles last week", ["new york", "los angeles"]),
    ("my father bought an orange and a mobile phone; reading is fun, most of it was hot", []),
    ("SHELLING HITS KHARKIV AND MYKOLAIV, 3 KILLED", ["KHARKIV", "MYKOLAIV"]),
    ("MALE SURVIVORS OF MOBILE HOME FIRE FOUND IN BEIRUT", ["BEIRUT"]),
    ("Police Close Bridge After Flood Near Sukkur\n\nThe bridge stayed shut on Monday.", ["Sukkur"]),
]


@pytest.mark.parametrize(("text", "places"), CASES_WITHOUT_CAPITALS)
def test_headlines_and_feeds_in_lower_case(recognize: GazetteerRecognizer, text: str, places: list[str]) -> None:
    assert found(recognize, text) == places
