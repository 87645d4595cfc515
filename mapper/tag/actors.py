"""Who did it to whom, in the plainest readings; an empty string rather than words that name nobody.

Who acts: the subject of an active verb, the agent after ``by``, or the side before a noun that tells the event
(``Russian shelling``, ``Turkey's drones``). Whom it hits: the object, the subject of a passive, or what stands after
``of``, ``on`` or ``against``. A place alone is neither.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from mapper.model import Resolution
from mapper.tag.clauses import clause_span
from mapper.tag.discourse import Discourse, country_of
from mapper.tag.morphology import PAST_FORMS
from mapper.tag.nouns import phrase_from, phrase_text, phrase_to
from mapper.tag.tokens import ARTICLES, Tokens
from mapper.tag.triggers import Hit
from mapper.tag.words import words

_BY_REACH: Final = 9
_OBJECT_PREPOSITIONS: Final = frozenset("of on against at".split())
_BE: Final = frozenset("was were been being is are be got".split())
_HELPING: Final = frozenset(
    "has have had also then later again reportedly repeatedly allegedly once soon still now already will would may "
    "might could can shall to began started continued tried attempted managed failed threatened vowed "
    "successfully "
    "finally eventually heavily deliberately not never did do does quickly briefly fully completely partially mostly "
    "launched carried out "
    "opened staged conducted mounted fired".split()
)
_GOING: Final = frozenset("taking pursue continues persists intensifies reported".split())
_PASSED_OVER: Final = _BE | _HELPING
_LOCATING: Final = frozenset("in of at from near outside around inside across".split())
_NO_SUBJECTS: Final = frozenset("it there which who that he she they we what this these those".split())

_NO_OBJECTS: Final = frozenset({"responsibility", "involvement", "wrongdoing"})
"""What is denied or claimed, and hits nobody: ``denied responsibility``."""


class Party(NamedTuple):
    """Who acts or is hit, as the report says, and the country of his side (ISO code; empty where no word tells it)."""

    text: str = ""
    side: str = ""

    def __bool__(self) -> bool:
        """Whether anyone is named."""
        return bool(self.text)


NOBODY: Final = Party()


def actor_of(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> Party:
    """Name who acts in an event; `NOBODY` if no one is named."""
    opening, stop = clause_span(clauses, hit.first)
    agent = _agent(tokens, hit, stop, discourse)
    if agent.text:
        return agent
    side = _side_before(tokens, hit.first, opening, discourse)
    if side.text or _is_passive(tokens, hit):
        return side
    if hit.stop - hit.first > 1 and tokens.words[hit.first] in words("actor", "nouns"):
        return _acting(tokens, phrase_to(tokens, hit.first, opening), discourse)  # "Police fired tear gas at the crowd"
    subject = _subject(tokens, hit, opening, discourse)
    return _acting(tokens, subject, discourse) if subject else NOBODY


def target_of(tokens: Tokens, hit: Hit, clauses: tuple[int, ...], discourse: Discourse) -> Party:
    """Name whom or what the event hits; `NOBODY` if the words do not tell."""
    if hit.event_type == "shortage":
        return NOBODY  # "short of fuel" tells what is lacking
    opening, stop = clause_span(clauses, hit.stop - 1)
    if _is_passive(tokens, hit):
        be = tokens.rfind(_BE, hit.first - 4, hit.first)
        while be > opening and tokens.words[be - 1] in _PASSED_OVER:
            be -= 1
        if be <= opening or tokens.gaps[be] or tokens.words[be - 1] in _NO_SUBJECTS:
            return NOBODY
        return _hit_by(tokens, phrase_to(tokens, be - 1, opening), discourse)
    if hit.stop >= stop or tokens.gaps[hit.stop]:
        return NOBODY
    if tokens.words[hit.stop] in _OBJECT_PREPOSITIONS:
        return _hit_by(tokens, phrase_from(tokens, hit.stop + 1, stop), discourse)
    if _is_verb_of_it(tokens, hit):
        return NOBODY
    last = tokens.words[hit.stop - 1]
    takes_object = last in _OBJECT_PREPOSITIONS or last.endswith(("ed", "ing")) or last in PAST_FORMS
    return _hit_by(tokens, phrase_from(tokens, hit.stop, stop), discourse) if takes_object else NOBODY


def _is_verb_of_it(tokens: Tokens, hit: Hit) -> bool:
    """Whether the word behind a noun of action is its verb: ``Fighting raged``, ``shelling continued``."""
    noun = tokens.words[hit.stop - 1].endswith("ing") and _BE.isdisjoint(
        tokens.words[max(0, hit.first - 2) : hit.first]
    )
    behind = tokens.words[hit.stop]
    return noun and (behind.endswith("ed") or behind in PAST_FORMS or behind in _GOING)


def _agent(tokens: Tokens, hit: Hit, stop: int, discourse: Discourse) -> Party:
    """Name the agent after ``by``, within the trigger or close behind it."""
    if "by" not in tokens.vocabulary:
        return NOBODY
    by = tokens.find({"by"}, hit.first, min(hit.stop + _BY_REACH, stop))
    if by < 0 or by + 1 >= stop or tokens.words[by + 1].endswith("ing"):
        return NOBODY
    return _acting(tokens, phrase_from(tokens, by + 1, stop), discourse)


def _is_passive(tokens: Tokens, hit: Hit) -> bool:
    lead = tokens.words[max(0, hit.first - 3) : hit.first]
    word = tokens.words[hit.first]
    return not _BE.isdisjoint(lead) and (word.endswith(("ed", "n")) or word in PAST_FORMS)


def _subject(tokens: Tokens, hit: Hit, opening: int, discourse: Discourse) -> tuple[int, int] | None:
    """Find the phrase right before the trigger's verb, adverbs and helping verbs passed over."""
    last = hit.first - 1
    while last > opening and (tokens.words[last] in _PASSED_OVER or tokens.words[last] in ARTICLES):
        if tokens.gaps[last + 1] not in {"", "-"}:
            return None
        last -= 1
    if last < opening or tokens.gaps[last + 1] not in {"", "-"} or tokens.words[last] in _NO_SUBJECTS:
        return None
    span = phrase_to(tokens, last, opening)
    if span[0] < span[1] and span[0] - 2 >= opening and _is_place(discourse, tokens, span):
        span = phrase_to(tokens, span[0] - 2, opening)  # "Police in Yangon arrested"
    return span if span[0] < span[1] else None


