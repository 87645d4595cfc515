"""Files, folders, globs and standard input become a list of sources, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from mapper.read.fault import Fault

ENDINGS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".xlsx": "excel",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".eml": "eml",
    ".mbox": "mbox",
    ".zip": "zip",
}
"""File name endings that are read, and the format each stands for."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes
    ----------
    path
        The file; None for standard input.
    where
        What to call it in messages.
    form
        A value of `ENDINGS`.
    id
        Id of the report in it, or beginning of the ids of its rows that have none.
    """

    path: Path | None
    where: str
    form: str
    id: str


def find_sources(paths: Iterable[str | os.PathLike[str]]) -> list[Source | Fault]:
    """Find what is to be read, each file once, folders sorted by name.

    Within folders hidden files, files named README, other endings and linked folders are passed over. A file named by
    itself must exist and have a known ending.
    """
    found: list[Path | Fault | None] = []
    seen: set[str] = set()
    for path in paths:
        for one in _expand(os.fspath(path)):
            key = STDIN if one is None else one.where if isinstance(one, Fault) else os.path.realpath(one)
            if key not in seen:
                seen.add(key)
                found.append(one)
    names = _ids([path for path in found if isinstance(path, Path)])
    return [_source(one, names) for one in found]


def _source(one: Path | Fault | None, names: dict[Path, str]) -> Source | Fault:
    if isinstance(one, Fault):
        return one
    if one is None:
        return Source(None, "standard input", "text", "stdin")
    return Source(one, str(one), ENDINGS[one.suffix.lower()], names[one])


def _expand(given: str) -> Iterator[Path | Fault | None]:
    """Give the files that one argument names; None for standard input."""
    path = Path(given)
    if given == STDIN:
        yield None
    elif path.is_dir():
        files = list(_walk(path))
        yield from files
        if not files:
            yield Fault(given, f"no report in this folder; known endings: {', '.join(ENDINGS)}")
    elif path.exists():
        yield _named(path)
    elif glob.has_magic(given):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        for match in matches:
            yield from _expand(match) if not glob.has_magic(match) else [_named(Path(match))]
        if not matches:
            yield Fault(given, "no file matches this pattern")
    else:
        yield Fault(given, "no such file or folder")


def _named(path: Path) -> Path | Fault:
    if not path.is_file():
        return Fault(str(path), "not a regular file")
    if path.suffix.lower() not in ENDINGS:
        ending = path.suffix or "no ending"
        return Fault(str(path), f"unknown kind of file ({ending}); known endings: {', '.join(ENDINGS)}")
    return path


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not is_passed_over(path) and path.is_file():
                yield path


def is_passed_over(path: PurePath) -> bool:
    """Whether a file found in a folder or an archive is left alone: hidden, a README, or of an unknown ending."""
    return path.name.startswith(".") or path.stem.lower() == "readme" or path.suffix.lower() not in ENDINGS


def _ids(paths: list[Path]) -> dict[Path, str]:
    """Name each file by its stem; those that share one, by their paths below the folder that holds all."""
    stems = Counter(path.stem for path in paths)
    names = {path: path.stem for path in paths}
    shared = [path for path in paths if stems[path.stem] > 1]
    if shared:
        top = os.path.commonpath([path.absolute().parent for path in shared])
        names.update((path, path.absolute().relative_to(top).as_posix()) for path in shared)
    return names
