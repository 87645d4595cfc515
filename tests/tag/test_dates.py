"""When: expressions of time against a day of publication, Saturday 12 March 2022."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mapper
from mapper.model import Report
from mapper.tag.dates import find_dates
from mapper.tag.wars import war_start
from mapper.tag.when import When, since_outbreak
from tests.tag.simple import SATURDAY, tag


def _day(text: str) -> date | None:
    return date.fromisoformat(text if len(text) > 5 else f"2022-{text}") if text else None


_CASES = (
    # expression, first day, last day (month-day of 2022), precision
    ("on Friday", "03-11", "03-11", "day"),
    ("on Saturday morning", "03-12", "03-12", "day"),
    ("last Saturday", "03-05", "03-05", "day"),
    ("next Monday", "03-14", "03-14", "day"),
    ("today", "03-12", "03-12", "day"),
    ("yesterday", "03-11", "03-11", "day"),
    ("tomorrow", "03-13", "03-13", "day"),
    ("overnight", "03-11", "03-12", "range"),
    ("this morning", "03-12", "03-12", "day"),
    ("last night", "03-11", "03-12", "range"),
    ("last week", "02-28", "03-06", "range"),
    ("last month", "02-01", "02-28", "month"),
    ("two days ago", "03-10", "03-10", "day"),
    ("over the past 24 hours", "03-11", "03-12", "range"),
    ("in the last three days", "03-09", "03-12", "range"),
    ("since Tuesday", "03-08", "03-12", "range"),
    ("on 3 March", "03-03", "03-03", "day"),
    ("on March 3rd", "03-03", "03-03", "day"),
    ("on Feb. 27", "02-27", "02-27", "day"),
    ("between 2 and 5 March", "03-02", "03-05", "range"),
    ("on March 2-5", "03-02", "03-05", "range"),
    ("in February", "02-01", "02-28", "month"),
    ("since February", "02-01", "03-12", "range"),
    ("since the end of February", "02-28", "03-12", "range"),
    ("since the start of February", "02-01", "03-12", "range"),
    ("since late February", "02-20", "03-12", "range"),
    ("on 2022-03-01", "03-01", "03-01", "day"),
    ("the previous day", "03-11", "03-11", "day"),
    ("over the weekend", "03-12", "03-13", "range"),
    ("a 12-day siege", "03-01", "03-12", "range"),
    ("in recent days", "03-07", "03-12", "range"),
    ("since the beginning of the week", "03-07", "03-12", "range"),
    ("since the start of the war", "", "03-12", "range"),
    ("since start of the war", "", "03-12", "range"),
    ("since beginning of year", "01-01", "03-12", "range"),
    ("between 27 February and 3 March", "02-27", "03-03", "range"),
    ("from 27 February 2022 until 3 March 2022", "02-27", "03-03", "range"),
    ("since Yland began its cruel invasion", "", "03-12", "range"),
    ("since the Ylander invasion of Xandia began", "", "03-12", "range"),
    ("from February 27 to March 3", "02-27", "03-03", "range"),
)


@pytest.mark.parametrize(("text", "first", "last", "precision"), _CASES)
def test_expression(text: str, first: str, last: str, precision: str) -> None:
    spans = find_dates(text, 0, len(text), SATURDAY)
    assert [(span.start, span.end, span.precision) for span in spans] == [(_day(first), _day(last), precision)]


@pytest.mark.parametrize(
    "text",
    [
        "may 5 people come",
        "they march 3 abreast",
        "the sun rose",
        "a 3-year-old girl",
        "he sat down",
        "70% of",
        "the loss of 2000 hectares",
    ],
)
def test_no_expression(text: str) -> None:
    assert find_dates(text, 0, len(text), SATURDAY) == ()


def test_years_and_explicit_dates_need_no_day_of_publication() -> None:
    text = "It fell on 5 May 2015, was retaken on June 7, 2016 and lost again in 2017, on Friday."
    spans = find_dates(text, 0, len(text), None)
    assert [span.start for span in spans] == [date(2015, 5, 5), date(2016, 6, 7), date(2017, 1, 1)]


def test_weekdays_look_ahead_for_what_is_planned() -> None:
    text = "on Monday"
    assert find_dates(text, 0, 9, SATURDAY, future=True)[0].start == date(2022, 3, 14)


@pytest.mark.parametrize(
    ("text", "first"),
    [("since January", date(2022, 1, 1)), ("since May", date(2021, 5, 1)), ("since 2019", date(2019, 1, 1))],
)
def test_since_looks_back_even_in_what_is_planned(text: str, first: date) -> None:
    (span,) = find_dates(text, 0, len(text), SATURDAY, future=True)
    assert (span.start, span.end) == (first, SATURDAY)


@pytest.mark.parametrize("text", ["since 2030", "a 0-day truce"])
def test_no_time_ends_before_it_begins(text: str) -> None:
    assert find_dates(text, 0, len(text), SATURDAY) == ()


@given(text=st.text(max_size=80), published=st.none() | st.dates())
def test_any_text(text: str, published: date | None) -> None:
    for span in find_dates(text, 0, len(text), published):
        assert 0 <= span.first < span.last <= len(text)
        assert span.start is None or span.end is None or span.start <= span.end


@given(published=st.dates())
def test_any_day_of_publication(published: date) -> None:
    text = "last month, 300 weeks ago, on 29 February, next year, since Tuesday, tomorrow, on 31 December, for 99 years"
    for span in find_dates(text, 0, len(text), published):
        assert span.start is None or span.end is None or span.start <= span.end


_EVENTS = (
    # text, type, first day, last day, precision
    ("Rockets hit the port on Friday.", "shelling", "03-11", "03-11", "day"),
    ("The mayor said on Friday that the port had been shelled on Wednesday.", "shelling", "03-09", "03-09", "day"),
    ("Nine people are dead, the council said on Friday.", "casualties", "03-11", "03-11", "day"),
    ("The town has seen a 12-day blockade, the council said on Friday.", "siege_blockade", "02-28", "03-11", "range"),
    ("Buses will evacuate patients on Tuesday.", "evacuation", "03-15", "03-15", "day"),
    ("Rockets hit the port.", "shelling", "03-12", "03-12", "unknown"),
    ("A blast shook the port on Thursday. Four people were killed.", "casualties", "03-10", "03-10", "unknown"),
    ("A blast shook the port on Tuesday. The next day shelling began.", "shelling", "03-09", "03-09", "day"),
    ("Two days after the quake a clinic opened.", "earthquake", "03-10", "03-10", "day"),
    ("Thousands have fled since fighting broke out on 2 March.", "displacement", "03-02", "03-12", "range"),
    ("The union called for a general strike on Tuesday.", "protest", "03-15", "03-15", "day"),
    ("They called a general strike for Monday.", "protest", "03-14", "03-14", "day"),
    ("A truce, agreed on 29 April, was broken.", "ceasefire", "2021-04-29", "2021-04-29", "day"),
    ("A curfew was imposed until Monday.", "restriction", "03-12", "03-14", "range"),
    ("The army will withdraw troops.", "troop_movement", "03-12", "", "open"),
    ("The envoy demanded that the army withdraw from the port by Friday.", "troop_movement", "03-18", "03-18", "day"),
    ("Between 2014 and 2018, shelling killed nine.", "shelling", "2014-01-01", "2018-12-31", "range"),
    ("In 2014–15 shelling killed nine.", "shelling", "2014-01-01", "2015-12-31", "range"),
    ("The village remembers the 2015 attack.", "attack_unspecified", "2015-01-01", "2015-12-31", "year"),
    ("A man was jailed for the 2015 attack.", "abduction_detention", "03-12", "03-12", "unknown"),
    ("The opposition announced a two-week ceasefire from Sunday.", "ceasefire", "03-13", "03-13", "day"),
    ("On 9 March the ministry stated that on 3 March the army had shelled it.", "shelling", "03-03", "03-03", "day"),
    ("Shelling went on throughout January and February.", "shelling", "01-01", "02-28", "range"),
    ("Nine people have died since last week.", "casualties", "02-28", "03-12", "range"),
    ("Two people died and four were hurt in a blast on Tuesday.", "casualties", "03-08", "03-08", "day"),
    ("Invaders hurt two in the eastern and western regions on March 9.", "casualties", "03-09", "03-09", "day"),
    ("A blast shook the port on Tuesday. The same day shelling began.", "shelling", "03-08", "03-08", "day"),
    ("On 9 March, the mayor claimed that nine people had been killed.", "casualties", "03-09", "03-09", "unknown"),
    ("Soldiers were captured after a three-month siege.", "surrender_capture", "03-12", "03-12", "unknown"),
    ("Over 30 corridors have been proposed since February 24.", "humanitarian_corridor", "02-24", "03-12", "range"),
    ("The president declared a three-month state of emergency.", "restriction", "03-12", "06-09", "range"),
    (
        "The mayor said on 9 March that nine were killed the previous day.",
        "casualties",
        "03-08",
        "03-08",
        "day",
    ),
    ("He visited the port on Thursday and vowed to attack the capital.", "attack_unspecified", "03-10", "03-10", "day"),
)


@pytest.mark.parametrize(("text", "event_type", "first", "last", "precision"), _EVENTS)
def test_date_of_an_event(text: str, event_type: str, first: str, last: str, precision: str) -> None:
    event = next(event for event in tag(text) if event.event_type == event_type)
    assert (event.date_start, event.date_end, event.date_precision) == (_day(first), _day(last), precision)


def test_the_start_of_a_war_is_filled_in_where_it_is_common_knowledge() -> None:
    assert tag("Around 90 soldiers have been killed since the start of the war.")[0].date_start is None
    assert war_start("UA", SATURDAY) == date(2022, 2, 24)
    assert war_start("UA", date(2021, 1, 1)) == date(2014, 4, 12)
    assert war_start("CH", SATURDAY) is None
    assert war_start("UA", None) is None


def test_an_invasion_spoken_of_later_is_dated_by_its_start() -> None:
    told = When(SATURDAY, SATURDAY, "unknown")
    war = since_outbreak(told, ("invasion", "of"), "UA", SATURDAY)
    assert (war.start, war.end, war.background) == (date(2022, 2, 24), SATURDAY, True)
    assert since_outbreak(told, ("raid",), "UA", SATURDAY) == told
    assert since_outbreak(told, ("invasion",), "XA", SATURDAY) == told  # no war is known there
    first_day = told._replace(start=date(2022, 2, 25), end=date(2022, 2, 25))
    assert since_outbreak(first_day, ("invasion",), "UA", date(2022, 2, 25)) == first_day


def test_what_was_earlier_is_not_dated_by_the_day_of_something_else() -> None:
    events = tag("The chapel in [Arda], which was shelled earlier, was looted on 5 March.")
    assert {event.event_type: event.date_precision for event in events} == {"shelling": "unknown", "looting": "day"}
    events = tag("By 5 March, thieves looted the area that rebels had recently captured near [Arda].")
    assert {event.event_type: event.date_precision for event in events} == {
        "territory_change": "unknown",
        "looting": "day",
    }


@pytest.mark.parametrize(
    "text",
    [
        "In the 18th century [Arda] was annexed by [Yland].",
        "[Arda], besieged in 1654, is old.",
        "Riots shook [Arda] in 1362.",
    ],
)
def test_times_long_past_have_no_day_and_are_background(text: str) -> None:
    events = tag(text)
    assert events
    assert {(event.date_start, event.date_end, event.background) for event in events} == {(None, None, True)}


def test_a_relative_clause_about_those_involved_does_not_date_the_attack() -> None:
    event, *_ = tag("The men in the attack on a school in [Arda] are men that surrendered in 2018.")
    assert (event.event_type, event.date_precision) == ("attack_unspecified", "unknown")


def test_what_only_came_before_is_not_dated_by_the_day_of_what_followed() -> None:
    events = tag("After the siege of [Arda], rebels captured [Belmar] on 9 March.")
    assert {event.event_type: event.date_precision for event in events} == {
        "siege_blockade": "unknown",
        "territory_change": "day",
    }


def test_history_is_background() -> None:
    old, new = tag("In 2014, shelling killed six people. On Friday shelling killed two people.")[::2]
    assert (old.background, new.background) == (True, False)


def test_an_undated_text_tells_its_year() -> None:
    text = "The war of 1994 was short. In 2016 it began anew, and in 2016 it ended. Shelling killed two on 5 April."
    assert tag(text, published=None)[-1].date_start == date(2016, 4, 5)


def test_an_undated_text_takes_the_year_of_its_title() -> None:
    text = "The 2016 campaign\n\nIn 2018 it was long over, and in 2018 all was calm. Shelling killed two on 5 April."
    assert tag(text, published=None)[-1].date_start == date(2016, 4, 5)


def test_a_new_year_begins_between_december_and_january() -> None:
    text = "The north (2015–2016)\n\nOn 30 December rockets hit the port. On 2 January a bomb exploded."
    assert [event.date_start for event in tag(text, published=None)] == [date(2015, 12, 30), date(2016, 1, 2)]


def test_a_month_with_its_year_tells_the_year() -> None:
    text = "On 3 May 1918 it began. They took it in June 1919, but rockets hit the port in July."
    assert tag(text, published=None)[-1].date_start == date(1919, 7, 1)


def test_not_every_number_is_a_year() -> None:
    text = "They took 2000 houses and lost 2000 men. Shelling killed two on 5 April. In 2016 it ended."
    assert tag(text, published=None)[-1].date_start == date(2016, 4, 5)


def test_days_of_an_undated_text_take_the_year_last_told() -> None:
    text = "Born on 3 May 1988.\n\nOn 30 March 2013 it began. On 5 April rockets fell.\n\nOn 7 June a bomb exploded."
    events = tag(text, published=None)
    assert [event.date_start for event in events] == [date(2013, 4, 5), date(2013, 6, 7)]


def test_without_a_day_of_publication_relative_days_stay_unknown() -> None:
    event = tag("Rockets hit the port on Friday.", published=None)[0]
    assert (event.date_start, event.date_precision) == (None, "unknown")


def test_the_date_of_a_relative_clause_is_no_date_of_the_main_clause() -> None:
    found = tag("Ships are ready to evacuate people from [Arda], which has been under siege since early March.")
    dates = {event.event_type: event.date_text for event in found}
    assert dates["evacuation"] == ""
    assert dates["siege_blockade"] == "since early March"


def test_a_relative_clause_that_tells_when_it_began_dates_the_battle() -> None:
    event = tag("The battle of [Arda] was an engagement which began on 2 March.")[0]
    assert event.date_start == date(2022, 3, 2)


_NARRATIVE = (
    # text without a day of publication, type, first day, last day, precision
    ("On 3 May 2016 shelling began.\n\nA bridge was destroyed.", "damage", "2016-05-03", "2016-05-03", "unknown"),
    (
        "On 3 May 2016 shelling began. The next day a bomb exploded.",
        "explosion_mine",
        "2016-05-04",
        "2016-05-04",
        "day",
    ),
    (
        "On 3 May 2016 shelling began. Two days later a bomb exploded.",
        "explosion_mine",
        "2016-05-05",
        "2016-05-05",
        "day",
    ),
    (
        "Shelling began on 3 May 2016. The night before, a bomb exploded.",
        "explosion_mine",
        "2016-05-02",
        "2016-05-02",
        "day",
    ),
    (
        "On 3 May 2016 shelling began. The next day a bomb exploded. Nine people were killed.",
        "casualties",
        "2016-05-04",
        "2016-05-04",
        "unknown",
    ),
    ("On 3 May 2016 the mayor went home. A bomb exploded.", "explosion_mine", "2016-05-03", "2016-05-03", "unknown"),
    ("## 3 May 2016\n\nA bomb exploded.", "explosion_mine", "2016-05-03", "2016-05-03", "unknown"),
    ("A bomb killed nine.\n\nThe battle began on 3 May 2016.", "casualties", "2016-05-03", "2016-05-03", "unknown"),
    ("The siege (2016)\n\nA bomb exploded.", "explosion_mine", "2016-01-01", "2016-12-31", "unknown"),
    (
        "On 3 May 2016 shelling began. In 2014 a bomb exploded. Nine people were killed.",
        "casualties",
        "2014-01-01",
        "2014-12-31",
        "unknown",
    ),
    (
        "On 3 May 2016 shelling began. In 2014 a bomb exploded.\n\nNine people were killed.",
        "casualties",
        "2016-05-03",
        "2016-05-03",
        "unknown",
    ),
)


@pytest.mark.parametrize(("text", "event_type", "first", "last", "precision"), _NARRATIVE)
def test_a_narrative_goes_from_day_to_day(text: str, event_type: str, first: str, last: str, precision: str) -> None:
    event = next(event for event in tag(text, published=None) if event.event_type == event_type)
    assert (event.date_start, event.date_end, event.date_precision) == (_day(first), _day(last), precision)


def test_a_day_told_in_another_paragraph_does_not_date_a_report_that_has_one() -> None:
    event = tag("A blast shook the port on Thursday.\n\nFour people were killed.")[-1]
    assert (event.date_start, event.date_precision) == (SATURDAY, "unknown")


def test_the_first_paragraph_tells_the_year() -> None:
    text = (
        "Shelling was a part of the 2016 war. It began in mid-May.\n\nOn 3 May 1988 it was quiet. Shelling killed two."
    )
    assert tag(text, published=None)[0].date_start == date(2016, 5, 1)


def test_a_telling_goes_on_from_the_latest_day_of_a_sentence() -> None:
    text = "On 3 May 2016 shelling began, and a bridge fell on 9 May. A bomb exploded."
    assert tag(text, published=None)[-1].date_start == date(2016, 5, 9)


def test_a_year_told_in_the_title_does_not_end_before_it_began() -> None:
    text = "Fighting in 2013\n\nOn 30 December the town was quiet. On 28 January rockets hit the port."
    assert tag(text, published=None)[-1].date_start == date(2013, 1, 28)


def test_the_full_stop_of_a_sentence_is_no_part_of_a_day_carried_over() -> None:
    report = Report("r", "Shells hit Izium on Wednesday. Two people were killed.", date(2022, 3, 12))
    assert set(mapper.extract(report).date_text) == {"Wednesday"}
