"""The days on which wars of common knowledge began, for ``since the start of the invasion``."""

from __future__ import annotations

from datetime import date
from typing import Final

_STARTS: Final = (
    ("UA", date(2022, 2, 24)),
    ("UA", date(2014, 4, 12)),
    ("SD", date(2023, 4, 15)),
    ("PS", date(2023, 10, 7)),
    ("IL", date(2023, 10, 7)),
    ("SY", date(2011, 3, 15)),
    ("ET", date(2020, 11, 3)),
    ("YE", date(2015, 3, 26)),
    ("YE", date(2014, 9, 21)),
    ("LY", date(2019, 4, 4)),
    ("LY", date(2011, 2, 15)),
    ("AZ", date(2020, 9, 27)),
    ("IQ", date(2003, 3, 20)),
    ("AF", date(2001, 10, 7)),
    ("MM", date(2021, 2, 1)),
    ("GE", date(2008, 8, 7)),
    ("SS", date(2013, 12, 15)),
)
"""ISO country code, first day. Sources: the UCDP and encyclopaedia articles on each war; public, undisputed dates."""

_LONGEST: Final = 3660


def war_start(country: str, published: date | None) -> date | None:
    """Give the first day of the last war known to have begun in a country before `published`, within ten years."""
    if published is None:
        return None
    days = [day for code, day in _STARTS if code == country and day <= published and (published - day).days < _LONGEST]
    return max(days, default=None)
