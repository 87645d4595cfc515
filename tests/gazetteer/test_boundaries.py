"""Polygons: what lies in them, what is refused, what a broken file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely.geometry import LineString, Point

import gazetteer
from gazetteer import IndexFileError, boundaries
from gazetteer.boundaries import decode_geometry, shapely_geometry


@pytest.mark.parametrize(
    ("place_id", "inside", "outside"),
    [
        ("690791", (34.1, 44.95), (37.6, 55.75)),  # Ukraine holds Simferopol
        ("2017370", (37.6, 55.75), (34.1, 44.95)),  # Russia does not
        ("703883", (34.1, 44.95), (36.3, 50.0)),  # Crimea
        ("706482", (36.25, 49.99), (37.54, 47.1)),  # Kharkiv Oblast
        ("709716", (37.54, 47.1), (36.25, 49.99)),  # Donetsk Oblast
        ("281132", (34.45, 31.5), (35.2, 31.9)),  # Gaza Strip
        ("285153", (35.2, 31.9), (34.45, 31.5)),  # West Bank
        ("831053", (21.16, 42.66), (20.46, 44.8)),  # Kosovo
        ("1668284", (121.5, 25.04), (118.1, 24.5)),  # Taiwan
        ("6269131", (-1.9, 52.5), (-3.2, 55.9)),  # England, put together from its counties
        ("3017382", (2.35, 48.85), (4.35, 50.85)),  # France
        ("5332921", (-119.8, 36.7), (-115.1, 36.2)),  # California
    ],
)
def test_what_a_polygon_holds(place_id: str, inside: tuple[float, float], outside: tuple[float, float]) -> None:
    polygon = boundaries.polygon(place_id)
    assert polygon is not None
    assert polygon.is_valid
    assert polygon.covers(Point(inside))
    assert not polygon.covers(Point(outside))


def test_label_points_of_ukrainian_regions_lie_in_them() -> None:
    world = gazetteer.default()
    for row in world.rows_of_kind("adm1"):
        if world.country_code(row) == "UA":
            polygon = boundaries.polygon(world.place_id(row))
            assert polygon is not None
            assert polygon.covers(Point(world.longitude(row), world.latitude(row))), world.name(row)


def test_nearly_all_label_points_lie_in_their_polygons() -> None:
    world = gazetteer.default()
    outside = []
    for kind in ("country", "adm1"):
        for row in world.rows_of_kind(kind):
            polygon = boundaries.polygon(world.place_id(row))
            at = Point(world.longitude(row), world.latitude(row))
            if polygon is not None and polygon.distance(at) > 0.1:
                outside.append(world.name(row))
    assert outside == []


@pytest.mark.parametrize("place_id", ["703448", "em:donbas", "em:black-sea", "1", "nonsense"])
def test_towns_areas_and_unknown_ids_have_no_polygon(place_id: str) -> None:
    assert boundaries.polygon(place_id) is None


def test_members_and_their_features() -> None:
    members = boundaries.members()
    assert {"countries", "land", "waters", "admin1/UA", "admin1/US"} <= set(members)
    regions = boundaries.topology("admin1/UA")["objects"]["regions"]["geometries"]
    assert len(regions) == 27
    world = gazetteer.default()
    for item in regions:
        place = world.by_id(item["id"])
        assert place is not None
        assert item["properties"]["name"] == place.name
        assert item["properties"]["label"] == pytest.approx([place.longitude, place.latitude], abs=1e-3)
    assert json.loads(boundaries.topology_text("admin1/UA")) == boundaries.topology("admin1/UA")


def test_every_country_feature_is_a_place() -> None:
    world = gazetteer.default()
    for item in boundaries.topology("countries")["objects"]["countries"]["geometries"]:
        place = world.by_id(item["properties"]["place"])
        assert place is not None
        assert place.country == item["id"]


def test_waters_are_lines_and_polygons() -> None:
    waters = boundaries.topology("waters")
    kinds = {name: {item["type"] for item in layer["geometries"]} for name, layer in waters["objects"].items()}
    assert kinds == {"rivers": {"LineString"}, "lakes": {"Polygon"}}
    rivers = [shapely_geometry(decode_geometry(waters, item)) for item in waters["objects"]["rivers"]["geometries"]]
    dnipro = Point(33.4, 49.07)  # at Kremenchuk
    assert min(river.distance(dnipro) for river in rivers) < 0.2
    assert all(isinstance(river, LineString) for river in rivers)


def test_an_unknown_member_is_told() -> None:
    with pytest.raises(KeyError, match="no member 'admin1/ZZ'"):
        boundaries.topology_text("admin1/ZZ")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip"])
def test_a_broken_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "boundaries.zip"
    path.write_bytes(content)
    with pytest.raises(IndexFileError, match=r"boundaries\.zip.*gazetteer build"):
        boundaries.members(path)


def test_a_damaged_member_is_told(tmp_path: Path) -> None:
    path = tmp_path / "boundaries.zip"
    data = bytearray(boundaries.BOUNDARIES.read_bytes())
    for offset in range(200, 4000):
        data[offset] ^= 0x55
    path.write_bytes(data)
    with pytest.raises(IndexFileError, match=r"boundaries\.zip"):
        boundaries.topology_text(boundaries.members(path)[0], path)


def test_arcs_run_backwards_are_joined_without_doubled_corners() -> None:
    topology = {"arcs": [[[0, 0], [1, 0]], [[0, 0], [0, 1], [1, 0]]]}
    ring = decode_geometry(topology, {"type": "Polygon", "arcs": [[0, -2]]})
    assert ring == {"type": "Polygon", "coordinates": [[(0, 0), (1, 0), (0, 1), (0, 0)]]}


def test_collapsed_polygons_are_left_out() -> None:
    topology = {"arcs": [[[0, 0], [1, 0]], [[0, 0], [0, 1], [1, 0], [0, 0]]]}
    many = decode_geometry(topology, {"type": "MultiPolygon", "arcs": [[[0]], [[1]]]})
    assert len(many["coordinates"]) == 1


def test_a_ring_that_crosses_the_antimeridian_is_cut_there() -> None:
    ring = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)]
    hole = [(175.0, 4.0), (178.0, 4.0), (178.0, 6.0), (175.0, 6.0), (175.0, 4.0)]
    made = shapely_geometry({"type": "Polygon", "coordinates": [ring, hole]})
    assert made.is_valid
    assert made.area == pytest.approx(200.0 - 6.0)
    assert made.covers(Point(-175, 5))
    assert made.covers(Point(172, 5))
    assert not made.covers(Point(0, 5))
    assert not made.covers(Point(176, 5))


def test_a_ring_around_a_pole_stays_one() -> None:
    ring = [(-180.0, -90.0), (-180.0, -70.0), (0.0, -70.0), (179.0, -70.0), (179.0, -90.0), (-180.0, -90.0)]
    made = shapely_geometry({"type": "MultiPolygon", "coordinates": [[ring]]})
    assert made.covers(Point(10, -80))
    assert not made.covers(Point(10, 0))
