"""What a browser makes of texts from the data: the same letters, and nothing else, in every element of the pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import TEST_SECONDS, page_of
from tests.browser.texts import POISONOUS, TEXTS
from tests.browser.waiting import script_value
from tests.patience import LONG_ENOUGH_SECONDS

pytestmark = [pytest.mark.browser, pytest.mark.check, pytest.mark.timeout(TEST_SECONDS)]

ONCE = ("title", "header", "caption", "text", "info", "progress", "button", "link", "toggle", "within")
SEEN = """(() => [...document.querySelectorAll("[class*='st-key-']")].map((found) => [
    [...found.classList].find((name) => name.startsWith("st-key-")).slice(7),
    found.textContent.replace(/\\s+/g, " ").trim(),
    [...found.querySelectorAll("a, b, blockquote, code, em, h6, img, li, math, script, strong, table, del, .katex")]
        .map((inside) => inside.tagName).join(" "),
]))()"""


@pytest.fixture(scope="module")
def seen(chromium: Browser) -> Iterator[dict[str, tuple[str, str]]]:
    """The text of each part of the page, and which tags are in it that text has not."""
    with page_of("page_of_texts.py") as address:
        tab = chromium.new_page()
        yield looked_at(tab, address)
        tab.close()


def looked_at(tab: Page, address: str) -> dict[str, tuple[str, str]]:
    patience = LONG_ENOUGH_SECONDS * 1000
    tab.goto(address, timeout=patience)
    last = len(POISONOUS) - 1
    for part in (*ONCE, "metric", "badge", "options", "selectbox", "expander"):
        # The script of an element is fetched when it is first drawn.
        tab.locator(f".st-key-{part}_{last}").get_by_text("evil").first.wait_for(timeout=patience)
    found = script_value(tab, SEEN)
    assert isinstance(found, list)
    return {name: (text, tags) for name, text, tags in found}


def test_a_text_is_seen_letter_by_letter(seen: dict[str, tuple[str, str]]) -> None:
    shown = [seen[f"line_{number}"] for number in range(len(TEXTS))]
    assert [(text, *as_seen) for text, as_seen in zip(TEXTS, shown, strict=True) if as_seen != (text, "")] == []


@pytest.mark.parametrize("number", range(len(POISONOUS)))
def test_every_element_shows_a_text_as_it_is(number: int, seen: dict[str, tuple[str, str]]) -> None:
    text = POISONOUS[number]
    shown = {name: seen[f"{name}_{number}"][0] for name in ONCE}
    assert shown == dict.fromkeys(ONCE, text)
    assert seen[f"metric_{number}"][0] == text * 4
    assert seen[f"options_{number}"][0] == text * 2
    assert seen[f"badge_{number}"][0] == f"home {text}"
    assert seen[f"expander_{number}"][0].endswith(text)
    assert seen[f"selectbox_{number}"][0].startswith(text)
