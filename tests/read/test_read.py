"""Files to reports and faults. Bad input seen through the command is in tests/cli/test_bad_input.py."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model import Report
from mapper.read import ENDINGS, Fault, items, read
from mapper.read.decode import MAX_ROW

PROSE = "Shelling hit Kyiv."


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def ids(*paths: object, **options: str) -> list[str]:
    return [one.id if isinstance(one, Report) else f"! {one}" for one in read(map(str, paths), **options)]


def only_report(*paths: object, **options: str) -> Report:
    """The one report; what is told beside it loses nothing."""
    found = list(read(map(str, paths), **options))
    (one,) = [each for each in found if isinstance(each, Report)]
    assert not [each for each in found if isinstance(each, Fault) and each.lost]
    return one


def only_fault(*paths: object, **options: str) -> Fault:
    (one,) = read(map(str, paths), **options)
    assert isinstance(one, Fault), one
    return one


def test_a_folder_is_read_sorted_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        dict.fromkeys(["b.txt", "a.md", "sub/c.TEXT", ".hidden.txt", ".git/d.txt", "e.png", "README.md"], PROSE),
    )
    assert ids(tmp_path) == ["a", "b", "c"]


def test_files_that_share_a_stem_are_named_by_their_paths(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(["one/report.txt", "two/report.txt", "two/report.md", "other.txt"], PROSE))
    assert ids(tmp_path) == ["other", "one/report.txt", "two/report.md", "two/report.txt"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": PROSE})
    assert ids(tmp_path / "a.txt", tmp_path, tmp_path / "*.txt", f"{tmp_path}/./a.txt") == ["a"]


def test_globs_go_deep_and_say_when_they_match_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"x/a.txt": PROSE, "x/y/b.txt": PROSE, "c[1].txt": PROSE})
    assert ids(f"{tmp_path}/**/*.txt") == ["c[1]", "a", "b"]
    assert ids(tmp_path / "c[1].txt") == ["c[1]"]
    assert only_fault(tmp_path / "*.csv").message == "no file matches this pattern"


def test_linked_folders_do_not_loop(tmp_path: Path) -> None:
    write(tmp_path, {"a/b.txt": PROSE})
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to(tmp_path / "a" / "self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert ids(tmp_path) == ["b"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nope.txt", "no such file"),
        ("x.odt", f"unknown kind of file (.odt); known endings: {', '.join(ENDINGS)}"),
        ("bare", "unknown kind of file (no ending)"),
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("mark.txt", "empty"),
        ("header.txt", "no text after"),
        ("nul.txt", "binary file (NUL byte at offset 3)"),
        ("pdf.txt", "a PDF document"),
        ("zip.csv", "a zip archive"),
        ("damaged.txt", "byte 0xe9 at offset 14 is not UTF-8"),
        ("ff.txt", "byte 0xff at offset 8 is not UTF-8"),
        ("half16.txt", "is not UTF-16"),
        ("empty.jsonl", "empty"),
        ("empty.csv", "empty"),
        ("empty.json", "empty"),
        ("notext.csv", 'no column "text"'),
        ("broken.json", "broken JSON (Expecting ',' delimiter at line 2, column 1)"),
        ("deep.json", "too deep"),
        ("folder.txt/none", "unknown kind"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, message: str) -> None:
    bad = {
        "x.odt": PROSE, "bare": PROSE, "empty.txt": "", "blank.txt": " \n\t\n", "mark.txt": b"\xef\xbb\xbf\n",
        "header.txt": "date: 2022-03-12\n\n", "nul.txt": b"abc\0def", "pdf.txt": b"%PDF-1.7 x",
        "zip.csv": b"PK\x03\x04", "damaged.txt": "Обстріл".encode() + b"\xe9",
        "ff.txt": b"Shelled \xff", "half16.txt": b"\xff\xfea\0b",
        "empty.jsonl": "", "empty.csv": "", "empty.json": "", "notext.csv": "id,body\n1,x\n",
        "broken.json": '[{"text": "x"}\n{"text": "y"}]', "deep.json": "[" * 100_000, "folder.txt/none": "x",
    }  # fmt: skip
    write(tmp_path, bad)
    fault = only_fault(tmp_path / name)
    assert fault.where == str(tmp_path / name)
    assert message in fault.message
    assert fault.lost


@pytest.mark.parametrize(
    ("data", "options"),
    [
        ("Обстріл Києва".encode(), {}),
        (b"\xef\xbb\xbf" + "Обстріл Києва".encode(), {}),
        ("Обстріл Києва".encode("utf-16"), {}),
        (b"\xfe\xff" + "Обстріл Києва".encode("utf-16-be"), {}),
        ("Обстріл Києва".encode("utf-32"), {}),
        ("Обстріл Києва".encode("cp1251"), {"encoding": "cp1251"}),
        ("Обстріл Києва".encode("utf-16-le"), {"encoding": "utf-16-le"}),
    ],
)
@pytest.mark.parametrize("form", ["txt", "jsonl", "csv"])
def test_encodings(tmp_path: Path, data: bytes, options: dict[str, str], form: str) -> None:
    text = "Обстріл Києва"
    encoding = options.get("encoding") or (
        "utf-8" if data[:1] in (b"\xd0", b"\xef") else "utf-32" if b"\0\0" in data else "utf-16"
    )
    if form != "txt":
        whole = json.dumps({"text": text}, ensure_ascii=False) if form == "jsonl" else f"text\n{text}\n"
        data = whole.encode(encoding)
    write(tmp_path, {f"a.{form}": data})
    assert only_report(tmp_path / f"a.{form}", **options).text == text


def test_line_ends_are_kept(tmp_path: Path) -> None:
    text = "One.\r\nTwo.\rThree.\n"
    write(tmp_path, {"a.txt": text, "b.jsonl": json.dumps({"text": text}), "c.csv": f'text\n"{text}"\n'})
    assert [one.text for one in read([str(tmp_path)])] == [text] * 3


def test_columns_of_a_row(tmp_path: Path) -> None:
    row = {
        "id": 7, "text": PROSE, "date": "2022-03-12", "source": "Wire", "url": "https://example.org", "title": "T",
        "lang": "UK", "other": {"a": 1},
    }  # fmt: skip
    expected = Report("7", PROSE, date(2022, 3, 12), "Wire", "https://example.org", "T", "uk")
    head = ",".join(key for key in row if key != "other")
    cells = ",".join(str(value) for key, value in row.items() if key != "other")
    write(tmp_path, {"a.jsonl": json.dumps(row), "b.json": json.dumps([row]), "c.csv": f"{head},x\n{cells},y\n",
                     "d.tsv": f"{head}\n{cells}\n".replace(",", "\t"), "e.ndjson": json.dumps(row)})  # fmt: skip
    for name in ("a.jsonl", "b.json", "c.csv", "d.tsv", "e.ndjson"):
        assert only_report(tmp_path / name) == expected, name


def test_rows_without_an_id_are_named_by_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": '{"text": "x y"}\n\n{"text": "z"}\n', "b.csv": 'text\n"p\nq"\nr\n'})
    assert ids(tmp_path) == ["a:1", "a:3", "b:2", "b:4"]


def test_a_broken_row_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    rows = [
        '{"id": "a", "text": "x"}', '{"id": "b", "text": ', "[1, 2]", '{"id": "c"}', '{"id": "d", "text": ""}',
        '{"id": "e", "text": 5}', '{"text": "' + "x" * MAX_ROW + '"}', '{"id": "f", "text": "x", "date": "never"}',
        "[" * 100_000, '{"id": "g", "text": "x", "n": ' + "9" * 5000 + "}", '{"id": "z", "text": "x"}',
    ]  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_bytes("\n".join(rows).encode() + b'\n{"text": "\xff"}\n{"id": "last", "text": "x"}')
    found = list(read([str(path)]))
    lost = {int(one.where.rsplit(":", 1)[1]): one.message for one in found if isinstance(one, Fault) and one.lost}
    assert [one.id for one in found if isinstance(one, Report)] == ["a", "f", "z", "last"]
    assert sorted(lost) == [2, 3, 4, 5, 6, 7, 9, 10, 12]
    assert "broken JSON" in lost[2]
    assert "not list" in lost[3]
    assert "no text" in lost[4]
    assert "longer than" in lost[7]
    assert "byte 0xff at offset 10 is not UTF-8" in lost[12]
    kept = [one for one in found if isinstance(one, Fault) and not one.lost]
    assert [(one.where.rsplit(":", 1)[1], "never" in one.message) for one in kept] == [("8", True)]


@pytest.mark.parametrize(
    ("table", "good", "lost"),
    [
        ('id,text\n1,a\n2,"b\n3,c\n4,d\n', ["1"], [3]),
        ('id,text\n1,a\n2,"b" c\n3,d\n', ["1", "3"], [3]),
        ("id,text\n1,a,b,c\n2,d\n", ["2"], [2]),
        ("id,text\n1\n2,d\n", ["2"], [2]),
        ('id,text\n1,"a\nb"\n\n2,c\n', ["1", "2"], []),
        ("\ufeffid,text\n1,a\n", ["1"], []),
        ("Id, Text \n1,a\n", ["1"], []),
    ],
)
def test_broken_tables(tmp_path: Path, table: str, good: list[str], lost: list[int]) -> None:
    write(tmp_path, {"a.csv": table})
    found = list(read([str(tmp_path / "a.csv")]))
    assert [one.id for one in found if isinstance(one, Report)] == good
    assert [int(one.where.rsplit(":", 1)[1]) for one in found if isinstance(one, Fault)] == lost


def test_doubled_ids_are_made_unique_and_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": "\n".join(f'{{"id": "{name}", "text": "x"}}' for name in ["r", "r#2", "r", "r"])})
    found = list(read([str(tmp_path / "a.jsonl")]))
    assert [one.id for one in found if isinstance(one, Report)] == ["r", "r#2", "r#3", "r#4"]
    assert [one.lost for one in found if isinstance(one, Fault)] == [False, False]


def test_characters_that_no_file_holds_are_replaced_in_place(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": '{"text": "a\\ud800b\\u0000c", "source": "s\\udfff"}'})
    fault, report = read([str(tmp_path / "a.jsonl")])
    assert isinstance(fault, Fault)
    assert not fault.lost
    assert (report.text, report.source) == ("a\ufffdb\ufffdc", "s\ufffd")


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": '{"text": "x"}\n' * 3})
    stream = read([str(tmp_path / "a.jsonl")])
    next(stream)
    with (tmp_path / "a.jsonl").open("a", encoding="utf-8") as more:
        more.write('{"text": "late"}\n')
    assert len(list(stream)) == 3


def test_a_row_comes_with_its_report(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": '{"text": "x", "spans": [[0, 1]]}'})
    (item,) = items([str(tmp_path / "a.jsonl")])
    assert item.record["spans"] == [[0, 1]]
    assert item.where.endswith("a.jsonl:1")


@pytest.mark.skipif(os.name == "nt", reason="no named pipes")
def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert only_fault(tmp_path / "pipe.txt").message == "not a regular file"


@given(st.binary(max_size=300), st.sampled_from(["txt", "jsonl", "json", "csv", "tsv"]))
def test_any_bytes_are_reports_or_faults(tmp_path_factory, data: bytes, form: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"a.{form}"
    path.write_bytes(data)
    found = list(read([str(path)]))
    assert found or form in ("jsonl", "json", "csv", "tsv")
    for one in found:
        assert isinstance(one, Report | Fault)
        if isinstance(one, Report):
            one.text.encode("utf-8")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1))
def test_texts_survive_in_rows(tmp_path_factory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.jsonl"
    path.write_text(
        "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), "utf-8", newline=""
    )
    assert [one.text for one in read([str(path)]) if isinstance(one, Report)] == [
        text for text in texts if text.strip()
    ]
