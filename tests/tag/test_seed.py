"""The article that the project started from, coded by hand; skipped where the development data are not at hand."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mapper.model import Event, Report
from mapper.tag import EventTagger

_SEED = Path(__file__).parents[2].parent / "shared" / "seed"

pytestmark = pytest.mark.skipif(not _SEED.is_dir(), reason="needs ../shared/seed")


def _prediction(event: Event) -> dict[str, Any]:
    place = event.place if event.precision not in {"country", "none"} else None
    return {
        "type": event.event_type,
        "status": event.status,
        "span": [event.trigger_start, event.trigger_end],
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "country": event.country,
        "plotted": place is not None,
        "start": event.date_start.isoformat() if event.date_start else None,
        "end": event.date_end.isoformat() if event.date_end else None,
    }


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    from mapper.recognize import GazetteerRecognizer
    from mapper.resolve import GazetteerResolver

    spec = importlib.util.spec_from_file_location("seed_score", _SEED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    text = (_SEED / "report.txt").read_text(encoding="utf-8")
    reports = [Report("seed", text, date(2022, 3, 12), body_start=17)]
    resolutions = GazetteerResolver()(reports, GazetteerRecognizer()(reports))
    events = EventTagger()(reports, resolutions)[0]
    gold = json.loads((_SEED / "gold.json").read_text(encoding="utf-8"))
    figures: dict[str, float] = score.score(gold, {"seed": [_prediction(event) for event in events]})
    return figures


@pytest.mark.parametrize(
    ("figure", "least"),
    [("core_recall", 0.95), ("precision", 0.9), ("place_acc", 0.95), ("date_acc", 0.95), ("status_acc", 0.9)],
)
def test_seed(figures: dict[str, float], figure: str, least: float) -> None:
    assert figures[figure] >= least


def test_no_false_plot(figures: dict[str, float]) -> None:
    assert figures["false_plots"] == 0
