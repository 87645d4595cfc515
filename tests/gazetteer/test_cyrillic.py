"""Ukrainian and Russian names in Latin letters."""

from __future__ import annotations

import pytest

from gazetteer.cyrillic import russian, ukrainian


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        # The examples of the resolution itself.
        ("Алушта", "Alushta"),
        ("Борщагівка", "Borshchahivka"),
        ("Згурський", "Zghurskyi"),
        ("Ґалаґан", "Galagan"),
        ("Єнакієве", "Yenakiieve"),
        ("Наєнко", "Naienko"),
        ("Їжакевич", "Yizhakevych"),
        ("Кадиївка", "Kadyivka"),
        ("Йосипівка", "Yosypivka"),
        ("Стрий", "Stryi"),
        ("Щербухи", "Shcherbukhy"),
        ("Юрій", "Yurii"),
        ("Костянтин", "Kostiantyn"),
        ("Знам’янка", "Znamianka"),
        ("Ізюм", "Izium"),
        ("ХАРКІВ", "KHARKIV"),
        ("Івано-Франківськ", "Ivano-Frankivsk"),
        ("Біла Церква", "Bila Tserkva"),
    ],
)
def test_ukrainian_names_by_the_official_table(name: str, latin: str) -> None:
    assert ukrainian(name).upper() == latin.upper()


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Запорожье", "Zaporozhye"),
        ("Винница", "Vinnitsa"),
        ("Енакиево", "Yenakiyevo"),
        ("Грозный", "Grozny"),
        ("Нижний Новгород", "Nizhny Novgorod"),
        ("Йошкар-Ола", "Yoshkar-Ola"),
        ("Подъячево", "Podyachevo"),
        ("Артёмовск", "Artemovsk"),
    ],
)
def test_russian_names_as_newspapers_spell_them(name: str, latin: str) -> None:
    assert russian(name) == latin


@pytest.mark.parametrize("name", ["Крыжановка", "Эсхар", "Подъем", "Љубовија"])
def test_names_with_letters_of_another_language_are_not_ukrainian(name: str) -> None:
    assert ukrainian(name) is None


@pytest.mark.parametrize("name", ["Київ", "Харків", "Ґалаґан", "Ўзда"])
def test_names_with_letters_of_another_language_are_not_russian(name: str) -> None:
    assert russian(name) is None


def test_what_is_not_cyrillic_stays() -> None:
    assert ukrainian("Kyiv-2") == russian("Kyiv-2") == "Kyiv-2"
