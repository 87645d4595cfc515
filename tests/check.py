"""Runs every check: ``python -m tests.check``. Arguments go to pytest.

Checks run one after the other and all of them, so that one run tells everything that is wrong.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-n", "auto", "--dist", "loadfile"),
)
"""Each is run as ``python -m ...`` in the root of the repository."""


def main(arguments: list[str]) -> int:
    """Run the checks; 0 when all of them pass."""
    failed = []
    for check in CHECKS:
        command = [*check, *(arguments if check[0] == "pytest" else [])]
        print("$", *command, flush=True)
        begin = time.monotonic()
        result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False)
        print(f"  {'ok' if result.returncode == 0 else 'FAILED'} in {time.monotonic() - begin:.0f} s", flush=True)
        if result.returncode:
            failed.append(" ".join(check))
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
