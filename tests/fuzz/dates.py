"""Days: what files say of a report's day, and expressions of time in a text."""

from __future__ import annotations

from datetime import date

from mapper.read.dates import FIRST_YEAR, LAST_YEAR, parse_day
from mapper.tag.dates import find_dates
from tests.fuzz.words import phrase, raw, text_of

WORDS = (
    *"January February March April May June July August September October November December Feb Sept".split(),
    *"Monday Tuesday Wednesday Thursday Friday Saturday Sunday yesterday today tomorrow tonight overnight".split(),
    *"day days week weeks month months year years hour hours night morning evening weekend century".split(),
    *"last next this previous past coming ago since until before after between from to and on in of the a".split(),
    *"early late mid end beginning first second third during over earlier later recent one two twelve ninety".split(),
    *"0 1 2 12 28 29 30 31 32 99 100 1899 1900 1999 2000 2022 2023 2024 2100 9999 10000 99999 2022-02-29".split(),
    *"2022-03-12 12/03/2022 31.12.1999 0001-01-01 9999-12-31 1st 22nd 31st war invasion began".split(),
    *". , ; : - /".split(),
)
PUBLISHED = (
    None,
    date(2022, 3, 12),
    date(FIRST_YEAR, 1, 1),
    date(LAST_YEAR, 12, 31),
    date(2024, 2, 29),
    date(2023, 1, 1),
)

SEEDS = (
    b"\1" + raw("2022-03-12T08:30:00+02:00"),
    b"\1" + raw("Sat, 12 Mar 2022 08:30:00 +0200"),
    b"\1" + raw("between 12 and 15 March, since last Friday; on 29 February 2023, three weeks ago"),
    b"\2" + phrase("between 1 and 31 March last year", WORDS),
    b"\3" + phrase("since the beginning of the year 9999 , ninety years ago", WORDS),
)


def check(data: bytes) -> None:
    """Read days and expressions of time; what they mean lies within the calendar, in order."""
    published = PUBLISHED[data[0] % len(PUBLISHED)] if data else None
    text = text_of(data[1:], WORDS)
    try:
        day = parse_day(text)
    except ValueError:
        day = None
    assert day is None or FIRST_YEAR <= day.year <= LAST_YEAR
    for future in (False, True):
        last = 0
        for span in find_dates(text, 0, len(text), published, future=future, year=2022 * (published is None)):
            assert last <= span.first < span.last <= len(text)
            assert span.start is None or span.end is None or span.start <= span.end
            last = span.last
