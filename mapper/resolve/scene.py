"""Reading a document's scene: which countries and regions it names, and which of its places are beyond doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from gazetteer import Gazetteer
from mapper.languages import en
from mapper.model import Mention, Report
from mapper.resolve.candidates import Bearer
from mapper.resolve.cues import Scene, is_generic

_REGIONS: Final = frozenset({"country", "adm1", "adm2"})
_CLEAR_SHARE: Final = 0.9
_CLEAR_POPULATION: Final = 100_000
_FEW_COUNTRIES: Final = 2

# What may stand between a place and the region that holds it: "Paris, Texas"; "Bakhmut in the Donetsk region".
_HELD_BY: Final = re.compile(
    r"^(?:,? \(?|, in (?:the )?|,? in (?:the )?(?:\w+ern )?|,? (?:a|the) (?:city|town|village) in )$"
)
# What may stand between a region or nationality and the place it holds: "the Ukrainian port city of Mariupol".
_HOLDS: Final = re.compile(
    r"^(?:['’]s)?\s(?:[\w-]+\s){0,3}?(?:city|town|village|port|capital|region|province|district|governorate|oblast|state|island)"
    r"(?:\s(?:city|town))?(?:\sof(?:\sthe)?)?\s$"
)
_DOMAIN_COUNTRY: Final = re.compile(r"(?:^|[./@])[\w-]+\.(?:com?\.|org\.|gov\.|net\.|ac\.)?([a-z]{2})(?:[/:?]|$)")
_NO_COUNTRY: Final = frozenset({"io", "tv", "me", "fm", "ai", "co", "eu", "to", "ly"})


def read_scene(
    gazetteer: Gazetteer,
    report: Report,
    mentions: Sequence[Mention],
    bearers: Sequence[tuple[Bearer, ...]],
    sure: Mapping[int, int] | None = None,
) -> Scene:
    """Sum up what a document says of where it is.

    Parameters
    ----------
    gazetteer, report
        The index and the document.
    mentions, bearers
        The document's mentions and, in the same order, who each could mean.
    sure
        Mention index to row of those already decided with confidence; None before the first round.
    """
    anchors = _clear(gazetteer, mentions, bearers) if sure is None else sure
    regions = _regions(gazetteer, mentions, bearers)
    return Scene(
        countries=_countries(gazetteer, mentions, bearers, [*regions, *anchors.values()]),
        regions=regions,
        anchors=_positions(gazetteer, anchors.values()),
        containers=_containers(gazetteer, report.text, mentions, bearers),
        home=home_country(report),
    )


def home_country(report: Report) -> str:
    """Country of the newsroom by the ending of its web address, or an empty string."""
    for address in (report.url, report.source):
        if found := _DOMAIN_COUNTRY.search(address.lower()):
            code = found.group(1).upper()
            return "GB" if code == "UK" else "" if code.lower() in _NO_COUNTRY else code
    return ""


def _countries(
    gazetteer: Gazetteer,
    mentions: Sequence[Mention],
    bearers: Sequence[tuple[Bearer, ...]],
    held: Sequence[int],
) -> dict[str, float]:
    """Share of each country in what the document names: countries, nationalities, and what lies in them (`held`).

    A name that may be another place than the country (Georgia, Jordan) has no say here: it is what is asked.
    """
    counts: Counter[str] = Counter(code for row in held if (code := gazetteer.country_code(row)))
    for mention, found in zip(mentions, bearers, strict=True):
        if mention.kind == "demonym":
            counts[en.DEMONYMS[" ".join(mention.text.lower().split())]] += 1
        if mention.kind == "place" and (code := _plain_country(gazetteer, found)):
            counts[code] += 1
    total = counts.total()
    return {code: number / total for code, number in counts.items()} if total else {}


def _plain_country(gazetteer: Gazetteer, rows: Sequence[Bearer]) -> str:
    """Give the country's code where a country bears the name, and no region or large town does."""
    code = ""
    for bearer in rows:
        kind = gazetteer.kind(bearer.row)
        if kind == "country":
            code = gazetteer.country_code(bearer.row)
        elif kind == "adm1" or gazetteer.population(bearer.row) >= _CLEAR_POPULATION:
            return ""
    return code


