"""ACLED: the columns and precision codes of its codebook of 2023-2024 (numeric inter codes)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from mapper.codebooks.coding import Cells, Codebook, Left, Subject, days_of, note_of, position
from mapper.codebooks.harm import Claim
from mapper.codebooks.sides import country_of, is_foreign, kind_of, targets_civilians
from mapper.codebooks.terms import Term
from mapper.schema import Row

COLUMNS: Final = tuple(
    (
        "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
        "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
        "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
    ).split()
)

_DEMONSTRATIONS: Final = frozenset({"Peaceful protest", "Protest with intervention", "Violent demonstration"})
_GEO_PRECISION: Final = {"site": 1, "settlement": 1, "near": 2, "adm2": 2, "adm1": 3, "area": 3}
_INTER: Final = {"state": 1, "rebel": 2, "militia": 3, "rioters": 5, "protesters": 6, "civilians": 7}
_OTHER_FORCES: Final = 8
_LOOSE: Final = (("tens of thousands", 10_000), ("thousand", 1000), ("hundred", 100), ("dozen", 12), ("tens", 10))
"""What ACLED writes for loose numbers: 10 for tens, 12 for dozens, 100 for hundreds (its guide, "Fatalities")."""

_WEEK: Final = 7
_MONTH: Final = 31
_CROWDS: Final = {"Protests": "Protesters", "Riots": "Rioters"}


def code(subject: Subject) -> Cells | Left:
    """Code one event, or say why ACLED would not hold it."""
    row = subject.row
    term = term_of(subject)
    if term is None:
        return Left(f"{row['event_type']}: only an agreement that was reached is an event")
    if row["event_type"] == "damage" and not row["actor"]:
        return Left("damage: only destruction on purpose is an event, and nobody is told to have done it")
    if row["date_start"] is None:
        return Left("no day is told, and the report has none")
    precision = time_precision(row)
    if precision is None:
        return Left("the day is known to more than a month only")
    middle = row["date_start"] if precision == 1 else row["date_start"] + timedelta(days=((days_of(row) or 1) - 1) // 2)
    return {
        "event_id_cnty": f"{subject.country.alpha3 or 'XXX'}{row['event_id']}",
        "event_date": middle.isoformat(),
        "year": middle.year,
        "time_precision": precision,
        "disorder_type": disorder_type(term),
        "event_type": term.event,
        "sub_event_type": term.sub,
        **_actors(subject, term),
        "civilian_targeting": "Civilian targeting" if _civilian(subject, term) else "",
        **_place(subject),
        "source": row["source"],
        "notes": note_of(row),
        "fatalities": fatalities(subject.deaths),
        "tags": _tags(row, term),
    }


def term_of(subject: Subject) -> Term | None:
    """Choose among the terms of a type by the words of the event; None for talks without a result."""
    row, pick = subject.row, subject.equivalent.pick
    kind = row["event_type"]
    if kind == "negotiation" and not subject.says("agree", "deal", "sign", "accord", "pact"):
        return None
    if kind == "explosion_mine":
        return pick(*(["Suicide bomb"] if subject.says("suicide") else ["Grenade"] if subject.says("grenade") else []))
    if kind == "attack_unspecified":
        if kind_of(row["target"]) in ("state", "rebel", "militia"):
            return pick("Armed clash")
        return pick(*(["Shelling/artillery/missile attack"] if subject.says("strike", "struck", "bomb") else []))
    if kind == "territory_change":
        return pick(*_control(subject))
    for one, stems, wanted in _BY_WORDS:
        if kind == one and subject.says(*stems):
            return pick(wanted)
    if kind == "crackdown" and (subject.deaths or subject.says("shot", "shoot", "fire", "open", "kill", "live")):
        return pick("Excessive force against protesters")
    return pick()


_BY_WORDS: Final = (
    ("troop_movement", ("base", "headquarter"), "Headquarters or base established"),
    ("violence_civilians", ("rape", "sexual"), "Sexual violence"),
    ("abduction_detention", ("arrest", "detain", "detention", "imprison", "jail", "custody"), "Arrests"),
    ("release_exchange", ("exchange", "swap"), "Agreement"),
    ("humanitarian_corridor", ("agree",), "Agreement"),
    ("riot_confrontation", ("mob", "lynch", "communal"), "Mob violence"),
)
"""Types whose finer event the trigger's words tell: type, beginnings of words, and what they tell."""


def _control(subject: Subject) -> list[str]:
    """Who gained ground: a government that regains it, another, or someone who was handed it."""
    if subject.says("hand", "cede", "transfer", "surrender"):
        return ["Non-violent transfer of territory"]
    back = subject.says("recaptur", "retak", "retook", "regain", "liberat", "reclaim", "recover")
    rebels = kind_of(subject.row["actor"]) in ("rebel", "militia")
    foreign = is_foreign(subject.row["actor"], subject.row["country"])
    return ["Government regains territory"] if back and not rebels and not foreign else []


