"""What part each place name plays in its sentence: a place of events, a party, a speaker, a newsroom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Literal

from mapper.model import Relation, Resolution
from mapper.tag.capitals import capital_id
from mapper.tag.governments import ATTACKS, acts_as_government
from mapper.tag.tokens import ARTICLES, Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

Role = Literal["place", "actor", "jurisdiction", "venue", "dateline", "part"]
"""``jurisdiction``: a local official's or office's. ``venue``: where something was said (``announced in Geneva``).
``part``: the region or country that another name lies in, or the far end of a road."""
_DATELINE: Final = re.compile(r"[^a-z\n]{0,12}(?:\w{3,9}\.?\s+\d{1,2}\s*)?(?:\([^)\n]{2,40}\))?\s*[-–—]\s")
SPATIAL: Final = frozenset({"in", "near", "from", "to", "via"})
"""The relations of names that lie somewhere."""

_HITTING: Final = frozenset(
    "hit hits struck strikes rocked shook rocks shakes lashed battered across inside outside".split()
)
_PARTY_OF: Final = frozenset(
    "president government army force forces navy guard troops minister ministry king prime leader ambassador "
    "people citizens flag state military ally allies support ministers nationals head embassy parliament "
    "governments authorities behalf".split()
)
_ADDRESSING: Final = frozenset(
    "urged urge urges urging told tells asked asks accused accuses accusing blamed blames blaming pressed "
    "pressing warned warns warning criticised criticized".split()
)
_DEEDS_OF: Final = frozenset("aggression actions crimes terror atrocities threats demands statements".split())
_AGREEMENTS: Final = frozenset(
    "agreement agreements accord accords protocol protocols process format convention conventions declaration ii iii "
    "memorandum".split()
)
_OF_PARTIES: Final = _PARTY_OF | _DEEDS_OF
_WORDS_FROM: Final = frozenset(
    "offer proposal call calls demand demands request response statement message pressure warning permission approval "
    "criticism condemnation instructions orders".split()
)
_BEFORE_PARTIES: Final = frozenset("by with against".split())
_COMPASS: Final = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north south east "
    "west coastal mainland neighbouring neighboring".split()
)
_ORGANISATION: Final = frozenset("based backed led made owned registered born style bound".split())
_SENT_TO: Final = frozenset(
    "according embassy ambassador envoy delegate representative adviser letter message visit".split()
)
_GROUND: Final = frozenset(
    "frontline frontlines front border borders coast territory soil east west north south shores streets cities "
    "towns villages skies airspace".split()
)
_ACTING: Final = frozenset(
    "separatists forces troops militants rebels fighters militia militias soldiers servicemen personnel battalion "
    "commander officials authorities".split()
)
_SOLDIERS: Final = frozenset("paratroopers marines commandos cossacks militiamen".split())
_UNITS: Final = frozenset("regiment brigade battalion division corps squadron company legion front".split())
_AN_ALLY: Final = (("ally",), ("neighbour",), ("neighbor",))
_ALLIES: Final = frozenset("ally allies neighbour neighbours neighbor neighbors rival".split())
_GOVERNING: Final = frozenset("government regime leadership".split())
_OF_OFFICES: Final = frozenset("regional military provincial municipal civil local civilian".split())
_REGIONAL: Final = frozenset("regional provincial oblast governorate".split())
_MEETINGS: Final = frozenset("conference summit session briefing interview exhibition congress".split())
_LEADERS: Final = frozenset("leader ruler strongman president parliament government king premier warlord".split())
_REGIONS: Final = frozenset({"country", "adm1", "area"})
_AGAINST_COUNTRIES: Final = frozenset("aggression invasion war".split())
_ARMS: Final = (("marines",), ("army",), ("navy",), ("forces",), ("troops",), ("soldiers",), ("military",))
_FIGHTING: Final = frozenset("fight fights fighting fought wage wages waging waged".split())
_HOLDING: Final = frozenset("hold holds holding held".split())
_COURTS: Final = frozenset(
    "court courts tribunal justice icc icj prosecutor prosecutors trial tried judges investigated prosecuted".split()
)
_UNIT_REACH: Final = 3
_VENUE_REACH: Final = 7
_SPEAKER_REACH: Final = 8
_SAID_AT: Final = frozenset(
    "in at the a an reporters journalists lawmakers news press conference briefing meeting summit rally speech "
    "statement interview address capital city on from his her their monday tuesday wednesday thursday friday "
    "saturday sunday # today later".split()
)
_PASSIVE: Final = frozenset("is are was were be been being".split())


@dataclass(slots=True)
class Spot:
    """A resolved place name in a sentence: its words (stop exclusive), its role, and the list that it stands in.

    `relation` is the preposition class of the mention.
    """

    resolution: Resolution
    first: int
    stop: int
    role: Role
    group: int = 0
    relation: Relation = field(init=False)

    def __post_init__(self) -> None:
        """Note the relation, which every rule asks for."""
        self.relation = self.resolution.mention.relation

    def turn(self, relation: Relation) -> None:
        """Read the mention with another preposition."""
        mention = replace(self.resolution.mention, relation=relation)
        self.resolution = replace(self.resolution, mention=mention)
        self.relation = relation


def role_of(tokens: Tokens, spot: Spot, hits: Sequence[Hit]) -> Role:
    """Tell what part a name plays, by the words around it and the triggers of its sentence."""
    if spot.first == 0 and _is_dateline(tokens, spot):
        return "dateline"
    after = tokens.words[spot.stop] if spot.stop < len(tokens.words) else ""
    before = _word_before(tokens, spot)
    if before == "to" and tokens.rfind(_SENT_TO, spot.first - 4, spot.first) >= 0:
        return "actor"
    if _of_local_official(tokens, spot):
        return "actor" if after in _REGIONAL and _is_town(spot) else "jurisdiction"
    if _is_addressed(tokens, spot, before) or _sends_word(tokens, spot):
        return "actor"
    if _is_where_said(tokens, spot) or _is_where_met(tokens, spot, hits) or _seats_courts(tokens, spot):
        return "venue"
    if _speaks(tokens, spot, after):
        return "jurisdiction" if _home_of_witnesses(tokens, spot) else "actor"
    if _leads_a_name(tokens, spot, after):
        return "actor"
    if _in_units_name(tokens, spot) or _names_people(tokens, spot, after) or _is_leaders_home(tokens, spot):
        return "actor"
    if spot.relation not in SPATIAL and _is_capital(spot) and acts_as_government(tokens, spot.first, spot.stop, hits):
        return "actor"
    if after in _ORGANISATION and "-" in tokens.gaps[spot.stop]:
        return "actor"
    if is_whole_country(spot) and not _on_its_ground(tokens, spot):
        return _country_role(tokens, spot, hits, before)
    return "place"


def _leads_a_name(tokens: Tokens, spot: Spot, after: str) -> bool:
    """Tell ``the Kyiv government`` and ``the Minsk agreements`` from Kyiv and Minsk."""
    if not after or tokens.gaps[spot.stop]:
        return False
    return after in _AGREEMENTS or (after in _GOVERNING and spot.relation not in SPATIAL)


def _is_dateline(tokens: Tokens, spot: Spot) -> bool:
    name = tokens.text[tokens.starts[spot.first] : tokens.ends[spot.stop - 1]]
    rest = tokens.text[tokens.ends[spot.stop - 1] : tokens.ends[spot.stop - 1] + 80]
    return bool(_DATELINE.match(rest)) or (name.isupper() and len(name) > 3 and rest[:1] in ".,")


def _of_local_official(tokens: Tokens, spot: Spot) -> bool:
    """Tell ``the governor of the Kyiv region``, ``Mariupol city council``, ``Kharkiv mayor Ihor Terekhov``."""
    local = words("speech", "local_officials")
    if local.isdisjoint(tokens.vocabulary):
        return False
    follow = tokens.words[spot.stop : spot.stop + 4] if not _is_country(spot) else ()
    if follow[:1] == ("s",):  # "Kharkiv's mayor said", but not "Kharkiv's mayor was abducted"
        speaks = tokens.find(words("speech", "finite"), spot.stop, spot.stop + _SPEAKER_REACH) >= 0
        follow = follow[1:] if speaks else ()
    near = [word for word in follow if word not in _before_offices()][:1]
    if near and near[0] in local and not tokens.comma(spot.stop):
        return spot.relation not in SPATIAL
    lead = tokens.words[max(0, spot.first - 6) : spot.first]
    if "of" not in lead or spot.relation in SPATIAL:
        return False
    office = lead[: len(lead) - 1 - lead[::-1].index("of")][-2:]
    return any(word in local and word not in {"resident", "residents"} for word in office)


@cache
def _of_places() -> frozenset[str]:
    return words("place", "city") | words("place", "region")


@cache
def _before_offices() -> frozenset[str]:
    return _of_places() | _OF_OFFICES


def _is_town(spot: Spot) -> bool:
    """Whether a name was read as a town: in ``the Donetsk regional administration`` it is not the town's."""
    return spot.resolution.place is not None and spot.resolution.place.kind == "settlement"


