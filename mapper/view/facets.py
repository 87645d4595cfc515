"""What the page can filter by beyond the table's own columns: by whose word, weapons and protected objects named.

Where the events table has a column ``attribution_side``, ``weapon`` or ``protected_target``, its words are taken as
they are. Else they are read off the words: a rough help for filtering, shown as what the sentence *names*, no coding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mapper.view.cells import Cells, codes, strings

if TYPE_CHECKING:
    import pyarrow as pa

    from mapper.view.pack import Numbers

SIDES: Mapping[str, str] = {
    "aid": r"\b(un|unhcr|unicef|ocha|who|wfp|red cross|red crescent|ngos?|aid|relief|humanitarian|charity|msf|osce|"
    r"iaea)\b",
    "medical": r"\b(doctors?|hospitals?|medics?|health|clinics?|nurses?|surgeons?|medical)\b",
    "rescue": r"\b(rescue\w*|emergency|fire (?:service|brigade)|firefighters?|civil (?:defen[cs]e|protection))\b",
    "military": r"\b(army|military|general staff|armed forces|troops?|soldiers?|commanders?|brigade|navy|air force|"
    r"def[ea]n[cs]e ministry|ministry of def[ea]n[cs]e|spokesman for the forces)\b",
    "police": r"\b(police|prosecutors?|investigators?|courts?|security service|gendarm\w*)\b",
    "group": r"\b(rebels?|militants?|separatists?|insurgents?|junta|militias?|guerrillas?|armed groups?|gangs?)\b",
    "witnesses": r"\b(witness\w*|residents?|locals?|neighbou?rs?|villagers?|survivors?|relatives?|families|activists?|"
    r"students?|workers?|journalists? on the spot)\b",
    "media": r"\b(media|newspapers?|reporters?|journalists?|radio|television|tv|agency|channel|telegram|"
    r"correspondents?)\b",
    "authorities": r"\b(officials?|authorit\w+|govern\w+|mayor|president|minist\w+|administrat\w+|council|parliament|"
    r"office|spokes\w+|chancellor|police|state|regional|provincial|district|embassy|commission\w*|agency)\b",
}
"""Kinds of speakers by the words for them, the first that fits; a nationality named goes before all of them."""

WEAPONS: Mapping[str, str] = {
    "drone": r"\b(drones?|uavs?|shaheds?|quadcopters?|unmanned)\b",
    "missile": r"\b(missiles?|rockets?|iskanders?|kalibrs?|himars|grads?|katyushas?)\b",
    "artillery": r"\b(artillery|howitzers?|mortars?|shell(?:s|ed|ing|fire)?|cannons?|tanks?)\b",
    "aircraft": r"\b(air ?strikes?|air raids?|warplanes?|fighter jets?|helicopters?|bombers?|aerial bombs?|"
    r"gunships?)\b",
    "mine": r"\b(mines?|landmines?|booby traps?|ieds?|improvised explosive|unexploded)\b",
    "bomb": r"\b(bomb(?:s|ed|ing|ings)?|explosives?|grenades?|molotov\w*|car bomb)\b",
    "cluster": r"\b(cluster (?:munitions?|bombs?)|phosphorus|thermobaric|chemical|chlorine|sarin|gas attack)\b",
    "gun": r"\b(gun(?:s|fire|men|man)?|rifles?|snipers?|shot|shooting|firearms?|bullets?|machine guns?)\b",
    "blade": r"\b(knife|knives|machetes?|stabb\w+|swords?|axes?|hacked)\b",
}
"""Kinds of weapons by their words, the first that fits."""

PROTECTED: Mapping[str, str] = {
    "medical": r"\b(hospitals?|clinics?|maternity|ambulances?|health (?:centre|center|post)s?)\b",
    "education": r"\b(schools?|kindergartens?|universit(?:y|ies)|colleges?)\b",
    "worship": r"\b(church(?:es)?|mosques?|temples?|synagogues?|cathedrals?|monaster(?:y|ies)|shrines?)\b",
    "culture": r"\b(museums?|theat(?:re|er)s?|librar(?:y|ies)|heritage|monuments?|archives?)\b",
    "aid": r"\b(aid (?:convoys?|workers?|trucks?)|humanitarian (?:convoys?|corridors?)|food aid|relief convoys?)\b",
    "displaced": r"\b(camps? for|displaced|refugees?|shelters?|evacuees?)\b",
    "power": r"\b(power (?:plants?|stations?|lines?|grid)|nuclear|substations?|electricity|dams?|reservoirs?|"
    r"heating)\b",
    "water": r"\b(water (?:supply|pipes?|plants?|works|station)|pumping stations?|wells?)\b",
    "homes": r"\b(homes?|houses?|apartment|residential|dwellings?|flats?)\b",
    "market": r"\b(markets?|shops?|supermarkets?|malls?|baker(?:y|ies)|bread queue)\b",
    "press": r"\b(journalists?|reporters?|press|tv tower|newsroom)\b",
}
"""Kinds of protected people and objects by their words, the first that fits."""

SURE = (40, 60, 80)
"""Where the classes of confidence begin, in per cent; the first begins at 0."""


def sides(cells: Cells) -> tuple[Numbers, list[str]]:
    """By whose word, and the names of the sides: ISO country codes and keys of `SIDES`; number 0 is nobody named."""
    given = _given(cells, "attribution_side")
    if given is not None:
        return given
    numbers, words = codes(cells.text("attribution"))
    return _regroup(numbers, [_side(text) for text in strings(words)])


def weapons(cells: Cells, armed: Numbers) -> tuple[Numbers, list[str]]:
    """Give the weapon that a sentence names, of the rows that are `armed`; number 0 is none."""
    return _given(cells, "weapon") or _named(cells.text("sentence"), armed, WEAPONS)


def protected(cells: Cells, armed: Numbers) -> tuple[Numbers, list[str]]:
    """Give the protected people or objects that a sentence names, of the rows that are `armed`; number 0 is none."""
    return _given(cells, "protected_target") or _named(cells.text("sentence"), armed, PROTECTED)


def sureness(confidence: Numbers) -> Numbers:
    """Class of confidence by `SURE`, from 0; NaN counts as the lowest."""
    import numpy as np

    return np.searchsorted(np.array(SURE) / 100 - 1e-9, np.nan_to_num(confidence), side="right").astype("u1")


def _given(cells: Cells, name: str) -> tuple[Numbers, list[str]] | None:
    """Take a column of the table as it is, where there is one."""
    if not cells.has(name):
        return None
    numbers, words = codes(cells.text(name))
    return _regroup(numbers, strings(words))


def _regroup(numbers: Numbers, names: list[str]) -> tuple[Numbers, list[str]]:
    """Point rows at names instead of at what each name was found for; a blank name becomes 0."""
    import numpy as np

    distinct = list(dict.fromkeys(["", *names]))
    place = {name: at for at, name in enumerate(distinct)}
    table = np.array([place[name] for name in names] or [0], "u4")
    return table[numbers] if len(numbers) else numbers.astype("u4"), distinct


def _side(attribution: str) -> str:
    """Country spoken for by a nationality or a country's name, else the kind of speaker; blank for nobody."""
    if not attribution.strip():
        return ""
    country = _country(attribution)
    if country:
        return country
    folded = attribution[:300].lower()
    return next((side for side, words in SIDES.items() if re.search(words, folded)), "other")


def _country(text: str) -> str:
    import gazetteer

    index = gazetteer.default()
    for word in re.findall(r"[^\W\d_]+", text[:300]):
        place = index.demonym(word) if word[0].isupper() else None
        if place is not None and place.country:
            return place.country
    return ""


def _named(sentences: pa.LargeBinaryArray, rows: Numbers, kinds: Mapping[str, str]) -> tuple[Numbers, list[str]]:
    """Give the first kind whose words a sentence has. One pass finds the sentences that have any; few are left then."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = np.zeros(len(sentences), "u4")
    open_rows = np.flatnonzero(rows)
    any_of = "|".join(kinds.values())
    text = sentences.take(pa.array(open_rows))
    left = pc.match_substring_regex(text, any_of, ignore_case=True).to_numpy(zero_copy_only=False)
    open_rows, text = open_rows[left], text.filter(pa.array(left))
    for number, words in enumerate(kinds.values(), 1):
        hit = pc.match_substring_regex(text, words, ignore_case=True).to_numpy(zero_copy_only=False)
        found[open_rows[hit & (found[open_rows] == 0)]] = number
    return found, ["", *kinds]
