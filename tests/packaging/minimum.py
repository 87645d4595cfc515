"""Runs the core of the tests on the oldest versions that ``pyproject.toml`` allows.

Run as ``python -m tests.packaging.minimum``; arguments go to pytest. Needs uv and the package index, and some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = (
    *("tests/test_main_job.py", "tests/test_store.py", "tests/test_columns.py", "tests/test_foreign.py"),
    *("tests/test_schema.py", "tests/read/test_formats.py", "tests/gazetteer/test_geocoder.py"),
)
"""Tests of what leans on others' packages most; what is built of our own code alone is tested elsewhere. Of
Dask, whose tests take minutes of their own: ``python -m tests.packaging.minimum tests/cluster``."""

TOOLS = ("pytest>=8.2", "pytest-xdist>=3.6", "hypothesis>=6.100", "playwright>=1.45")


def main(arguments: list[str]) -> int:
    """Make an environment of the lower bounds and run the tests in it; 0 when they pass."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        lowest, home = Path(folder, "lowest.txt"), Path(folder, "venv")
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        uv = (sys.executable, "-m", "uv")
        bounds = ("--extra", "formats", "--extra", "dask", "--resolution", "lowest-direct", "--python-version", version)
        run(*uv, "pip", "compile", "--quiet", *bounds, "-o", str(lowest), "pyproject.toml")
        run(*uv, "venv", "--quiet", "--python", version, str(home))
        python = str(home / "bin" / "python")
        run(*uv, "pip", "install", "--quiet", "--python", python, "-r", str(lowest), *TOOLS)
        print(lowest.read_text(encoding="utf-8"))
        command = [python, "-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", *(arguments or CORE)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    print(f"lower bounds: {'FAILED' if status else 'ok'} in {time.monotonic() - began:.0f} s")
    return status


def run(*command: str) -> None:
    """Run a command; one that fails ends the run."""
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
