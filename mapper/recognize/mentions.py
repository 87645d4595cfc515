"""Mentions of spans: what a span of words is called, and how the words around it are taken along."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Final, cast

from mapper.languages import en
from mapper.model import Mention, MentionKind, Relation, Report
from mapper.recognize.phrases import Phrase, read_phrase
from mapper.recognize.tokens import Tokens, tokenize


def mentions_from_spans(report: Report, spans: Sequence[Sequence[int]]) -> tuple[Mention, ...]:
    """Make mentions (places, or nationality words) of spans that somebody else recognized.

    Parameters
    ----------
    report
        The report.
    spans
        Pairs of character offsets into ``report.text``, end exclusive; one mention each, in the same order.
    """
    tokens = tokenize(report.text)
    found: list[Mention] = []
    for start, end in spans:
        i, j = bisect_right(tokens.ends, start), bisect_left(tokens.starts, end)
        if i >= j:
            text = report.text[start:end]
            found.append(Mention(start, end, text, "place", text))
            continue
        phrase = read_phrase(tokens, i, j)
        name, kind = without_noun(tokens, i, j)
        what: MentionKind = "demonym" if " ".join(tokens.lower[i:j]) in en.DEMONYMS else "place"
        found.append(mention_of(report.text, start, end, what, name, phrase, kind or phrase.place_kind))
    return tuple(found)


def without_noun(tokens: Tokens, i: int, j: int) -> tuple[str, str]:
    """Take ``County`` off ``Fairfax County``: the name to look up and the kind the noun says."""
    noun = tokens.lower[j - 1]
    kind = en.PLACE_NOUNS.get(noun, "") if j - i > 1 and not noun.endswith("s") else ""
    if kind in ("adm1", "adm2"):
        return tokens.text[tokens.starts[i] : tokens.ends[j - 2]], kind
    return tokens.text[tokens.starts[i] : tokens.ends[j - 1]], ""


class _OpenMention:
    """A mention that is not frozen yet: made in a quarter of the time."""

    __slots__ = Mention.__slots__

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        kind: MentionKind,
        name: str,
        place_kind: str = "",
        relation: Relation = "of",
        distance_km: float | None = None,
        bearing_deg: float | None = None,
        part: str = "",
    ) -> None:
        self.start, self.end, self.text, self.kind, self.name = start, end, text, kind, name
        self.place_kind, self.relation, self.part = place_kind, relation, part
        self.distance_km, self.bearing_deg = distance_km, bearing_deg
        self.__class__ = Mention  # type: ignore[assignment]


_mention: Final = cast("Callable[..., Mention]", _OpenMention)


def mention_of(
    text: str, start: int, end: int, kind: MentionKind, name: str, phrase: Phrase, place_kind: str = ""
) -> Mention:
    """Make the mention of ``text[start:end]`` in the sense of a phrase."""
    return _mention(
        start, end, text[start:end], kind, name, place_kind,
        phrase.relation, phrase.distance_km, phrase.bearing_deg, phrase.part,
    )  # fmt: skip


def plain(tokens: Tokens, i: int, j: int, kind: MentionKind) -> Mention:
    """Make a mention of words ``[i, j)`` that is no place."""
    start, end = tokens.starts[i], tokens.ends[j - 1]
    text = tokens.text[start:end]
    return _mention(start, end, text, kind, text)
