"""Which place an event has, of all in the text, and why."""

from __future__ import annotations

from typing import Final, NamedTuple

from mapper.model import Precision, Resolution
from mapper.tag.anaphora import anaphor_of, stands_for_any, unknown_anaphor
from mapper.tag.clauses import clause_span
from mapper.tag.discourse import Discourse, country_of
from mapper.tag.fitting import ORIGIN_FIRST, fit, reaches, sets_scene
from mapper.tag.introduced import introduced
from mapper.tag.roles import Spot, met_in
from mapper.tag.spots import contains
from mapper.tag.status import State
from mapper.tag.thecapital import capital_of
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.unnamed import generic_word, is_in_another_country, unknown_behind, unknown_name, unknown_object
from mapper.tag.words import words

UNLOCATED: Final = frozenset({"negotiation", "statement", "measure"})
"""Types that have no place unless a venue is named."""
ONLY_GOAL: Final = "only the destination is named"
"""The reason where a movement has the place that it goes to."""

UNKNOWN: Final = "is not in the gazetteer; the country of the document"
"""How the reason ends where a place is named that is not known."""
_FLEEING: Final = ORIGIN_FIRST - {"evacuation"}
_OF_FORCES: Final = frozenset({"armed", "control"})
_AGREEING: Final = frozenset("agreed signed brokered announced negotiated reached mediated".split())
_SIGNING: Final = frozenset("sign discuss negotiate agree seal".split())
_DEMANDED_ELSEWHERE: Final = frozenset(
    {"release_exchange", "ceasefire", "troop_movement", "surrender_capture", "negotiation", "territory_change"}
)
"""Types that are demanded from afar, unlike help by those who need it."""
_INVADING: Final = frozenset("invade invades invaded invading".split())
_AT_MEETINGS: Final = frozenset(
    {"protest", "attack_unspecified", "airstrike", "shelling", "explosion_mine", "casualties"}
)
"""Types that may befall a meeting."""
_MEETINGS: Final = frozenset("meeting meetings talks summit negotiations consultations".split())
_NO_INHERITANCE: Final = UNLOCATED | {"ceasefire"}
_APPOSED: Final = 4
_CHAIN: Final = 3
_VENUE_REACH: Final = 9
_LEAVING: Final = frozenset("leave left leaving bound departed headed".split())
_SEAS: Final = frozenset({"Sea", "Gulf", "Strait", "Ocean", "Bay", "Channel"})
_REGIONS: Final = frozenset({"adm1", "adm2", "area"})
_SCENES: Final = frozenset("area scene site neighbourhood neighborhood suburb suburbs camp".split())
_WARS: Final = frozenset("war conflict crisis situation invasion fighting violence peace ceasefire truce".split())


class Link(NamedTuple):
    """Where an event is: a resolution or none, the destination of a movement, and the reason in words."""

    place: Resolution | None
    country: str
    precision: Precision
    reason: str
    destination: Resolution | None = None
    via: tuple[Resolution, ...] = ()


def links_of(
    tokens: Tokens,
    hit: Hit,
    layer: str,
    spots: list[Spot],
    clauses: tuple[int, ...],
    discourse: Discourse,
    state: State,
) -> tuple[Link, ...]:
    """Give the places of an event: one for each place of a list, one with no place where none is licensed."""
    if state.status == "demanded" and hit.event_type in _DEMANDED_ELSEWHERE:
        spots = [spot for spot in spots if not _of_demander(tokens, hit, spot, state.words)]
    if hit.event_type in UNLOCATED:
        return (_venue(tokens, hit, spots, clauses, discourse),)
    groups = [group for group in _groups(spots, {"place"}) if not _is_where_met(tokens, hit, group[0])]
    if hit.event_type == "ceasefire":  # "called for a truce in a phone call from Berlin": not where it holds
        groups = [group for group in groups if _holds_truce(tokens, group[0], discourse)]
    via, groups = _passed(hit, groups)
    destination = _destination(tokens, hit, groups, clauses)
    ranked = [(fit(tokens, hit, layer, group, clauses), group) for group in groups if group is not destination]
    if len(ranked) > 1:
        ranked.sort(key=lambda item: (-item[0], item[1][0].first))
    origins = _origins(tokens, hit, spots, ranked, clauses, discourse)
    if layer in _OF_FORCES and discourse.by_nationality:
        origins = tuple(_unplaced(link, discourse) for link in origins)
    if via:
        origins = tuple(origin._replace(via=via) for origin in origins)
    if not destination:
        return origins
    if origins[0].place is None and country_of(destination[0].resolution) == discourse.focus:
        return tuple(_linked(spot.resolution, ONLY_GOAL)._replace(via=via) for spot in destination)
    if len(origins) > 1:
        return tuple(origin._replace(destination=destination[0].resolution) for origin in origins)
    return tuple(origins[0]._replace(destination=spot.resolution) for spot in destination)


