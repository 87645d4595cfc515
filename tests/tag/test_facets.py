"""With what, against what, on whose side, and whether one party alone says so."""

from __future__ import annotations

import pytest

from tests.tag.simple import tag

_WEAPONS = (
    ("The army shelled the port.", "artillery", ""),
    ("The army shelled a clinic with rockets.", "missile", "medical"),
    ("A drone strike hit a school.", "drone", "education"),
    ("Warplanes bombed a mosque.", "aircraft", "worship"),
    ("A bus hit a landmine near the school.", "mine", "education"),
    ("Gunmen shot dead two journalists.", "gun", "press"),
    ("Two people were stabbed with a knife at the market.", "blade", "market"),
    ("The town was attacked.", "", ""),
    ("A substation was damaged by mortar fire.", "artillery", "power"),
    ("The army opened a school.", "", ""),
    ("A blast damaged a hospital.", "", "medical"),
)


@pytest.mark.parametrize(("text", "weapon", "protected"), _WEAPONS)
def test_weapon_and_protected_target(text: str, weapon: str, protected: str) -> None:
    for event in tag(text)[:1]:
        assert (event.weapon, event.protected_target) == (weapon, protected)


_SIDES = (
    # text, actor's side, source's kind, source's side, verb, one party's claim
    ("[Ylander] forces shelled a clinic, the mayor said.", "YL", "authorities", "authorities", "said", False),
    ("[Ylander] forces shelled a clinic, the [Xandian] army said.", "YL", "military", "XA", "said", False),
    ("[Ylander] forces shelled a clinic, the [Ylander] ministry said.", "YL", "authorities", "YL", "said", True),
    ("[Ylander] forces shelled a clinic, the [Xandian] army claimed.", "YL", "military", "XA", "claimed", True),
    ("Residents said a clinic was shelled.", "", "witnesses", "witnesses", "said", False),
    ("The clinic was shelled, according to rebels.", "", "group", "group", "according", True),
    ("A clinic was shelled.", "", "", "", "", False),
)


@pytest.mark.parametrize(("text", "side", "role", "source", "verb", "claim"), _SIDES)
def test_sides_and_claims(text: str, side: str, role: str, source: str, verb: str, claim: bool) -> None:
    event = next(event for event in tag(text) if event.event_type == "shelling")
    assert (event.actor_side, event.attribution_role, event.attribution_side) == (side, role, source)
    assert (event.attribution_verb, event.claim) == (verb, claim)


def test_an_allegation_is_a_claim() -> None:
    assert tag("The premier accused the rebels of shelling the market.")[0].claim


def test_what_a_movement_passes_through() -> None:
    event = tag("Civilians were evacuated from [Arda] to [Corva] via [Belmar] and [Dorn].")[0]
    assert event.place is not None
    assert event.destination is not None
    assert (event.place.mention.text, event.destination.mention.text) == ("Arda", "Corva")
    assert [one.mention.text for one in event.via] == ["Belmar", "Dorn"]
