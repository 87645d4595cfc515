"""Outlines are whole where events are, thinner elsewhere, and no country is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from gazetteer.boundaries import members, topology, topology_text
from mapper.view import outlines

KYIV = (np.array([30.5]), np.array([50.45]))


def read(member: str) -> outlines.Topology:
    return outlines.Topology.read(topology_text(member))


def decoded(found: outlines.Outline) -> list[Any]:
    """Give the arcs in degrees, as the page reads them."""
    steps = found.steps.astype("i8")
    points = ((steps >> 1) ^ -(steps & 1)).cumsum(0) * found.grid
    return np.split(points, np.cumsum(found.lengths)[:-1])


def features(found: outlines.Outline) -> Iterator[dict[str, Any]]:
    for listed in found.objects.values():
        yield from listed


def test_levels_are_told_by_distance_and_across_the_antimeridian() -> None:
    near = outlines.closeness(np.array([179.5]), np.array([0.5]))
    row, column = 90 // outlines.CELL, 360 // outlines.CELL - 1
    assert [int(near[row, (column + step) % near.shape[1]]) for step in (0, 1, 2, 5, 6)] == [0, 0, 1, 1, 2]
    assert int(near[row, column - 6]) == outlines.FAR


@pytest.mark.parametrize("latitude", [-90.0, 90.0])
def test_poles_have_cells(latitude: float) -> None:
    assert outlines.closeness(np.array([0.0]), np.array([latitude])).min() == outlines.NEAR


REGIONS = [name for name in members() if name.startswith("admin1/A")]


@pytest.mark.parametrize("member", ["countries", "waters", *REGIONS])
def test_arcs_are_read_as_a_parser_of_json_reads_them(member: str) -> None:
    found, whole = read(member), topology(member)
    assert {name: one["geometries"] for name, one in whole["objects"].items()} == found.objects
    assert found.arcs.lengths.tolist() == [len(arc) for arc in whole["arcs"]]
    scale, origin = np.array(whole["transform"]["scale"]), np.array(whole["transform"]["translate"])
    points = np.concatenate([np.cumsum(arc, axis=0) * scale + origin for arc in whole["arcs"]])
    assert np.array_equal(found.arcs.points, points)


def test_every_country_stays_and_far_ones_are_thin() -> None:
    whole = topology("countries")
    found = outlines.fitted(read("countries"), outlines.closeness(*KYIV), 0.005)
    ids = [one["id"] for one in whole["objects"]["countries"]["geometries"]]
    assert [one["id"] for one in features(found)] == ids
    assert len(found.steps) < sum(map(len, whole["arcs"])) / 2


def test_what_is_near_keeps_every_corner() -> None:
    whole = read("admin1/UA")
    found = outlines.chosen(whole, outlines.closeness(*KYIV), 0.001)
    kept = {tuple(point) for arc in decoded(found) for point in arc.round(3)}
    near = [point for arc in whole.arcs.points.round(3)[None] for point in arc]
    around = [tuple(point) for point in near if abs(point[0] - 30.5) < 1 and abs(point[1] - 50.45) < 1]
    assert len(around) > 50
    missing = [one for one in around if not any(np.hypot(one[0] - x, one[1] - y) < 0.0016 for x, y in kept)]
    assert missing == []


def test_rings_are_closed_and_lines_meet() -> None:
    found = outlines.fitted(read("countries"), outlines.closeness(*KYIV), 0.005)
    arcs = decoded(found)

    def line(number: int) -> Any:
        return arcs[number] if number >= 0 else arcs[~number][::-1]

    for one in features(found):
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            lines = [line(number) for number in ring]
            for before, after in zip(lines, [*lines[1:], lines[0]], strict=True):
                assert np.allclose(before[-1], after[0])


def test_far_regions_and_small_far_waters_are_left_out() -> None:
    near = outlines.closeness(*KYIV)
    assert not [*features(outlines.chosen(read("admin1/US"), near, 0.002))]
    waters = outlines.chosen(read("waters"), near, 0.005)
    assert 0 < len([*features(waters)]) < len([*features(outlines.chosen(read("waters"), near * 0, 0.005))])


def test_a_map_of_the_whole_world_is_whole() -> None:
    whole = topology("countries")
    everywhere = np.zeros((180 // outlines.CELL, 360 // outlines.CELL), "u1")
    assert outlines.fitted(read("countries"), everywhere, 0.005).lengths == [len(arc) for arc in whole["arcs"]]
