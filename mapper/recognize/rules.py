"""What the learned filter cannot know: rules on the odds that a span is a place, each with its factor.

The filter is learned from local news, which has few sieges, namesakes of towns or weapons. Each rule looks at the words
around a span and says whether it applies; its factor is set by hand. `FOR` is asked where the filter says no, `AGAINST`
where it says yes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gazetteer import Gazetteer
from mapper.languages import en
from mapper.recognize.context import Document, facts, holds
from mapper.recognize.runs import NEVER_A_NAME
from mapper.recognize.scan import Span, is_name
from mapper.recognize.tokens import FOLDED

_PLACING: Final = en.STRIKING_VERBS | {"in", "near", "from", "to", "at", "of", "outside", "around"}
_LOCAL: Final = frozenset({"in", "near", "from", "to", "at", "outside", "around", "of", "over", "across"})
_NO_NOUN: Final = en.SPEECH_VERBS | {"in", "and", "or", "on", "at"}
_AGAIN: Final = frozenset({"second", "another", "next"})
_SAINTS: Final = frozenset({"st", "ste", "saint", "sainte"})  # St. Petersburg is nobody's name
_OVERRUN: Final = frozenset("liberated recaptured shelled bombed besieged evacuated occupied flooded encircled".split())
_FORMATIONS: Final = frozenset({"regiment", "battalion", "brigade", "division", "squadron"})
_KNOWN_TOWN: Final = 200_000  # inhabitants from which units are named after the town they come from
_LONGEST_REGION: Final = 3  # words of a region's or country's name that one looks at beside a span
_COMMON_KIN: Final = (
    NEVER_A_NAME | en.TITLES | en.ORGANISATION_WORDS | en.MONTHS_AND_DAYS | en.PARTS | frozenset(en.PLACE_NOUNS)
)
_FOUGHT: Final = frozenset({"for", "on", "of", "over", "against"})
_LEADING: Final = _PLACING | _FOUGHT | {"and"}
_TURNING: Final = en.PEOPLES | en.TITLES
_NAMED_AFTER: Final = en.EPONYM_NOUNS | en.WEAPON_NOUNS


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a span stands.

    Attributes
    ----------
    gazetteer, doc
        The index and the document.
    taken_ends
        Ends of the spans already taken for places.
    """

    gazetteer: Gazetteer
    doc: Document
    taken_ends: set[int]


Rule = Callable[[Setting, Span], bool]


def struck(here: Setting, span: Span) -> bool:
    """Whether a verb of striking or leaving stands right before (``shells hit Bakhmut``), and it is nobody's name."""
    doc, i = here.doc, span.start
    tokens = doc.tokens
    if i == 0 or tokens.lower[i - 1] not in en.STRIKING_VERBS or tokens.gaps[i] != " ":
        return False
    return tokens.lower[i] not in doc.surnames and tokens.lower[i] not in en.FIRST_NAMES


def overrun(here: Setting, span: Span) -> bool:
    """Whether what befalls places alone is said right behind it (``Vyshhorod liberated``), and it is nobody's name."""
    doc, i, j = here.doc, span.start, span.end
    tokens = doc.tokens
    if j >= len(tokens.words) or tokens.gaps[j] != " " or tokens.lower[j] not in _OVERRUN:
        return False
    return tokens.lower[i] not in doc.surnames and tokens.lower[i] not in en.FIRST_NAMES


def fought_for(here: Setting, span: Span) -> bool:
    """Whether it is what a fight is for, on or over (``the struggle for Azaz``)."""
    lower, i = here.doc.tokens.lower, span.start
    return i > 1 and lower[i - 1] in _FOUGHT and lower[i - 2] in en.FIGHT_NOUNS


def office(here: Setting, span: Span) -> bool:
    """Whether it is what somebody holds office of (``the mayor of Mariupol``)."""
    lower, i = here.doc.tokens.lower, span.start
    return i > 1 and lower[i - 1] == "of" and lower[i - 2] in en.TITLES


def next_in_list(here: Setting, span: Span) -> bool:
    """Whether it follows a place in a list (``Nova Kakhovka and Kakhovka``)."""
    tokens, i = here.doc.tokens, span.start
    if i in here.taken_ends:
        return tokens.gaps[i] == ", "
    return i - 1 in here.taken_ends and tokens.lower[i - 1] == "and"


