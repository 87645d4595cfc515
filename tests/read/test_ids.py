"""Ids that are taken twice get numbers, in time that does not grow with how often."""

from __future__ import annotations

import sys
import time

from hypothesis import given
from hypothesis import strategies as st

from mapper.read.ids import Ids


@given(st.lists(st.sampled_from(["a", "b", "a#2", "a#2#2", "", "\ud800", "é"]) | st.text(max_size=3), max_size=60))
def test_every_report_has_an_id_of_its_own_and_the_first_its_own(wanted: list[str]) -> None:
    ids = Ids()
    found = [ids.take(one) for one in wanted]
    assert len(set(found)) == len(found)
    for at, (one, name) in enumerate(zip(wanted, found, strict=True)):
        assert name == one or (name.startswith(f"{one}#") and one in found[:at])


def test_many_ids_are_held_in_little_and_one_taken_often_is_found_fast() -> None:
    ids = Ids()
    begin = time.process_time()
    assert all(ids.take(str(number)) == str(number) for number in range(50_000))
    once = time.process_time() - begin
    assert sys.getsizeof(ids._table) < 50_000 * 24
    begin = time.process_time()
    assert [ids.take("7") for _ in range(50_000)][-1] == "7#50001"
    assert time.process_time() - begin < 20 * once
