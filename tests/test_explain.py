"""Why each place and event: in the terminal, as a page, and counted."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.explain import counted, deciding, explain, explanation
from mapper.explainpage import page
from mapper.model import Report
from mapper.pipeline import Pipeline

TEXT = "Shells hit Paris, Texas, and Xyzhne. Mr London said Russian guns fired. The Kremlin denied it."
OURS = set(
    """html head meta title style body section h1 h2 h3 p div a mark table tr th td details summary ul li b bdi br span
    meter""".split()
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


class Parsed(HTMLParser):
    """What a page holds: elements, their attributes, and the text in them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def page_of(pipeline: Pipeline, *texts: str) -> str:
    return "".join(page(explanation(pipeline, Report(f"r{k}", text, title=text[:20])) for k, text in enumerate(texts)))


def test_every_mention_has_span_kind_candidates_score_and_reason(pipeline: Pipeline) -> None:
    lines = "\n".join(explain(pipeline, Report("r", TEXT)))
    assert "'Paris': place" in lines
    assert re.search(
        r"is Paris \(settlement, Texas, US\) at 33\.\d+, -95\.\d+ \(latitude, longitude\), settlement", lines
    )
    assert re.search(r"0\.\d\d Paris \(settlement, Île-de-France Region, FR; id 2988507\)", lines)
    assert "because demonym, of Russia" in lines
    assert "'Mr London': person" in lines or "'London': person" in lines
    assert "Decided by: " in lines


def test_the_page_has_all_of_it(pipeline: Pipeline) -> None:
    parsed = Parsed(page_of(pipeline, TEXT, "Guns shelled Kharkiv."))
    for words in (
        "Paris (settlement, Texas, US)",
        "id 2988507",
        "demonym, of Russia",
        "Names: ",
        "Events: ",
        "2 reports",
    ):
        assert words in parsed.words
    assert {"mark", "table", "details", "meter"} <= set(parsed.tags)
    targets = {value for name, value in parsed.attributes if name == "id"}
    links = [str(value) for name, value in parsed.attributes if name == "href"]
    assert links
    assert {link.removeprefix("#") for link in links} <= targets


def test_the_page_loads_and_runs_nothing(pipeline: Pipeline) -> None:
    text = page_of(pipeline, TEXT)
    parsed = Parsed(text)
    assert "default-src 'none'" in text
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(parsed.tags)
    assert not any(name in ("src", "action") or name.startswith("on") for name, _ in parsed.attributes)
    assert "http:" not in text
    assert "https:" not in text


HOSTILE = [
    "<script>alert(1)</script> in Kyiv",
    "Kyiv <img src=x onerror=alert(1)>",
    "Kyiv\u202edetaerht \x00 \x1b[31m &lt;b&gt; \"quoted\" 'single'",
    "</div></section></body> Kyiv {{ 7*7 }} {% if %}",
    "Kyiv \ud800 half",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(pipeline: Pipeline, hostile: str) -> None:
    text = page_of(pipeline, hostile)
    text.encode("utf-8")
    parsed = Parsed(text)
    assert set(parsed.tags) <= OURS
    assert not any(name.startswith("on") for name, _ in parsed.attributes)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read_from_the_page(text: str) -> None:
    shown = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
    body = re.search(r'<div class="text" dir="auto">(.*?)</div>', page_of(Pipeline(), text), re.DOTALL)
    assert body is not None
    assert Parsed(body.group(1)).words == shown


def test_how_often_each_pass_decided(pipeline: Pipeline) -> None:
    found = [one for names in pipeline.locate([Report("r", TEXT)]) for one in names]
    passes = deciding(found)
    assert passes["demonym"] == 1
    assert passes["metonym"] == 1
    assert passes.total() == len([one for one in found if one.reason])
    lines = list(counted(passes))
    assert lines[0] == f"Decided by: {passes.total()}"
    numbers = [int(line.split()[0]) for line in lines[1:]]
    assert numbers == sorted(numbers, reverse=True)