def region_of_the_name_before(here: Setting, span: Span) -> bool:
    """Whether it is the region or country of a name before a comma (``Cairo, Ill.``); a word needs its dot there."""
    tokens, i = here.doc.tokens, span.start
    if i == 0 or tokens.gaps[i] != ", " or not tokens.upper[i - 1]:
        return False
    is_word = span.end == i + 1 and (tokens.lower[i] in here.doc.common or len(tokens.lower[i]) <= _LONGEST_REGION)
    if is_word and not tokens.gaps[span.end].startswith("."):
        return False
    starts = range(max(0, i - _LONGEST_REGION), i)
    return any(tokens.upper[k] and holds(here.gazetteer, tokens.key(k, i), span.key) for k in starts)


def region_behind(here: Setting, span: Span) -> bool:
    """Whether a preposition stands before and the region or country behind (``the port of Bar in Montenegro``)."""
    tokens, i, j = here.doc.tokens, span.start, span.end
    if i == 0 or tokens.gaps[i] != " " or tokens.lower[i - 1] not in _PLACING:
        return False
    if j < len(tokens.words) and tokens.lower[j] == "in" and tokens.gaps[j] == " ":
        j += 2 if j + 1 < len(tokens.words) and tokens.lower[j + 1] == "the" else 1
    elif j >= len(tokens.words) or tokens.gaps[j] != ", ":
        return False
    ends = range(j + 1, min(j + _LONGEST_REGION, len(tokens.words)) + 1)
    return j < len(tokens.words) and tokens.upper[j] and any(
        holds(here.gazetteer, span.key, tokens.key(j, k)) for k in ends
    )  # fmt: skip


def surname(here: Setting, span: Span) -> bool:
    """Whether a person named in full bears it, no preposition of place stands before, and it acts."""
    tokens, i, j = here.doc.tokens, span.start, span.end
    if j - i > 1 or tokens.lower[i] not in here.doc.surnames or j >= len(tokens.words) or tokens.gaps[j] != " ":
        return False
    return tokens.lower[j] in en.SPEECH_VERBS and (tokens.opens[i] or tokens.lower[i - 1] not in _LOCAL)


def end_of_a_name(here: Setting, span: Span) -> bool:
    """Whether a capitalised word that is no place, title or common word leads into it (``told Knight Ridder``)."""
    doc, i = here.doc, span.start
    tokens = doc.tokens
    if i == 0 or not tokens.upper[i - 1] or tokens.gaps[i] != " " or i in here.taken_ends:
        return False
    word = tokens.lower[i - 1]
    return not (
        tokens.opens[i - 1]
        or word in _COMMON_KIN
        or word in doc.common
        or word in doc.lower_words
        or word in en.DEMONYMS
        or tokens.words[i - 1].isupper()
        or is_name(here.gazetteer, FOLDED[tokens.words[i - 1]])
    )


def headed(here: Setting, span: Span) -> bool:
    """Whether the word before belongs to the name, which no gazetteer holds with it (``Nova Kamianka``)."""
    tokens, i = here.doc.tokens, span.start
    return i > 0 and tokens.upper[i - 1] and tokens.lower[i - 1] in en.NAME_HEADS and tokens.gaps[i] == " "


def titled(here: Setting, span: Span) -> bool:
    """Whether a capitalised title stands right before it, or begins it in a person's name (``Queen Victoria``)."""
    doc, i = here.doc, span.start
    tokens = doc.tokens
    if tokens.lower[i] in en.TITLES and tokens.lower[i] not in _SAINTS and span.end - i > 1:
        run = doc.run_at[i]
        return run is not None and run.kind == "person"
    if i == 0 or not tokens.upper[i - 1] or tokens.lower[i - 1] not in en.TITLES:
        return False
    return tokens.gaps[i] == " " or tokens.dotted(i - 1)


def plain_word(here: Setting, span: Span) -> bool:
    """Whether it is a common word with a noun behind it that opens a sentence (``Male survivors``)."""
    tokens, i, j = here.doc.tokens, span.start, span.end
    if j - i > 1 or j >= len(tokens.words) or tokens.lower[i] not in here.doc.common or not tokens.opens[i]:
        return False
    return tokens.gaps[j] == " " and not tokens.upper[j] and tokens.lower[j] not in _NO_NOUN


