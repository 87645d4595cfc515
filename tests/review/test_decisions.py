"""Decisions: read, checked, applied to the events of a later run by their ids, and on names by stages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from mapper.model import Mention, Report, Resolution
from mapper.pipeline import Pipeline
from mapper.review.decisions import DecisionError, Decisions
from mapper.review.names import with_names
from mapper.schema import COLUMNS, to_frame, validate
from tests.deciding import rows, written
from tests.simple import PLACES, recognize, resolve, simple_pipeline, tag

LVIV, OBLAST, UKRAINE = "702550", "706442", "690791"


def decisions(folder: Path, *lines: dict) -> Decisions:
    return Decisions.load(written(folder, *lines))


def applied(folder: Path, *lines: dict) -> list[dict]:
    found = list(decisions(folder, *lines).apply(rows()))
    assert all(list(row) == list(COLUMNS) for row in found)
    validate(to_frame(found))
    return found


def test_accept_and_reject(tmp_path: Path) -> None:
    first, second, third = rows()
    found = applied(
        tmp_path,
        {"event_id": first["event_id"], "decision": "Accept"},
        {"event_id": second["event_id"], "decision": "reject"},
    )
    assert found == [first | {"confidence": 1.0}, third]


def test_another_type_status_and_days(tmp_path: Path) -> None:
    first = rows()[0]
    change = {"event_id": first["event_id"], "decision": "change", "new_type": "protest", "new_status": "planned"}
    found = applied(tmp_path, change | {"new_date_start": "2022-03-20"})[0]
    assert (found["event_type"], found["layer"], found["status"]) == ("protest", "unrest", "planned")
    assert (found["date_start"], found["date_end"], found["date_precision"]) == (
        date(2022, 3, 20), date(2022, 3, 20), "day",
    )  # fmt: skip
    assert found["geometry"] == first["geometry"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-03-20", "2022-03-22", (date(2022, 3, 20), date(2022, 3, 22), "range")),
        ("2022-03-20", "none", (date(2022, 3, 20), None, "open")),
        ("none", "none", (None, None, "unknown")),
        ("2022-03-01 00:00:00", "", (date(2022, 3, 1), date(2022, 3, 11), "range")),
    ],
)
def test_days(tmp_path: Path, start: str, end: str, expected: tuple) -> None:
    change = {"event_id": rows()[0]["event_id"], "decision": "change", "new_date_start": start, "new_date_end": end}
    found = applied(tmp_path, change)[0]
    assert (found["date_start"], found["date_end"], found["date_precision"]) == expected


@pytest.mark.parametrize(
    ("place", "name", "precision", "kind"),
    [
        (LVIV, "Lviv", "settlement", "Point"),
        (OBLAST, "Kherson", "adm1", "Point"),
        (UKRAINE, "Ukraine", "country", None),
        ("none", "", "none", None),
    ],
)
def test_another_place(tmp_path: Path, place: str, name: str, precision: str, kind: str | None) -> None:
    change = {"event_id": rows()[0]["event_id"], "decision": "change", "new_place_id": place}
    found = applied(tmp_path, change)[0]
    assert found["place_name"].startswith(name)
    assert (found["precision"], found["place_reason"]) == (precision, "decided by hand")
    assert (found["geometry"] and found["geometry"]["type"]) == kind


def test_a_movement_keeps_its_other_end(tmp_path: Path) -> None:
    row = rows()[0] | {"geometry": {"type": "LineString", "coordinates": [[30.5, 50.4], [37.6, 48.7]]}}
    change = {"event_id": row["event_id"], "decision": "change", "new_place_id": LVIV}
    (found,) = decisions(tmp_path, change).apply([row])
    assert found["geometry"]["coordinates"] == [[24.023240, 49.838260], [37.6, 48.7]]


def test_an_event_whose_id_has_changed_is_found_where_it_stands(tmp_path: Path) -> None:
    first = rows()[0]
    known = {name: first[name] for name in ("report_id", "event_type", "trigger_start")}
    chosen = decisions(tmp_path, {"event_id": "0123456789abcdef", "decision": "reject", **known})
    assert list(chosen.apply(rows())) == rows()[1:]
    assert chosen.left() == []


def test_what_no_longer_applies_is_told(tmp_path: Path) -> None:
    chosen = decisions(tmp_path, {"event_id": "gone", "decision": "reject"})
    assert list(chosen.apply(rows())) == rows()
    assert chosen.left() == ["row 2: no event gone (reject)"]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    wrong = [
        {"event_id": "a", "decision": "maybe"},
        {"event_id": "", "decision": "reject"},
        {"event_id": "b", "decision": "change"},
        {"event_id": "c", "decision": "change", "new_type": "picnic", "new_status": "sunny", "new_place_id": "-1"},
        {"event_id": "d", "decision": "change", "new_date_start": "soon"},
        {"event_id": "e", "decision": "change", "new_date_start": "2022-03-12", "new_date_end": "2022-03-11"},
        {"decision": "alias", "name": "Castle"},
        {"decision": "never"},
        {"event_id": "a", "decision": "accept"},
        {"event_id": "left alone", "decision": ""},
    ]
    with pytest.raises(DecisionError) as caught:
        decisions(tmp_path, *wrong)
    told = str(caught.value)
    for fault in (
        "row 2: decision 'maybe' is none of accept, reject, change, alias, never", "row 3: reject needs event_id",
        "row 4: change needs one of new_type", "row 5: new_type 'picnic' is none of shelling", "'sunny' is none of",
        "'-1' is no place of the gazetteer", "row 6: new_date_start 'soon' is no day", "row 7: new_date_end is before",
        "row 8: alias needs new_place_id", "row 9: never needs name", "an event is decided on more than once",
    ):  # fmt: skip
        assert fault in told


@pytest.mark.parametrize(("name", "content"), [("a.csv", "a,b\n1,2\n"), ("a.txt", "x"), ("a.xlsx", "x"), ("a.csv", "")])
def test_a_file_that_is_no_table_of_decisions(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DecisionError, match=rf"{name}: "):
        Decisions.load(tmp_path / name)


def test_a_sheet_that_a_spreadsheet_saved(tmp_path: Path) -> None:
    ids = [row["event_id"] for row in rows()]
    table = pd.DataFrame({"note": ["", "why"], "decision": ["reject", "accept"], "event_id": ids[:2]})
    table.to_excel(tmp_path / "a.xlsx", index=False)
    table.to_csv(tmp_path / "a.csv", index=False, sep=";", encoding="utf-8-sig")
    for name in ("a.xlsx", "a.csv"):
        found = list(Decisions.load(tmp_path / name).apply(rows()))
        assert [row["event_id"] for row in found] == ids[1:]


def resolve_what_is_known(reports: Sequence[Report], mentions: Sequence[Sequence[Mention]]) -> list[tuple]:
    """Resolve as `tests.simple` does, and leave open what it does not know."""
    return [
        tuple(resolve([], [[one]])[0][0] if one.name in PLACES else Resolution(one, None) for one in each)
        for each in mentions
    ]


def test_names_that_mean_a_place_and_names_that_mean_none(tmp_path: Path) -> None:
    chosen = decisions(
        tmp_path,
        {"decision": "alias", "name": "Old Mill", "new_place_id": LVIV},
        {"decision": "never", "name": "Kyiv", "new_place_id": ""},
    )
    pipeline = with_names(Pipeline(recognize, resolve_what_is_known, tag), chosen)
    report = Report("r", "Shelling hit Old Mill. Shelling hit Kyiv. Shelling hit Lviv, not Old Millers.")
    (found,) = pipeline.locate([report])
    assert [(one.mention.text, one.place and one.place.id, one.reason) for one in found] == [
        ("Old Mill", LVIV, "decided by hand"), ("Lviv", LVIV, "only one"),
    ]  # fmt: skip
    (events,) = pipeline([report])
    assert [event.place and event.place.mention.text for event in events] == ["Old Mill", None, "Lviv"]


def test_without_decisions_on_names_the_pipeline_is_the_same() -> None:
    pipeline = simple_pipeline()
    assert with_names(pipeline, Decisions()) is pipeline
