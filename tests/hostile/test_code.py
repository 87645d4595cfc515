"""What the packages may not do at all: run data as code, unpickle, use a shell, or ask a network unless told to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CALLS = frozenset({"eval", "exec", "compile", "__import__", "breakpoint"})
MODULES = {
    "pickle": {"mapper/stream/pool.py"},
    "marshal": set(),
    "shelve": set(),
    "dill": set(),
    "cloudpickle": set(),
    "joblib": set(),
    "yaml": set(),
    "ctypes": set(),
    "code": set(),
    "subprocess": {"gazetteer/packages.py"},
    "pty": set(),
    "socket": set(),
    "ssl": set(),
    "http": set(),
    "urllib": set(),
    "requests": set(),
    "aiohttp": set(),
    "httpx": set(),
    "ftplib": set(),
    "smtplib": set(),
    "webbrowser": set(),
}
"""Modules and the files that may import them: one asks whether stages can be sent to another process, and unpickles
nothing; one fetches, on ``gazetteer build``, the packages that an index is built from."""

ATTRIBUTES = frozenset({"system", "popen", "spawnl", "spawnv", "execv", "execl", "read_pickle", "to_pickle"})
HARMLESS = {"urllib": {"urllib.parse"}}
"""Submodules that ask nothing of a network."""


def sources() -> list[Path]:
    return sorted(path for package in ("gazetteer", "mapper") for path in (ROOT / package).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module)


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_it_runs_no_data_and_asks_nobody(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT).as_posix()
    for module in imported(tree):
        top = module.split(".")[0]
        if module not in HARMLESS.get(top, ()):
            assert top not in MODULES or name in MODULES[top], f"{name} imports {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in CALLS, f"{name}:{node.lineno} calls {node.func.id}"
        if isinstance(node, ast.Call):
            shell = [keyword for keyword in node.keywords if keyword.arg in ("shell", "allow_pickle")]
            assert not shell, f"{name}:{node.lineno} passes {shell[0].arg}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in ATTRIBUTES, f"{name}:{node.lineno} uses {node.attr}"
            unpickles = isinstance(node.value, ast.Name) and node.value.id == "pickle" and node.attr != "dumps"
            assert not unpickles, f"{name}:{node.lineno} uses pickle.{node.attr}"


def test_the_rule_can_fail() -> None:
    assert list(imported(ast.parse("import os, pickle\nfrom urllib.request import urlopen"))) == [
        "os", "pickle", "urllib.request",
    ]  # fmt: skip
    assert len(sources()) > 100