def of_a_people(here: Setting, span: Span) -> bool:
    """Whether it tells whom the noun behind it speaks of (``Jewish children``), not where."""
    tokens, i, j = here.doc.tokens, span.start, span.end
    if j - i > 1 or tokens.lower[i] not in en.PEOPLES or j >= len(tokens.words) or tokens.gaps[j] != " ":
        return False
    return not tokens.upper[j] and tokens.lower[j] not in _NO_NOUN and (i == 0 or tokens.lower[i - 1] not in _LOCAL)


def unit(here: Setting, span: Span) -> bool:
    """Whether a unit is named so: here (``the Azov regiment``), or elsewhere, for a small town's name (``Azov``)."""
    tokens, i, j = here.doc.tokens, span.start, span.end
    if j - i > 1 or tokens.lower[i] not in here.doc.units:
        return False
    if j < len(tokens.words) and tokens.lower[j] in _FORMATIONS and tokens.gaps[j] == " ":
        return True  # whatever the town is like, the unit is no place
    about = facts(here.gazetteer, span.key)
    return about.kind in ("settlement", "adm2") and about.population < _KNOWN_TOWN


def named_after(here: Setting, span: Span) -> bool:
    """Whether a thing named after a place or a person follows (``the Minsk agreements``, ``Molotov cocktails``)."""
    tokens, j = here.doc.tokens, span.end
    if j >= len(tokens.words) or tokens.gaps[j] != " ":
        return False
    word = tokens.lower[j]
    return word in en.EPONYM_NOUNS or (
        word in en.WEAPON_NOUNS and facts(here.gazetteer, span.key).kind == "settlement" and not tokens.upper[j]
    )


def likened(here: Setting, span: Span) -> bool:
    """Whether something else is called so (``is becoming a second Aleppo``)."""
    tokens, i, j = here.doc.tokens, span.start, span.end
    if i < 1 or tokens.lower[i - 1] not in _AGAIN or tokens.upper[i - 1] or tokens.gaps[i] != " ":
        return False
    one = tokens.lower[i - 1] == "another" or (i > 1 and tokens.lower[i - 2] in ("a", "the"))
    return one and (j >= len(tokens.words) or tokens.gaps[j] != " " or tokens.lower[j] in NEVER_A_NAME)


FOR: Final[tuple[tuple[Rule, float], ...]] = (
    (struck, 8.0),
    (overrun, 4.0),
    (fought_for, 8.0),
    (office, 20.0),
    (next_in_list, 2.0),
    (region_of_the_name_before, 20.0),
    (region_behind, 50.0),
)
"""Rules that raise the odds, and by what."""

AGAINST: Final[tuple[tuple[Rule, float], ...]] = (
    (surname, 1 / 8),
    (end_of_a_name, 1 / 8),
    (titled, 1 / 8),
    (headed, 0.0),
    (of_a_people, 0.0),
    (unit, 1 / 50),
    (plain_word, 1 / 8),
    (named_after, 0.0),
    (likened, 0.0),
)
"""Rules that lower the odds, and to what share."""


def could_speak_for(here: Setting, span: Span) -> bool:
    """Whether any of the rules `FOR` could apply: one look at the words that they turn on."""
    tokens, i, j = here.doc.tokens, span.start, span.end
    if i > 0 and (tokens.lower[i - 1] in _LEADING or tokens.gaps[i] == ", "):
        return True
    return j < len(tokens.words) and tokens.lower[j] in _OVERRUN


def could_speak_against(here: Setting, span: Span) -> bool:
    """Whether any of the rules `AGAINST` could apply: one look at the words that they turn on, as mostly none does."""
    doc, i, j = here.doc, span.start, span.end
    tokens = doc.tokens
    word = tokens.lower[i]
    return (
        (i > 0 and (tokens.upper[i - 1] or tokens.lower[i - 1] in _AGAIN))
        or word in _TURNING
        or word in doc.common
        or word in doc.surnames
        or word in doc.units
        or (j < len(tokens.words) and tokens.lower[j] in _NAMED_AFTER)
    )


def weigh(odds: float, rules: tuple[tuple[Rule, float], ...], here: Setting, span: Span) -> float:
    """Give the odds with all rules heard that apply."""
    for rule, factor in rules:
        if rule(here, span):
            odds *= factor
    return odds
