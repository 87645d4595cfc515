"""From Ukraine's official list of settlements to the files of `gazetteer.hromadas`.

Where each hromada lies, and which of its villages have no position of their own.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from gazetteer.cyrillic import russian, ukrainian
from gazetteer.geometry import distance_km
from gazetteer.hromadas import DEGREE, FORMAT, NAMES_FILE, VILLAGES_FILE
from gazetteer.names import fold
from gazetteer.records import Record
from gazetteer.sources import Hromada, Subdivision
from gazetteer.storage import StringPool, pack_columns, replace_file

LEAST_RADIUS_M = 10_000
"""Least radius of a hromada: the 1,469 of 2020 have 400 square kilometres on average, a disc of 11 km."""
USUAL_RADIUS_M = 15_000
"""Radius where only its seat is located: villages lie up to so far from it."""
MOST_RADIUS_M = 40_000

# How Ukrainian endings of names read in Russian, for the commonest kinds of name.
_RUSSIAN_ENDINGS = (
    ("ївка", "евка"), ("івка", "овка"), ("ове", "ово"), ("єве", "ево"), ("еве", "ево"), ("ське", "ское"),
    ("цьке", "цкое"), ("не", "ное"), ("ий", "ый"), ("ець", "ец"), ("ів", "ов"), ("їв", "ев"), ("ка", "ка"),
)  # fmt: skip
_RUSSIAN_LETTERS = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "’": "ъ", "'": "ъ", "І": "И", "Є": "Е"})


class Located(NamedTuple):
    """A hromada on the map: its codes and position, and the villages that have none."""

    hromada: Hromada
    oblast_code: str
    adm2_id: str
    longitude: float
    latitude: float
    radius_m: int
    villages: tuple[tuple[str, str], ...]


class Register:
    """Finds Ukrainian settlements and regions by their Ukrainian names.

    Parameters
    ----------
    subdivisions
        Regions of all countries.
    records
        All places.
    """

    def __init__(self, subdivisions: Iterable[Subdivision], records: Iterable[Record]) -> None:
        self._regions: dict[tuple[int, str], Subdivision] = {}
        for region in subdivisions:
            if region.code.startswith("UA."):
                for name in (region.name, *region.aliases):
                    self._regions.setdefault((region.level, fold(name)), region)
        self._towns: dict[tuple[str, str], dict[str, Record]] = defaultdict(dict)
        for record in records:
            if record.country == "UA" and record.kind == "settlement":
                for name, _ in record.names:
                    self._towns[record.adm1_id, fold(name)][record.id] = record

    def oblast(self, name: str) -> Subdivision | None:
        """Region of the first order by its name in the list (``Київська``)."""
        forms = (f"{ukrainian(name)} oblast", f"{name} область", name)
        return next((self._regions[1, fold(form)] for form in forms if (1, fold(form)) in self._regions), None)

    def raion(self, name: str) -> Subdivision | None:
        """Region of the second order by its name in the list (``Бучанський``)."""
        forms = (f"{name} район", f"{ukrainian(name)} raion")
        return next((self._regions[2, fold(form)] for form in forms if (2, fold(form)) in self._regions), None)

    def towns(self, name: str, adm1_id: str, adm2_id: str) -> list[Record]:
        """Settlements of an oblast by their Ukrainian name; of several those of the raion, where any is in it."""
        named: Mapping[str, Record] = {}
        for key in (fold(name), fold(ukrainian(name) or "")):
            named = named or self._towns.get((adm1_id, key), {})
        found = list(named.values())
        near = [town for town in found if adm2_id and town.adm2_id == adm2_id]
        return near or found


def located(hromadas: Sequence[Hromada], register: Register) -> Iterator[Located]:
    """Place the hromadas whose seat, or any other settlement, is known by name and region."""
    for hromada in hromadas:
        oblast = register.oblast(hromada.oblast)
        if oblast is None:
            continue
        raion = register.raion(hromada.raion)
        adm1, adm2 = str(oblast.geonameid), str(raion.geonameid) if raion else ""
        named = {code: register.towns(name, adm1, adm2) for code, name in hromada.settlements.items()}
        known = [towns[0] for towns in named.values() if len(towns) == 1]
        seat = next(iter(named.values()), [])
        centre = (
            (seat[0].longitude, seat[0].latitude)
            if len(seat) == 1
            else (fmean(town.longitude for town in known), fmean(town.latitude for town in known))
            if known
            else None
        )
        if centre is not None:
            missing = tuple((code, name) for code, name in hromada.settlements.items() if not named[code])
            code = oblast.code.split(".")[1]
            yield Located(hromada, code, adm2, *centre, _radius_m(centre, known), missing)


def _radius_m(centre: tuple[float, float], known: Sequence[Record]) -> int:
    """Radius that holds what is located of a hromada; what seems farther than any hromada reaches is a namesake."""
    distances = [1000 * distance_km(*centre, town.longitude, town.latitude) for town in known]
    near = [distance for distance in distances if distance < MOST_RADIUS_M]
    if len(near) < 3:
        return USUAL_RADIUS_M
    return max(LEAST_RADIUS_M, round(max(near)))


def spellings(name: str) -> set[str]:
    """Folded names by which a village is found: Ukrainian, and as a Russian speaker would have it, in both scripts.

    Examples
    --------
    >>> sorted(spellings("Мала Іванівка"))
    ['mala ivanivka', 'mala ivanovka', 'мала ивановка', 'мала іванівка']
    """
    words = [_in_russian(word) for word in name.replace("-", " - ").split()]
    other = " ".join(words).replace(" - ", "-")
    forms = (name, other, ukrainian(name), russian(other))
    return {fold(form) for form in forms if form} - {""}


def _in_russian(word: str) -> str:
    for ending, theirs in _RUSSIAN_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + theirs
            break
    return word.translate(_RUSSIAN_LETTERS)


def write_villages(hromadas: Sequence[Located], folder: Path) -> None:
    """Write the two files; the same hromadas give the same bytes."""
    import marisa_trie

    strings = StringPool()
    rows = [(number, code, name) for number, one in enumerate(hromadas) for code, name in one.villages]
    entries = sorted(
        (f"{hromadas[number].oblast_code} {key}", row)
        for row, (number, _, name) in enumerate(rows)
        for key in spellings(name)
    )
    trie = marisa_trie.RecordTrie(FORMAT, [(key, (row,)) for key, row in entries]).tobytes()
    columns: dict[str, array[Any] | bytes] = {
        "name": array("I", [strings.add(ukrainian(name) or name) for _, _, name in rows]),
        "hromada": array("H", [number for number, _, _ in rows]),
        "number": array("I", [int(code[9:14]) for _, code, _ in rows]),
        "unique": array("I", [int(code[14:]) for _, code, _ in rows]),
        "longitude": array("i", [round(one.longitude * DEGREE) for one in hromadas]),
        "latitude": array("i", [round(one.latitude * DEGREE) for one in hromadas]),
        "radius": array("H", [-(-one.radius_m // 100) for one in hromadas]),
        "adm2": array("I", [int(one.adm2_id or 0) for one in hromadas]),
        "code": array("I", [strings.add(one.hromada.code[:9]) for one in hromadas]),
        "strings": bytes(strings.data),
    }
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / NAMES_FILE, trie)
    replace_file(folder / VILLAGES_FILE, pack_columns(columns, {"names_size": len(trie)}))
