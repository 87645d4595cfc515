"""Sees to it that there is a Chromium for the tests: an installed one, else apt's where root, else Playwright's own.

Run as ``python -m tests.install_chromium``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.chromium import find_chromium


def main() -> int:
    """Install what lacks; 0 when there is a Chromium at the end."""
    path = find_chromium()
    if path is None and is_root() and shutil.which("apt-get"):
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
        path = find_chromium()
    if path is None:
        run(sys.executable, "-m", "playwright", "install", *(["--with-deps"] if is_root() else []), "chromium")
        path = find_chromium()
    print(f"Chromium: {path}" if path else "no Chromium could be installed; install one, and see that it is on PATH")
    return 0 if path else 1


def is_root() -> bool:
    """Whether this process may install packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def run(*command: str) -> None:
    """Run a command; what fails shows itself, and the next way is tried."""
    print("$", *command, flush=True)
    subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


if __name__ == "__main__":
    sys.exit(main())
