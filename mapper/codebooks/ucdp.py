"""UCDP GED: the columns and precision codes of its codebook 24.1, for events in which somebody was killed."""

from __future__ import annotations

from typing import Final

from mapper.codebooks.coding import Cells, Codebook, Left, Subject, days_of, last_day, position
from mapper.codebooks.sides import country_of, kills_civilians, kind_of, targets_civilians
from mapper.schema import Row

COLUMNS: Final = tuple(
    (
        "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
        "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
        "number_of_sources source_article source_office source_date source_headline source_original where_prec "
        "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
        "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
        "high low gwnoa gwnob"
    ).split()
)

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_TYPES: Final = {"State-based conflict": STATE_BASED, "Non-state conflict": NON_STATE, "One-sided violence": ONE_SIDED}
_WHERE: Final = {"site": 1, "settlement": 1, "near": 2, "adm2": 3, "adm1": 4, "area": 5, "country": 6}
_DATE_PRECISION: Final = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Longest range in days, and its code: a day; some days; a week; a month. Longer is 5."""

_REGIONS: Final = ((700, "Asia"), (630, "Middle East"), (400, "Africa"), (200, "Europe"), (2, "Americas"))
"""The lowest Gleditsch and Ward number of each of UCDP's regions."""

_REMOTE: Final = frozenset({"shelling", "airstrike", "drone_attack", "explosion_mine"})
UNCLEAR: Final = "Check type of violence"


def code(subject: Subject) -> Cells | Left:
    """Code one event, or say why UCDP would not hold it."""
    row = subject.row
    low, best, high = estimates(subject)
    if high == 0:
        return Left("no death is told")
    if row["precision"] not in _WHERE:
        return Left("not even the country is told")
    if row["date_start"] is None:
        return Left("no day is told, and the report has none")
    kind = type_of_violence(subject)
    side_a, side_b = _sides(row, kind)
    end = last_day(row) or row["date_start"]
    return {
        "id": row["event_id"],
        "relid": f"{row['report_id']}:{row['trigger_start']}",
        "year": row["date_start"].year,
        "code_status": "Clear" if kind and row["actor"] else UNCLEAR if not kind else "Check dyad",
        "type_of_violence": kind or "",
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else "",
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": 1,
        "source_article": row["title"] or row["url"],
        "source_office": row["source"],
        "source_date": row["published"].isoformat() if row["published"] else "",
        "source_headline": row["title"],
        "source_original": row["attribution"],
        **_where(subject),
        "event_clarity": 1 if days_of(row) == 1 else 2,
        "date_prec": date_precision(row),
        "date_start": row["date_start"].isoformat(),
        "date_end": end.isoformat(),
        **_deaths(row, best),
        "best": best,
        "high": high,
        "low": low,
    }


def estimates(subject: Subject) -> tuple[int, int, int]:
    """Give the low, best and high number of deaths over all claims: never a sum of them.

    Low is the least that any claim allows, high the most that any gives, best the lowest number that a claim names:
    the more careful one where claims differ.
    """
    claims = subject.deaths
    low = min((claim.least for claim in claims), default=0)
    high = max((claim.most for claim in claims), default=0)
    best = min((claim.likeliest for claim in claims), default=0)
    return low, best, high


def type_of_violence(subject: Subject) -> int | None:
    """Give 1 where a state fights an organised group or another state, 2 where groups do, 3 against civilians.

    A state's fire from a distance is 1 also where civilians are hit: it is part of a war, as far as a report tells.
    None where the words do not say who acts, and the type leaves more than one.
    """
    kinds = [_TYPES[term.event] for term in subject.equivalent.terms if term.event in _TYPES]
    if len(kinds) == 1:
        return kinds[0]
    row = subject.row
    sides = (row["actor"], row["target"])
    states = [kind_of(words) == "state" or (not kind_of(words) and bool(country_of(words))) for words in sides]
    remote = row["event_type"] in _REMOTE
    if targets_civilians(row) and not (remote and (states[0] or not row["actor"])):
        return ONE_SIDED
    if any(states) or (row["event_type"] == "airstrike" and not row["actor"]):  # crewed aircraft are a state's
        return STATE_BASED
    if row["actor"] and any(kind_of(words) in ("rebel", "militia", "rioters") for words in sides):
        return NON_STATE
    return None


def date_precision(row: Row) -> int:
    """Give 1 for a known day, 2 for 2 to 6 days, 3 for a week, 4 for a month, 5 for more.

    The day of a report that tells no day stands for the week before it: 3.
    """
    days = days_of(row) or 1
    if row["date_precision"] == "unknown" and days <= 7:
        return 3
    return next((code for longest, code in _DATE_PRECISION if days <= longest), 5)


def _sides(row: Row, kind: int | None) -> tuple[str, str]:
    """Name the two sides; the state is side A, civilians are side B."""
    if kind == ONE_SIDED:
        return row["actor"], "Civilians"
    sides = (row["actor"], row["target"])
    if kind == STATE_BASED and kind_of(sides[1]) == "state" and kind_of(sides[0]) in ("rebel", "militia"):
        return sides[1], sides[0]
    return sides


def _where(subject: Subject) -> Cells:
    row, country = subject.row, subject.country
    point = position(row)
    cells: Cells = {
        "where_prec": _WHERE[row["precision"]],
        "where_coordinates": row["place_name"] or country.name,
        "where_description": row["mention"],
        "adm_1": row["admin1"],
        "adm_2": row["admin2"],
        "country": country.name,
        "country_id": int(country.gleditsch_ward) if country.gleditsch_ward else "",
        "region": region_of(int(country.gleditsch_ward or 0)),
    }
    if point:
        latitude, longitude = point
        cells |= {"latitude": latitude, "longitude": longitude, "geom_wkt": f"POINT ({longitude} {latitude})"}
        cells["priogrid_gid"] = priogrid(latitude, longitude)
    return cells


def region_of(number: int) -> str:
    """Give UCDP's region of a country by its Gleditsch and Ward number; empty for 0.

    >>> region_of(369), region_of(651), region_of(0)
    ('Europe', 'Middle East', '')
    """
    return next((name for first, name in _REGIONS if number >= first), "")


def priogrid(latitude: float, longitude: float) -> int:
    """Give the PRIO-GRID cell of a position: half a degree wide, counted from the south-west corner, from 1.

    >>> priogrid(-90.0, -180.0), priogrid(49.2, 37.25)
    (1, 200595)
    """
    row = min(int((latitude + 90) * 2), 359)
    column = min(int((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def _deaths(row: Row, best: int) -> Cells:
    """Put the best number under civilians where the words tell so, under unknown otherwise: they sum to it."""
    civilians = best if kills_civilians(row) else 0
    return {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": civilians, "deaths_unknown": best - civilians}


CODEBOOK: Final = Codebook("ucdp", COLUMNS, code)
