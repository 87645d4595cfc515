"""The figures of each form, on invented gold with what was told written down."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.evaluate import Evaluation, read_gold
from mapper.evaluate.coded import score_coded
from mapper.evaluate.correlation import pearson, spearman
from mapper.evaluate.labelled import score_labelled
from mapper.evaluate.marked import FARTHEST_KM, given_spans, score_marked
from mapper.evaluate.told import ToldEvent, ToldPlace
from mapper.model import Count
from tests.evaluate.gold import (
    FRIDAY,
    IZIUM,
    KYIV,
    LABEL_MAP,
    LABELLED,
    MARKED,
    RIGHT,
    SATURDAY,
    told_event,
    write_coded,
    write_rows,
)


def scored(folder: Path, *events: ToldEvent) -> Evaluation:
    return score_coded(read_gold(write_coded(folder)), [events])


def test_all_right(tmp_path: Path) -> None:
    found = scored(tmp_path, *RIGHT)
    shares = ("core_recall", "secondary_recall", "precision", "f1", "place", "date", "status", "number")
    assert {name: found[name] for name in shares} == dict.fromkeys(shares, 1.0)
    assert found["false_plots"] == 0
    assert found.mistakes == ()


def test_nothing_told(tmp_path: Path) -> None:
    found = scored(tmp_path)
    assert (found["core_recall"], found["f1"]) == (0.0, 0.0)
    assert isnan(found["place"])
    assert found.by_kind() == {"missed": 3}
    assert found.to_json()["figures"]["place"] is None


SHELLING, EVACUATION, TALKS = RIGHT
FAR_DAY = date(2022, 3, 1)


@pytest.mark.parametrize(
    ("events", "kind", "words"),
    [
        ((EVACUATION, TALKS), "missed", "core, happened"),
        ((*RIGHT, told_event("protest", "mayor", SATURDAY)), "spurious", "gold has no such event here"),
        ((*RIGHT, told_event("statement", "stringer", SATURDAY)), "spurious", "in a line that tells no event"),
        ((replace(SHELLING, event_type="airstrike"), EVACUATION, TALKS), "wrong type", "gold shelling, told airstrike"),
        ((replace(SHELLING, place=KYIV), EVACUATION, TALKS), "wrong place", "gold Izium, told Kyiv, 502 km off"),
        ((replace(SHELLING, place=None), EVACUATION, TALKS), "wrong place", "gold Izium, told none (UA)"),
        ((SHELLING, EVACUATION, replace(TALKS, country="RU")), "wrong place", "gold Ukraine (country), told none (RU)"),
        ((replace(SHELLING, day_start=FAR_DAY, day_end=FAR_DAY), EVACUATION, TALKS), "wrong date", "gold 2022-03-11"),
        ((replace(SHELLING, day_start=None), EVACUATION, TALKS), "wrong date", "told no day"),
        ((SHELLING, EVACUATION, replace(TALKS, status="happened")), "wrong status", "gold denied, told happened"),
        ((replace(SHELLING, counts=()), EVACUATION, TALKS), "wrong number", "gold killed 4, told none"),
        (
            (replace(SHELLING, counts=(Count("killed", 4, None, None),)), EVACUATION, TALKS),
            "wrong number",
            "told killed 4 to ?",
        ),
    ],
)
def test_each_kind_of_mistake(tmp_path: Path, events: tuple[ToldEvent, ...], kind: str, words: str) -> None:
    found = scored(tmp_path, *events)
    assert found.by_kind() == {kind: 1}
    assert words in found.mistakes[0].detail


def test_a_type_that_is_accepted_is_right_and_a_neighbouring_sentence_will_do(tmp_path: Path) -> None:
    found = scored(tmp_path, SHELLING, EVACUATION, replace(TALKS, event_type="statement", start=60, end=64))
    assert found["core_recall"] == found["precision"] == 1.0


def test_the_same_event_told_twice_is_wrong_once(tmp_path: Path) -> None:
    found = scored(tmp_path, SHELLING, *RIGHT)
    assert (found["core_recall"], found["precision"]) == (1.0, 0.75)


def test_false_plots_are_wrong_events_in_noise(tmp_path: Path) -> None:
    found = scored(tmp_path, *RIGHT, told_event("casualties", "picture", FRIDAY, IZIUM))
    assert found["false_plots"] == 1
    tally = next(one for one in found.tallies if one.label == "casualties")
    assert (tally.gold, tally.told, tally.wrong, tally.precision) == (0, 1, 1, 0.0)


def labelled(folder: Path, told: list[tuple[ToldEvent, ...]]) -> Evaluation:
    return score_labelled(read_gold(write_rows(folder, "l.jsonl", LABELLED)), told, LABEL_MAP)


def event(kind: str, latitude: float | None = None, longitude: float | None = None) -> ToldEvent:
    place = None if latitude is None else ToldPlace("X", 0, 1, latitude, longitude)
    return ToldEvent(kind, "happened", 0, 1, "", place, None, None)


def test_labels_and_places(tmp_path: Path) -> None:
    blast = event("airstrike", 12.80, 45.04)
    far = event("damage", 15.35, 44.21)
    found = labelled(tmp_path, [(far, blast), (event("looting"),), (), (event("statement"),)])
    assert found["label_recall"] == pytest.approx(1 / 3)
    assert found["label_macro_recall"] == pytest.approx((1 / 2 + 0) / 2)
    assert found["precision"] == pytest.approx(1 / 3)  # airstrike is right, damage and looting are not
    # the missed labels count for the first of their types: airstrike 1 hit and 1 missed, protest 1 missed
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0) / 2)
    assert (found["best_acc5"], found["main_acc5"], found["main_acc161"]) == (1.0, 0.0, 0.0)
    assert found["best_median_km"] == pytest.approx(2.2, abs=0.1)
    assert found.by_kind() == {"missed": 1, "spurious": 1, "wrong type": 1}
    assert found["silent"] == pytest.approx(1 / 3)


def test_a_place_that_is_not_told_is_a_miss_at_every_radius(tmp_path: Path) -> None:
    found = labelled(tmp_path, [(event("airstrike"),), (event("protest"),), (event("airstrike"),), ()])
    assert (found["best_acc161"], found["label_recall"], found["macro_f1"]) == (0.0, 1.0, 1.0)
    assert found.by_kind() == {"no place": 1}


def told(
    name: str, start: int, end: int, latitude: float | None, longitude: float | None, geonameid: str = ""
) -> ToldPlace:
    return ToldPlace(name, start, end, latitude, longitude, geonameid)


def test_marked_names(tmp_path: Path) -> None:
    gold = read_gold(write_rows(tmp_path, "m.jsonl", MARKED))
    first = (
        told("Paris", 5, 10, 33.66, -95.55, "2988507"),
        told("Lyon", 11, 18, 46.5, 4.85),
        told("BBC", 29, 32, 1, 1),
    )
    second = (told("Rome", 0, 4, None, None), told("Oz", 9, 11, -30.0, 140.0), told("and", 5, 8, 0.0, 0.0))
    found = score_marked(gold, [first, second])
    assert (found["overlap_p"], found["overlap_r"]) == (4 / 5, 1.0)  # "and" is wrong; the BBC counts on neither side
    assert (found["exact_p"], found["exact_r"]) == (3 / 5, 3 / 4)
    assert found["acc161"] == 2 / 3  # Paris by its id, Lyon within 161 km, Rome stays open
    assert found["mean_km_located"] == pytest.approx(83.4 / 2, abs=0.1)
    assert found["e2e_p"] == 2 / 3  # of Paris, Lyon and "and": Oz touches a name without a position only
    assert found["e2e_r"] == 2 / 3
    assert found.by_kind() == {"spurious": 1, "no place": 1}
    assert max(found["mean_km"], 1.0) == pytest.approx((0 + 83.4 + FARTHEST_KM) / 3, abs=0.1)


def test_given_spans_are_those_with_a_position(tmp_path: Path) -> None:
    gold = read_gold(write_rows(tmp_path, "m.jsonl", MARKED))
    assert [given_spans(record) for record in gold.records] == [[(5, 10), (14, 18)], [(0, 4)]]
    paris, lyon, rome = told("P", 5, 10, 48.9, 2.3), told("L", 14, 18, 0.0, 0.0), told("R", 0, 4, 41.9, 12.5)
    found = score_marked(gold, [(), ()], [(paris, lyon), (rome,)])
    assert found["given_acc161"] == 2 / 3
    assert (found["overlap_p"], found["overlap_r"]) == (0.0, 0.0)
    assert found.by_kind() == {"missed": 4}


def test_an_unknown_figure_is_told_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="core_recall, "):
        _ = scored(tmp_path)["recal"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30))
def test_correlations_are_those_of_pandas(values: list[tuple[int, int]]) -> None:
    import pandas as pd

    frame = pd.DataFrame(values, columns=["x", "y"])
    pairs: Counter[tuple[float, float]] = Counter((float(x), float(y)) for x, y in values)
    ours = (pearson(pairs), spearman(pairs))
    if frame.x.nunique() == 1 or frame.y.nunique() == 1:
        assert all(map(isnan, ours))
        return
    ranks = frame.rank()
    assert ours == pytest.approx((frame.x.corr(frame.y), ranks.x.corr(ranks.y)), abs=1e-9)
