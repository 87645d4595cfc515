"""Sentence by sentence: what fired, what was rejected and why, what was not read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.explain import Explanation, explain, explanation
from mapper.explain_events import by_sentence, sentence_lines
from mapper.model import Event, Report, Resolution
from mapper.pipeline import Pipeline
from mapper.tag import passages

TEXT = (
    "Shelling in the north\n\n"
    "She shelled out a fortune for a flat in Kyiv. "
    "Artillery hit Izium and the minister denied an air strike on Sumy.\n\n"
    "- Two people were killed in Kharkiv\n\n"
    "This photo shows the shelling of Kherson.\n\n"
    "See also\n\nShelling of Mariupol, an overview of the siege and of the fighting.\n"
)


@pytest.fixture(scope="module")
def told() -> Explanation:
    return explanation(Pipeline(), Report("r", TEXT))


def test_each_sentence_has_its_triggers(told: Explanation) -> None:
    found = {TEXT[one.start : one.end].split()[0]: one for one in by_sentence(told)}
    assert [event.event_type for event in found["Artillery"].fired] == ["shelling", "airstrike"]
    assert [event.status for event in found["Artillery"].fired] == ["happened", "denied"]
    assert found["She"].fired == ()
    assert [(one.event_type, one.reason) for one in found["She"].refused] == [("shelling", "'shelled out' is no event")]
    assert [event.event_type for event in found["-"].fired] == ["casualties"]


def test_what_is_not_read_says_why_and_what_it_would_have_shown(told: Explanation) -> None:
    heading, *_, caption, see_also, overview = by_sentence(told)
    assert (heading.passed_over, caption.passed_over) == (
        "a heading",
        "a caption, a byline, a credit or a line about other articles",
    )
    assert see_also.passed_over == overview.passed_over
    assert see_also.passed_over == "a list of links or sources that closes an article"
    for one in (heading, caption, overview):
        assert one.fired == ()
        assert {"shelling"} <= {bad.event_type for bad in one.refused}
        assert {bad.reason for bad in one.refused} == {f"in {one.passed_over}"}


def test_every_event_and_every_rejected_trigger_stands_in_one_sentence(told: Explanation) -> None:
    found = by_sentence(told)
    assert sum(len(one.fired) for one in found) == len(told.events) == 3
    assert sum(len(one.refused) for one in found) == len(told.refused or ())
    for one in found:
        assert all(one.start <= event.trigger_start < one.end for event in one.fired)
        assert all(one.start <= bad.start < bad.end <= one.end for bad in one.refused)


def test_lines(told: Explanation) -> None:
    first, *lines = sentence_lines(told)
    assert first.startswith("Sentences: 7, 3 read, 6 with a trigger; 3 events, ")
    assert "      fired: 'air strike' airstrike, denied at 'Sumy', confidence " in "\n".join(lines)
    assert "      rejected: 'shelled' no shelling, 'shelled out' is no event" in lines


def test_a_tagger_that_does_not_explain_tells_its_events() -> None:
    def silent(reports: Sequence[Report], resolutions: Sequence[Sequence[Resolution]]) -> list[tuple[Event, ...]]:
        return [() for _ in reports]

    lines = list(explain(Pipeline(tagger=silent), Report("r", TEXT)))
    assert "Sentences: 7, 3 read, 0 with a trigger; 0 events, 0 triggers rejected" in lines


def test_an_empty_report_has_no_sentences() -> None:
    assert by_sentence(Explanation(Report("r", ""), (), (), ())) == ()
    assert list(passages(Report("r", " \n "))) == []


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="Shelling hit Izium.\n\r\u202e\x1b- *", max_size=200))
def test_any_text_is_told_on_lines_without_control_characters(text: str) -> None:
    told = explanation(PIPELINE, Report("r", text))
    assert all(line.isprintable() for line in sentence_lines(told))
    assert sum(len(one.fired) for one in by_sentence(told)) == len(told.events)


PIPELINE = Pipeline()
