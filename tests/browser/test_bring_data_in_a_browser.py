"""From a file on the desk to a page's numbers, as somebody does it: drop, look, reload, agree, import, open."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page, expect

from db import origins
from sources import demo
from tests.browser.accessibility import findings
from tests.browser.conftest import CHROMIUM, TEST_SECONDS, Site, serving
from tests.browser.waiting import (
    click_until_shown,
    drawn,
    expect_in_url,
    expect_script,
    quiet,
    reloaded,
    settled,
)
from tests.conftest import Server
from tests.pages.test_bring_data import SHEET
from tests.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]


@pytest.fixture
def bringing(postgres_18: Server, tmp_path: Path) -> Iterator[str]:
    """The address of a server whose warehouse says that it holds the demo's rows."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    names = [postgres_18.create("atalaya_template"), postgres_18.create("template1")]
    address = f"http://127.0.0.1:{free_port()}"
    found = Site(address, *map(postgres_18.database_url, names))
    with psycopg.connect(found.warehouse_url, autocommit=True) as connection:
        origins.record(connection, demo.EVERY_SOURCE, "demo")
        # Without a run there ever was, the server would fetch the demo first.
        connection.execute(
            "insert into ops.sync_run (origin, sources, status, finished_at) "
            "values ('command line', '{}', 'succeeded', now())"
        )
    settings = {f"ATALAYA_SOURCE_{source.upper()}_URL": "" for source in demo.EVERY_SOURCE}
    with serving(found, ATALAYA_IMPORTS_URL=found.source_url, ATALAYA_DATA_DIR=str(tmp_path), **settings):
        yield address
    for name in names:
        postgres_18.drop(name)


def test_a_sheet_on_the_desk_becomes_a_page(tab: Page, bringing: str, tmp_path: Path) -> None:
    sheet = tmp_path / "visits.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    tab.goto(f"{bringing}/?language=en")
    drawn(tab)
    tab.get_by_role("link", name="Bring Data").click()
    drawn(tab, "Bring Data")
    assert findings(tab) == []
    tab.locator("input[type=file]").set_input_files(sheet)
    expect(tab.get_by_text("Students: 3 · Check-ins: 3")).to_be_visible()
    settled(tab)
    zone = tab.get_by_role("combobox", name="Time zone")
    zone.fill("Europe/Madrid")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("America/Guayaquil → Europe/Madrid")).to_be_visible()
    reloaded(tab)
    expect(tab.get_by_text("America/Guayaquil → Europe/Madrid")).to_be_visible()
    quiet(tab)
    assert findings(tab) == []
    tab.set_viewport_size({"width": 400, "height": 900})
    quiet(tab)
    expect_script(tab, "document.documentElement.scrollWidth <= window.innerWidth")
    tab.set_viewport_size({"width": 1400, "height": 1200})
    settled(tab)
    importing = tab.locator(".st-key-import button")
    expect(importing).to_be_disabled()
    tab.get_by_text("Yes, the demo's rows leave").click()
    expect(importing).to_be_enabled()
    click_until_shown(tab, importing.click, tab.locator(".st-key-bring_more"))
    assert findings(tab) == []
    # The demo's page of its own has gone from the navigation with the demo.
    expect(tab.get_by_role("link", name="Bring Data")).to_have_count(0)
    tab.get_by_role("link", name="Open Engagement Panel as of Feb 14, 2025").click()
    drawn(tab, "Engagement Panel")
    expect_in_url(tab, as_of=["2025-02-14"])
    expect(tab.get_by_text("As of Feb 14, 2025").first).to_be_visible()
    expect(tab.locator("[data-testid=stMetric]").filter(has_text="Active, 14 days")).to_contain_text("2")
