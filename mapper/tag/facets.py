"""With what, against what that the law protects, and on whose side: closed lists of kinds, told by single words.

A kind is one lower-case word. Words of the trigger tell before those of its clause; what the clause names beyond
`_REACH` words is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from mapper.tag.clauses import clause_span
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit

_REACH: Final = 9
_INSTRUMENT: Final = 5
_MEANS: Final = frozenset({"with", "using", "from"})

_WEAPONS: Final = {
    "drone": "drone drones uav uavs shahed shaheds quadcopter quadcopters unmanned",
    "missile": "missile missiles rocket rockets iskander iskanders kalibr himars grad grads katyusha katyushas",
    "artillery": "artillery howitzer howitzers mortar mortars shell shells shelled shelling cannon cannons tank tanks "
    "bombarded bombardment",
    "aircraft": "airstrike airstrikes warplane warplanes jet jets helicopter helicopters bomber bombers gunship "
    "aerial air",
    "mine": "mine mines landmine landmines ied ieds improvised unexploded",
    "cluster": "cluster phosphorus thermobaric chemical chlorine sarin",
    "bomb": "bomb bombs bombed bombing bombings explosive explosives grenade grenades molotov molotovs",
    "gun": "gun guns gunfire gunman gunmen rifle rifles sniper snipers shot shooting shootings firearm firearms bullet "
    "bullets gunned",
    "blade": "knife knives machete machetes stabbed stabbing sword swords axe axes hacked",
}
"""Kinds of weapons, by their words; of several in reach, the first in this order."""

_PROTECTED: Final = {
    "medical": "hospital hospitals clinic clinics maternity ambulance ambulances",
    "education": "school schools kindergarten kindergartens university universities college colleges",
    "worship": "church churches mosque mosques temple temples synagogue synagogues cathedral monastery shrine shrines",
    "culture": "museum museums theatre theatres theater theaters library libraries heritage monument monuments",
    "aid": "humanitarian relief aid corridor corridors",
    "displaced": "displaced refugees shelter shelters evacuees",
    "power": "nuclear substation substations electricity dam dams reservoir",
    "water": "pumping waterworks",
    "homes": "home homes house houses apartment apartments residential dwelling dwellings flats",
    "market": "market markets shop shops supermarket supermarkets mall bakery bakeries",
    "press": "journalist journalists reporter reporters newsroom",
}
"""Kinds of protected people and objects, by their words."""

_SPEAKERS: Final = {
    "aid": "un unhcr unicef ocha who wfp nations cross crescent ngo ngos aid relief humanitarian charity osce iaea",
    "medical": "doctor doctors hospital hospitals medic medics health clinic nurse surgeon medical",
    "rescue": "rescuers rescue emergency firefighters firefighter",
    "military": "army military staff forces troops soldiers commander commanders brigade navy defence defense",
    "police": "police prosecutor prosecutors investigators court security gendarmerie",
    "group": "rebels rebel militants separatists insurgents junta militia militias guerrillas gang taliban isis isil "
    "hamas hezbollah houthi houthis",
    "witnesses": "witness witnesses resident residents locals neighbours neighbors villagers survivors relatives "
    "families activist activists students workers",
    "media": "media newspaper reporter reporters journalist journalists radio television tv agency channel telegram "
    "correspondent correspondents",
    "authorities": "official officials authority authorities government mayor president minister ministry "
    "administration council parliament office spokesman spokeswoman spokesperson chancellor state "
    "regional governor commission deputy",
}
"""Kinds of speakers, by their words; the first that fits."""

_ARMED_LAYERS: Final = frozenset({"armed", "harm", "protection", "unrest"})
_NO_WEAPON: Final = frozenset({"air_defence", "abduction_detention", "release_exchange", "restriction", "protest"})
_HIT_TYPES: Final = frozenset({"access_denied", "looting", "damage", "violence_civilians", "riot_confrontation"})
_BY_TYPE: Final = {"airstrike": "aircraft", "drone_attack": "drone"}


@cache
def _kinds(name: str) -> Mapping[str, str]:
    tables = {"weapons": _WEAPONS, "protected": _PROTECTED, "speakers": _SPEAKERS}
    return {word: kind for kind, words in reversed(tables[name].items()) for word in words.split()}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_kinds(name))


@cache
def _order(name: str) -> Mapping[str, int]:
    tables = {"weapons": _WEAPONS, "protected": _PROTECTED, "speakers": _SPEAKERS}
    return {kind: rank for rank, kind in enumerate(tables[name])}


def _first(name: str, words: Sequence[str]) -> str:
    """Give the first of the kinds, in the order of their table, that the words tell."""
    if _words(name).isdisjoint(words):
        return ""
    kinds, order = _kinds(name), _order(name)
    return min((kinds[word] for word in words if word in kinds), key=order.__getitem__, default="")


def weapon_of(tokens: Tokens, hit: Hit, layer: str, clauses: tuple[int, ...]) -> str:
    """Give the kind of weapon that a violent event is told to be done with, or an empty string."""
    if layer not in _ARMED_LAYERS or hit.event_type in _NO_WEAPON:
        return ""
    own = _BY_TYPE.get(hit.event_type, "")
    if own or _words("weapons").isdisjoint(tokens.vocabulary):
        return own
    _, stop = clause_span(clauses, hit.stop - 1)
    means = tokens.find(_MEANS, hit.stop, min(stop, hit.stop + _REACH))  # "shelled the town with rockets"
    told = _first("weapons", tokens.words[means : min(stop, means + _INSTRUMENT)]) if means >= 0 else ""
    told = told or _first("weapons", tokens.words[hit.first : hit.stop])
    return told or _first("weapons", _around(tokens, hit, clauses))


def protected_of(tokens: Tokens, hit: Hit, layer: str, clauses: tuple[int, ...]) -> str:
    """Give the kind of protected people or objects that a violent event hits, or an empty string."""
    violent = layer in {"armed", "harm"} or hit.event_type in _HIT_TYPES
    if not violent or hit.event_type == "air_defence" or _words("protected").isdisjoint(tokens.vocabulary):
        return ""
    return _first("protected", (*tokens.words[hit.first : hit.stop], *_around(tokens, hit, clauses)))


def speaker_kind(text: str) -> str:
    """Give the kind of a speaker by the words for him: ``the mayor of Kyiv`` is of the ``authorities``."""
    words = text.lower().replace("’", " ").replace("'", " ").replace("-", " ").split()
    return (_first("speakers", words) or "other") if words else ""


def _around(tokens: Tokens, hit: Hit, clauses: tuple[int, ...]) -> tuple[str, ...]:
    opening, stop = clause_span(clauses, hit.first)
    first, last = max(opening, hit.first - _REACH), min(max(stop, hit.stop), hit.stop + _REACH)
    return tokens.words[first : hit.first] + tokens.words[hit.stop : last]
