"""What a notebook keeps of a map where frames are taken out: a picture and a table, with no text at work in them."""

from __future__ import annotations

import base64
import re
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from mapper.view import EventMap, inline
from tests.view.hostile import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def table_of(**columns: list[object]) -> gpd.GeoDataFrame:
    count = len(next(iter(columns.values())))
    given = {"event_type": ["shelling"] * count, "geometry": [Point(36.2, 50.0)] * count, **columns}
    cells = {name: pd.Series(values, dtype=object) for name, values in given.items()}
    return gpd.GeoDataFrame(cells, geometry="geometry", crs="EPSG:4326")


def picture(html: str) -> ElementTree.Element:
    (data,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    return ElementTree.fromstring(base64.b64decode(data))  # noqa: S314 (our own)


def fallback(events: gpd.GeoDataFrame) -> str:
    drawn = EventMap(events)
    return inline.summary(drawn.layer.table, drawn.layer.taxonomy)


class Tags(HTMLParser):
    """Notes the elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)


def test_the_table_tells_types_and_days() -> None:
    html = fallback(
        table_of(
            event_type=["shelling", "protest", "shelling"],
            date_start=[date(2022, 3, 12), None, date(2022, 3, 10)],
            place_name=["Kharkiv", "Lviv", "Kharkiv"],
            geometry=[Point(36.2, 50.0), None, Point(36.2, 50.0)],
        )
    )
    assert "3 events, 2 with a position" in html
    assert "<td>Shelling or missile attack</td><td>2</td><td>2022-03-10</td><td>2022-03-12</td>" in html
    assert "<td>Protest</td><td>1</td><td></td><td></td>" in html
    drawn = picture(html)
    assert len(drawn.findall(f"{SVG}circle")) == 1
    assert [text.text for text in drawn.findall(f"{SVG}text")] == ["Kharkiv"]
    assert len(drawn.find(f"{SVG}path").get("d", "")) > 100


@pytest.mark.parametrize(
    "points",
    [
        [Point(36.2, 50.0)], [Point(-179.9, -16.0), Point(179.9, -17.0)], [Point(0.0, 89.9)], [Point(0.0, -89.9)],
        [Point(-180.0, -90.0), Point(180.0, 90.0)], [None],
    ],
)  # fmt: skip
def test_every_dot_lies_between_the_sides(points: list[Point | None]) -> None:
    drawn = picture(fallback(table_of(geometry=points)))
    width, height = float(drawn.get("width", "0")), float(drawn.get("height", "0"))
    assert 0 < height < width * 1.6
    for dot in drawn.findall(f"{SVG}circle"):
        assert -1 <= float(dot.get("cx", "")) <= width + 1


@pytest.mark.parametrize("payload", HOSTILE)
def test_no_text_is_at_work(payload: str) -> None:
    html = fallback(table_of(place_name=[payload], sentence=[payload], source=[payload]))
    assert Tags(html).seen == {"p", "img", "table", "thead", "tr", "th", "tbody", "td"}
    assert {element.tag for element in picture(html).iter()} <= {
        SVG + tag for tag in "svg rect path circle text".split()
    }


def test_many_places_make_a_small_picture() -> None:
    points = [Point(20 + number % 100 / 10, 40 + number // 100 / 10) for number in range(5_000)]
    assert len(fallback(table_of(geometry=points))) < 600_000
