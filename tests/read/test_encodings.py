"""Encodings of files that do not tell theirs: read by a guess, told; or refused, told too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapper.model import Report
from mapper.read import Fault, read

UKRAINIAN = "Внаслідок обстрілу Харкова загинули двоє людей, пошкоджено школу та лікарню."
RUSSIAN = "Обстрел города продолжался всю ночь, погибли двое, разрушена школа."
FRENCH = "Des tirs d'artillerie ont touché l'école à l'aube; deux blessés ont été évacués."
CZECH = "Ostřelování města trvalo celou noc, zřítila se škola a dvě další budovy, uvedly úřady."
TYPOGRAPHIC = "He said “no” to the ceasefire’s terms – at least for now."
ARABIC = "تعرضت مدينة خان يونس لقصف مدفعي طوال الليل وقتل شخصان في الهجوم"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "cp1251"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (FRENCH, "cp1252"),
        (CZECH, "cp1250"),
        (TYPOGRAPHIC, "cp1252"),
        ("Shelled cafés in Nîmes.", "latin1"),
        (ARABIC, "cp1256"),
    ],
)
@pytest.mark.parametrize("form", ["txt", "jsonl", "csv"])
def test_a_guess_is_right_and_told(tmp_path: Path, text: str, encoding: str, form: str) -> None:
    whole = {"txt": text, "jsonl": json.dumps({"text": text}, ensure_ascii=False), "csv": f'text\n"{text}"\n'}
    path = tmp_path / f"a.{form}"
    path.write_bytes(whole[form].encode(encoding))
    found = list(read([str(path)]))
    assert [one.text for one in found if isinstance(one, Report)] == [text]
    faults = [one for one in found if isinstance(one, Fault)]
    assert not any(one.lost for one in faults)
    assert any("not UTF-8, read as" in one.message for one in faults)


@pytest.mark.parametrize(
    "data",
    ["Обстріл".encode() + b"\xe9", b"Shelled \xff", "火".encode("gb18030"), "Київ".encode("cp1251")],
    ids=["damaged UTF-8", "no letter", "too few of two bytes", "too few letters"],
)
def test_what_cannot_be_told_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (fault,) = read([str(path)])
    assert isinstance(fault, Fault)
    assert fault.lost
    assert "is not UTF-8; save it as UTF-8, or name its encoding" in fault.message


def test_a_named_encoding_is_not_guessed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(UKRAINIAN.encode("cp1251"))
    (fault,) = read([str(path)], "utf-8")
    assert isinstance(fault, Fault)
    assert "is not UTF-8" in fault.message
