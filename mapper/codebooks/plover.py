"""PLOVER: event types, modes and contexts of its manual (2021-2023), in the columns of the POLECAT data set.

What has not taken place keeps its row: PLOVER has event types for threats, requests and accusations, and contexts for
what lies ahead (``future``), is supposed (``hypothetical``), did not happen (``negation``) or is told as history.
"""

from __future__ import annotations

from typing import Final

from mapper.codebooks.coding import Cells, Codebook, Left, Subject, position
from mapper.codebooks.countries import countries
from mapper.codebooks.harm import claims_of
from mapper.codebooks.sides import country_of, kind_of
from mapper.codebooks.terms import Term

COLUMNS: Final = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province"),
    *("Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source"),
    *("Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"),
    *("Dead", "Injured", "Size"),
)

EVENTS: Final = {
    "AGREE": ("V-COOP", 4.2),
    "CONSULT": ("V-COOP", 2.1),
    "SUPPORT": ("V-COOP", 4.6),
    "CONCEDE": ("V-COOP", 5.0),
    "COOPERATE": ("M-COOP", 6.8),
    "AID": ("M-COOP", 7.4),
    "RETREAT": ("M-COOP", 7.6),
    "REQUEST": ("V-CONF", -5.0),
    "ACCUSE": ("V-CONF", -2.0),
    "REJECT": ("V-CONF", -4.2),
    "THREATEN": ("V-CONF", -5.1),
    "PROTEST": ("M-CONF", -6.6),
    "SANCTION": ("M-CONF", -5.2),
    "MOBILIZE": ("M-CONF", -5.3),
    "COERCE": ("M-CONF", -7.2),
    "ASSAULT": ("M-CONF", -9.3),
}
"""PLOVER's event types with their quad category and conflict-cooperation score (the manual's table)."""

_ARMED: Final = "shelling airstrike drone_attack ground_fighting explosion_mine air_defence attack_unspecified".split()
_CONTEXTS: Final = {
    **dict.fromkeys([*_ARMED, "territory_change", "siege_blockade", "troop_movement", "surrender_capture"], "military"),
    **dict.fromkeys(["evacuation", "humanitarian_corridor", "aid_delivery", "access_denied"], "humanitarian"),
    **dict.fromkeys(["negotiation", "statement"], "diplomatic"),
    "measure": "economic",
    "restriction": "rights_freedoms",
    "looting": "crime",
    "ceasefire": "military",
}
_STATES: Final = {"planned": "future", "conditional": "hypothetical", "failed": "negation", "denied": "negation"}
_THREATS: Final = {
    **dict.fromkeys([*_ARMED, "violence_civilians", "crackdown", "riot_confrontation"], "violence"),
    **dict.fromkeys(["siege_blockade", "restriction", "access_denied"], "restrict"),
    "territory_change": "territory",
    "abduction_detention": "arrest",
    "negotiation": "relations",
    "measure": "relations",
}
_REQUESTS: Final = {
    **dict.fromkeys(["ceasefire", "release_exchange", "humanitarian_corridor", "siege_blockade"], "yield"),
    **dict.fromkeys(["aid_delivery", "evacuation", "measure"], "assist"),
    "negotiation": "meet",
}
_SECTORS: Final = {
    "state": "MIL",
    "rebel": "REB",
    "militia": "PRM",
    "rioters": "CVL",
    "protesters": "OPP",
    "civilians": "CVL",
}
_BY_WORDS: Final = (
    ("explosion_mine", ("suicide",), "suicide-attack"),
    ("ground_fighting", ("tank", "artillery"), "heavy-weapons"),
    ("territory_change", ("withdr", "retreat", "abandon", "pull"), "withdraw"),
    ("troop_movement", ("withdr", "retreat", "pull"), "withdraw"),
    ("abduction_detention", ("arrest", "detain", "detention", "imprison", "jail", "custody"), "arrest"),
    ("violence_civilians", ("tortur",), "torture"),
    ("violence_civilians", ("execut", "assassin", "murder"), "targeted"),
    ("violence_civilians", ("rape", "sexual"), "sexual"),
    ("violence_civilians", ("beat", "assault"), "beat"),
    ("restriction", ("curfew",), "curfew"),
    ("restriction", ("martial", "emergency"), "martial-law"),
    ("restriction", ("censor", "internet", "broadcast", "media"), "censor"),
    ("restriction", ("deport",), "deport"),
    ("protest", ("strike", "striking", "walkout"), "strike"),
    ("protest", ("hunger",), "hunger"),
    ("protest", ("block", "obstruct", "barricad"), "obstruct"),
    ("negotiation", ("phone", "call", "telephon"), "phone"),
    ("negotiation", ("visit", "arriv"), "visit"),
    ("negotiation", ("mediat", "broker"), "third-party"),
    ("negotiation", ("summit", "conference"), "multilateral"),
    ("statement", ("demand", "urge", "call", "appeal", "ask"), "REQUEST"),
    ("statement", ("reject", "refus", "den"), "REJECT"),
    ("statement", ("threat", "warn", "ultimat"), "THREATEN"),
    ("statement", ("accus", "alleg", "blam"), "allege"),
    ("measure", ("expel", "expuls"), "expel"),
    ("measure", ("aid", "weapon", "arms", "support", "loan", "suppl"), "AID"),
)
"""What the trigger's words tell of the mode: type, beginnings of words, and the mode or event type."""


