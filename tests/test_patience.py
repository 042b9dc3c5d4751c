"""Tests of the tests: none looks at once at what a browser still changes."""

import ast
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

TESTS = Path(__file__).parent
BROWSER_TESTS = sorted(TESTS.glob("browser/test_*.py"))

AT_ONCE = frozenset(
    name
    for name in {*dir(Locator), *dir(Page)}
    if name.startswith(("all", "content", "count", "evaluate", "get_attribute", "inner_", "input_", "is_", "query_"))
    or name in {"bounding_box", "screenshot", "text_content", "title", "url", "wait_for_timeout"}
)
"""What Playwright tells of this moment, or waits for without a reason; `expect` and tests.browser.waiting wait."""


def looks_at_once(source: str) -> list[str]:
    """Names in a test that look at a page at once, with their lines."""
    return [
        f"line {node.lineno}: {node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in AT_ONCE and _of_the_page(node)
    ]


def _of_the_page(node: ast.Attribute) -> bool:
    """Whether the object is a tab or what is found in it, not the site or a request that is over."""
    root: ast.expr = node.value
    while isinstance(root, ast.Attribute | ast.Call | ast.Subscript):
        root = root.func if isinstance(root, ast.Call) else root.value
    return not (isinstance(root, ast.Name) and root.id in {"site", "request"})


@pytest.mark.parametrize("path", BROWSER_TESTS, ids=lambda path: path.stem)
def test_a_browser_test_never_looks_at_once(path: Path) -> None:
    assert looks_at_once(path.read_text(encoding="utf-8")) == []


def test_a_look_at_once_is_found() -> None:
    assert looks_at_once('assert in_url(tab.url) == tab.locator("a").first.inner_text()\nsite.url') == [
        "line 1: url",
        "line 1: inner_text",
    ]
