"""Sentences that are too long: where they are cut, and that time stays in proportion to length."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model import Report
from mapper.tag import EventTagger
from mapper.tag.pieces import LONGEST, pieces
from mapper.text import Sentence
from tests.tag.simple import SATURDAY


def _cut(text: str) -> list[str]:
    return [text[one.start : one.end] for one in pieces(text, Sentence(0, len(text), 0, "prose"))]


def test_a_text_in_lower_case_is_cut_at_its_full_stops() -> None:
    first = (
        "the mob set fire to two shops in the old market before the guards came and drove it away towards the river."
    )
    text = " ".join([first] * 5)
    assert _cut(text) == [first] * 5


def test_a_short_sentence_stays_whole() -> None:
    text = "He met Mr. smith vs. the town. then he left."
    assert _cut(text) == [text]


@given(st.text(alphabet="abcdefg .!?\n", min_size=1, max_size=6000))
def test_pieces_lose_no_letter(text: str) -> None:
    text = text.strip() or "a"
    found = _cut(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(piece) <= LONGEST for piece in found)


_HOSTILE = (
    "clashes in the city and the attack on the city killed 5 people on Monday , ",
    "and was hit and ",
    "killed two hundred and ",
    "said he told reporters attack ",
    "#AttackNow ",
    "on 5 March attack from 3 to 5 April ",
    '" attack ',
    "(attack ",
    "shelling of the ",
    "Attack. ",
    "the attack\n",
)


@pytest.mark.parametrize("unit", _HOSTILE)
def test_time_is_in_proportion_to_length(unit: str) -> None:
    tagger = EventTagger()

    def seconds(length: int) -> float:
        report = Report("x", (unit * (length // len(unit) + 1))[:length], SATURDAY)
        begin = process_time()
        tagger([report], [()])
        return process_time() - begin

    seconds(200)
    # Other work on the machine may spoil a measurement, but makes nothing faster.
    assert any(seconds(32_000) < 8 * max(seconds(8_000), 0.01) + 0.1 for _ in range(3))
