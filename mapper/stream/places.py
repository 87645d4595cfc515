"""Resolutions as an Arrow table, so that a change of the taxonomy alone need not find the places anew.

A row a resolution, each place once. Candidates are left out: no event is made of those that lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final

from gazetteer.place import Place
from mapper.model import Mention, Report, Resolution
from mapper.store.columns import column

if TYPE_CHECKING:
    import pyarrow as pa

_OF_MENTION: Final = ("start", "end", "kind", "name", "place_kind", "relation", "distance_km", "bearing_deg", "part")
_OF_RESOLUTION: Final = ("longitude", "latitude", "precision", "radius_m", "score", "reason")
_WHOLE: Final = frozenset({"report", "place", "start", "end", "radius_m"})
_NUMBERS: Final = frozenset({"distance_km", "bearing_deg", "longitude", "latitude", "score"})
_PLACES: Final = b"places"


def to_table(found: Sequence[Sequence[Resolution]]) -> pa.Table:
    """Make a table of the resolutions of a batch: column ``report`` has the number of the report, from 0."""
    import pyarrow as pa

    places: dict[Place, int] = {}
    rows = [_row(number, one, places) for number, each in enumerate(found) for one in each]
    names = ("report", "place", *_OF_MENTION, *_OF_RESOLUTION)
    columns = [column([row[at] for row in rows], _type(name)) for at, name in enumerate(names)]
    told = {_PLACES: json.dumps([list(asdict(place).values()) for place in places], ensure_ascii=False)}
    return pa.table(columns, names=list(names)).replace_schema_metadata(told)


def _type(name: str) -> pa.DataType:
    import pyarrow as pa

    return pa.int64() if name in _WHOLE else pa.float64() if name in _NUMBERS else pa.string()


def _row(number: int, one: Resolution, places: dict[Place, int]) -> tuple[Any, ...]:
    place = None if one.place is None else places.setdefault(one.place, len(places))
    mention = (getattr(one.mention, name) for name in _OF_MENTION)
    return (number, place, *mention, *(getattr(one, name) for name in _OF_RESOLUTION))


def from_table(table: pa.Table, reports: Sequence[Report]) -> list[tuple[Resolution, ...]]:
    """Give the resolutions of each report back, without their candidates."""
    places = [Place(**dict(zip(_FIELDS, values, strict=True))) for values in json.loads(table.schema.metadata[_PLACES])]
    found: list[list[Resolution]] = [[] for _ in reports]
    for number, one in _resolutions(table, reports, places):
        found[number].append(one)
    return [tuple(each) for each in found]


_FIELDS: Final = tuple(field.name for field in fields(Place))


def _resolutions(
    table: pa.Table, reports: Sequence[Report], places: Sequence[Place]
) -> Iterator[tuple[int, Resolution]]:
    width = 2 + len(_OF_MENTION)
    for number, place, *values in zip(*(each.to_pylist() for each in table.columns), strict=True):
        said = dict(zip(_OF_MENTION, values, strict=False))
        mention = Mention(text=reports[number].text[said["start"] : said["end"]], **said)
        rest = dict(zip(_OF_RESOLUTION, values[width - 2 :], strict=True))
        yield number, Resolution(mention, None if place is None else places[place], **rest)
