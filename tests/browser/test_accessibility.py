"""For everybody: legible in both modes, whole on paper, in the reader's language, and done by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import EXCEPTED
from tests.browser.conftest import TEST_SECONDS
from tests.browser.waiting import (
    drawn,
    expect_in_url,
    expect_script,
    opened,
    quiet,
    settled,
    value_in_url,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]


def test_few_findings_are_excepted_each_with_its_report() -> None:
    assert len(EXCEPTED) <= 5
    assert all(known.report.startswith("https://github.com/streamlit/streamlit/issues/") for known in EXCEPTED)


def test_the_document_follows_who_chooses_another_language(tab: Page) -> None:
    opened(tab, "?language=en")
    tab.get_by_role("radio", name="id").or_(tab.get_by_role("button", name="id", exact=True)).first.click()
    drawn(tab, "Beranda")
    expect_script(tab, "document.documentElement.lang === 'id'")
    expect(tab).to_have_title("Beranda · Atalaya")


def test_everything_is_done_by_keyboard_alone(tab: Page) -> None:
    """A chip is chosen and removed, the drawer opened and closed, a file downloaded, a row chosen."""
    quiet(opened(tab, "advisor_rankings"))
    field = tab.get_by_role("combobox", name="City")
    field.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert value_in_url(tab, "city")
    settled(tab)
    field.focus()
    tab.keyboard.press("Backspace")
    expect_in_url(tab, city=[])
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
    tab.locator("[class*=st-key-table_advisors] canvas").first.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Shift+Space")
    expect(tab.locator(".st-key-advisor")).to_be_visible()
