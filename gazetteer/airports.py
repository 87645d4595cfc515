"""Airports and airfields: which of them are taken in, and the names that texts have for them.

A site is found by a name that says what it is, never by a bare one: ``Kennedy`` and ``Washington`` stay what they were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from gazetteer.geometry import distance_km
from gazetteer.names import fold
from gazetteer.records import ALTERNATE, PRIMARY, Name, Record
from gazetteer.sources import Airport

RADIUS_M = 2_000
"""Radius of an airport: a runway of 3 km and what stands about it."""
SAME_KM = 6.0
"""A hand-written airfield so near to one of the list is the same."""
MANY = 200
"""A country with so many airfields that have neither an IATA code nor a military name: these are farm strips."""

_MILITARY = re.compile(r"\b(?:air ?base|air force|army air|naval air|afb|aaf|nas|military|airfield)\b", re.IGNORECASE)
_SAYS_WHAT = re.compile(r"air|aero|heli|seaplane", re.IGNORECASE)
_RANK = re.compile(r"\b(?:International|Intercontinental|Regional|Municipal|Domestic|County)\s+(?=Airport)")
# What another writer calls the same thing.
_OTHER_WORDS = (
    ("Air Force Base", ("AFB", "Air Base", "Airbase")),
    ("Air Base", ("Airbase", "Airfield", "Air Force Base")),
    ("Airfield", ("Airport", "Air Base", "Airbase")),
    ("Naval Air Station", ("NAS",)),
    ("Airport", ("Airfield",)),
)


def chosen(airports: Iterable[Airport]) -> list[Airport]:
    """Choose those that reports may name.

    They have an IATA code, or a name that says military; of the others, those of countries that have fewer than `MANY`.
    """
    rows = [row for row in airports if len(row.name) > 2 and len(row.country) == 2]
    plain = Counter(row.country for row in rows if not _is_notable(row))
    return [row for row in rows if _is_notable(row) or plain[row.country] < MANY]


def airport_records(airports: Sequence[Airport], placed: Callable[[Airport], Record]) -> Iterator[Record]:
    """Make the records of airports.

    Parameters
    ----------
    airports
        Those that were chosen.
    placed
        Gives the settlement nearest to an airport, whose regions become its own.
    """
    shares = Counter((row.country, row.city) for row in airports if row.iata)
    for row in airports:
        near = placed(row)
        known = near.country == row.country
        names = airport_names(row, alone=shares[row.country, row.city] == 1 and bool(row.iata))
        yield Record(
            id=f"icao:{row.icao}",
            name=names[0],
            kind="site",
            longitude=row.longitude,
            latitude=row.latitude,
            country=row.country,
            admin1_code=near.admin1_code if known else "",
            adm1_id=near.adm1_id if known else "",
            adm2_id=near.adm2_id if known else "",
            radius_m=RADIUS_M,
            names=(Name(names[0], PRIMARY), *(Name(name, ALTERNATE) for name in names[1:])),
        )


def airport_names(row: Airport, *, alone: bool) -> list[str]:
    """All names of an airport, its own first.

    Parameters
    ----------
    row
        The airport.
    alone
        Whether it is the only one of its town that has an IATA code, and so may be called by the town.

    Examples
    --------
    >>> airport_names(Airport("UKBB", "KBP", "Boryspil International Airport", "Kyiv", "UA", 30.9, 50.3), alone=False)
    ['Boryspil International Airport', 'Boryspil Airport', 'Boryspil International Airfield', 'Boryspil Airfield']
    """
    name = row.name if _SAYS_WHAT.search(row.name) else f"{row.name} Airport"
    names = [name, _RANK.sub("", name)]
    if alone and row.city and "/" not in row.city and fold(row.city) not in fold(name):
        names += [f"{row.city} Airport", f"{row.city} International Airport"]
    if row.city and name.startswith(f"{row.city} "):
        rest = [one.removeprefix(row.city).strip(" -/") for one in names[:2]]
        names += [one for one in rest if len(_RANK.sub("", one).split()) > 1 and one[:1].isupper()]
    for word, others in _OTHER_WORDS:
        if name.endswith(word):
            names += [one.removesuffix(word) + other for one in names[:2] for other in others if one.endswith(word)]
            break
    return list(dict.fromkeys(names))


def merged(written: Sequence[Record], listed: Iterable[Record]) -> tuple[list[Record], dict[str, list[Name]]]:
    """Tell apart airports that a hand-written file has too.

    Parameters
    ----------
    written
        The hand-written sites.
    listed
        Airports.

    Returns
    -------
    tuple
        The airports that no hand-written site stands for; and, by the id of a hand-written one, the names it gains.
    """
    airfields = [site for site in written if site.kind == "site" and _SAYS_WHAT.search(_all_names(site))]
    fresh: list[Record] = []
    gained: dict[str, list[Name]] = {}
    for airport in listed:
        at = airport.longitude, airport.latitude
        same = [site for site in airfields if distance_km(site.longitude, site.latitude, *at) < SAME_KM]
        if same:
            gained.setdefault(same[0].id, []).extend(Name(text, ALTERNATE) for text, _ in airport.names)
        else:
            fresh.append(airport)
    return fresh, gained


def _all_names(site: Record) -> str:
    return " ".join(text for text, _ in site.names)


def _is_notable(row: Airport) -> bool:
    return bool(row.iata) or bool(_MILITARY.search(row.name))
