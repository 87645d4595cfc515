"""Every notebook runs from top to bottom, and the map shows inline."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def execute(path: Path) -> nbformat.NotebookNode:
    """Run a notebook with this Python, in its own folder."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    )
    asyncio.run(client.async_execute(env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}))
    return notebook


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def executed(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return execute(request.param)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the kernel's own client, with new versions of Python
def test_it_runs_and_says_nothing_on_standard_error(executed: nbformat.NotebookNode) -> None:
    outputs = [output for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert [
        output for output in outputs if output.output_type in ("error", "stream") and output.get("name") != "stdout"
    ] == []


def test_the_map_shows_inline(executed: nbformat.NotebookNode) -> None:
    pages = [
        output.data["text/html"]
        for cell in executed.cells
        if cell.cell_type == "code" and "EventMap" in cell.source
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    ]
    assert any("<iframe" in page and "srcdoc" in page for page in pages)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_it_is_kept_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_there_is_a_quickstart() -> None:
    assert "quickstart" in [path.stem for path in NOTEBOOKS]
    assert sys.version_info >= (3, 11)


SHOWN = {
    "reports-to-map": "1 left out; no longer applying: []",
    "own-places-and-types": "port_blocked",
    "other-peoples-events": "1 of 4 rows of the VIINA table are left out",
    "how-right": "core_recall",
    "quickstart": "True",
}
"""What a notebook is for, as its outputs show it."""


def test_what_it_is_for_is_seen(executed: nbformat.NotebookNode, request: pytest.FixtureRequest) -> None:
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    texts = [str(output.get("text") or output.get("data", {}).get("text/plain", "")) for output in outputs]
    name = request.node.callspec.params["executed"].stem
    assert any(SHOWN[name] in text for text in texts)
