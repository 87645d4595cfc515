"""The list of hostile inputs in SECURITY.md names tests that are there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.cli.command import ROOT

NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", sorted({path for path, _ in NAMED}))
def test_the_tests_that_are_named_are_there(path: str) -> None:
    assert {name for of, name in NAMED if of == path and name} <= functions(path)


def test_every_row_of_the_list_names_a_test() -> None:
    _, _, listed = (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## What was tried")
    rows = [line for line in listed.partition("Read at their full size")[0].splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 25
    assert all("`tests/" in row.split("|")[3] for row in rows), rows
