"""Waiting for a browser: what a page still changes is never read at once, but until it is as expected.

Streamlit's front end puts parameters back into the address after a page has been drawn, moves pictures while others
load, and swallows a click on a picture that it is drawing anew. So tests wait, and only this module looks at a page at
once; tests/test_patience.py sees to that.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.patience import LONG_ENOUGH_SECONDS

RETRY_MILLISECONDS = (15_000, 30_000, 60_000, 120_000)
"""After which a reader clicks again, each time with more patience: a late click and its repetition undo each other."""

PAUSE_MILLISECONDS = 200

LOOKS = 3
"""So often, a pause between them, a page must look the same before it rests."""

LOOKS_AT_THE_ADDRESS = 12
"""The same for an address: longer than what a choice makes the browser send may take to change it."""

Parameters = dict[str, list[str]]
Seen = TypeVar("Seen")


def opened(tab: Page, address: str) -> Page:
    """The page at an address, drawn to its end."""
    tab.goto("/" if address == "home" else f"/{address}")
    return drawn(tab)


def reloaded(tab: Page) -> Page:
    tab.reload()
    return drawn(tab)


def drawn(tab: Page, title: str | None = None) -> Page:
    """Until a page has its title and has been drawn to its end."""
    heading = tab.get_by_role("heading", level=1)
    expect(heading).to_be_visible() if title is None else expect(heading).to_have_text(title)
    # A page says when it has come to its end, or why it has not.
    whole = tab.locator(".whole").or_(tab.get_by_test_id("stMain").get_by_test_id("stAlert"))
    expect(whole.first).to_be_attached()
    settled(tab)
    return tab


def settled(tab: Page) -> None:
    """Until no script runs for this tab and no grey bar stands; after a click, wait for what it does first."""
    expect(tab.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    # An element whose script came late is held back for up to half a second more.
    expect(tab.get_by_test_id("stSkeleton")).to_have_count(0)


def quiet(tab: Page) -> None:
    """Until the page has also loaded what its pictures need."""
    settled(tab)
    tab.wait_for_load_state("networkidle")


def settled_address(tab: Page, *, other_than: str = "") -> str:
    """The address, once it is another one and the page has been drawn to its end."""
    address = _until(tab, lambda: tab.url, lambda now: now != other_than)
    settled(tab)
    return address


def expect_in_url(tab: Page, **expected: list[str]) -> None:
    """Until the address holds these values under these names; an empty list means that the name is gone."""
    _until(tab, lambda: {name: parameters(tab.url).get(name, []) for name in expected}, lambda now: now == expected)


def value_in_url(tab: Page, name: str) -> str:
    """The one value that the address holds under a name, as soon as it does."""
    [value] = _until(tab, lambda: parameters(tab.url).get(name, []), lambda now: len(now) == 1)
    return value


def expect_to_stay_at(tab: Page, address: str) -> None:
    """Until the page has an address, and has it still when it is drawn and the sidebar has asked again."""
    tab.wait_for_url(address)
    assert _rests(tab, lambda: tab.url == address, looks=LOOKS_AT_THE_ADDRESS), f"{tab.url}, not {address}"


def expect_script(tab: Page, condition: str) -> None:
    """Until an expression of JavaScript is true."""
    _until(tab, lambda: tab.evaluate(condition), bool)


def run_script(tab: Page, statement: str) -> None:
    tab.evaluate(statement)


def script_value(tab: Page, expression: str) -> object:
    """What an expression of JavaScript gives once the page, one of Streamlit's or not, has loaded all it needs."""
    tab.wait_for_load_state("networkidle")
    return tab.evaluate(expression)


def resting_value(tab: Page, expression: str, *, known: Callable[[Any], bool] = lambda _now: True) -> Any:
    """What an expression gives on a drawn page, once it is something that is `known` and gives the same again."""
    before: object = None

    def rests(now: object) -> bool:
        nonlocal before
        same, before = now == before and known(now), now
        return same

    quiet(tab)
    return _until(tab, lambda: tab.evaluate(expression), rests)


