"""Languages that nobody names: detected, and told where they are not coded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mapper.model import Report
from mapper.read import Fault, read
from mapper.read.language import detect
from tests.cli.command import ROOT


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Shelling hit Kyiv.", "en"),
        ("Kyiv", "en"),
        ("", "en"),
        ("12 345 !!", "en"),
        ("Shelling near Izium killed two people and damaged a school.", "en"),
        ("Flood kills dozens in northern province; thousands flee homes", "en"),
        ("RT @someone: #flood rescue teams reach villages cut off since Monday http://example.org/a", "en"),
        ("Внаслідок обстрілу Харкова загинули двоє людей, пошкоджено школу.", "uk"),
        ("Обстрел города продолжался всю ночь, погибли двое, разрушена школа.", "ru"),
        ("Des tirs d'artillerie ont touché l'école à l'aube; deux blessés ont été évacués.", "fr"),
        ("El bombardeo dejó dos muertos y varios heridos en la ciudad, según las autoridades locales.", "es"),
        ("Die Artillerie beschoss in der Nacht die Stadt, zwei Menschen wurden getötet.", "de"),
        ("تعرضت مدينة خان يونس لقصف مدفعي طوال الليل وقتل شخصان في الهجوم", "ar"),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_what_is_not_english_is_told_once_a_file(tmp_path: Path) -> None:
    rows = [
        {"text": "Внаслідок обстрілу Харкова загинули двоє людей, пошкоджено школу."},
        {"text": "Shelling hit Kyiv on Friday and killed two people."},
        {"text": "Обстрел города продолжался всю ночь, погибли двое, разрушена школа."},
        {"text": "Anything at all", "lang": "uk"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = list(read([str(path)]))
    assert [one.lang for one in found if isinstance(one, Report)] == ["uk", "en", "ru", "uk"]
    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert fault.where == str(path)
    assert fault.message.startswith("3 reports are not in English (ru 1, uk 2); only English is coded so far")
    assert not fault.lost


def test_a_language_that_is_said_is_believed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("lang: de\n\nShelling hit Kyiv and killed the guard.", encoding="utf-8")
    report, fault = read([str(tmp_path / "a.txt")])
    assert isinstance(report, Report)
    assert report.lang == "de"
    assert isinstance(fault, Fault)


def test_english_needs_no_model() -> None:
    code = (
        "import sys; from mapper.read import parse_text\n"
        "parse_text('Shelling near Izium killed two people and damaged a school.', 'a')\n"
        "print('py3langid' in sys.modules, 'numpy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["False", "False"]
