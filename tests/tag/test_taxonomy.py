"""The file of event types: complete as it ships, and checked when a user writes his own."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.errors import MapperError
from mapper.tag.phrases import PhraseError
from mapper.tag.triggers import Lexicon
from mapper.taxonomy import CODEBOOKS, SYMBOLS, Taxonomy, TaxonomyError

_LAYERS = ["armed", "control", "harm", "protection", "unrest", "humanitarian", "diplomacy", "hazard"]

_GOOD = """
[layers]
armed = { label = "Armed", colour = "#D55E00" }
[sets]
guns = ["rifle/n"]
[types.shelling]
layer = "armed"
label = "Shelling"
definition = "Fire from afar."
colour = "#D55E00"
symbol = "circle"
[[types.shelling.triggers]]
words = ["shell/ed"]
near = ["@guns"]
"""


def test_the_types_that_ship() -> None:
    taxonomy = Taxonomy.load()
    assert len(taxonomy.types) == 35
    assert [layer.id for layer in taxonomy.layers] == _LAYERS
    for entry in taxonomy.types:
        assert entry.label
        assert entry.definition.endswith(".")
        assert set(entry.codebooks) == set(CODEBOOKS)
        assert entry.symbol in SYMBOLS
        assert entry.triggers
        assert entry in taxonomy.of_layer(entry.layer)


def test_colour_is_never_the_only_difference() -> None:
    types = Taxonomy.load().types
    assert len({(entry.layer, entry.symbol) for entry in types}) == len(types)
    assert len({entry.colour for entry in types}) == len(types)


def test_all_phrases_that_ship_can_be_read() -> None:
    assert "shelling" in Lexicon(Taxonomy.load()).anchors


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(_GOOD, encoding="utf-8")
    taxonomy = Taxonomy.load(path)
    assert [entry.id for entry in taxonomy.types] == ["shelling"]
    assert taxonomy.by_id["shelling"].triggers[0].near == ("@guns",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('layer = "armed"', 'layer = "sea"', "type 'shelling': unknown layer 'sea'"),
        ('symbol = "circle"', 'symbol = "blob"', "unknown symbol 'blob'"),
        ('colour = "#D55E00"\nsymbol', 'colour = "red"\nsymbol', "colour 'red'"),
        ('label = "Shelling"\n', "", "type 'shelling': label is missing"),
        ('definition = "Fire from afar."', 'defintion = "Fire."', "unknown key 'defintion'"),
        ('near = ["@guns"]', 'near = ["@gunz"]', "unknown sets gunz"),
        ('words = ["shell/ed"]\n', "", "a trigger needs words"),
        ('near = ["@guns"]', "weight = 2.0", "a weight beyond 0 to 1"),
        ('armed = { label = "Armed", colour = "#D55E00" }', "", "[layers] is missing"),
        ("[layers]", "[layers", "not a TOML file"),
    ],
)
def test_faults_name_the_entry(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in _GOOD
    path = tmp_path / "own.toml"
    path.write_text(_GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TaxonomyError) as caught:
        Taxonomy.load(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(_GOOD.replace('"circle"', '"blob"').replace('layer = "armed"', 'layer = "sea"'), encoding="utf-8")
    with pytest.raises(TaxonomyError, match=r"sea.*blob"):
        Taxonomy.load(path)


@pytest.mark.parametrize("error", [TaxonomyError, PhraseError])
def test_faults_are_errors_of_this_project(error: type[Exception]) -> None:
    assert issubclass(error, MapperError)
    assert issubclass(error, ValueError)
