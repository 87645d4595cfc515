"""Who acts and who is hit, from the words that a report has for them: state, rebels, civilians, of which country."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from mapper.codebooks.countries import countries
from mapper.schema import Row

Kind = Literal["state", "rebel", "militia", "rioters", "protesters", "civilians", ""]
"""What an actor is, as far as its words say; empty where they do not."""

_WORD: Final = re.compile(r"\w+")
_CIVILIAN_DEAD: Final = re.compile(
    r"\b(?:civilians?|wom[ae]n|child(?:ren)?|infants?|residents|villagers?|worshippers|passengers|patients|pupils"
    r"|farmers?|pensioners?|journalists?)\b",
    re.IGNORECASE,
)
_SOLDIERS_DEAD: Final = re.compile(
    r"\b(?:soldiers|service ?m[ae]n|fighters|militants|rebels|insurgents|policem[ae]n|officers)\b", re.IGNORECASE
)
_ARMED_MEN: Final = re.compile(r"\barmed (?:\w+ )?(?:groups?|m[ae]n|assailants?|attackers?)\b", re.IGNORECASE)
_SINGULAR: Final = re.compile(r"(?:ies|es|s)$")
_KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    (
        "protesters",
        "protester protestor demonstrator marcher protest striker picketer",
    ),
    (
        "rioters",
        "rioter mob looter crowd",
    ),
    (
        "rebel",
        "rebel insurgent separatist guerrilla guerilla jihadist jihadi taliban isis isil daesh houthi hamas "
        "hezbollah shabaab qaeda haram naxal maoist militant extremist terrorist mujahideen farc eln m23 rsf",
    ),
    (
        "militia",
        "militia militiaman militiamen gunman gunmen gang gangster bandit cartel paramilitary vigilante",
    ),
    (
        "state",
        "army military troop soldier force forces government police policeman policemen officer navy marine "
        "regiment brigade battalion ministry state junta authority authorities guard serviceman servicemen "
        "warplane jet president gendarme security paratrooper commando infantry peacekeeper defender garrison "
        "conscript",
    ),
    (
        "civilians",
        "civilian villager resident people person child children woman women man men family student teacher "
        "worker farmer passenger doctor nurse medic journalist reporter patient girl boy worshipper shopper "
        "refugee driver pupil citizen mayor activist migrant pensioner evacuee passerby local inhabitant "
        "christian muslim home house school hospital market church mosque apartment bus clinic kindergarten "
        "shelter village neighbourhood",
    ),
)
"""Head nouns of each kind, in the singular; fighters come before those they fight for or against."""


@cache
def _kinds() -> tuple[tuple[Kind, frozenset[str]], ...]:
    return tuple((kind, frozenset(words.split())) for kind, words in _KINDS)


def kind_of(words: str) -> Kind:
    """Tell what the words for an actor say it is: by its head nouns, fighters before civilians.

    >>> kind_of("Government forces"), kind_of("two villagers"), kind_of("the rebels"), kind_of("")
    ('state', 'civilians', 'rebel', '')
    """
    if _ARMED_MEN.search(words):
        return "militia"
    found = {form for word in _WORD.findall(words.lower()) for form in (word, _SINGULAR.sub("", word), word[:-1])}
    return next((kind for kind, members in _kinds() if not members.isdisjoint(found)), "")


@cache
def _countries() -> tuple[dict[str, str], re.Pattern[str]]:
    """Give the words for countries and their people with the country's code, and a pattern that finds them."""
    from mapper.languages import en

    known = {country.name.lower(): country.alpha2 for country in countries().values()}
    known |= {name: code for name, code in en.DEMONYMS.items() if code}
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    return known, re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def country_of(words: str) -> str:
    """Give the country that the words name, itself or by its people; ISO 3166-1 alpha-2, empty where they name none.

    >>> country_of("Russian forces"), country_of("South Sudan"), country_of("the army")
    ('RU', 'SS', '')
    """
    known, pattern = _countries()
    found = pattern.search(words.lower())
    return known[found[0]] if found else ""


def is_foreign(words: str, country: str) -> bool:
    """Whether the words name another country's people or forces than those of `country`."""
    named = country_of(words)
    return bool(named and country and named != country)


def kills_civilians(row: Row) -> bool:
    """Whether the words tell that civilians died: they are the target, or the dead that the sentence names."""
    if targets_civilians(row):
        return True
    text = row["sentence"]
    return bool(_CIVILIAN_DEAD.search(text)) and not _SOLDIERS_DEAD.search(text)


def targets_civilians(row: Row) -> bool:
    """Whether civilians, or what is theirs, are the target."""
    return kind_of(row["target"]) in ("civilians", "protesters") or row["event_type"] in (
        "violence_civilians",
        "crackdown",
    )
