"""In what state an event is, by the words around its trigger: negation, modality, tense, reported speech, demands."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from mapper.model import Status
from mapper.tag.ahead import is_to_be_done
from mapper.tag.general import is_general
from mapper.tag.scope import StatusCues, closes_insertion, cues_after, governs, is_adjective
from mapper.tag.tokens import Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import Cue

ARRANGED: Final = frozenset(
    {"ceasefire", "evacuation", "humanitarian_corridor", "aid_delivery", "negotiation", "release_exchange"}
)
"""Types that are arranged beforehand, so that they can fail, be put off or not take place."""
_AIMS: Final = frozenset(
    "shelling airstrike drone_attack ground_fighting attack_unspecified territory_change damage "
    "surrender_capture negotiation release_exchange aid_delivery air_defence abduction_detention looting "
    "violence_civilians siege_blockade".split()
)
_DONE: Final = frozenset(
    "managed managing manages manage succeeded able forced began begin begins started continued continue continues "
    "continuing proceeded resumed seems appears happened on helped used appeared went "
    "had led due according made compelled seemed refused set subjected response addition".split()
)
_ENABLING: Final = frozenset("paved pave way enabled enabling prompted prompting forced forcing caused causing".split())
_ENABLED: Final = 10
_USED: Final = 6
_STATES: Final = frozenset({"shortage", "siege_blockade"})
"""Types that last: told without more, they are ongoing."""
_MODAL: Final = (
    "denied",
    "demanded",
    "alleged",
    "condition",
    "threatened",
    "failed",
    "planned",
    "attempted",
    "conditional",
)
"""Kinds of cues before a trigger, the strongest first."""
_NAMED: Final[dict[str, Status]] = {
    "denied": "denied",
    "demanded": "demanded",
    "alleged": "alleged",
    "threatened": "threatened",
    "failed": "failed",
    "planned": "planned",
    "attempted": "attempted",
    "condition": "conditional",
    "conditional": "conditional",
}
"""The status that a kind of cues tells."""
_ASKING: Final = frozenset("should could can will would is are do does did might may shall".split())
_WH: Final = frozenset("what who where when why how".split())
_LET: Final = frozenset("allowed allowing discuss discusses discussed discussing".split())
_MODALS: Final = frozenset("might could will would should can may".split())
_PEOPLE: Final = frozenset("refugee refugees evacuee evacuees pow pows hostage hostages detainees".split())
_SUPPOSING: Final = frozenset("imagine suppose supposing assuming".split())
_SUFFERERS: Final = frozenset("wounded injured displaced dead".split())
_BEFORE_ATTRIBUTES: Final = frozenset(
    "from of in at near the a an for with across through into around their its his her many some several # two "
    "three".split()
)
_AFTER_VERBS: Final = frozenset("in on at by to from with and or when while after before during near for since".split())
_KINDLY: Final = ARRANGED | {"measure"}
"""What is vowed of these is a promise, no threat."""
_REFUSAL: Final = 2
_HOLDING_BACK: Final = frozenset({"cannot", "could", "refrain", "refrains", "refrained"})
_FEARS: Final = (("fears",), ("threat",), ("threats",), ("scare",))
"""What stands behind a trigger that is only feared: ``amid sabotage fears``."""
_FOILED: Final = frozenset("foiled thwarted prevented failed averted fail fails".split())
_GERUND_REACH: Final = 3
_AFTER_REACH: Final = 8
_ARRANGED_REACH: Final = 12
_FAILED_REACH: Final = 11
_FOILED_REACH: Final = 6
_BROUGHT: Final = frozenset("agreed reached signed opened held delivered brokered".split())
_SET: Final = frozenset("scheduled planned slated due set".split())
_NOT_YET: Final = frozenset("be to not never will would could".split())
_PHRASE_REACH: Final = 4
_SET_REACH: Final = 4
_HANGING: Final = frozenset("in by from during after amid following over despite before".split())
_BEFORE_EVENTS: Final = frozenset("after following despite before".split())
_MODAL_LEADS: Final = frozenset("to will would could may might can must should".split())
_HAVE: Final = frozenset("have has had".split())
_BE: Final = frozenset("is are was were being be been".split())


class State(NamedTuple):
    """The status of an event, or none at all: ``absent`` says that it did not happen or is not told of.

    `cue` holds the words that tell it, `words` their first word and the one after their last.
    """

    status: Status | Literal["absent"]
    cue: str = ""
    words: tuple[int, int] = (0, 0)


def status_of(tokens: Tokens, hit: Hit, cues: StatusCues, *, narrative: bool = False) -> State:
    """Tell the status of the event that `hit` shows.

    Parameters
    ----------
    tokens, hit, cues
        The sentence, the trigger, and the words of the sentence that tell a status.
    narrative
        Whether the report has no day: what lasted is then told of the past, and nothing in it goes on.
    """
    before = {cue.kind: cue for cue in cues.before if governs(tokens, cue, hit, cues.clauses)} if cues.before else {}
    after = cues_after(tokens, hit, cues) if cues.after else {}
    state = _absent(tokens, hit, before) or _untrue(hit, after)
    if not state and is_general(tokens, hit):
        state = "absent", None
    if (before or after) and not state and not _is_attribute(tokens, hit) and not _is_people(tokens, hit):
        state = _failed_after(tokens, hit, after) or _done(tokens, hit, before, after)
        state = state or _modal(tokens, hit, before) or _modal_after(tokens, hit, after)
    if not state and (_aimed(tokens, hit) or _opens_as_aim(tokens, hit) or is_to_be_done(tokens, hit)):
        state = "planned", None
    if not state and tokens.words[hit.stop : hit.stop + 1] in _FEARS and not tokens.gaps[hit.stop]:
        state = "threatened", None
    if not state and _supposed(tokens, hit):
        state = "conditional", None
    if not state and not hit.rule.status:
        state = _lasting(tokens, hit, before, after)
    if narrative and state and state[0] == "ongoing":
        state = "happened", state[1]
    if state:
        cue = state[1]
        return State(state[0], _text(tokens, cue), (cue.first, cue.stop)) if cue else State(state[0])
    assumed = _status(hit.rule.status) or ("ongoing" if hit.event_type in _STATES else "happened")
    return State("happened" if narrative and assumed == "ongoing" else assumed)


def _aimed(tokens: Tokens, hit: Hit) -> bool:
    """Whether the trigger is a mere aim: ``weapons to destroy bridges``, not ``managed to destroy``."""
    if "to" not in tokens.vocabulary:
        return False
    circling = hit.event_type == "siege_blockade" and tokens.words[hit.stop - 2] == "to"  # "advanced to encircle"
    verb = hit.stop - 1 if circling else hit.first
    if hit.event_type not in _AIMS or verb < 2 or tokens.words[verb - 1] != "to":
        return False
    if not _ENABLING.isdisjoint(tokens.words[max(0, verb - _ENABLED) : verb]):
        return False  # "paved the way for the army to invade"
    if "used" in tokens.words[max(0, verb - _USED) : verb]:
        return False  # "used the hill to shell the town"
    noun = tokens.words[verb] == "genocide" or tokens.words[verb].endswith(("ing", "ed"))
    return not noun and tokens.words[verb - 2] not in _DONE


def _opens_as_aim(tokens: Tokens, hit: Hit) -> bool:
    """Whether a sentence opens with an aim: ``To evacuate the wounded, a truce is needed``."""
    return hit.first == 1 and tokens.words[0] == "to" and hit.event_type != "statement"


def _supposed(tokens: Tokens, hit: Hit) -> bool:
    """Whether the sentence only supposes: ``Had the army attacked, many would have died``, ``Imagine a flood``."""
    opening = tokens.words[0]
    would = opening == "had" and tokens.find({"would", "could", "might"}, hit.stop, len(tokens.words)) >= 0
    return would or opening in _SUPPOSING


def _is_attribute(tokens: Tokens, hit: Hit) -> bool:
    """Whether the trigger is a participle before a noun (``from damaged buildings``): no modal reaches it."""
    if hit.stop - hit.first != 1 or not tokens.words[hit.first].endswith("ed") or hit.first == 0:
        return False
    if tokens.after(hit.stop) == "by" and _BE.isdisjoint(tokens.words[max(0, hit.first - 3) : hit.first]):
        return True  # "areas besieged by the army"
    led = tokens.words[max(0, hit.first - 2) : hit.first]
    if hit.stop in tokens.places and not tokens.gaps[hit.stop] and len(led) > 1 and led[0] in _MODAL_LEADS:
        return led[1] not in _BE and led[1] not in _HAVE  # "vows to rebuild besieged Arda"
    follows = hit.stop < len(tokens.words) and not tokens.gaps[hit.stop] and tokens.words[hit.stop] not in _AFTER_VERBS
    return follows and tokens.words[hit.first - 1] in _BEFORE_ATTRIBUTES


def _is_people(tokens: Tokens, hit: Hit) -> bool:
    """Whether the trigger names people to whom it has happened (``will host refugees``): no modal reaches it."""
    last, before = tokens.words[hit.stop - 1], tokens.words[hit.stop - 2] if hit.stop > 1 else ""
    if last in _SUFFERERS and before in {"the", "internally", "forcibly"}:
        return True
    return last in _PEOPLE and hit.stop - hit.first == 1


_Found = tuple[Status | Literal["absent"], Cue | None]


def _status(name: str) -> Status | None:
    return "ongoing" if name == "ongoing" else "happened" if name == "happened" else _NAMED.get(name)


def _text(tokens: Tokens, cue: Cue) -> str:
    return tokens.text[tokens.starts[cue.first] : tokens.ends[cue.stop - 1]]


def _absent(tokens: Tokens, hit: Hit, before: dict[str, Cue]) -> _Found | None:
    cue = before.get("absent") or before.get("nothing")
    if cue is None:
        return _asked(tokens)
    # "not opened", "did not hold": of what was arranged, that it did not happen is the news.
    if hit.event_type in ARRANGED and (tokens.words[cue.first] in _HOLDING_BACK or _not_brought(tokens, hit, cue)):
        return "failed", cue
    return "absent", cue


def _not_brought(tokens: Tokens, hit: Hit, cue: Cue) -> bool:
    """Tell ``no truce was agreed``, which failed, from ``no truce``, of which nothing is told."""
    behind = tokens.words[hit.stop : hit.stop + 3]
    return tokens.words[cue.first] == "no" and len(behind) > 1 and behind[0] in _BE and behind[1] in _BROUGHT


def _untrue(hit: Hit, after: dict[str, Cue]) -> _Found | None:
    """``Rumours of cholera in Zaria were false``, ``Reports of an attack were rejected by the army``."""
    if not after:
        return None
    impossible = after.get("absent")
    if impossible and impossible.first == hit.stop:
        return "absent", impossible
    cue = after.get("untrue") or after.get("denied")
    near = cue is not None and cue.first - hit.stop <= _AFTER_REACH and hit.event_type != "statement"
    return ("denied", cue) if near else None


def _asked(tokens: Tokens) -> _Found | None:
    """Reject what is merely asked: ``Should scientists cut ties?``, ``What might happen to the prisoners?``."""
    asked = tokens.text[tokens.end - 1] == "?" and (
        tokens.words[0] in _ASKING or (tokens.words[0] in _WH and not _MODALS.isdisjoint(tokens.words[1:4]))
    )
    return ("absent", None) if asked else None


def _failed_after(tokens: Tokens, hit: Hit, after: dict[str, Cue]) -> _Found | None:
    cue = after.get("failed")
    if cue is None:
        return None
    if hit.event_type in ARRANGED:
        return ("failed", cue) if cue.first - hit.stop <= _FAILED_REACH else None
    return (
        ("failed", cue)
        if _FOILED.issuperset(tokens.words[cue.first : cue.stop]) and cue.first - hit.stop <= _FOILED_REACH
        else None
    )


def _done(tokens: Tokens, hit: Hit, before: dict[str, Cue], after: dict[str, Cue]) -> _Found | None:
    """Tell that what was planned took place: ``the approved corridors opened``, not ``will be opened``."""
    cue = after.get("happened")
    if cue is None or hit.event_type not in ARRANGED or cue.first - hit.stop > _AFTER_REACH:
        return None
    governed = [one for one in before.values() if not is_adjective(tokens, one)]
    leads = tokens.words[max(hit.stop, cue.first - 2) : cue.first]
    return None if governed or not _NOT_YET.isdisjoint(leads) else ("happened", cue)


def _modal(tokens: Tokens, hit: Hit, before: dict[str, Cue]) -> _Found | None:
    kinds = [kind for kind in _MODAL if kind in before]
    if "planned" in kinds and "attempted" in kinds:
        kinds.remove("attempted")
    if "denied" in kinds and _is_refused_else(tokens, before["denied"], hit):
        kinds.remove("denied")
    if (
        "threatened" in kinds
        and hit.event_type in _KINDLY
        and tokens.words[before["threatened"].first].startswith("vow")
    ):
        return "planned", before["threatened"]
    if "failed" in kinds and hit.event_type not in ARRANGED and before["failed"].first < hit.first - 4:
        kinds.remove("failed")
    unarranged = hit.event_type not in ARRANGED | {"measure"}
    if "planned" in kinds and unarranged and tokens.words[before["planned"].first] in _LET:
        kinds.remove("planned")  # "the raid allowed the army to advance", "discusses the perils of combat"
    if hit.event_type == "casualties" and "attempted" in kinds:
        kinds.remove("attempted")  # "struggling to account for how many had died"
    if hit.event_type == "casualties" and "planned" in kinds and before["planned"].stop < hit.first - 1:
        kinds.remove("planned")  # nobody plans what it takes to count the dead
    if "demanded" in kinds and _inverted(tokens, before["demanded"]):
        return "conditional", before["demanded"]
    if hit.event_type == "statement":
        open_to = {"planned", "conditional"} | (set() if hit.rule.status else {"demanded"})
        kinds = [kind for kind in kinds if kind in open_to]
    for kind in kinds:
        status = _NAMED.get(kind)
        if status:
            return status, before[kind]
    return None


def _is_refused_else(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether something else is refused: ``refused aid to those they had injured``, not ``refused to evacuate``."""
    if not tokens.words[cue.first].startswith("refus"):
        return False
    return hit.first - cue.stop > _REFUSAL and tokens.words[cue.stop] != "to"


