"""What every stage keeps to, ours and the simple ones alike, whatever the text is."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model import Report
from mapper.pipeline import Pipeline
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver
from mapper.schema import POINT_PRECISIONS, to_frame, to_rows, validate
from mapper.stages import Recognizer, Resolver, Tagger
from mapper.tag import EventTagger
from mapper.taxonomy import Taxonomy
from tests import simple
from tests.strategies import HOSTILE


@dataclass(frozen=True)
class Stages:
    name: str
    recognize: Recognizer
    resolve: Resolver
    tag: Tagger


BOTH = (
    Stages("simple", simple.recognize, simple.resolve, simple.tag),
    Stages("own", GazetteerRecognizer(), GazetteerResolver(), EventTagger()),
)

WORDS = (
    "Shelling", "hit", "killed", "Kyiv", "Kherson Oblast", "Ukraine", "near", "30 km east of", "from", "to", "Lviv",
    "about 20 people", "between 500-600", "on Friday", "yesterday", "in March", "not", "planned", "denied", "Mr London",
    "said", "the city", "humanitarian corridor", "Иван", "Київ", "U.S.", "St. Paul", ".", ".\n\n", ",", "\n", "“", "”",
    "(", ")", "-", "#Kharkiv", "999999999999999999999", "31 February 2022", "1/0/0000", *HOSTILE,
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=60)
reports = st.lists(
    st.builds(
        lambda text, start, day: Report("r", text, day, body_start=min(start, len(text))),
        texts,
        st.integers(0, 5),
        st.none() | st.dates(date(1700, 1, 1), date(2200, 12, 31)),
    ),
    max_size=3,
)


each_stages = pytest.mark.parametrize("stages", BOTH, ids=lambda stages: stages.name)


def overlap(spans: Sequence[tuple[int, int]]) -> bool:
    return any(left[1] > right[0] for left, right in pairwise(spans))


@each_stages
@given(batch=reports)
def test_mentions_lie_in_the_text_in_order(stages: Stages, batch: list[Report]) -> None:
    found = stages.recognize(batch)
    assert len(found) == len(batch)
    for report, mentions in zip(batch, found, strict=True):
        spans = [(mention.start, mention.end) for mention in mentions]
        assert spans == sorted(spans)
        assert not overlap(spans)
        for mention in mentions:
            assert report.body_start <= mention.start < mention.end <= len(report.text)
            assert mention.text == report.text[mention.start : mention.end]


@each_stages
@given(batch=reports)
def test_resolutions_answer_the_mentions_one_by_one(stages: Stages, batch: list[Report]) -> None:
    mentions = stages.recognize(batch)
    found = stages.resolve(batch, mentions)
    assert [[one.mention for one in each] for each in found] == [list(each) for each in mentions]
    for one in (one for each in found for one in each):
        assert (one.longitude is None) == (one.latitude is None)
        assert one.place is not None or (one.longitude is None and one.precision == "none" and one.radius_m == 0)
        assert one.longitude is None or (-180 <= one.longitude <= 180 and -90 <= one.latitude <= 90)
        assert 0 <= one.score <= 1
        assert len(one.candidates) <= 10
        assert [c.score for c in one.candidates] == sorted((c.score for c in one.candidates), reverse=True)
        if one.mention.kind in ("person", "organisation", "demonym"):
            assert one.longitude is None


@each_stages
@given(batch=reports)
def test_events_lie_in_the_text_and_make_a_table(stages: Stages, batch: list[Report]) -> None:
    located = stages.resolve(batch, stages.recognize(batch))
    found = stages.tag(batch, located)
    assert len(found) == len(batch)
    for number, (report, events) in enumerate(zip(batch, found, strict=True)):
        starts = [event.trigger_start for event in events]
        assert starts == sorted(starts)
        for event in events:
            inside = (
                report.body_start,
                event.sentence_start,
                event.trigger_start,
                event.trigger_end,
                event.sentence_end,
            )
            assert list(inside) == sorted(inside)
            assert event.sentence_end <= len(report.text)
            assert event.place is None or event.place in located[number]
            assert event.precision not in POINT_PRECISIONS or event.place is not None
            assert 0 <= event.confidence <= 1
        validate(to_frame(to_rows(report, events, Taxonomy.load())))


@each_stages
def test_a_batch_is_read_as_its_reports_one_by_one(stages: Stages) -> None:
    batch = [
        Report("a", "Shelling hit Kyiv on Friday.", date(2022, 3, 12)),
        Report("b", ""),
        Report("c", "Protests in Lviv. Shelling in Kherson Oblast killed two.", date(2022, 3, 12)),
    ]
    pipeline = Pipeline(stages.recognize, stages.resolve, stages.tag)
    assert pipeline(batch) == [pipeline([report])[0] for report in batch]
    assert pipeline(batch[::-1]) == pipeline(batch)[::-1]
    assert pipeline([]) == []


@each_stages
def test_stages_travel_small(stages: Stages) -> None:
    batch = [Report("a", "Shelling hit Kyiv on Friday.", date(2022, 3, 12))]
    stages.tag(batch, stages.resolve(batch, stages.recognize(batch)))
    for stage in (stages.recognize, stages.resolve, stages.tag):
        sent = pickle.dumps(stage)
        assert len(sent) < 10_000
        pickle.loads(sent)  # noqa: S301 (our own)
    again = pickle.loads(pickle.dumps(stages.recognize))  # noqa: S301
    assert again(batch) == stages.recognize(batch)


@each_stages
def test_stages_are_of_their_protocols(stages: Stages) -> None:
    assert isinstance(stages.recognize, Recognizer)
    assert isinstance(stages.resolve, Resolver)
    assert isinstance(stages.tag, Tagger)