def _of_demander(tokens: Tokens, hit: Hit, spot: Spot, cue: tuple[int, int]) -> bool:
    """Whether a name tells where those are who demand: ``families in Bogota demanded``, ``demanded by the union``."""
    if cue[0] >= hit.stop:
        return spot.first >= cue[1] and tokens.words[cue[1]] == "by"
    return spot.first < cue[0] and spot.relation in {"in", "near"} and not sets_scene(tokens, [spot])


def _is_where_met(tokens: Tokens, hit: Hit, spot: Spot) -> bool:
    """Whether people met at a name to talk of the event: ``no word on corridors at the meeting in Arda``."""
    return hit.event_type not in _AT_MEETINGS and met_in(tokens, spot, _MEETINGS)


def _passed(hit: Hit, groups: list[list[Spot]]) -> tuple[tuple[Resolution, ...], list[list[Spot]]]:
    """Set apart what a movement passes through: ``from Mariupol via Manhush and Tokmak``."""
    if hit.event_type not in ORIGIN_FIRST:
        return (), groups
    apart = [group for group in groups if group[0].relation == "via"]
    if not apart or len(apart) == len(groups):
        return (), groups
    return tuple(spot.resolution for group in apart for spot in group), [one for one in groups if one not in apart]


def _unplaced(link: Link, discourse: Discourse) -> Link:
    """Take back a country that only the nationality of forces tells: ``Russian troops stormed the town``."""
    if link.place is not None or link.country not in {discourse.focus, discourse.country}:
        return link
    return link._replace(country="", precision="none", reason="no place named; the nationality of forces tells none")


def _holds_truce(tokens: Tokens, spot: Spot, discourse: Discourse) -> bool:
    """Whether a truce may hold at a name: not where it was agreed (``agreed in Moscow``) or called for."""
    if spot.relation not in {"in", "near", "of"} or spot.resolution.mention.start in discourse.venues:
        return False
    signing = (
        tokens.find(_SIGNING, spot.stop, spot.stop + 4) >= 0 and tokens.find({"to"}, spot.stop, spot.stop + 3) >= 0
    )
    if tokens.rfind(_AGREEING, spot.first - 4, spot.first) < 0 and not signing:
        return True
    discourse.venues.add(spot.resolution.mention.start)
    return False


def _place_of_speaker(tokens: Tokens, hit: Hit, spot: Spot) -> bool:
    """``..., said Ana Perez, a nurse in Calama``: a name behind a reporting verb behind the trigger."""
    verb = tokens.find(words("speech", "finite"), hit.stop, spot.first)
    return (
        verb >= 0 and spot.relation == "in" and verb + 1 < spot.first and tokens.comma(verb) | tokens.hard_break(verb)
    )


def _own_clause(tokens: Tokens, spot: Spot, clauses: tuple[int, ...]) -> bool:
    """Whether a name stands in a clause of its own behind ``and`` or ``but``: it tells of another event."""
    opener, _ = clause_span(clauses, spot.first)
    return tokens.words[opener] in {"and", "but", "or"}


def _told_of_another(tokens: Tokens, spot: Spot, clauses: tuple[int, ...]) -> bool:
    """Whether a country stands in a relative clause: ``burnt the house of a woman to whom Yland gave a medal``."""
    opener, _ = clause_span(clauses, spot.first)
    return spot.resolution.precision == "country" and tokens.words[opener] in {"which", "who", "whom", "whose"}


