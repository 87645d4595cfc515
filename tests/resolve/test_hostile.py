"""Text that is meant to hurt: recognition and resolution in time that grows as the text does, and no failure."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice, product
from string import ascii_lowercase
from typing import Any

import pytest

from mapper.model import Report, Resolution
from mapper.recognize import GazetteerRecognizer
from mapper.resolve import GazetteerResolver

SIZE = 6_000  # characters; the longer text has four times as many
MOST = 7.0  # times as long for four times the text: 4 if linear, 16 if quadratic
TRIES = 3  # other work on the machine may spoil a measurement, but makes nothing faster


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece))


def many_names(size: int) -> str:
    """Give capitalised words that are all different."""
    return " ".join("Q" + "".join(word) + "ov" for word in islice(product(ascii_lowercase, repeat=4), size // 8))


def nested_quotes(size: int) -> str:
    return "\"'“‘«(" * (size // 13) + "Kyiv" + ")»’”'\"" * (size // 13)


def text(name: str, make: Callable[[int], str]) -> Any:
    return pytest.param(make, id=name)


HOSTILE = [
    text("no spaces", repeated("Kyiv")),
    text("commas", repeated(",")),
    text("names and commas", repeated("Kyiv,")),
    text("one list of towns", repeated("Kyiv, Sumy, ")),
    text("one list of states", repeated("Texas, Ohio, Utah, ")),
    text("states with and", repeated("Texas and Ohio and ")),
    text("regions of", lambda size: "regions of " + "Kyiv, Sumy, " * (size // 12)),
    text("control characters", repeated("\x00\x01Kyiv\x1b[31m\u202e")),
    text("mixed scripts", repeated("Kyivі Київ 東京 القاهرة ɐ́ ")),
    text("nested quotes", nested_quotes),
    text("combining marks", repeated("Ky\u0301iv\u0301 ")),
    text("capital words", repeated("Xyzzy ")),
    text("capital words, all different", many_names),
    text("articles", repeated("The ")),
    text("saints", repeated("St. ")),
    text("people", repeated("John Smith ")),
    text("distances", repeated("30 km east of Kyiv ")),
    text("unknown villages", repeated("the village of Xyzhne near Sumy, ")),
    text("borders", repeated("the Sudan-Chad border ")),
    text("rivers", repeated("along the Dnipro in ")),
    text("apostrophes", repeated("Cox's ")),
    text("of", repeated("Kyiv of ")),
    text("hyphens", repeated("Kyiv-")),
    text("abbreviations", repeated("U.S.")),
    text("compass words", repeated("North ")),
    text("Cyrillic", repeated("Київ Харків ")),
    text("lower case", repeated("kyiv harbour of ")),
    text("line breaks", repeated("Kyiv\n")),
    text("prose", repeated("Shelling hit Kharkiv on Monday, officials in Kyiv said; three died near Izium. ")),
]


def located(report: Report) -> tuple[Resolution, ...]:
    return GazetteerResolver()([report], GazetteerRecognizer()([report]))[0]


def seconds(content: str) -> float:
    start = time.process_time()
    located(Report("r", content))
    return time.process_time() - start


@pytest.mark.parametrize("make", HOSTILE)
def test_time_grows_as_the_text_does(make: Callable[[int], str]) -> None:
    short, long = make(SIZE), make(4 * SIZE)
    located(Report("r", short))  # what is made once is made
    ratios = []
    for _ in range(TRIES):
        few = max(seconds(short), 0.004)  # below this the clock and the call count, not the text
        ratios.append(seconds(long) / few)
        if ratios[-1] < MOST:
            return
    raise AssertionError(f"four times the text took {min(ratios):.1f} times as long")


@pytest.mark.parametrize("make", HOSTILE)
def test_spans_are_of_the_text_and_in_order(make: Callable[[int], str]) -> None:
    content = make(2_000)
    last = 0
    for one in located(Report("r", content)):
        mention = one.mention
        assert last <= mention.start < mention.end <= len(content)
        assert mention.text == content[mention.start : mention.end]
        assert (one.place is None) == (one.precision == "none") or mention.kind != "place"
        last = mention.end
