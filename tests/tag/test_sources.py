"""By whose word, by whom, to whom."""

from __future__ import annotations

import pytest

from tests.tag.simple import tag

_SOURCES = (
    ("Rockets hit the port, the governor said.", "the governor"),
    ("The governor said rockets had hit the port.", "The governor"),
    ("According to the fire service, rockets hit the port.", "the fire service"),
    ("Rockets hit the port, according to the U.N. office.", "the U.N. office"),
    ("The premier, speaking at a briefing, said rockets had hit the port.", "The premier"),
    ("“Rockets hit the port,” said Ana Bel, a nurse.", "Ana Bel"),
    ("Rockets hit the port.", ""),
    ("The governor, Ana Bel, said rockets had hit the port.", "The governor"),
    ("Ana Bel, a nurse, condemned the shelling of the port and the rains.", ""),
    ("He said rockets had hit the port.", ""),
)


@pytest.mark.parametrize(("text", "source"), _SOURCES)
def test_source(text: str, source: str) -> None:
    assert tag(text)[0].attribution == source


def test_a_quotation_goes_on_in_the_words_of_its_speaker() -> None:
    events = tag("The governor said rockets hit the port. “Shelling goes on,” he said.")
    assert [event.attribution for event in events] == ["The governor", "The governor"]


_PARTS = (
    ("The mayor was kidnapped by masked gunmen.", "masked gunmen", "The mayor"),
    ("Rebel fighters shelled the port.", "Rebel fighters", "the port"),
    ("Two teachers were arrested.", "", "Two teachers"),
    ("[Xandian] forces had later shelled a clinic near [Arda].", "Xandian forces", "clinic"),
    ("A [Xandian] air strike on a grain silo killed nine.", "Xandia", "grain silo"),
    ("[Xandia]'s drones destroyed a fuel truck near [Arda].", "Xandia", "fuel truck"),
    ("Two people were killed by a [Ylander] air strike.", "Yland", "Two people"),
    ("At least 40 villagers were abducted by Friday.", "", "40 villagers"),
    ("[Arda] was shelled.", "", ""),
    ("[Yland] attacked [Arda].", "Yland", ""),
    ("The strike killed 3, wounded 5, and fell silent.", "", ""),
    ("Shelling of the old market by the [Ylander] army went on.", "Ylander army", "old market"),
    ("Police fired tear gas at protesters.", "Police", ""),
    ("Gunmen in [Arda] abducted a nurse.", "Gunmen", "nurse"),
    ("Hospitals in [Arda] are short of fuel.", "", ""),
    ("Rebels denied responsibility.", "Rebels", ""),
)


@pytest.mark.parametrize(("text", "actor", "target"), _PARTS)
def test_actor_and_target(text: str, actor: str, target: str) -> None:
    event = tag(text)[0]
    assert event.actor.lower() == actor.lower()
    assert event.target.lower().removeprefix("the ") == target.lower().removeprefix("the ")