def _is_country(spot: Spot) -> bool:
    return spot.resolution.place is not None and spot.resolution.place.kind == "country"


def is_whole_country(spot: Spot) -> bool:
    """Tell ``Sudan`` from ``northern Sudan`` and ``the border of Sudan``: parts of a country are places."""
    return _is_country(spot) and spot.resolution.precision == "country"


def _speaks(tokens: Tokens, spot: Spot, after: str) -> bool:
    """Whether a name is the subject of a reporting verb: ``Xandia said``, ``At The Hague, South Africa accused``."""
    if after == "tell" and is_whole_country(spot):
        return not tokens.is_capitalised(spot.stop)  # "Emigrants in Yland tell of their fear"
    if after not in words("speech", "finite") or tokens.comma(spot.stop):
        return False
    return spot.relation not in SPATIAL or (is_whole_country(spot) and tokens.comma(spot.first))


def _home_of_witnesses(tokens: Tokens, spot: Spot) -> bool:
    """``Residents of El Obeid reported``: a town whose people tell of what they live through is where it happens."""
    of = tokens.rfind({"of"}, spot.first - 4, spot.first)
    return of > 0 and not _is_country(spot) and tokens.words[of - 1] in words("speech", "witnesses")


def _is_where_said(tokens: Tokens, spot: Spot) -> bool:
    """``mediators announced in Addis Ababa``: where something was told, not where it happens."""
    if spot.relation != "in":
        return False
    verb = tokens.rfind(words("speech", "told"), max(1, spot.first - _VENUE_REACH), spot.first)
    if verb < 0 or any(tokens.hard_break(index) for index in range(verb + 1, spot.first + 1)):
        return False
    between = tokens.words[verb + 1 : spot.first]
    return tokens.words[verb - 1] not in _PASSIVE and bool(between) and _SAID_AT.issuperset(between)


