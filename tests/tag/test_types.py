"""What happened: every type by its own sentences, and the phrases that only look like events."""

from __future__ import annotations

import pytest

from mapper.taxonomy import Taxonomy
from tests.tag.sentences import SENTENCES
from tests.tag.simple import types

_CASES = [(name, sentence, wanted) for name, rows in SENTENCES.items() for sentence, wanted in rows]


def test_every_type_has_sentences() -> None:
    assert set(SENTENCES) == set(Taxonomy.load().by_id)
    assert all(len(rows) >= 3 for rows in SENTENCES.values())
    assert len(_CASES) >= 150


@pytest.mark.parametrize(("name", "sentence", "wanted"), _CASES, ids=[f"{name}: {text}" for name, text, _ in _CASES])
def test_types_of_a_sentence(name: str, sentence: str, wanted: str) -> None:
    found = types(sentence)
    assert found == set(wanted.split())
