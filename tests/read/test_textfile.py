from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.read import parse_text

PROSE = "Shelling hit Kyiv."


@pytest.mark.parametrize(
    ("text", "published", "source", "title", "body"),
    [
        pytest.param(PROSE, None, "", "", PROSE, id="no header"),
        pytest.param(f"date: 2022-03-12\n\n{PROSE}", date(2022, 3, 12), "", "", "\n" + PROSE, id="date"),
        pytest.param(f"date: 2022-03-12\r\nsource: A: b\r\n\r\n{PROSE}", date(2022, 3, 12), "A: b", "", "\r\n" + PROSE,
                     id="windows line ends"),
        pytest.param(f"TITLE: x\nSource:y\nDate: 12 March 2022\n{PROSE}", date(2022, 3, 12), "y", "x", PROSE,
                     id="any order, any case"),
        pytest.param(f"\n\n  date: 2022-03-12\n{PROSE}", date(2022, 3, 12), "", "", PROSE, id="blank lines first"),
        pytest.param(f"date 2022-03-12 {PROSE}", date(2022, 3, 12), "", "", PROSE, id="bare"),
        pytest.param(f" date 2022-03-12 {PROSE}", date(2022, 3, 12), "", "", PROSE, id="bare, space before"),
        pytest.param(f"date 2022-03-12\n\n{PROSE}", date(2022, 3, 12), "", "", PROSE, id="bare on a line"),
        pytest.param(f'---\ntitle: "x: y"\ndate: 2022-03-12\n---\n{PROSE}', date(2022, 3, 12), "", "x: y", PROSE,
                     id="front matter"),
        pytest.param(f"{PROSE}\ndate: 2022-03-12\n", None, "", "", f"{PROSE}\ndate: 2022-03-12\n", id="not at the top"),
        pytest.param(f"title: a\ntitle: b\n{PROSE}", None, "", "a", f"title: b\n{PROSE}", id="a second title is prose"),
        pytest.param(f"---\n{PROSE}", None, "", "", f"---\n{PROSE}", id="a rule is no front matter"),
        pytest.param(f"date 2022-03-123 {PROSE}", None, "", "", f"date 2022-03-123 {PROSE}", id="no day"),
        pytest.param("title: only this", None, "", "only this", "", id="nothing but a header"),
    ],
)  # fmt: skip
def test_headers(text: str, published: date | None, source: str, title: str, body: str) -> None:
    report, faults = parse_text(text, "r")
    assert (report.published, report.source, report.title) == (published, source, title)
    assert report.text == text
    assert report.text[report.body_start :] == body
    assert faults == ()


@pytest.mark.parametrize("value", ["yesterday", "0000-01-01", "0001-01-01", "9999-12-31", "2022-13-01", "1699-12-31"])
def test_an_absurd_date_is_told_and_the_report_kept(value: str) -> None:
    report, (fault,) = parse_text(f"date: {value}\n{PROSE}", "r")
    assert report.published is None
    assert report.text[report.body_start :] == PROSE
    assert value in fault
    assert "read without a date" in fault


def test_language() -> None:
    assert parse_text(f"lang: UK\n{PROSE}", "r")[0].lang == "uk"
    assert parse_text(PROSE, "r")[0].lang == "en"


@given(st.text())
def test_any_text_stays_as_it_is(text: str) -> None:
    report, _ = parse_text(text, "r")
    assert report.text == text
    assert 0 <= report.body_start <= len(text)


@given(st.from_regex(r"(date|source|url|title|lang):[^\r\n]*", fullmatch=True), st.text())
def test_a_header_line_is_never_part_of_the_prose(line: str, rest: str) -> None:
    report, _ = parse_text(f"{line}\n{rest}", "r")
    assert report.body_start > len(line)


@pytest.mark.parametrize(
    ("text", "body", "source"),
    [
        ("date: 2022-03-12 Shelling killed two.", "Shelling killed two.", ""),
        ("date 2022-03-12\nsource: Wire\nBody.", "Body.", "Wire"),
        (" date 2022-03-12 Around noon.", "Around noon.", ""),
    ],
)
def test_a_date_may_stand_before_the_text_or_the_header(text: str, body: str, source: str) -> None:
    report, faults = parse_text(text, "r")
    assert report.published == date(2022, 3, 12)
    assert report.text[report.body_start :] == body
    assert report.source == source
    assert not faults
