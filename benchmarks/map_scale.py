"""What a page of many events costs, beside what folium and geopandas make of the same events.

    python -m benchmarks.map_scale 1000 10000 100000 [1000000] [--ours] [--scattered] [--limit SECONDS]

Opens each page in headless Chromium without a network, on a window of 1366 by 768 pixels, and prints a row for each:

- ``MB``: the file, with the full text of every event; ``Python s``: from the GeoDataFrame to the file.
- ``ready s``: from the opening of the file until the map is drawn and answers (for peers: until the load event, two
  frames later).
- ``pan ms``: the 95th percentile of the time from frame to frame while the map is moved in every frame; in brackets,
  how much that is above an empty map of the same kind.
- ``filter ms``: the 95th percentile of the time of the script to narrow days and types and draw; ``with counts``: the
  same until all counts, the histogram and the list are new as well (processor time). Peers have no filter.
- ``click ms``: from the click to the sentence, the median of clicks on places all over the map.
- ``CPU``: the same four (ready in ms, pan above an empty map, filter, click) in milliseconds of processor time of the
  page's main thread (of its script alone for the filter), which other work on the machine lengthens little.
- ``MB memory``: of the process that shows the page, the share that is its own (Linux), once garbage is collected.

Each page is made in a process of its own, and what takes longer than the limit is said to have done so. The peers' own
scripts are taken from npm (``leaflet.markercluster``) and from the packages that this project installs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from benchmarks.map_events import make
from tests.chromium import find_chromium

PEERS = ("MarkerCluster", "FastMarkerCluster", "GeoJson", "explore")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
PANS = 60
FILTERS = 40
CLICKS = 12


def main() -> None:
    """Measure what the command line asks for."""
    options = arguments()
    if options.make:
        print(json.dumps(made(options.make, options.sizes[0], options.out, options.scattered)))
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        scripts = peer_scripts(Path(folder))
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        empty = {kind: measure(browser, kind, 0, options, Path(folder), scripts) for kind in ("ours", "folium")}
        floors = {kind: found.get("pan") for kind, found in empty.items()}
        print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"pan over an empty map, ms: ours {floors['ours']}, folium {floors['folium']}")
        print(
            row(
                "page",
                "events",
                "MB",
                "Python s",
                "ready s",
                "pan ms",
                "filter ms",
                "with counts",
                "click ms",
                "MB memory",
                "CPU ready, pan, filter, click",
            )
        )
        for size in options.sizes:
            for kind in ("ours", *(() if options.ours else PEERS)):
                found = measure(browser, kind, size, options, Path(folder), scripts)
                if "cpu_pan" in found:
                    found["cpu_pan"] -= empty["ours"]["cpu_pan"]
                print(told(kind, size, found, floors["ours" if kind == "ours" else "folium"]), flush=True)
        browser.close()


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000, 100_000])
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    parser.add_argument("--scattered", action="store_true", help="every event at a position of its own")
    parser.add_argument("--limit", type=float, default=90, help="seconds that a page may take to make, and to open")
    parser.add_argument("--make", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def made(kind: str, size: int, out: Path, scattered: bool) -> dict[str, float]:
    """Make one page; tell how long that took and how large it is."""
    events = make(max(size, 1), scattered).iloc[:size]
    build(kind, make(2), out.with_suffix(".warm"))
    begin = time.perf_counter()
    build(kind, events, out)
    return {"python": time.perf_counter() - begin, "bytes": out.stat().st_size}


def build(kind: str, events: Any, out: Path) -> None:
    """Write the page of one kind, each with the sentence at a click."""
    import folium
    from folium.plugins import FastMarkerCluster, MarkerCluster

    if kind == "ours":
        from mapper.view import draw

        draw(events, out)
        return
    page = folium.Map((48.5, 31.5), zoom_start=6, tiles=None)
    points = list(zip(events.geometry.y, events.geometry.x, events.sentence, strict=True))
    if kind == "MarkerCluster":
        cluster = MarkerCluster().add_to(page)
        for latitude, longitude, sentence in points:
            folium.Marker((latitude, longitude), popup=folium.Popup(sentence)).add_to(cluster)
    elif kind == "FastMarkerCluster":
        callback = "function (row) { return L.marker([row[0], row[1]]).bindPopup(row[2]); }"
        FastMarkerCluster([list(point) for point in points], callback=callback).add_to(page)
    elif kind == "GeoJson" and len(events):
        page.options["prefer_canvas"] = True
        frame = events[["sentence", "event_type", "geometry"]]
        folium.GeoJson(frame, marker=folium.CircleMarker(radius=4), popup=folium.GeoJsonPopup(["sentence"])).add_to(
            page
        )
    elif kind == "explore":
        page = events[["sentence", "event_type", "geometry"]].explore("event_type", tiles=None, popup=True)
    page.save(str(out))


def peer_scripts(folder: Path) -> dict[str, bytes]:
    """Files that the peers' pages ask the network for, by their names."""
    from importlib import resources

    found = {name: resources.files("xstatic.pkg.leaflet").joinpath("data", name).read_bytes()
             for name in ("leaflet.js", "leaflet.css")}  # fmt: skip
    jquery = resources.files("xstatic.pkg.jquery").joinpath("data", "jquery.min.js").read_bytes()
    found |= {"jquery-3.7.1.min.js": jquery, "jquery.min.js": jquery}
    if shutil.which("npm"):
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "leaflet.markercluster@1.5.3"]
        subprocess.run(command, check=False, capture_output=True)
        for path in (folder / "node_modules" / "leaflet.markercluster" / "dist").glob("*.*"):
            found[path.name.replace("-src", "")] = path.read_bytes()
    return found


