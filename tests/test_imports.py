"""The import direction of the two packages, as a rule that runs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("read", "recognize", "resolve", "tag", "view")

ALLOWED: dict[str, tuple[str, ...]] = {
    "gazetteer": (),
    "mapper.bombs": (),
    "mapper.errors": (),
    "mapper.model": ("gazetteer",),
    "mapper.languages": (),
    "mapper.learned": (),
    "mapper.text": ("mapper.model", "mapper.languages"),
    "mapper.stages": ("mapper.model",),
    "mapper.taxonomy": ("mapper.errors",),
    "mapper.schema": ("mapper.errors", "mapper.model", "mapper.taxonomy"),
    "mapper.foreign": ("mapper.errors", "mapper.schema", "mapper.taxonomy"),
    "mapper.store": ("mapper.bombs", "mapper.errors", "mapper.schema", "mapper.taxonomy", "mapper.foreign"),
    **dict.fromkeys(
        (f"mapper.{stage}" for stage in STAGES),
        (
            *(
                "gazetteer",
                "mapper.bombs",
                "mapper.errors",
                "mapper.learned",
                "mapper.model",
                "mapper.languages",
                "mapper.text",
                "mapper.stages",
            ),
            *("mapper.taxonomy", "mapper.schema", "mapper.store", "mapper.foreign"),
        ),
    ),
    "mapper.codebooks": (
        *("mapper.errors", "mapper.languages", "mapper.model", "mapper.schema", "mapper.store", "mapper.taxonomy"),
    ),
    "mapper.pipeline": ("mapper.errors", "mapper.model", "mapper.stages", *(f"mapper.{stage}" for stage in STAGES)),
}
"""What each room may import, itself aside. Rooms that are not named stand above all others."""

OWNED = {"folium": "mapper.view", "branca": "mapper.view", "dask": "mapper.cluster", "distributed": "mapper.cluster"}
"""Libraries that one room alone knows."""


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("gazetteer", "mapper"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports in full"
            found.add(str(node.module))
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module in ("mapper", "gazetteer")}
    return found


def room(module: str) -> str:
    parts = module.split(".")
    return parts[0] if parts[0] != "mapper" else ".".join(parts[:2])


@pytest.mark.parametrize(("module", "path"), [pytest.param(*one, id=one[0]) for one in modules()])
def test_imports_go_one_way(module: str, path: Path) -> None:
    own = room(module)
    if module == "mapper":
        return
    others = {room(name) for name in imported(path) if name.split(".")[0] in ("mapper", "gazetteer")} - {own, "mapper"}
    if own in ALLOWED:
        assert others <= set(ALLOWED[own]), f"{module} must not import {sorted(others - set(ALLOWED[own]))}"
    for library, owner in OWNED.items():
        uses = any(name.split(".")[0] == library for name in imported(path))
        assert not uses or own == owner, f"{module} must not import {library}; {owner} does"


def test_the_rule_can_fail(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def f():\n    from mapper.view import draw\n    import folium\n", encoding="utf-8")
    assert {room(name) for name in imported(wrong)} == {"mapper.view", "folium"}


HEAVY = ("numpy", "pandas", "geopandas", "shapely", "pyarrow", "folium", "marisa_trie", "click", "rapidfuzz")


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import mapper", ()),
        ("import gazetteer", ()),
        ("import mapper; mapper.Report, mapper.MapperError, mapper.Pipeline", ()),
        ("import mapper.cli", ("click",)),
        ("import mapper.schema, mapper.store, mapper.read, mapper.taxonomy", ()),
        ("import mapper.codebooks, mapper.evaluate", ()),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str, allowed: tuple[str, ...]) -> None:
    names = set(HEAVY) - set(allowed)
    show = f"{code}\nimport sys; print(*sorted(set({sorted(names)}) & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", show], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == []
