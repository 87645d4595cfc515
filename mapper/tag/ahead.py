"""What is still to be done, by an infinitive: ``a list of men to be killed``, ``families waiting to be evacuated``."""

from __future__ import annotations

from typing import Final

from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit

_TOLD: Final = frozenset(
    "said believed reported known thought found confirmed feared claimed assumed understood considered presumed seen "
    "suspected rumoured rumored appear appears appeared seem seems seemed happened happens had has have having forced "
    "compelled subjected continued continue continues continuing used able managed made proved turned came come".split()
)
"""Before ``to be``, words that tell of what was or is: ``is believed to be destroyed``, ``had to be evacuated``."""
_COUNTED: Final = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest only another most # one".split()
)
"""Words that count what has happened: ``the third reporter to be killed``."""
_LEAD: Final = 6


def is_to_be_done(tokens: Tokens, hit: Hit) -> bool:
    """Whether a trigger is a passive infinitive that tells what somebody means to do, or waits for."""
    at = _infinitive(tokens, hit)
    if at < 1 or tokens.gaps[at] or tokens.words[at - 1] in _TOLD:
        return False
    lead = tokens.words[max(0, at - _LEAD) : at]
    return _COUNTED.isdisjoint(lead) and not any(word.endswith("est") for word in lead)


def _infinitive(tokens: Tokens, hit: Hit) -> int:
    """Find ``to be`` right before the trigger or in it; -1 where it is not there."""
    for at in range(hit.first - 2, hit.stop - 2):
        if at >= 0 and tokens.words[at : at + 2] == ("to", "be"):
            return at
    return -1
