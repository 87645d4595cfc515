"""Event types and their layers, read from a TOML file and checked.

The file that ships, ``taxonomy.toml``, tells its own notation in its first lines. A user's file of the same
form replaces it: ``Taxonomy.load("mine.toml")``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from mapper.errors import MapperError

SYMBOLS: Final = (
    "circle",
    "square",
    "triangle",
    "triangle_down",
    "diamond",
    "star",
    "cross",
    "plus",
    "hexagon",
)
"""Names of the shapes that a type may be drawn with."""

CODEBOOKS: Final = ("acled", "ucdp", "plover", "hxl")
"""Codebooks whose name for a type an entry may give."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_ID = re.compile(r"[a-z][a-z0-9_]*")


class TaxonomyError(MapperError, ValueError):
    """A taxonomy file is not as it should be. The message names every entry at fault."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A group of event types that is drawn and switched together; `colour` is ``#RRGGBB``."""

    id: str
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """Phrases that show a type, and the context in which they do.

    Attributes
    ----------
    words
        Phrases in the notation that ``taxonomy.toml`` explains.
    weight
        0 to 1: how sure these words are to tell an event of the type.
    near, not_near
        Words (or ``@sets``) of which one must, or none may, stand within ten words of the trigger.
    before, not_before, after, not_after
        The same for the word next to the trigger on either side, articles left out.
    subtype
        A finer kind (``medicine`` of a shortage), or an empty string.
    status
        A status that the words themselves tell, or an empty string.
    lang
        ISO 639-1 code of the language.
    """

    words: tuple[str, ...]
    weight: float = 0.8
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    subtype: str = ""
    status: str = ""
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event: what it means, how it is drawn, what other codebooks call it, and what shows it.

    `colour` is ``#RRGGBB``; `symbol` is one of `SYMBOLS`; `codebooks` maps a name of `CODEBOOKS` to that
    codebook's own term; `false_friends` are phrases that look like a trigger and are none.
    """

    id: str
    layer: str
    label: str
    definition: str
    colour: str
    symbol: str
    codebooks: Mapping[str, str] = field(default_factory=dict)
    triggers: tuple[TriggerRule, ...] = ()
    false_friends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """All event types, by layer, in the order of the file.

    Attributes
    ----------
    layers, types
        In the order in which they are shown.
    sets
        Named sets of words that triggers refer to as ``@name``.
    false_friends
        Phrases that are no event of any type.
    """

    layers: tuple[Layer, ...]
    types: tuple[EventType, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    false_friends: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, EventType]:
        """The types by their ids."""
        return {entry.id: entry for entry in self.types}

    @cached_property
    def layer_by_id(self) -> Mapping[str, Layer]:
        """The layers by their ids."""
        return {layer.id: layer for layer in self.layers}

    def of_layer(self, layer: str) -> tuple[EventType, ...]:
        """Give the types of one layer, in order; none for a layer that does not exist."""
        return tuple(entry for entry in self.types if entry.layer == layer)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Taxonomy:
        """Read a taxonomy file.

        Parameters
        ----------
        path
            A TOML file in the form of ``mapper/taxonomy.toml``; None for that file itself (read once).

        Raises
        ------
        TaxonomyError
            The file is no TOML, or entries are incomplete or contradict each other; the message names each.
        OSError
            The file cannot be read.
        """
        return _builtin() if path is None else _read(Path(path))


@cache
def _builtin() -> Taxonomy:
    return _read(Path(__file__).with_suffix(".toml"))


def _read(path: Path) -> Taxonomy:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TaxonomyError(f"{path}: not a TOML file in UTF-8: {error}") from error
    faults: list[str] = []
    layers = _layers(data.get("layers"), faults)
    sets = {name: tuple(words) for name, words in _table(data, "sets", faults).items()}
    types = tuple(
        entry
        for name, raw in _table(data, "types", faults).items()
        if (entry := _event_type(name, raw, {layer.id for layer in layers}, sets, faults))
    )
    faults.extend(_same_looks(types))
    if not types and not faults:
        faults.append("no [types.*] at all")
    if faults:
        raise TaxonomyError(f"{path}: " + "; ".join(faults))
    return Taxonomy(layers, types, sets, tuple(data.get("false_friends", ())))


def _table(data: Mapping[str, Any], key: str, faults: list[str]) -> Mapping[str, Any]:
    value = data.get(key, {})
    if isinstance(value, dict):
        return value
    faults.append(f"[{key}] must be a table")
    return {}


def _layers(raw: object, faults: list[str]) -> tuple[Layer, ...]:
    if not isinstance(raw, dict) or not raw:
        faults.append("[layers] is missing")
        return ()
    found: list[Layer] = []
    for name, entry in raw.items():
        label, colour = (entry.get("label"), entry.get("colour")) if isinstance(entry, dict) else (None, None)
        if not isinstance(label, str) or not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            faults.append(f"layer {name!r}: needs a label and a colour #RRGGBB")
            continue
        found.append(Layer(name, label, colour))
    return tuple(found)


def _event_type(
    name: str, raw: object, layers: set[str], sets: Mapping[str, tuple[str, ...]], faults: list[str]
) -> EventType | None:
    if not isinstance(raw, dict):
        faults.append(f"type {name!r}: must be a table")
        return None
    wrong = list(_wrong_fields(name, raw, layers))
    triggers = tuple(_trigger(rule, sets, wrong) for rule in raw.get("triggers", ()))
    if wrong:
        faults.extend(f"type {name!r}: {fault}" for fault in wrong)
        return None
    return EventType(
        id=name,
        layer=raw["layer"],
        label=raw["label"],
        definition=raw["definition"],
        colour=raw["colour"],
        symbol=raw["symbol"],
        codebooks={book: raw[book] for book in CODEBOOKS if book in raw},
        triggers=tuple(rule for rule in triggers if rule),
        false_friends=tuple(raw.get("false_friends", ())),
    )


def _wrong_fields(name: str, raw: Mapping[str, Any], layers: set[str]) -> list[str]:
    required = ("layer", "label", "definition", "colour", "symbol")
    wrong = [f"{key} is missing" for key in required if not isinstance(raw.get(key), str) or not raw[key]]
    known = {*required, *CODEBOOKS, "triggers", "false_friends"}
    wrong += [f"unknown key {key!r} (known: {', '.join(sorted(known))})" for key in raw if key not in known]
    if not _ID.fullmatch(name):
        wrong.append("the id must be of lower-case letters, digits and _")
    if wrong:
        return wrong
    if raw["layer"] not in layers:
        wrong.append(f"unknown layer {raw['layer']!r} (known: {', '.join(sorted(layers))})")
    if not _COLOUR.fullmatch(raw["colour"]):
        wrong.append(f"colour {raw['colour']!r} is not #RRGGBB")
    if raw["symbol"] not in SYMBOLS:
        wrong.append(f"unknown symbol {raw['symbol']!r} (known: {', '.join(SYMBOLS)})")
    return wrong


def _trigger(raw: object, sets: Mapping[str, tuple[str, ...]], wrong: list[str]) -> TriggerRule | None:
    if not isinstance(raw, dict) or not raw.get("words"):
        wrong.append(f"a trigger needs words: {raw!r}")
        return None
    known = {entry.name for entry in fields(TriggerRule)}
    unknown = [key for key in raw if key not in known]
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    if unknown or not 0 <= values.get("weight", 0.8) <= 1:
        wrong.append(f"trigger {raw['words'][0]!r}: unknown keys {unknown} or a weight beyond 0 to 1")
        return None
    missing = {
        name for value in values.values() if isinstance(value, tuple) for name in _set_names(value) if name not in sets
    }
    if missing:
        wrong.append(f"trigger {raw['words'][0]!r}: unknown sets {', '.join(sorted(missing))}")
        return None
    return TriggerRule(**values)


def _set_names(phrases: tuple[str, ...]) -> set[str]:
    return {name for phrase in phrases for name in re.findall(r"@(\w+)", phrase)}


def _same_looks(types: tuple[EventType, ...]) -> list[str]:
    seen: dict[tuple[str, str], str] = {}
    faults = []
    for entry in types:
        other = seen.setdefault((entry.layer, entry.symbol), entry.id)
        if other != entry.id:
            faults.append(f"types {other!r} and {entry.id!r} share a layer and the symbol {entry.symbol!r}")
    return faults
