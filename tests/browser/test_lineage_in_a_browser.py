"""The way from production to a number, as the drawer draws it: no text leaves its box, no box meets another."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import TEST_SECONDS, page_of
from tests.browser.lineages import DIAGRAMS, WIDTHS
from tests.browser.waiting import script_value
from tests.patience import LONG_ENOUGH_SECONDS
from tests.pictures.scenegraph import Box

pytestmark = [pytest.mark.browser, pytest.mark.check, pytest.mark.timeout(TEST_SECONDS)]

BOXES = """(key) => {
    const place = document.querySelector(`.st-key-${key}`);
    const box = (kind, found) => {
        const at = found.getBoundingClientRect();
        return [kind, at.left, at.top, at.right, at.bottom, found.textContent];
    };
    return [
        [box("frame", place)],
        ...[...place.querySelectorAll("g.node")].map((node) => [
            box("box", node.querySelector("path, polygon")),
            ...[...node.querySelectorAll("text")].map((text) => box("text", text)),
        ]),
    ];
}"""
LINE = {"desk": 12, "phone": 8}
"""Pixels that a line of text is high at least."""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with page_of("page_of_lineages.py") as address:
        tab = chromium.new_page()
        tab.set_default_timeout(LONG_ENOUGH_SECONDS * 1000)
        tab.goto(address)
        yield tab
        tab.close()


@pytest.mark.parametrize("window", WIDTHS)
@pytest.mark.parametrize("number", range(len(DIAGRAMS)), ids=list(DIAGRAMS))
def test_texts_fit_their_boxes_and_boxes_stand_apart(number: int, window: str, page: Page) -> None:
    key, found = f"lineage_{number}_{window}", list(DIAGRAMS.values())[number]
    drawn = page.locator(f".st-key-{key} g.node")
    expect(drawn).to_have_count(len(found.boxes), timeout=LONG_ENOUGH_SECONDS * 1000)
    [[frame], *nodes] = boxes_of(page, key)
    for box, *texts in nodes:
        assert box.left >= frame.left - 1, f"{box} leaves {frame}"
        assert box.right <= frame.right + 1, f"{box} leaves {frame}"
        for text in texts:
            assert text.lies_in(box), f"{text} leaves {box}"
            assert text.bottom - text.top >= LINE[window], f"{text} is too small"
    for (one, *_said), (other, *_too) in combinations(nodes, 2):
        assert not one.meets(other), f"{one} meets {other}"


def boxes_of(page: Page, key: str) -> list[list[Box]]:
    found = script_value(page, f"({BOXES})('{key}')")
    assert isinstance(found, list)
    return [[Box(*one) for one in together] for together in found]
