"""Counts of the events that a page does not hold: by place, days and type, in bounded memory.

A place is a square of the map or, for events that have no point or lie somewhere in an area, a region, a country, or
nothing at all. Counts are added up batch by batch; where they grow too many, squares and days are taken together, step
by step (`COARSER`), so that any number of events fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from mapper.view.cells import NODATA, binary, least
from mapper.view.pack import Text, columns, inert
from mapper.view.positions import MICRODEGREES

if TYPE_CHECKING:
    import pyarrow as pa

    from mapper.view.pack import Column, Numbers

FINEST = 0.1
"""Side of the smallest square, in degrees."""
COARSER = ((1, "day"), (2, "day"), (4, "day"), (4, "week"), (8, "week"), (8, "month"), (16, "month"), (32, "month"),
           (32, "year"), (64, "year"))  # fmt: skip
"""How many times `FINEST` a square is wide, and days that are counted together, from the finest to the coarsest."""
WITHIN = ("adm1", "adm2", "area", "country", "none")
"""Precisions of events that lie somewhere: a square would claim too much of them."""

_KEYS = ("row", "column", "named", "day", "type")
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of events by place, days and type.

    Attributes
    ----------
    place, day, type, count
        One value a count, by rising days, undated last: number of the place from 0, first day (days since 1970,
        `NODATA` without a date), number of the type, events.
    longitude, latitude
        Middle of each place in degrees, NaN where it is no square.
    names
        Of each place: region (blank for squares and countries) and code of the country (blank for squares).
    side
        Of a square, in degrees.
    step
        Days that are counted together: ``day``, ``week``, ``month`` or ``year``.
    """

    place: Numbers
    day: Numbers
    type: Numbers
    count: Numbers
    longitude: Numbers
    latitude: Numbers
    names: list[tuple[str, str]]
    side: float
    step: str

    @property
    def total(self) -> int:
        """How many events are counted."""
        return int(self.count.sum())

    def blocks(self) -> dict[str, str]:
        """Give the counts as the page has them, packed."""
        return {
            "counts": inert(columns(self.columns(), len(self.count))),
            "counts/places": inert(columns(self.places(), len(self.names))),
        }

    @property
    def size(self) -> int:
        """Bytes that the counts take in the page."""
        return sum(map(len, self.blocks().values()))

    def columns(self) -> dict[str, Column]:
        """Give the counts as the page reads them."""
        import numpy as np

        return {
            "place": least(self.place),
            "day": self.day.astype("i4"),
            "type": self.type.astype("u1"),
            "count": least(np.minimum(self.count, 2**32 - 1)),
        }

    def places(self) -> dict[str, Column]:
        """Give the places as the page reads them: microdegrees, `NODATA` where a place is no square."""
        import numpy as np

        lon, lat = (
            np.where(np.isnan(values), NODATA, np.round(np.nan_to_num(values) * MICRODEGREES)).astype("i4")
            for values in (self.longitude, self.latitude)
        )
        region, country = (Text.of(binary([names[at] for names in self.names])) for at in (0, 1))
        return {"lon": lon, "lat": lat, "region": region, "country": country}


def _no_counts() -> pa.Table:
    import pyarrow as pa

    return pa.table({name: pa.array([], pa.int64() if name == "count" else pa.int32()) for name in (*_KEYS, "count")})