def _is_place(discourse: Discourse, tokens: Tokens, span: tuple[int, int]) -> bool:
    """Whether a phrase behind a preposition names the place that those before it are at."""
    if tokens.words[span[0] - 1] not in _LOCATING or tokens.gaps[span[0]]:
        return False
    named = discourse.named_at(tokens.starts[span[1] - 1])
    return named is not None and named.mention.kind == "place" and named.place is not None


def _side_before(tokens: Tokens, first: int, opening: int, discourse: Discourse) -> Party:
    """Name the side before a noun: ``Russian shelling``, ``an Israeli air strike``, ``Turkey's drones``."""
    index, gaps = first - 1, tokens.gaps
    while index >= opening and first - index <= 3 and not (gaps[index + 1] and gaps[index + 1].strip("-'’")):
        named = discourse.named_at(tokens.starts[index])
        if named and _is_side(named) and tokens.words[index] not in ARTICLES:
            behind = tokens.words[index + 1 : first]
            owns = named.mention.kind == "demonym" or behind[:1] == ("s",)
            return _side(named) if owns and words("actor", "nouns").isdisjoint(behind) else NOBODY
        if tokens.words[index] in {"and", "of", "in", "on", "the"}:
            return NOBODY
        index -= 1
    return NOBODY


def _is_side(named: Resolution) -> bool:
    country = named.place is not None and named.place.kind == "country"
    return named.mention.kind in {"demonym", "organisation"} or (country and named.mention.relation == "of")


def _side(named: Resolution) -> Party:
    """Give the country of a demonym (``Israeli``: Israel), or the name as it stands."""
    demonym = named.mention.kind == "demonym" and named.place is not None
    return Party(named.place.name if demonym and named.place else named.mention.text, country_of(named))


def _party(tokens: Tokens, span: tuple[int, int], discourse: Discourse) -> Party:
    """Give a phrase, with the country that it names first, by nationality or as an owner."""
    named = (discourse.named_at(start) for start in tokens.starts[slice(*span)])
    side = next((country_of(one) for one in named if one and country_of(one) and _is_side(one)), "")
    return Party(phrase_text(tokens, span), side)


def _acting(tokens: Tokens, span: tuple[int, int], discourse: Discourse) -> Party:
    """Give a phrase if it names who can act: people of an acting kind, a country, an organisation, a person."""
    first, stop = span
    if first >= stop:
        return NOBODY
    inside = tokens.words[first:stop]
    if inside[-1] in words("actor", "nouns"):
        return _party(tokens, span, discourse)
    named = [one for index in range(first, stop) if (one := discourse.named_at(tokens.starts[index]))]
    last = discourse.named_at(tokens.starts[stop - 1])
    if last and (_is_side(last) or last.mention.kind == "person") and last.mention.kind != "demonym":
        return _party(tokens, span, discourse)
    if not words("actor", "nouns").isdisjoint(inside):
        return NOBODY
    if _is_proper(tokens, first, stop, named):
        return _party(tokens, span, discourse)
    if any(_is_side(one) for one in named):
        return next(_side(one) for one in named if _is_side(one))
    return NOBODY


def _is_proper(tokens: Tokens, first: int, stop: int, named: list[Resolution]) -> bool:
    """Whether a phrase is one unknown name in capitals (``Hamas``, ``the Azov Regiment``), and not a place."""
    while first < stop and tokens.words[first] in ARTICLES:
        first += 1
    if first >= stop or any(one.place is not None for one in named):
        return False
    words = [tokens.text[tokens.starts[index] : tokens.ends[index]] for index in range(first, stop)]
    opens = first == 0 and not named and not words[0].isupper()
    return not opens and all(word[0].isupper() for word in words)


def _hit_by(tokens: Tokens, span: tuple[int, int], discourse: Discourse) -> Party:
    """Give a phrase unless it is a place alone or names nothing."""
    first, stop = span
    while first < stop and tokens.words[first] in ARTICLES:
        first += 1
    if first >= stop or tokens.words[first] in _NO_OBJECTS:
        return NOBODY
    named = discourse.named_at(tokens.starts[first])
    if named and named.mention.kind == "place" and named.mention.end >= tokens.ends[stop - 1]:
        return NOBODY
    return _party(tokens, (first, stop), discourse)
