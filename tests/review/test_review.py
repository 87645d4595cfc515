"""The review sheet and page: what they offer, that nothing in them acts, and that what is decided comes back."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from mapper.errors import WriteError
from mapper.model import Report
from mapper.review import Decisions, write_review
from mapper.schema import to_frame, to_rows
from mapper.taxonomy import Taxonomy
from tests.chromium import find_chromium
from tests.cli.command import mapper
from tests.simple import simple_pipeline
from tests.strategies import HOSTILE


def rows() -> list[dict]:
    text = " ".join(f"Shelling hit Kyiv {one}." for one in HOSTILE) + " =Shelling in Lviv, 'Ukraine'. Shelling."
    report = Report("r<b>", text, date(2022, 3, 12), title="".join(HOSTILE), source="=cmd()", url="javascript:alert(1)")
    (events,) = simple_pipeline()([report])
    return to_rows(report, events, Taxonomy.load())


def test_the_least_sure_come_first_with_their_candidates(tmp_path: Path) -> None:
    table = rows()
    table[-1]["confidence"] = 0.1
    assert write_review(to_frame(table), tmp_path / "a.csv") == len(table)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == len(table)
    assert lines[0]["event_id"] == table[-1]["event_id"]
    kyiv = next(line for line in lines if line["place_name"] == "Kyiv")
    assert kyiv["candidates"].startswith("703448 Kyiv (settlement, ")
    assert {line["decision"] + line["new_type"] for line in lines} == {""}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_review(to_frame(rows()), tmp_path / "a.csv")
    write_review(to_frame(rows()), tmp_path / "a.xlsx")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as stream:
        assert not [cell for line in csv.reader(stream) for cell in line if cell[:1] in tuple("=+-@\t\r") and cell]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_sheet_that_is_filled_in_is_a_table_of_decisions(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    write_review(to_frame(rows()), path)
    chosen = rows()[2]["event_id"]
    if ending == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream))
        at = lines[0].index("event_id")
        lines = [["reject", *line[1:]] if line[at] == chosen else line for line in lines]
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(lines)
    else:
        book = openpyxl.load_workbook(path)
        at = [cell.value for cell in book.active[1]].index("event_id")
        for line in book.active.iter_rows(min_row=2):
            line[0].value = "reject" if line[at].value == chosen else None
        book.save(path)
    found = list(Decisions.load(path).apply(rows()))
    assert [row["event_id"] for row in found] == [row["event_id"] for row in rows() if row["event_id"] != chosen]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"a review is written to \.csv \.xlsx \.html"):
        write_review(to_frame(rows()), tmp_path / "a.pdf")


def test_no_text_of_a_report_stands_in_the_page(tmp_path: Path) -> None:
    write_review(to_frame(rows()), tmp_path / "a.html", title="<script>alert(2)</script>")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "alert(1)" not in page
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert not re.search(r"https?://", page)
    assert "default-src 'none'" in page
    assert "unsafe" not in page


@pytest.fixture
def page(tmp_path: Path) -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    write_review(to_frame(rows()), tmp_path / "review.html", title="".join(HOSTILE))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page()
        opened.complaints = []
        opened.on("dialog", lambda dialog: opened.complaints.append(dialog.message) or dialog.dismiss())
        opened.on("console", lambda line: opened.complaints.append(line.text))
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.on(
            "request", lambda one: None if one.url.startswith(("file:", "blob:")) else opened.complaints.append(one.url)
        )
        opened.goto((tmp_path / "review.html").as_uri())
        yield opened
        browser.close()


@pytest.mark.browser
def test_what_is_decided_on_the_page_is_saved_as_decisions(page: object, tmp_path: Path) -> None:
    table = rows()
    assert page.locator("article").count() == len(table)
    first, second, third = (page.locator(f"article[data-id='{row['event_id']}']") for row in table[:3])
    assert first.locator("blockquote").inner_text().startswith("Shelling hit Kyiv <script>")
    assert first.locator("mark.trigger").inner_text() == "Shelling"
    assert first.locator("mark.mention").inner_text() == "Kyiv"
    first.get_by_role("button", name="Not an event").click()
    second.get_by_role("button", name="Change …").click()
    second.get_by_label("Type", exact=True).select_option("protest")
    second.get_by_label("Place", exact=True).select_option("none")
    second.get_by_label("First day", exact=True).fill("2022-03-20")
    second.get_by_label("First day", exact=True).blur()
    second.get_by_label("Note", exact=True).fill('a "note", of\tmine')
    second.get_by_label("Note", exact=True).blur()
    third.get_by_role("button", name="Right", exact=True).click()
    third.get_by_role("button", name="is never a place").click()
    assert page.locator("#state").inner_text() == "4 decided, not saved yet"
    with page.expect_download() as download:
        page.get_by_role("button", name="Save decisions").click()
    download.value.save_as(tmp_path / "decisions.csv")
    assert page.locator("#state").inner_text() == "4 decided"
    chosen = Decisions.load(tmp_path / "decisions.csv")
    assert chosen.never == {"Kyiv"}
    found = list(chosen.apply(table))
    assert [row["event_id"] for row in found] == [row["event_id"] for row in table[1:]]
    assert (found[0]["event_type"], found[0]["precision"], found[0]["date_start"]) == (
        "protest", "none", date(2022, 3, 20),
    )  # fmt: skip
    assert found[1]["confidence"] == 1.0
    assert page.complaints == []


@pytest.mark.browser
def test_undecided_events_alone_can_be_shown(page: object) -> None:
    count = page.locator("article").count()
    page.locator("article").first.get_by_role("button", name="Right", exact=True).click()
    page.get_by_label("Undecided only").check()
    assert page.locator("article").count() == count - 1


def test_a_decision_outlives_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date: 2022-03-12\n\nShelling hit Mariupol on Friday.\n", encoding="utf-8")
    assert mapper("extract", "a.txt", "-o", "events.csv", cwd=tmp_path).returncode == 0
    told = mapper("review", "events.csv", "-o", "review.csv", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (0, "review.csv: 1 event to review\n")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as stream:
        (event,) = csv.DictReader(stream)
    lines = f"decision,event_id,new_place_id\nchange,{event['event_id']},702550\nreject,gone,\n"
    (tmp_path / "decisions.csv").write_text(lines, encoding="utf-8")
    again = mapper("extract", "a.txt", "-o", "again.jsonl", "--decisions", "decisions.csv", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert "warning: decisions: row 3: no event gone (reject); it no longer applies" in again.stderr
    assert '"place_name": "Lviv"' in (tmp_path / "again.jsonl").read_text("utf-8")
    drawn = mapper("draw", "events.csv", "-o", "map.html", "--decisions", "decisions.csv", "--json", cwd=tmp_path)
    assert '"events": 1' in drawn.stdout
    (tmp_path / "decisions.csv").write_text("decision,event_id\nmaybe,a\n", encoding="utf-8")
    wrong = mapper("map", "a.txt", "-o", "map.html", "--decisions", "decisions.csv", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "'maybe' is none of accept, reject, change" in wrong.stderr
