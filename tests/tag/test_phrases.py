"""The notation of trigger phrases."""

from __future__ import annotations

import pytest

from mapper.tag.morphology import forms
from mapper.tag.phrases import PhraseError, compile_phrase
from mapper.tag.tokens import tokenize

_SETS = {"guns": frozenset({"rifle", "rifles"})}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("shell/v", "they were shelling it", "shelling"),
        ("strike/n", "two strikes", "strikes"),
        ("air strike/n", "an air-strike on it", "air-strike"),
        ("open/v .. fire", "they opened heavy fire", "opened heavy fire"),
        ("open/v ..1 fire", "they opened up a heavy fire", ""),
        ("open/v .. fire", "they opened it. Fire broke out", "opened it. Fire"),
        ("open/v .. fire", "they opened it; fire broke out", ""),
        ("killed by? a? gun", "killed by gun", "killed by gun"),
        ("killed by? a? gun", "killed gun", "killed gun"),
        ("[heavy] shelling", "heavy shelling", "shelling"),
        ("[heavy] shelling", "light shelling", ""),
        ("@guns fired", "rifles fired", "rifles fired"),
        ("magnitude #", "a magnitude 7.1 quake", "magnitude 7.1"),
        ("heavy * shelling", "heavy night shelling", "heavy night shelling"),
        ("captured ..2 PLACE", "captured the town Arda", "captured the town Arda"),
    ],
)
def test_match(phrase: str, text: str, found: str) -> None:
    tokens = tokenize(text, 0, len(text), [text.find("Arda")])
    compiled = compile_phrase(phrase, _SETS)
    spans = [compiled.match(tokens, i) for i, word in enumerate(tokens.words) if word in compiled.anchor_words]
    words = [text[tokens.starts[span.core_first] : tokens.ends[span.core_stop - 1]] for span in spans if span]
    assert (words or [""])[0] == found


@pytest.mark.parametrize("phrase", ["", "..", "[near]", "@unknown fire", "shell/x", "shell)v", "[a ..2 b]"])
def test_what_is_no_phrase(phrase: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(phrase, _SETS)


@pytest.mark.parametrize(
    ("base", "kind", "some"),
    [
        ("bomb", "v", "bomb bombs bombed bombing"),
        ("flee", "v", "flee flees fled fleeing"),
        ("stop", "ed", "stopped"),
        ("occupy", "ed", "occupied"),
        ("seize", "ing", "seizing"),
        ("die", "ing", "dying"),
        ("clash", "n", "clash clashes"),
        ("body", "n", "bodies"),
        ("man", "n", "men"),
        ("torch", "ed+ing", "torched torching"),
    ],
)
def test_forms(base: str, kind: str, some: str) -> None:
    assert set(some.split()) <= forms(base, kind)


def test_hashtags_are_read_as_their_words() -> None:
    text = "Pray #KeralaFloods now"
    assert tokenize(text, 0, len(text)).words == ("pray", "kerala", "floods", "now")
