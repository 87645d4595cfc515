"""The summary of an events table: right counts, and no word of a report that acts as markup."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mapper.errors import WriteError
from mapper.model import Report
from mapper.report import write_report
from mapper.report.summary import MOST_BARS, summarise
from mapper.schema import to_frame, to_rows
from mapper.taxonomy import Taxonomy
from tests.cli.command import mapper
from tests.simple import simple_pipeline
from tests.strategies import HOSTILE


def rows(text: str, source: str = "Wire", day: date = date(2022, 3, 12), name: str = "r") -> list[dict]:
    report = Report(name, text, day, source, title="".join(HOSTILE))
    (events,) = simple_pipeline()([report])
    return to_rows(report, events, Taxonomy.load())


def test_counts() -> None:
    table = rows("Shelling hit Kyiv. Shelling hit Lviv. Shelling in Ukraine.")
    table += rows("Shelling hit Kyiv.", source="", day=date(2022, 3, 15), name="s")
    table[0]["status"], table[1]["status"] = "planned", "denied"
    found = summarise(table)
    assert (found.events, found.located, found.reports) == (4, 3, 2)
    assert (found.first, found.last) == (date(2022, 3, 11), date(2022, 3, 14))
    assert found.span == "day"
    assert found.days == (
        (date(2022, 3, 11), 3), (date(2022, 3, 12), 0), (date(2022, 3, 13), 0), (date(2022, 3, 14), 1),
    )  # fmt: skip
    ((layer, label, colour, count, to_come, not_so),) = found.types
    assert (layer, count, to_come, not_so) == ("Armed violence", 4, 1, 1)
    assert label.startswith("Shelling")
    assert re.fullmatch("#[0-9A-Fa-f]{6}", colour)
    assert found.regions == (("Kyiv City, UA", 2), ("Lviv, UA", 1), ("UA", 1))
    assert found.sources == (("Wire", 3), ("not told", 1))
    assert [row["place_name"] for row in found.unplaced] == ["Ukraine"]


@pytest.mark.parametrize(("days", "span"), [(5, "day"), (MOST_BARS, "day"), (400, "week"), (4000, "month")])
def test_a_long_time_is_counted_by_weeks_or_months(days: int, span: str) -> None:
    base = rows("Shelling hit Kyiv.")[0]
    table = [base | {"date_start": date(2010, 1, 4) + timedelta(days=number)} for number in range(days)]
    found = summarise(table)
    assert found.span == span
    assert len(found.days) <= MOST_BARS
    if span != "month":
        assert sum(count for _, count in found.days) == days


def test_a_date_far_from_all_others_does_not_flatten_the_plot() -> None:
    base = rows("Shelling hit Kyiv.")[0]
    days = [date(1941, 6, 22), *(date(2022, 3, day) for day in range(1, 21))]
    found = summarise([base | {"date_start": day} for day in days])
    assert found.span == "day"
    assert found.days[0][0] >= date(2022, 3, 1)
    assert found.first == date(1941, 6, 22)


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def hostile() -> list[dict]:
    return rows(" ".join(f"Shelling in Ukraine {one}." for one in HOSTILE), source="".join(HOSTILE))


def test_the_page_holds_words_as_text_alone(tmp_path: Path) -> None:
    write_report(to_frame(hostile()), tmp_path / "a.html", title="".join(HOSTILE))
    page = (tmp_path / "a.html").read_text("utf-8")
    tags = Tags()
    tags.feed(page)
    assert tags.tags <= set(
        "html head meta title style body h1 h2 p section svg rect text table thead tbody tr th td".split()
    )
    assert not {name for name in tags.attributes if name.startswith("on") or name in ("src", "href", "style")}
    assert "default-src 'none'" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\x01" not in page


def test_markdown_holds_words_as_text_alone(tmp_path: Path) -> None:
    write_report(to_frame(hostile()), tmp_path / "a.md", title="# <b>*x*</b> | [a](b)")
    text = (tmp_path / "a.md").read_text("utf-8")
    assert text.startswith("# \\# \\<b\\>\\*x\\*\\</b\\> \\| \\[a\\]\\(b\\)\n")
    assert not re.search(r"(?<!\\)<", text)
    tables = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} <= {3, 6}


def test_an_empty_table_has_a_report(tmp_path: Path) -> None:
    for ending in ("html", "md"):
        assert write_report(to_frame([]), tmp_path / f"a.{ending}") == 0
        assert "0 events in 0 reports" in (tmp_path / f"a.{ending}").read_text("utf-8")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"a report is written to \.html \.md"):
        write_report(to_frame([]), tmp_path / "a.pdf")
    result = mapper("report", __file__, "-o", tmp_path / "a.pdf")
    assert result.returncode == 2
    assert "a report is a page or Markdown; name the file .html or .md" in result.stderr
