"""Runs the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "notebooks" / "reports"


def mapper(
    *arguments: object, cwd: Path = ROOT, stdin: bytes = b"", program: str = "mapper"
) -> subprocess.CompletedProcess:
    """Run ``mapper ARGUMENTS``; standard output and error come as text."""
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        f"import sys; sys.argv[0] = {program!r}; from {program}.cli import main; sys.exit(main())",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    result = subprocess.run(
        [*command, *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, env=environment, check=False
    )
    return subprocess.CompletedProcess(result.args, result.returncode, result.stdout.decode(), result.stderr.decode())
