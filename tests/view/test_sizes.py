"""Symbols by size, where a map is asked for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from mapper.taxonomy import Taxonomy
from mapper.view import EventMap, draw, table
from tests.view import events
from tests.view.conftest import Opened


def count(best: int | None, **changes: Any) -> dict[str, Any]:
    told = {"what": "killed", "minimum": best, "best": best, "maximum": best, "qualifier": "", "unit": "persons"}
    return told | {"scope": "incident"} | changes


CELLS = [
    ([], 0),
    (None, 0),
    ([count(9)], 0),
    ([count(10)], 1),
    ([count(99)], 1),
    ([count(100)], 2),
    ([count(3), count(1_500, what="displaced")], 3),
    ([count(10_000)], 4),
    ([count(None, minimum=200)], 2),
    ([count(5_000, scope="rate")], 0),
]


def test_the_greatest_number_told_decides() -> None:
    rows = [events.row(0, counts=cell) for cell, _ in CELLS]
    found = table.read(events.frame(rows), Taxonomy.load(), sized=True)
    assert found.numbers["size"].tolist() == [size for _, size in CELLS]


def test_sizes_go_with_their_events_into_the_order_of_days() -> None:
    rows = [events.row(day, counts=[count(100)] if day == 0 else []) for day in (5, 0, 3)]
    assert table.read(events.frame(rows), Taxonomy.load(), sized=True).numbers["size"].tolist() == [2, 0, 0]


def test_nothing_is_sized_unasked() -> None:
    assert "size" not in table.read(events.frame([events.row(0)]), Taxonomy.load()).numbers


def test_another_word_is_refused() -> None:
    with pytest.raises(ValueError, match="size_by is 'deaths'"):
        EventMap(events.frame([events.row(0)]), size_by="deaths")


@pytest.mark.browser
def test_a_greater_number_has_a_larger_symbol(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    cells = [[], [count(40)], [count(20_000)]]
    rows = [events.row(at, counts=cell, geometry=Point(30 + 3 * at, 49)) for at, cell in enumerate(cells)]
    for size_by, different in (("count", 3), ("", 1)):
        page = open_page(draw(events.frame(rows), tmp_path / f"map{size_by}.html", size_by=size_by))
        radii = page.map("map.page.painter.hits.map((hit) => [hit.row, hit.radius]).sort((a, b) => a[0] - b[0])")
        assert len(radii) == 3
        assert [radius for _, radius in radii] == sorted(radius for _, radius in radii)
        assert len({radius for _, radius in radii}) == different
        assert ("larger from 10" in page.page.content()) is bool(size_by)
        page.assert_silent()
