"""Tests of the tests: none depends on the clock's hour, on how fast a machine is, or on a browser being done."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.patience import until_the_hour_has_turned
from tests.ports import FIRST, PORTS, free_port

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


PATIENCE_COMES_FIRST = frozenset({"acquire", "join", "result", "wait"})
"""Methods whose first argument is a number of seconds."""


def short_waits(source: str) -> list[str]:
    """Calls that give up after a number of seconds which stands in the test itself, with their lines."""
    calls = [call for call in ast.walk(ast.parse(source)) if isinstance(call, ast.Call)]
    methods = [(call, call.func.attr) for call in calls if isinstance(call.func, ast.Attribute)]
    given = [(call, name, call.args[:1] if name in PATIENCE_COMES_FIRST else []) for call, name in methods]
    return [
        f"line {call.lineno}: {name}"
        for call, name, first in given
        for seconds in (*first, *(named.value for named in call.keywords if named.arg == "timeout"))
        if isinstance(seconds, ast.Constant) and type(seconds.value) in {int, float}
    ]


def test_no_test_gives_up_sooner_than_all_others() -> None:
    found = {
        path.name: waits
        for path in sorted(TESTS.rglob("*.py"))
        if (waits := short_waits(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_short_wait_is_found() -> None:
    assert short_waits(
        'process.wait(20)\nrun(["x"], timeout=LONG)\nsubprocess.run(["x"], timeout=60)\n", ".join(names)'
    ) == [
        "line 1: wait",
        "line 3: run",
    ]


@pytest.mark.parametrize(
    ("left", "wait"), [(timedelta(minutes=59), 0), (timedelta(seconds=16), 0), (timedelta(seconds=15), 15.1)]
)
def test_no_test_starts_when_the_hour_ends(left: timedelta, wait: float) -> None:
    assert until_the_hour_has_turned(datetime(2026, 3, 9, tzinfo=UTC) - left) == pytest.approx(wait)


def test_ports_are_given_out_once_and_never_by_the_system() -> None:
    ports = [free_port() for _ in range(20)]
    assert len(set(ports)) == 20
    assert all(FIRST <= port < FIRST + PORTS for port in ports)
    given_out = Path("/proc/sys/net/ipv4/ip_local_port_range")
    assert not given_out.exists() or int(given_out.read_text().split()[0]) >= FIRST + PORTS


def test_no_test_runs_a_loop_beside_a_browser() -> None:
    found = [
        path.name
        for path in sorted(TESTS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"asyncio.run", "anyio.run"}
    ]
    assert found == []
