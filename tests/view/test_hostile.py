"""Text that tries to act, in every field and every place of the page where text is shown."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import folium
import pytest

from mapper.taxonomy import Taxonomy
from mapper.view import EventMap, draw
from tests.view import events
from tests.view.conftest import Opened
from tests.view.hostile import HOSTILE

pytestmark = pytest.mark.browser

FIELDS = (
    "sentence", "place_name", "admin1", "admin2", "place_reason", "date_text", "actor", "target", "attribution",
    "destination_name", "title", "source", "mention", "trigger", "event_id", "lang",
)  # fmt: skip

SHOWN = """(async () => {
  const found = [];
  for (let row = 0; row < map.rows(); row += 1) {
    await map.open(row);
    const card = document.querySelector(`.em-card[data-row="${row}"]`);
    found.push([card.querySelector('.em-sentence').textContent, card.textContent]);
  }
  return found;
})()"""


def acted(opened: Opened) -> object:
    """What any script of the text would have left behind."""
    return opened.page.evaluate("() => window.pwned")


def test_every_field_of_an_event_shows_any_text_as_it_is(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    count = [{"what": "killed", "qualifier": "", "unit": "persons", "minimum": 1, "best": 1, "maximum": 1}]
    rows = [
        events.row(0, **dict.fromkeys(FIELDS, text), counts=[{**count[0], "qualifier": text, "unit": text}])
        for text in HOSTILE
    ]
    opened = open_page(draw(events.any_text_frame(rows), tmp_path / "map.html"))
    for text, (sentence, card) in zip(HOSTILE, opened.map(SHOWN), strict=True):
        assert sentence == text
        assert card.count(text) >= 8, text
    assert acted(opened) is None
    opened.assert_silent()


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 3))
def test_titles_labels_and_attribution_show_any_text_as_it_is(
    open_page: Callable[..., Opened], tmp_path: Path, first: int
) -> None:
    """Three texts at a time for the titles; the labels of types and layers take all of them in turn."""
    texts = HOSTILE[first:] + HOSTILE[:first]
    base = Taxonomy.load()
    taxonomy = replace(
        base,
        types=tuple(replace(entry, label=text) for entry, text in zip(base.types, texts * 2, strict=False)),
        layers=tuple(replace(layer, label=text) for layer, text in zip(base.layers, texts, strict=False)),
    )
    title, description, attribution = texts[:3]
    made = EventMap(
        events.everything(), title=title, description=description, attribution=attribution, taxonomy=taxonomy
    )
    folium.LayerControl(collapsed=False).add_to(made)
    made.save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")

    def shown(selector: str) -> list[str]:
        found: list[str] = opened.page.locator(selector).evaluate_all("(all) => all.map((one) => one.textContent)")
        return found

    assert shown("h1") == [title]
    assert shown(".em-description") == [description]
    assert attribution in shown(".em-foot")[0]
    assert shown(".em-group-head .em-row-label") == [layer.label for layer in taxonomy.layers]
    assert shown(".em-group .em-rows .em-row-label") == [entry.label for entry in taxonomy.types]
    controls = [text.strip() for text in shown(".leaflet-control-layers-overlays label")]
    assert {entry.label.strip() for entry in taxonomy.types if entry.label.isprintable()} <= set(controls)
    opened.map("map.open(0)")
    assert shown(".em-card h2")[0] in {entry.label for entry in taxonomy.types}
    assert acted(opened) is None
    opened.assert_silent()


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://wire.example/1?a=b&c=%22", True),
        ("http://wire.example/", True),
        ("javascript:window.pwned=1", False),
        ("JaVaScRiPt:window.pwned=1", False),
        (" javascript:window.pwned=1", False),
        ("java\tscript:window.pwned=1", False),
        ("data:text/html,<script>1</script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("wire.example/no-scheme", False),
        ("https://", False),
    ],
)
def test_only_web_addresses_become_links(
    open_page: Callable[..., Opened], tmp_path: Path, address: str, linked: bool
) -> None:
    opened = open_page(draw(events.frame([events.row(0, url=address, source="")]), tmp_path / "map.html"))
    opened.map("map.open(0)")
    links = opened.page.locator(".em-card a")
    assert links.count() == int(linked)
    if linked:
        assert links.get_attribute("rel") == "noopener noreferrer"
    else:
        assert address in (opened.page.locator(".em-card").text_content() or "")
    assert acted(opened) is None
    opened.assert_silent()


def test_text_reaches_the_list_and_the_search_as_it_is(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    rows = [events.row(at, place_name=text, sentence=text) for at, text in enumerate(HOSTILE)]
    opened = open_page(draw(events.any_text_frame(rows), tmp_path / "map.html"))
    opened.page.locator("summary", has_text="List of events").click()
    opened.page.locator(".em-item").first.wait_for()
    names = []
    for at in range(len(rows)):
        item = opened.page.locator(f'.em-item[data-at="{at}"]')
        names.append(item.locator("b").evaluate("(one) => one.textContent"))
        opened.page.locator(".em-list").press("ArrowDown")
    assert sorted(map(repr, names)) == sorted(map(repr, HOSTILE))
    opened.page.get_by_role("searchbox").first.fill("<script>")
    opened.page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    opened.settle()
    assert opened.map("map.visibleCount()") == sum("<script>" in text.lower() for text in HOSTILE)
    assert acted(opened) is None
    opened.assert_silent()


FACET_FIELDS = {
    "source": "source",
    "attribution_side": "side",
    "weapon": "weapon",
    "protected_target": "protected",
    "admin1": "region",
}


@pytest.mark.parametrize("field", FACET_FIELDS)
def test_text_reaches_facets_badges_and_the_address_as_it_is(
    open_page: Callable[..., Opened], tmp_path: Path, field: str
) -> None:
    """Each value can be chosen alone, and the address that tells so brings the same events back."""
    rows = [events.row(at, **{field: text}) for at, text in enumerate(HOSTILE)]
    rows.append(events.row(0, geometry=None, precision="area", place_name=HOSTILE[0], place_id="em:x"))
    path = draw(events.any_text_frame(rows), tmp_path / "map.html")
    opened = open_page(path)
    name = FACET_FIELDS[field]
    opened.page.locator(f'[data-facet="{name}"] > summary').click()
    opened.page.locator(f'[data-facet="{name}"] .em-more-values').click()
    shown = opened.page.locator(f'[data-facet="{name}"] .em-row-label').evaluate_all(
        "(all) => all.map((one) => one.textContent)"
    )
    assert {text.partition(", Ukraine")[0] for text in shown} >= {text for text in HOSTILE if "\0" not in text}
    for text in ("</script><script>window.pwned=1</script>", "a,b;c\"d'e&event=0&type=none#map=1/2/3", "__proto__"):
        opened.map(CHOOSE, [name, text])
        opened.settle()
        count = opened.map("map.visibleCount()")
        assert count == 1
        opened.map("map.page.state.write()")
        address = opened.page.evaluate("window.location.href")
        again = open_page(path, fragment=address.partition("#")[2])
        assert again.map("map.visibleCount()") == count
        assert acted(again) is None
        again.assert_silent()
    assert acted(opened) is None
    opened.assert_silent()


CHOOSE = """(() => {
  const facet = map.page.store.facets.get(given[0]);
  const view = map.page.panel.views.find((one) => one.facet === facet);
  view.set((at) => Number(facet.label(at).startsWith(given[1])));
})()"""


def test_text_reaches_the_files_of_the_page_as_it_is(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    rows = [events.row(at, **dict.fromkeys(FIELDS, text), url=text) for at, text in enumerate(HOSTILE)]
    opened = open_page(draw(events.any_text_frame(rows), tmp_path / "map.html"), accept_downloads=True)
    opened.page.locator("summary", has_text="Save, print, send").click()
    with opened.page.expect_download() as waiting:
        opened.page.get_by_role("button", name="Events as GeoJSON").click()
    features = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))["features"]
    for name in (*FIELDS, "url"):
        assert sorted(repr(one["properties"][name]) for one in features) == sorted(map(repr, HOSTILE)), name
    with opened.page.expect_download() as waiting:
        opened.page.get_by_role("button", name="Events as CSV").click()
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        cells = [row["sentence"] for row in csv.DictReader(file)]
    # A file in UTF-8 cannot hold lone surrogates: the browser writes the replacement character for them.
    written = [re.sub("[\ud800-\udfff]", "\ufffd", text) for text in HOSTILE]
    assert sorted(map(repr, cells)) == sorted(map(repr, written))
    assert acted(opened) is None
    opened.assert_silent()


@pytest.mark.parametrize("text", ["map=1e9/999/x", "days=..&step=century", "type=%E0%A4%A", "event=-1", "event=1e9",
                                  "words=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E", "no-type=&lang=__proto__",
                                  "lang=%3Cscript%3E", "=&&=", "%"])  # fmt: skip
def test_an_address_can_do_no_harm(open_page: Callable[..., Opened], tmp_path: Path, text: str) -> None:
    opened = open_page(draw(events.everything(), tmp_path / "map.html"), fragment=text)
    assert opened.map("map.rows()") == len(events.everything())
    assert acted(opened) is None
    opened.assert_silent()
