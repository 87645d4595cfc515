"""Hypothesis strategies for reports and events, hostile ones among them."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from gazetteer.place import Place
from mapper.model import Count, Event, Mention, Precision, Report, Resolution, Status

HOSTILE = (
    "<script>alert(1)</script>", "{{ 7 * 7 }}", "100{% of them", "${x}", "`", "\\", "\"'", "=1+1", "\u202eabc",
    "a\u2028b", "\r\n", "😀", ",;\t", "</script><!--", "\x01",
)  # fmt: skip

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30), st.sampled_from(HOSTILE)
)
days = st.none() | st.dates(date(1700, 1, 1), date(2200, 12, 31))
scores = st.floats(0, 1)
longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
numbers = st.none() | st.integers(0, 2**40)

places = st.builds(
    Place,
    id=st.sampled_from(["703448", "ne:1159309615", "em:donbas"]),
    name=texts,
    kind=st.sampled_from(["settlement", "adm1", "country", "area", "site"]),
    longitude=longitudes,
    latitude=latitudes,
    country=st.sampled_from(["UA", ""]),
    admin1=texts,
    admin2=texts,
    admin1_code=st.just(""),
    population=st.integers(0, 10**7),
    radius_m=st.integers(0, 10**6),
)


@st.composite
def resolutions(draw: st.DrawFn, text: str) -> Resolution:
    """A resolution of some span of the text, with or without a place."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    mention = Mention(start, end, text[start:end], "place", text[start:end])
    place = draw(st.none() | places)
    if place is None:
        return Resolution(mention, None)
    precision = draw(st.sampled_from(get_args(Precision)))
    at = (place.longitude, place.latitude)
    return Resolution(mention, place, *at, precision, place.radius_m, draw(scores), draw(texts))


@st.composite
def events(draw: st.DrawFn, text: str) -> Event:
    """An event of some spans of the text."""
    sentence = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    trigger = sorted((draw(st.integers(*sentence)), draw(st.integers(*sentence))))
    place = draw(st.none() | resolutions(text))
    span = sorted((draw(days), draw(days)), key=lambda day: (day is None, day))
    return Event(
        draw(st.sampled_from(["shelling", "evacuation", "unheard_of"])),
        draw(st.sampled_from(get_args(Status))),
        *trigger,
        *sentence,
        place,
        draw(st.sampled_from(["UA", ""])),
        place.precision if place else draw(st.sampled_from(["country", "none"])),
        span[0],
        span[1],
        "range",
        date_text=draw(texts),
        destination=draw(st.none() | resolutions(text)),
        actor=draw(texts),
        target=draw(texts),
        attribution=draw(texts),
        counts=tuple(draw(st.lists(st.builds(Count, texts, numbers, numbers, numbers, texts, texts), max_size=2))),
        background=draw(st.booleans()),
        confidence=draw(scores),
        place_reason=draw(texts),
    )


@st.composite
def coded_reports(draw: st.DrawFn) -> tuple[Report, list[Event]]:
    """A report, and events that lie in its text."""
    text = draw(texts)
    report = Report("r", text, draw(days), draw(texts), draw(texts), draw(texts))
    return report, draw(st.lists(events(text), max_size=4))
