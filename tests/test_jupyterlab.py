"""JupyterLab and Notebook 7 in Chromium: the quickstart is run, its map used, saved, opened again, trusted and not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

from tests.chromium import find_chromium

ROOT = Path(__file__).resolve().parent.parent
SHELLING = "Shelling or missile attack"
MINUTE = 60_000

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give folders of their own to Jupyter and IPython, so that nothing of the user's is read or changed."""
    home = tmp_path_factory.mktemp("home")
    own = {name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    own |= {"IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **own}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the quickstart and its reports."""
    place = tmp_path_factory.mktemp("notebooks")
    shutil.copy(ROOT / "notebooks" / "quickstart.ipynb", place)
    shutil.copytree(ROOT / "notebooks" / "reports", place / "reports")
    return place


@pytest.fixture(scope="module")
def lab(environment: dict[str, str], folder: Path) -> Iterator[str]:
    """Start JupyterLab on a free port of this machine; give its address."""
    options = [f"--ServerApp.root_dir={folder}", "--ServerApp.port=0", "--IdentityProvider.token=", "--no-browser"]
    options += ["--ServerApp.allow_root=True", "--LabApp.news_url=", "--LabApp.check_for_updates_class="
                "jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", *options]
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as told:
        server = subprocess.Popen(command, env=environment, stdout=told, stderr=told)
    try:
        yield address_of(server, Path(environment["JUPYTER_RUNTIME_DIR"]), log)
    finally:
        server.terminate()
        server.wait(30)


def address_of(server: subprocess.Popen[bytes], folder: Path, log: Path) -> str:
    """Wait until the server has said where it is."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and server.poll() is None:
        for path in folder.glob("jpserver-*.json"):
            try:
                return str(json.loads(path.read_text())["url"])
            except json.JSONDecodeError:  # still being written
                continue
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


def opened(browser: Browser, address: str, notebook: str) -> Page:
    """Open a notebook of JupyterLab in a window of its own."""
    page = shown(browser, f"{address}lab/workspaces/{notebook}/tree/{notebook}.ipynb?reset")
    expect(page.get_by_text("(ipykernel) | Idle")).to_be_visible(timeout=2 * MINUTE)
    return page


def shown(browser: Browser, address: str) -> Page:
    """Open the page of a notebook, and wait for its cells."""
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.goto(address)
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=2 * MINUTE)
    return page


def pictured(page: Page, name: str) -> None:
    """Keep what is seen, where ``$SCREENSHOTS`` names a folder."""
    if "SCREENSHOTS" in os.environ:
        page.screenshot(path=Path(os.environ["SCREENSHOTS"], f"{name}.png"))


MAP = ".jp-OutputArea-output iframe[title='Map of events']"


def map_in(page: Page, frame: str = MAP) -> FrameLocator:
    """Bring the map's frame into view, and wait until the map in it is drawn."""
    page.locator(frame).first.scroll_into_view_if_needed(timeout=2 * MINUTE)
    found = page.frame_locator(frame).first
    expect(found.get_by_role("checkbox", name=SHELLING)).to_be_visible(timeout=MINUTE)
    return found


def toggled(found: FrameLocator) -> tuple[str, str]:
    """Switch a layer off; give the panel's count of events before and after."""
    box, tally = found.get_by_role("checkbox", name=SHELLING), found.locator(".em-count").first
    expect(box).to_be_checked()
    before = tally.inner_text()
    box.click()
    expect(box).not_to_be_checked()
    expect(tally).not_to_have_text(before)
    return before, tally.inner_text()


@pytest.fixture(scope="module")
def saved(browser: Browser, lab: str, folder: Path) -> Path:
    """The quickstart, run in JupyterLab from its menu, its map used, and saved with the keyboard."""
    run(opened(browser, lab, "quickstart"), folder / "quickstart.ipynb", "lab")
    return folder / "quickstart.ipynb"


def run(page: Page, path: Path, name: str) -> None:
    """Run all cells from the menu, use the map, and save with the keyboard."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    pictured(page, f"{name}-start")
    expect(page.locator(".jp-OutputArea-output").last).to_have_text("True", timeout=3 * MINUTE)  # the last cell's
    found = map_in(page)
    pictured(page, f"{name}-run")
    before, after = toggled(found)
    assert before != after
    pictured(page, f"{name}-toggled")
    page.locator(".jp-Notebook .jp-InputPrompt:visible").first.click()
    page.keyboard.press("Control+s")
    deadline = time.monotonic() + 60
    while "<iframe" not in path.read_text(encoding="utf-8") and time.monotonic() < deadline:
        time.sleep(0.2)
    page.context.close()


def test_it_shows_again_when_it_is_opened_again(browser: Browser, lab: str, saved: Path) -> None:
    page = opened(browser, lab, saved.stem)
    before, after = toggled(map_in(page))
    assert before != after
    pictured(page, "lab-again")
    page.context.close()


def test_it_shows_in_notebook_7_and_again_when_it_is_opened_again(browser: Browser, lab: str, folder: Path) -> None:
    path = shutil.copy(ROOT / "notebooks" / "quickstart.ipynb", folder / "seven.ipynb")
    address = f"{lab}notebooks/{path.name}"  # of the same server: both programs are pages of it
    page = shown(browser, address)
    expect(page.locator(".jp-Toolbar-kernelName")).to_contain_text("ipykernel", timeout=2 * MINUTE)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible(timeout=2 * MINUTE)
    run(page, path, "notebook")
    page = shown(browser, address)
    before, after = toggled(map_in(page))
    assert before != after
    pictured(page, "notebook-again")
    page.context.close()


def test_where_it_is_not_trusted_a_picture_and_a_table_show(browser: Browser, lab: str, saved: Path) -> None:
    notebook = nbformat.read(saved, as_version=4)
    notebook.cells[0].source += " From somebody else."  # what JupyterLab has not signed, it does not trust
    for cell in notebook.cells:
        cell.get("metadata", {}).pop("trusted", None)
        if cell.cell_type == "code" and "EventMap" in cell.source:
            cell.source += "  # theirs"
            cell.outputs[0]["data"]["text/html"] += "<p>theirs</p>"
    nbformat.write(notebook, saved.with_name("theirs.ipynb"))
    page = opened(browser, lab, "theirs")
    image = page.locator(".jp-OutputArea-output img[alt='Events on a map']")
    image.scroll_into_view_if_needed(timeout=MINUTE)
    expect(image).to_be_visible()
    assert image.evaluate("image => [image.complete, image.naturalWidth]") == [True, 800]
    expect(page.get_by_role("cell", name=SHELLING)).to_be_visible()
    assert page.locator(".jp-OutputArea-output iframe").count() == 0
    pictured(page, "lab-untrusted")
    page.context.close()


def test_it_shows_in_html_that_nbconvert_makes(
    browser: Browser, environment: dict[str, str], saved: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", tmp_path, saved]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    page = browser.new_context(offline=True, viewport={"width": 1400, "height": 1000}).new_page()
    page.goto((tmp_path / "quickstart.html").as_uri(), wait_until="domcontentloaded")
    before, after = toggled(map_in(page, "iframe[title='Map of events']"))
    assert before != after
    pictured(page, "nbconvert")
    page.context.close()
