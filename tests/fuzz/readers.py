"""Files of reports in any format: whatever the bytes, reports that can be written, or faults."""

from __future__ import annotations

import json
import tempfile
import warnings
from pathlib import Path

from mapper.model import Report
from mapper.read import ENDINGS, Fault, read

FORMS = (
    *(".txt", ".md", ".jsonl", ".json", ".csv", ".tsv", ".eml", ".mbox", ".rss", ".xml", ".html", ".pdf"),
    *(".docx", ".xlsx", ".parquet", ".zip"),
)
"""Endings by the first byte; what stands here keeps its place, so that findings keep their meaning."""


def seed(ending: str, data: bytes) -> bytes:
    """Write a seed of a format."""
    return bytes([FORMS.index(ending)]) + data


def _small() -> dict[str, bytes]:
    from tests.read.test_hostile import SEEDS as MADE

    chat = {"name": "c", "messages": [{"id": 1, "type": "message", "text": ["a", {"type": "bold", "text": "b"}]}]}
    rows = b'id,text,date\na,"Shelling hit Kyiv, again.",2022-03-12\n'
    return {
        ".txt": b"date: 2022-03-12\nsource: Wire\n\nShelling hit Kyiv.",
        ".md": b"---\ntitle: 'A'\ndate: 2022-03-12\n---\n# Shelling\n\nhit Kyiv.",
        ".jsonl": b'{"id": 1, "text": "Shelling hit Kyiv.", "date": "2022-03-12"}\n',
        ".csv": rows,
        ".tsv": rows.replace(b",", b"\t"),
        **{f".{form}": data for form, data in MADE.items()},
        ".json": json.dumps(chat).encode(),
        ".xml": b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>u</id><title>Shelling</title></entry></feed>',
    }


SEEDS = (
    *(seed(ending, data) for ending, data in _small().items()),
    seed(".txt", "Обстріл Києва у п'ятницю, двоє загиблих.".encode("cp1251")),
    seed(".csv", '\ufefftext\n"Shelling hit Kyiv.'.encode("utf-16")),
)


def check(data: bytes) -> None:
    """Read a file; each report can be written as UTF-8 and has an id, each fault names the file."""
    ending = FORMS[data[0] % len(FORMS)] if data else FORMS[0]
    assert ending in ENDINGS
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        path = Path(folder, f"a{ending}")
        path.write_bytes(data[1:])
        for one in read([path]):
            if isinstance(one, Fault):
                assert one.where.startswith(str(path))
                continue
            assert isinstance(one, Report)
            assert one.id
            assert one.text[one.body_start :].strip()
            "".join((one.id, one.text, one.source, one.url, one.title, one.lang)).encode("utf-8")
