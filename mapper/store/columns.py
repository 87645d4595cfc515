"""Values to columns of Arrow, from their bytes.

``pyarrow.array`` would do, but imports pandas when it is first called, which takes a process a third of its start.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyarrow as pa

_FIRST_DAY: Final = date(1970, 1, 1).toordinal()


def column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Make a column.

    Parameters
    ----------
    values
        Its cells; None where one is missing. For a list, lists; for a struct, dicts with its keys.
    kind
        One of string, binary, int64, float64, bool, date32, and lists and structs of these.

    Raises
    ------
    TypeError, AttributeError
        If a value is not of the kind.
    """
    import pyarrow as pa

    if pa.types.is_struct(kind):
        parts = [column([each and each.get(field.name) for each in values], field.type) for field in kind]
        return pa.Array.from_buffers(kind, len(values), [_present(values)], children=parts)
    if pa.types.is_list(kind):
        children = [column([one for each in values if each for one in each], kind.value_type)]
        return pa.Array.from_buffers(kind, len(values), [_present(values), _offsets(values)], children=children)
    return pa.Array.from_buffers(kind, len(values), [_present(values), *map(pa.py_buffer, _data(values, kind))])


def _data(values: Sequence[Any], kind: pa.DataType) -> tuple[Any, ...]:
    """Give the buffers of plain values, without the one that tells which are missing."""
    import pyarrow as pa

    if pa.types.is_string(kind) or pa.types.is_binary(kind):
        cells = [each and (each.encode() if pa.types.is_string(kind) else each) for each in values]
        return _offsets(cells), b"".join(filter(None, cells))
    if pa.types.is_boolean(kind):
        return (_bits(values),)
    if pa.types.is_date32(kind):
        return (array("i", [each.toordinal() - _FIRST_DAY if each is not None else 0 for each in values]),)
    code = "q" if pa.types.is_int64(kind) else "d"
    return (array(code, [0 if each is None else each for each in values]),)


def _offsets(values: Iterable[Any]) -> Any:
    """Give where each value begins, and where the last one ends, in 32 bits."""
    import pyarrow as pa

    return pa.py_buffer(array("i", accumulate((len(each) if each else 0 for each in values), initial=0)))


def _present(values: Sequence[Any]) -> Any:
    """Give a bit a value, set where it is there; None where all are."""
    import pyarrow as pa

    return pa.py_buffer(_bits([each is not None for each in values])) if None in values else None


def _bits(values: Sequence[Any]) -> bytes:
    """Pack truths, the first one in the lowest bit."""
    told = "".join("1" if each else "0" for each in reversed(values))
    return int(told or "0", 2).to_bytes((len(values) + 7) // 8, "little")
