"""The cells of a GeoDataFrame as plain columns, whatever the types and nulls they came in, without a loop over rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from mapper.errors import TableError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from mapper.view.pack import Numbers

NODATA = -(2**31)
"""Stands for "no position" and "no day" in columns of whole numbers."""

_EPOCH = date(1970, 1, 1).toordinal()


class Cells:
    """The columns of a table; one that is missing is all blank.

    Raises
    ------
    TableError
        It is no GeoDataFrame, or lacks ``event_type`` or ``geometry``.
    """

    def __init__(self, events: Any) -> None:
        import geopandas as gpd

        if not isinstance(events, gpd.GeoDataFrame):
            raise TableError((f"events must be a geopandas.GeoDataFrame, not a {type(events).__name__}",))
        missing = [name for name in ("event_type", "geometry") if name not in events.columns]
        if missing:
            raise TableError(tuple(f"the column {name} is missing" for name in missing))
        if events.crs is not None and events.crs.to_epsg() != 4326:
            events = events.to_crs(4326)
        self.events = events
        self.rows = len(events)
        self._texts: dict[str, pa.LargeBinaryArray] = {}

    def has(self, name: str) -> bool:
        """Whether the table has the column."""
        return name in self.events.columns

    def text(self, name: str) -> pa.LargeBinaryArray:
        """Text as UTF-8 (surrogates as they are), a null as blank."""
        if name not in self._texts:
            self._texts[name] = self._text(name)
        return self._texts[name]

    def _text(self, name: str) -> pa.LargeBinaryArray:
        import pyarrow as pa

        if not self.has(name):
            return blank(self.rows)
        values = self.events[name].array
        try:
            found = pa.array(values, type=pa.large_string(), from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, UnicodeError):
            return binary([written(value) for value in self.events[name].tolist()])
        if isinstance(found, pa.ChunkedArray):
            parts = [chunk.cast(pa.large_string()) for chunk in found.chunks]  # pandas may mix types
            found = pa.concat_arrays(parts) if parts else pa.array([], pa.large_string())
        return (found.fill_null("") if found.null_count else found).cast(pa.large_binary())

    def raw(self, name: str) -> list[Any]:
        """Give the cells as they are."""
        return self.events[name].tolist() if self.has(name) else [None] * self.rows

    def numbers(self, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Numbers, NaN for a null.

        Raises
        ------
        TableError
            A cell is no number.
        """
        import numpy as np
        import pandas as pd

        if not self.has(name):
            return np.full(self.rows, np.nan)
        try:
            found: np.ndarray[Any, np.dtype[np.float64]]
            found = pd.to_numeric(self.events[name]).to_numpy("float64", na_value=np.nan)
        except (ValueError, TypeError) as error:
            raise TableError((f"{name} must hold numbers: {error}",)) from error
        return found

    def whole(self, name: str, missing: int = NODATA) -> Numbers:
        """Numbers as int64; `missing` stands for a null."""
        import numpy as np

        found = self.numbers(name)
        return np.where(np.isnan(found), missing, found).astype("i8")

    def days(self, name: str) -> tuple[Numbers, list[str]]:
        """Days since 1970 as int32, `NODATA` for a null; and what is wrong with the column, by row."""
        import numpy as np

        if not self.has(name):
            return np.full(self.rows, NODATA, "i4"), []
        series = self.events[name]
        if series.dtype.kind == "M":
            stamps = (series.dt.tz_localize(None) if series.dt.tz is not None else series).to_numpy("datetime64[D]")
            return np.where(np.isnat(stamps), NODATA, stamps.astype("i8")).astype("i4"), []
        return _days_one_by_one(series.tolist(), name)


def _days_one_by_one(values: Sequence[Any], name: str) -> tuple[Numbers, list[str]]:
    import numpy as np

    faults = [
        f"row {row}: {name} {value!r} is no datetime.date"
        for row, value in enumerate(values)
        if not is_blank(value) and not isinstance(value, date)
    ]
    days = [
        value.toordinal() - _EPOCH if isinstance(value, date) and not is_blank(value) else NODATA for value in values
    ]
    return np.array(days, "i4"), faults


def blank(rows: int) -> pa.LargeBinaryArray:
    """Give a column of blank text."""
    import numpy as np
    import pyarrow as pa

    offsets = pa.py_buffer(np.zeros(rows + 1, "i8"))
    return pa.LargeBinaryArray.from_buffers(pa.large_binary(), rows, [None, offsets, pa.py_buffer(b"")])


def binary(values: Sequence[str]) -> pa.LargeBinaryArray:
    """Give text as the bytes that go into the page; any text, lone surrogates too."""
    import pyarrow as pa

    return pa.array([value.encode("utf-8", "surrogatepass") for value in values], type=pa.large_binary())


def strings(array: pa.Array) -> list[str]:
    """Give such bytes as text again."""
    return [value.decode("utf-8", "surrogatepass") for value in array.to_pylist()]


def codes(array: pa.LargeBinaryArray) -> tuple[Numbers, pa.LargeBinaryArray]:
    """Give each row the number of its value, from 0 in the order in which they first come, and the values."""
    encoded = array.dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False), encoded.dictionary


def least(values: Numbers) -> Numbers:
    """Choose the narrowest unsigned type that holds all values."""
    most = int(values.max()) if len(values) else 0
    return values.astype("u1" if most < 2**8 else "u2" if most < 2**16 else "u4")


def joint(*columns: Numbers) -> tuple[Numbers, Numbers]:
    """Give each row of several columns of codes a number, the same to the same, and the row where each first comes."""
    import numpy as np
    import pandas as pd

    numbers = np.zeros(len(columns[0]), "i8")
    for column in columns:
        values = column.astype("i8")
        low = int(values.min()) if len(values) else 0
        span = int(values.max()) - low + 1 if len(values) else 1
        numbers, _ = pd.factorize(numbers * span + (values - low))
    first = np.full(int(numbers.max()) + 1 if len(numbers) else 0, 0, "i8")
    first[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    return numbers, first


def written(value: Any) -> str:
    """Write a cell as text; a null as blank."""
    return "" if is_blank(value) else str(value)


def is_blank(value: Any) -> bool:
    """None, NaN, NaT and pandas.NA: the many nulls of a table."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in ("NaTType", "NAType")
