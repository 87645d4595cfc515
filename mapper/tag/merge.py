"""One event told twice is one event: what merges with what, and which triggers give way to finer ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Final, NamedTuple

from mapper.model import Count, Event
from mapper.tag.status import ARRANGED
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit

_SPEAKING_OF: Final = frozenset("condemned condemns denounced blamed described called after since before".split())
_DEFINITE: Final = frozenset("the this that these those such both".split())
_TALKS: Final = frozenset({"negotiation"})
_TALK_NOUNS: Final = frozenset(
    "talks negotiations negotiation summit dialogue call conversation meeting meetings consultations mediation process "
    "discussions agreement deal accord".split()
)
_AGREED: Final = ARRANGED - _TALKS
_NOMINAL_NEVER: Final = frozenset({"casualties", "shortage", "damage", "evacuation", "displacement"})
_PROTESTERS: Final = frozenset("protester protesters protestors demonstrators".split())
_EVENT_NOUNS: Final = frozenset(
    "attack attacks strike strikes raid raids shelling bombing bombings bombardment explosion explosions blast "
    "blasts fighting clashes battle siege blockade earthquake quake tremor flood floods flooding storm hurricane "
    "cyclone typhoon tornado fire blaze wildfire fires crash accident collapse derailment protest protests "
    "demonstration rally march riot riots violence looting crackdown kidnapping abduction arrests arrest massacre "
    "killing killings assassination murder outbreak epidemic ceasefire truce corridor corridors curfew sanctions "
    "offensive operation assault incursion invasion advance withdrawal swap exchange release shooting landslide "
    "eruption tsunami drought airstrike airstrikes".split()
)
_LASTING: Final = frozenset("battle siege blockade offensive invasion campaign".split())
_FARTHEST: Final = 400
"""Events of a type, counted back, that a noun may point to."""
_VAGUE: Final = frozenset({"country", "none"})
_BEFORE_BARE: Final = frozenset("in of on about over for to from political peace".split())
_GOVERNED: Final = frozenset({"demanded", "alleged", "threatened", "denied", "planned", "conditional"})
_YIELDS_TO: Final = {
    "attack_unspecified": frozenset(
        {"violence_civilians", "crackdown", "riot_confrontation", "access_denied", "abduction_detention", "looting"}
    ),
    "aid_delivery": frozenset({"access_denied"}),
}


class Draft(NamedTuple):
    """An event before merging, with what it was read from: its trigger, sentence, clause and status cue.

    `dated` tells whether words of the report tell its day.
    """

    event: Event
    hit: Hit
    tokens: Tokens
    clause: int
    cue: str
    dated: bool = False


def merge(drafts: Sequence[Draft], armed: frozenset[str]) -> tuple[tuple[Event, ...], list[tuple[Draft, str]]]:
    """Take out what another draft tells better.

    Parameters
    ----------
    drafts
        All of a report, by sentence.
    armed
        The types that an attack without a weapon gives way to.

    Returns
    -------
    events, dropped
        The events by position, and the drafts left out with the reason.
    """
    kept: dict[str, list[Draft]] = {}
    dropped: list[tuple[Draft, str]] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.event.sentence_start, []).append(draft)
    beside = _beside(by_sentence)
    for draft in drafts:
        reason = _gives_way(draft, by_sentence[draft.event.sentence_start], armed)
        reason = reason or _told_finer(draft, beside[draft.event.sentence_start], armed)
        if not reason:
            alike = kept.setdefault(draft.event.event_type, [])
            twin = _twin(draft, alike)
            if twin is None:
                alike.append(draft)
            else:
                alike[twin] = _joined(alike[twin], draft)
                reason = "told before"
        if reason:
            dropped.append((draft, reason))
    events = [draft.event for alike in kept.values() for draft in alike]
    events.sort(key=lambda event: (event.trigger_start, event.trigger_end, event.event_type))
    return tuple(events), dropped


def _gives_way(draft: Draft, same: list[Draft], armed: frozenset[str]) -> str:
    event = draft.event
    if _is_heading(draft, same):
        return "what follows the colon is the event"
    if event.event_type == "attack_unspecified":
        finer = _YIELDS_TO["attack_unspecified"] | (armed - {"attack_unspecified", "air_defence"})
        told = event.status != "denied"  # "it was a drill, said the council, and denied an attack"
        if any(other.event.event_type in finer and told | (other.event.status == "denied") for other in same):
            return "a finer type stands in the sentence"
    if event.event_type == "displacement" and any(
        other.event.event_type == "evacuation" and _overlap(other.hit, draft.hit) for other in same
    ):
        return "the same words tell an evacuation"
    if event.event_type == "protest" and draft.tokens.words[draft.hit.first] in _PROTESTERS:
        rowdy = (other for other in same if other.event.event_type in {"riot_confrontation", "looting"})
        if any(other.clause == draft.clause for other in rowdy):
            return "what the protesters did is the event"
    finer = _YIELDS_TO.get(event.event_type, frozenset())
    if event.event_type == "aid_delivery" and any(
        other.event.event_type in finer and other.clause == draft.clause for other in same
    ):
        return "what happened to the aid is the event"
    if draft.hit.rule.subtype == "agree" and any(
        other.event.event_type in _AGREED and other.clause == draft.clause for other in same
    ):
        return "what is agreed is the event"
    if event.event_type == "statement":
        for other in same:
            governed = other.event.status in _GOVERNED and other.event.event_type != "statement"
            ahead = other.hit.first >= draft.hit.first or event.status == other.event.status == "denied"
            ahead = ahead or draft.tokens.text[event.trigger_start : event.trigger_end] in other.cue  # "is demanded by"
            if governed and other.clause == draft.clause and ahead:
                return "what is demanded, threatened or alleged is the event"
    return ""


def _is_heading(draft: Draft, same: list[Draft]) -> bool:
    """``Evacuation of citizens: buses will continue to evacuate people``: one event, told in full behind the colon."""
    if len(same) < 2:
        return False
    colon = draft.tokens.text.find(":", draft.event.trigger_end, draft.event.sentence_end)
    if colon < 0 or not (_is_noun(draft) or draft.event.event_type == "evacuation"):
        return False
    return any(other.event.event_type == draft.event.event_type and other.event.trigger_start > colon for other in same)


def _beside(by_sentence: Mapping[int, list[Draft]]) -> dict[int, list[Draft]]:
    """Give, by sentence, the drafts of the sentences right before and after it in its paragraph."""
    found: dict[int, list[Draft]] = {start: [] for start in by_sentence}
    for one, other in pairwise(sorted(by_sentence)):
        between = by_sentence[one][0].tokens.text[by_sentence[one][0].event.sentence_end : other]
        if between.strip():
            continue
        if "\n" not in between:
            found[one] += by_sentence[other]
        found[other] += by_sentence[one]
    return found


def _told_finer(draft: Draft, beside: list[Draft], armed: frozenset[str]) -> str:
    """Whether the sentence before or after tells with what an attack was made, at the same place."""
    event = draft.event
    if event.event_type != "attack_unspecified" or not beside or event.status != "happened" or not _is_noun(draft):
        return ""
    finer = armed - {"attack_unspecified", "air_defence"} | {"violence_civilians"}
    for other in beside:
        told = other.event.event_type in finer and other.event.status == "happened"
        same = _place_id(other.event) == _place_id(event) or event.place is None or _condemned(draft)
        dated = draft.event.date_text != other.event.date_text and draft.event.date_precision != "unknown"
        if told and same and not dated:
            return "the sentence beside it tells with what"
    return ""


def _condemned(draft: Draft) -> bool:
    """Whether an attack told before is spoken of: ``condemned the attack and imposed a curfew in the capital``."""
    lead = draft.tokens.words[max(0, draft.hit.first - 2) : draft.hit.first]
    return len(lead) > 1 and lead[1] == "the" and lead[0] in _SPEAKING_OF


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first < other.stop and other.first < one.stop


def _twin(draft: Draft, kept: list[Draft]) -> int | None:
    """Give the index of the kept draft of its type that tells the same event, or None."""
    here, again = draft.event.sentence_start, _may_be_told_again(draft)
    for index in range(len(kept) - 1, max(-1, len(kept) - 1 - _FARTHEST), -1):
        if not again and kept[index].event.sentence_start != here:
            return None
        if _same(kept[index], draft):
            return index
    return None


def _same(one: Draft, other: Draft) -> bool:
    first, second = one.event, other.event
    if one.hit.rule.subtype != other.hit.rule.subtype:
        return False
    if first.sentence_start == second.sentence_start:
        if one.hit == other.hit:
            return _place_id(first) == _place_id(second) and _to_id(first) == _to_id(second)
        return _place_id(first) == _place_id(second) and (first.status == second.status or one.clause == other.clause)
    return _told_again(one, other)


def _may_be_told_again(draft: Draft) -> bool:
    """Whether the trigger is a noun that may point back: ``the talks``, ``the attack``, ``the release of``."""
    return draft.event.event_type not in _NOMINAL_NEVER and _is_noun(draft)


def _told_again(one: Draft, other: Draft) -> bool:
    """Whether a noun that may point back does so to `one`."""
    first, second = one.event, other.event
    if _is_invasion(one) != _is_invasion(other):
        return False  # the fighting in one town is not the war
    if first.status != second.status and {first.status, second.status} & {"failed", "denied"}:
        return False  # "Eight corridors worked. The corridor to the coast did not."
    if second.event_type == "earthquake" and "felt" in other.tokens.words[other.hit.stop : other.hit.stop + 4]:
        return True
    if other.dated and not _lasts(other) and _apart(first, second):
        return False
    if second.event_type in _TALKS:
        return second.place is None and (_points_back(other) or _is_bare(other))
    if not _points_back(other):
        return False
    inherited = second.place is None or second.place_reason.startswith(("carried", "no place", "'the"))
    vague = first.precision in _VAGUE and first.country in {"", second.country} and _near(one, other)
    return inherited or vague or _place_id(first) == _place_id(second)


def _is_invasion(draft: Draft) -> bool:
    return "invasion" in draft.tokens.words[draft.hit.first : draft.hit.stop]


def _lasts(draft: Draft) -> bool:
    """Whether the trigger names what goes on for long, told without a day: ``during the battle``, ``of the siege``."""
    first, words = draft.hit.first, draft.tokens.words
    if draft.event.date_precision != "unknown" or words[first] not in _LASTING:
        return False
    return words[max(0, first - 2) : first + 1] != ("on", "the", "offensive")  # "went on the offensive"


def _apart(one: Event, other: Event) -> bool:
    """Whether two events have days that do not meet."""
    if one.date_start is None or other.date_start is None:
        return False
    first, last = (one.date_end or date.max), (other.date_end or date.max)
    return other.date_start > first or one.date_start > last


def _is_noun(draft: Draft) -> bool:
    if draft.event.event_type in _TALKS:
        return draft.tokens.words[draft.hit.stop - 1] in _TALK_NOUNS
    words = draft.tokens.words
    return not _EVENT_NOUNS.isdisjoint({words[draft.hit.first], words[draft.hit.stop - 1]})


def _points_back(draft: Draft) -> bool:
    first = draft.hit.first
    return not _DEFINITE.isdisjoint(draft.tokens.words[max(0, first - 2) : first])


def _is_bare(draft: Draft) -> bool:
    """Whether the trigger is a single noun with neither an article nor a verb of its own before it."""
    before = draft.tokens.before(draft.hit.first)
    return draft.hit.stop - draft.hit.first == 1 and before in _BEFORE_BARE


def _place_id(event: Event) -> str:
    place = event.place.place if event.place else None
    return place.id if place else event.country


def _to_id(event: Event) -> str:
    place = event.destination.place if event.destination else None
    return place.id if place else ""


def _near(one: Draft, other: Draft) -> bool:
    """Whether two sentences stand in one paragraph, or in two that follow each other."""
    between = one.tokens.text[one.event.sentence_end : other.event.sentence_start]
    return between.count("\n\n") <= 1


def _joined(one: Draft, other: Draft) -> Draft:
    """Keep the first telling, with the counts that only the second has."""
    known = {count.what for count in one.event.counts}
    more: tuple[Count, ...] = tuple(count for count in other.event.counts if count.what not in known)
    dated = one.event.date_precision == "unknown" and other.event.date_precision != "unknown"
    changed: dict[str, Any] = {"counts": one.event.counts + more} if more else {}
    told = other.event
    finer = one.event.precision in _VAGUE and told.precision not in _VAGUE and _near(one, other)
    if finer and not _is_invasion(one):
        changed |= {name: getattr(told, name) for name in ("place", "country", "precision", "place_reason")}
    if dated and one.event.sentence_start == told.sentence_start:
        changed |= {name: getattr(told, name) for name in ("date_start", "date_end", "date_precision", "date_text")}
    return one._replace(event=replace(one.event, **changed)) if changed else one
