"""Draw the README's pictures, with the Chromium that the tests use.

``python -m docs.picture MAP.html docs/map.png [--size 1366x768] [--dark] [--view "map=6/48.5/33&event=5"]``
"""

from __future__ import annotations

import argparse
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.chromium import find_chromium


def main(page_file: str, picture: str, size: str = "1366x768", dark: bool = False, view: str = "") -> None:
    """Open a map page without network and save what it shows.

    Parameters
    ----------
    page_file, picture
        The page, and the PNG to write.
    size
        Width and height of the window in pixels.
    dark
        Whether the reader's system asks for dark pages.
    view
        What stands behind the ``#`` of the address: the view, as the page itself writes it there.
    """
    width, height = map(int, size.split("x"))
    address = Path(page_file).resolve().as_uri() + (f"#{view}" if view else "")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        scheme = "dark" if dark else "light"
        window = {"width": width, "height": height}
        page = browser.new_context(viewport=window, offline=True, color_scheme=scheme).new_page()  # type: ignore[arg-type]
        page.goto(address)
        page.wait_for_function("() => window.eventMaps && eventMaps.length", polling=20)
        page.evaluate("() => eventMaps[0].ready")
        page.evaluate("() => eventMaps[0].settled()")
        page.wait_for_timeout(800)
        shot = page.screenshot()
        browser.close()
    thin(shot).save(picture, optimize=True)


def thin(shot: bytes) -> Image.Image:
    """Give a picture of 256 colours, a quarter of the size: a page has few, and letters keep their edges."""
    return (
        Image.open(BytesIO(shot))
        .convert("RGB")
        .quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page_file")
    parser.add_argument("picture")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--view", default="")
    main(**vars(parser.parse_args()))
