"""The text of a small piece of HTML (an entry of a feed, a mail): no main text to look for, only tags to take out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MAX_MARKUP = 1024 * 1024
"""Longest piece, in characters, that is looked at; the rest is left out."""

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tr ul".split()
)
_SILENT = frozenset({"script", "style", "template", "head", "title", "noscript"})
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n[\n ]*\n[\n ]*")


def plain(markup: str) -> str:
    """Give the text of HTML: blocks become paragraphs, scripts and styles nothing, references their characters."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    stripper = _Stripper()
    stripper.feed(markup[:MAX_MARKUP])
    stripper.close()
    text = _SPACES.sub(" ", "".join(stripper.parts))
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", text).strip()


class _Stripper(HTMLParser):
    """Collects the text outside of tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT and not self._silent:
            self._silent = tag
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\r", " ").replace("\n", " "))