def disorder_type(term: Term) -> str:
    """Give the disorder type, which follows from event and sub-event type."""
    if term.event == "Strategic developments":
        return term.event
    if term.sub == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    return "Demonstrations" if term.sub in _DEMONSTRATIONS else "Political violence"


def time_precision(row: Row) -> int | None:
    """Give 1 for a known day, 2 for a week, 3 for a month; None for less.

    The day of a report that tells no day stands for the days before it: 2. What began on a day is coded on that day.
    """
    days = days_of(row) or 1
    if row["date_precision"] == "open" or days == 1:
        return 2 if row["date_precision"] == "unknown" else 1
    if days <= _WEEK:
        return 2
    return 3 if days <= _MONTH else None


def inter_code(words: str, country: str) -> int | str:
    """Give ACLED's number for a kind of actor (1 state forces ... 8 external forces); empty where the words do not say.

    Forces of another country than the event's are 8.
    """
    kind = kind_of(words)
    if kind == "state" or (not kind and country_of(words)):
        return _OTHER_FORCES if is_foreign(words, country) else 1
    return _INTER.get(kind, "")


def fatalities(claims: Sequence[Claim]) -> int:
    """Give the lowest number that any claim has, as ACLED takes the most conservative one; never a sum."""
    return min((_conservative(claim) for claim in claims), default=0)


def _conservative(claim: Claim) -> int:
    words = claim.qualifier.lower()
    return next((number for word, number in _LOOSE if word in words), claim.least)


def _actors(subject: Subject, term: Term) -> Cells:
    row, country = subject.row, subject.country.name
    first, second = row["actor"], row["target"]
    one, two = inter_code(first, row["country"]), inter_code(second, row["country"])
    if term.event in _CROWDS:
        crowd = _CROWDS[term.event]
        if subject.row["event_type"] == "crackdown":
            second, two = f"{crowd} ({country})", _INTER[crowd.lower()]
        else:
            first, one, second, two = f"{crowd} ({country})", _INTER[crowd.lower()], "", ""
    elif term.event == "Violence against civilians" and two in ("", _INTER["civilians"]):
        second, two = f"Civilians ({country})", _INTER["civilians"]
    if not first and term.sub == "Air/drone strike":
        first, one = f"Unidentified Military Forces ({country})", _OTHER_FORCES
    elif not first and term.event in ("Battles", "Explosions/Remote violence", "Violence against civilians"):
        first, one = f"Unidentified Armed Group ({country})", _INTER["militia"]
    return {
        "actor1": first,
        "inter1": one,
        "actor2": second,
        "inter2": two,
        "assoc_actor_1": row["actor"] if first != row["actor"] else "",
        "assoc_actor_2": row["target"] if second != row["target"] else "",
        "interaction": interaction(one, two),
    }


def interaction(one: int | str, two: int | str) -> int | str:
    """Give the two codes as one number, the smaller first; 10 to 80 for one actor alone; empty for none."""
    codes = sorted(code for code in (one, two) if isinstance(code, int))
    if not codes:
        return ""
    return codes[0] * 10 + codes[1] if len(codes) > 1 else codes[0] * 10


def _civilian(subject: Subject, term: Term) -> bool:
    violent = disorder_type(term).startswith("Political violence")
    return violent and (term.event == "Violence against civilians" or targets_civilians(subject.row))


def _place(subject: Subject) -> Cells:
    row, country = subject.row, subject.country
    point = position(row)
    cells: Cells = {
        "iso": int(country.numeric) if country.numeric else "",
        "region": country.acled_region,
        "country": country.name,
        "admin1": row["admin1"],
        "admin2": row["admin2"],
        "location": row["place_name"] if point else "",
    }
    if point:
        cells |= {"latitude": point[0], "longitude": point[1], "geo_precision": _GEO_PRECISION[row["precision"]]}
    return cells


def _tags(row: Row, term: Term) -> str:
    """Give the crowd of a demonstration, as ACLED tags it, and our own state of what did not take place."""
    tags = [] if row["status"] in ("happened", "ongoing") else [f"status={row['status']}"]
    if term.event in _CROWDS:
        crowds = [count for count in row["counts"] if count["what"] == "crowd"]
        size = "no report"
        if crowds:
            best = crowds[0]["best"] if crowds[0]["best"] is not None else crowds[0]["minimum"] or crowds[0]["maximum"]
            size = f"{crowds[0]['qualifier']} {best}".strip()
        tags.append(f"crowd size={size}")
    return "; ".join(tags)


CODEBOOK: Final = Codebook("acled", COLUMNS, code)
