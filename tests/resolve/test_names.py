"""The cues of a name alone."""

from __future__ import annotations

import pytest

import gazetteer as gz
from mapper.model import Mention
from mapper.resolve.candidates import bearers
from mapper.resolve.names import NAME_CUES, Option, ask, fact_of, name_cues


@pytest.mark.parametrize("place_kind", ["", "adm1", "adm2", "settlement", "water"])
@pytest.mark.parametrize(
    "name", ["Georgia", "Kyiv", "Hamilton", "Sumy", "Volga", "Donbas", "Zaporizhzhia", "US", "Mariopul"]
)
def test_each_cue_is_asked_that_has_something_to_say(name: str, place_kind: str) -> None:
    gazetteer = gz.default()
    found = bearers(gazetteer, Mention(0, len(name), name, "place", name, place_kind))
    asked = ask(name, place_kind, tuple(Option(bearer, fact_of(gazetteer, bearer.row)) for bearer in found))
    for option in asked.options:
        assert name_cues(asked, option) == [cue(asked, option) for cue in NAME_CUES.values()]
