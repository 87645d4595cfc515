"""Sentences and the lines that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model import Report
from mapper.text import line_kind, sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(Report("r", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Ito left. He was late.", ["Mr. Ito left.", "He was late."]),
        ("It fell on St. Mary. Two died.", ["It fell on St. Mary.", "Two died."]),
        ("Gen. A. B. Okoro spoke. Nobody came.", ["Gen. A. B. Okoro spoke.", "Nobody came."]),
        ("“We go on,” he said. “We must.” They left.", ["“We go on,” he said.", "“We must.”", "They left."]),
        ("The U.S. army left. 12 stayed.", ["The U.S. army left.", "12 stayed."]),
        ("Rain fell for 3.5 hours. It stopped!", ["Rain fell for 3.5 hours.", "It stopped!"]),
        ("It began at 1 p.m. Talks were off.", ["It began at 1 p.m.", "Talks were off."]),
        ("It began at 1 p.m. GMT and at 2 a.m. Friday.", ["It began at 1 p.m. GMT and at 2 a.m. Friday."]),
        ("One line.\n\nAnother line.", ["One line.", "Another line."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Additional reporting by agencies",
        "This map shows the front line (Example Images)",
        "Photo: A. Person/Example",
        "Read also: what we know so far",
        "A resident clears rubble in the yard (Jane Person/Reuters)",
        "By Jane Person",
        "© 2022 Example Press",
    ],
)
def test_noise(line: str) -> None:
    assert line_kind(line) == "noise"


def test_a_credit_at_the_end_of_a_paragraph_takes_its_last_sentence_only() -> None:
    text = "A bomb killed two people in the market. Police closed the road /AFP"
    assert [s.kind for s in sentences(Report("r", text))] == ["prose", "noise"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Shelling kills two in the port", "heading"),
        ("## Background", "heading"),
        ("Shelling killed two people in the port.", "prose"),
        ("By Friday the town had fallen.", "prose"),
        ("The images showed a burnt-out bus.", "prose"),
    ],
)
def test_line_kind(line: str, kind: str) -> None:
    assert line_kind(line) == kind


@given(st.text(max_size=300), st.integers(0, 20))
def test_spans_are_ordered_inside_the_body_and_trimmed(text: str, start: int) -> None:
    start = min(start, len(text))
    last = start
    for sentence in sentences(Report("r", text, body_start=start)):
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        last = sentence.end
