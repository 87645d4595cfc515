"""``mapper evaluate`` in a process of its own, and the Python function."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import mapper
from mapper.evaluate import Evaluation, GoldError, Mistake, evaluate, lines_of
from mapper.evaluate.run import labels_of
from mapper.evaluate.show import choose
from tests.cli.command import ROOT
from tests.cli.command import mapper as run
from tests.evaluate.gold import LABEL_MAP, LABELLED, MARKED, write_coded, write_rows


def test_a_coded_report_is_scored_and_written(tmp_path: Path) -> None:
    gold = write_coded(tmp_path)
    result = run("evaluate", gold, "--json", tmp_path / "out.json")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"{gold}: 1 coded record\n\n  core_recall ")
    assert result.stdout.endswith(f"{tmp_path / 'out.json'}: 1 gold file\n")
    (written,) = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (written["form"], written["records"]) == ("coded", 1)
    assert written["figures"]["core_recall"] >= 0.5
    assert {one["label"] for one in written["labels"]} >= {"shelling", "evacuation", "negotiation"}
    assert all(one["kind"] and one["id"] == "invented" for one in written["mistakes"])


def test_a_broken_file_is_named_and_the_others_are_scored(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": 1, "text": "x", "labels": 5}\n', encoding="utf-8")
    result = run("evaluate", broken, write_rows(tmp_path, "marked.jsonl", MARKED), "--examples", 0)
    assert result.returncode == 1
    assert result.stderr == f"error: {broken}: no gold file:\n- row 1: labels must be a list of texts\n"
    assert "marked.jsonl: 2 marked records" in result.stdout
    assert "given_acc161" in result.stdout


def test_usage(tmp_path: Path) -> None:
    gold = write_coded(tmp_path)
    assert run("evaluate").returncode == 2
    assert run("evaluate", tmp_path / "none.json").returncode == 2
    assert run("evaluate", gold, "--json", gold).returncode == 2
    assert run("evaluate", gold, "--json", tmp_path / "no" / "out.json").returncode == 2
    assert "mapper evaluate notebooks/gold/example.json" in run("evaluate", "--help").stdout


def test_labels_are_mapped_by_the_file_beside_the_gold_file(tmp_path: Path) -> None:
    gold = write_rows(tmp_path, "corpus.dev.jsonl", LABELLED)
    maps = {"corpus": "like", "like": {"_prefix": "x:", **LABEL_MAP}}
    (tmp_path / "label_map.json").write_text(json.dumps(maps), encoding="utf-8")
    found = evaluate(gold)
    assert found["label_recall"] >= 2 / 3
    assert {tally.label for tally in found.tallies} >= {"BOMB", "MARCH"}
    other = tmp_path / "other.json"
    other.write_text('{"corpus": {"MARCH": "protest"}}', encoding="utf-8")
    with pytest.raises(GoldError, match="'MARCH' must be a list of types"):
        evaluate(gold, label_map=other)


def test_a_prefix_of_labels_is_left_out_and_our_own_types_need_no_map(tmp_path: Path) -> None:
    from mapper.evaluate import read_gold

    gold = read_gold(write_rows(tmp_path, "corpus.jsonl", LABELLED))
    assert labels_of(gold)["protest"] == ("protest",)
    (tmp_path / "label_map.json").write_text('{"corpus": {"_prefix": "x:", "B": ["protest"]}}', encoding="utf-8")
    assert labels_of(gold) == {"B": ["protest"], "x:B": ["protest"]}


def test_examples_are_the_farthest_places_and_spread_through_the_file() -> None:
    far = [Mistake("wrong place", str(km), "", "", "", float(km)) for km in (30, 900, 60)]
    assert [one.km for one in choose(far, 2)] == [900, 60]
    others = [Mistake("missed", str(n), "", "", "") for n in range(10)]
    assert [one.report_id for one in choose(others, 3)] == ["0", "3", "6"]
    assert choose(others, 0) == []


def test_lines_hold_no_control_characters(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "\x1b[31mShells\u202e hit Izium\r\n.", "labels": ["protest"], "date": None}]
    found = evaluate(write_rows(tmp_path, "corpus.jsonl", rows))
    assert isinstance(found, Evaluation)
    assert all(line.isprintable() for line in lines_of(found))


def test_the_other_commands_do_not_pay_for_it() -> None:
    code = "import sys, mapper.cli; print({'mapper.evaluate', 'mapper.codebooks'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
    assert mapper.__version__


def test_the_example_is_scored() -> None:
    result = run("evaluate", ROOT / "notebooks" / "gold" / "example.json")
    assert result.returncode == 0, result.stderr
    assert "3 of 3 core events found" in result.stdout
