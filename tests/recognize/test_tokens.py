"""Words and what stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.names import fold
from mapper.recognize.tokens import FOLDED, tokenize


@pytest.mark.parametrize(
    ("text", "capitals", "opens"),
    [
        ("Kyiv fell. Then Lviv", ["Kyiv", "Then", "Lviv"], ["Kyiv", "Then"]),
        ('He said "We left" (Odesa', ["He", "We", "Odesa"], ["He", "We", "Odesa"]),
        ("iPhone 3Rd 2022 école École", ["École"], ["iPhone"]),
        ("in 東京 and\nLviv", ["東京", "Lviv"], ["in", "Lviv"]),
        ("the Dnipro\u200b flows", ["Dnipro"], ["the"]),
        ("...", [], []),
    ],
)
def test_capitals_and_beginnings(text: str, capitals: list[str], opens: list[str]) -> None:
    tokens = tokenize(text)
    assert [tokens.words[i] for i in tokens.capitals] == capitals
    assert [word for word, is_first in zip(tokens.words, tokens.opens, strict=False) if is_first] == opens


@given(st.text())
def test_nothing_of_a_text_is_lost(text: str) -> None:
    tokens = tokenize(text)
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert [word.lower() for word in tokens.words] == tokens.lower
    assert len(tokens.gaps) == len(tokens.words) + 1
    assert [i for i, is_upper in enumerate(tokens.upper) if is_upper] == tokens.capitals


@given(st.text())
def test_a_remembered_fold_is_the_fold(text: str) -> None:
    assert FOLDED[text] == FOLDED[text] == fold(text)


def test_what_is_remembered_stays_bounded() -> None:
    for number in range(70_000):
        assert FOLDED[f"W{number}"] == f"w{number}"
    assert FOLDED["x" * 1000] == "x" * 1000
    assert len(FOLDED) <= 1 << 16
    assert "x" * 1000 not in FOLDED