def _is_where_met(tokens: Tokens, spot: Spot, hits: Sequence[Hit]) -> bool:
    """Tell where people met from where ``a missile fell during a conference in Geneva``, if no talks are told of."""
    if any(hit.event_type in {"negotiation", "protest"} for hit in hits):
        return False
    return met_in(tokens, spot, _MEETINGS)


def met_in(tokens: Tokens, spot: Spot, meetings: frozenset[str]) -> bool:
    """Whether a name tells where one of some `meetings` was: ``at the summit in Geneva``."""
    if spot.relation != "in" or meetings.isdisjoint(tokens.vocabulary):
        return False
    lead = tokens.words[max(0, spot.first - 3) : spot.first]
    return "in" in lead and not meetings.isdisjoint(lead)


def _seats_courts(tokens: Tokens, spot: Spot) -> bool:
    """``will be tried in The Hague``: where deeds are judged that were done elsewhere."""
    return tokens.words[spot.stop - 1] == "hague" and not _COURTS.isdisjoint(tokens.vocabulary)


def _in_units_name(tokens: Tokens, spot: Spot) -> bool:
    """Tell ``the Azov Regiment``, a name within the name of a unit."""
    if spot.relation in SPATIAL or _UNITS.isdisjoint(tokens.vocabulary):
        return False
    for index in range(spot.stop, min(spot.stop + _UNIT_REACH, len(tokens.words))):
        if tokens.gaps[index] not in {"", "-"} or not (
            tokens.is_capitalised(index) or tokens.words[index] in {"al", "el"}
        ):
            return False
        if tokens.words[index] in _UNITS:
            return True
    return False


