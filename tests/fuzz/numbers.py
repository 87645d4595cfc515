"""Numbers in words and figures, and what they count."""

from __future__ import annotations

from mapper.tag.counts import counts_of
from mapper.tag.numbers import find_numbers, read_number, small_number
from tests.fuzz.words import phrase, raw, text_of

WORDS = (
    *"one two three nine ten eleven nineteen twenty ninety twenty-four ninety-nine hundred thousand lakh".split(),
    *"million crore billion dozen dozens hundreds thousands millions scores several few couple half a of and".split(),
    *"or to between from at least more than up about no fewer nearly over some plus".split(),
    *"0 1 2 12 99 100 1,300 1,000,000 2.5 0.5 1e9 007 1,2,3 999999999999999999999 ٣ ½ 12-day 7.5".split(),
    *"people were killed injured soldiers children houses tonnes rockets families men died wounded buildings".split(),
    *"March 2022 p.m. km per cent . , ; : - / %".split(),
)
TYPES = (
    "casualties",
    "shelling",
    "airstrike",
    "evacuation",
    "damage",
    "aid_delivery",
    "abduction_detention",
    "nothing",
)

SEEDS = (
    b"\0" + raw("At least 12 people were killed and between 1,300 and 2.5 million injured, 2-3 thousand houses"),
    b"\1" + phrase("between two hundred and ninety-nine thousand people were killed and 12 injured", WORDS),
    b"\2" + phrase("2.5 million billion crore of half a dozen rockets", WORDS),
)


def check(data: bytes) -> None:
    """Read numbers; their bounds are in order and their words lie in the text."""
    text = text_of(data[1:], WORDS)
    value = read_number(text)
    assert value is None or value >= 0
    assert small_number(text[:20]) >= 0
    last = 0
    for number in find_numbers(text, 0, len(text)):
        assert last <= number.start < number.end <= len(text)
        bounds = [bound for bound in (number.minimum, number.best, number.maximum) if bound is not None]
        assert bounds == sorted(bounds)
        last = number.end
    kind = TYPES[data[0] % len(TYPES)] if data else TYPES[0]
    for count in counts_of(text, 0, len(text), (len(text) // 2, len(text) // 2 + 1), kind):
        assert (count.minimum or 0) >= 0
