"""Where a text is at home: a small town's bare name is a place among its neighbours, and hardly one far from them."""

from __future__ import annotations

import pytest

import gazetteer as gz
from mapper.model import Report
from mapper.recognize import GazetteerRecognizer
from mapper.recognize.home import Surroundings

AT_HOME = [
    ("Police in Kyiv, Irpin and Bucha in Ukraine found mines. They told Vyshgorod to wait.", "Vyshgorod"),
    ("Soldiers died in Homs, Hama and Aleppo in Syria. Then Salamiyah burned.", "Salamiyah"),
    ("Soldiers died in Goma, Sake and Rutshuru in the DR Congo. The rebels want Masisi back.", "Masisi"),
]


@pytest.mark.parametrize(("text", "name"), AT_HOME)
def test_a_small_town_is_known_among_its_neighbours(text: str, name: str) -> None:
    assert name in _places(text)


@pytest.mark.parametrize(("_", "name"), AT_HOME)
def test_the_same_words_far_from_them_name_no_place(_: str, name: str) -> None:
    assert name not in _places(f"The film opened in Lyon, Marseille and Paris in France. {name} was the villain.")


SURE = ["kyiv", "irpin", "ukraine", "poland"]


@pytest.mark.parametrize(
    ("sure", "key", "where"),
    [
        (SURE, "bucha", "beside"),
        (SURE, "irpin", "beside"),  # by the others, not by itself
        (SURE, "kyiv oblast", "region"),
        (SURE, "mariupol", "country"),
        (SURE, "marseille", "abroad"),
        (["kyiv", "irpin"], "marseille", None),  # too few to say so
        (["kyiv"], "kyiv", None),
        ([], "kyiv", None),
    ],
)
def test_how_a_name_stands_to_the_others(sure: list[str], key: str, where: str | None) -> None:
    home = Surroundings(gz.default(), sure).home(key)
    assert (home and home.where) == where


def test_a_saint_is_no_title() -> None:
    assert "St. Petersburg" in _places("The trains ran from Moscow to Minsk, and St. Petersburg saw snow.")


def _places(text: str) -> list[str]:
    (found,) = GazetteerRecognizer()([Report("r", text)])
    return [mention.text for mention in found if mention.kind == "place"]
