"""How many: numbers with their bounds, unit and scope."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.tag.counts import counts_of
from mapper.tag.numbers import find_numbers, read_number
from tests.tag.simple import tag

_CASES = (
    # sentence, type, what, minimum, best, maximum, unit, scope
    ("Around 1,300 soldiers were killed.", "casualties", "killed", 1300, 1300, None, "persons", "incident"),
    ("Some 158 children killed, over 254 wounded.", "casualties", "killed", 158, 158, None, "persons", "incident"),
    ("Some 158 children killed, over 254 wounded.", "casualties", "injured", 254, 254, None, "persons", "incident"),
    ("One person was killed and several shops were hit.", "casualties", "killed", 1, 1, 1, "persons", "incident"),
    ("At least 14 people died.", "casualties", "killed", 14, 14, None, "persons", "incident"),
    ("Up to 50 people died.", "casualties", "killed", None, 50, 50, "persons", "incident"),
    ("Between 500 and 600 fighters surrendered.", "surrender_capture", "surrendered", 500, 550, 600, "persons", ""),
    ("500-600 fighters surrendered.", "surrender_capture", "surrendered", 500, 550, 600, "persons", "incident"),
    ("Dozens were wounded.", "casualties", "injured", 24, None, None, "persons", "incident"),
    ("Hundreds of people marched.", "protest", "crowd", 200, None, None, "persons", "incident"),
    ("Tens of thousands of people fled.", "displacement", "displaced", 20000, None, None, "persons", "incident"),
    ("Twenty-four people died.", "casualties", "killed", 24, 24, 24, "persons", "incident"),
    ("2.5 million people have fled.", "displacement", "displaced", 2500000, 2500000, 2500000, "persons", ""),
    ("The death toll rose to 120.", "casualties", "killed", 120, 120, 120, "persons", "cumulative"),
    ("Police arrested eleven students.", "abduction_detention", "detained", 11, 11, 11, "persons", "incident"),
    ("The flood destroyed 300 homes.", "damage", "damaged", 300, 300, 300, "buildings", "incident"),
    ("Two dams were destroyed.", "damage", "damaged", 2, 2, 2, "objects", "incident"),
    ("Eight people, including five children, were killed.", "casualties", "killed", 8, 8, 8, "persons", "incident"),
    ("The army fired a dozen rockets.", "shelling", "launched", 12, 12, 12, "missiles", "incident"),
    ("Nearly 200 families were evacuated.", "evacuation", "evacuated", None, 200, 200, "families", "incident"),
    ("Air defence shot down nine drones.", "air_defence", "intercepted", 9, 9, 9, "drones", "incident"),
    ("Already 232 children killed across the country.", "casualties", "killed", 232, 232, 232, "persons", "cumulative"),
    ("As of 9 May, 40 people had died.", "casualties", "killed", 40, 40, 40, "persons", "cumulative"),
    ("In all, 40 people were hurt.", "casualties", "injured", 40, 40, 40, "persons", "cumulative"),
    ("Nine people have been killed in the city.", "casualties", "killed", 9, 9, 9, "persons", "cumulative"),
    ("Nine people have been killed in the shelling.", "casualties", "killed", 9, 9, 9, "persons", "incident"),
    ("Two hundred people are killed every day.", "casualties", "killed", 200, 200, 200, "persons", "rate"),
)


@pytest.mark.parametrize(("sentence", "event_type", "what", "least", "best", "most", "unit", "scope"), _CASES)
def test_count(
    sentence: str,
    event_type: str,
    what: str,
    least: int | None,
    best: int | None,
    most: int | None,
    unit: str,
    scope: str,
) -> None:
    event = next(event for event in tag(sentence) if event.event_type == event_type)
    count = next(count for count in event.counts if count.what == what)
    assert (count.minimum, count.best, count.maximum, count.unit) == (least, best, most, unit)
    assert scope in {"", count.scope}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shelling killed nine people in [Arda] and [Corva].", [True, False]),
        ("Shelling killed nine people each in [Arda] and [Corva].", [True, True]),
    ],
)
def test_a_number_of_a_list_of_places_is_not_told_of_each(text: str, told: list[bool]) -> None:
    casualties = [event for event in tag(text) if event.event_type == "casualties"]
    assert [bool(event.counts) for event in casualties] == told


def test_killed_and_injured_are_kept_apart() -> None:
    counts = tag("The quake killed 14 people and injured more than 200.")[1].counts
    assert [(count.what, count.minimum) for count in counts] == [("killed", 14), ("injured", 200)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The war has killed people since 2014.",
        "Jo Bel, 22, died.",
        "He died on 16 May.",
        "The 12-day shelling killed civilians.",
        "A $500 fine killed the plan.",
    ],
)
def test_figures_that_count_nobody(sentence: str) -> None:
    assert all(not event.counts for event in tag(sentence) if event.event_type == "casualties")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,300", 1300),
        ("a dozen", 12),
        ("two hundred", 200),
        ("3.5 million", 3500000),
        ("ninety-nine", 99),
        ("no", None),
    ],
)
def test_read_number(text: str, value: int | None) -> None:
    assert read_number(text) == value


@given(st.integers(1, 999_999_999))
def test_figures_are_read_as_written(value: int) -> None:
    assert read_number(f"{value:,}") == value


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    for number in find_numbers(text, 0, len(text)):
        assert 0 <= number.start < number.end <= len(text)
        assert number.minimum is None or number.maximum is None or number.minimum <= number.maximum


def test_a_sentence_without_end_is_read_in_good_time() -> None:
    """Every number is looked at once, and a trigger looks at those around it alone."""
    piece = "Fighting near Arda killed 12 people and wounded 5, and "
    text = piece * 400
    began = time.process_time()
    for at in range(0, len(text), len(piece)):
        found = counts_of(text, 0, len(text), (at + 19, at + 25), "casualties")
        assert [(count.what, count.best) for count in found] == [("killed", 12), ("injured", 5)]
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "sentence",
    [
        "On December 31 [Arda] was shelled.",
        "On March 5 [Arda] was bombed.",
        "At 5 p.m. shells hit [Arda].",
        "The soldiers were told to surrender by 5 a.m.",
        "[Arda] was shelled, Channel 24 reported.",
        "Brigade 93 fired shells at [Arda].",
        "Highway 60 was shelled near [Arda].",
        "In Block 12 shells fell.",
        "A BM 21 fired rockets at [Arda].",
        "Seven humanitarian corridors were opened from [Arda] to evacuate civilians.",
        "Civilians were evacuated through seven humanitarian corridors.",
        "On day 12 shelling of [Arda] went on.",
        "Shells hit 5 houses in [Arda].",
        "Airstrikes hit 12 villages near [Arda].",
        "It was one of the largest protests in [Arda].",
    ],
)
def test_names_and_other_nouns_are_no_counts(sentence: str) -> None:
    counts = [count for event in tag(sentence) for count in event.counts]
    assert [count.what for count in counts if count.what != "damaged"] == []


@pytest.mark.parametrize(
    ("sentence", "what", "best"),
    [
        ("In [Arda] 12 people were killed.", "killed", 12),
        ("On Monday 12 were killed in [Arda].", "killed", 12),
        ("In Nasser Hospital 12 patients were killed.", "killed", 12),
        ("On the second day seven people were killed.", "killed", 7),
        ("One of its soldiers was killed.", "killed", 1),
        ("Three surface-to-surface missiles were fired at [Arda].", "launched", 3),
        ("Rebels destroyed three tanks, two helicopters and a bridge.", "damaged", 3),
        ("A hundred and twelve people were killed.", "killed", 112),
        ("Officials claimed that 20–25 mercenaries had been killed.", "killed", 22),
        ("A Group of 12 soldiers surrendered.", "surrendered", 12),
    ],
)
def test_counts_behind_names(sentence: str, what: str, best: int) -> None:
    counts = [count for event in tag(sentence) for count in event.counts]
    assert (what, best) in {(count.what, count.best) for count in counts}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "At least 84 Russian mercenaries and 47 Malian soldiers were killed.",
            [("killed", 84, "at least"), ("killed", 47, "")],
        ),
        ("The attack killed 84 mercenaries and 47 soldiers.", [("killed", 84, ""), ("killed", 47, "")]),
        ("The attack killed 12 people and 5 were injured.", [("killed", 12, ""), ("injured", 5, "")]),
        ("The attack killed 12 people and wounded 5 soldiers.", [("killed", 12, ""), ("injured", 5, "")]),
        ("The attack killed 12 people and destroyed 5 houses.", [("killed", 12, "")]),
        ("Ten people, including six children and two women, were killed.", [("killed", 10, "")]),
    ],
)
def test_numbers_that_and_joins(sentence: str, expected: list[tuple[str, int, str]]) -> None:
    counts = next(event for event in tag(sentence) if event.event_type == "casualties").counts
    assert [(count.what, count.best, count.qualifier) for count in counts] == expected
