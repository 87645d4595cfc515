"""A spaCy pipeline of the user's own in place of our recognition."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

import mapper
from mapper.errors import MissingError
from mapper.model import Report
from mapper.recognize import SpacyRecognizer
from mapper.stages import Recognizer

spacy = pytest.importorskip("spacy", reason="the extra spacy is not installed")

RULES = [
    {"label": "GPE", "pattern": "Izium"},
    {"label": "GPE", "pattern": "Zorkograd"},
    {"label": "GPE", "pattern": "the Kharkiv region"},
    {"label": "PERSON", "pattern": "Vladimir"},
    {"label": "ORG", "pattern": "Kyiv Post"},
    {"label": "NORP", "pattern": "Russian"},
    {"label": "NORP", "pattern": "Liberals"},
    {"label": "DATE", "pattern": "Monday"},
]


@pytest.fixture(scope="module")
def nlp() -> Any:
    made = spacy.blank("en")
    made.add_pipe("entity_ruler").add_patterns(RULES)
    return made


@pytest.fixture(scope="module")
def model(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "en_rules"
    nlp.to_disk(path)
    return path


TEXT = "On Monday, Vladimir told the Kyiv Post that Russian shells fell 30 km east of Izium in the Kharkiv region."


def test_entities_become_mentions(nlp: Any) -> None:
    found = SpacyRecognizer(nlp)([Report("r", TEXT)])[0]
    assert [(one.text, one.kind) for one in found] == [
        ("Vladimir", "person"),
        ("Kyiv Post", "organisation"),
        ("Russian", "demonym"),
        ("Izium", "place"),
        ("Kharkiv region", "place"),
    ]
    assert all(TEXT[one.start : one.end] == one.text for one in found)
    assert (found[3].relation, found[3].distance_km, found[3].bearing_deg) == ("near", 30.0, 90.0)
    assert (found[4].name, found[4].place_kind) == ("Kharkiv", "adm1")


def test_one_argument_sets_it_in(nlp: Any) -> None:
    recognizer = SpacyRecognizer(nlp)
    assert isinstance(recognizer, Recognizer)
    found = mapper.geoparse(TEXT, pipeline=mapper.Pipeline(recognizer=recognizer))
    places = {one.mention.text: one.place.name for one in found if one.place is not None}
    assert places["Izium"] == "Izium"
    assert places["Kharkiv region"] == "Kharkiv Oblast"


def test_parties_are_no_nationalities(nlp: Any) -> None:
    assert SpacyRecognizer(nlp)([Report("r", "The Liberals lost.")])[0] == ()


def test_header_lines_are_not_read(nlp: Any) -> None:
    text = "source: Izium Herald\n\nShells fell on Izium."
    found = SpacyRecognizer(nlp)([Report("r", text, body_start=text.index("Shells"))])[0]
    assert [one.start for one in found] == [text.rindex("Izium")]


def test_labels_can_be_chosen(nlp: Any) -> None:
    found = SpacyRecognizer(nlp, labels={"PERSON": "person"})([Report("r", TEXT)])[0]
    assert [one.text for one in found] == ["Vladimir"]


def test_a_text_longer_than_spacy_takes_is_cut(nlp: Any) -> None:
    short = spacy.blank("en")
    short.add_pipe("entity_ruler").add_patterns(RULES)
    short.max_length = 50
    text = "Shells fell on Izium.\n" * 20 + "x" * 120 + " Izium"
    found = SpacyRecognizer(short)([Report("r", text)])[0]
    assert [one.start for one in found] == [k for k in range(len(text)) if text.startswith("Izium", k)]


def test_a_model_by_its_path_can_be_pickled(model: Path) -> None:
    again = pickle.loads(pickle.dumps(SpacyRecognizer(str(model))))  # noqa: S301 - our own bytes
    assert [one.text for one in again([Report("r", "Shells fell on Izium.")])[0]] == ["Izium"]


def test_a_model_that_is_not_there_is_told() -> None:
    with pytest.raises(MissingError, match="no spaCy model 'en_nowhere'; installed: "):
        SpacyRecognizer("en_nowhere")([Report("r", "Izium")])
