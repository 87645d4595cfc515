"""A tagger's input without the stages before it: places written into the sentence as ``[Name]``."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, get_args

from gazetteer.place import Place, PlaceKind
from mapper.model import Event, Mention, Precision, Relation, Report, Resolution
from mapper.tag import EventTagger

SATURDAY: Final = date(2022, 3, 12)
"""The day of publication in these tests, a Saturday."""

_PLACES: Final = {
    # name: kind, country, first-order region, longitude, latitude
    "Arda": ("settlement", "XA", "Nord", 30.0, 50.0),
    "Belmar": ("settlement", "XA", "Nord", 30.5, 50.2),
    "Corva": ("settlement", "XA", "Sud", 31.0, 48.0),
    "Dorn": ("settlement", "XA", "Sud", 31.5, 48.2),
    "Nord": ("adm1", "XA", "", 30.2, 50.1),
    "Sud": ("adm1", "XA", "", 31.2, 48.1),
    "Xandia": ("country", "XA", "", 30.0, 49.0),
    "Yland": ("country", "YL", "", 40.0, 60.0),
    "Ymouth": ("settlement", "YL", "", 40.5, 60.5),
}
_DEMONYMS: Final = {"Xandian": "Xandia", "Ylander": "Yland"}
_NAME = re.compile(r"\[(\w+)\]")
_RELATIONS: Final[dict[str, Relation]] = {
    **dict.fromkeys(("in", "at", "across", "inside", "on", "throughout"), "in"),
    **dict.fromkeys(("near", "outside", "around"), "near"),
    "from": "from",
    **dict.fromkeys(("to", "into", "towards"), "to"),
    **dict.fromkeys(("via", "through"), "via"),
    "between": "between",
}


def place(name: str) -> Place:
    """Give one of the invented places."""
    kind, country, admin1, longitude, latitude = _PLACES[name]
    kinds: dict[str, PlaceKind] = {value: value for value in get_args(PlaceKind)}
    return Place(f"t:{name}", name, kinds[kind], longitude, latitude, country, admin1, "", "", 0, 5000)


def read(marked: str, published: date | None = SATURDAY) -> tuple[Report, tuple[Resolution, ...]]:
    """Make a report and its resolutions of a text in which places stand in brackets."""
    text, last = "", 0
    resolutions: list[Resolution] = []
    for match in _NAME.finditer(marked):
        text += marked[last : match.start()]
        start = len(text)
        text += match[1]
        last = match.end()
        paired = (
            bool(resolutions) and resolutions[-1].mention.relation == "between" and text.endswith(f"and {match[1]}")
        )
        if match[1] in _DEMONYMS:
            mention = Mention(start, start + len(match[1]), match[1], "demonym", _DEMONYMS[match[1]])
            resolutions.append(Resolution(mention, place(_DEMONYMS[match[1]]), score=0.9))
        else:
            resolutions.append(_resolution(match[1], text, start, paired=paired))
    return Report("t", text + marked[last:], published), tuple(resolutions)


def _resolution(name: str, text: str, start: int, *, paired: bool) -> Resolution:
    words = text[:start].lower().split()
    lead = next((word for word in reversed(words) if word not in {"the", "city", "of", "town", "region"}), "")
    relation = "between" if paired else _RELATIONS.get(lead, "of")
    found = place(name)
    precisions: dict[str, Precision] = {"country": "country", "adm1": "adm1"}
    precision = "near" if relation == "near" else precisions.get(found.kind, "settlement")
    mention = Mention(start, start + len(name), name, "place", name, relation=relation)
    return Resolution(mention, found, found.longitude, found.latitude, precision, 5000, 0.9, "test")


def tag(marked: str, published: date | None = SATURDAY) -> tuple[Event, ...]:
    """Give the events of a text with bracketed places."""
    report, resolutions = read(marked, published)
    return EventTagger()([report], [resolutions])[0]


def types(marked: str) -> set[str]:
    """Give the types of the events of a text."""
    return {event.event_type for event in tag(marked)}
