"""Which language a text is in, where nobody says: English by its commonest words, else by a model.

The model (py3langid, 97 languages) takes most of a second to open, so that it is asked only where the common words
leave it open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

CODED = frozenset({"en"})
"""Languages, ISO 639-1, in which events are coded."""

_COMMON = frozenset("the and with were from that for said by has have been after this they which who their not".split())
"""English words that no other language in Latin letters shares among its own commonest."""

_SAMPLE = 2_000
_SHARE = 0.05
_FEW_WORDS = 4
_SURE = 0.7
_SURE_OF_SCRIPT = 0.3
"""Set on texts of public event and geoparsing corpora: none of 4,600 English ones was taken for another language, of
1,055 Ukrainian and Russian headlines 10 for another Slavic one, and none for English."""

_WORD = re.compile(r"[^\W\d_]+")
_LINKS = re.compile(r"(?:https?://|@|#)\S{0,200}")


def detect(text: str, start: int = 0) -> str:
    """Tell the language of a text.

    Parameters
    ----------
    text
        The text; its first 2,000 characters are looked at.
    start
        Where its prose begins.

    Returns
    -------
    str
        ISO 639-1 code; ``en`` where the text is too short to tell.
    """
    sample = _LINKS.sub(" ", text[start : start + _SAMPLE])
    words = _WORD.findall(sample.lower())
    if not words or (len(words) < _FEW_WORDS and sample.isascii()):
        return "en"
    if sum(word in _COMMON for word in words) >= _SHARE * len(words):
        return "en"
    code, sure = _model().classify(sample)
    latin = sum(word < "\u0250" for word in words) * 2 >= len(words)
    return str(code) if sure >= (_SURE if latin else _SURE_OF_SCRIPT) else "en"


def sureness(text: str) -> float:
    """Tell, from 0 to 1, how surely a text is in any one language: low where it was decoded wrongly."""
    return float(_model().classify(text[:_SAMPLE])[1])


@cache
def _model() -> Any:
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def told(languages: Iterable[str]) -> str:
    """Say which of the languages of a file's reports are not coded; an empty string where all are."""
    others = Counter(code for code in languages if code.split("-")[0] not in CODED)
    if not others:
        return ""
    which = ", ".join(f"{code} {count}" for code, count in sorted(others.items()))
    number = sum(others.values())
    subject = "1 report is not" if number == 1 else f"{number} reports are not"
    return f"{subject} in English ({which}); only English is coded so far, expect little or nothing of use from it"
