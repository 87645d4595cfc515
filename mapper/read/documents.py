"""Files that hold one report each and are no plain text: web pages, PDF, Word documents.

A reader gives the text, and what the format itself tells of it: ``date``, ``source``, ``url``, ``title``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mapper.errors import ReadError
from mapper.read.decode import MAX_ROW, decode, read_bytes
from mapper.read.fault import needed, parsing, refuse_bomb

Document = tuple[str, Mapping[str, object], str]
"""The text; what the format tells of it; and what is to be told about the reading, or an empty string."""

MAX_PAGE = 8 * 1024 * 1024
"""Largest web page, in bytes. Real ones with an article stay below one megabyte."""

MAX_DEPTH = 2_000
"""Elements of a web page that may stand within each other."""

MAX_ELEMENTS = 60_000
"""Elements of a web page, those without a name that matters among them; the longest articles have half as many."""


def document(path: Path, form: str, encoding: str) -> Document:
    """Read a file in one of the formats ``html``, ``pdf``, ``docx``.

    Raises
    ------
    ReadError
        If it is broken, holds no text, or the package that reads it is not installed.
    """
    return {"html": _html, "pdf": _pdf, "docx": _docx}[form](path, encoding)


_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def _html(path: Path, encoding: str) -> Document:
    data = read_bytes(path, MAX_PAGE)
    trafilatura = needed("trafilatura", "trafilatura lxml_html_clean", "web pages")
    markup, note = decode(data, encoding, _declared(data))
    elements, depth = _extent(markup)
    if depth > MAX_DEPTH:
        raise ReadError(f"a web page with more than {MAX_DEPTH} elements within each other; save its text as .txt")
    if elements > MAX_ELEMENTS:
        raise ReadError(f"a web page with more than {MAX_ELEMENTS} elements; save its text as .txt")
    dates = {"extensive_search": False, "original_date": True, "max_date": None}  # 2.0 asks for the last
    with parsing("web page", "trafilatura", "htmldate", "courlan", "justext"):
        found = trafilatura.bare_extraction(
            markup, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
    if found is None or not (found.text or "").strip():
        raise ReadError("no main text found in this web page; if it has one, save it as .txt")
    known = {"date": found.date, "source": found.sitename or found.hostname, "url": found.url, "title": found.title}
    return found.text, known, note


def _declared(data: bytes) -> str:
    """Give the encoding that a page declares in its head, where it is one that is known."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    name = match[1].decode("ascii", "replace")
    try:
        b"a".decode(name, "ignore")
    except LookupError:
        return ""
    return name


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr p li td tr th dt dd option".split())


def _extent(markup: str) -> tuple[int, int]:
    """Count the tags, and how deep elements stand within each other, those that need no end tag left out."""
    tags = depth = deepest = 0
    for match in _TAG.finditer(markup):
        tags += 1
        if match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return tags, deepest


MAX_PDF = 256 * 1024 * 1024
MAX_PAGES = 5_000
_BROKEN_WORD = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def _pdf(path: Path, encoding: str) -> Document:
    pypdf = needed("pypdf", "pypdf", "PDF")
    if path.stat().st_size > MAX_PDF:
        raise ReadError(f"a PDF of more than {MAX_PDF} bytes; split it")
    with path.open("rb") as stream, parsing("PDF", "pypdf", raised=(pypdf.errors.PyPdfError,)):
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("this PDF is locked with a password; unlock it and give the unlocked file")
        text = "\n\n".join(_pages(reader))
        known = _of_pdf(reader.metadata)
    if not text.strip():
        raise ReadError("this PDF holds no text (scanned pages?); recognize it first, for instance with ocrmypdf")
    return _BROKEN_WORD.sub("", text), known, ""


def _pages(reader: Any) -> Iterator[str]:
    """Give the text of each page; lone surrogates, which no file holds, are replaced."""
    if len(reader.pages) > MAX_PAGES:
        raise ReadError(f"a PDF of more than {MAX_PAGES} pages; split it")
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > MAX_ROW:
            raise ReadError(f"a PDF with more than {MAX_ROW} characters of text; split it")
        yield text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8").strip()


def _of_pdf(metadata: Any) -> dict[str, object]:
    if metadata is None:
        return {}
    try:
        created = metadata.creation_date
    except ValueError:  # a date that is none
        created = None
    return {"date": created, "title": metadata.title}


_TEMPLATE_DAY = "2013-12-23"
"""When the template was made from which python-docx makes documents: the day of no report."""


def _docx(path: Path, encoding: str) -> Document:
    docx = needed("docx", "python-docx", "Word documents")
    refuse_bomb(path)
    with parsing("Word document", raised=(KeyError, docx.opc.exceptions.OpcError)):
        opened = docx.Document(str(path))
        text = _joined(_blocks(opened))
        about = opened.core_properties
        created, title = about.created, about.title
    if not text.strip():
        raise ReadError("this Word document holds no text")
    day = created.date().isoformat() if created else ""
    return text, {"date": "" if day == _TEMPLATE_DAY else day, "title": title}, ""


def _blocks(opened: Any) -> Iterator[str]:
    """Give paragraphs and rows of tables in their order, empty ones left out."""
    for block in opened.iter_inner_content():
        if hasattr(block, "text"):
            lines = [block.text]
        else:
            lines = ["\t".join(_once(cell.text for cell in row.cells)) for row in block.rows]
        yield from (line for line in lines if line.strip())


_HEADER_LINE = re.compile(r"(date|source|url|title|lang)[ \t]*:", re.IGNORECASE)


def _joined(blocks: Iterable[str]) -> str:
    """Join paragraphs, header lines at the beginning as the lines that they would be in a text file."""
    text = ""
    in_header = True
    for block in blocks:
        last, in_header = in_header, in_header and bool(_HEADER_LINE.match(block))
        text += ("\n" if last and in_header else "\n\n") * bool(text) + block
    return text


def _once(cells: Iterator[str]) -> Iterator[str]:
    """Leave out a cell that repeats the one before: merged cells come once for each column."""
    last = None
    for cell in cells:
        if cell != last:
            yield cell
        last = cell
