"""The tagger as a stage: what holds for any text, what merges, what is left out, and that it explains itself."""

from __future__ import annotations

import pickle
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model import DatePrecision, Precision, Report, Status
from mapper.stages import Tagger
from mapper.tag import EventTagger, explain
from mapper.taxonomy import Taxonomy
from tests.tag.sentences import SENTENCES
from tests.tag.simple import read, tag, types

_ANY_WORDS = st.lists(
    st.sampled_from(
        "shelling of the city near a protest corridor from will not have been killed 1,300 on Friday “ ” said , . ; "
        "if accused ceasefire talks dozens and to evacuated storm fire # ’s - 12-day [Arda] [Nord] [Xandia] Mr".split()
    ),
    max_size=40,
).map(" ".join)


def test_it_is_a_tagger() -> None:
    assert isinstance(EventTagger(), Tagger)
    assert EventTagger()([], []) == []


@given(_ANY_WORDS)
def test_events_of_any_words(marked: str) -> None:
    report, resolutions = read(marked)
    events = EventTagger()([report], [resolutions])[0]
    known = Taxonomy.load().by_id
    assert list(events) == sorted(events, key=lambda event: (event.trigger_start, event.trigger_end, event.event_type))
    for event in events:
        assert event.event_type in known
        assert event.sentence_start <= event.trigger_start < event.trigger_end <= event.sentence_end <= len(report.text)
        assert event.status in get_args(Status)
        assert event.precision in get_args(Precision)
        assert event.date_precision in get_args(DatePrecision)
        assert 0 <= event.confidence <= 1
        assert event.place is None or event.place in resolutions
        assert (event.place is None) == (event.precision in {"none", "country"}) or event.precision == "country"


@given(st.text(max_size=200), st.none() | st.dates())
def test_any_text(text: str, published: date | None) -> None:
    report = Report("any", text, published)
    for event in EventTagger()([report], [()])[0]:
        assert 0 <= event.trigger_start < event.trigger_end <= len(text)
        assert event.place is None


def test_it_can_be_pickled() -> None:
    report, resolutions = read("Rockets hit [Arda].")
    tagger = pickle.loads(pickle.dumps(EventTagger(Taxonomy.load())))  # noqa: S301
    assert tagger([report], [resolutions]) == EventTagger()([report], [resolutions])


def test_lists_of_links_tell_no_events() -> None:
    text = "Rockets hit the port.\n\n## See also\n* Shelling of the bridge\n\n## Aftermath\nA bomb exploded."
    assert [event.event_type for event in tag(text)] == ["shelling", "explosion_mine"]


def test_header_lines_are_no_prose() -> None:
    header = "title: Shelling in the city\n"
    report = Report("h", header + "Rockets hit the port.", body_start=len(header))
    assert [event.event_type for event in EventTagger()([report], [()])[0]] == ["shelling"]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Shelling in the city\nThe day was calm.",
        "Read also: Shelling of the city\nThe day was calm.",
        "Shelling of the city\n\nThe day was calm.",
    ],
)
def test_captions_and_headings_of_prose_tell_no_events(text: str) -> None:
    assert types(text) == set()


def test_a_line_alone_tells_its_events() -> None:
    assert types("Rockets hit the port") == {"shelling"}


@pytest.mark.parametrize(
    ("text", "event_type", "number"),
    [
        ("Clashes broke out in [Arda] and fighting went on in [Arda].", "ground_fighting", 1),
        ("Envoys held talks on Monday. The talks were tense.", "negotiation", 1),
        ("A blast shook [Arda]. The blast was heard for miles.", "explosion_mine", 1),
        ("Rockets hit [Arda]. Rockets hit [Corva].", "shelling", 2),
        ("Bread is running out, hospitals are overwhelmed and the city is without power.", "shortage", 3),
        ("The premier urged the rebels to declare a ceasefire.", "statement", 0),
    ],
)
def test_what_is_told_twice_is_one_event(text: str, event_type: str, number: int) -> None:
    assert sum(event.event_type == event_type for event in tag(text)) == number


def test_a_battle_spoken_of_again_is_one_event() -> None:
    told = (
        "The battle of [Arda] began on 3 March 2022. On 9 March nine bridges burned. A song was written on the battle."
    )
    assert [event.event_type for event in tag(told, None)].count("ground_fighting") == 1


def test_explain_tells_what_was_turned_down() -> None:
    report, resolutions = read("She shelled out a fortune. No one was injured. Rockets hit [Arda].")
    decisions = explain(report, resolutions)
    taken = {(report.text[one.start : one.end], one.accepted) for one in decisions}
    assert {("shelled", False), ("injured", False), ("Rockets hit", True)} <= taken
    assert all(one.reason for one in decisions)


def test_a_taxonomy_of_ones_own(tmp_path: pytest.TempPathFactory) -> None:
    own = Taxonomy.load().by_id["protest"]
    assert own.triggers
    few = Taxonomy(Taxonomy.load().layers, (own,), Taxonomy.load().sets)
    report, resolutions = read("Thousands marched. Rockets hit [Arda].")
    assert [event.event_type for event in EventTagger(few)([report], [resolutions])[0]] == ["protest"]


def test_sentences_keep_their_types_next_to_each_other() -> None:
    text = " ".join(sentence for rows in SENTENCES.values() for sentence, _ in rows[:1])
    assert set(SENTENCES) - types(text) == set()
