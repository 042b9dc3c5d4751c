"""The policy on every answer lets the pages be drawn whole: the browser refuses nothing that they need."""

from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TEST_SECONDS, Site
from tests.browser.waiting import opened, run_script, script_value, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]


@pytest.fixture
def watched(tab: Page) -> Iterator[Page]:
    """A tab whose complaints fail the test."""
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    assert [said for said in complaints if not _is_a_missing_file(said)] == []
    assert script_value(tab, "window.refusals") == []


def test_a_file_is_downloaded_under_the_policy(watched: Page) -> None:
    opened(watched, "facilitator_growth")
    settled(watched)
    with watched.expect_download() as download:
        watched.locator("[class*=st-key-footer_] a").first.click()
    assert download.value.path().stat().st_size > 0


def test_the_description_of_the_api_is_drawn_under_its_policy(watched: Page) -> None:
    watched.goto("/api/docs")
    expect(watched.get_by_role("heading", name="Atalaya")).to_be_visible()


def test_a_strange_script_is_refused_and_no_page_is_framed(tab: Page, site: Site) -> None:
    """The policy is there, and the recorder hears of it."""
    opened(tab, "operations")
    run_script(
        tab, """document.head.append(Object.assign(document.createElement("script"), {text: "window.intruded = 1"}))"""
    )
    run_script(tab, "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2:9/x.png'}))")
    tab.wait_for_function("window.refusals.length >= 2")
    assert script_value(tab, "window.intruded === undefined")
    host = urlparse(site.url).netloc
    tab.goto("about:blank")
    tab.set_content(f"<iframe src='http://{host}/operations'></iframe>")
    tab.wait_for_load_state("networkidle")
    # What stands there instead is the browser's own page.
    expect(tab.frame_locator("iframe").locator("body")).to_be_attached()
    expect(tab.frame_locator("iframe").get_by_role("heading", name="Operations")).to_have_count(0)


def _is_a_missing_file(said: str) -> bool:
    return "status of 404" in said
