"""Capitals that stand for their governments: ``Moscow launches missiles``, ``if Ankara invades Cyprus``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit

ATTACKS: Final = frozenset(
    "shelling airstrike drone_attack attack_unspecified ground_fighting violence_civilians siege_blockade".split()
)
"""Types of events that one party does to another."""
_CONQUESTS: Final = ATTACKS | {"territory_change"}
_WAGED: Final = frozenset("aggression invasion war offensive campaign army troops forces soldiers proxies".split())
_VERBS: Final = frozenset(
    "launches fires deploys sends concludes agrees disagrees vows threatens insists rejects wants seeks plans refuses "
    "imposes orders recalls expels annexes mobilises mobilizes escalates steps bans pledges promises signs".split()
)
"""What a government does in headlines, and a town does not."""
_AUXILIARIES: Final = frozenset("has had will would could might may did does then also again".split())


def acts_as_government(tokens: Tokens, first: int, stop: int, hits: Sequence[Hit]) -> bool:
    """Whether a capital, the words ``[first, stop)``, is told to wage war, to act, or to strike another place."""
    if stop >= len(tokens.words):
        return False
    after = tokens.words[stop]
    if after == "s":  # "victims of Ankara's war"
        return not _WAGED.isdisjoint(tokens.words[stop + 1 : stop + 4])
    if tokens.gaps[stop]:
        return False
    return after in _VERBS or any(_strikes_elsewhere(tokens, first, stop, hit) for hit in hits)


def _strikes_elsewhere(tokens: Tokens, first: int, stop: int, hit: Hit) -> bool:
    """Whether the name is the subject of an attack whose object is another place."""
    verb = max(hit.first, stop)
    if hit.event_type not in _CONQUESTS or hit.first < first or any(tokens.gaps[stop : verb + 1]):
        return False
    there = any(index in tokens.places for index in range(verb + 1, hit.stop + 2))
    return there and _AUXILIARIES.issuperset(tokens.words[stop:verb])
