"""A map on a desk and on a phone: each window has its own, and it fills it."""

import pytest
from playwright.sync_api import Page, expect

from analytics.ui.charts.circle_map import WINDOWS
from tests.browser.conftest import TEST_SECONDS, VIEWPORT
from tests.browser.waiting import opened, quiet, resting_box

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]


@pytest.mark.parametrize("page", ["rescue_list", pytest.param("advisor_rankings", marks=pytest.mark.check)])
def test_a_wide_window_shows_the_desks_map_and_a_narrow_one_the_phones(page: str, tab: Page) -> None:
    quiet(opened(tab, f"{page}?language=en&rank=city"))
    for width, shown in ((VIEWPORT["width"], "desk"), (400, "phone"), (VIEWPORT["width"], "desk")):
        tab.set_viewport_size({"width": width, "height": VIEWPORT["height"]})
        for window, size in WINDOWS.items():
            picture = tab.locator(f"[class*=st-key-{window}_map_]")
            expect(picture).to_be_visible() if window == shown else expect(picture).to_be_hidden()
            if window == shown:
                box = resting_box(picture.locator("canvas").first)
                assert box["width"] >= size.wide, box
                assert box["height"] == size.high
