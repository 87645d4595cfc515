"""The page on gold files names every figure, every kind of mistake and every field that is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mapper.evaluate import evaluate
from mapper.evaluate.labelled import score_labelled
from mapper.evaluate.result import KINDS
from tests.cli.command import ROOT
from tests.evaluate.gold import LABEL_MAP, LABELLED, MARKED, SUMY, coded, told_event, write_coded, write_rows

PAGE = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")


def _named(figure: str) -> bool:
    stem = re.sub(r"^(best|main|given|overlap|e2e)_", "", figure)
    stem = re.sub(r"^acc(5|10|25|50)$", "acc161", stem)
    return any(
        name in PAGE for name in (f"`{figure}`", f"`{stem}`", f"`best_{stem}`", f"`..._{stem}`", f"`exact_{stem}`")
    )


@pytest.mark.parametrize("form", ["coded", "marked", "labelled"])
def test_every_figure_is_described(form: str, tmp_path: Path) -> None:
    if form == "labelled":
        from mapper.evaluate import read_gold

        gold = read_gold(write_rows(tmp_path, "l.jsonl", LABELLED))
        found = score_labelled(gold, [(told_event("airstrike", "hit", None, SUMY),), (), (), ()], LABEL_MAP)
    else:
        found = evaluate(write_coded(tmp_path) if form == "coded" else write_rows(tmp_path, "m.jsonl", MARKED))
    assert len(found.figures) > 8
    assert [figure.name for figure in found.figures if not _named(figure.name)] == []


def test_every_kind_and_field_is_described() -> None:
    assert [kind for kind in KINDS if kind not in PAGE.split("## Kinds of mistakes")[1]] == []
    doc = coded()["doc"]
    fields = {*doc, *doc["must_not_be_events"], *doc["events"][0], *doc["events"][0]["date"], *MARKED[0]["places"][0]}
    fields |= {*doc["events"][0]["places"][0], *LABELLED[0]} - {"best"}
    assert [name for name in fields if not re.search(rf"[`\"]{name}[`\"]", PAGE)] in ([], ["id"])
