"""Disks of any size, and folders that are read only, whoever looks: in a mount namespace that ends with its command."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.cli.command import ROOT

BEFORE = "what stood there before"

_RUN = """
set -e
if [ "$3" = full ]; then
    mount -t tmpfs -o size="$2" tmpfs "$1"
    printf %s "$BEFORE" > "$1/before"
else
    mount --bind "$1" "$1"
    mount -o remount,ro,bind "$1"
fi
folder=$1; shift 3; set +e
"$@"
status=$?
find "$folder" -mindepth 1 -printf '%P\\0' >&3
exit $status
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that ended: its status, what it said on standard error, and the names that its folder then held."""

    status: int
    said: str
    left: set[str]


def on_disk(folder: Path, size: str, module: str, *arguments: object, **environment: str) -> Ended:
    """Run ``python -m MODULE ARGUMENTS`` where a folder is a disk of so many bytes, with a file ``before`` on it.

    A size of ``ro`` leaves in the folder what is there, and makes it read only.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    mode = "ro" if size == "ro" else "full"
    listed = folder.with_name("listed")
    with listed.open("wb") as names:
        result = subprocess.run(
            ["unshare", "--map-root-user", "--mount", "bash", "-c", f"exec 3>&{names.fileno()}\n{_RUN}",
             "bash", str(folder), size, mode, *command],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "BEFORE": BEFORE, **environment}, check=False,
            capture_output=True, text=True, pass_fds=(names.fileno(),),
        )  # fmt: skip
    left = {name for name in listed.read_text(encoding="utf-8").split("\0") if name}
    return Ended(result.returncode, result.stderr, left)


@cache
def why_not() -> str:
    """Tell why no disk can be made here; empty where one can."""
    command = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return f"no disk can be mounted: {error}"
    return f"no disk can be mounted: {result.stderr.strip()}" if result.returncode else ""
