"""Files as other programs write them: what is read of each, and what the format tells of date, source and title."""

from __future__ import annotations

import json
import mailbox
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pandas as pd
import pytest

from mapper.errors import ReadError
from mapper.model import Report
from mapper.read import Fault, longjson, read
from mapper.read.decode import MAX_FILE
from mapper.read.fault import needed
from tests.chromium import find_chromium
from tests.cli.command import ROOT

FIRST = "Shelling hit the town of Izium on Friday and killed two people, the mayor said."
SECOND = "Rescue workers were evacuating families from the left bank of the river on Saturday."
DAY = date(2022, 3, 12)

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Two killed in Izium - Example Wire</title>
<meta property="og:site_name" content="Example Wire"><meta property="og:title" content="Two killed in Izium">
<link rel="canonical" href="https://example.org/izium"><meta property="article:published_time"
content="2022-03-12T08:30:00+02:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/war">War</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<script>alert("never text")</script><style>.never {{ color: red }}</style>
<article><h1>Two killed in Izium</h1><p>{FIRST} {"It was the third attack within a week. " * 3}</p>
<p>{SECOND} {"Nobody could say how many were still there. " * 3}</p></article>
<aside><p>Subscribe to our newsletter now!</p></aside><footer><p>Copyright Example Wire</p></footer>
</body></html>"""


def all_of(path: Path) -> tuple[list[Report], list[Fault]]:
    found = list(read([str(path)]))
    return [one for one in found if isinstance(one, Report)], [one for one in found if isinstance(one, Fault)]


def only(path: Path) -> Report:
    reports, faults = all_of(path)
    assert faults == []
    (report,) = reports
    return report


def test_the_main_text_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    report = only(path)
    assert FIRST in report.text
    assert SECOND in report.text
    for never in ("never", "Sport", "newsletter", "Copyright", "<"):
        assert never not in report.text
    assert (report.id, report.published, report.source) == ("page", DAY, "Example Wire")
    assert (report.url, report.title) == ("https://example.org/izium", "Two killed in Izium")


def test_a_page_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    text = PAGE.replace("utf-8", "windows-1251").replace("the mayor", "the mayor (міський голова)")
    path.write_bytes(text.encode("cp1251"))
    assert "міський голова" in only(path).text


def test_a_page_without_an_article_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    reports, (fault,) = all_of(path)
    assert reports == []
    assert "no main text" in fault.message


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF that Chromium printed."""
    from playwright.sync_api import sync_playwright

    pdf = tmp_path_factory.mktemp("pdf") / "printed.pdf"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content(PAGE, wait_until="domcontentloaded")
        page.pdf(path=pdf)
        browser.close()
    return pdf


@pytest.mark.browser
def test_the_text_of_a_pdf(printed: Path) -> None:
    report = only(printed)
    words = " ".join(report.text.split())
    assert FIRST in words
    assert SECOND in words
    assert report.title == "Two killed in Izium - Example Wire"
    assert report.published == datetime.now(UTC).date()


@pytest.mark.browser
def test_a_locked_pdf_and_one_of_pictures_only(printed: Path, tmp_path: Path) -> None:
    import pypdf

    locked = pypdf.PdfWriter(clone_from=printed)
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(tmp_path / "locked.pdf")
    blank = pypdf.PdfWriter()
    blank.add_blank_page(200, 200)
    blank.write(tmp_path / "scan.pdf")
    for name, message in (("locked.pdf", "locked with a password"), ("scan.pdf", "holds no text (scanned pages?)")):
        reports, (fault,) = all_of(tmp_path / name)
        assert reports == []
        assert message in fault.message


