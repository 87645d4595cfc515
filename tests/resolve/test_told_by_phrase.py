"""What the words around say of a name's place: lists in a region, quarters of a town, namesakes, unlisted names."""

from __future__ import annotations

import pytest

from mapper.model import Report, Resolution
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver

PLACED = [
    # a list behind a colon lies in the region that its sentence begins with
    ("In Kherson Oblast, two were retaken: Myrne and Nova Kamianka.", "Nova Kamianka", "UA Kherson Oblast near"),
    ("In the Kharkiv region: Izium, Ivanivka and Pisky came under fire.", "Ivanivka", "UA Kharkiv Oblast adm1"),
    # of two namesakes the one in the region said, else the region
    ("Shells fell on Novovasylivka in the Kherson region.", "Novovasylivka", "UA Kherson Oblast adm1"),
    # a quarter stands at its town, wherever it is named again
    ("Rebels held the al-Zuhra neighbourhood of eastern Homs in Syria.", "al-Zuhra neighbourhood", "SY Homs near"),
    ("Rebels held the al-Xurma suburb of Homs, Syria. Mines killed two in al-Xurma.", "al-Xurma", "SY Homs near"),
    ("Homes burned in Zyrhan, a suburb of Homs in Syria.", "Zyrhan", "SY Homs near"),
    # the owner of an airport is the city, not the region around it
    ("Gunfire was heard near Boryspil International Airport, Kyiv's main airport, in Ukraine.", "Kyiv", "UA Kyiv near"),
    # a list that begins with a city is one of cities
    ("Blasts were heard in the cities Kyiv, Kharkiv, Donetsk and Odessa in Ukraine.", "Odessa", "UA Odesa settlement"),
    # behind a town and a comma stands its region, though its city bears the name
    (
        "In the Zaporizhzhia region, Tokmak and Orikhiv in Ukraine were hit. Homes burned in Polohy, Zaporizhia.",
        "Zaporizhia",
        "UA Zaporizhzhia Oblast adm1",
    ),
    # what is nearby is near what was spoken of
    ("Homs, Syria, fell. Clashes hit the nearby villages of Xybar, Xytun, and Al-Xyrar.", "Xytun", "SY Homs near"),
    # zero-width marks, as copied pages hold them
    ("Troops dug in near \u200b\u200bIzium in Ukraine.", "Izium", "UA Kharkiv Oblast near"),
    ("Troops dug in at Nova \u200bKakhovka in Ukraine.", "Nova \u200bKakhovka", "UA Kherson Oblast settlement"),
    # what befalls places alone
    ("Kyiv, Irpin and Bucha in Ukraine are quiet: Vyshgorod liberated.", "Vyshgorod", "UA Vyshhorod settlement"),
    # a city, not the lesser district around it
    ("Fighters were sent to Gomel in Belarus.", "Gomel", "BY Homyel' settlement"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "place"), PLACED)
def test_place(text: str, name: str, place: str) -> None:
    one = next(one for one in reversed(_read(text)) if one.mention.text == name)
    assert one.place is not None
    country, _, rest = place.partition(" ")
    inside, _, precision = rest.rpartition(" ")
    assert (one.place.country, one.precision) == (country, precision)
    assert inside in (one.place.name, one.place.admin1)


UNPLACED = [
    'The army bombed the base of the "Amman brigade" in Syria.',
    "Fighters of the Sloviansk battalion left.",
    "They entered a Druze town and a Kurdish village at night.",
    "Nova Zelenivka burned.",  # no Zelenivka
]


@pytest.mark.parametrize("text", UNPLACED)
def test_no_settlement_is_meant(text: str) -> None:
    assert not [one for one in _read(text) if one.place is not None and one.place.kind == "settlement"]


NAMES = [
    ("Clashes spread to the villages of Bakrat, Shurqa, Al-Jenkal, and Al-Defal.", "Bakrat Shurqa Al-Jenkal Al-Defal"),
    ("A dam near the village of al-Talaul collapsed.", "al-Talaul"),
    ("Rebels held the al-Qademi neighbourhood. Then Qademi fell.", "al-Qademi neighbourhood,Qademi"),
    ("They entered a Druze town and a Kurdish village at night.", ""),
    ("Xyzhne is a Sunni Muslim town. Several districts lay in ruins. A Telegram channel showed it.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_that_no_gazetteer_holds(text: str, names: str) -> None:
    found = [one.mention.text for one in _read(text) if one.mention.kind == "place"]
    assert found == (names.split(",") if "," in names else names.split())


def _read(text: str) -> tuple[Resolution, ...]:
    reports = [Report("r", text)]
    (found,) = GazetteerResolver()(reports, GazetteerRecognizer()(reports))
    return found
