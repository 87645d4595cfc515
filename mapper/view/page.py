"""The page around a map: a branca figure with a content security policy, and elements that no template touches."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from branca.element import Element, Figure
from folium.template import Template

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
    tail
        What stands at the end of the page, so that the scripts run before it is read: the text of events.
    """

    _template = Template(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "{{ this.header.render(**kwargs) }}\n</head>\n"
        "<body>\n{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "{{ this.tail.render(**kwargs) }}\n</body>\n</html>\n"
    )

    def __init__(self) -> None:
        super().__init__(ratio="62%")
        self.image_sources: list[str] = []
        self.tail = Element()
        self.tail._parent = self
        self.header.add_child(Inert("<title>Map of events</title>"), name="meta_http")

    def render(self, **kwargs: Any) -> str:
        """Render the page and put its policy first, where it governs all that follows."""
        html = super().render(**kwargs).replace("\r\n", "\n")
        policy = content_security_policy(html, self.image_sources)
        head = '<meta charset="utf-8">\n'
        return html.replace(head, f'{head}<meta http-equiv="Content-Security-Policy" content="{policy}">\n', 1)


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


def parent_name(element: Element) -> str:
    """Give the script's name for what an element was added to."""
    if element._parent is None:
        raise TypeError(f"{type(element).__name__} must be added to a map before it is rendered")
    return element._parent.get_name()


def content_security_policy(html: str, image_sources: Iterable[str] = ()) -> str:
    """Write the policy of a page: its own inline scripts by hash, no connection, no picture but its own.

    Scripts and style sheets that folium's plug-ins load from elsewhere are allowed by their exact origins, and
    pictures only from `image_sources`.
    """
    hashes, addresses = _scripts(html)
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
    """Hashes of the inline scripts and addresses of the others, in order, each once."""
    hashes: dict[str, None] = {}
    addresses: dict[str, None] = {}
    for attributes, start, end in _elements(html):
        source = _SOURCE.search(attributes)
        if source:
            addresses[source["url"]] = None
        elif not _DATA_BLOCK.search(attributes):
            digest = hashlib.sha256(html[start:end].encode("utf-8", "surrogatepass")).digest()
            hashes[base64.b64encode(digest).decode("ascii")] = None
    return list(hashes), list(addresses)


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
