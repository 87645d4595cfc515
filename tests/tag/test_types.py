"""What happened: every type by its own sentences, and the phrases that only look like events.

``pytest -s tests/tag/test_types.py`` prints precision and recall by type.
"""

from __future__ import annotations

import pytest

from mapper.taxonomy import Taxonomy
from tests.tag.reported import KNOWN_MISSES, REPORTED
from tests.tag.scoring import Tally
from tests.tag.sentences import SENTENCES
from tests.tag.simple import types

_CASES = [(name, sentence, wanted) for name, rows in SENTENCES.items() for sentence, wanted in rows]
_REPORTED = [(name, sentence, wanted) for name, rows in REPORTED.items() for sentence, wanted in rows]
_LEAST_PRECISION = 0.95
_LEAST_RECALL = 0.95


def test_every_type_has_sentences() -> None:
    for table in (SENTENCES, REPORTED):
        assert set(table) == set(Taxonomy.load().by_id)
        assert all(len(rows) >= 3 for rows in table.values())
    assert len(_CASES) + len(_REPORTED) >= 400


@pytest.mark.parametrize(("name", "sentence", "wanted"), _CASES, ids=[f"{name}: {text}" for name, text, _ in _CASES])
def test_types_of_a_sentence(name: str, sentence: str, wanted: str) -> None:
    found = types(sentence)
    assert found == set(wanted.split())


@pytest.mark.parametrize(("name", "sentence", "wanted"), _REPORTED, ids=[text for _, text, _ in _REPORTED])
def test_types_and_states_of_a_reported_sentence(name: str, sentence: str, wanted: str) -> None:
    faults = Tally().add(sentence, wanted, states=True)
    assert bool(faults) == (sentence in KNOWN_MISSES), faults  # one that is right now leaves the list


def test_precision_and_recall_by_type() -> None:
    tally = Tally()
    for table, cases in (("sentences", _CASES), ("reported", _REPORTED)):
        for _, sentence, wanted in cases:
            tally.add(sentence, wanted, states=table == "reported")
    print(f"\n{tally.table(sorted(Taxonomy.load().by_id))}")
    right, extra, missed = (sum(one.values()) for one in (tally.right, tally.extra, tally.missed))
    assert right / (right + extra) >= _LEAST_PRECISION
    assert right / (right + missed) >= _LEAST_RECALL
