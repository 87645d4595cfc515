"""What the tests of the page take from npm, installed once: a linter, and an accessibility audit."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "lint"


@cache
def node_modules() -> Path:
    """Give the folder of the packages that ``lint/package.json`` names; installs them where they are not yet.

    Without npm, or where it cannot reach its registry, the test is skipped and says so.
    """
    found = FOLDER / "node_modules"
    if (found / "eslint").is_dir() and (found / "axe-core").is_dir():
        return found
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: the page's scripts are neither linted nor audited")
    done = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"npm could not install what the page is linted and audited with: {done.stderr[-300:]}")
    return found
