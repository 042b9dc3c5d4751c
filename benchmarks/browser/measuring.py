"""One load of a page in Chromium, and one click on it: when figures stood, what was sent, how far things shifted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Locator, Page

WATCHING = Path(__file__).with_name("watching.js").read_text(encoding="utf-8")
READ = """() => ({
    ...watching,
    height: Math.max(0, ...[...document.querySelectorAll("[data-testid=stMainBlockContainer], .dashboard")]
        .map((one) => one.scrollHeight)),
})"""
QUIET_SECONDS = 1.0
"""A page on which no figure changed for so long is drawn."""
LONGEST_START_SECONDS = 5.0
"""A click after which nothing has begun to work for so long is one that the browser answers alone."""
PATIENCE_SECONDS = 120
LOOKED_EVERY_MILLISECONDS = 100
TABS = "[data-testid=stMain] [data-testid=stTab]"
LONGEST_WINDOW, LONGEST_PAUSE = 5_000.0, 1_000.0
"""Milliseconds: shifts without such a pause between them are one movement to the eye, which lasts at most so long."""


@dataclass(frozen=True)
class Load:
    """What one load of a page was like; seconds count from the click on its link."""

    first_figure: float
    last_figure: float
    figures: int
    received: int
    shift: float
    height: int


class Received:
    """Bytes that a tab is sent: whatever HTTP brings, with its headers, and what frames of a web socket hold."""

    def __init__(self, session: CDPSession) -> None:
        self.size = 0
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda event: self._add(payload_size(event["response"])))
        session.send("Network.enable")

    def _add(self, size: float) -> None:
        self.size += round(size)


def payload_size(frame: dict[str, Any]) -> int:
    """Bytes of a frame as the protocol tells it: binary ones in base64."""
    data: str = frame["payloadData"]
    return len(data) * 3 // 4 - data.count("=", -2) if frame["opcode"] == 2 else len(data.encode())


def cumulative_shift(shifts: Sequence[tuple[float, float]]) -> float:
    """The layout shift of a page as browsers define it: the largest sum of shifts that belong together.

    Each is its moment in milliseconds and its size.
    """
    largest = total = 0.0
    began = before = float("-inf")
    for at, size in shifts:
        if at - before >= LONGEST_PAUSE or at - began >= LONGEST_WINDOW:
            began, total = at, 0.0
        total += size
        before = at
        largest = max(largest, total)
    return largest


@contextmanager
def loaded(context: BrowserContext, url: str, figures: int) -> Iterator[tuple[Page, Load, Received]]:
    """A tab in which the page was loaded; it has at least so many figures."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_SECONDS * 1000)
    try:
        page.add_init_script(WATCHING)
        received = Received(context.new_cdp_session(page))
        page.goto(url, wait_until="commit")
        found = _drawn(page, figures)
        last = found["last"] / 1000 + _other_tabs(page, received)
        load = Load(
            first_figure=found["first"] / 1000,
            last_figure=last,
            figures=found["figures"],
            received=received.size,
            shift=cumulative_shift(found["shifts"]),
            height=found["height"],
        )
        yield page, load, received
    finally:
        page.close()


def _drawn(page: Page, figures: int) -> dict[str, Any]:
    _wait(
        page,
        f"window.watching && watching.figures >= {figures} && watching.isQuiet(watching.last, {QUIET_SECONDS * 1000})",
    )
    found: dict[str, Any] = page.evaluate(READ)
    return found


def _other_tabs(page: Page, received: Received) -> float:
    """Seconds that a reader waits for the figures of a page's other tabs, where it is cut into tabs."""
    tabs, whole = page.locator(TABS), page.locator("[data-testid=stMain]")
    took = [clicked(page, whole, tabs.nth(tab), received)[0] for tab in range(1, tabs.count())]
    return sum(seconds or 0.0 for seconds in took)


def clicked(page: Page, part: Locator, control: Locator, received: Received) -> tuple[float | None, int]:
    """Seconds until a part of the page last changed after a click on the control, and bytes that came meanwhile."""
    before = received.size
    control.evaluate("(control, part) => watching.watch(part, control)", part.element_handle())
    control.click()
    _wait(page, f"watching.isAnswered({QUIET_SECONDS * 1000}, {LONGEST_START_SECONDS * 1000})")
    seconds: float | None = page.evaluate(
        "() => watching.clicked.changed && (watching.clicked.changed - watching.clicked.at) / 1000"
    )
    return seconds, received.size - before


def _wait(page: Page, until: str) -> None:
    page.wait_for_function(f"() => {until}", polling=LOOKED_EVERY_MILLISECONDS)