def _origins(
    tokens: Tokens,
    hit: Hit,
    spots: list[Spot],
    ranked: list[tuple[float, list[Spot]]],
    clauses: tuple[int, ...],
    discourse: Discourse,
) -> tuple[Link, ...]:
    """Give the places of an event: the first way that finds one, from the surest to the vaguest."""
    inside = stands_for_any(tokens, range(hit.first, hit.stop + 1 + (tokens.words[hit.stop - 1] == "of")), discourse)
    if inside:
        return (_linked(inside[0], f"{inside[1]!r} stands for {inside[0].mention.text!r}"),)
    here = [group for score, group in ranked if score > 0 and reaches(tokens, group, hit, clauses)]
    unknown = unknown_behind(tokens, hit, discourse)
    if unknown and here and here[0][0].first > tokens.at(unknown[0]) + _APPOSED:
        return (_of_unknown(unknown[1], tokens, hit, spots, discourse),)
    taken = unknown_object(tokens, hit, discourse)
    if taken and not (here and here[0][0].first <= tokens.at(taken[0]) + _APPOSED):
        region = _region([(0.0, group) for group in here])
        if region:
            return _from_group(region, f"{taken[1]!r} is not in the gazetteer; the region named")
        return (_of_unknown(taken[1], tokens, hit, spots, discourse),)
    capital = capital_of(tokens, hit, clauses, discourse)
    if here and not (capital and _holds(here[0], capital[0])):
        taking = tokens.words[hit.stop - 1] == "of" or not _INVADING.isdisjoint(tokens.words[hit.first : hit.stop])
        whole = taking and here[0][0].first in {hit.stop, hit.stop + 1}
        others = here[1:]
        if sets_scene(tokens, here[0]):  # "In the West Bank, soldiers raided Jenin and detained nine"
            others = others + [group for score, group in ranked if score > 0 and group[0].stop <= hit.first]
        inner = (group for group in others if contains(here[0][0].resolution, group[0].resolution))
        finer = None if whole else next(inner, None)
        return _from_group(finer or here[0], "named in the same clause")
    if capital:
        return (_capital(*capital, discourse),)
    anaphor = anaphor_of(tokens, hit, clauses, discourse)
    if anaphor:
        return (_linked(anaphor[0], f"{anaphor[1]!r} stands for {anaphor[0].mention.text!r}"),)
    if unknown_anaphor(tokens, hit, clauses, discourse):
        return (_country(discourse.country, f"a town named before {UNKNOWN}"),)
    generic = generic_word(tokens, hit, clauses)
    region = _region(ranked) if generic else None
    if region:
        return _from_group(region, f"{generic!r} names no place; the region named")
    if generic and hit.event_type not in _FLEEING:
        return (_country(discourse.country, f"{generic!r} names no place; the country of the document"),)
    return _from_afar(tokens, hit, spots, ranked, clauses, discourse)


def _from_afar(
    tokens: Tokens,
    hit: Hit,
    spots: list[Spot],
    ranked: list[tuple[float, list[Spot]]],
    clauses: tuple[int, ...],
    discourse: Discourse,
) -> tuple[Link, ...]:
    """Give the places of an event whose own clause names none: the sentence's, or those of the sentence before."""
    jurisdiction = [group for group in _groups(spots, {"jurisdiction"}) if group[0].resolution.precision != "country"]
    if jurisdiction and hit.event_type not in _NO_INHERITANCE:
        within = [group for _, group in ranked if contains(jurisdiction[0][0].resolution, group[0].resolution)]
        if within and within[0][0].relation in {"in", "near"}:
            return _from_group(within[0], "named in the same sentence")
        return _from_group(jurisdiction[0], "the speaker's or office's own area")
    rest = [group for score, group in ranked if score > -2 and hit.event_type != "ceasefire"]
    speakers = [group for group in rest if _place_of_speaker(tokens, hit, group[0])]
    if speakers:
        return _from_group(speakers[0], "where the speaker is")
    earlier = [group for group in rest if group[0].first < hit.first]
    if earlier:
        return _from_group(earlier[0], "named in the same sentence")
    unknown = unknown_name(tokens, hit, clauses, discourse)
    if unknown:
        return (_of_unknown(unknown, tokens, hit, spots, discourse),)
    later = [group for group in rest if not _own_clause(tokens, group[0], clauses)]
    later = [group for group in later if not _told_of_another(tokens, group[0], clauses)]
    if later:
        return _from_group(later[0], "named in the same sentence")
    if is_in_another_country(tokens, hit, clauses):
        return (Link(None, "", "none", "in another country, which is not named"),)
    holds = discourse.holds or _points_to_scene(tokens)
    told = [place for place in discourse.last if _may_be_carried(place)]
    if hit.event_type not in _NO_INHERITANCE and holds and told and discourse.age <= _CHAIN:
        carried = told[0]
        if _fits(carried, spots):
            return (_linked(carried, "carried over from the sentence before"),)
    if discourse.title and hit.event_type not in _NO_INHERITANCE and _fits(discourse.title, spots):
        return (_linked(discourse.title, "no place named; the title's"),)
    origin = (
        discourse.named_at(tokens.starts[hit.first - 1]) if hit.first and hit.event_type == "displacement" else None
    )
    if origin and origin.mention.kind == "demonym" and country_of(origin):  # "Syrian refugees"
        return (_country(country_of(origin), f"{origin.mention.text!r} tells the country they are of"),)
    return (_country(discourse.country, "no place named; the country of the document"),)


def _may_be_carried(place: Resolution) -> bool:
    """Whether a place may hold for the next sentence: no country, and no part of the world but a sea."""
    if place.precision == "country":
        return False
    return bool(country_of(place)) or (place.place is not None and not _SEAS.isdisjoint(place.place.name.split()))