def code(subject: Subject) -> Cells | Left:
    """Code one event, or say why it is left out."""
    row = subject.row
    if row["event_type"] == "air_defence" and subject.says("siren", "alert", "alarm", "warning"):
        return Left("air_defence: an alert is no event")
    term = term_of(subject)
    quad, score = EVENTS.get(term.event, ("", 0.0))
    actor, recipient = _parties(subject, term)
    return {
        "Event ID": row["event_id"],
        "Event Date": row["date_start"].isoformat() if row["date_start"] else "",
        "Event Type": term.event,
        "Event Mode": term.sub,
        "Intensity": score,
        "Quad Code": quad,
        "Contexts": ";".join(contexts(subject, term)),
        **_party("Actor", actor),
        **_party("Recipient", recipient),
        **_place(subject),
        "Source": row["source"],
        "Publication Date": row["published"].isoformat() if row["published"] else "",
        "Language": row["lang"],
        "Dead": _number(subject, "killed"),
        "Injured": _number(subject, "injured"),
        "Size": _number(subject, "crowd"),
    }


def term_of(subject: Subject) -> Term:
    """Give event type and mode, by the state first and then by the trigger's words."""
    kind, status = subject.row["event_type"], subject.row["status"]
    if status == "threatened":
        return Term("THREATEN", _THREATS.get(kind, ""))
    if status == "demanded":
        return Term("REQUEST", _REQUESTS.get(kind, "change"))
    if status == "alleged":
        return Term("ACCUSE", "allege")
    wanted = [mode for one, stems, mode in _BY_WORDS if one == kind and subject.says(*stems)]
    term = subject.equivalent.pick(*wanted)
    cooperative = EVENTS.get(term.event, ("", 0.0))[0].endswith("COOP")
    return Term("AGREE") if status == "planned" and cooperative and term.event != "CONSULT" else term


def contexts(subject: Subject, term: Term) -> list[str]:
    """Give the contexts: what it is about, whether it lies ahead, is supposed, did not happen, or is history."""
    row = subject.row
    found = [_CONTEXTS.get(row["event_type"], "")]
    if not (row["status"] == "planned" and term.event == "AGREE"):
        found.append(_STATES.get(row["status"], ""))
    found.append("historical" if row["background"] else "")
    return [one for one in dict.fromkeys(found) if one]


def _parties(subject: Subject, term: Term) -> tuple[str, str]:
    """Name actor and recipient: of words alone, who says them and whom they are about."""
    row = subject.row
    if term.event == "ACCUSE" and row["status"] == "alleged":
        return row["attribution"], row["actor"]
    if term.event in ("THREATEN", "REQUEST") and row["status"] in ("threatened", "demanded"):
        return row["attribution"] or row["actor"], row["target"]
    return row["actor"], row["target"]


def _party(side: str, words: str) -> Cells:
    country = countries().get(country_of(words))
    sector = _SECTORS.get(kind_of(words), "")
    return {
        f"{side} Name": words,
        f"{side} Name Raw": words,
        f"{side} COW": int(country.gleditsch_ward) if country and country.gleditsch_ward else "",
        f"Primary {side} Sector": sector,
        f"{side} Sectors": sector,
    }


def _place(subject: Subject) -> Cells:
    row = subject.row
    point = position(row)
    settled = row["place_kind"] in ("settlement", "site")
    return {
        "Placename": row["place_name"],
        "City": row["place_name"] if row["place_kind"] == "settlement" else "",
        "District": row["admin2"],
        "Province": row["admin1"],
        "Country": subject.country.alpha3,
        "Latitude": point[0] if point else "",
        "Longitude": point[1] if point else "",
        "GeoNames ID": row["place_id"] if row["place_id"].isdecimal() else "",
        "Raw Placename": row["mention"],
        "Feature Type": "" if not row["place_kind"] else row["place_kind"] if settled else row["precision"],
    }


def _number(subject: Subject, what: str) -> int | str:
    """Give the lowest number that a claim names; empty where none is told."""
    return min((claim.likeliest for claim in claims_of(subject.counts, what)), default="")


CODEBOOK: Final = Codebook("plover", COLUMNS, code)
