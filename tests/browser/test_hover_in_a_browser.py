"""What a reader reads who points at a mark: a sentence, in Vega's pictures, the Sankey and the map, as each draws."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.ui.curriculum.charts.flow import NODE
from tests.browser.conftest import TEST_SECONDS
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


def says_a_sentence(tooltip: Locator) -> None:
    expect(tooltip).to_be_visible()
    expect(tooltip).to_have_text(SENTENCE)
