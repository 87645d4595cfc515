"""The text of a small piece of HTML (an entry of a feed, a mail): no main text to look for, only tags to take out.

Python's own HTML parser takes quadratic time on unfinished tags and comments; what stands here is linear.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape

MAX_MARKUP = 4 * 1024 * 1024
"""Longest piece, in characters, that is looked at; the rest is left out."""

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tr ul".split()
)
_SILENT = frozenset({"script", "style", "template", "head", "title", "noscript"})


def plain(markup: str) -> str:
    """Give the text of HTML: blocks become paragraphs, scripts and styles nothing, references their characters."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    tag, spaces, empty_lines = _patterns()
    parts: list[str] = []
    silent = ""
    position = 0
    markup = _without_comments(markup[:MAX_MARKUP])
    for match in tag.finditer(markup):
        if not silent:
            parts.append(_on_one_line(markup[position : match.start()]))
        position = match.end()
        closing, name = bool(match[1]), (match[2] or "").lower()
        if silent:
            silent = "" if closing and name == silent else silent
        elif name in _SILENT and not closing:
            silent = name
        elif name in _BLOCKS:
            parts.append("\n" if name == "br" else "\n\n")
    if not silent:
        parts.append(_on_one_line(markup[position:]))
    text = "\n".join(line.strip() for line in spaces.sub(" ", "".join(parts)).split("\n"))
    return empty_lines.sub("\n\n", text).strip()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # A tag ends before the next one begins, so that no character is looked at for more than one of them.
    tag = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]*>|<[!?][^<>]*>")
    return tag, re.compile(r"[^\S\n]+"), re.compile(r"\n[\n ]*\n[\n ]*")


def _on_one_line(text: str) -> str:
    return unescape(text).replace("\r", " ").replace("\n", " ")


def _without_comments(markup: str) -> str:
    """Take comments and CDATA marks out; one that does not end hides the rest, as browsers have it."""
    first, *others = markup.replace("<![CDATA[", "").replace("]]>", "").split("<!--")
    return first + "".join(other.split("-->", 1)[1] for other in others if "-->" in other)
