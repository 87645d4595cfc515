"""Names in texts: any text has mentions that lie in it."""

from __future__ import annotations

from functools import cache

from mapper.model import Report
from mapper.recognize import GazetteerRecognizer
from tests.fuzz.words import phrase, raw, text_of

WORDS = (
    *"Kyiv Kharkiv Izium Mariupol London Paris Springfield Illinois Georgia Jordan Washington Lebanon Gaza".split(),
    *"region oblast province district city town village of the County State River Sea Mount Lake Bank near".split(),
    *"north south east western km 30 and in at from to between Mr President John Smith Ministry Army Party".split(),
    *"US U.S. UK said killed shelling Ukrainian Russians French the-front St. St. San New Old Київ Харків".split(),
    *". , ; : - / \n ’s 's \" ( ) [ ] & @ # É ß İ ı ﬁ ٣ \u200b \u202e \ufeff \u0301".split(" "),
)

SEEDS = (
    raw("Shelling near Izium in Kharkiv region killed two people, Mr London said in Paris, Texas."),
    raw("KYIV (Example) - 30 km east of Springfield, Illinois; the U.S. Army's Fort; між Києвом та Харковом"),
    phrase("30 km north of Springfield , Illinois and the city of Georgia", WORDS),
    phrase("Mr Washington said in Washington County", WORDS),
)


@cache
def recognizer() -> GazetteerRecognizer:
    """Open the gazetteer once."""
    return GazetteerRecognizer()


def check(data: bytes) -> None:
    """Recognize; mentions are in order, do not overlap, and are the words of the text."""
    text = text_of(data, WORDS)
    (mentions,) = recognizer()([Report("a", text)])
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.name.strip()
        last = mention.end
