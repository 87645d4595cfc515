"""Reading a document's scene: which countries and regions it names, and which of its places are beyond doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mapper.model import Mention, Report
from mapper.resolve.profile import Names, Profile
from mapper.resolve.syntax import country_of_demonym

MOST_ANCHORS: Final = 40
"""Sure places of a document that the others are measured against."""

_DOMAIN_COUNTRY: Final = re.compile(r"(?:^|[./@])[\w-]+\.(?:com?\.|org\.|gov\.|net\.|ac\.)?([a-z]{2})(?:[/:?]|$)")
_NO_COUNTRY: Final = frozenset({"io", "tv", "me", "fm", "ai", "co", "eu", "to", "ly"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What the whole document says, before any doubtful name is decided.

    Attributes
    ----------
    countries
        ISO code to its share of all countries named (nationality words included), 0 to 1.
    regions
        Rows of first-order and second-order regions that the document names.
    anchors
        Rows of the names that can hardly mean anything else; countries and areas left out.
    home
        ISO code of the newsroom's country, or an empty string.
    """

    countries: Mapping[str, float]
    regions: frozenset[int]
    anchors: tuple[int, ...]
    home: str = ""


def read_scene(
    names: Names,
    home: str,
    mentions: Sequence[Mention],
    profiles: Sequence[Profile | None],
    sure: Iterable[int] | None = None,
) -> Scene:
    """Sum up what a document says of where it is.

    Parameters
    ----------
    names
        The profiles' owner.
    home
        Country of the newsroom (`home_country`).
    mentions, profiles
        The document's mentions and, in the same order, the profiles of their names.
    sure
        Rows of the places already decided with confidence; None before the first round.
    """
    held = [p.clear for p in profiles if p is not None and p.clear >= 0] if sure is None else list(sure)
    regions = frozenset(row for profile in profiles if profile is not None for row in profile.regions)
    if sure is not None:
        regions |= {row for row in held if names.fact(row).kind in ("adm1", "adm2")}
    anchors = [row for row in dict.fromkeys(held) if names.fact(row).kind not in ("country", "area")]
    countries = _countries(names, mentions, profiles, [*regions, *held])
    return Scene(countries, regions, tuple(anchors[:MOST_ANCHORS]), home)


def home_country(report: Report) -> str:
    """Country of the newsroom by the ending of its web address, or an empty string."""
    for address in (report.url, report.source):
        if found := _DOMAIN_COUNTRY.search(address.lower()):
            code = found.group(1).upper()
            return "GB" if code == "UK" else "" if code.lower() in _NO_COUNTRY else code
    return ""


def _countries(
    names: Names, mentions: Sequence[Mention], profiles: Sequence[Profile | None], held: Iterable[int]
) -> dict[str, float]:
    """Share of each country in what the document names: countries, nationalities, and what lies in them (`held`).

    A name that may be another place than the country (Georgia, Jordan) has no say here: it is what is asked.
    """
    counts: Counter[str] = Counter(code for row in held if (code := names.fact(row).country))
    for mention, profile in zip(mentions, profiles, strict=True):
        if mention.kind == "demonym":
            counts[country_of_demonym(mention)] += 1
        elif profile is not None and profile.country:
            counts[profile.country] += 1
    total = counts.total()
    return {code: number / total for code, number in counts.items()} if total else {}
