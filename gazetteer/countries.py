"""Codes of countries, as a look-up takes them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

# ISO 3166-1 alpha-2, and what GeoNames has beside it: Kosovo, and two that are no more.
_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW XK AN CS
"""


@cache
def _codes() -> frozenset[str]:
    return frozenset(_CODES.split())


def country_code(gazetteer: Gazetteer, text: str) -> str:
    """Read a country code in any case.

    Parameters
    ----------
    gazetteer
        One whose places may bear further codes: a user's own.
    text
        The code.

    Raises
    ------
    ValueError
        When it is none; the message tells the code of the country that is so called.
    """
    code = text.upper()
    if code in _codes() or code in gazetteer.country_codes():
        return code
    named = gazetteer.lookup(text, kind="country", limit=1, fuzzy=False)
    hint = f"{named[0].place.name} is {named[0].place.country}" if named else "ISO 3166-1 alpha-2 is meant, as UA"
    raise ValueError(f"unknown country code {text[:60]!r}: {hint}")
