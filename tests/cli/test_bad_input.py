"""Input and output that is not as it should be, through the real command: told, the rest done, nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import mapper

GOOD = "date: 2022-03-12\n\nShelling hit Kyiv on Friday and killed two people.\n"
ROWS = """{"id": "first", "text": "Shelling hit Kyiv."}
{"id": "second", "text":
{"id": "third", "text": "Shelling hit Lviv."}
"""

BAD = {
    "missing.txt": (None, "missing.txt: no such file or folder"),
    "empty.txt": (b"", "empty.txt: the file is empty"),
    "binary.txt": (b"\x7fELF\x02\x01\0\0", "binary.txt: binary file (NUL byte at offset 6)"),
    "damaged.txt": ("Обстріл".encode() + b"\xce", "damaged.txt: byte 0xce at offset 14 is not UTF-8"),
    "report.odt": (b"PK", "report.odt: unknown kind of file (.odt); known endings: .txt, .text, .md, .jsonl"),
    "report.pdf": (b"%PDF-1.7", "report.pdf: broken PDF"),
    "report.docx": (b"PK\x03\x04", "report.docx: broken document (no zip archive inside)"),
    "page.html": (b"<script>alert(1)</script>", "page.html: no main text found in this web page"),
    "feed.rss": (b"<rss/>", "feed.rss: a feed without entries"),
    "all.zip": (b"PK", "all.zip: broken zip archive"),
    "rows.jsonl": (ROWS.encode(), "rows.jsonl:2: broken JSON"),
    "rows.csv": (b'text\n"Shelling hit Kyiv."\n"Shelling" hit Lviv\n', "rows.csv:3: broken row"),
    "table.csv": (b"id,body\n1,x\n", 'table.csv: no column "text" in the first row; known columns: id, text'),
    "list.json": (b'[{"text": "x"}, 5]', "list.json:2: a row must be a JSON object"),
}
"""Name: what is in the file, what standard error says."""


def put(folder: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (folder / name).write_bytes(content)


def ids(path: Path) -> set[str]:
    return {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize("name", BAD)
def test_the_fault_is_named_and_the_rest_is_done(tmp_path: Path, name: str) -> None:
    content, message = BAD[name]
    put(tmp_path, "good.txt", GOOD.encode())
    put(tmp_path, name, content)
    result = mapper("geoparse", name, "good.txt", "-o", "places.jsonl", cwd=tmp_path)
    assert result.returncode == 1
    assert f"error: {message}" in result.stderr
    assert "Traceback" not in result.stderr
    assert "1 failed" in result.stdout
    assert "good" in ids(tmp_path / "places.jsonl")


@pytest.mark.parametrize("command", ["map", "extract", "geoparse"])
def test_nothing_is_written_when_nothing_could_be_read(tmp_path: Path, command: str) -> None:
    output = {"map": "map.html", "extract": "events.jsonl", "geoparse": "places.jsonl"}[command]
    result = mapper(command, "missing.txt", "-o", output, cwd=tmp_path)
    assert result.returncode == 1
    assert "missing.txt: no such file" in result.stderr
    assert "no report could be read; nothing was written" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_faults_of_a_batch_are_told_in_one_run(tmp_path: Path) -> None:
    for name, (content, _) in BAD.items():
        put(tmp_path, name, content)
    put(tmp_path, "good.txt", GOOD.encode())
    result = mapper("extract", *BAD, "good.txt", "-o", "events.jsonl", cwd=tmp_path)
    assert result.returncode == 1
    for _, message in BAD.values():
        assert message in result.stderr
    reports = {json.loads(line)["report_id"] for line in (tmp_path / "events.jsonl").read_text("utf-8").splitlines()}
    assert {"good", "first", "third", "rows.csv:2"} <= reports
    assert "5 reports, " in result.stdout
    assert f"{len(BAD)} failed" in result.stdout


def test_an_absurd_date_is_a_warning(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", GOOD.replace("2022", "9999").encode())
    result = mapper("extract", "a.txt", "-o", "a.jsonl", cwd=tmp_path)
    assert result.returncode == 0
    assert "warning: a.txt: date '9999-03-12' lies outside the years 1700 to 2200" in result.stderr
    assert json.loads((tmp_path / "a.jsonl").read_text("utf-8").splitlines()[0])["published"] is None


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "Обстріл Києва. Shelling hit Kyiv.".encode("cp1251"))
    result = mapper("geoparse", "a.txt", "--encoding", "cp1251", cwd=tmp_path)
    assert result.returncode == 0
    assert "Kyiv" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("map",), "Missing argument 'REPORTS...'"),
        (("map", "good.txt"), "Missing option '-o'"),
        (("map", "good.txt", "-o", "none/map.html"), "the folder none does not exist; create it first"),
        (("map", "good.txt", "-o", "."), "is a folder; name a file in it"),
        (("extract", "good.txt", "-o", "events.xls"), "unknown kind of file (.xls); known endings: .parquet .gpkg"),
        (("extract", "good.txt", "-o", "-"), "unknown kind of file"),
        (("extract", "good.txt", "-o", "a.csv", "--encoding", "klingon"), "'klingon' is no text encoding"),
        (("extract", "good.txt", "-o", "a.csv", "--encoding", "base64"), "'base64' is no text encoding"),
        (("draw", "none.parquet", "-o", "map.html"), "'none.parquet' does not exist"),
        (("fly",), "No such command 'fly'"),
    ],
)
def test_wrong_usage_is_told_before_the_work(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    put(tmp_path, "good.txt", GOOD.encode())
    result = mapper(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert message in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["good.txt"]


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    put(tmp_path, "events.jsonl", b'{"event_id": "x"}\n')
    result = mapper("draw", "events.jsonl", "-o", "map.html", cwd=tmp_path)
    assert result.returncode == 1
    assert "Error: no events table:" in result.stderr
    assert "column 'status' is missing" in result.stderr
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize("spans", [None, "x", [[0]], [[5, 2]], [[0, 10_000]], [["0", "2"]], [[-1, 2]]])
def test_spans_that_are_none_are_told(tmp_path: Path, spans: object) -> None:
    rows = [{"id": "bad", "text": "Kyiv", "spans": spans}, {"id": "good", "text": "Kyiv", "spans": [[0, 4]]}]
    put(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    result = mapper("geoparse", "a.jsonl", "--given-spans", "-o", "places.jsonl", cwd=tmp_path)
    assert result.returncode == 1
    assert "a.jsonl:1: spans must be [[start, end], ...]" in result.stderr
    lines = [json.loads(line) for line in (tmp_path / "places.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], len(line["places"])) for line in lines] == [("bad", 0), ("good", 1)]


@pytest.mark.parametrize(
    "command",
    [
        ["map", "own.html", "-o", "own.html"],
        ["extract", "own.jsonl", "-o", "own.jsonl"],
        ["geoparse", "own.jsonl", "-o", "own.jsonl"],
        ["draw", "own.html", "-o", "own.html"],
    ],
)
def test_no_input_is_overwritten(tmp_path: Path, command: list[str]) -> None:
    for name in ("own.html", "own.jsonl"):
        put(tmp_path, name, b'{"text": "Shelling hit Kyiv."}\n')
    result = mapper(*command, cwd=tmp_path)
    assert result.returncode == 2
    assert "is read too" in result.stderr
    assert (tmp_path / command[1]).read_bytes() == b'{"text": "Shelling hit Kyiv."}\n'


def test_a_map_is_written_to_a_page_only(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"Shelling hit Kyiv.")
    result = mapper("map", "a.txt", "-o", "map.pdf", cwd=tmp_path)
    assert result.returncode == 2
    assert "name the file .html" in result.stderr
    assert not (tmp_path / "map.pdf").exists()
