"""Which of the words that tell a state hold for a trigger: those of its clause, near enough."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import Cue, cue_table

_BE: Final = frozenset("is are was were being be been".split())
_BREAKS_SCOPE: Final = frozenset(
    "condemn condemned condemns condemning denounce denounced denouncing due after following during amid amidst "
    "despite since before until because managing managed succeeding succeeded".split()
)
_AGAINST: Final = _BREAKS_SCOPE | {"against"}
"""``called for a march against power cuts``: it is not the cuts that are demanded."""

_REACH: Final = {"absent": 4, "ongoing": 5, "attempted": 7, "conditional": 9, "condition": 9}
_ADJECTIVES: Final = frozenset(
    "attempted planned alleged failed possible potential imminent proposed scheduled looming feared botched purported "
    "expected upcoming forthcoming continuing ongoing persistent relentless daily cancelled suspended approved".split()
)
"""Words that tell the state of the next noun alone when no ``to`` follows them."""
_STOPS: Final = frozenset({"restriction", "access_denied", "shortage", "measure"})
"""Types that a stop makes (``suspended the licences``): it is no failure."""
_ADJUNCTS: Final = frozenset("in by from during over amid".split())
_PASSIVE: Final = _BE | {"get", "gets", "got", "getting", "have", "has", "had", "not"}
_CAUSE_REACH: Final = 3
_LIST_REACH: Final = 6
_THAT_REACH: Final = 3
_ADJECTIVE_REACH: Final = 2
_DEFAULT_REACH: Final = 12


class StatusCues(NamedTuple):
    """The cues of one sentence, before and after their triggers, and its clauses."""

    before: tuple[Cue, ...]
    after: tuple[Cue, ...]
    clauses: tuple[int, ...]


def status_cues(tokens: Tokens, clauses: tuple[int, ...]) -> StatusCues:
    """Find all words of a sentence that tell a status."""
    return StatusCues(cue_table("status").find(tokens), cue_table("status_after").find(tokens), clauses)


def governs(tokens: Tokens, cue: Cue, hit: Hit, clauses: tuple[int, ...]) -> bool:
    """Whether `cue` stands before the trigger, in its clause, near enough, with no adjunct opened in between."""
    if cue.first >= hit.first:
        return _is_own_cue(tokens, cue, hit)
    if cue.stop > hit.first:
        # "wants the army to withdraw": the cue runs into the trigger; not in "did not allow the buses"
        return cue.kind != "absent" or hit.event_type not in _STOPS
    if hit.first - cue.stop > _REACH.get(cue.kind, _DEFAULT_REACH):
        return False
    if clauses[cue.stop - 1] != clauses[hit.first] and not _joins_subjects(tokens, cue, hit):
        return False
    between = tokens.words[cue.stop : hit.first]
    if cue.stop - cue.first == 1 and is_adjective(tokens, cue) and len(between) > _ADJECTIVE_REACH:
        return False
    if cue.kind in {"attempted", "planned"} and _resumes(tokens, cue, hit):
        return False  # "Rebels, who tried to reach the town, were ambushed"
    if cue.kind == "attempted" and _opens_participle(tokens, cue, hit):
        return False  # "an attempt to take the base, starting with a bombing"
    breaks = _AGAINST if cue.kind == "demanded" else _BREAKS_SCOPE
    if not breaks.isdisjoint(between) or _is_given(tokens, cue, hit):
        return False
    if "that" in between and between.index("that") > _THAT_REACH:
        return False  # a relative clause: "may have died in floods that swept away homes"
    if hit.event_type == "negotiation" and "in" in between and cue.kind != "absent":
        return False
    if cue.kind in {"absent", "nothing"}:
        apart = any(tokens.comma(index) for index in range(cue.stop, hit.first + 1))
        return not apart or _in_negated_list(tokens, cue, hit)
    return not (cue.kind == "ongoing" and len(between) > 2 and "to" not in between and "of" not in between)


def _resumes(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether the main clause goes on behind an insertion that holds the cue."""
    auxiliary = tokens.find(_PASSIVE, cue.stop, hit.first + 1)
    return auxiliary >= 0 and tokens.comma(auxiliary)