def _inverted(tokens: Tokens, cue: Cue) -> bool:
    """Whether ``should`` opens a condition: ``said that, should the shelling go on, it would answer``."""
    first = cue.first
    opens = first == 0 or tokens.comma(first) or tokens.words[first - 1] in {"that", "said", "stated", "warned"}
    return tokens.words[first] == "should" and opens


def _within_phrase(tokens: Tokens, hit: Hit) -> bool:
    """Whether the trigger hangs on a preposition: ``buildings damaged in Russian shelling will be demolished``."""
    first = hit.first
    while first > 0 and hit.first - first < _PHRASE_REACH and not tokens.gaps[first]:
        first -= 1
        if tokens.words[first] in _HANGING:
            return first > 1 or tokens.words[first] in _BEFORE_EVENTS
    return False


def _modal_after(tokens: Tokens, hit: Hit, after: dict[str, Cue]) -> _Found | None:
    """``Evacuations will begin``: the event is the subject of a verb with a modal."""
    cue = after.get("planned")
    if cue and tokens.words[cue.first] in _SET and not tokens.gaps[hit.stop] and cue.first - hit.stop <= _SET_REACH:
        return "planned", cue  # "during the rally in Berlin scheduled for Sunday"
    if hit.event_type not in ARRANGED and _within_phrase(tokens, hit):
        return None
    for kind in ("planned", "demanded", "conditional", "threatened"):
        cue = after.get(kind)
        status = _NAMED.get(kind)
        reach = _ARRANGED_REACH if hit.event_type in ARRANGED or hit.event_type == "protest" else 4
        apart = cue and any(tokens.comma(index) for index in range(hit.stop, cue.first + 1))
        if cue and apart and not closes_insertion(tokens, cue, hit):
            continue  # "Now that the city is captured, rebels would turn to others"
        if cue and status and cue.first - hit.stop <= reach and hit.event_type != "statement":
            return status, cue
    return None


