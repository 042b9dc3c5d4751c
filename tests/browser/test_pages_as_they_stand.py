"""A page as it stands once it is drawn: whole, in time, legible, in its language, its policy kept.

Each page is drawn once, and all these tests look at it; the last ones open a definition and turn the window narrow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from string import capwords
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page, Request, expect

from analytics.document.modules import ON_SOME_PAGES, needed
from analytics.languages import LANGUAGES, catalogue
from tests.browser.accessibility import findings
from tests.browser.conftest import PROJECT, TEST_SECONDS, Site, lent
from tests.browser.keyboard import CONTROLS, keys, stops_of_the_tab_key
from tests.browser.waiting import expect_script, how_many, opened, quiet, resting_value, script_value, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

PAGES = tuple(sorted(path.stem for path in PROJECT.glob("pages/*.py") if path.stem != "__init__"))
MODES = ("light", "dark")

LOOKED_AT = {("home", "light"), ("curriculum_funnel", "dark"), ("rescue_list", "light")}
"""Links, a Sankey with Vega's pictures, and a map, each in another language; all pages in both modes: `make check`."""

ROOMS = """() => [...document.querySelectorAll('[class*="st-key-high_"]')].map((room) => [
    [...room.classList].find((name) => name.startsWith("st-key-high_")),
    room.getBoundingClientRect().height,
    room.querySelector("svg.marks, canvas")?.getBoundingClientRect().height ?? 0,
])"""
LARGEST_ERROR = 8
"""Pixels by which a chart may be higher than the room that was kept for it: less than a line of text."""


@dataclass
class Standing:
    """A page that has been drawn, and what happened meanwhile."""

    tab: Page
    called: str
    language: str
    asked: set[str] = field(default_factory=set)
    """Whom the browser asked."""
    scripts: set[str] = field(default_factory=set)
    """Modules that came after the server was asked for the page."""
    exceptions: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """What the console says in red, but for files that are not there."""

    def listen(self) -> None:
        self.tab.on("request", lambda request: self.asked.add(urlparse(request.url).netloc))
        self.tab.on("pageerror", lambda error: self.exceptions.append(str(error)))
        self.tab.on("console", lambda said: self._complain(said.text) if said.type == "error" else None)
        # The server is asked for the page by its web socket.
        self.tab.on("websocket", lambda _socket: self.tab.on("request", self._came_late))

    def _complain(self, said: str) -> None:
        if "status of 404" not in said:
            self.complaints.append(said)

    def _came_late(self, request: Request) -> None:
        self.scripts.update(re.findall(r"static/js/([A-Za-z]+)\.", request.url))


def cases() -> list[object]:
    """Each page in each mode, the next one in the next language."""
    return [
        pytest.param(
            (page, mode, language := [*LANGUAGES][(place + number) % len(LANGUAGES)]),
            id=f"{page}-{mode}-{language}",
            marks=() if (page, mode) in LOOKED_AT else pytest.mark.check,
        )
        for place, page in enumerate(PAGES)
        for number, mode in enumerate(MODES)
    ]


@pytest.fixture(scope="module", params=cases())
def standing(request: pytest.FixtureRequest, only_tab: Page) -> Iterator[Standing]:
    page, mode, language = request.param
    with lent(only_tab) as tab:
        called = catalogue(language).gettext(capwords(page.replace("_", " ")))
        found = Standing(tab, called, language)
        found.listen()
        tab.emulate_media(color_scheme=mode)
        settled(opened(tab, f"{'' if page == 'home' else page}?language={language}"))
        yield found


def test_nothing_comes_late(standing: Standing) -> None:
    assert standing.scripts <= {name.partition(".")[0] for name in needed(ON_SOME_PAGES)}


def test_nothing_has_to_move(standing: Standing) -> None:
    """Each chart has the room that was kept for it."""
    known = resting_value(standing.tab, f"({ROOMS})()", known=lambda found: all(drawn for _name, _room, drawn in found))
    for name, room, drawn in known:
        kept = int(name.split("_")[1])
        assert room == pytest.approx(max(kept, drawn), abs=2), name
        assert -LARGEST_ERROR <= drawn - kept <= LARGEST_ERROR, (name, drawn)


def test_it_is_drawn_without_errors_and_asks_nobody_else(standing: Standing, site: Site) -> None:
    quiet(standing.tab)
    assert standing.exceptions == []
    assert standing.asked - {""} == {urlparse(site.url).netloc}
    expect(standing.tab.locator("[data-testid=stException], [data-testid=stAlertContentError]")).to_have_count(0)


def test_the_document_says_its_language_and_its_title(standing: Standing) -> None:
    expect_script(standing.tab, f"document.documentElement.lang === '{standing.language}'")
    expect(standing.tab).to_have_title(f"{standing.called} · Atalaya")


def test_headings_leave_out_no_level(standing: Standing) -> None:
    quiet(standing.tab)
    found = script_value(
        standing.tab, "[...document.querySelectorAll('h1, h2, h3, h4, h5')].map((one) => +one.tagName[1])"
    )
    assert isinstance(found, list)
    assert found[0] == 1
    assert [level for level in found if level == 1] == [1]
    assert [pair for pair in pairwise(found) if pair[1] > pair[0] + 1] == []


def test_axe_finds_nothing_serious(standing: Standing) -> None:
    assert findings(standing.tab) == []


def test_whoever_goes_by_keyboard_sees_where(standing: Standing) -> None:
    """Each stop of the Tab key is framed, and there is one for each table, download and definition."""
    tab = standing.tab
    quiet(tab)
    tab.locator("h1").click()
    stops = [*stops_of_the_tab_key(tab)]
    assert [stop for stop in stops if stop["tag"] in CONTROLS and not stop["framed"]] == []
    reached = [str(stop["key"]) for stop in stops]
    # What is disabled leads nowhere.
    for kind, presses in (("definition", "button:enabled"), ("footer", "a[href*='files']")):
        wanted = keys(tab, f"[data-testid=stMain] [class*=st-key-{kind}_]:has({presses})")
        assert set(wanted) <= {*reached}


def test_it_and_its_definitions_are_drawn_under_the_policy(standing: Standing) -> None:
    tab = standing.tab
    _see_all(tab)
    openers = tab.locator("[class*=st-key-definition_] button")
    if how_many(openers):
        openers.first.scroll_into_view_if_needed()
        openers.first.click()
        expect(tab.get_by_role("dialog")).to_be_visible()
        quiet(tab)
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("dialog")).to_have_count(0)
    assert standing.complaints == []
    assert script_value(tab, "window.refusals") == []


def test_on_a_phone_nothing_sticks_out(standing: Standing) -> None:
    standing.tab.set_viewport_size({"width": 400, "height": 800})
    quiet(standing.tab)
    expect_script(standing.tab, "document.documentElement.scrollWidth <= window.innerWidth")


def _see_all(tab: Page) -> None:
    """Streamlit draws what lies further down when it comes into sight."""
    pictures = tab.locator(
        "[data-testid=stVegaLiteChart], [data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart]"
    ).filter(visible=True)
    for number in range(how_many(pictures)):
        pictures.nth(number).scroll_into_view_if_needed()
        quiet(tab)
