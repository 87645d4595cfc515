"""Working with the page: facets, list, time, address, files, languages; by pointer and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import folium
import geopandas as gpd
import pytest
from shapely.geometry import Point

import mapper
from mapper.view import EventMap, draw
from tests.view import events
from tests.view.conftest import Opened
from tests.view.npm import node_modules

pytestmark = pytest.mark.browser

Open = Callable[..., Opened]


@pytest.fixture
def made() -> gpd.GeoDataFrame:
    return events.everything()


@pytest.fixture
def page(open_page: Open, tmp_path: Path, made: gpd.GeoDataFrame) -> Opened:
    return open_page(draw(made, tmp_path / "map.html", title="Four weeks"))


def facet(page: Opened, name: str) -> dict[str, int]:
    """Live counts of a facet by label; opens it first."""
    section = page.page.locator(f'[data-facet="{name}"]')
    if section.get_attribute("open") is None:
        section.locator("summary").click()
    page.settle()
    labels = section.locator(".em-row-label").all_text_contents()
    counts = section.locator(".em-row-count").all_text_contents()
    return dict(zip(labels, map(int, counts), strict=True))


def test_facets_count_what_passes_all_others(page: Opened, made: gpd.GeoDataFrame) -> None:
    everywhere = facet(page, "country")
    assert everywhere == {"Ukraine": 233, "No country": int((made.country == "").sum()), "Russia": 9, "Poland": 9} | {
        "Ukraine": int((made.country == "UA").sum()),
        "Russia": int((made.country == "RU").sum()),
        "Poland": int((made.country == "PL").sum()),
    }
    page.page.locator('input[data-country="UA"]').uncheck()
    page.settle()
    assert page.map("map.visibleCount()") == int((made.country != "UA").sum())
    assert facet(page, "country") == everywhere
    assert facet(page, "weapon")["Drone"] == int(((made.country != "UA") & (made.weapon == "drone")).sum())
    page.assert_silent()


@pytest.mark.parametrize(
    ("name", "label", "column", "value"),
    [
        ("weapon", "Drone", "weapon", "drone"),
        ("protected", "Hospital, ambulance", "protected_target", "medical"),
        ("side", "Officials, side not said", "attribution_side", "authorities"),
        ("region", "Sumy Oblast, Ukraine", "admin1", "Sumy Oblast"),
        ("status", "Planned or announced", "status", "planned"),
        ("claim", "One party alone says so", "claim", True),
    ],
)
def test_one_value_alone(
    page: Opened, made: gpd.GeoDataFrame, name: str, label: str, column: str, value: object
) -> None:
    if made[column].nunique() < 2:
        assert page.page.locator(f'[data-facet="{name}"]').count() == 0
        return
    facet(page, name)
    page.page.get_by_role("button", name=f"Only {label}", exact=True).click()
    page.settle()
    assert page.map("map.visibleCount()") == int((made[column] == value).sum())
    page.page.get_by_role("button", name="Show all", exact=True).click()
    page.settle()
    assert page.map("map.visibleCount()") == len(made)
    page.assert_silent()


def test_the_list_holds_all_events_the_latest_first(page: Opened, made: gpd.GeoDataFrame) -> None:
    page.page.locator("summary", has_text="List of events").click()
    page.settle()
    listed = page.page.locator(".em-list")
    assert listed.locator('[data-at="0"] small').inner_text().startswith("25 Mar 2022")
    assert listed.locator("[role=option]").count() < 30
    listed.press("End")
    last = listed.locator(f'[data-at="{len(made) - 1}"]')
    assert last.get_attribute("aria-selected") == "true"
    assert last.get_attribute("aria-posinset") == last.get_attribute("aria-setsize") == str(len(made))
    assert listed.get_attribute("aria-activedescendant") == last.get_attribute("id")
    listed.press("Enter")
    assert page.page.locator(".em-card").count() == 1
    page.page.keyboard.press("Escape")
    page.page.locator(".em-card").wait_for(state="detached")
    assert page.page.evaluate("document.activeElement.className") == "em-list"
    page.assert_silent()


def test_the_list_points_at_the_map(page: Opened) -> None:
    page.page.locator("summary", has_text="List of events").click()
    page.page.locator(".em-list").focus()
    assert page.map("map.page.painter.marked") == int(
        page.page.locator('[data-at="0"]').get_attribute("data-row") or -1
    )
    page.page.locator(".em-search").first.focus()
    assert page.map("map.page.painter.marked") is None


def test_events_of_one_place_become_the_list(page: Opened) -> None:
    hit = page.map("map.hits().find((hit) => hit.rows.length > 7)")
    box = page.page.locator(".folium-map").bounding_box()
    assert box is not None
    page.page.mouse.click(box["x"] + hit["x"], box["y"] + hit["y"])
    page.page.get_by_role("button", name="List these").click()
    page.settle()
    assert page.map("map.visibleCount()") == len(hit["rows"])
    assert page.page.locator(".em-list [role=option]").first.get_attribute("aria-setsize") == str(len(hit["rows"]))
    page.page.get_by_role("button", name="Show all", exact=True).click()
    page.settle()
    assert page.map("map.visibleCount()") == len(events.everything())
    page.assert_silent()


def test_days_are_brushed(page: Opened, made: gpd.GeoDataFrame) -> None:
    box = page.page.locator(".em-bars").bounding_box()
    assert box is not None
    day = box["width"] / 30
    page.page.mouse.move(box["x"] + 2.5 * day, box["y"] + 20)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 5.5 * day, box["y"] + 20, steps=4)
    page.page.mouse.up()
    page.settle()
    assert page.page.locator(".em-window").inner_text() == "26 Feb 2022 – 1 Mar 2022"
    starts = made.date_start
    within = (starts >= date(2022, 2, 26)) & (starts <= date(2022, 3, 1))
    assert page.map("map.visibleCount()") == int(within.sum())
    page.page.get_by_role("button", name="All days").click()
    page.settle()
    assert page.map("map.visibleCount()") == len(made)
    page.assert_silent()


def test_long_events_reach_into_a_window(open_page: Open, tmp_path: Path) -> None:
    rows = [events.row(at) for at in range(20)]
    rows.append(events.row(1, date_end=date(2022, 3, 10)))
    rows.append(events.row(2, date_start=None, date_end=None))
    page = open_page(draw(events.frame(rows), tmp_path / "map.html"), fragment="days=2022-03-01..2022-03-02")
    assert page.map("map.visibleCount()") == 3
    page.map("map.page.timeline.setDays(given[0], given[1])", [19060, 19061])
    page.settle()
    assert page.map("map.visibleCount()") == 3
    page.page.get_by_role("button", name="All days").click()
    page.settle()
    assert page.map("map.visibleCount()") == 22


@pytest.mark.parametrize(("step", "bars"), [("day", 30), ("week", 5), ("month", 2), ("year", 1)])
def test_steps_of_the_histogram(page: Opened, step: str, bars: int, made: gpd.GeoDataFrame) -> None:
    page.page.get_by_label("Step").select_option(step)
    page.settle()
    assert page.map("map.page.timeline.bins") == bars
    assert sum(page.map("[...map.page.timeline.counts]")) == int(made.date_start.notna().sum())


def test_the_address_brings_the_view_back(page: Opened, open_page: Open, tmp_path: Path) -> None:
    page.page.locator('input[data-type="shelling"]').uncheck()
    page.page.get_by_role("slider", name="Until").focus()
    page.page.keyboard.press("ArrowLeft")
    page.page.get_by_role("searchbox").first.fill("Kherson")
    page.page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    page.map("map.map.setView([47, 33], 8, {animate: false})")
    page.settle()
    count = page.map("map.visibleCount()")
    assert 0 < count < 30
    page.map("map.page.state.write()")
    again = open_page(tmp_path / "map.html", fragment=page.page.evaluate("location.hash").lstrip("#"))
    again.page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    again.settle()
    assert again.map("map.visibleCount()") == count
    assert again.map("[map.map.getZoom(), map.map.getCenter().lat]") == [8, pytest.approx(47, abs=1e-3)]
    assert again.page.get_by_role("searchbox").first.input_value() == "Kherson"
    assert not again.page.locator('input[data-type="shelling"]').is_checked()
    again.assert_silent()


def test_an_event_can_be_linked_to(open_page: Open, tmp_path: Path) -> None:
    page = open_page(draw(events.everything(), tmp_path / "map.html"), fragment="event=7")
    page.page.locator('.em-card[data-row="7"]').wait_for()
    page.assert_silent()


@pytest.mark.parametrize(("label", "ending"), [("GeoJSON", ".geojson"), ("CSV", ".csv")])
def test_what_the_page_writes_is_the_events_table(
    page: Opened, made: gpd.GeoDataFrame, tmp_path: Path, label: str, ending: str
) -> None:
    """What comes out of the page is read as what went in, but for what is filtered away."""
    made["trigger_end"] = made.trigger_start + made.trigger.str.len()
    made["mention_end"] = made.mention_start + made.mention.str.len()
    path = draw(made, tmp_path / "again.html")
    page.page.goto(path.as_uri())
    page.page.evaluate("() => eventMaps[0].ready")
    page.page.locator('input[data-type="shelling"]').uncheck()
    page.settle()
    page.page.locator("summary", has_text="Save, print, send").click()
    with page.page.expect_download() as waiting:
        page.page.get_by_role("button", name=f"Events as {label}").click()
    target = tmp_path / f"events{ending}"
    waiting.value.save_as(target)
    found = mapper.read_events(target)
    source = tmp_path / "source.geojson"
    mapper.write(made[made.event_type != "shelling"], source)
    wanted = mapper.read_events(source)
    key = "event_id"
    left, right = (one.sort_values(key).reset_index(drop=True) for one in (found, wanted))
    for name in wanted.columns:
        if name == "geometry":
            assert left.geometry.geom_equals_exact(right.geometry, 1e-6).sum() + right.geometry.isna().sum() == len(
                right
            )
        else:
            assert left[name].astype(str).tolist() == right[name].astype(str).tolist(), name


def test_the_map_is_saved_as_a_picture(page: Opened) -> None:
    page.page.locator("summary", has_text="Save, print, send").click()
    with page.page.expect_download() as waiting:
        page.page.get_by_role("button", name="Map as picture").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000


def test_on_paper_there_is_the_map_and_no_controls(page: Opened) -> None:
    page.page.emulate_media(media="print")
    assert page.page.locator("h1").is_visible()
    assert page.page.locator(".folium-map").is_visible()
    assert page.page.locator(".em-foot").is_visible()
    assert not page.page.locator(".em-time").is_visible()
    assert not page.page.locator(".em-scroll").is_visible()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("uk", ("Обстріл або ракетний удар", "Усі дні", "Список подій")),
        ("ru", ("Обстрел или ракетный удар", "Список событий")),
    ],
)
def test_languages(open_page: Open, tmp_path: Path, code: str, words: tuple[str, ...]) -> None:
    path = draw(events.everything(), tmp_path / "map.html")
    page = open_page(path, fragment=f"lang={code}&days=2022-03-01..2022-03-02")
    text = page.page.locator(".em-frame").inner_text()
    assert [word for word in words if word not in text] == []
    assert page.page.locator(".em-frame").get_attribute("lang") == code
    page.assert_silent()
    plain = open_page(path, locale="uk-UA")
    assert "Обстріл" in plain.page.locator(".em-frame").inner_text()


def test_the_language_is_changed_in_the_page(page: Opened, made: gpd.GeoDataFrame) -> None:
    page.page.locator('input[data-type="shelling"]').uncheck()
    page.settle()
    page.page.locator("summary", has_text="Save, print, send").click()
    page.page.get_by_label("Language").select_option("uk")
    page.settle()
    assert "Протест" in page.page.locator(".em-panel").inner_text()
    assert not page.page.locator('input[data-type="shelling"]').is_checked()
    assert page.map("map.visibleCount()") == int((made.event_type != "shelling").sum())
    page.page.locator('input[data-type="shelling"]').check()
    page.settle()
    assert page.map("map.visibleCount()") == len(made)
    page.assert_silent()


def test_a_given_language_goes_before_the_browser_s(open_page: Open, tmp_path: Path) -> None:
    page = open_page(draw(events.everything(), tmp_path / "map.html", language="ru"), locale="uk-UA")
    assert "Обстрел" in page.page.locator(".em-frame").inner_text()


def test_other_reports_numbers_stand_beside(open_page: Open, tmp_path: Path) -> None:
    def told(report: str, number: int, source: str) -> dict[str, object]:
        count = {"what": "killed", "minimum": number, "best": number, "maximum": number, "qualifier": "",
                 "unit": "persons", "scope": "incident"}  # fmt: skip
        return events.row(3, report_id=report, event_id=report, counts=[count], source=source)

    rows = [told("a", 5, "Wire A"), told("b", 12, "Wire B"), told("c", 1, "Wire C")]
    page = open_page(draw(events.frame(rows), tmp_path / "map.html"))
    page.map("map.open(0)")
    page.page.locator(".em-claims").wait_for()
    assert page.page.locator(".em-claims li").all_text_contents() == [
        "Wire B: 12 persons killed",
        "Wire C: 1 person killed",
    ]


def test_many_positions_are_a_grid_and_each_event_can_be_had(open_page: Open, tmp_path: Path) -> None:
    rows = [events.row(at, geometry=Point(30 + (at % 60) * 0.1, 48 + (at // 60) * 0.1)) for at in range(1800)]
    page = open_page(draw(events.frame(rows), tmp_path / "map.html"))
    assert page.map("map.page.painter.hits.every((hit) => hit.layout.grid)")
    assert page.map("map.drawnCount()") == 1800
    hit = page.map("map.hits()[0]")
    box = page.page.locator(".folium-map").bounding_box()
    assert box is not None
    page.page.mouse.click(box["x"] + hit["x"], box["y"] + hit["y"])
    page.page.locator(".em-card").wait_for()
    page.page.get_by_role("button", name="Zoom in here").click()
    page.page.wait_for_function("() => !eventMaps[0].page.painter.hits.some((hit) => hit.layout && hit.layout.grid)")
    page.assert_silent()


AUDIT = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.map(({ id, impact, nodes }) => [impact, id, nodes.map((one) => one.html.slice(0, 160))]);
}"""


