"""Chromium tells of a page, whose moments are known, what `make bench browser` would tell of it."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext

from benchmarks.browser.__main__ import CHROMIUM, chromium
from benchmarks.browser.clicks import clicks
from benchmarks.browser.measuring import loaded

pytestmark = pytest.mark.browser

ANSWER_BYTES = 40_000
FIRST, LAST, ANSWERED = 0.4, 0.7, 0.5
LATE = 1.0
"""After so many seconds at most a change is seen, on a busy machine too; the page says itself when it made it."""

PAGE = """<!doctype html><body style="margin: 0">
<div data-testid="stApp" data-test-script-state="running"><div data-testid="stMain">
<div class="st-key-section_visits">
  <div data-testid="stCheckbox"><label>Table</label></div>
  <div data-testid="stButton"><button>Next</button></div>
  <p>quiet</p>
</div>
<div id="drawn"></div></div></div>
<script>
  const app = document.querySelector("[data-testid=stApp]"), drawn = document.querySelector("#drawn");
  const draw = (height) => {
    const canvas = document.createElement("canvas");
    canvas.width = 300; canvas.height = height; canvas.style.display = "block";
    drawn.prepend(canvas);
  };
  window.moments = {};
  const note = (name) => { moments[name] = performance.now() / 1000; };
  const work = (state) => app.setAttribute("data-test-script-state", state);
  // what stands below the second picture moves down by half of the window
  const last = () => { draw(300); note("last"); work("notRunning"); };
  const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  setTimeout(() => { draw(100); note("first"); painted(() => setTimeout(last, LAST)); }, FIRST);
  document.querySelector("label").addEventListener("click", async () => {
    note("clicked");
    work("running");
    await fetch("answer");
    const answer = () => { document.querySelector("p").textContent = "rows"; note("answered"); work("notRunning"); };
    setTimeout(answer, ANSWERED);
  });
</script>"""
TABS = """
<div data-testid="stTab">first</div><div data-testid="stTab">second</div><p id="other"></p>
<script type="module">
  document.querySelectorAll("[data-testid=stTab]")[1].addEventListener("click", () => {
    note("clicked");
    setTimeout(() => { document.querySelector("#other").textContent = "rows"; note("answered"); }, ANSWERED);
  });
</script>
"""


class Site(BaseHTTPRequestHandler):
    """The page, and the answer that its table is filled with."""

    def do_GET(self) -> None:
        moments = {"FIRST": FIRST, "LAST": LAST, "ANSWERED": ANSWERED}
        text = PAGE.replace('<div id="drawn">', f'{TABS if "tabs" in self.path else ""}<div id="drawn">')
        for name, seconds in moments.items():
            text = re.sub(rf"\b{name}\b", f"{seconds * 1000:.0f}", text)
        body = b"a" * ANSWER_BYTES if self.path.endswith("answer") else text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def reader() -> Iterator[BrowserContext]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with chromium() as browser:
        yield browser.new_context(viewport={"width": 600, "height": 600})


def test_a_load_tells_the_first_figure_and_the_last_its_bytes_and_how_far_it_shifted(
    reader: BrowserContext, address: str
) -> None:
    with loaded(reader, address, 2) as (page, load, _):
        made = page.evaluate("moments")
        assert made["first"] <= load.first_figure < made["first"] + LATE
        assert made["last"] <= load.last_figure < made["last"] + LATE
        assert load.first_figure < load.last_figure
        assert load.figures == 2
        assert len(PAGE) <= load.received < len(PAGE) + 2_000
        # a picture of 300 × 100 in a window of 600 × 600 leaves one place for another, half of the window below
        assert load.shift == pytest.approx(300 * 200 / 600**2 * 300 / 600, rel=0.05)


def test_a_page_cut_into_tabs_waits_for_each_of_them(reader: BrowserContext, address: str) -> None:
    with loaded(reader, f"{address}tabs", 2) as (page, load, _):
        made = page.evaluate("moments")
        waited = made["last"] + made["answered"] - made["clicked"]
        assert waited <= load.last_figure + 0.01
        assert load.last_figure < waited + LATE


def test_a_click_is_over_when_its_section_has_changed_and_one_without_an_answer_says_so(
    reader: BrowserContext, address: str
) -> None:
    with loaded(reader, address, 2) as (page, _, received):
        table, following = clicks(page, received)
        made = page.evaluate("moments")
    assert (table.section, table.kind) == ("visits", "table")
    assert table.seconds is not None
    assert ANSWERED <= table.seconds < made["answered"] - made["clicked"] + LATE
    assert ANSWER_BYTES <= table.received < ANSWER_BYTES + 1_000
    assert following.seconds is None
    assert following.received == 0
