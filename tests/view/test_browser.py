"""The page in a browser without a network: what it shows, what can be done with it, and that it keeps quiet."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import folium
import pytest
from shapely.geometry import Point

from mapper.taxonomy import Taxonomy
from mapper.view import EventLayer, EventMap, assets, draw, table
from mapper.view.pack import Text
from tests.view import events
from tests.view.conftest import Opened, watch

pytestmark = pytest.mark.browser

CARD_OF_EACH_ROW = """(async () => {
  const found = [];
  for (let row = 0; row < map.rows(); row += 1) {
    await map.open(row);
    const card = document.querySelector(`.em-card[data-row="${row}"]`);
    found.push([...card.querySelectorAll('.em-sentence, mark')].map((one) => one.textContent));
  }
  return found;
})()"""


@pytest.fixture
def opened(open_page: Callable[..., Opened], tmp_path: Path) -> Iterator[Opened]:
    """The map of everything; quiet to the end."""
    found = open_page(draw(events.everything(), tmp_path / "map.html", title="Four weeks", description="All kinds"))
    yield found
    found.assert_silent()


def test_all_located_events_are_drawn_and_the_others_listed(opened: Opened) -> None:
    made = events.everything()
    assert opened.map("map.visibleCount()") == len(made)
    assert opened.map("map.drawnCount()") == made.geometry.notna().sum()
    listed = opened.page.locator(".em-badge .em-row-count").all_text_contents()
    assert sum(map(int, listed)) == made.geometry.isna().sum()


def test_each_type_can_be_switched(opened: Opened) -> None:
    made = events.everything()
    for entry in Taxonomy.load().types:
        box = opened.page.locator(f'input[data-type="{entry.id}"]')
        count = int((made.event_type == entry.id).sum())
        drawn = int((made[made.event_type != entry.id].geometry.notna()).sum())
        box.uncheck()
        opened.settle()
        assert opened.map("map.visibleCount()") == len(made) - count
        assert opened.map("map.drawnCount()") == drawn
        box.check()
        opened.settle()
        assert opened.map("map.visibleCount()") == len(made)


def test_each_layer_can_be_switched(opened: Opened) -> None:
    made = events.everything()
    for layer in Taxonomy.load().layers:
        box = opened.page.locator(f'input[data-layer="{layer.id}"]')
        box.uncheck()
        opened.settle()
        assert opened.map("map.visibleCount()") == int((made.layer != layer.id).sum())
        box.check()
    opened.page.get_by_role("button", name="None", exact=True).click()
    opened.settle()
    assert opened.map("map.visibleCount()") == 0
    assert opened.map("map.drawnCount()") == 0
    opened.page.get_by_role("button", name="All", exact=True).click()
    opened.settle()
    assert opened.map("map.visibleCount()") == len(made)


def test_a_layer_partly_shown_says_so(opened: Opened) -> None:
    opened.page.locator('input[data-type="shelling"]').uncheck()
    opened.settle()
    assert opened.page.locator('input[data-layer="armed"]').evaluate("(box) => box.indeterminate")


def test_each_status_can_be_switched(opened: Opened) -> None:
    made = events.everything()
    for status in events.STATUSES:
        box = opened.page.locator(f'input[data-status="{status}"]')
        box.uncheck()
        opened.settle()
        assert opened.map("map.visibleCount()") == int((made.status != status).sum())
        box.check()
        opened.settle()


def test_every_card_shows_the_sentence_as_it_is_with_trigger_and_place_marked(opened: Opened) -> None:
    made = events.everything().sort_values("date_start", kind="stable")
    expected = made[["sentence", "trigger", "mention"]].to_numpy().tolist()
    assert opened.map(CARD_OF_EACH_ROW) == expected


def test_a_card_tells_what_is_known(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    path = draw(events.frame([events.corridor(3)]), tmp_path / "map.html")
    opened = open_page(path)
    opened.map("map.open(0)")
    text = opened.page.locator(".em-card").inner_text()
    for words in (
        "Humanitarian corridor", "Planned or announced", "Mariupol", "Ukraine", "a settlement", "Zaporizhzhia",
        "27 Feb 2022", "1000 or more persons evacuated (“more than”)", "officials", "most populous place of that name",
    ):  # fmt: skip
        assert words in text
    link = opened.page.locator(".em-card a")
    assert link.get_attribute("href") == "https://wire.example/3"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"
    opened.assert_silent()


def test_a_click_on_a_symbol_opens_its_card_and_leafs_through_the_place(opened: Opened) -> None:
    hit = opened.map("map.hits().find((hit) => hit.rows.length > 2)")
    box = opened.page.locator(".folium-map").bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + hit["x"], box["y"] + hit["y"])
    card = opened.page.locator(".em-popup .em-card")
    card.wait_for()
    seen = set()
    for _ in hit["rows"]:
        seen.add(int(card.get_attribute("data-row") or -1))
        before = card.get_attribute("data-row")
        card.get_by_role("button", name="Next event").click()
        opened.page.wait_for_function("(row) => document.querySelector('.em-card').dataset.row !== row", arg=before)
    assert seen == set(hit["rows"])


def test_every_drawn_event_is_under_some_hit(opened: Opened) -> None:
    rows = opened.map("[...new Set(map.hits().flatMap((hit) => hit.rows))].length")
    assert rows == events.everything().geometry.notna().sum()


def test_a_country_opens_its_events_beside_the_map(opened: Opened) -> None:
    opened.page.locator('.em-badge[data-country="PL"]').click()
    opened.page.locator(".em-sheet .em-card").wait_for()
    assert "Poland" in opened.page.locator(".em-sheet").inner_text()
    opened.page.get_by_role("button", name="Close").click()
    assert opened.page.locator(".em-sheet").count() == 0


def test_a_map_without_points_shows_the_countries_named(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    told = events.row(0, place_kind="country", place_name="Ukraine", precision="country", geometry=None)
    page = open_page(draw(events.frame([told]), tmp_path / "map.html"))
    west, south, east, north = page.map("map.map.getBounds().toBBoxString()").split(",")
    assert 5 < float(west) < 22.2
    assert 40.3 < float(east) < 70
    assert 35 < float(south) < 44.4
    assert 52.3 < float(north) < 65


def test_sliders_narrow_the_time(opened: Opened) -> None:
    slider = opened.page.get_by_role("slider", name="Until")
    slider.focus()
    for _ in range(29):
        opened.page.keyboard.press("ArrowLeft")
    opened.settle()
    first = events.everything().date_start == date(2022, 2, 24)
    assert opened.map("map.visibleCount()") == int(first.sum())
    assert opened.page.locator(".em-window").inner_text() == "24 Feb 2022"


def test_time_plays_and_stops(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Play").click()
    opened.settle()
    shown = opened.map("map.visibleCount()")
    assert 0 < shown < len(events.everything())
    opened.page.get_by_role("button", name="Pause").click()
    assert opened.page.get_by_role("button", name="Play").count() == 1


def test_search_keeps_what_has_all_the_words(opened: Opened) -> None:
    opened.page.get_by_role("searchbox").fill("SHELLS kherson")
    opened.page.wait_for_function("() => eventMaps[0].visibleCount() < 100")
    made = events.everything()
    has = made.sentence.str.contains("Kherson") | made.place_name.str.contains("Kherson")
    assert opened.map("map.visibleCount()") == int(has.sum())
    opened.page.get_by_role("searchbox").fill("")
    opened.page.wait_for_function("(all) => eventMaps[0].visibleCount() === all", arg=len(made))


def test_keyboard_alone_switches_a_type_and_opens_an_event(opened: Opened) -> None:
    opened.page.locator('input[data-type="protest"]').focus()
    opened.page.keyboard.press("Space")
    opened.settle()
    assert opened.map("map.visibleCount()") == int((events.everything().event_type != "protest").sum())
    opened.page.locator("summary", has_text="List of events").focus()
    opened.page.keyboard.press("Enter")
    opened.page.locator(".em-item").first.wait_for()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    opened.page.locator(".em-card").wait_for()
    opened.page.keyboard.press("Escape")
    opened.page.locator(".em-card").wait_for(state="detached")
    assert opened.page.evaluate("document.activeElement.getAttribute('role')") == "listbox"


def test_title_attribution_and_date_are_shown(opened: Opened) -> None:
    assert opened.page.locator("h1").inner_text() == "Four weeks"
    assert opened.page.title() == "Four weeks"
    foot = opened.page.locator(".em-foot").inner_text()
    for words in ("Data to 25 Mar 2022", "GeoNames (CC BY 4.0)", "Natural Earth"):
        assert words in foot


def test_a_click_inside_a_region_opens_what_happened_somewhere_in_it(
    open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    oblast = {"place_id": "692196", "place_name": "Sumy Oblast", "precision": "adm1", "radius_m": 150_000}
    path = draw(events.frame([events.row(0, **oblast, geometry=Point(34.2, 51.0))]), tmp_path / "map.html")
    opened = open_page(path)
    for place, cards in (((51.9, 35.2), 0), ((51.9, 33.9), 1)):
        x, y = opened.map("(({x, y}) => [x, y])(map.map.latLngToContainerPoint(given))", place)
        opened.page.locator(".folium-map").click(position={"x": x, "y": y})
        opened.page.wait_for_timeout(300)
        assert opened.page.locator(".em-card").count() == cards
    opened.assert_silent()


def test_a_continent_is_listed_and_not_drawn(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    europe = {
        "place_id": "em:europe",
        "place_name": "Europe",
        "country": "",
        "precision": "area",
        "radius_m": 2_500_000,
    }
    path = draw(events.frame([events.row(0), events.row(1, **europe)]), tmp_path / "map.html")
    opened = open_page(path)
    assert opened.map("map.drawnCount()") == 1
    assert opened.page.locator(".em-badge").all_text_contents() == ["Europe1"]


def test_the_legend_shows_what_occurs_and_nothing_else(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    rows = [events.row(0), events.row(1, event_type="protest", status="planned", precision="near")]
    opened = open_page(draw(events.frame(rows), tmp_path / "map.html"))
    assert opened.page.locator("input[data-type]").count() == 2
    assert opened.page.locator("input[data-layer]").count() == 2
    assert opened.page.locator("input[data-status]").count() == 2
    signs = opened.page.locator(".em-still").all_inner_texts()
    assert [text.split()[0] for text in signs] == ["In", "Near", "So", "Disputed"]


def test_a_few_early_events_do_not_press_the_histogram(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    rows = [events.row(at) for at in range(120)]
    rows.append(events.row(120, date_start=date(1918, 11, 11), date_end=date(1918, 11, 11)))
    opened = open_page(draw(events.frame(rows), tmp_path / "map.html"))
    assert opened.page.locator(".em-window").inner_text() == "24 Feb 2022 and before – 25 Mar 2022"
    opened.page.get_by_role("slider", name="From").focus()
    opened.page.keyboard.press("ArrowRight")
    opened.settle()
    assert opened.map("map.visibleCount()") == 116
    opened.page.keyboard.press("ArrowLeft")
    opened.settle()
    assert opened.map("map.visibleCount()") == 121


def test_a_few_far_events_do_not_make_the_others_a_speck(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    far = [events.row(100, geometry=Point(-100, 40)), events.row(101, geometry=Point(140, -30))]
    path = draw(events.frame([*(events.row(at) for at in range(60)), *far]), tmp_path / "map.html")
    opened = open_page(path)
    assert opened.map("map.map.getZoom()") > 5
    button = opened.page.get_by_role("button", name="2 events outside this view")
    button.click()
    button.wait_for(state="hidden")  # once the map has come to rest
    assert opened.map("map.map.getZoom()") < 4
    opened.assert_silent()


def test_clusters_part_as_the_map_is_zoomed(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    places = [events.row(at, geometry=Point(30 + at * 0.02, 50)) for at in range(5)]
    opened = open_page(draw(events.frame(places), tmp_path / "map.html"))
    groups = "[...new Set(map.hits().map((hit) => hit.rows.join()))].length"
    opened.map("map.map.setView([50, 30], 5, {animate: false})")
    assert opened.map(groups) == 1
    opened.map("map.map.setView([50, 30.04], 13, {animate: false})")
    assert opened.map(groups) == 5
    opened.assert_silent()


WRITTEN_AT = """(() => {
  const found = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const before = { left: 0, center: 0.5, right: 1 }[this.textAlign] || 0;
    const width = this.measureText(text).width;
    const { a, e } = this.getTransform();
    const canvas = this.canvas.getBoundingClientRect();
    const left = canvas.left + (a * (x - before * width) + e) / (this.canvas.width / canvas.width);
    if (text === given) found.push([left, left + width]);
    return fillText.call(this, text, x, y);
  };
  const box = map.map.getContainer().getBoundingClientRect();
  const centre = map.map.project([50, 30], 8).subtract([box.width * 0.46, 0]);  // the place is at the right edge
  map.map.setView(map.map.unproject(centre, 8), 8, { animate: false });
  return [box.left, box.right, found.at(-1)];
})()"""


def test_a_name_at_the_edge_is_written_where_it_is_seen(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    name = "Upper Longwinded-on-the-Water"
    one = events.row(0, geometry=Point(30, 50), place_name=name, mention=name, precision="settlement")
    opened = open_page(draw(events.frame([one]), tmp_path / "map.html"))
    left, right, (start, end) = opened.map(WRITTEN_AT, name)
    assert left <= start < end <= right
    opened.assert_silent()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "laptop", "wall"])
def test_sizes_and_schemes(open_page: Callable[..., Opened], tmp_path: Path, size: str, scheme: str) -> None:
    opened = open_page(draw(events.everything(), tmp_path / "map.html"), size=size, color_scheme=scheme)
    assert opened.map("map.drawnCount()") == events.everything().geometry.notna().sum()
    overflow = opened.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
    opened.assert_silent()


def test_on_a_phone_the_panel_opens_and_cards_are_sheets(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    opened = open_page(draw(events.everything(), tmp_path / "map.html"), size="phone")
    box = opened.page.locator('input[data-type="shelling"]')
    assert not box.is_visible()
    opened.page.get_by_role("button", name="Filters and list").click()
    box.uncheck()
    opened.page.get_by_role("button", name="Close").click()
    opened.map("map.open(0)")
    assert opened.page.locator(".em-sheet .em-card").is_visible()
    opened.assert_silent()


def test_no_events_are_an_empty_map(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    opened = open_page(draw(events.everything().iloc[:0], tmp_path / "map.html"))
    assert opened.map("map.visibleCount()") == 0
    opened.assert_silent()


def test_several_maps_in_frames_of_one_page(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    """As a notebook shows them."""
    path = tmp_path / "notebook.html"
    first, second = EventMap(events.everything()), EventMap(events.frame([events.row(0)]))
    path.write_text(f"<!DOCTYPE html><body>{first._repr_html_()}{second._repr_html_()}</body>", encoding="utf-8")
    opened = open_page(path, ready=False)
    counts = []
    for frame in opened.page.frames[1:]:
        # By the clock: a frame out of sight is given no animation frames.
        frame.wait_for_function("() => window.eventMaps && eventMaps.length", polling=50)
        frame.evaluate("() => eventMaps[0].ready")
        counts.append(frame.evaluate("() => eventMaps[0].visibleCount()"))
    assert counts == [len(events.everything()), 1]
    opened.assert_silent()


def test_folium_layers_show_beside_the_events(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    made = EventMap(events.everything())
    folium.Marker((48, 31), popup="Our office").add_to(made)
    folium.Circle((49, 32), radius=20000).add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    made.save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    marker = opened.page.locator("img.leaflet-marker-icon")
    marker.dispatch_event("click")
    opened.page.get_by_text("Our office").wait_for()
    assert marker.evaluate("(image) => image.naturalWidth") > 0
    assert opened.page.locator("path.leaflet-interactive").count() == 1
    opened.assert_silent()


def test_folium_layer_control_and_the_panel_agree(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    made = EventMap(events.everything())
    folium.LayerControl(collapsed=False).add_to(made)
    made.save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    all_types = Taxonomy.load().types
    labels = opened.page.locator(".leaflet-control-layers-overlays label")
    assert [text.strip() for text in labels.all_text_contents()] == [entry.label for entry in all_types]
    labels.first.locator("input").uncheck()
    opened.settle()
    shelled = int((events.everything().event_type == "shelling").sum())
    assert opened.map("map.visibleCount()") == len(events.everything()) - shelled
    assert not opened.page.locator('input[data-type="shelling"]').is_checked()
    opened.page.locator('input[data-type="shelling"]').check()
    assert labels.first.locator("input").is_checked()
    opened.assert_silent()


def test_event_layer_on_a_plain_folium_map(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    made = folium.Map((49, 32), zoom_start=6, tiles=None)
    EventLayer(events.everything()).add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    made.save(tmp_path / "map.html")
    opened = with_leaflet_from_disk(open_page, tmp_path / "map.html")
    assert opened.map("map.visibleCount()") == len(events.everything())
    opened.page.locator(".leaflet-control-layers-overlays label", has_text="Air strike").locator("input").uncheck()
    opened.settle()
    assert opened.map("map.visibleCount()") == len(events.everything()) - 7
    opened.page.locator(".leaflet-control-layers-overlays label").first.locator("input").uncheck()
    opened.map("map.open(0)")
    assert opened.page.locator(".em-card").count() == 1
    assert [one for one in opened.complaints if "ERR_" not in one] == []


def test_two_event_layers_on_one_map(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    made = EventMap(events.everything())
    EventLayer(events.frame([events.row(0), events.row(1)]), name="More").add_to(made)
    made.save(tmp_path / "map.html")
    opened = open_page(tmp_path / "map.html")
    counts = opened.page.evaluate("() => eventMaps.map((one) => one.drawnCount())")
    assert counts == [events.everything().geometry.notna().sum(), 2]
    opened.page.locator('input[data-type="shelling"]').uncheck()
    opened.settle()
    assert opened.page.evaluate("() => eventMaps[1].visibleCount()") == 2
    opened.assert_silent()


def with_leaflet_from_disk(open_page: Callable[..., Opened], path: Path) -> Opened:
    """A plain folium page wants Leaflet from the network: give it ours, and nothing else."""
    html = path.read_text("utf-8")
    wanted = dict(folium.Map.default_js)["leaflet"]
    html = html.replace(
        f'<script src="{wanted}"></script>', f"<script>{assets.ascii_script(assets.leaflet_script())}</script>"
    )
    path.write_text(html, encoding="utf-8")
    return open_page(path)


def test_watching_notices_what_it_is_for(browser: object, tmp_path: Path) -> None:
    """The silence asserted above would break: a page with a request and an error is caught."""
    context = browser.new_context(offline=True)  # type: ignore[attr-defined]
    noisy = Opened(context.new_page())
    watch(noisy)
    (tmp_path / "noisy.html").write_text("<img src='http://one.example/a.png'><script>nonsense()</script>")
    noisy.page.goto((tmp_path / "noisy.html").as_uri())
    noisy.page.wait_for_timeout(100)
    assert noisy.requests == ["http://one.example/a.png"]
    assert any("nonsense" in one for one in noisy.complaints)
    context.close()


def test_rows_in_the_page_are_in_the_table_s_order(opened: Opened) -> None:
    read = table.read(events.everything(), Taxonomy.load()).chunked["sentence"]
    assert isinstance(read, Text)
    cells = [bytes(read.data[start:end]).decode() for start, end in itertools.pairwise(read.offsets)]
    assert [sentence for sentence, *_ in opened.map(CARD_OF_EACH_ROW)] == cells
