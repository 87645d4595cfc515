"""What the words beside a name say: relation, kind, distance."""

from __future__ import annotations

import pytest

from mapper.recognize.phrases import read_phrase
from mapper.recognize.tokens import tokenize


def phrase_of(text: str, name: str):
    tokens = tokenize(text)
    at = text.index(name)
    i = tokens.starts.index(at)
    j = next(k for k in range(i, len(tokens)) if tokens.ends[k] == at + len(name)) + 1
    return read_phrase(tokens, i, j)


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("Fighting continued in Izium.", "Izium", "in"),
        ("Fighting continued near Izium.", "Izium", "near"),
        ("Shells fell on the outskirts of Izium.", "Izium", "near"),
        ("Troops massed outside the northern town of Izium.", "Izium", "near"),
        ("Clashes broke out in the nearby town of Izium.", "Izium", "in"),
        ("Clashes broke out in nearby Izium.", "Izium", "in"),
        ("Buses left from Sumy on Tuesday.", "Sumy", "from"),
        ("Residents fled Sumy on Tuesday.", "Sumy", "from"),
        ("The convoy drove to Poltava.", "Poltava", "to"),
        ("The convoy drove from Sumy to Poltava.", "Sumy", "from"),
        ("The convoy drove from Sumy to Poltava.", "Poltava", "to"),
        ("They travelled via Lubny.", "Lubny", "via"),
        ("The road between Popasna and Bakhmut is cut.", "Popasna", "between"),
        ("The road between Popasna and Bakhmut is cut.", "Bakhmut", "between"),
        ("Corridors from Bucha, Irpin and Hostomel opened.", "Hostomel", "from"),
        ("The mayor said Izium was quiet.", "Izium", "of"),
        ("Students blocked a bridge in the north of Quito.", "Quito", "in"),
        ("Troops camped north of Quito.", "Quito", "near"),
        ("Ukraine denied it.", "Ukraine", "of"),
    ],
)
def test_relation(text: str, name: str, relation: str) -> None:
    assert phrase_of(text, name).relation == relation


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the Kyiv region", "Kyiv", "adm1"),
        ("Sumy Oblast was hit", "Sumy", "adm1"),
        ("in the regions of Kyiv, Sumy and Chernihiv", "Kyiv", "adm1"),
        ("in the regions of Kyiv, Sumy and Chernihiv", "Sumy", "adm1"),
        ("in the regions of Kyiv, Sumy and Chernihiv", "Chernihiv", "adm1"),
        ("in Donetsk and Luhansk regions", "Donetsk", "adm1"),
        ("in Donetsk and Luhansk regions", "Luhansk", "adm1"),
        ("in the Donetsk and Luhansk Oblasts", "Donetsk", "adm1"),
        ("the Kharkiv, Sumy and Chernihiv oblasts", "Kharkiv", "adm1"),
        ("in Kharkiv and the Sumy region", "Kharkiv", ""),
        ("in Kharkiv, as regions go,", "Kharkiv", ""),
        ("the city of Melitopol", "Melitopol", "settlement"),
        ("the village of Xyzhne", "Xyzhne", "settlement"),
        ("Fairfax County police", "Fairfax", "adm2"),
        ("shelling hit Kharkiv", "Kharkiv", ""),
    ],
)
def test_kind(text: str, name: str, kind: str) -> None:
    assert phrase_of(text, name).place_kind == kind


@pytest.mark.parametrize(
    ("text", "km", "bearing"),
    [
        ("30 km east of Kharkiv", 30.0, 90.0),
        ("about 30 kilometres (19 miles) east of Kharkiv", 30.0, 90.0),
        ("10 miles north-west of Kharkiv", 16.09344, 315.0),
        ("12 km from Kharkiv", 12.0, None),
        ("north of Kharkiv", None, None),
    ],
)
def test_distance(text: str, km: float | None, bearing: float | None) -> None:
    phrase = phrase_of(text, "Kharkiv")
    assert phrase.relation == "near"
    assert phrase.distance_km == (pytest.approx(km) if km else None)
    assert phrase.bearing_deg == bearing
