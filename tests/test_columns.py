"""Columns made of bytes are those that pyarrow makes of values, and wake no pandas."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.store.arrow import arrow_schema
from mapper.store.columns import column

COUNTS = arrow_schema().field("counts").type
PART = {field.name: st.text() if field.type == pa.string() else st.none() | st.integers(-9, 2**40)
        for field in COUNTS.value_type}  # fmt: skip
CELLS: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.string(): st.text(),
    pa.binary(): st.binary(),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.float64(): st.floats(allow_nan=False),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(),
    COUNTS: st.lists(st.none() | st.fixed_dictionaries(PART), max_size=4),
}


@pytest.mark.parametrize("kind", CELLS, ids=str)
def test_a_column_is_as_pyarrow_makes_it(kind: pa.DataType) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.none() | CELLS[kind], max_size=40))
    def check(values: list[Any]) -> None:
        made = column(values, kind)
        made.validate(full=True)
        assert made.equals(pa.array(values, kind))

    check()


@pytest.mark.parametrize(
    ("kind", "value"),
    [(pa.string(), 1), (pa.int64(), "1"), (pa.int64(), 1.5), (pa.float64(), "x"), (pa.date32(), "2022-03-12")],
    ids=str,
)
def test_a_value_of_another_kind_is_refused(kind: pa.DataType, value: object) -> None:
    with pytest.raises((TypeError, AttributeError)):
        column([None, value], kind)


def test_days_count_from_1970() -> None:
    assert column([date(1970, 1, 2), None, date(1969, 12, 31)], pa.date32()).cast(pa.int32()).to_pylist() == [
        1,
        None,
        -1,
    ]


def test_a_process_that_codes_does_not_import_pandas() -> None:
    code = (
        "import sys\n"
        "from mapper.model import Report\n"
        "from mapper.pipeline import Pipeline\n"
        "from mapper.stream.work import Job, unpack\n"
        "done = Job(Pipeline(), keep_places=True)([Report('a', 'Shelling hit Izium on Friday.')])\n"
        "print(unpack(done.rows).num_rows, unpack(done.places).num_rows, 'pandas' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "1 1 False\n"