def _lasting(tokens: Tokens, hit: Hit, before: dict[str, Cue], after: dict[str, Cue]) -> _Found | None:
    cue = before.get("ongoing") or after.get("ongoing")
    if (
        cue
        and hit.event_type == "casualties"
        and any(tokens.comma(index) for index in range(min(cue.stop, hit.stop), max(cue.first, hit.first) + 1))
    ):
        cue = None  # "clashes continued, leaving nine dead"
    if cue and cue.first >= hit.stop and _is_inserted(tokens, hit):
        return None  # "In the town, liberated last week, work continues"
    if cue and (cue.stop <= hit.first or _goes_on(tokens, cue, hit)):
        return "ongoing", cue
    return ("ongoing", None) if not _BE.isdisjoint(tokens.vocabulary) and _is_progressive(tokens, hit) else None


def _is_progressive(tokens: Tokens, hit: Hit) -> bool:
    """Whether a form of *be* with an -ing form tells it: ``is shelling``, ``shelling is continuing``."""
    led = tokens.words[max(0, hit.first - 2) : hit.first]
    if _is_gerund(tokens.words[hit.first]) and not tokens.comma(hit.first) and not _BE.isdisjoint(led):
        return True
    follows = tokens.words[hit.stop : hit.stop + _GERUND_REACH]
    if follows and follows[0] in _BE and any(_is_gerund(word) for word in follows[1:]):
        return True
    return _is_object_of_progressive(tokens, hit)


def _is_inserted(tokens: Tokens, hit: Hit) -> bool:
    """Whether the trigger is a participle between commas."""
    behind = range(hit.stop, len(tokens.words))
    return tokens.words[hit.first].endswith("ed") and tokens.comma(hit.first) and any(map(tokens.comma, behind))


def _goes_on(tokens: Tokens, cue: Cue, hit: Hit) -> bool:
    """Whether it is the event that goes on: not in ``After the retreat, fighting continued``."""
    apart = any(tokens.comma(index) for index in range(hit.stop, cue.first + 1))
    return cue.first - hit.stop <= _AFTER_REACH and not (apart and _within_phrase(tokens, hit))


def _is_gerund(word: str) -> bool:
    return word.endswith("ing") and word != "missing"


def _is_object_of_progressive(tokens: Tokens, hit: Hit) -> bool:
    """``We are opening humanitarian passages``: a form of *be*, an -ing form, and at most two words."""
    for index in range(hit.first - 1, max(0, hit.first - 4), -1):
        if tokens.words[index].endswith("ing"):
            apart = any(tokens.comma(at) for at in range(index + 1, hit.first + 1))
            return tokens.words[index - 1] in _BE and not apart
    return False
