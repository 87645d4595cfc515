"""The page around a map: a branca figure with a content security policy, and elements that no template touches."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from branca.element import Element, Figure

from mapper.view import assets, pack

_OPENING = re.compile(r"<script(?P<attributes>[^>]*)>", re.IGNORECASE)
_CLOSING = re.compile(r"</script", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?(?P<url>[^\"'\s>]+)", re.IGNORECASE)
_DATA_BLOCK = re.compile(r"\btype\s*=\s*[\"']?text/plain\b", re.IGNORECASE)
_STYLE_LINK = re.compile(r"<link\b[^>]*\bhref\s*=\s*[\"']?(?P<url>https?://[^\"'\s>]+)", re.IGNORECASE)


class Inert(Element):
    """Text that is put into the page as it stands: branca compiles most other text as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Inert"
        self.text = text

    def render(self, **_: Any) -> str:
        """Give the text."""
        return self.text


class Page(Figure):
    """A figure whose page says itself what it may run and load.

    Attributes
    ----------
    image_sources
        Origins from which the page may load pictures (map tiles); none by default.
    code
        The page's own style sheets and scripts, by name: what they are (``style`` or ``script``) and their text. They
        come first, in this order; deflated, unless something else in the page runs before them or needs them at once.
    tail
        What stands at the end of the page, so that the scripts run before it is read: the text of events.
    """

    def __init__(self) -> None:
        super().__init__(ratio="62%")
        self.image_sources: list[str] = []
        self.code: dict[str, tuple[str, str]] = {}
        self.tail = Element()
        self.tail._parent = self
        self.header.add_child(Inert("<title>Map of events</title>"), name="meta_http")

    def render(self, **kwargs: Any) -> str:
        """Render the page and put its policy first, where it governs all that follows."""
        for child in self._children.values():
            child.render(**kwargs)
        header, body, main, tail = (
            part.render(**kwargs).replace("\r\n", "\n") for part in (self.header, self.html, self.script, self.tail)
        )
        parts = [*self.code.values(), ("script", main)]
        first, last, hidden = _plain(parts) if _runs_code(header + body) else _packed(parts)
        html = f"{first}{header}\n</head>\n<body>\n{body}\n{last}\n{tail}\n</body>\n</html>\n"
        policy = content_security_policy(html, self.image_sources, hidden)
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n{html}'
        )


def _runs_code(html: str) -> bool:
    """Tell whether others have put scripts or style sheets into a page; theirs may count on ours."""
    return any(not _DATA_BLOCK.search(attributes) for attributes, _, _ in _elements(html)) or bool(
        _STYLE_LINK.search(html)
    )


def _plain(parts: Sequence[tuple[str, str]]) -> tuple[str, str, list[str]]:
    """Style sheets and scripts as they are: what stands in the head, the last one, and no packed scripts."""
    written = [
        f"<{kind}>\n{assets.ascii_script(text) if kind == 'script' else text}\n</{kind}>" for kind, text in parts
    ]
    return "\n".join(written[:-1]) + "\n", written[-1], []


def _packed(parts: Sequence[tuple[str, str]]) -> tuple[str, str, list[str]]:
    """Style sheets and scripts deflated, and the script that runs them; the texts of those that are packed."""
    data = pack.inert(pack.to_json(parts), 9)
    block = f'<script type="text/plain" id="em-code">{data}</script>\n<script>\n{assets.starter()}\n</script>'
    return "", block, [text for kind, text in parts if kind == "script"]


def figure_of(element: Element) -> Figure:
    """Give the figure that an element is part of.

    Raises
    ------
    TypeError
        The element is part of none.
    """
    root = element.get_root()
    if not isinstance(root, Figure):
        raise TypeError(f"{type(element).__name__} must be added to a map before it is rendered")
    return root


def add_code(figure: Figure, name: str, kind: str, text: str) -> None:
    """Put one of our style sheets or scripts (`kind`: ``style`` or ``script``) into a page, once."""
    if isinstance(figure, Page):
        figure.code[name] = (kind, text)
    else:
        text = assets.ascii_script(text) if kind == "script" else text
        figure.header.add_child(Inert(f"<{kind}>\n{text}\n</{kind}>"), name=name)


def parent_name(element: Element) -> str:
    """Give the script's name for what an element was added to."""
    if element._parent is None:
        raise TypeError(f"{type(element).__name__} must be added to a map before it is rendered")
    return element._parent.get_name()


def content_security_policy(html: str, image_sources: Iterable[str] = (), packed: Iterable[str] = ()) -> str:
    """Write the policy of a page: its own inline scripts by hash, no connection, no picture but its own.

    Scripts and style sheets that folium's plug-ins load from elsewhere are allowed by their exact origins, and
    pictures only from `image_sources`. Scripts that lie `packed` in the page are allowed as inline ones are.
    """
    inline, addresses = _scripts(html)
    hashes = dict.fromkeys(map(_digest, [*inline, *packed]))
    scripts = [f"'sha256-{value}'" for value in hashes] + _origins(addresses)
    sheets = _origins(match["url"] for match in _STYLE_LINK.finditer(html))
    images = _origins(image_sources) + sheets
    rules = {
        "default-src": ["'none'"],
        "script-src": scripts or ["'none'"],
        "style-src": ["'unsafe-inline'", *sheets],
        "img-src": ["data:", "blob:", *images],
        "font-src": sheets or ["'none'"],
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def _scripts(html: str) -> tuple[list[str], list[str]]:
    """Give the texts of the inline scripts and the addresses of the others, in order."""
    inline: list[str] = []
    addresses: dict[str, None] = {}
    for attributes, start, end in _elements(html):
        source = _SOURCE.search(attributes)
        if source:
            addresses[source["url"]] = None
        elif not _DATA_BLOCK.search(attributes):
            inline.append(html[start:end])
    return inline, list(addresses)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8", "surrogatepass")).digest()).decode("ascii")


def _elements(html: str) -> Iterator[tuple[str, int, int]]:
    """Script elements: attributes, and where the content begins and ends. Data blocks are passed over in one leap."""
    at = 0
    while opening := _OPENING.search(html, at):
        data = _DATA_BLOCK.search(opening["attributes"])
        closing = None if data else _CLOSING.search(html, opening.end())
        at = html.find("</script", opening.end()) if data else closing.start() if closing else -1
        at = at if at >= 0 else len(html)
        yield opening["attributes"], opening.end(), at


def _origins(addresses: Iterable[str]) -> list[str]:
    """``scheme://host`` of each address, each once; a ``{s}`` of tile addresses becomes ``*``."""
    found: dict[str, None] = {}
    for address in addresses:
        parts = urlsplit(address.replace("{s}.", "*."))
        if parts.scheme in ("http", "https") and re.fullmatch(r"[\w.*:-]+", parts.netloc):
            found[f"{parts.scheme}://{parts.netloc}"] = None
    return list(found)
