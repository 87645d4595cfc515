"""Text that tries to act, in every field and every place of the page where text is shown."""

from __future__ import annotations

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
    opened = open_page(draw(events.frame(rows), tmp_path / "map.html"))
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
    opened = open_page(draw(events.frame(rows), tmp_path / "map.html"))
    opened.page.locator("summary", has_text="List of events").click()
    opened.page.locator(".em-item").first.wait_for()
    names = []
    for at in range(len(rows)):
        item = opened.page.locator(f'.em-item[data-at="{at}"]')
        names.append(item.locator("b").evaluate("(one) => one.textContent"))
        opened.page.locator(".em-list").press("ArrowDown")
    assert sorted(names) == sorted(HOSTILE)
    opened.page.get_by_role("searchbox").fill("<script>")
    opened.page.wait_for_function("(all) => eventMaps[0].visibleCount() < all", arg=len(rows))
    assert opened.map("map.visibleCount()") == sum("<script>" in text for text in HOSTILE)
    assert acted(opened) is None
    opened.assert_silent()
