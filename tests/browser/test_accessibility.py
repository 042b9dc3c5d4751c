"""For everybody: legible in both modes, whole on paper, in the reader's language, and done by keyboard alone."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from analytics.languages import catalogue
from analytics.ui import i18n, numbers
from tests.browser.accessibility import EXCEPTED, findings
from tests.browser.conftest import TEST_SECONDS
from tests.browser.test_pages_in_a_browser import PAGES
from tests.browser.waiting import (
    drawn,
    expect_in_url,
    expect_script,
    focused,
    opened,
    quiet,
    script_value,
    settled,
    value_in_url,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

LOOKED_AT = {("home", "light"), ("curriculum_funnel", "dark")}
CRAWL = [
    pytest.param(name, scheme, id=f"{name}-{scheme}", marks=() if (name, scheme) in LOOKED_AT else pytest.mark.check)
    for name in PAGES
    for scheme in ("light", "dark")
]
EACH = [pytest.param(name, id=name, marks=() if name == "curriculum_funnel" else pytest.mark.check) for name in PAGES]
MOST_STOPS = 200
CONTROLS = {"A", "BUTTON", "INPUT", "CANVAS", "SUMMARY"}
KEYS = """(selector) => [...document.querySelectorAll(selector)].map((found) =>
    [...found.classList].find((name) => name.startsWith("st-key-")))"""


@pytest.mark.parametrize(("name", "scheme"), CRAWL)
def test_axe_finds_nothing_serious_on_a_page(name: str, scheme: str, tab: Page) -> None:
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    settled(opened(tab, name))
    assert findings(tab) == []


def test_few_findings_are_excepted_each_with_its_report() -> None:
    assert len(EXCEPTED) <= 5
    assert all(known.report.startswith("https://github.com/streamlit/streamlit/issues/") for known in EXCEPTED)


@pytest.mark.parametrize("language", ["en", "es", "id"])
def test_the_document_says_its_language_and_its_title(language: str, tab: Page) -> None:
    opened(tab, f"rescue_list?language={language}")
    title = catalogue(language).gettext("Rescue List")
    expect(tab).to_have_title(f"{title} · Atalaya")
    expect_script(tab, f"document.documentElement.lang === '{language}'")


def test_the_document_follows_who_chooses_another_language(tab: Page) -> None:
    opened(tab, "?language=en")
    tab.get_by_role("radio", name="id").or_(tab.get_by_role("button", name="id", exact=True)).first.click()
    drawn(tab, "Beranda")
    expect_script(tab, "document.documentElement.lang === 'id'")
    expect(tab).to_have_title("Beranda · Atalaya")


@pytest.mark.parametrize("name", EACH)
def test_headings_leave_out_no_level(name: str, tab: Page) -> None:
    quiet(opened(tab, name))
    found = script_value(tab, "[...document.querySelectorAll('h1, h2, h3, h4, h5')].map((one) => +one.tagName[1])")
    assert isinstance(found, list)
    assert found[0] == 1
    assert [level for level in found if level == 1] == [1]
    assert [pair for pair in pairwise(found) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("name", EACH)
def test_whoever_goes_by_keyboard_sees_where(name: str, tab: Page) -> None:
    """Each stop of the Tab key is framed, and there is one for each table, download and definition."""
    quiet(opened(tab, name))
    tab.locator("h1").click()
    stops = [*stops_of_the_tab_key(tab)]
    assert [
        stop for stop in stops if stop["tag"] in {"A", "BUTTON", "INPUT", "CANVAS", "SUMMARY"} and not stop["framed"]
    ] == []
    reached = [str(stop["key"]) for stop in stops]
    # What is disabled leads nowhere.
    for kind, presses in (("definition", "button:enabled"), ("footer", "a[href*='files']")):
        found = f"[data-testid=stMain] [class*=st-key-{kind}_]:has({presses})"
        wanted = script_value(tab, f"({KEYS})({json.dumps(found)})")
        assert isinstance(wanted, list)
        assert set(wanted) <= {*reached}


def test_everything_is_done_by_keyboard_alone(tab: Page) -> None:
    """A chip is chosen and removed, the drawer opened and closed, a file downloaded, a table sorted."""
    quiet(opened(tab, "rescue_list"))
    field = tab.get_by_role("combobox", name="Course")
    field.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert value_in_url(tab, "course")
    settled(tab)
    field.focus()
    tab.keyboard.press("Backspace")
    expect_in_url(tab, course=[])
    settled(tab)
    tab.locator("[class*=st-key-definition_] button").last.focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    with tab.expect_download() as download:
        tab.locator("[class*=st-key-footer_] a").first.focus()
        tab.keyboard.press("Enter")
    assert download.value.path().stat().st_size > 0


def test_a_row_is_chosen_by_keyboard_alone(tab: Page) -> None:
    quiet(opened(tab, "advisor_rankings"))
    tab.locator("[class*=st-key-table_advisors] canvas").first.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Shift+Space")
    expect(tab.locator(".st-key-advisor")).to_be_visible()


def test_paper_has_the_whole_width_of_each_table_no_buttons_and_the_date(tab: Page) -> None:
    quiet(opened(tab, "rescue_list"))
    headings = ["Group", "Course", "Inactive", "Contact", "Reason", "Province"]
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 1046, "height": 718})
    for hidden in ("[data-testid=stSidebar]", "[data-testid=stDataFrame]", ".stButton", ".stLinkButton"):
        expect(tab.locator(hidden).first).to_be_hidden()
    table = tab.locator(".st-key-section_rescue_list table.printed")
    for heading in headings:
        expect(table.get_by_role("columnheader", name=heading, exact=True)).to_be_visible()
    with i18n.speaking("en"):
        today = numbers.day(datetime.now(UTC).date())
    expect(tab.get_by_text(f"Printed on {today}")).to_be_visible()
    expect_script(tab, "document.documentElement.scrollWidth <= window.innerWidth")
    assert len(re.findall(rb"/Type /Page\b", tab.pdf(format="A4", landscape=True))) >= 1


def stops_of_the_tab_key(tab: Page) -> Iterator[dict[str, object]]:
    """Where the Tab key leads from the page's title on, until it leaves the page's own part."""
    for _stop in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        stop = focused(tab)
        if not stop["inside"]:
            return
        yield stop