def _names_people(tokens: Tokens, spot: Spot, after: str) -> bool:
    """``LPR separatists claimed``: a region before people who act."""
    if after in _SOLDIERS and spot.relation not in SPATIAL:
        return True  # "Lviv paratroopers shot down a drone"
    if after not in _ACTING:
        return False
    place = spot.resolution.place
    if place is None or place.kind not in {"area", "adm1"}:
        return False
    if spot.relation == "from":
        return tokens.is_capitalised(spot.stop - 1)  # "units of the LPR and DPR forces"
    return spot.relation not in {"in", "to"}


def _is_leaders_home(tokens: Tokens, spot: Spot) -> bool:
    """``Chechnya's Kadyrov``, ``the leader of Chechnya``: a region that tells who someone is."""
    place = spot.resolution.place
    if place is None or place.kind not in _REGIONS or spot.relation in SPATIAL:
        return False
    of = tokens.rfind({"of"}, spot.first - 3, spot.first)
    if of > 0 and tokens.words[of - 1] in _LEADERS:
        return True
    if of > 0 and tokens.words[of - 1] == "head" and spot.stop - spot.first == 1:
        return tokens.after(spot.stop) in words("speech", "finite")  # not "the head of the Sud region said"
    if tokens.words[spot.stop : spot.stop + 1] != ("s",) or spot.stop + 1 >= len(tokens.words):
        return False
    owned, after = spot.stop + 1, tokens.words[spot.stop + 2 : spot.stop + 4]
    if tokens.words[owned] in _LEADERS:
        return True
    of_place = _of_places()
    person = tokens.is_capitalised(owned) and owned not in tokens.places and of_place.isdisjoint(after)
    return person and bool(after) and after[0] in words("speech", "finite")


def _is_addressed(tokens: Tokens, spot: Spot, before: str) -> bool:
    """Whether a name stands for those who govern there: ``called on Tehran to ...``, ``urged Kyiv to ...``."""
    if spot.stop >= len(tokens.words) or tokens.words[spot.stop] not in {"to", "of", "for", "over", "that"}:
        return False
    if before == "on":
        return tokens.rfind({"call", "called", "calls", "calling"}, spot.first - 3, spot.first) >= 0
    return before in _ADDRESSING


def _sends_word(tokens: Tokens, spot: Spot) -> bool:
    """Whether a name stands for those who speak there: ``an offer from Moscow``."""
    return spot.relation == "from" and tokens.rfind(_WORDS_FROM, spot.first - 3, spot.first - 1) >= 0


def _word_before(tokens: Tokens, spot: Spot) -> str:
    """Give the word before a name, articles and compass words (``northern Chile``) passed over."""
    index = spot.first
    while index > 0 and tokens.words[index - 1] in _COMPASS and not tokens.hard_break(index):
        index -= 1
    return tokens.before(index)


def _inside_name(tokens: Tokens, spot: Spot) -> bool:
    """Whether a country's name goes on in capitals (``Sudan Doctors' Network``), in a sentence that is no headline."""
    if spot.stop >= len(tokens.words) or tokens.gaps[spot.stop] or not tokens.is_capitalised(spot.stop):
        return False
    capitals = sum(tokens.is_capitalised(index) for index in range(len(tokens.words)))
    return spot.relation not in SPATIAL and capitals * 2 < len(tokens.words)