def test_a_word_document(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.core_properties.title = "Daily note"
    document.core_properties.created = datetime(2022, 3, 12, 9)
    document.add_heading("North")
    document.add_paragraph(FIRST)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Killed in Izium", "2"
    document.add_paragraph(SECOND)
    document.save(tmp_path / "note.docx")
    report = only(tmp_path / "note.docx")
    assert report.text == f"North\n\n{FIRST}\n\nKilled in Izium\t2\n\n{SECOND}"
    assert (report.published, report.title) == (DAY, "Daily note")


def test_header_lines_in_a_word_document_win(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("date: 2022-03-12")
    document.add_paragraph("source: Field office")
    document.add_paragraph(FIRST)
    document.save(tmp_path / "note.docx")
    report = only(tmp_path / "note.docx")
    assert (report.published, report.source) == (DAY, "Field office")
    assert report.text[report.body_start :].strip() == FIRST


ROWS = {
    "id": ["a", "b"],
    "text": [FIRST, SECOND],
    "date": [pd.Timestamp("2022-03-12"), pd.Timestamp("2022-03-13 14:00")],
    "source": ["Wire", None],
}


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
def test_tables_that_pandas_wrote(tmp_path: Path, ending: str) -> None:
    table = pd.DataFrame(ROWS)
    path = tmp_path / f"reports.{ending}"
    table.to_parquet(path) if ending == "parquet" else table.to_excel(path, index=False)
    reports, faults = all_of(path)
    assert faults == []
    assert [(one.id, one.text) for one in reports] == [("a", FIRST), ("b", SECOND)]
    assert [(one.published, one.source) for one in reports] == [(DAY, "Wire"), (date(2022, 3, 13), "")]


def test_every_sheet_with_a_column_text_is_read(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"note": ["how this came about"]}).to_excel(book, sheet_name="About", index=False)
        pd.DataFrame({"Text": [FIRST]}).to_excel(book, sheet_name="March", index=False)
        pd.DataFrame({"text": [SECOND]}).to_excel(book, sheet_name="April", index=False)
    reports, faults = all_of(tmp_path / "a.xlsx")
    assert [one.text for one in reports] == [FIRST, SECOND]
    assert [one.id for one in reports] == ["a:4", "a:6"]  # as if the sheets stood one below the other
    assert faults == []


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
def test_a_table_without_a_text_is_told(tmp_path: Path, ending: str) -> None:
    table = pd.DataFrame({"body": [FIRST]})
    path = tmp_path / f"a.{ending}"
    table.to_parquet(path) if ending == "parquet" else table.to_excel(path, index=False)
    reports, (fault,) = all_of(path)
    assert reports == []
    assert "no column \"text\" among 'body'" in fault.message


RSS = f"""<?xml version="1.0" encoding="ENCODING"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example Wire</title>
<item><title>Two killed in Izium</title><link>https://example.org/1</link><guid>https://example.org/?p=1</guid>
<pubDate>Sat, 12 Mar 2022 08:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><script>alert(1)</script><p>{SECOND}</p>]]></content:encoded></item>
<item><title>Ceasefire – again</title><link>https://example.org/2</link><description>&lt;b&gt;Talks&lt;/b&gt; of a
truce were to begin on Monday.</description><pubDate>Sun, 13 Mar 2022 08:30:00 GMT</pubDate></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><id>urn:feed</id>
<entry><id>urn:1</id><title>Two killed in Izium</title><link href="https://example.org/1"/>
<updated>2022-03-12T08:30:00Z</updated><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_an_rss_feed(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "feed.rss"
    path.write_bytes(RSS.replace("ENCODING", encoding).encode(encoding))
    reports, faults = all_of(path)
    assert faults == []
    first, second = reports
    assert first.text == f"Two killed in Izium\n\n{FIRST}\n\n{SECOND}"
    assert (first.id, first.published, first.source) == ("https://example.org/?p=1", DAY, "Example Wire")
    assert (first.url, first.title) == ("https://example.org/1", "Two killed in Izium")
    assert second.text == "Ceasefire – again\n\nTalks of a truce were to begin on Monday."


def test_an_atom_feed(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(ATOM, encoding="utf-8")
    report = only(tmp_path / "feed.xml")
    assert (report.id, report.published, report.url) == ("urn:1", DAY, "https://example.org/1")
    assert report.text.endswith(FIRST)


def test_xml_that_is_no_feed_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<note>Shelling hit Kyiv.</note>", encoding="utf-8")
    _, (fault,) = all_of(tmp_path / "a.xml")
    assert "no RSS or Atom feed" in fault.message


def mail(text: str, subject: str = "Daily note", subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Field Office <office@example.org>"
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime(2022, 3, 12, 23, 30, tzinfo=UTC))
    message["Message-ID"] = f"<{subject.encode('ascii', 'ignore').decode().replace(' ', '.')}@example.org>"
    message.set_content(text, subtype=subtype)
    return message


def test_a_mail(tmp_path: Path) -> None:
    message = mail(FIRST, "Довідка No 1")
    message.add_alternative(f"<p>{FIRST}</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    report = only(tmp_path / "a.eml")
    assert report.text.strip() == FIRST
    assert (report.published, report.source, report.title) == (DAY, "Field Office", "Довідка No 1")
    assert report.id == ".No.1@example.org"


def test_a_mail_in_html_and_one_with_attachments(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(bytes(mail(f"<style>x</style><p>{FIRST}</p><p>{SECOND}</p>", subtype="html")))
    assert only(tmp_path / "a.eml").text == f"{FIRST}\n\n{SECOND}"
    message = mail(FIRST)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="map.pdf")
    (tmp_path / "b.eml").write_bytes(bytes(message))
    (report,), (fault,) = all_of(tmp_path / "b.eml")
    assert report.text.strip() == FIRST
    assert (fault.message, fault.lost) == ("attachments are not read: map.pdf", False)


def test_a_mailbox(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "all.mbox")
    box.add(mail(f"{FIRST}\n\nFrom here on it was quiet.\n", "One"))
    box.add(mail(SECOND, "Two"))
    box.flush()
    box.close()
    reports, faults = all_of(tmp_path / "all.mbox")
    assert faults == []
    assert [one.id for one in reports] == ["One@example.org", "Two@example.org"]
    assert reports[0].text.strip() == f"{FIRST}\n\nFrom here on it was quiet."
    assert reports[1].text.strip() == SECOND


def telegram(name: str = "Example Channel") -> dict:
    marked = ["Shelling hit ", {"type": "bold", "text": "Izium"}, {"type": "link", "text": " https://example.org"}]
    head = {"type": "message", "date": "2022-03-12T08:30:00", "from": name, "from_id": "channel1"}
    return {
        "name": name, "type": "public_channel", "id": 1,
        "messages": [
            {"id": 1, "type": "service", "date": "2022-01-01T00:00:00", "action": "create_channel", "text": ""},
            {"id": 2, **head, "text": FIRST, "text_entities": [{"type": "plain", "text": FIRST}]},
            {"id": 3, **head, "photo": "photos/photo_1.jpg", "text": ""},
            {"id": 4, **head, "forwarded_from": "Mayor", "text": marked},
        ],
    }  # fmt: skip


@pytest.mark.parametrize("whole", [False, True])
def test_a_telegram_export(tmp_path: Path, whole: bool) -> None:
    value = {"about": "", "chats": {"about": "", "list": [telegram()]}} if whole else telegram()
    (tmp_path / "result.json").write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    reports, faults = all_of(tmp_path / "result.json")
    assert faults == []
    assert [(one.id, one.source) for one in reports] == [
        ("Example Channel/2", "Example Channel"), ("Example Channel/4", "Mayor"),
    ]  # fmt: skip
    assert [one.text for one in reports] == [FIRST, "Shelling hit Izium https://example.org"]
    assert {one.published for one in reports} == {DAY}


WRITTEN = Path(__file__).parent / "files"
"""Files that LibreOffice wrote; see the README there."""


@pytest.mark.parametrize("name", ["writer.docx", "writer.pdf", "writer.html"])
def test_documents_that_libreoffice_wrote(name: str) -> None:
    report = only(WRITTEN / name)
    body = " ".join(report.text[report.body_start :].split())
    assert (report.published, report.source) == (DAY, "Field office")
    assert FIRST in body
    assert SECOND in body
    assert "Мер розповів про обстріл." in body
    assert "Killed in Izium" in body


@pytest.mark.parametrize("name", ["calc.xlsx", "calc.tsv"])
def test_tables_that_libreoffice_wrote(name: str) -> None:
    reports, faults = all_of(WRITTEN / name)
    assert faults == []
    assert [one.text for one in reports] == [FIRST, SECOND, 'Мер сказав: "тихо", on Sunday; it was quiet.']
    assert [one.published for one in reports] == [DAY, date(2022, 3, 13), date(2022, 3, 14)]
    assert (reports[0].source, reports[0].url, reports[2].source) == ("Wire", "https://example.org/1", "Голос")


def long_json(path: Path, head: str, row: str, tail: str) -> None:
    """Write a document that is too long to be held, of equal rows."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(head + row)
        for _ in range(MAX_FILE // (len(row) * 100) + 1):
            stream.write((", " + row) * 100)
        stream.write(tail)


PADDED = {"type": "message", "date": "2022-03-12T08:30:00", "text": [FIRST, {"type": "bold", "text": " " * 100_000}]}


def test_a_telegram_export_that_is_too_long_to_be_held(tmp_path: Path) -> None:
    head = '{"about": "", "chats": {"about": "x", "list": [{"name": "Example Channel", "id": 1, "messages": ['
    service = '{"id": 1, "type": "service", "text": ""}, '
    path = tmp_path / "result.json"
    long_json(
        path, head + service, json.dumps({"id": 2, **PADDED}), ']}, {"name": "B", "messages": [{"text": "x"}]}]}}'
    )
    tracemalloc.start()
    found = 0
    for one in read([path]):
        found += 1
        assert isinstance(one, Report) or "is taken" in one.message
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found > 600
    assert most < 20e6


def test_a_list_of_rows_that_is_too_long_to_be_held(tmp_path: Path) -> None:
    long_json(tmp_path / "a.json", "[5, ", json.dumps({"text": FIRST, "pad": "x" * 500_000}), "")
    reports, faults = all_of(tmp_path / "a.json")
    assert len(reports) > 100
    assert {one.text for one in reports} == {FIRST}
    assert reports[0].id == "a:2"
    assert len(faults) == 2
    assert "must be a JSON object" in faults[0].message
    assert "the rest of it is left out" in faults[-1].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_long_document_may_begin_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": FIRST}]), encoding=encoding)
    assert [number for number, _ in longjson.stream(path, "auto")] == [1]


@pytest.mark.parametrize(
    ("head", "row", "message"),
    [
        ('{"messages": [{"text": "', "x" * 1_000_000, "a row longer than"),
        ('{"other": [', '"' + "x" * 1_000_000 + '"', "no list of rows and no export"),
        ('["', "x" * 1_000_000, "a row longer than"),
        ("[" * 1_000, "[" * 1_000_000, "too deep"),
    ],
)
def test_a_long_document_that_is_something_else_is_told(tmp_path: Path, head: str, row: str, message: str) -> None:
    long_json(tmp_path / "a.json", head, row, "]}")
    reports, (fault,) = all_of(tmp_path / "a.json")
    assert reports == []
    assert message in fault.message


def test_an_archive_of_all_kinds(tmp_path: Path) -> None:
    pd.DataFrame(ROWS).to_csv(tmp_path / "rows.csv", index=False)
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr("deep/report.txt", f"date: 2022-03-12\n\n{FIRST}")
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feed.xml", ATOM)
        archive.write(tmp_path / "rows.csv", "tables/rows.csv")
        archive.write(tmp_path / "inner.zip", "inner.zip")
        archive.writestr("tables/bad.json", "{")
        for passed in ("README.md", ".hidden.txt", "__MACOSX/a.txt", "picture.png", "x/.git/b.txt"):
            archive.writestr(passed, FIRST)
    reports, (fault,) = all_of(tmp_path / "all.zip")
    assert [one.id for one in reports] == ["urn:1", "all/inner.zip/deep/report.txt", "a", "b"]
    assert fault.where == f"{tmp_path / 'all.zip'}:tables/bad.json"
    assert "broken JSON" in fault.message


def test_a_folder_of_all_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.eml").write_bytes(bytes(mail(FIRST)))
    (tmp_path / "c.xml").write_text(ATOM, encoding="utf-8")
    (tmp_path / "d.txt").write_text(FIRST, encoding="utf-8")
    reports, faults = all_of(tmp_path)
    assert faults == []
    assert [one.id for one in reports] == ["a", "Daily.note@example.org", "urn:1", "d"]


@pytest.mark.parametrize(
    ("name", "packages"),
    [
        ("a.html", "trafilatura lxml_html_clean"),
        ("a.pdf", "pypdf"),
        ("a.docx", "python-docx"),
        ("a.xlsx", "openpyxl"),
        ("a.rss", "feedparser"),
        ("a.json", "ijson"),
    ],
)
def test_what_is_not_installed_is_told_with_the_line_that_installs_it(tmp_path: Path, name: str, packages: str) -> None:
    modules = "trafilatura pypdf docx openpyxl feedparser ijson".split()
    (tmp_path / name).write_bytes(b"anything" if name != "a.json" else b" " * (MAX_FILE + 1))
    (tmp_path / "b.txt").write_text(FIRST, encoding="utf-8")
    code = (  # a module that is None is one that cannot be imported
        f"import sys; sys.modules.update(dict.fromkeys({modules})); from mapper.read import read\n"
        f"for one in read([{str(tmp_path)!r}]): print(getattr(one, 'id', one))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    fault, good = result.stdout.splitlines()
    assert fault.endswith(f"which is not installed; install it with: python -m pip install {packages}")
    assert good == "b"


def test_what_is_needed_and_there_is_given() -> None:
    assert needed("json", "json", "JSON") is json
    with pytest.raises(ReadError, match="reading maps needs nosuch, which is not installed"):
        needed("no_such_module", "nosuch", "maps")
