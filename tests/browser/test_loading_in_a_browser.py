"""While a page loads, the browser has what it needs, and nothing that stands already has to move."""

import re

import pytest
from playwright.sync_api import Page, Request

from analytics.document.modules import ON_SOME_PAGES, needed
from tests.browser.conftest import PROJECT, TEST_SECONDS
from tests.browser.waiting import opened, resting_value, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(TEST_SECONDS)]

PAGES = tuple(sorted(path.stem for path in PROJECT.glob("pages/*.py") if path.stem != "__init__"))

ROOMS = """() => [...document.querySelectorAll('[class*="st-key-high_"]')].map((room) => [
    [...room.classList].find((name) => name.startsWith("st-key-high_")),
    room.getBoundingClientRect().height,
    room.querySelector("svg.marks, canvas")?.getBoundingClientRect().height ?? 0,
])"""
LARGEST_ERROR = 8
"""Pixels by which a chart may be higher than the room that was kept for it: less than a line of text."""


@pytest.mark.parametrize("page", PAGES)
def test_nothing_comes_late_and_nothing_has_to_move(tab: Page, page: str) -> None:
    late: list[str] = []

    def asked(request: Request) -> None:
        late.extend(re.findall(r"static/js/([A-Za-z]+)\.", request.url))

    # The server is asked for the page by its web socket.
    tab.on("websocket", lambda _socket: tab.on("request", asked))
    opened(tab, f"{'' if page == 'home' else page}?language=en")
    settled(tab)
    assert set(late) <= {name.partition(".")[0] for name in needed(ON_SOME_PAGES)}
    _a_chart_has_the_room_that_was_kept(tab)


def _a_chart_has_the_room_that_was_kept(tab: Page) -> None:
    rooms = resting_value(tab, f"({ROOMS})()", known=lambda found: all(drawn for _name, _room, drawn in found))
    for name, room, drawn in rooms:
        kept = int(name.split("_")[1])
        assert room == pytest.approx(max(kept, drawn), abs=2), name
        assert -LARGEST_ERROR <= drawn - kept <= LARGEST_ERROR, (name, drawn)
