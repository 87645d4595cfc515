"""Files made to do harm, or broken: each is a fault that names it, in bounded time, and the rest is read."""

from __future__ import annotations

import socket
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.model import Report
from mapper.read import Fault, read
from mapper.read.markup import plain

PROSE = "Shelling hit Kyiv on Friday and killed two people."
DOCX_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}
LAUGHS = "<!DOCTYPE r [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


def zipped(parts: dict[str, str | bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def word(document: str) -> bytes:
    return zipped({**DOCX_PARTS, "word/document.xml": document})


def pdf(*streams: bytes) -> bytes:
    """A PDF with a page for each content stream, deflated; its table of offsets lies."""
    kids = " ".join(f"{2 * number + 3} 0 R" for number in range(len(streams)))
    parts = [b"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj",
             f"2 0 obj <</Type /Pages /Kids [{kids}] /Count {len(streams)}>> endobj".encode()]  # fmt: skip
    for number, stream in enumerate(streams):
        packed = zlib.compress(stream)
        page, content = 2 * number + 3, 2 * number + 4
        parts.append(
            f"{page} 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents {content} 0 R /Resources "
            "<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj".encode()
        )
        head = f"{content} 0 obj <</Filter /FlateDecode /Length {len(packed)}>> stream\n".encode()
        parts.append(head + packed + b"\nendstream endobj")
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\ntrailer <</Root 1 0 R /Size 99>>\nstartxref\n7\n%%EOF"


def shown(text: str) -> bytes:
    return f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode()


def bodies(open_tag: str, count: int) -> str:
    return f"<html><body><article>{open_tag * count}{PROSE}</article></body></html>"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

HARMFUL: dict[str, tuple[bytes, str]] = {
    "bomb.zip": (zipped({"a.txt": b"\0" * 50_000_000}), "a decompression bomb"),
    "cut.zip": (zipped({"a.txt": PROSE * 100})[:-40], "broken zip archive"),
    "nonsense.zip": (b"PK\x03\x04 and nothing else", "broken zip archive"),
    "bomb.docx": (zipped({**DOCX_PARTS, "word/document.xml": b" " * 300_000_000}), "a decompression bomb"),
    "bomb.xlsx": (zipped({"xl/workbook.xml": b" " * 300_000_000}), "a decompression bomb"),
    "empty.docx": (word(f"<w:document {W}><w:body/></w:document>"), "holds no text"),
    "other.docx": (zipped({"a.txt": PROSE}), "broken Word document"),
    "plain.docx": (PROSE.encode(), "no zip archive inside"),
    "plain.xlsx": (PROSE.encode(), "no zip archive inside"),
    "other.xlsx": (zipped({"a.txt": PROSE}), "broken Excel workbook"),
    "laughs.docx": (word(f"{LAUGHS}<w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"),
                    ""),
    "laughs.rss": ((f'{LAUGHS}<rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>').encode(),
                   "entities of its own"),
    "outside.rss": (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>'
                    b"<title>&x;</title></item></channel></rss>", "entities of its own"),
    "empty.rss": (b'<rss version="2.0"><channel></channel></rss>', "without entries"),
    "short.pdf": (b"%PDF-1.7\n", "broken PDF"),
    "lies.pdf": (b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 1 0 R>> endobj trailer <</Root 1 0 R>>", "PDF"),
    "text.pdf": (PROSE.encode(), "broken PDF"),
    "loop.pdf": (b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [2 0 R] "
                 b"/Count 1>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF", "PDF"),
    "bomb.pdf": (pdf(b" " * 200_000_000), "PDF"),
    "deep.html": (bodies("<div>", 100_000).encode(), "elements within each other"),
    "empty.html": (b"<html></html>", "no main text"),
    "huge.html": (b"<p>" + b"x" * 9_000_000, "more than 8388608 bytes"),
    "plain.eml": (b"\n\n" + PROSE.encode(), "no header lines"),
    "empty.eml": (b"From: a@example.org\n\n", "without a text"),
    "plain.mbox": (PROSE.encode(), "no mbox file"),
    "nonsense.parquet": (b"PAR1 and nothing else", "broken Parquet file"),
    "deep.json": (b'{"messages": ' + b"[" * 200_000, "too deep"),
}  # fmt: skip


def faults_and_texts(folder: Path) -> tuple[dict[str, str], list[str]]:
    found = list(read([str(folder)]))
    faults = {one.where: one.message for one in found if isinstance(one, Fault) and one.lost}
    return faults, [one.text for one in found if isinstance(one, Report)]


@pytest.mark.parametrize("name", HARMFUL)
def test_it_is_named_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    data, message = HARMFUL[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(PROSE, encoding="utf-8")
    begin = time.perf_counter()
    faults, texts = faults_and_texts(tmp_path)
    assert time.perf_counter() - begin < 20
    assert texts[-1] == PROSE
    if message:
        ((where, told),) = faults.items()
        assert where.startswith(str(tmp_path / name))
        assert message in told
        assert texts == [PROSE]
    assert all(len(text) < 1_000_000 for text in texts)


def test_a_pdf_whose_offsets_lie_is_read_nonetheless(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(shown("Shelling hit Kyiv."), shown("It was quiet in Lviv.")))
    faults, (text,) = faults_and_texts(tmp_path)
    assert faults == {}
    assert text.split("\n\n") == ["Shelling hit Kyiv.", "It was quiet in Lviv."]


@pytest.mark.parametrize("name", ["../../out.txt", "/out.txt", "..\\out.txt", "a/../../out.txt", "C:\\out.txt"])
def test_no_member_leads_out_of_its_archive(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({name: PROSE}))
    faults, texts = faults_and_texts(tmp_path / "in")
    assert (faults, texts) == ({}, [PROSE])
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.zip"]
    assert not Path("/out.txt").exists()


def test_a_link_in_an_archive_is_passed_over(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.txt", PROSE)
    assert faults_and_texts(tmp_path) == ({}, [PROSE])


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    data = zipped({"a.txt": PROSE})
    for _ in range(4):
        data = zipped({"inner.zip": data, "b.txt": PROSE})
    (tmp_path / "a.zip").write_bytes(data)
    faults, texts = faults_and_texts(tmp_path)
    ((where, message),) = faults.items()
    assert where == f"{tmp_path / 'a.zip'}" + ":inner.zip" * 3
    assert "is not opened" in message
    assert len(texts) == 3


def test_a_bad_member_does_not_hide_the_others(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": PROSE, "b.txt": PROSE * 50, "c.txt": PROSE}))
    at = packed.index(b"b.txt") + 10
    packed[at : at + 8] = b"\xff" * 8
    (tmp_path / "a.zip").write_bytes(packed)
    faults, texts = faults_and_texts(tmp_path)
    assert list(faults) == [f"{tmp_path / 'a.zip'}:b.txt"]
    assert "broken file in a zip archive" in faults[f"{tmp_path / 'a.zip'}:b.txt"]
    assert texts == [PROSE, PROSE]


SEEDS = {
    "pdf": pdf(shown("Shelling hit Kyiv."), shown("It was quiet.")),
    "docx": word(f"<w:document {W}><w:body><w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p></w:body></w:document>"),
    "zip": zipped({"a.txt": PROSE, "b.csv": f"text\n{PROSE}\n"}),
    "rss": f'<rss version="2.0"><channel><item><title>{PROSE}</title></item></channel></rss>'.encode(),
    "html": f"<html><body><article><p>{PROSE * 9}</p><table><tr><td>x</table></article></body></html>".encode(),
    "eml": f"From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n<p>{PROSE}</p>".encode(),
    "mbox": f"From a\nFrom: a@example.org\n\n{PROSE}\n\nFrom b\nFrom: b@example.org\n\n{PROSE}\n".encode(),
    "xlsx": zipped({"xl/workbook.xml": "<workbook/>"}),
    "parquet": b"PAR1" + bytes(40) + b"PAR1",
    "json": b'{"name": "c", "messages": [{"id": 1, "type": "message", "text": ["a", {"text": "b"}]}]}',
}


@pytest.mark.parametrize("ending", SEEDS)
@settings(max_examples=40)
@given(data=st.data())
def test_any_damage_gives_reports_or_faults(tmp_path_factory, ending: str, data: st.DataObject) -> None:
    seed = bytearray(SEEDS[ending])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(seed) - 1))
        seed[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    path = tmp_path_factory.mktemp("damaged") / f"a.{ending}"
    path.write_bytes(seed)
    for one in read([str(path)]):
        assert isinstance(one, Report | Fault)
        if isinstance(one, Report):
            one.text.encode("utf-8")


@given(st.text(max_size=200))
def test_any_markup_has_a_text(markup: str) -> None:
    assert isinstance(plain(markup), str)


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<![", "&", "<a b='", "</", "<script>", "<div>", '<a href="'])
def test_markup_takes_linear_time(piece: str) -> None:
    begin = time.perf_counter()
    plain(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize(
    ("piece", "count"),
    [("<", 1_000_000), ("&amp;", 200_000), ("<p>", 55_000), ("<b>x</b>", 27_000), ("<br>x", 55_000), ("<p>", 999_000)],
)
def test_pages_take_bounded_time(tmp_path: Path, piece: str, count: int) -> None:
    (tmp_path / "a.html").write_text(bodies(piece, count), encoding="utf-8")
    begin = time.perf_counter()
    list(read([str(tmp_path / "a.html")]))
    assert time.perf_counter() - begin < 60


ASKING = {
    "a.html": b"https://example.org/page.html",
    "b.html": b'<!DOCTYPE html SYSTEM "http://example.org/x.dtd"><html><head><link rel="stylesheet" '
    b'href="http://example.org/a.css"><base href="http://example.org/"></head><body><article><p>'
    + (PROSE * 5).encode()
    + b'</p><img src="http://example.org/a.png"></article></body></html>',
    "c.rss": b'<!DOCTYPE rss SYSTEM "http://example.org/x.dtd"><rss version="2.0"><channel><link>http://example.org/'
    b"</link><item><title>" + PROSE.encode() + b"</title></item></channel></rss>",
    "d.xml": b"https://example.org/feed.xml",
    "e.docx": word(f'<!DOCTYPE w SYSTEM "http://example.org/x.dtd"><w:document {W}><w:body><w:p><w:r><w:t>{PROSE}'
                   "</w:t></w:r></w:p></w:body></w:document>"),
    "f.eml": b'From: a@example.org\nContent-Type: message/external-body; access-type=URL; URL="http://example.org"\n\n',
}  # fmt: skip


def test_nothing_is_asked_of_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(_: socket.socket, address: object) -> None:
        asked.append(address)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: refuse(socket.socket(), address))
    for name, data in ASKING.items():
        (tmp_path / name).write_bytes(data)
    found = list(read([str(tmp_path)]))
    assert asked == []
    assert [one.id for one in found if isinstance(one, Report)] == ["a", "b", "c:1", "e"]
