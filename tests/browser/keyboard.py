"""Where the keyboard leads on a page."""

import json
from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.waiting import focused, script_value

CONTROLS = {"A", "BUTTON", "INPUT", "CANVAS", "SUMMARY"}
"""Tags of what answers to keys."""

MOST_STOPS = 200
_KEYS = """(selector) => [...document.querySelectorAll(selector)].map((found) =>
    [...found.classList].find((name) => name.startsWith("st-key-")))"""


def stops_of_the_tab_key(tab: Page) -> Iterator[dict[str, object]]:
    """Where the Tab key leads from where it is, until it leaves the page's own part."""
    for _stop in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        stop = focused(tab)
        if not stop["inside"]:
            return
        yield stop


def keys(tab: Page, selector: str) -> list[str]:
    """The keys of the elements that a selector finds."""
    found = script_value(tab, f"({_KEYS})({json.dumps(selector)})")
    assert isinstance(found, list)
    return found