def focused(tab: Page) -> dict[str, object]:
    """Where the keyboard is: the tag, whether a frame shows it, the key of its element, whether that is the page's."""
    found = tab.evaluate(
        """() => {
            const here = document.activeElement;
            const keyed = here.closest("[class*='st-key-']");
            const frames = [here, here.closest("label")].filter(Boolean).map((one) => getComputedStyle(one));
            return {
                tag: here.tagName,
                framed: frames.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
                key: keyed && [...keyed.classList].find((name) => name.startsWith("st-key-")),
                inside: Boolean(here.closest("[data-testid=stMain]")),
            };
        }"""
    )
    assert isinstance(found, dict)
    return found


def how_many(found: Locator) -> int:
    """How many there are on a page that has been drawn to its end."""
    quiet(found.page)
    return found.count()


def resting_box(mark: Locator) -> FloatRect:
    """Where something is, once it stays there: what is above it may still be drawn."""
    mark.scroll_into_view_if_needed()
    before: FloatRect | None = None

    def rests(now: FloatRect | None) -> bool:
        nonlocal before
        same, before = now is not None and now == before, now
        return same

    box = _until(mark.page, mark.bounding_box, rests)
    assert box
    return box


def click_until_in_url(tab: Page, click: Callable[[], object], holds: Callable[[Parameters], bool]) -> None:
    """Clicks until the address's parameters say that a click has arrived, and still do once that is drawn."""
    _click_until(
        tab,
        click,
        arrive=lambda patience: tab.wait_for_url(lambda url: holds(parameters(url)), timeout=patience),
        has_arrived=lambda: holds(parameters(tab.url)),
    )


def click_until_shown(tab: Page, click: Callable[[], object], shown: Locator) -> None:
    """Clicks until what a click opens is there, and still is once the page is drawn."""
    _click_until(tab, click, arrive=lambda patience: shown.wait_for(timeout=patience), has_arrived=shown.is_visible)


def _click_until(
    tab: Page, click: Callable[[], object], *, arrive: Callable[[int], object], has_arrived: Callable[[], bool]
) -> None:
    """As a reader does: a picture that is drawn anew at that moment swallows the click.

    On a busy machine a click may arrive after all when it has been repeated, and the repetition undoes it. So only
    what holds on a page at rest counts, and what came late is not repeated.
    """
    for patience in RETRY_MILLISECONDS:
        settled(tab)
        click()
        with suppress(PlaywrightTimeout):
            arrive(patience)
        if _rests(tab, has_arrived):
            return
    pytest.fail(f"clicked {len(RETRY_MILLISECONDS)} times in vain at {tab.url}")


def _rests(tab: Page, holds: Callable[[], bool], *, looks: int = LOOKS) -> bool:
    """Whether something holds on the drawn page, and not for a moment only."""
    for _look in range(looks):
        settled(tab)
        if not holds():
            return False
        tab.wait_for_timeout(PAUSE_MILLISECONDS)
    return True


def points_at_something(tab: Page, x: float, y: float) -> bool:
    """Whether the mouse, moved there, lies on a part of a drawn picture that answers to clicks."""
    tab.mouse.move(x, y)
    tab.wait_for_timeout(PAUSE_MILLISECONDS)
    return bool(
        tab.evaluate(
            "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor === 'pointer'",
            [x, y],
        )
    )


def parameters(url: str) -> Parameters:
    """What an address asks for, name by name."""
    return parse_qs(urlparse(url).query)


def _until(tab: Page, look: Callable[[], Seen], holds: Callable[[Seen], bool]) -> Seen:
    deadline = time.monotonic() + LONG_ENOUGH_SECONDS
    while not holds(seen := look()):
        if time.monotonic() > deadline:
            pytest.fail(f"after {LONG_ENOUGH_SECONDS} s the page still says {seen!r} at {tab.url}")
        tab.wait_for_timeout(PAUSE_MILLISECONDS)
    return seen
