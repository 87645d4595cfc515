"""Recognition by a spaCy pipeline that the user has: his entities in place of our names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from mapper.errors import MissingError
from mapper.model import Mention, MentionKind, Report
from mapper.recognize.mentions import mentions_from_spans

LABELS: Final[Mapping[str, MentionKind]] = MappingProxyType(
    {
        "GPE": "place", "LOC": "place", "FAC": "place", "PLACE": "place", "NORP": "demonym",
        "PERSON": "person", "PER": "person", "ORG": "organisation",
    }
)  # fmt: skip
"""What the labels of spaCy's models (OntoNotes and WikiNER) stand for; entities of other labels are passed over."""


@dataclass(frozen=True, slots=True)
class SpacyRecognizer:
    """Takes the entities of a spaCy pipeline for mentions: ``Pipeline(recognizer=SpacyRecognizer("en_core_web_md"))``.

    Needs the extra ``spacy``; models are not on PyPI, and none is downloaded.

    Parameters
    ----------
    nlp
        A spaCy pipeline with an entity recognizer or ruler, or the name or path of an installed one, which is loaded at
        the first call, once a process. Only a name or path can be pickled for sure.
    labels
        What each label of its entities stands for.
    """

    nlp: Any
    labels: Mapping[str, MentionKind] = field(default_factory=lambda: dict(LABELS))

    def __call__(self, reports: Sequence[Report]) -> list[tuple[Mention, ...]]:
        """Give each report's entities as mentions, sorted by start, none overlapping.

        Raises
        ------
        MissingError
            When spaCy or the model is not installed.
        """
        nlp = _load(self.nlp) if isinstance(self.nlp, str) else self.nlp
        return [self._mentions(nlp, report) for report in reports]

    def _mentions(self, nlp: Any, report: Report) -> tuple[Mention, ...]:
        found = [
            (offset + entity.start_char, offset + entity.end_char, self.labels[entity.label_])
            for offset, piece in _pieces(report.text, report.body_start, nlp.max_length)
            for entity in nlp(piece).ents
            if entity.label_ in self.labels and entity.text.strip()
        ]
        spans = [_trimmed(report.text, start, end) for start, end, _ in found]
        mentions = zip(mentions_from_spans(report, spans), found, strict=True)
        return tuple(_as_kind(mention, kind) for mention, (_, _, kind) in mentions if _is_name(mention, kind))


def _is_name(mention: Mention, kind: MentionKind) -> bool:
    """Whether a nationality is one that we know; spaCy gives parties and faiths the same label."""
    return kind != "demonym" or mention.kind == "demonym"


def _as_kind(mention: Mention, kind: MentionKind) -> Mention:
    if kind == "place":
        return mention
    return replace(
        mention, kind=kind, name=mention.text, place_kind="", relation="of", distance_km=None, bearing_deg=None, part=""
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the article and a possessive off an entity, as models differ in these."""
    if text[start : start + 4].lower() == "the " and end - start > 4:
        start += 4
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end


def _pieces(text: str, start: int, most: int) -> Iterator[tuple[int, str]]:
    """Cut what follows `start` into pieces that spaCy takes, at line ends or spaces where there are any."""
    while start < len(text):
        end = min(len(text), start + most)
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end) if "\n" not in text[start:end] else -1)
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end


@lru_cache(maxsize=2)
def _load(name: str) -> Any:
    try:
        import spacy
    except ModuleNotFoundError as error:
        raise MissingError("spaCy is not installed; pip install 'event-mapper[spacy]'") from error
    try:
        return spacy.load(name)
    except OSError as error:
        known = ", ".join(spacy.util.get_installed_models()) or "none"
        raise MissingError(f"no spaCy model {name!r}; installed: {known}; a path to one is taken too") from error
