"""What is built from the repository holds everything, and runs where the repository is not."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("gazetteer", "mapper")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

WITH_GEOPANDAS = {"numpy", "pyproj", "pyogrio"}
WITH_FOLIUM = {"branca", "jinja2"}
DASK = {"dask", "dask_geopandas", "distributed"}
OPTIONAL = {
    **{f"mapper/cluster/{name}.py": DASK for name in ("client", "frames", "sending")},
    "gazetteer/sources.py": {"openpyxl"},
    "mapper/recognize/entities.py": {"spacy"},
    "mapper/store/excel.py": {"openpyxl", "lxml"},
}
"""Files that import what only an extra installs, and say the line that installs it."""

PROVIDES = {"charset_normalizer": "charset-normalizer", "marisa_trie": "marisa-trie", "xstatic": "XStatic-Leaflet"}
"""Names that are imported, where they differ from the name of what is installed."""


def package_files() -> set[str]:
    """Every file of the two packages that belongs to them."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the repository, unpacked."""
    copy = tmp_path_factory.mktemp("source") / "repository"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    wheels = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", wheels, copy]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = wheels.glob("event_mapper-*.whl")
    place = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def test_the_wheel_holds_every_file_of_the_packages(installed: Path) -> None:
    held = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert package_files() - held == set()
    extra = {name for name in held - package_files() if ".dist-info/" not in name}
    assert extra == set()
    assert [name for name in held if name.endswith("licenses/LICENSE")]


def test_the_wheel_is_small_enough(installed: Path) -> None:
    data = sum(path.stat().st_size for path in (installed / "gazetteer" / "data").iterdir())
    assert data < 25e6


def test_the_wheel_does_the_main_job(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date: 2022-03-12\n\nShelling hit Mariupol on Friday.", encoding="utf-8")
    code = "import sys, mapper.cli; assert mapper.cli.__file__.startswith(sys.argv.pop(1)); mapper.cli.main()"
    command = [sys.executable, "-c", code, str(installed), "map", "a.txt", "-o", "map.html"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "map.html: 1 report, 1 event (1 located, 0 unlocated)\n"


def imports(path: Path) -> set[str]:
    """What a file imports when it runs: not what only a type checker sees."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    unseen = {inner for node in guarded for part in node.body for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if node in unseen:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).split(".")[0])
    return found - set(sys.stdlib_module_names) - {"mapper", "gazetteer"}


@pytest.mark.parametrize("package", PACKAGES)
def test_everything_imported_is_a_dependency(package: str) -> None:
    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[<>=!~\[]", requirement)[0].lower() for requirement in requirements}

    needed = names(PROJECT["dependencies"]) | WITH_GEOPANDAS | WITH_FOLIUM
    building = names(PROJECT["optional-dependencies"]["build"])
    for path in (ROOT / package).rglob("*.py"):
        known = needed | building if path.name in ("sources.py", "shapes.py", "build.py") else needed
        known = known | OPTIONAL.get(path.relative_to(ROOT).as_posix(), set())
        lacking = {name for name in imports(path) if PROVIDES.get(name, name).lower() not in known}
        assert not lacking, f"{path.relative_to(ROOT)} imports {lacking}"
