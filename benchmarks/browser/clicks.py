"""The clicks on a page of Atalaya that are measured: in each section one on each kind of control that it has."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks.browser.measuring import Received, clicked

SECTIONS = "[data-testid=stMain] [class*='st-key-section_']"
KINDS = {
    "table": "[data-testid=stCheckbox] label",
    "choice": "[data-testid=stButtonGroup] [role=radio][aria-checked=false]",
    "order or page": "[data-testid=stButton] button:not([class*='definition']):not(:disabled)",
}
"""By what a reader would call it; a definition's button opens a drawer over the page, and changes no section."""
NOT_A_CHANGE = "[class*='st-key-definition_']"


@dataclass(frozen=True)
class Click:
    """What one click on a page was like."""

    section: str
    kind: str
    seconds: float | None
    """Until its section stood; None where nothing in it changed."""
    received: int


def clicks(page: Page, received: Received) -> Iterator[Click]:
    """Makes the clicks one after the other, on the page as the last one left it."""
    for section in names(page):
        for kind, control in KINDS.items():
            part = page.locator(f"[data-testid=stMain] .{section}").first
            found = part.locator(control).and_(page.locator(f":not({NOT_A_CHANGE} *)")).first
            if found.count() and found.is_visible():
                seconds, size = clicked(page, part, found, received)
                yield Click(section.removeprefix("st-key-section_"), kind, seconds, size)


def names(page: Page) -> list[str]:
    """The class of each section, from the top."""
    found: list[str] = page.locator(SECTIONS).evaluate_all(
        "(sections) => sections.map((one) => [...one.classList].find((name) => name.startsWith('st-key-section_')))"
    )
    return list(dict.fromkeys(found))
