"""Draw the README's picture: ``python -m docs.picture MAP.html docs/map.png``, with the Chromium that the tests use."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import find_chromium


def main(page_file: str, picture: str) -> None:
    """Open a map page without network and save what it shows."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True).new_page()
        page.goto(Path(page_file).resolve().as_uri())
        page.wait_for_function("window.eventMaps && window.eventMaps[0].ready")
        page.wait_for_timeout(500)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
