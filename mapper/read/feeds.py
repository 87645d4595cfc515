"""RSS and Atom files: a report an entry, named by the entry's own id so that it stays the same as the feed moves on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from mapper.errors import ReadError
from mapper.read.decode import MAX_FILE, decode, read_bytes
from mapper.read.fault import Note, needed, parsing
from mapper.read.markup import plain
from mapper.read.records import Row

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_ROOT = re.compile(r"<(?:\w{1,20}:)?(rss|feed|RDF)\b")
_ENTITY = re.compile(r"<!ENTITY\b")
_MAX_ID = 200


def entries(path: Path, encoding: str) -> Iterator[Row]:
    """Give the entries of a feed, in its order.

    Raises
    ------
    ReadError
        If the file is no feed, defines entities of its own, or feedparser is not installed.
    """
    data = read_bytes(path, MAX_FILE)
    feedparser = needed("feedparser", "feedparser", "feeds")
    declared = _DECLARED.match(data[:200])
    text, note = decode(data, encoding, declared[1].decode("ascii") if declared else "")
    if not _ROOT.search(text[:20_000]):
        raise ReadError("this XML is no RSS or Atom feed; save its text as a .txt file")
    if _ENTITY.search(text):
        raise ReadError("a feed that defines entities of its own, as feeds never do; it is not opened")
    if note:
        yield 0, Note(note)
    headers = {"content-type": "application/xml; charset=utf-8"}  # stands above what the file declares
    with parsing("feed"):
        found = feedparser.parse(BytesIO(text.encode()), response_headers=headers, resolve_relative_uris=False)
    if not found.entries:
        raise ReadError(f"a feed without entries{_reason(found)}")
    for number, entry in enumerate(found.entries, start=1):
        yield number, _record(entry, found.feed)


def _reason(found: Any) -> str:
    error = found.get("bozo_exception")
    return f" ({error})" if error else ""


def _record(entry: Any, feed: Any) -> Mapping[str, object]:
    body = "\n\n".join(plain(part.get("value", "")) for part in entry.get("content", ()))
    body = body.strip() or plain(entry.get("summary", ""))
    title = " ".join(plain(entry.get("title", "")).split())
    return {
        "id": entry.get("id", "") if len(entry.get("id", "")) <= _MAX_ID else "",
        "text": with_title(title, body),
        "date": entry.get("published") or entry.get("updated") or "",
        "source": entry.get("source", {}).get("title") or feed.get("title", ""),
        "url": entry.get("link", ""),
        "title": title,
    }


def with_title(title: str, body: str) -> str:
    """Put a title before its text, unless the text begins with it: headlines tell what entries then only detail."""
    if not body or not title:
        return body or title
    start = " ".join(body[: 2 * len(title) + 20].split())
    return body if start.startswith(title.rstrip(".!…")) else f"{title}\n\n{body}"
