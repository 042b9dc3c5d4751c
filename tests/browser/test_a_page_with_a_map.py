"""What only a browser shows of a page with a map: drawn once, since that takes long; each test leaves it as it was."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from analytics import curriculum
from analytics.rows import rows
from analytics.ui import i18n, numbers
from analytics.ui.charts.circle_map import WINDOWS, Circle, pixels, view_of
from analytics.ui.curriculum.charts import city_circles
from db.warehouse import Warehouse
from tests.browser.conftest import TEST_SECONDS, VIEWPORT, Site, lent
from tests.browser.test_hover_in_a_browser import says_a_sentence
from tests.browser.waiting import expect_script, opened, quiet, resting_box

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]


@pytest.fixture(scope="module", params=["rescue_list"])
def page(request: pytest.FixtureRequest, only_tab: Page) -> Iterator[Page]:
    """The page; tests of another one with a map ask for that."""
    with lent(only_tab) as tab:
        quiet(opened(tab, f"{request.param}?language=en&rank=city"))
        yield tab


def test_a_link_to_it_shows_it_in_its_frame(page: Page) -> None:
    expect(page.get_by_role("button", name="Sync now")).to_be_visible()
    expect(page.get_by_role("link", name="Facilitator Growth")).to_be_visible()


def test_pointing_at_a_city_says_a_sentence(page: Page, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = Warehouse(site.warehouse_url)
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
    circles, _unknown = city_circles(rows(curriculum.rescue_cities()))
    warehouse.reader.dispose()
    picture = page.locator(".st-key-desk_map_rescue_map")
    box, window = resting_box(picture.locator("canvas").first), WINDOWS["desk"]
    view = view_of([(circle.longitude, circle.latitude) for circle in circles], window)
    largest = Circle("", "", circles[0].latitude, circles[0].longitude, 1, [])
    x, y = pixels(largest, view, window)
    page.mouse.move(box["x"] + x + (box["width"] - window.wide) / 2, box["y"] + y, steps=3)
    tooltip = picture.locator(".deck-tooltip")
    says_a_sentence(tooltip)
    expect(tooltip).to_contain_text(circles[0].name)


@pytest.mark.parametrize(
    "page", ["rescue_list", pytest.param("advisor_rankings", marks=pytest.mark.check)], indirect=True
)
def test_a_wide_window_shows_the_desks_map_and_a_narrow_one_the_phones(page: Page) -> None:
    for width, shown in ((VIEWPORT["width"], "desk"), (400, "phone"), (VIEWPORT["width"], "desk")):
        page.set_viewport_size({"width": width, "height": VIEWPORT["height"]})
        for window, size in WINDOWS.items():
            picture = page.locator(f"[class*=st-key-{window}_map_]")
            expect(picture).to_be_visible() if window == shown else expect(picture).to_be_hidden()
            if window == shown:
                box = resting_box(picture.locator("canvas").first)
                assert box["width"] >= size.wide, box
                assert box["height"] == size.high


def test_a_definition_opens_with_what_the_database_says(page: Page) -> None:
    page.get_by_role("button", name="Definition").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("ngeshare.v_rescue_list")
    expect(drawer).to_contain_text("Asia/Jakarta")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_paper_has_the_whole_width_of_each_table_no_buttons_and_the_date(page: Page) -> None:
    headings = ["Group", "Course", "Inactive", "Contact", "Reason", "Province"]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1046, "height": 718})
    for hidden in ("[data-testid=stSidebar]", "[data-testid=stDataFrame]", ".stButton", ".stLinkButton"):
        expect(page.locator(hidden).first).to_be_hidden()
    table = page.locator(".st-key-section_rescue_list table.printed")
    for heading in headings:
        expect(table.get_by_role("columnheader", name=heading, exact=True)).to_be_visible()
    with i18n.speaking("en"):
        today = numbers.day(datetime.now(UTC).date())
    expect(page.get_by_text(f"Printed on {today}")).to_be_visible()
    expect_script(page, "document.documentElement.scrollWidth <= window.innerWidth")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4", landscape=True))) >= 1
    page.emulate_media(media="null")
    page.set_viewport_size(VIEWPORT)
