"""Reading a document's scene: which countries and regions it names, and which of its places are beyond doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Named:
    """What the names of a document say, whatever is decided of the doubtful ones.

    Attributes
    ----------
    home
        Country of the newsroom (`home_country`).
    regions
        Rows of first-order and second-order regions named.
    clear
        Rows of the places that names can hardly fail to mean, one each time.
    countries
        ISO code to how often a country or its people is named.
    """

    home: str
    regions: frozenset[int]
    clear: tuple[int, ...]
    countries: Mapping[str, int]

    def scene(self, names: Names, sure: Sequence[int] | None = None) -> Scene:
        """Sum up what a document says of where it is.

        Parameters
        ----------
        names
            The profiles' owner.
        sure
            Rows of the places already decided with confidence; None before the first round.
        """
        held, regions = self.clear, self.regions
        if sure is not None:
            held = tuple(sure)
            regions |= {row for row in held if names.fact(row).kind in ("adm1", "adm2")}
        anchors = [row for row in dict.fromkeys(held) if names.fact(row).kind not in ("country", "area")]
        counts = dict(self.countries)
        for row in (*regions, *held):
            if code := names.fact(row).country:
                counts[code] = counts.get(code, 0) + 1
        total = sum(counts.values())
        shares = {code: number / total for code, number in counts.items()}
        return Scene(shares, regions, tuple(anchors[:MOST_ANCHORS]), self.home)


def read_names(home: str, mentions: Sequence[Mention], profiles: Sequence[Profile | None]) -> Named:
    """Collect what the names of a document say by themselves.

    A name that may be another place than the country (Georgia, Jordan) does not count for it: it is what is asked.

    Parameters
    ----------
    home
        Country of the newsroom (`home_country`).
    mentions, profiles
        The document's mentions and, in the same order, the profiles of their names.
    """
    codes = [country_of_demonym(mention) for mention in mentions if mention.kind == "demonym"]
    borne = [profile for profile in profiles if profile is not None]
    codes += [profile.country for profile in borne if profile.country]
    return Named(
        home,
        frozenset([row for profile in borne for row in profile.regions]),
        tuple([profile.clear for profile in borne if profile.clear >= 0]),
        Counter(codes),
    )


def home_country(report: Report) -> str:
    """Country of the newsroom by the ending of its web address, or an empty string."""
    for address in (report.url, report.source):
        if found := _DOMAIN_COUNTRY.search(address.lower()):
            code = found.group(1).upper()
            return "GB" if code == "UK" else "" if code.lower() in _NO_COUNTRY else code
    return ""
