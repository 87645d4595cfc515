"""Every type is coded in every codebook, or it is said why not: one table a codebook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mapper.codebooks import BOOKS, code, codebook_of, equivalents
from mapper.codebooks.plover import EVENTS
from mapper.codebooks.terms import Book, read_terms
from mapper.taxonomy import Taxonomy
from tests.codebooks.events import killed, row

HAZARDS = ("earthquake", "flood_storm", "fire_accident", "disease_outbreak")
REMOTE, BATTLES, VIOLENCE = "Explosions/Remote violence", "Battles", "Violence against civilians"
PROTESTS, RIOTS, STRATEGIC = "Protests", "Riots", "Strategic developments"

ACLED = {
    "shelling": (REMOTE, "Shelling/artillery/missile attack"),
    "airstrike": (REMOTE, "Air/drone strike"),
    "drone_attack": (REMOTE, "Air/drone strike"),
    "ground_fighting": (BATTLES, "Armed clash"),
    "explosion_mine": (REMOTE, "Remote explosive/landmine/IED"),
    "air_defence": (STRATEGIC, "Disrupted weapons use"),
    "attack_unspecified": (VIOLENCE, "Attack"),
    "territory_change": (BATTLES, "Non-state actor overtakes territory"),
    "siege_blockade": (STRATEGIC, "Other"),
    "troop_movement": (STRATEGIC, "Change to group/activity"),
    "surrender_capture": (STRATEGIC, "Other"),
    "casualties": "counted with the event that caused them",
    "damage": "only destruction on purpose is an event, and nobody is told to have done it",
    "abduction_detention": (STRATEGIC, "Arrests"),
    "violence_civilians": (VIOLENCE, "Attack"),
    "release_exchange": (STRATEGIC, "Agreement"),
    "restriction": (STRATEGIC, "Other"),
    "protest": (PROTESTS, "Peaceful protest"),
    "riot_confrontation": (RIOTS, "Violent demonstration"),
    "looting": (STRATEGIC, "Looting/property destruction"),
    "crackdown": (PROTESTS, "Excessive force against protesters"),
    "evacuation": (STRATEGIC, "Other"),
    "humanitarian_corridor": (STRATEGIC, "Other"),
    "displacement": "no event of this kind",
    "shortage": "no event of this kind",
    "aid_delivery": "no event of this kind",
    "access_denied": (STRATEGIC, "Other"),
    "ceasefire": (STRATEGIC, "Agreement"),
    "negotiation": "only an agreement that was reached is an event",
    "statement": "words alone are no event",
    "measure": "no event of this kind",
    **dict.fromkeys(HAZARDS, "hazards are no events"),
}
_ARMED = ("shelling", "airstrike", "drone_attack", "ground_fighting", "explosion_mine", "attack_unspecified")
NO_FORCE = "no use of force that kills"
UCDP = {
    **dict.fromkeys((*_ARMED, "territory_change"), ("", "1 dead")),
    "airstrike": (1, "1 dead"),
    **dict.fromkeys(("violence_civilians", "crackdown"), (3, "1 dead")),
    "riot_confrontation": (2, "1 dead"),
    "casualties": "counted with the event that caused them",
    **dict.fromkeys(
        ("earthquake", "flood_storm", "fire_accident", "disease_outbreak"), "hazards are no organised violence"
    ),
}
PLOVER = {
    "shelling": ("ASSAULT", "heavy-weapons"),
    "airstrike": ("ASSAULT", "aerial"),
    "drone_attack": ("ASSAULT", "drone"),
    "ground_fighting": ("ASSAULT", "firearms"),
    "explosion_mine": ("ASSAULT", "explosives"),
    "air_defence": ("ASSAULT", ""),
    "attack_unspecified": ("ASSAULT", ""),
    "territory_change": ("COERCE", "seize"),
    "siege_blockade": ("COERCE", "restrict"),
    "troop_movement": ("MOBILIZE", "troops"),
    "surrender_capture": ("RETREAT", "disarm"),
    "casualties": "counted with the event that caused them",
    "damage": ("ASSAULT", "destroy"),
    "abduction_detention": ("COERCE", "arrest"),
    "violence_civilians": ("ASSAULT", ""),
    "release_exchange": ("RETREAT", "release"),
    "restriction": ("COERCE", "restrict"),
    "protest": ("PROTEST", "demo"),
    "riot_confrontation": ("PROTEST", "riot"),
    "looting": ("COERCE", "seize"),
    "crackdown": ("ASSAULT", "crowd-control"),
    "evacuation": ("AID", ""),
    "humanitarian_corridor": ("RETREAT", "access"),
    "displacement": "a context, migration, and no event",
    "shortage": "a context, human_security, and no event",
    "aid_delivery": ("AID", ""),
    "access_denied": ("COERCE", "restrict"),
    "ceasefire": ("RETREAT", "ceasefire"),
    "negotiation": ("CONSULT", ""),
    "statement": ("ACCUSE", "disapprove"),
    "measure": ("COERCE", "restrict"),
    **dict.fromkeys(("earthquake", "flood_storm", "fire_accident"), "a context, enviro_disaster, and no event"),
    "disease_outbreak": "a context, disease, and no event",
}
UNLISTED = "not a thing that humanitarian data list"
HXL = {**dict.fromkeys(("negotiation", "statement", "measure"), UNLISTED)}

TYPES = [entry.id for entry in Taxonomy.load().types]


def told(book: Book, kind: str) -> object:
    """The terms that an invented event of a type with one dead gets, or the reason why it has none."""
    coding = code([row(kind, counts=[killed(1)])], book)
    if not coding.rows:
        ((reason, number),) = coding.left.items()
        assert number == 1
        return reason.removeprefix(f"{kind}: ")
    (found,) = coding.rows
    assert tuple(found) == coding.codebook.columns
    assert coding.left == {}
    if book == "acled":
        return found["event_type"], found["sub_event_type"]
    if book == "ucdp":
        return found["type_of_violence"], f"{found['best']} dead"
    if book == "plover":
        return found["Event Type"], found["Event Mode"]
    return found["hashtag"]


@pytest.mark.parametrize("kind", TYPES)
def test_acled(kind: str) -> None:
    assert told("acled", kind) == ACLED[kind]


@pytest.mark.parametrize("kind", TYPES)
def test_ucdp(kind: str) -> None:
    assert told("ucdp", kind) == UCDP.get(kind, NO_FORCE)


@pytest.mark.parametrize("kind", TYPES)
def test_plover(kind: str) -> None:
    assert told("plover", kind) == PLOVER[kind]


@pytest.mark.parametrize("kind", TYPES)
def test_hxl(kind: str) -> None:
    found = told("hxl", kind)
    assert found == HXL.get(kind, found)
    assert kind in HXL or re.fullmatch(r"#[a-z]+(\+[a-z]+)*", str(found))


@pytest.mark.parametrize("book", BOOKS)
def test_terms_are_those_of_the_codebook(book: Book) -> None:
    for kind, found in equivalents(Taxonomy.load(), book).items():
        assert bool(found.terms) != bool(found.reason), kind
        for term in found.terms:
            if book == "plover":
                assert term.event in EVENTS, kind
            if book == "ucdp":
                assert term.event in ("State-based conflict", "Non-state conflict", "One-sided violence")


def test_terms_and_reasons_are_read() -> None:
    assert [term.sub for term in read_terms("A: b; c; D: e").terms] == ["b", "c", "e"]
    assert [term.event for term in read_terms("A: b; c; D:").terms] == ["A", "A", "D"]
    assert read_terms(" ").reason == "the taxonomy names no term for the type"
    assert read_terms("#event+x").terms[0].event == "#event+x"
    assert read_terms("A: b; C: d").pick("nothing", "d").event == "C"


@pytest.mark.parametrize(
    ("kind", "trigger", "mode"),
    [
        ("explosion_mine", "suicide bomber", "suicide-attack"),
        ("violence_civilians", "were executed", "targeted"),
        ("violence_civilians", "raped", "sexual"),
        ("restriction", "curfew", "curfew"),
        ("protest", "went on strike", "strike"),
        ("negotiation", "spoke by phone", "phone"),
        ("territory_change", "withdrew from", "withdraw"),
        ("abduction_detention", "kidnapped", "abduct"),
    ],
)
def test_the_words_tell_the_mode(kind: str, trigger: str, mode: str) -> None:
    assert code([row(kind, trigger=trigger)], "plover").rows[0]["Event Mode"] == mode


@pytest.mark.parametrize(
    ("trigger", "event"),
    [("demanded", "REQUEST"), ("rejected", "REJECT"), ("threatened", "THREATEN"), ("condemned", "ACCUSE")],
)
def test_the_words_tell_what_a_statement_is(trigger: str, event: str) -> None:
    assert code([row("statement", trigger=trigger)], "plover").rows[0]["Event Type"] == event


def test_an_unknown_codebook_is_told_which_there_are() -> None:
    with pytest.raises(ValueError, match="known are: acled, ucdp, plover, hxl"):
        codebook_of("cameo")


def test_a_type_of_ones_own_is_coded_by_its_terms(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[layers]\nsea = { label = "Sea", colour = "#0072B2" }\n[types.piracy]\nlayer = "sea"\nlabel = "Piracy"\n'
        'definition = "A ship is attacked."\ncolour = "#0072B2"\nsymbol = "star"\nacled = "Battles: Armed clash"\n'
        '[[types.piracy.triggers]]\nwords = ["pirate/n"]\n',
        encoding="utf-8",
    )
    taxonomy = Taxonomy.load(path)
    assert code([row("piracy")], "acled", taxonomy=taxonomy).rows[0]["sub_event_type"] == "Armed clash"
    assert code([row("piracy")], "plover", taxonomy=taxonomy).left == {
        "piracy: the taxonomy names no term for the type": 1
    }
    assert code([row("piracy")], "hxl").left == {"piracy: the taxonomy does not know the type": 1}
