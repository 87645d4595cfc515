"""What is built is the same each time, the source distribution builds the wheel, and the wheel works on its own."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
from pathlib import Path

import pytest

from tests.packaging.minimum import CORE

ROOT = Path(__file__).resolve().parents[2]
MOMENT = {"SOURCE_DATE_EPOCH": "1640995200", "PYTHONHASHSEED": "0"}


def copied(folder: Path) -> Path:
    """A copy of what is built from."""
    for package in ("gazetteer", "mapper"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    return folder


def built(what: str, source: Path, output: Path) -> Path:
    """Build a ``wheel`` or an ``sdist`` with the build backend, without network."""
    output.mkdir()
    code = f"import sys, setuptools.build_meta as backend; backend.build_{what}(sys.argv[1])"
    environment = {**os.environ, **MOMENT}
    subprocess.run([sys.executable, "-c", code, output], cwd=source, check=True, capture_output=True, env=environment)
    (made,) = output.iterdir()
    return made


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """A wheel and a source distribution, each built twice, in folders of other names and at other times."""
    made: dict[str, list[Path]] = {"wheel": [], "sdist": []}
    for number in (1, 2):
        place = tmp_path_factory.mktemp(f"build{number}")
        for what, paths in made.items():
            source = copied(place / f"{what}{'-of-another-name' * (number - 1)}")
            paths.append(built(what, source, place / f"out-{what}"))
    return made


def test_two_wheels_have_the_same_bytes(twice: dict[str, list[Path]]) -> None:
    first, second = twice["wheel"]
    assert first.name == second.name
    assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()


def test_two_source_distributions_hold_the_same_files(twice: dict[str, list[Path]]) -> None:
    # Their moments differ: setuptools has no way to set them.
    first, second = map(contents, twice["sdist"])
    assert first == second
    assert len(first) > 300


def contents(path: Path) -> dict[str, tuple[int, bytes]]:
    """Give mode and bytes of each file of an archive."""
    with tarfile.open(path) as archive:
        files = [(member, archive.extractfile(member)) for member in archive if member.isfile()]
        return {member.name: (member.mode, file.read()) for member, file in files if file is not None}


def test_the_source_distribution_builds_the_same_wheel(twice: dict[str, list[Path]], tmp_path: Path) -> None:
    with tarfile.open(twice["sdist"][0]) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    again = built("wheel", source, tmp_path / "out")
    assert again.read_bytes() == twice["wheel"][0].read_bytes()


def test_the_wheel_works_in_an_environment_of_its_own(twice: dict[str, list[Path]], tmp_path: Path) -> None:
    # What it depends on is seen from this environment; the project itself is not.
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    own = [path for path in map(Path, sys.path) if path.name in ("site-packages", "dist-packages")]
    install = [sys.executable, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", "--no-index"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([*install, twice["wheel"][0]], check=True, capture_output=True, env=environment, cwd=tmp_path)
    site.joinpath("dependencies.pth").write_text("\n".join(map(str, own)), encoding="utf-8")
    (tmp_path / "a.txt").write_text("date: 2022-03-12\n\nShelling hit Mariupol on Friday.", encoding="utf-8")
    result = subprocess.run(
        [tmp_path / "venv" / "bin" / "mapper", "map", "a.txt", "-o", "map.html"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.stdout == "map.html: 1 report, 1 event (1 located, 0 unlocated)\n", result.stderr
    where = subprocess.run(
        [python, "-c", "import mapper; print(mapper.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(site))


def names(requirements: list[str]) -> set[str]:
    """Give names as the index has them."""
    found = (re.split(r"[\s\[;<>=!~]", one.strip())[0] for one in requirements)
    return {re.sub(r"[-_.]+", "-", one).lower() for one in found if one}


def test_the_locked_environment_has_every_dependency_with_its_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith(("#", " "))]
    assert all(re.match(r"[\w.-]+==[\w.!+]+", line) for line in pinned)
    hashes = sum("--hash=sha256:" in line for line in lines)
    assert hashes >= len(pinned)
    optional = project["optional-dependencies"]
    extras = ("dask", "formats", "spacy", "test", "docs")
    needed = names([*project["dependencies"], *(one for extra in extras for one in optional[extra])])
    assert needed - names(pinned) == {"event-mapper"}


def test_every_dependency_has_a_lower_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [one for requirements in project["optional-dependencies"].values() for one in requirements]
    for one in (*project["dependencies"], *optional):
        assert re.search(r">=|==", one) or one.startswith("event-mapper["), one


def test_what_is_run_on_the_lower_bounds_is_there_and_run_by_the_ci() -> None:
    assert all((ROOT / name).exists() for name in CORE)
    assert "python -m tests.packaging.minimum" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
