"""Numbers in words and figures: what they are read as, and what bounds they have in a text."""

from __future__ import annotations

import pytest

from mapper.tag.numbers import find_numbers, read_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a hundred and twelve", 112),
        ("Two hundred and fifty", 250),
        ("three thousand five hundred", 3500),
        ("two hundred and three thousand", 203_000),
        ("two million five hundred thousand and six", 2_500_006),
        ("a thousand and one", 1001),
        ("fifteen hundred", 1500),
        ("five hundred thousand", 500_000),
        ("a hundred thousand", 100_000),
        ("half a million", 500_000),
        ("half-million", 500_000),
        ("half a dozen", 6),
        ("forty five", 45),
        ("two dozen", 24),
        ("2 lakh", 200_000),
        ("2.3 million", 2_300_000),
        ("the", None),
    ],
)
def test_numbers_in_words(text: str, value: int | None) -> None:
    assert read_number(text) == value
    assert [number.best for number in find_numbers(f"{text} people", 0, len(text) + 7)] == [value] * (value is not None)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2-3 thousand", (2000, 2500, 3000)),
        ("1.2-1.5 million", (1_200_000, 1_350_000, 1_500_000)),
        ("two to three hundred", (200, 250, 300)),
        ("200 to 3 thousand", (200, 1600, 3000)),
        ("between 2 and 3 million", (2_000_000, 2_500_000, 3_000_000)),
        ("between one hundred and two hundred", (100, 150, 200)),
        ("two or three", (2, 2, 3)),
        ("a dozen", (12, 12, 12)),
        ("dozens", (24, None, None)),
        ("several hundred", (300, None, None)),
        ("a couple of dozen", (24, None, None)),
        ("tens of thousands", (20_000, None, None)),
        ("over a hundred and twenty", (120, 120, None)),
        ("up to half a million", (None, 500_000, 500_000)),
    ],
)
def test_bounds(text: str, bounds: tuple[int | None, int | None, int | None]) -> None:
    found = find_numbers(f"{text} people fled", 0, len(text) + 12)
    assert [(number.minimum, number.best, number.maximum) for number in found] == [bounds]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Two were killed and five wounded.", [2, 5]),
        ("It killed a thousand, three of them children.", [1000, 3]),
        ("A dozen and five others fled.", [12, 5]),
        ("84 soldiers and 47 others.", [84, 47]),
    ],
)
def test_numbers_side_by_side_stay_apart(text: str, best: list[int]) -> None:
    assert [number.best for number in find_numbers(text, 0, len(text))] == best


@pytest.mark.parametrize(
    "text",
    [
        "On December 31 Kyiv was shelled.",
        "On March 5 Aleppo was bombed.",
        "On Dec. 31 it began.",
        "On 31 December it began.",
        "On July 17 and 18 it went on.",
        "On 17 and 18 July it went on.",
        "On the 5th of May it began.",
        "on december 31 it began.",
        "At 5 p.m. shells hit the port.",
        "Surrender by 5 a.m., they said.",
        "At 17:30 shells fell.",
        "At 11 o'clock it began.",
    ],
)
def test_days_and_hours_are_no_numbers(text: str) -> None:
    assert find_numbers(text, 0, len(text)) == ()


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("In March 12 people died.", 12),
        ("On March 84 died.", 84),
        ("On 12 October 7 civilians died.", 7),
        ("On April 6, 11 civilians died.", 11),
        ("At least 12 may have died.", 12),
        ("By 31 December some 12 had died.", 12),
        ("In March about 12 Malians died.", 12),
    ],
)
def test_numbers_beside_months(text: str, best: int) -> None:
    assert [number.best for number in find_numbers(text, 0, len(text))] == [best]
