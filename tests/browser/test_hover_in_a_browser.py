"""What a reader reads who points at a mark: a sentence, in Vega's pictures, the Sankey and the map, as each draws."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics import curriculum
from analytics.rows import rows
from analytics.ui.charts.circle_map import WINDOWS, Circle, pixels, view_of
from analytics.ui.curriculum.charts import city_circles
from analytics.ui.curriculum.charts.flow import NODE
from db.warehouse import Warehouse
from tests.browser.conftest import TEST_SECONDS, Site
from tests.browser.waiting import how_many, opened, points_at_something, quiet, resting_box

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

SENTENCE = re.compile(
    r"^(?![\s\S]*(#[0-9A-Fa-f]{6}|\b(nan|None|null|undefined|sentence)\b|_))"
    r"[\s\S]*[A-Za-z]{2,}[\s\S]*\s[A-Za-z]{2,}"
)
"""Two words at least, and neither a colour nor a field."""

MARKS = "svg :is(.mark-rect, .mark-symbol, .mark-line, .mark-arc).role-mark path"


def test_pointing_at_a_bar_and_at_a_flow_says_a_sentence(tab: Page) -> None:
    quiet(opened(tab, "curriculum_funnel?language=en"))
    charts = tab.locator("[data-testid=stVegaLiteChart]")
    expect(charts.nth(2)).to_be_visible()
    for number in range(how_many(charts)):
        box = resting_box(charts.nth(number).locator(MARKS).filter(visible=True).first)
        tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        says_a_sentence(tab.locator("#vg-tooltip-element.visible"))
        tab.mouse.move(0, 0)
    flow = resting_box(tab.locator("[class*=st-key-picture_flow] canvas").first)
    heights = (flow["y"] + share * flow["height"] / 20 for share in range(1, 20))
    assert any(points_at_something(tab, flow["x"] + NODE / 2, height) for height in heights)
    says_a_sentence(tab.locator("[class*=st-key-picture_flow] div").filter(has_text="group").last)


def test_pointing_at_a_city_says_a_sentence(tab: Page, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = Warehouse(site.warehouse_url)
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
    circles, _unknown = city_circles(rows(curriculum.rescue_cities()))
    warehouse.reader.dispose()
    quiet(opened(tab, "rescue_list?language=en"))
    picture = tab.locator(".st-key-desk_map_rescue_map")
    box, window = resting_box(picture.locator("canvas").first), WINDOWS["desk"]
    view = view_of([(circle.longitude, circle.latitude) for circle in circles], window)
    largest = Circle("", "", circles[0].latitude, circles[0].longitude, 1, [])
    x, y = pixels(largest, view, window)
    tab.mouse.move(box["x"] + x + (box["width"] - window.wide) / 2, box["y"] + y, steps=3)
    tooltip = picture.locator(".deck-tooltip")
    says_a_sentence(tooltip)
    expect(tooltip).to_contain_text(circles[0].name)


def says_a_sentence(tooltip: Locator) -> None:
    expect(tooltip).to_be_visible()
    expect(tooltip).to_have_text(SENTENCE)
