"""What is public is listed, there and described."""

from __future__ import annotations

import doctest
import importlib
import inspect

import pytest

import mapper

PACKAGES = (
    *(
        "mapper",
        "mapper.cluster",
        "mapper.codebooks",
        "mapper.evaluate",
        "mapper.foreign",
        "mapper.read",
        "mapper.recognize",
    ),
    *("mapper.recognize", "mapper.report", "mapper.resolve", "mapper.review", "mapper.stream", "mapper.tag"),
    *("mapper.view", "gazetteer"),
)


@pytest.mark.parametrize("name", PACKAGES)
def test_all_names_exist_and_are_described(name: str) -> None:
    package = importlib.import_module(name)
    listed = list(package.__all__)
    assert listed == sorted(listed, key=lambda one: (one.islower(), one)) or listed == sorted(listed)
    for one in listed:
        value = getattr(package, one)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), f"{name}.{one} has no docstring"


def test_every_name_with_a_home_is_listed() -> None:
    assert {*mapper._HOMES, "__version__"} == set(mapper.__all__)
    assert set(mapper.__all__) <= set(dir(mapper))


def test_an_unknown_name_is_told_what_there_is() -> None:
    with pytest.raises(AttributeError, match="it has EventMap, "):
        _ = mapper.extrakt


DOCTESTS = (
    *("mapper", "mapper.api", "mapper.schema", "mapper.read.dates", "mapper.codebooks.sides"),
    *("mapper.codebooks.terms", "mapper.codebooks.ucdp", "mapper.model", "mapper.pipeline", "mapper.store"),
    *("mapper.stream.files", "mapper.view.map"),
)

WITHOUT_EXAMPLE = {"MapperError", "SpacyRecognizer", "__version__"}
"""An error, what needs a model of the user's own, and a text."""


def test_every_public_name_has_an_example_that_runs() -> None:
    for name in set(mapper.__all__) - WITHOUT_EXAMPLE:
        value = getattr(mapper, name)
        assert ">>> " in (inspect.getdoc(value) or ""), f"mapper.{name} has no example"
        assert value.__module__ in {*DOCTESTS, "mapper"}, f"the examples of {value.__module__} are not run"


@pytest.mark.parametrize("name", DOCTESTS)
def test_examples_in_docstrings(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert mapper.__version__ == version("event-mapper")