@dataclass
class Tally:
    """Adds events up.

    Attributes
    ----------
    types
        Ids of event types in their order; events of others are not counted.
    most
        Counts that are kept at most, as far as `COARSER` allows.
    """

    types: list[str]
    most: int
    _level: int = 0
    _names: dict[tuple[str, str], int] = field(default_factory=dict)
    _counts: pa.Table = field(default_factory=_no_counts)
    _waiting: list[pa.Table] = field(default_factory=list)

    def add(
        self, events: pa.Table, longitude: Numbers, latitude: Numbers, days: Numbers, sign: Literal[1, -1] = 1
    ) -> None:
        """Add a batch of events.

        Parameters
        ----------
        events
            Columns ``event_type``, ``precision``, ``country``, ``admin1``: text.
        longitude, latitude
            Of each event in degrees, NaN where it has no point.
        days
            Days since 1970, `NODATA` without a date.
        sign
            -1 to take away events that were added.
        """
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        kind = pc.index_in(events["event_type"], pa.array(self.types)).fill_null(-1).to_numpy()
        loose = pc.is_in(events["precision"], pa.array(WITHIN)).to_numpy() | np.isnan(longitude)
        squares = [
            np.where(loose, _NOWHERE, (np.nan_to_num(values) + half) / FINEST).astype("i4")
            for values, half in ((latitude, 90), (longitude, 180))
        ]
        named = np.where(loose, self._named(events), _NOWHERE)
        found = pa.table(
            dict(zip(_KEYS, (*squares, named.astype("i4"), days.astype("i4"), kind.astype("i4")), strict=True))
        )
        found = found.append_column("count", pa.array(np.full(len(kind), sign, "i8"))).filter(pa.array(kind >= 0))
        self._waiting.append(_added(_coarsened(found, self._level)))
        # Counts are added up when as many wait as there are: each is touched a few times, not once a batch.
        if sum(one.num_rows for one in self._waiting) > max(self.most // 2, self._counts.num_rows):
            self._merge()

    def _merge(self) -> None:
        """Add up what waits, and take squares and days together while there are too many counts."""
        self._counts = _added(self._counts, *self._waiting)
        self._waiting.clear()
        while self._counts.num_rows > self.most and self._level + 1 < len(COARSER):
            self._level += 1
            self._counts = _added(_coarsened(self._counts, self._level, self._level - 1))

    def _named(self, events: pa.Table) -> Numbers:
        """Give each event the number of its region and country."""
        import numpy as np

        both = [events[name].combine_chunks().dictionary_encode() for name in ("admin1", "country")]
        first, second = (one.indices.to_numpy(zero_copy_only=False).astype("i8") for one in both)
        words = [one.dictionary.to_pylist() for one in both]
        pairs, inverse = np.unique(first * max(1, len(words[1])) + second, return_inverse=True)
        numbers = [
            self._names.setdefault((words[0][pair // len(words[1])], words[1][pair % len(words[1])]), len(self._names))
            for pair in pairs.tolist()
        ]
        return np.array(numbers or [0], "i8")[inverse] if len(first) else first

    def result(self) -> Overview:
        """Give what was counted."""
        import numpy as np
        import pyarrow.compute as pc

        width, step = COARSER[self._level]
        side = FINEST * width
        self._merge()
        counts = self._counts.filter(pc.greater(self._counts["count"], 0))
        row, column, named, day, kind, count = (counts[name].to_numpy() for name in (*_KEYS, "count"))
        # The same events give the same result, in whatever batches they came.
        listed = sorted(self._names)
        number = {name: at for at, name in enumerate(listed)}
        rank = np.array([*map(number.__getitem__, self._names), _NOWHERE], "i4")
        named = rank[named]
        keys, place = np.unique(np.stack([row, column, named]), axis=1, return_inverse=True)
        order = np.lexsort((kind, place.ravel(), np.where(day == NODATA, 2**31 - 1, day)))
        square = keys[2] == _NOWHERE
        return Overview(
            place=place.ravel()[order],
            day=day[order],
            type=kind[order],
            count=count[order],
            longitude=np.where(square, (keys[1] + 0.5) * side - 180, np.nan),
            latitude=np.where(square, (keys[0] + 0.5) * side - 90, np.nan),
            names=[listed[at] if at >= 0 else ("", "") for at in keys[2].tolist()],
            side=side,
            step=step,
        )


def _added(*parts: pa.Table) -> pa.Table:
    """Add counts of the same keys up."""
    import pyarrow as pa

    whole = pa.concat_tables(parts)
    summed = whole.group_by(list(_KEYS)).aggregate([("count", "sum")])
    return summed.select([*_KEYS, "count_sum"]).rename_columns([*_KEYS, "count"])


def _coarsened(counts: pa.Table, level: int, before: int | None = None) -> pa.Table:
    """Write counts of one level (the finest, where none is given) for a coarser one; they are not added up yet."""
    import numpy as np
    import pyarrow as pa

    width = COARSER[level][0] // (1 if before is None else COARSER[before][0])
    found: dict[str, Any] = {name: counts[name].to_numpy() for name in (*_KEYS, "count")}
    for name in ("row", "column"):
        found[name] = np.where(found[name] < 0, found[name], found[name] // width).astype("i4")
    found["day"] = first_days(found["day"], COARSER[level][1])
    return pa.table(found)


def first_days(days: Numbers, step: str) -> Numbers:
    """First day of the week (Monday), month or year that each day lies in; `NODATA` stays."""
    import numpy as np

    if step == "day":
        return days
    if step == "week":
        first = days - (days.astype("i8") + 3) % 7
    else:
        unit = "datetime64[M]" if step == "month" else "datetime64[Y]"
        known = np.where(days == NODATA, 0, days)
        first = known.astype("datetime64[D]").astype(unit).astype("datetime64[D]").astype("i8")
    return np.where(days == NODATA, NODATA, first).astype("i4")
