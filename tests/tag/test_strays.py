"""Names read as small towns in countries that a report does not speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapper.tag.strays import without_strays
from tests.tag.simple import read

_HOME = "Fighting in [Arda], [Belmar] and [Corva]. "


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (_HOME + "Rebels hold [Ymouth].", False),
        (_HOME + "Rebels hold [Ymouth] in [Yland].", True),  # its country is named beside it
        (_HOME + "The [Ylander] town of [Ymouth] sent aid.", True),
        ("Rebels hold [Arda] and [Ymouth].", True),  # too little tells what country the report is about
    ],
)
def test_a_small_town_abroad_is_left_open(text: str, kept: bool) -> None:
    _, resolutions = read(text)
    found = without_strays(resolutions, "XA")
    town = next(one for one in found if one.mention.text == "Ymouth")
    assert (town.place is not None) == kept
    assert (town.precision != "none") == (town.longitude is not None) == kept
    others = [one for one in found if one.mention.text != "Ymouth"]
    assert others == [one for one in resolutions if one.mention.text != "Ymouth"]


def test_a_large_town_abroad_is_known_by_its_name() -> None:
    _, resolutions = read(_HOME + "Rebels hold [Ymouth].")
    *home, town = resolutions
    assert town.place is not None
    large = [*home, replace(town, place=replace(town.place, population=400_000))]
    assert without_strays(large, "XA") == large


def test_a_town_close_to_others_of_the_report_is_no_stray() -> None:
    _, resolutions = read(_HOME + "Rebels hold [Ymouth].")
    *home, town = resolutions
    assert town.place is not None
    beside = [*home, replace(town, place=replace(town.place, longitude=30.1, latitude=50.1))]
    assert without_strays(beside, "XA") == beside


def test_a_name_of_common_words_abroad_is_left_open() -> None:
    _, resolutions = read(_HOME + "Rebels hold [Ymouth].")
    *home, town = resolutions
    assert town.place is not None
    district = replace(town, mention=replace(town.mention, text="Western District"))
    district = replace(district, place=replace(town.place, kind="adm1", population=900_000))
    *_, found = without_strays([*home, district], "XA")
    assert found.place is None


def test_nothing_strays_where_no_country_is_known() -> None:
    _, resolutions = read(_HOME + "Rebels hold [Ymouth].")
    assert without_strays(resolutions, "") == resolutions
