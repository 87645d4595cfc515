"""Fingerprints: hex digits that change when what a result depends on has changed.

That is the code and the data of the stages, the settings of the stages in use, and the versions of the libraries that
decide with them. Two runs with the same fingerprint give the same result for the same reports.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any, Final

from gazetteer import Gazetteer
from gazetteer.index import DATA
from mapper.errors import StageError
from mapper.pipeline import Pipeline
from mapper.recognize import SpacyRecognizer
from mapper.taxonomy import Taxonomy

_ROOT: Final = Path(__file__).resolve().parents[2]

_PLACES: Final = (
    *("gazetteer", "mapper/recognize", "mapper/resolve", "mapper/languages/en.py"),
    *("mapper/model.py", "mapper/text.py", "mapper/learned.py", "mapper/stream/places.py"),
)
"""Code and data that decide which places a report names."""

_EVENTS: Final = (
    *("mapper/tag", "mapper/languages", "mapper/model.py", "mapper/text.py", "mapper/schema.py"),
    *("mapper/taxonomy.py", "mapper/taxonomy.toml", "mapper/store/arrow.py", "mapper/stream/work.py"),
)
"""Code and data that decide, given the places, which rows a report gives."""

_LIBRARIES: Final = ("marisa-trie", "rapidfuzz", "spacy")
_KINDS: Final = frozenset({".py", ".json", ".toml", ".csv", ".trie", ".col", ".zip"})


def of_places(pipeline: Pipeline) -> str:
    """Give the fingerprint of what finds and resolves names: 32 hex digits.

    Raises
    ------
    StageError
        If a stage holds what cannot be told apart: an open file, a loaded model.
    """
    libraries = [(name, _version(name)) for name in _LIBRARIES]
    return _digest("places", sys.version_info[:2], libraries, _code(_PLACES), pipeline.recognizer, pipeline.resolver)


def of_events(pipeline: Pipeline, taxonomy: Taxonomy | None) -> str:
    """Give the fingerprint of what makes rows of reports, the places included: 32 hex digits.

    Raises
    ------
    StageError
        As `of_places`.
    """
    return _digest("events", of_places(pipeline), _code(_EVENTS), pipeline.tagger, taxonomy)


@cache  # of a run it does not change
def of_code() -> str:
    """Give the fingerprint of all code and data, of the libraries and of Python: 32 hex digits."""
    return _digest(
        "code", sys.version_info[:2], [(name, _version(name)) for name in _LIBRARIES], _code(_PLACES), _code(_EVENTS)
    )


def _digest(*values: object) -> str:
    try:
        said = repr([_plain(value, ()) for value in values])
    except (TypeError, RecursionError) as error:
        raise StageError(
            f"a stage cannot be told from others, so that its results cannot be kept ({error}); give it settings that "
            "can be pickled (for spaCy the name or path of a model)"
        ) from error
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def _code(names: tuple[str, ...]) -> str:
    """Digest files of this distribution, by what is in them."""
    said = blake2b(digest_size=16)
    for name in names:
        for path in _files(_ROOT / name):
            if path.suffix in _KINDS:
                said.update(f"{path.relative_to(_ROOT).as_posix()}:{path.stat().st_size}:".encode())
                said.update(path.read_bytes())
    return said.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _plain(value: Any, above: tuple[int, ...]) -> object:
    """Turn a value into plain ones whose text is the same in every process."""
    if value is None or isinstance(value, str | bytes | int | float | complex):
        return (type(value).__name__, value)
    if id(value) in above:
        return ("above", above.index(id(value)))
    inner = (*above, id(value))
    if isinstance(value, list | tuple):
        return (type(value).__name__, [_plain(one, inner) for one in value])
    if isinstance(value, Mapping):
        return ("mapping", sorted((repr(_plain(key, inner)), _plain(one, inner)) for key, one in value.items()))
    if isinstance(value, Set):
        return ("set", sorted(repr(_plain(one, inner)) for one in value))
    return _of_object(value, inner)


def _of_object(value: Any, above: tuple[int, ...]) -> object:
    if isinstance(value, Gazetteer):
        return ("gazetteer", _of_gazetteer(value))
    if isinstance(value, PurePath):
        return ("path", str(value), [*_stamps(Path(value))])
    if isinstance(value, SpacyRecognizer) and isinstance(value.nlp, str):
        return ("spacy", value.nlp, _version(value.nlp), [*_stamps(Path(value.nlp))], _plain(value.labels, above))
    if isinstance(value, MethodType):
        return ("method", _plain(value.__self__, above), _plain(value.__func__, above))
    if isinstance(value, FunctionType):
        held = [cell.cell_contents for cell in value.__closure__ or ()]
        return (_name(value), _of_code(value.__code__), _plain([value.__defaults__, value.__kwdefaults__, held], above))
    if isinstance(value, type | BuiltinFunctionType):
        return _name(value)
    if is_dataclass(value):
        return (_name(type(value)), [(one.name, _plain(getattr(value, one.name), above)) for one in fields(value)])
    reduced = value.__reduce_ex__(4)  # as it would be pickled
    parts = [reduced] if isinstance(reduced, str) else [_listed(part) for part in reduced]
    return (_name(type(value)), [_plain(part, above) for part in parts])


def _listed(part: Any) -> Any:
    """Give what an iterator would give: pickling has the items of lists and dicts as such."""
    return list(part) if isinstance(part, Iterator) else part


def _of_code(code: CodeType) -> object:
    constants = [_of_code(one) if isinstance(one, CodeType) else repr(one) for one in code.co_consts]
    return (code.co_code.hex(), code.co_names, constants)


def _name(value: Any) -> object:
    """Name a class or function, with the digest of the file that it is written in unless that is one of ours."""
    module = sys.modules.get(str(value.__module__))
    file = getattr(module, "__file__", None)
    own = file is None or Path(file).resolve().is_relative_to(_ROOT / "mapper")
    return (value.__module__, value.__qualname__, "" if own else _of_file(str(file)))


@cache
def _of_file(path: str) -> str:
    return blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()


def _of_gazetteer(gazetteer: Gazetteer) -> object:
    """Tell an index by its files; the embedded one is among the code and data."""
    layers = getattr(gazetteer, "layers", ())
    paths = [path for path in (gazetteer.path, *(layer.path for layer in layers)) if path != DATA]
    return [(str(path), [*_stamps(path)]) for path in paths]


def _stamps(path: Path) -> Iterator[tuple[str, int, int]]:
    """Give name, size and time of last change of a file, or of all in a folder; none where nothing is there."""
    for one in _files(path) if path.exists() else ():
        told = one.stat()
        yield str(one), told.st_size, told.st_mtime_ns
