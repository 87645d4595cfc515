"""Runs the core of the tests on the oldest versions that ``pyproject.toml`` allows.

Run as ``python -m tests.packaging.minimum``; arguments go to pytest. Needs uv and the package index, and some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ("tests/test_main_job.py", "tests/test_store.py", "tests/test_foreign.py", "tests/test_schema.py")


def main(arguments: list[str]) -> int:
    """Make an environment of the lower bounds and run the tests in it; 0 when they pass."""
    with tempfile.TemporaryDirectory() as folder:
        lowest, home = Path(folder, "lowest.txt"), Path(folder, "venv")
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        uv = (sys.executable, "-m", "uv")
        bounds = ("--extra", "formats", "--resolution", "lowest-direct", "--python-version", version)
        run(*uv, "pip", "compile", "--quiet", *bounds, "-o", str(lowest), "pyproject.toml")
        run(*uv, "venv", "--quiet", "--python", version, str(home))
        python = str(home / "bin" / "python")
        run(*uv, "pip", "install", "--quiet", "--python", python, "-r", str(lowest), "pytest", "hypothesis")
        print(lowest.read_text(encoding="utf-8"))
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(arguments or CORE)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def run(*command: str) -> None:
    """Run a command; one that fails ends the run."""
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