def _regions(
    gazetteer: Gazetteer, mentions: Sequence[Mention], bearers: Sequence[tuple[Bearer, ...]]
) -> frozenset[int]:
    """Rows of the regions named. A name that regions of many countries share, or any country could have, has no say."""
    found: set[int] = set()
    for mention, rows in zip(mentions, bearers, strict=True):
        if is_generic(mention.text) or len({gazetteer.country_code(bearer.row) for bearer in rows}) > _FEW_COUNTRIES:
            continue
        for bearer in rows:
            kind = gazetteer.kind(bearer.row)
            if kind == mention.place_kind == "adm2" or (
                kind == "adm1" and (mention.place_kind == "adm1" or not _has_city(gazetteer, bearer.row, rows))
            ):
                found.add(bearer.row)
    return frozenset(found)


def _has_city(gazetteer: Gazetteer, region: int, rows: Sequence[Bearer]) -> bool:
    return any(gazetteer.kind(b.row) == "settlement" and gazetteer.adm1_row(b.row) == region for b in rows)


def _clear(gazetteer: Gazetteer, mentions: Sequence[Mention], bearers: Sequence[tuple[Bearer, ...]]) -> dict[int, int]:
    """Names that can hardly mean anything else: one bearer, or one that dwarfs the others."""
    clear: dict[int, int] = {}
    for index, rows in enumerate(bearers):
        if not rows or mentions[index].kind != "place" or any(gazetteer.kind(b.row) == "country" for b in rows):
            continue
        populations = sorted(((gazetteer.population(b.row), b.row) for b in rows), reverse=True)
        total = sum(number for number, _ in populations)
        top, row = populations[0]
        if len({b.row for b in rows}) == 1 or (top >= _CLEAR_POPULATION and top >= _CLEAR_SHARE * total):
            clear[index] = row
    return clear


def _positions(gazetteer: Gazetteer, rows: object) -> tuple[tuple[int, float, float], ...]:
    unique = dict.fromkeys(rows)  # type: ignore[call-overload]
    return tuple(
        (row, gazetteer.longitude(row), gazetteer.latitude(row))
        for row in unique
        if gazetteer.kind(row) not in ("country", "area")
    )[:_MOST_ANCHORS]


_MOST_ANCHORS: Final = 40


def _containers(
    gazetteer: Gazetteer, text: str, mentions: Sequence[Mention], bearers: Sequence[tuple[Bearer, ...]]
) -> dict[int, frozenset[int]]:
    """For each mention, the regions that its own phrase says it lies in."""
    found: dict[int, set[int]] = {}
    for k in range(len(mentions) - 1):
        between = text[mentions[k].end : mentions[k + 1].start]
        if len(between) > _LONGEST_PHRASE:
            continue
        if _HELD_BY.match(between) and mentions[k + 1].kind == "place":
            found.setdefault(k, set()).update(_region_rows(gazetteer, bearers[k + 1]))
        elif _HOLDS.match(between):
            rows = _region_rows(gazetteer, bearers[k])
            if mentions[k].kind == "demonym":
                rows = _country_row(gazetteer, en.DEMONYMS[" ".join(mentions[k].text.lower().split())])
            found.setdefault(k + 1, set()).update(rows)
    return {index: frozenset(rows) for index, rows in found.items() if rows}


_LONGEST_PHRASE: Final = 60


def _region_rows(gazetteer: Gazetteer, rows: Sequence[Bearer]) -> set[int]:
    return {bearer.row for bearer in rows if gazetteer.kind(bearer.row) in _REGIONS}


def _country_row(gazetteer: Gazetteer, code: str) -> set[int]:
    country = gazetteer.country(code)
    row = gazetteer.row_of(country.id) if country else None
    return set() if row is None else {row}
