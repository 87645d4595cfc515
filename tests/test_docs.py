"""Prose is held true: the README's code runs, its commands exist, its table of columns is the schema's.

``python -m tests.test_docs --update`` writes the table anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.schema import TABLE
from tests.check import CHECKS
from tests.cli.command import ROOT, mapper

README = ROOT / "README.md"
BEGIN, END = "<!-- columns: written by tests/test_docs.py --update -->\n", "<!-- end of columns -->"


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language in the README, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def columns() -> str:
    """The table of columns, in Markdown."""
    kinds = {"text": "text", "integer": "integer", "number": "number", "flag": "true or false", "day": "day"}
    lines = [
        f"| `{column.name}` | {kinds.get(column.kind, column.kind)}{', may be missing' if column.missing else ''} "
        f"| {column.doc} |\n"
        for column in TABLE
    ]
    return "\n| column | holds | meaning |\n|---|---|---|\n" + "".join(lines) + "\n"


def with_columns(text: str) -> str:
    head, rest = text.split(BEGIN)
    return head + BEGIN + columns() + END + rest.split(END, 1)[1]


def test_the_columns_in_the_readme_are_those_of_the_schema() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_columns(text), "python -m tests.test_docs --update"


@pytest.mark.parametrize("code", blocks("python"))
def test_python_in_the_readme_runs(code: str, tmp_path: Path) -> None:
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", code]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""


def test_the_commands_in_the_readme_run_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    lines = [line for block in blocks("console") for line in block.splitlines()]
    assert {line.split()[1] for line in lines} >= {"map", "extract", "draw", "geoparse", "explain", "lookup", "info"}
    for line in lines:
        program, *arguments = shlex.split(line)
        result = mapper(*arguments, cwd=tmp_path, program=program)
        assert result.returncode == 0, f"{line}\n{result.stderr}"
        assert result.stdout


def test_the_first_block_installs_and_maps_and_the_second_checks() -> None:
    first, second = blocks("sh")[:2]
    assert "mapper map notebooks/reports -o map.html" in first
    assert "tests.install_chromium" in second
    assert "tests.check" in second
    assert all(line.startswith((".venv/bin/", "python3 -m venv .venv")) for line in (first + second).splitlines())


@pytest.mark.skipif(os.name == "nt", reason="no bash")
def test_ci_runs_the_second_block_of_the_readme(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
    (tmp_path / "README.md").write_text(
        "```sh\necho first\n```\n\n```sh\necho second\nfalse\necho third\n```\n", encoding="utf-8"
    )
    result = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (result.stdout, result.returncode) == ("second\n", 1)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_contributing_names_the_one_command_and_its_checks() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "python -m tests.check" in text
    assert all(check[0] in text for check in CHECKS)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "notebooks/reports/README.md"])
def test_links_within_the_repository_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_dependencies_are_named_in_contributing() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for requirement in project["dependencies"]:
        assert re.split(r"[<>=!~\[]", requirement)[0] in text, requirement


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit(__doc__)
    README.write_text(with_columns(README.read_text(encoding="utf-8")), encoding="utf-8")