def _opens_participle(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    between = range(cue.stop, hit.first)
    return any(
        tokens.comma(at) and tokens.words[at].endswith("ing") and tokens.words[at] != "including" for at in between
    )


def _is_own_cue(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether a cue among the words of the trigger itself (``planned evacuation`` as one phrase) tells its status."""
    if cue.kind in {"absent", "failed"} and hit.event_type in _STOPS:
        return False  # "ambulances were not allowed", "flights were suspended"
    if hit.event_type == "troop_movement" and tokens.words[cue.first].startswith("pull"):
        return False  # "pulled out of the town"
    inside = hit.first <= cue.first and cue.stop <= hit.stop
    return inside and (cue.kind in {"attempted", "failed"} or cue.first > hit.first)


def _in_negated_list(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether ``no`` holds for a list: ``There were no wounded, killed, or shelling``."""
    if tokens.words[cue.first] != "no" or hit.first - cue.stop > _LIST_REACH:
        return False
    commas = [cue.stop, *(index for index in range(cue.stop, hit.first + 1) if tokens.comma(index))]
    short = all(other - one <= 2 for one, other in pairwise(commas))
    return short and tokens.find({"or", "nor"}, cue.stop, hit.stop + 3) >= 0


def _joins_subjects(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether it is one subject up to the trigger: ``none of the passengers and railway workers were injured``."""
    between = tokens.words[cue.stop : hit.first]
    verb = next((index for index, word in enumerate(between) if word in _BE or word.endswith("ed")), len(between))
    apart = any(tokens.comma(index) or tokens.hard_break(index) for index in range(cue.stop, hit.first + 1))
    return cue.kind == "nothing" and not apart and "and" in between[:verb] and "and" not in between[verb:]


def _is_given(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether the trigger is told as known, in an adjunct: ``may have died in the floods``."""
    lead = tokens.words[max(cue.stop, hit.first - 2) : hit.first]
    if lead == ("to", "this") or _is_cause(tokens, cue, hit):
        return True  # "must respond to this siege"
    return len(lead) == 2 and lead[1] in {"the", "those", "these"} and lead[0] in _ADJUNCTS


def _is_cause(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether something was done by what the trigger tells: ``will mend homes damaged by the shelling``."""
    by = tokens.rfind({"by"}, max(cue.stop, hit.first - _CAUSE_REACH), hit.first)
    return by > 1 and tokens.words[by - 1].endswith("ed") and _PASSIVE.isdisjoint(tokens.words[max(0, by - 4) : by - 1])


def is_adjective(tokens: Tokens, cue: Cue) -> bool:
    """Whether the cue stands before a noun (``attempted evacuations``), not before an infinitive or after ``had``."""
    if tokens.words[cue.first] not in _ADJECTIVES:
        return False
    following = tokens.words[cue.stop] if cue.stop < len(tokens.words) else ""
    leading = tokens.words[cue.first - 1] if cue.first else ""
    return following not in {"to", "that", "for", "on", "in"} and leading not in {"had", "has", "have", "he", "they"}


def closes_insertion(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether the cue goes on behind a relative clause: ``The talks, which are the third, will begin today``."""
    opens = tokens.find({"which", "who"}, hit.stop, cue.first)
    if opens < 0 or not tokens.comma(opens):
        return False
    commas = [index for index in range(opens + 1, cue.first + 1) if tokens.comma(index) or tokens.hard_break(index)]
    return len(commas) == 1 and cue.first - commas[0] <= 1


def cues_after(tokens: Tokens, hit: Hit, cues: StatusCues) -> dict[str, Cue]:
    """Give the first cue of each kind behind the trigger, in its clause, before a comma that closes the phrase."""
    found: dict[str, Cue] = {}
    for cue in cues.after:
        if cue.first < hit.stop or cue.first - hit.stop > _DEFAULT_REACH:
            continue
        if cues.clauses[cue.first] != cues.clauses[hit.stop - 1] and not closes_insertion(tokens, cue, hit):
            continue
        found.setdefault(cue.kind, cue)
    return found