def _region(ranked: list[tuple[float, list[Spot]]]) -> list[Spot] | None:
    """Find a region named in the sentence, which holds for ``several villages``."""
    groups = [group for score, group in ranked if score > -2 and group[0].resolution.precision in _REGIONS]
    return next((group for group in groups if country_of(group[0].resolution)), None)


def _of_unknown(name: str, tokens: Tokens, hit: Hit, spots: list[Spot], discourse: Discourse) -> Link:
    """Give the region or town that the report put an unknown name in, or else the country."""
    place = introduced(name, tokens.text, tokens.ends[hit.stop - 1], discourse)
    place = place or introduced(name, tokens.text, tokens.end, discourse)
    if place is None:
        beside = {country_of(spot.resolution) for spot in spots if spot.role == "place"} - {""}
        return _country(beside.pop() if len(beside) == 1 else discourse.country, f"{name!r} {UNKNOWN}")
    return _linked(place, f"{name!r} is not in the gazetteer; the report puts it at {place.mention.text!r}")


def _points_to_scene(tokens: Tokens) -> bool:
    """Whether a sentence speaks of where the last event was: ``fled the area``, ``arrived at the scene``."""
    if _SCENES.isdisjoint(tokens.vocabulary):
        return False
    return any(word in _SCENES and tokens.words[index - 1] == "the" for index, word in enumerate(tokens.words) if index)


def _capital(place: Resolution | None, code: str, discourse: Discourse) -> Link:
    if place is not None:
        return _linked(place, f"'the capital' stands for {place.mention.text!r}")
    return _country(code or discourse.focus, "'the capital' is named nowhere in the report; its country")


def _holds(group: list[Spot], capital: Resolution | None) -> bool:
    return capital is not None and contains(group[0].resolution, capital)


def _fits(carried: Resolution, spots: list[Spot]) -> bool:
    """Whether a place of the sentence before can hold here: not where this sentence names other countries alone."""
    named = {country_of(spot.resolution) for spot in spots if spot.relation != "to"}
    return not named or country_of(carried) in named


def _groups(spots: list[Spot], roles: set[str]) -> list[list[Spot]]:
    found: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.role in roles:
            found.setdefault(spot.group, []).append(spot)
    return list(found.values())


def _destination(tokens: Tokens, hit: Hit, groups: list[list[Spot]], clauses: tuple[int, ...]) -> list[Spot] | None:
    """Find the place that a movement goes to: the first ``to`` behind its trigger, or in its clause."""
    if hit.event_type not in ORIGIN_FIRST:
        return None
    to = [group for group in groups if group[0].relation == "to" or _after_to(tokens, group[0])]
    same = [group for group in to if clauses[group[0].first] == clauses[hit.first]] or to
    behind = [group for group in same if group[0].first >= hit.stop] or same
    return behind[0] if behind else None


def _after_to(tokens: Tokens, spot: Spot) -> bool:
    before = tokens.before(spot.first)
    leaving = before == "for" and tokens.rfind(_LEAVING, spot.first - 4, spot.first) >= 0
    return leaving or before in {"to", "into", "towards", "toward", "reached", "reach"}


def _from_group(group: list[Spot], reason: str) -> tuple[Link, ...]:
    return tuple(_linked(spot.resolution, reason) for spot in group)


def _linked(resolution: Resolution, reason: str) -> Link:
    if resolution.precision == "country" and resolution.place and resolution.place.kind != "country":
        return _country(country_of(resolution), f"{reason}, between places far apart")
    return Link(resolution, country_of(resolution), resolution.precision, reason)


def _country(code: str, reason: str) -> Link:
    return Link(None, code, "country" if code else "none", reason if code else "no place named")


def _venue(tokens: Tokens, hit: Hit, spots: list[Spot], clauses: tuple[int, ...], discourse: Discourse) -> Link:
    """Find the venue of talks: a name after ``in`` or ``at`` close behind the trigger, in its clause."""
    if hit.event_type == "negotiation":
        for spot in spots:
            close = hit.first <= spot.first <= hit.stop + _VENUE_REACH and clauses[spot.first] == clauses[hit.first]
            if _of_a_war(tokens, spot):
                continue
            about = tokens.words[spot.first - 1 : spot.first] == ("on",)  # "consultations on Ukraine"
            if spot.role in {"place"} and spot.relation == "in" and close and not about:
                discourse.venues.add(spot.resolution.mention.start)
                return _linked(spot.resolution, "the venue named")
    return Link(None, "", "none", "talks and statements have no place of their own")


def _of_a_war(tokens: Tokens, spot: Spot) -> bool:
    """Whether a name belongs to the noun before its preposition, not to the talks: ``the war in Ukraine``."""
    lead = tokens.words[max(0, spot.first - 3) : spot.first]
    return not _WARS.isdisjoint(lead)