@pytest.mark.parametrize(
    ("size", "scheme", "direction"),
    [("laptop", "light", "ltr"), ("laptop", "dark", "ltr"), ("phone", "light", "ltr"), ("phone", "dark", "rtl")],
)
def test_the_audit_finds_nothing(open_page: Open, tmp_path: Path, size: str, scheme: str, direction: str) -> None:
    """axe-core, with everything open that can be open."""
    path = draw(events.everything(), tmp_path / "map.html", title="Four weeks", description="All kinds")
    page = open_page(path, size=size, color_scheme=scheme, bypass_csp=True)
    page.page.add_script_tag(path=node_modules() / "axe-core" / "axe.min.js")
    page.page.evaluate("(way) => { document.querySelector('.em-frame').dir = way; }", direction)
    if size == "phone":
        page.page.get_by_role("button", name="Filters and list").click()
    page.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.settle()
    assert page.page.evaluate(AUDIT) == []
    if size == "phone":
        page.page.locator(".em-opener").click()
    page.map("map.open(3)")
    page.page.evaluate("() => new Promise((done) => setTimeout(done, 500))")
    assert page.page.evaluate(AUDIT) == []


def test_everything_can_be_reached_with_the_tab_key(page: Opened) -> None:
    page.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.settle()
    wanted = page.page.evaluate(f"() => {CONTROLS}.length")
    page.page.locator("body").focus()
    seen = set()
    for _ in range(wanted + 30):
        page.page.keyboard.press("Tab")
        seen.add(page.page.evaluate(WHICH))
    assert len(seen - {None}) >= wanted


