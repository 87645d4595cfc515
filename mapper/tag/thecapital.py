"""What ``the capital`` stands for: ``the Syrian capital``, ``Syria's capital``, or that of the report's country."""

from __future__ import annotations

from typing import Final

from mapper.model import Resolution
from mapper.tag.capitals import capital_id
from mapper.tag.clauses import clause_span
from mapper.tag.discourse import Discourse, country_of, place_id
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit

_OTHER_CAPITAL: Final = frozenset("of punishment crime crimes market markets control controls investment".split())
_LESSER: Final = frozenset(
    "regional provincial state district departmental governorate oblast county former financial commercial cultural "
    "de facto".split()
)


def capital_of(
    tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse
) -> tuple[Resolution | None, str] | None:
    """Resolve ``the capital`` in the clause of a trigger.

    Returns
    -------
    tuple or None
        The capital where the report names it, or None with the code of its country; None if no such words stand there.
    """
    if "capital" not in tokens.vocabulary:
        return None
    for index in range(*clause_span(clauses, hit.first)):
        if tokens.words[index] != "capital" or not _is_the_capital(tokens, index):
            continue
        code = _whose(tokens, index, discourse)
        return _named_capital(code, discourse), code
    return None


def _is_the_capital(tokens: Tokens, index: int) -> bool:
    following = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    if following == "city":
        index, following = index + 1, tokens.words[index + 2] if index + 2 < len(tokens.words) else ""
    named = bool(following) and tokens.is_capitalised(index + 1) and not tokens.gaps[index + 1]
    if named or following in _OTHER_CAPITAL:
        return False
    first = tokens.rfind({"the", "s"}, index - 4, index)
    return first >= 0 and tokens.before(first) not in {"to", "into", "towards", "for"}


def _whose(tokens: Tokens, index: int, discourse: Discourse) -> str:
    """Give the country whose capital is spoken of: ``the Syrian capital``, ``Syria's capital``, else the document's."""
    if not _LESSER.isdisjoint(tokens.words[max(0, index - 2) : index]):
        return ""
    for start in tokens.starts[max(0, index - 4) : index]:
        one = discourse.named_at(start)
        if one and one.mention.start == start and (one.mention.kind == "demonym" or one.precision == "country"):
            return country_of(one)
    return discourse.focus


def _named_capital(code: str, discourse: Discourse) -> Resolution | None:
    towns = [
        one
        for one in discourse.resolutions
        if one.mention.kind == "place" and one.precision == "settlement" and code and country_of(one) == code
    ]
    known = capital_id(code)
    if known or not towns:
        return next((one for one in towns if place_id(one) == known), None)
    return max(towns, key=lambda one: one.place.population if one.place else 0)
