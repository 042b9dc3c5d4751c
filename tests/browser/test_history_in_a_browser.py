"""Back and Forward undo and redo one choice at a time, whichever control made it; what is selected follows its key."""

import re
from collections.abc import Callable

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.languages import catalogue
from tests.browser.conftest import TEST_SECONDS, Site
from tests.browser.waiting import (
    drawn,
    expect_in_url,
    expect_script,
    expect_to_stay_at,
    opened,
    reloaded,
    resting_box,
    settled,
    settled_address,
    value_in_url,
)

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


def day_shown(tab: Page) -> Locator:
    """The first field of the day that one looks from."""
    return tab.locator("[data-testid=stSidebar] [data-testid=stDateInput] [role=spinbutton]").first


def look_from(tab: Page, day: str) -> None:
    day_shown(tab).click()
    tab.keyboard.type(day.replace("-", ""), delay=20)
    tab.keyboard.press("Enter")
    tab.keyboard.press("Escape")


def names_of(site: Site, advisor: str) -> list[str]:
    with psycopg.connect(site.warehouse_url) as connection:
        found = connection.execute("select nombre from teloo.asesores where id::text = %s", [advisor]).fetchall()
    return [str(name) for (name,) in found]


@pytest.mark.check
def test_back_and_forward_go_choice_by_choice_through_every_kind_of_control(new_tab: Page) -> None:
    tab = new_tab
    opened(tab, "?language=en")
    tab.get_by_role("link", name="Advisor Rankings").click()
    drawn(tab, "Advisor Rankings")
    seen = [settled_address(tab)]
    choices: list[tuple[str, Callable[[], object]]] = [
        ("advisor", lambda: tick(tab)),
        ("measure", lambda: pick(tab, "Months show")),
        ("city", lambda: pick(tab, "City")),
        ("rank", lambda: tab.locator(".st-key-filters").get_by_text("By city").click()),
        ("search", lambda: write(tab, "a")),
        ("language", lambda: tab.locator("[data-testid=stSidebar]").get_by_text("id", exact=True).click()),
    ]
    for name, choose in choices:
        settled(tab)
        choose()
        seen.append(settled_address(tab, other_than=seen[-1]))
        value_in_url(tab, name)
    tab.get_by_role("link", name="Daftar Penyelamatan").click()
    drawn(tab, "Daftar Penyelamatan")
    expect_in_url(tab, language=["id"], city=[])
    for address in reversed(seen):
        tab.go_back(wait_until="commit")
        tab.wait_for_url(address)
        settled(tab)
        expect(tab.locator(".st-key-advisor")).to_have_count(int("advisor=" in address and "city=" not in address))
        # What the browser sends by itself has not brought back what was undone.
        assert settled_address(tab) == address
    for address in seen[1:]:
        tab.go_forward(wait_until="commit")
        tab.wait_for_url(address)
        settled(tab)
    # The tab's first page, Home, one entry a choice, and the other page.
    expect_script(tab, f"history.length === {len(seen) + 3}")


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.check), "id"])
def test_a_day_to_look_from_is_one_choice_among_others_on_a_page_that_one_came_to(language: str, new_tab: Page) -> None:
    """A list and a day; the other kinds of controls, on a page that takes long to draw: `make check`."""
    tab = new_tab
    said = catalogue(language).gettext
    opened(tab, f"facilitator_growth?language={language}")
    tab.get_by_role("link", name=said("Curriculum Funnel")).click()
    drawn(tab, said("Curriculum Funnel"))
    seen = [settled_address(tab)]
    pick(tab, said("Course"))
    value_in_url(tab, "course")
    seen.append(settled_address(tab, other_than=seen[-1]))
    look_from(tab, DAY)
    expect_in_url(tab, as_of=[DAY])
    seen.append(settled_address(tab, other_than=seen[-1]))
    for place, step in ((1, tab.go_back), (0, tab.go_back), (1, tab.go_forward), (2, tab.go_forward)):
        step(wait_until="commit")
        expect_to_stay_at(tab, seen[place])
        expect(tab.locator("[data-testid=stMain] [data-testid=stMultiSelect] [data-tag]")).to_have_count(int(place > 0))
        expect(day_shown(tab)).to_have_text(DAY[:4] if place == 2 else re.compile("[A-Za-z]+"))
    # The tab's first page, the one that one came from, and one entry a choice.
    expect_script(tab, f"history.length === {len(seen) + 2}")


@pytest.mark.check
def test_a_selected_advisor_stays_through_order_language_and_reload(tab: Page, site: Site) -> None:
    opened(tab, "advisor_rankings?language=en")
    tick(tab)
    advisor = value_in_url(tab, "advisor")
    detail = tab.locator(".st-key-advisor strong").first
    expect(detail).to_be_visible()
    [name] = names_of(site, advisor)
    expect(detail).to_have_text(name)
    box = resting_box(tab.locator(".st-key-table_advisors canvas").first)
    tab.mouse.click(box["x"] + 270, box["y"] + 17)
    settled(tab)
    tab.locator("[data-testid=stSidebar]").get_by_text("es", exact=True).click()
    drawn(tab, "Ranking de asesores")
    reloaded(tab)
    expect_in_url(tab, advisor=[advisor])
    expect(detail).to_have_text(name)
