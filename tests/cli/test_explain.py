"""`mapper explain` and the options of the stages, run as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import REPORTS, mapper

REPORT = REPORTS / "ukraine-north.txt"


def test_a_page(tmp_path: Path) -> None:
    result = mapper("explain", REPORT, "--html", tmp_path / "why.html")
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'why.html'}: 1 report explained\n"
    text = (tmp_path / "why.html").read_text(encoding="utf-8")
    assert "Chuhuiv" in text
    assert "Content-Security-Policy" in text


def test_a_page_is_not_written_over_its_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Shelling hit Kyiv.", encoding="utf-8")
    result = mapper("explain", tmp_path / "a.txt", "--html", tmp_path / "a.txt")
    assert result.returncode == 2
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "Shelling hit Kyiv."


def test_a_summary_counts_over_all_reports() -> None:
    one, several = (mapper("explain", path, "--summary") for path in (REPORT, REPORTS))
    assert one.returncode == several.returncode == 0
    assert one.stdout.startswith("Decided by: ")
    assert int(one.stdout.split()[2]) < int(several.stdout.split()[2])
    assert "'Chuhuiv'" not in one.stdout


def places(*options: str) -> list[dict]:
    result = mapper("geoparse", "-", *options, stdin=b"A man was arrested in Springfield and one in Kharkiv, Ukraine.")
    assert result.returncode == 0, result.stderr
    found: list[dict] = json.loads(result.stdout)["places"]
    return found


def test_the_least_score_leaves_names_open() -> None:
    open_at = {
        least: [one["text"] for one in places("--least-score", least) if one["lat"] is None] for least in ("0", "0.9")
    }
    assert open_at["0"] == []
    assert "Springfield" in open_at["0.9"]
    assert "Kharkiv" not in open_at["0.9"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--least-score", "2"), "--least-score"),
        (("--recognizer", "bert"), "spacy:"),
        (("--recognizer", "spacy:"), "spacy:"),
    ],
)
def test_wrong_options_are_usage(options: tuple[str, ...], told: str) -> None:
    result = mapper("geoparse", REPORT, *options)
    assert result.returncode == 2
    assert told in result.stderr


def test_a_model_that_is_not_installed_is_told() -> None:
    result = mapper("geoparse", REPORT, "--recognizer", "spacy:en_nowhere")
    assert result.returncode == 1
    assert "installed" in result.stderr


def test_a_spacy_model_recognizes(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra spacy is not installed")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Izium"}])
    nlp.to_disk(tmp_path / "model")
    report = tmp_path / "a.txt"
    report.write_text("Shelling hit Kharkiv and Izium.", encoding="utf-8")
    result = mapper("geoparse", report, "--recognizer", f"spacy:{tmp_path / 'model'}")
    assert result.returncode == 0, result.stderr
    assert [one["text"] for one in json.loads(result.stdout)["places"]] == ["Izium"]
