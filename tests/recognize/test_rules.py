"""The rules on the odds of a name: the look that comes first may spare them, but never where one applies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import gazetteer as gz
from mapper.recognize import filter as learned
from mapper.recognize.recognizer import candidate_spans, read_document
from mapper.recognize.rules import AGAINST, FOR, Rule, Setting, could_speak_against, could_speak_for
from mapper.recognize.scan import Span
from mapper.recognize.tokens import tokenize

TEXTS = [
    "Shells hit Bakhmut. Vyshhorod liberated after the struggle for Azaz, said the mayor of Mariupol.",
    "They fled Nova Kakhovka and Kakhovka, Irpin, Bucha, Cairo, Ill., and the port of Bar in Montenegro.",
    "Olena Poltava spoke. Poltava said so. He told Knight Ridder in Nova Kamianka. Queen Victoria wept.",
    "Male survivors and Jewish children left. The Azov regiment met them; Azov fighters came with Molotov cocktails.",
    "The Minsk agreements and Mr. Kherson of St. Petersburg. Israel fired Grad rockets from Gaza, a second Aleppo.",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("rules", "could_speak"), [(FOR, could_speak_for), (AGAINST, could_speak_against)])
def test_where_a_rule_applies_it_is_asked(
    text: str, rules: tuple[tuple[Rule, float], ...], could_speak: Callable[[Setting, Span], bool]
) -> None:
    here, spans = _read(text)
    for span in spans:
        if any(rule(here, span) for rule, _ in rules):
            assert could_speak(here, span), span


@pytest.mark.parametrize("rules", [FOR, AGAINST])
def test_the_texts_have_a_case_for_every_rule(rules: tuple[tuple[Rule, float], ...]) -> None:
    applied = {
        rule.__name__ for text in TEXTS for here, spans in [_read(text)] for span in spans for rule, _ in rules
        if rule(here, span)
    }  # fmt: skip
    assert applied == {rule.__name__ for rule, _ in rules}


@pytest.mark.parametrize("could_speak", [could_speak_for, could_speak_against])
def test_a_bare_subject_is_spared(could_speak: Callable[[Setting, Span], bool]) -> None:
    here, spans = _read("They say that Kharkiv slept.")
    assert [span.key for span in spans if not could_speak(here, span)] == ["kharkiv"]


def _read(text: str) -> tuple[Setting, list[Span]]:
    """Read a text as if every capitalised word before a span had been taken for a place."""
    gazetteer = gz.default()
    document = read_document(tokenize(text), learned.load().common)
    spans = list(candidate_spans(gazetteer, document))
    return Setting(gazetteer, document, {span.end for span in spans}), spans
