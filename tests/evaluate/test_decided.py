"""Decisions as gold: what a later run tells is scored against what was decided on an earlier one."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from mapper.errors import TableError
from mapper.evaluate import evaluate_decisions
from mapper.store import write
from tests.cli.command import mapper as run
from tests.deciding import rows, written

LVIV = "702550"


def key(row: dict) -> dict:
    return {"event_id": row["event_id"], "report_id": "r", "event_type": "shelling",
            "trigger_start": row["trigger_start"]}  # fmt: skip


def table(folder: Path, found: list[dict]) -> Path:
    write(found, folder / "events.jsonl")
    return folder / "events.jsonl"


def test_what_is_told_as_decided_is_right(tmp_path: Path) -> None:
    first, second, third = rows()
    path = written(
        tmp_path,
        key(first) | {"decision": "accept"},
        key(second) | {"decision": "change", "new_status": second["status"], "new_place_id": second["place_id"]},
        key(third) | {"decision": "reject"},
    )
    found = evaluate_decisions(path, table(tmp_path, [first, second]))
    assert [figure.value for figure in found.figures] == [1, 1, 1, 1]
    assert found.mistakes == ()


def test_what_is_not_is_a_mistake_of_its_kind(tmp_path: Path) -> None:
    first, second, third = rows()
    changes = {"new_type": "protest", "new_status": "planned", "new_place_id": LVIV, "new_date_start": "2022-03-20"}
    path = written(
        tmp_path,
        key(first) | {"decision": "change", **changes},
        key(second) | {"decision": "accept"},
        key(third) | {"decision": "reject"},
    )
    found = evaluate_decisions(path, table(tmp_path, [first, third]))
    assert found.by_kind() == {
        "missed": 1, "spurious": 1, "wrong type": 1, "wrong place": 1, "wrong date": 1, "wrong status": 1,
    }  # fmt: skip
    assert (found["still_told"], found["right"], found["no_longer_told"], found["precision"]) == (0.5, 0, 0, 0.5)
    tallies = {tally.label: (tally.gold, tally.found, tally.told, tally.wrong) for tally in found.tallies}
    assert tallies == {"protest": (1, 1, 1, 0), "shelling": (1, 0, 1, 1)}


def test_an_event_that_has_been_put_right_is_found_by_its_new_type(tmp_path: Path) -> None:
    first = rows()[0]
    path = written(tmp_path, key(first) | {"decision": "change", "new_type": "airstrike"})
    better = {**first, "event_id": "0" * 16, "event_type": "airstrike"}
    found = evaluate_decisions(path, table(tmp_path, [better]))
    assert (found["still_told"], found["right"]) == (1, 1)
    assert math.isnan(found["no_longer_told"])


def test_on_the_command_line(tmp_path: Path) -> None:
    first, *_ = rows()
    path = written(tmp_path, key(first) | {"decision": "accept"})
    events = table(tmp_path, rows())
    result = run("evaluate", path, "--events", events)
    assert result.returncode == 0, result.stderr
    assert "still_told" in result.stdout
    assert "1 of 1 events accepted or changed" in result.stdout
    assert run("evaluate", path).returncode == 2
    broken = tmp_path / "broken.csv"
    broken.write_text("decision,event_id\nmaybe,x\n", encoding="utf-8")
    result = run("evaluate", broken, "--events", events)
    assert (result.returncode, "decision 'maybe' is none of" in result.stderr) == (1, True)


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, {"decision": "accept", "event_id": "x"})
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(TableError):
        evaluate_decisions(path, tmp_path / "a.jsonl")
