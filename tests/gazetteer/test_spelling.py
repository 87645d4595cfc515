"""Which of GeoNames' alternate names are kept."""

from __future__ import annotations

import pytest

from gazetteer.sources import Settlement
from gazetteer.spelling import is_worth_keeping, official_ukrainian, plain_spelling


@pytest.mark.parametrize(
    "name", ["Kiev", "Київ", "Суми", "حلب", "Κίεβο", "'s-Gravenhage", "Łódź", "Hà Nội", "Gao City", "Kænugarður", "رفح"]
)
def test_names_are_kept(name: str) -> None:
    assert is_worth_keeping(name)


@pytest.mark.parametrize(
    "name",
    ["", "Ko", "IEV", "NYC", "ICAO", "Bus", "ma li wu bo er", "hindi", "Hayeren", "Русский", "キーウ", "기엡", "Kиев",
     "-al tartr"],
)  # fmt: skip
def test_junk_is_dropped(name: str) -> None:
    assert not is_worth_keeping(name)


def settlement(name: str, country: str, *alternates: str) -> Settlement:
    return Settlement(1, name, 0.0, 0.0, country, "", 0, alternates)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (settlement("Izyum", "UA", "Изюм", "Ізюм", "Izium"), "Izium"),
        (settlement("Kharkiv", "UA", "Харьков", "Харків"), "Kharkiv"),
        (settlement("Zaporizhzhya", "UA", "Запорожье", "Запоріжжя", "Александровск"), "Zaporizhzhia"),
        (settlement("Odesa", "UA", "Одесса", "Одеса"), "Odesa"),
        (settlement("Nowhere", "UA", "Зовсім інше"), "Nowhere"),
        (settlement("Nowhere", "UA"), "Nowhere"),
    ],
)
def test_ukrainian_towns_are_shown_in_the_official_spelling(row: Settlement, shown: str) -> None:
    assert official_ukrainian(row) == shown


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (settlement("Rafaḩ", "PS", "Rafah", "Rafa"), "Rafah"),
        (settlement("Rafaḩ", "PS", "Rapha"), "Rafaḩ"),
        (settlement("Huế", "VN", "Hue"), "Huế"),
        (settlement("Málaga", "ES", "Malaga"), "Málaga"),
    ],
)
def test_dots_below_are_left_out_where_a_plain_spelling_is_known(row: Settlement, shown: str) -> None:
    assert plain_spelling(row) == shown
