"""Back and Forward undo and redo one choice at a time, whichever control made it; what is selected follows its key."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TEST_SECONDS
from tests.browser.waiting import drawn, expect_in_url, opened, reloaded, resting_box, settled, value_in_url

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

DAY = "2026-03-01"


def pick(tab: Page, name: str) -> None:
    """The first of the choices of a list that are not all."""
    tab.get_by_role("combobox", name=name).click()
    tab.get_by_role("option").nth(1).click()
    tab.keyboard.press("Escape")


def write(tab: Page, text: str) -> None:
    field = tab.locator(".st-key-filters input[type=search]")
    field.fill(text)
    field.press("Tab")


def tick(tab: Page) -> None:
    box = resting_box(tab.locator(".st-key-table_advisors canvas").first)
    tab.mouse.click(box["x"] + 18, box["y"] + 52 + 35)


def look_from(tab: Page, day: str) -> None:
    tab.locator("[data-testid=stSidebar] [data-testid=stDateInput] [role=spinbutton]").first.click()
    tab.keyboard.type(day.replace("-", ""), delay=20)
    tab.keyboard.press("Enter")
    tab.keyboard.press("Escape")


def test_back_and_forward_go_choice_by_choice_through_every_kind_of_control(tab: Page) -> None:
    opened(tab, "?language=en")
    tab.get_by_role("link", name="Advisor Rankings").click()
    drawn(tab, "Advisor Rankings")
    seen = [tab.url]
    choices: list[tuple[str, Callable[[], object]]] = [
        ("advisor", lambda: tick(tab)),
        ("measure", lambda: pick(tab, "Months show")),
        ("city", lambda: pick(tab, "City")),
        ("rank", lambda: tab.locator(".st-key-filters").get_by_text("By city").click()),
        ("search", lambda: write(tab, "a")),
        ("as_of", lambda: look_from(tab, DAY)),
        ("language", lambda: tab.locator("[data-testid=stSidebar]").get_by_text("id", exact=True).click()),
    ]
    for name, choose in choices:
        settled(tab)
        choose()
        tab.wait_for_function("before => location.href !== before", arg=seen[-1])
        value_in_url(tab, name)
        settled(tab)
        seen.append(tab.url)
    tab.get_by_role("link", name="Daftar Penyelamatan").click()
    drawn(tab, "Daftar Penyelamatan")
    expect_in_url(tab, as_of=[DAY], language=["id"], city=[])
    for address in reversed(seen):
        tab.go_back(wait_until="commit")
        tab.wait_for_url(address)
        # What the browser sends every second may not bring back what was undone.
        expect(tab.locator("[data-testid=stApp]")).to_be_attached()
        settled(tab)
        expect(tab.locator(".st-key-advisor")).to_have_count(int("advisor=" in address and "city=" not in address))
        assert tab.url == address
    for address in seen[1:]:
        tab.go_forward(wait_until="commit")
        tab.wait_for_url(address)
        settled(tab)
    assert tab.evaluate("history.length") == len(seen) + 3


def test_a_selected_advisor_stays_through_order_language_and_reload(tab: Page) -> None:
    opened(tab, "advisor_rankings?language=en")
    tick(tab)
    advisor = value_in_url(tab, "advisor")
    name = tab.locator(".st-key-advisor strong").first.inner_text()
    box = resting_box(tab.locator(".st-key-table_advisors canvas").first)
    tab.mouse.click(box["x"] + 270, box["y"] + 17)
    settled(tab)
    tab.locator("[data-testid=stSidebar]").get_by_text("es", exact=True).click()
    drawn(tab, "Ranking de asesores")
    reloaded(tab)
    expect_in_url(tab, advisor=[advisor])
    expect(tab.locator(".st-key-advisor strong").first).to_have_text(name)
