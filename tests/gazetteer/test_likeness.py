"""Which change of a name is a likely slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.likeness import HEAVY, LIGHT, edit_cost, is_likely_slip, respellings


@pytest.mark.parametrize(
    ("name", "known", "cost"),
    [
        ("mariupol", "mariupol", 0.0),
        ("mariopol", "mariupol", LIGHT),
        ("mariuppol", "mariupol", LIGHT),
        ("kharkow", "kharkov", LIGHT),
        ("karkiv", "kharkiv", LIGHT),
        ("sheffeild", "sheffield", LIGHT),
        ("medvedev", "medvedevo", HEAVY),
        ("lavrov", "lavov", HEAVY),
        ("starlink", "starling", LIGHT),
        ("orlan", "orban", HEAVY),
        ("cincinatti", "cincinnati", 2 * LIGHT),
    ],
)
def test_slips_cost_less(name: str, known: str, cost: float) -> None:
    assert edit_cost(name, known) == pytest.approx(cost)


@given(st.text("abcdefghi ", max_size=12), st.text("abcdefghi ", max_size=12))
def test_only_the_same_name_costs_nothing(name: str, known: str) -> None:
    assert (edit_cost(name, known) == 0.0) == (name == known)


@given(st.floats(0, 12), st.floats(0, 12), st.floats(0, 6), st.integers(5, 20))
def test_the_better_known_the_likelier(less: float, more: float, cost: float, letters: int) -> None:
    less, more = sorted((less, more))
    if is_likely_slip(cost, letters, less, own_name=False):
        assert is_likely_slip(cost, letters, more, own_name=False)
        assert is_likely_slip(cost, letters, less, own_name=True)


@pytest.mark.parametrize(
    ("key", "spelt"),
    [
        ("wuhledar", "vuhledar"),
        ("tschassiw jar", "chasiv yar"),
        ("wowtschansk", "vovchansk"),
        ("chan junis", "khan yunis"),
        ("boutcha", "bucha"),
    ],
)
def test_other_languages_spellings(key: str, spelt: str) -> None:
    assert spelt in respellings(key)


def test_a_name_that_would_be_spelt_alike_is_left() -> None:
    assert respellings("kiev") == []