CONTROLS = """[...document.querySelectorAll('.em-frame :is(button, input, select, summary, [role=listbox])')]
  .filter((one) => one.checkVisibility())"""
WHICH = """() => {
  const element = document.activeElement;
  if (!element.closest('.em-frame')) return null;
  element.dataset.tab = element.dataset.tab || String(Math.random());
  return element.dataset.tab;
}"""


def test_the_map_is_moved_by_keys(page: Opened) -> None:
    page.page.locator(".folium-map").focus()
    before = page.map("map.map.getCenter().lng")
    page.page.keyboard.press("ArrowRight")
    page.page.evaluate("() => new Promise((done) => setTimeout(done, 500))")
    assert page.map("map.map.getCenter().lng") > before
    zoom = page.map("map.map.getZoom()")
    page.page.keyboard.press("+")
    page.page.evaluate("() => new Promise((done) => setTimeout(done, 500))")
    assert page.map("map.map.getZoom()") > zoom


def test_counts_are_said_aloud(page: Opened) -> None:
    page.page.locator('input[data-type="shelling"]').uncheck()
    page.page.evaluate("() => new Promise((done) => setTimeout(done, 900))")
    live = page.page.locator('[aria-live="polite"].em-live')
    assert live.first.inner_text() == page.page.locator(".em-count").inner_text()


def test_a_copy_saved_by_the_browser_opens_again(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    first = open_page(draw(events.everything(), tmp_path / "map.html"))
    (tmp_path / "saved.html").write_text(first.page.content(), encoding="utf-8")
    again = open_page(tmp_path / "saved.html")
    assert again.map("map.drawnCount()") == first.map("map.drawnCount()")
    assert again.page.locator(".em-panel").count() == 1
    assert again.page.locator(".leaflet-control-zoom").count() == 1
    again.assert_silent()


def test_the_picture_says_when_layers_are_not_in_it(open_page: Callable[..., Opened], tmp_path: Path) -> None:
    made = EventMap(events.frame([events.row(0)]))
    made.save(tmp_path / "own.html")
    folium.CircleMarker((50, 30)).add_to(made)
    made.save(tmp_path / "more.html")
    told = [open_page(tmp_path / f"{name}.html").page.inner_html(".em-scroll") for name in ("own", "more")]
    assert ["no other layers" in one for one in told] == [False, True]