def _country_role(tokens: Tokens, spot: Spot, hits: Sequence[Hit], before: str) -> Role:
    if _inside_name(tokens, spot) or _owns_an_ally(tokens, spot) or _names_forces(tokens, spot):
        return "actor"
    if _is_attacked(tokens, spot, before):
        return "place"
    if before in _BEFORE_PARTIES or _owns_attack(tokens, spot, hits) or _held_to_account(tokens, spot, before):
        return "actor"
    if spot.resolution.mention.part:
        return "place"
    pressed = before == "on" and not any(hit.stop in {spot.first - 1, spot.first} for hit in hits)
    if pressed or (spot.relation == "from" and _person_before_from(tokens, spot, hits)):
        return "actor"  # "pressure on Armenia", but "the attack on Armenia"
    if spot.relation in SPATIAL or before in _HITTING or tokens.words[spot.first - 1 : spot.first] in _AN_ALLY:
        return "place"
    if before == "of":
        return _role_after_of(tokens, spot)
    for hit in hits:
        # "shelled Israel", "Turkey earthquake": the object of an act, or the name right before a noun.
        if hit.event_type in {"statement", "negotiation", "measure", "release_exchange"}:
            continue
        behind = tokens.words[hit.stop : spot.first] if hit.stop <= spot.first else None
        if behind is not None and ARTICLES.issuperset(behind) and not any(tokens.gaps[hit.stop : spot.first + 1]):
            return "place"
        if hit.first == spot.stop and not tokens.words[hit.first].endswith(("ed", "s")):
            return "place"
    return "actor"


def _role_after_of(tokens: Tokens, spot: Spot) -> Role:
    """Tell the party in ``the army of Russia`` and ``the aftermath of Russia's crimes`` from a place."""
    of = tokens.rfind({"of"}, 0, spot.first)
    party = of > 0 and tokens.words[of - 1] in _OF_PARTIES
    return "actor" if party or tokens.words[spot.stop : spot.stop + 1] == ("s",) else "place"


def _owns_attack(tokens: Tokens, spot: Spot, hits: Sequence[Hit]) -> bool:
    """Tell the attacker in ``killed in Yland's shelling of the port``."""
    if tokens.words[spot.stop : spot.stop + 1] != ("s",):
        return False
    if not _AGAINST_COUNTRIES.isdisjoint(tokens.words[spot.stop + 1 : spot.stop + 4]):
        return True
    return any(hit.first - spot.stop in {1, 2} and hit.event_type in ATTACKS for hit in hits)


def _is_capital(spot: Spot) -> bool:
    place = spot.resolution.place
    return place is not None and place.kind == "settlement" and place.id == capital_id(place.country)


def _is_attacked(tokens: Tokens, spot: Spot, before: str) -> bool:
    """Whether a country is named in part (``northern Syria``) or attacked: ``the aggression against Ukraine``."""
    lead = tokens.words[max(0, spot.first - 4) : spot.first]
    return before == "against" and _FIGHTING.isdisjoint(lead) and not _AGAINST_COUNTRIES.isdisjoint(lead[-3:])


def _held_to_account(tokens: Tokens, spot: Spot, before: str) -> bool:
    """Tell the party in ``holding Russia accountable`` from a place."""
    return before in _HOLDING and tokens.words[spot.stop : spot.stop + 1] in (("accountable",), ("responsible",))


def _names_forces(tokens: Tokens, spot: Spot) -> bool:
    """Whether a country stands before the name of its forces: ``fire support from United States Marines``."""
    return tokens.words[spot.stop : spot.stop + 1] in _ARMS and not tokens.gaps[spot.stop]


def _owns_an_ally(tokens: Tokens, spot: Spot) -> bool:
    """Tell ``in Russia's ally Belarus`` from ``in Russia``."""
    after = tokens.words[spot.stop : spot.stop + 3]
    return after[:1] == ("s",) and not _ALLIES.isdisjoint(after)


def _on_its_ground(tokens: Tokens, spot: Spot) -> bool:
    """``killed on Ukraine's frontline``: the country is where it happens."""
    owns = tokens.words[spot.stop : spot.stop + 1] == ("s",)
    return owns and not _GROUND.isdisjoint(tokens.words[spot.stop + 1 : spot.stop + 3])


def _person_before_from(tokens: Tokens, spot: Spot, hits: Sequence[Hit]) -> bool:
    """``negotiators from Ukraine``: where they come from, not where anything happens; ``refugees from`` it fled it."""
    if any(hit.event_type == "displacement" and hit.stop < spot.first < hit.stop + 3 for hit in hits):
        return False
    of = tokens.rfind({"from"}, spot.first - 3, spot.first)
    return of > 0 and tokens.words[of - 1] in words("speech", "sources") | words("actor", "nouns")