def measure(
    browser: Browser, kind: str, size: int, options: argparse.Namespace, folder: Path, scripts: dict[str, bytes]
) -> dict[str, Any]:
    """Make one page and open it."""
    out = folder / f"{kind}-{size}.html"
    command = [sys.executable, "-m", "benchmarks.map_scale", "--make", kind, "--out", str(out), str(size)]
    command += ["--scattered"] * options.scattered
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=options.limit + size / 20_000
        )
    except subprocess.TimeoutExpired:
        return {"fault": f"not made within {options.limit:g} s"}
    except subprocess.CalledProcessError as error:
        return {"fault": f"not made: {error.stderr.splitlines()[-1][:90]}"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(options.limit * 1000)
    page.route(lambda url: url.startswith("http"), lambda route: route.fulfill(
        body=scripts.get(route.request.url.rpartition("/")[2], b"")))  # fmt: skip
    session = browser.new_browser_cdp_session()
    try:
        found |= opened(page, kind, out, size)
        page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
        found["memory"] = memory(session)
    except PlaywrightError as error:  # whatever a page dies of is its result
        found["fault"] = f"not opened: {type(error).__name__} {str(error).splitlines()[0][:60]}"
    context.close()
    out.unlink()
    return found


def opened(page: Page, kind: str, out: Path, size: int) -> dict[str, Any]:
    """Open a page and try what it does."""
    begin = time.perf_counter()
    if kind != "ours":
        page.goto(out.as_uri(), wait_until="load")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        ready = time.perf_counter() - begin
        drawn = page.evaluate("() => document.querySelectorAll('.leaflet-marker-icon, canvas, path').length")
        if size and not drawn:
            return {"fault": "shows nothing"}
        return {"ready": ready, "pan": p95(page.evaluate(PAN, ["folium", PANS]))}
    clock = Clock(page)
    page.goto(out.as_uri(), wait_until="commit")
    while not page.evaluate("() => Boolean(window.eventMaps && eventMaps.length)"):
        time.sleep(0.02)
    page.evaluate("() => eventMaps[0].ready")
    cpu_ready = clock.now()
    ready = page.evaluate("() => performance.getEntriesByType('mark').pop().startTime / 1000")
    page.wait_for_load_state("load")
    page.evaluate("() => eventMaps[0].settled()")
    found: dict[str, Any] = {"ready": ready, "pan": p95(page.evaluate(PAN, ["ours", PANS]))}
    found |= {"cpu_ready": cpu_ready, "cpu_pan": p95([clock.of(PAN_ONCE, at) for at in range(PANS)])}
    if size:
        found["filter"] = p95(page.evaluate(FILTER, FILTERS))
        found["counts"] = p95(with_counts(clock))
        found["cpu_filter"] = p95([clock.of(FILTER_ONCE, at, "ScriptDuration") for at in range(FILTERS)])
        found["click"] = round(median(page.evaluate(CLICK, CLICKS)), 1)
        found["cpu_click"] = round(median(clock.of(CLICK_ONCE, [at, CLICKS]) for at in range(CLICKS)), 1)
    return found


class Clock:
    """Processor time of a page's main thread."""

    def __init__(self, page: Page) -> None:
        self.page, self.session = page, page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def now(self, name: str = "TaskDuration") -> float:
        """Give the time that tasks (or, ``ScriptDuration``, scripts) took since the page was opened, in ms."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(float(one["value"]) for one in metrics if one["name"] == name)

    def of(self, script: str, argument: Any, name: str = "TaskDuration") -> float:
        """Give the time that a script took, in ms."""
        before = self.now(name)
        self.page.evaluate(script, argument)
        return self.now(name) - before


PAN = """async ([name, times]) => {
  const map = name === 'ours' ? eventMaps[0].map : Object.values(window).find((one) => one instanceof L.Map);
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const found = [];
  let last = await frame();
  for (let at = 0; at < times; at += 1) {
    map.panBy([at % 2 ? -37 : 23, ((at % 3) - 1) * 9], { animate: false });
    const now = await frame();
    found.push(now - last);
    last = now;
  }
  return found;
}"""

FILTER = """async (times) => {
  const { page } = eventMaps[0];
  const { store, timeline } = page;
  const allowed = store.facets.get('type').allowed;
  const found = [];
  for (let at = 0; at < times; at += 1) {
    const begin = performance.now();
    allowed[at % allowed.length] ^= 1;
    store.touch('type');
    const last = timeline ? timeline.bins - 1 : 0;
    if (timeline) timeline.setWindow([Math.min(at, last), Math.min(last, at + Math.ceil(last / 3))]);
    store.flush();
    found.push(performance.now() - begin);
    await eventMaps[0].settled();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
  return found;
}"""

CLICK = """async (times) => {
  const map = eventMaps[0];
  map.page.reset();
  await new Promise((done) => setTimeout(done, 300));
  const hits = map.page.painter.hits.filter((hit) => !hit.alone);
  const box = map.map.getContainer();
  const found = [];
  for (let at = 0; at < Math.min(times, hits.length); at += 1) {
    const hit = map.page.painter.hits[Math.floor((at * map.page.painter.hits.length) / times)];
    const begin = performance.now();
    map.page.click(L.point(hit.x, hit.y));
    while (!document.querySelector('.em-sentence')) await new Promise((done) => setTimeout(done));
    found.push(performance.now() - begin);
    map.page.close();
    document.querySelectorAll('.em-card').forEach((one) => one.remove());
    await new Promise((done) => setTimeout(done, 250));
  }
  return found;
}"""


PAN_ONCE = """async (at) => {
  eventMaps[0].map.panBy([at % 2 ? -37 : 23, ((at % 3) - 1) * 9], { animate: false });
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""

FILTER_ONCE = """(at) => {
  const { store, timeline } = eventMaps[0].page;
  const { allowed } = store.facets.get('type');
  allowed[at % allowed.length] ^= 1;
  store.touch('type');
  const last = timeline ? timeline.bins - 1 : 0;
  if (timeline) timeline.setWindow([Math.min(at, last), Math.min(last, at + Math.ceil(last / 3))]);
  store.flush();
}"""

CLICK_ONCE = """async ([at, times]) => {
  const { page } = eventMaps[0];
  if (!at) page.reset();
  await eventMaps[0].settled();
  page.close();
  document.querySelectorAll('.em-card').forEach((one) => one.remove());
  const hit = page.painter.hits[Math.floor((at * page.painter.hits.length) / times)];
  page.click(L.point(hit.x, hit.y));
  while (!document.querySelector('.em-sentence')) await new Promise((done) => setTimeout(done));
}"""


def with_counts(clock: Clock) -> list[float]:
    """Processor time of the script, in ms, until all counts are new after a type and a window have changed."""
    return [clock.of(FILTER, 1 + turn % 2, "ScriptDuration") / (1 + turn % 2) for turn in range(12)]


def renderers(session: CDPSession) -> set[int]:
    """Ids of the processes that show pages."""
    listed = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return {one["id"] for one in listed if one["type"] == "renderer"}


def memory(session: CDPSession) -> float | None:
    """Proportional set size of the page's process in MB, the largest of those that show pages; None if not told."""
    sizes = []
    for number in renderers(session):
        path = Path(f"/proc/{number}/smaps_rollup")
        if path.exists():
            sizes += [int(line.split()[1]) / 1000 for line in path.read_text().splitlines() if line.startswith("Pss:")]
    return round(max(sizes)) if sizes else None


def p95(values: list[float]) -> float:
    """Give the 95th percentile, to a tenth."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1)


def told(kind: str, size: int, found: dict[str, Any], floor: float | None) -> str:
    """Write a row of the table."""
    if "bytes" not in found:
        return row(kind, size, found["fault"])
    start = (round(found["bytes"] / 1e6, 2), round(found["python"], 2))
    if "fault" in found:
        return row(kind, size, *start, found["fault"])
    above = "" if floor is None else f" ({found['pan'] - floor:+.1f})"
    rest = [found.get(name, "-") for name in ("filter", "counts", "click", "memory")]
    if "cpu_click" in found:
        cpu = (found[f"cpu_{name}"] for name in ("ready", "pan", "filter", "click"))
        rest.append(", ".join(f"{value:.1f}" for value in cpu))
    return row(kind, size, *start, round(found["ready"], 2), f"{found['pan']}{above}", *rest)


def row(*cells: object) -> str:
    """Write cells in columns."""
    return "".join(
        f"{cell!s:<{width}}" for cell, width in zip(cells, (19, 9, 8, 10, 9, 15, 11, 13, 10, 11, 30), strict=False)
    )


if __name__ == "__main__":
    main()
