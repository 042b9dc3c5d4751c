"""A browser that turns dark or light while a page stands: text changes at once, pictures with the next second."""

import pytest
from playwright.sync_api import Page, expect

from analytics.theme import DARK, LIGHT, Palette, rgb
from tests.browser.conftest import TEST_SECONDS
from tests.browser.waiting import opened, quiet

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

MODES: dict[str, Palette] = {"dark": DARK, "light": LIGHT}


def test_text_and_pictures_follow_the_browser(tab: Page) -> None:
    quiet(opened(tab, "engagement_panel?language=en"))
    caption = tab.locator("[data-testid=stMain] [data-testid=stCaptionContainer]").first
    label = tab.locator("[data-testid=stMain] svg .role-axis-label text").first
    for mode, palette in MODES.items():
        tab.emulate_media(color_scheme=mode)  # type: ignore[arg-type]
        expect(caption).to_have_css("color", "rgb({}, {}, {})".format(*rgb(palette.quiet)))
        expect(label).to_have_attribute("fill", palette.quiet)
