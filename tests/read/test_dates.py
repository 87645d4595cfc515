from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.read.dates import FIRST_YEAR, LAST_YEAR, parse_day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("2022-03-12", date(2022, 3, 12)),
        (" 2022-03-12 ", date(2022, 3, 12)),
        ("20220312", date(2022, 3, 12)),
        ("2022-03-12T23:30:00Z", date(2022, 3, 12)),
        ("2009-03-20 12:24:52.002364-05", date(2009, 3, 20)),
        ("2022-03-12T23:30:00+03:00", date(2022, 3, 12)),
        ("Sat, 12 Mar 2022 08:00:00 GMT", date(2022, 3, 12)),
        ("12 Mar 2022 08:00:00 +0200", date(2022, 3, 12)),
        ("12 March 2022", date(2022, 3, 12)),
        ("March 12, 2022", date(2022, 3, 12)),
        ("12.03.2022", date(2022, 3, 12)),
        ("2022/03/12", date(2022, 3, 12)),
    ],
)
def test_forms(value: object, day: date | None) -> None:
    assert parse_day(value) == day


@pytest.mark.parametrize(
    "value",
    ["soon", "2022", "12/03/2022", "2022-02-30", "0000-00-00", "-1", "9" * 5000, "9999-12-31", 5, ["2022"], True],
)
def test_what_is_no_day_says_so(value: object) -> None:
    with pytest.raises(ValueError, match=r"^date .*(not text|not understood|outside the years)"):
        parse_day(value)


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_iso_days_come_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_a_value_error(text: str) -> None:
    try:
        day = parse_day(text)
    except ValueError:
        return
    assert day is None or FIRST_YEAR <= day.year <= LAST_YEAR
