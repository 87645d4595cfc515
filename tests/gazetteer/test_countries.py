"""Country codes as a look-up takes them: any case, and a word of help where it is no code."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer, default
from gazetteer.importing import import_own
from gazetteer.layers import installed


@pytest.mark.parametrize("code", ["UA", "ua", "XK", "fk", "bv"])
def test_a_code_is_taken_in_any_case(code: str) -> None:
    assert {match.place.country for match in default().lookup("Kyiv", country=code)} <= {code.upper()}


def test_every_code_of_the_index_is_taken() -> None:
    gazetteer = default()
    for country in gazetteer.countries():
        assert gazetteer.lookup(country.name, country=country.country, fuzzy=False)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Ukraine", "unknown country code 'Ukraine': Ukraine is UA"),
        ("UK", "United Kingdom is GB"),
        ("usa", "United States is US"),
        ("ZZ", "unknown country code 'ZZ': ISO 3166-1 alpha-2 is meant"),
        ("", "unknown country code ''"),
        ("x" * 500, "unknown country code 'x"),
    ],
)
def test_a_word_that_is_no_code_is_told_with_the_right_one(word: str, told: str) -> None:
    for ask in (default().lookup, lambda name, country: default().lookup_many([name], country=country)):
        with pytest.raises(ValueError, match=told) as error:
            ask("Kyiv", country=word)
        assert len(str(error.value)) < 200


def test_the_code_of_ones_own_places_is_taken(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine.csv").write_text("name,longitude,latitude,country\nOuter Base,30.0,50.0,ZQ\n", encoding="utf-8")
    import_own(tmp_path / "mine.csv", tmp_path / "layers")
    gazetteer = Gazetteer.open(layers=[layer.path for layer in installed(tmp_path / "layers")])
    assert [match.place.name for match in gazetteer.lookup("Outer Base", country="zq")] == ["Outer Base"]
