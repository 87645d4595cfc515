"""A browser without a network, and pages opened in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import find_chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "wall": (2560, 1440)}


@dataclass
class Opened:
    """A page with all that it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def map(self, expression: str, argument: Any = None) -> Any:
        """Evaluate ``expression`` with the first map's handle as ``map`` and an argument as ``given``."""
        return self.page.evaluate(f"async (given) => {{ const map = eventMaps[0]; return {expression}; }}", argument)

    def settle(self) -> None:
        """Wait until filters have been applied, which is done once a frame, and all has been counted anew."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self.page.evaluate("() => Promise.all(eventMaps.map((map) => map.settled()))")

    def assert_silent(self) -> None:
        assert self.requests == []
        assert self.complaints == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser; a module's own, since its event loop would be in the way of other tests' loops."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a file without network, wait for its maps, and hand it over."""
    contexts = []

    def opened(path: Path, size: str = "laptop", ready: bool = True, fragment: str = "", **options: Any) -> Opened:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        result = Opened(context.new_page())
        watch(result)
        result.page.goto(f"{path.as_uri()}#{fragment}" if fragment else path.as_uri())
        if ready:
            result.page.wait_for_function("() => window.eventMaps && eventMaps.length", polling=20)
            result.page.evaluate("() => Promise.all(eventMaps.map((map) => map.ready))")
            result.settle()
        return result

    yield opened
    for context in contexts:
        context.close()


def watch(opened: Opened) -> None:
    """Note every request that leaves the page, every error and every warning."""

    def request(asked: Any) -> None:
        if not asked.url.startswith(("file:", "data:", "blob:", "about:")):
            opened.requests.append(asked.url)

    opened.page.on("request", request)
    opened.page.on("console", lambda message: opened.complaints.append(f"{message.type}: {message.text}"))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on("dialog", lambda dialog: (opened.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
