"""Our figures against those of the scorers that the gold corpora came with; skipped where these are not at hand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mapper.evaluate import read_gold
from mapper.evaluate.coded import score_coded
from mapper.evaluate.labelled import score_labelled
from mapper.evaluate.marked import score_marked
from mapper.evaluate.run import labels_of
from mapper.evaluate.told import ToldEvent, reports_of, tell_events, tell_places
from mapper.pipeline import Pipeline

SHARED = Path(__file__).parents[2].parent / "shared"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")


def theirs(folder: str, gold: Path, predictions: Path) -> str:
    command = [sys.executable, str(SHARED / folder / "score.py"), str(gold), str(predictions)]
    return str(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _coded_row(one: ToldEvent) -> dict[str, Any]:
    return {
        "type": one.event_type,
        "status": one.status,
        "span": [one.start, one.end],
        "country": one.country,
        "plotted": one.place is not None,
        "start": one.day_start and str(one.day_start),
        "lat": one.place and one.place.latitude,
        "lon": one.place and one.place.longitude,
        "end": one.day_end and str(one.day_end),
    }


def test_coded(tmp_path: Path) -> None:
    path = SHARED / "seed" / "gold.json"
    gold = read_gold(path)
    told = list(tell_events(Pipeline(), reports_of(gold)))
    rows = {record.id: list(map(_coded_row, events)) for record, events in zip(gold.records, told, strict=True)}
    (tmp_path / "told.json").write_text(json.dumps(rows), encoding="utf-8")
    figures = json.loads(theirs("seed", path, tmp_path / "told.json"))
    found = score_coded(gold, told)
    names = {"place": "place_acc", "date": "date_acc", "status": "status_acc"}
    for name in ("core_recall", "precision", "f1", "place", "date", "status", "false_plots"):
        assert found[name] == pytest.approx(figures[names.get(name, name)], abs=1e-9), name


def test_labelled(tmp_path: Path) -> None:
    path = SHARED / "events" / "idrisi_de.dev.jsonl"
    gold = read_gold(path)
    told = list(tell_events(Pipeline(), reports_of(gold)))
    with (tmp_path / "told.jsonl").open("w", encoding="utf-8") as stream:
        for record, events in zip(gold.records, told, strict=True):
            places = [{"lat": one.place.latitude, "lon": one.place.longitude} for one in events if one.place]
            types = sorted({one.event_type for one in events})
            stream.write(json.dumps({"id": record.id, "places": places, "categories": types}) + "\n")
    text = theirs("events", path, tmp_path / "told.jsonl")
    found = score_labelled(gold, told, labels_of(gold))
    for line in ("best", "main"):
        told_line = re.search(rf"^  {line} .*$", text, re.MULTILINE)
        assert told_line
        for radius, value in re.findall(r"acc@(\d+)km=([\d.]+)", told_line[0]):
            assert f"{found[f'{line}_acc{radius}']:.3f}" == value
    labels = re.search(r"micro=([\d.]+) macro=([\d.]+)", text)
    closed = re.search(r"micro P=([\d.]+) macro F1=([\d.]+)", text)
    counts = re.search(r"pearson=([\d.]+) spearman=([\d.]+); day-cells: pearson=([\d.]+) spearman=([\d.]+)", text)
    assert labels
    assert closed
    assert counts
    names = "label_recall label_macro_recall precision macro_f1 days_pearson days_spearman cells_pearson cells_spearman"
    values = (*labels.groups(), *closed.groups(), *counts.groups())
    assert [f"{found[name]:.3f}" for name in names.split()] == list(values)


def test_marked(tmp_path: Path) -> None:
    path = SHARED / "geoparse" / "trnews.dev.jsonl"
    gold = read_gold(path)
    told = list(tell_places(Pipeline(), reports_of(gold)))
    with (tmp_path / "told.jsonl").open("w", encoding="utf-8") as stream:
        for record, places in zip(gold.records, told, strict=True):
            rows = [
                {"start": p.start, "end": p.end, "lat": p.latitude, "lon": p.longitude, "geonameid": p.geonameid}
                for p in places
            ]
            stream.write(json.dumps({"id": record.id, "places": rows}) + "\n")
    figures = json.loads(theirs("geoparse", path, tmp_path / "told.jsonl"))
    found = score_marked(gold, told)
    for name in ("acc161", "auc", "located", "acc161_located"):
        assert found[name] == pytest.approx(figures["resolution"][name], abs=1e-4), name
    assert found["mean_km"] == pytest.approx(figures["resolution"]["mean_km"], rel=1e-5)
    for name in ("exact", "overlap", "e2e"):
        ours = (found[f"{name}_p"], found[f"{name}_r"], found[f"{name}_f1"])
        assert ours == pytest.approx(tuple(figures[name][key] for key in "prf"), abs=1e-9)
