"""The main job where it can reach nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import REPORTS, ROOT

WITHOUT_NETWORK = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        raise RuntimeError(f"the network was asked for: {event} {arguments}")

sys.addaudithook(refuse)
"""


def run(code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", WITHOUT_NETWORK + code, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_it_asks_for_no_network(tmp_path: Path) -> None:
    result = run("from mapper.cli import main; main()", "map", str(REPORTS), "-o", "map.html", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "map.html").stat().st_size > 100_000


@pytest.mark.parametrize("call", ["import urllib.request as u; u.urlopen('http://127.0.0.1:9')", "import socket; "
                                  "socket.create_connection(('127.0.0.1', 9))"])  # fmt: skip
def test_the_network_would_have_been_noticed(call: str, tmp_path: Path) -> None:
    result = run(call, cwd=tmp_path)
    assert "the network was asked for" in result.stderr
