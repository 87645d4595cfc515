"""Two processes that open the gazetteer keep one copy of it in memory."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

SMAPS = Path("/proc/self/smaps")

_READ = """
import gazetteer
from gazetteer.index import DATA
index = gazetteer.default()
for key in index.keys("ma"):
    index.find_rows(key)
for row in range(0, len(index), 32):
    index.place(row)
print("ready", flush=True)
"""
_HOLD = _READ + "input()"
_TELL = _READ + "print(open('/proc/self/smaps').read())"


def mapped(smaps: str) -> dict[str, Counter[str]]:
    """Kilobytes by kind of page, of each of the index's files."""
    found: dict[str, Counter[str]] = {}
    name = ""
    for line in smaps.splitlines():
        head, *rest = line.split(None, 5) or [""]
        if not head.endswith(":"):
            name = Path(rest[-1]).name if len(rest) == 5 else ""
        elif name in ("names.trie", "places.col") and rest[-1] == "kB":
            found.setdefault(name, Counter())[head.rstrip(":")] += int(rest[0])
    return found


@pytest.mark.skipif(not SMAPS.exists(), reason="the system does not tell which pages are shared")
def test_a_second_process_shares_the_pages_of_the_first() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        second = subprocess.run([sys.executable, "-c", _TELL], capture_output=True, text=True, check=True).stdout
        first.stdin.write("\n")
    files = mapped(second.partition("ready\n")[2])
    assert set(files) == {"names.trie", "places.col"}
    for name, kilobytes in files.items():
        shared = kilobytes["Shared_Clean"] + kilobytes["Shared_Dirty"]
        private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
        assert shared > 1_000, name
        assert private <= 0.05 * (shared + private), name
        assert kilobytes["Private_Dirty"] == 0, name
