"""A real server on simulated organisations, and the system's Chromium in front of it."""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from analytics.ui.i18n import LOCALE_DIRECTORY
from sources import demo
from tests.browser.waiting import run_script
from tests.conftest import Server
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.ports import free_port

PROJECT = LOCALE_DIRECTORY.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SCALE = 0.1
VIEWPORT: ViewportSize = {"width": 1400, "height": 1200}
RECORD_REFUSALS = """
    window.refusals = [];
    document.addEventListener("securitypolicyviolation", (event) => {
        window.refusals.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile} ${event.sample}`);
    });
"""
TEST_SECONDS = 1_200
"""A browser test may take that long, with the server that the first one starts: its many steps wait in turn."""


@dataclass(frozen=True)
class Site:
    """Where the pages are, and the two databases behind them."""

    url: str
    warehouse_url: str
    source_url: str


@pytest.fixture(scope="session")
def site(postgres_18: Server) -> Iterator[Site]:
    """The server as `atalaya serve` starts it, its first sync done."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    names = [postgres_18.create("atalaya_template"), postgres_18.create("template1")]
    found = Site(f"http://127.0.0.1:{free_port()}", *map(postgres_18.database_url, names))
    demo.fill(found.source_url, scale=SCALE)
    with serving(found):
        wait_for_first_sync(found)
        yield found
    for name in names:
        postgres_18.drop(name)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; software rendering draws the map."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def reader(site: Site, chromium: Browser) -> Iterator[BrowserContext]:
    """A reader who speaks English, and whose browser keeps the scripts that it has loaded once."""
    context = chromium.new_context(
        base_url=site.url, viewport=VIEWPORT, locale="en-US", color_scheme="light", accept_downloads=True
    )
    context.set_default_timeout(LONG_ENOUGH_SECONDS * 1000)
    expect.set_options(timeout=LONG_ENOUGH_SECONDS * 1000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def only_tab(reader: BrowserContext) -> Page:
    """The reader's only tab: one that has compiled the scripts already draws a page in half the time of a new one."""
    found = reader.new_page()
    found.add_init_script(RECORD_REFUSALS)
    return found


@pytest.fixture
def tab(only_tab: Page) -> Iterator[Page]:
    """The tab as a new one: nothing is left of what the last test remembered, set and listened to."""
    with lent(only_tab) as found:
        yield found


@pytest.fixture
def new_tab(reader: BrowserContext) -> Iterator[Page]:
    """A tab that has been nowhere yet."""
    reader.clear_cookies()
    found = reader.new_page()
    yield found
    found.close()


@contextmanager
def lent(tab: Page) -> Iterator[Page]:
    """The tab, for one test or for all that look at one page."""
    listening: list[tuple[Any, Any]] = []

    def on(event: Any, handler: Any) -> None:
        listening.append((event, handler))
        Page.on(tab, event, handler)

    tab.context.clear_cookies()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tab, "on", on)
        yield tab
    for event, handler in listening:
        tab.remove_listener(event, handler)
    for other in tab.context.pages:
        if other != tab:
            other.close()
    tab.emulate_media(media="null", color_scheme="light")
    tab.set_viewport_size(VIEWPORT)
    # A page that nobody looks at would go on asking each second.
    tab.goto("/_stcore/health")
    run_script(tab, "sessionStorage.clear()")


@contextmanager
def serving(site: Site, **settings: str) -> Iterator[None]:
    """The server in a process of its own, under these settings, as long as the `with` lasts."""
    port = site.url.rsplit(":", 1)[1]
    environment = os.environ | {
        "ATALAYA_WAREHOUSE_URL": site.warehouse_url,
        **{f"ATALAYA_SOURCE_{source.upper()}_URL": site.source_url for source in demo.EVERY_SOURCE},
        "ATALAYA_BASIC_AUTH": "",
        **settings,
    }
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", port, "--log-level", "warning"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:
        try:
            wait_for(lambda: answers(site.url), "the server does not answer")
            yield
        finally:
            process.terminate()
            process.wait(LONG_ENOUGH_SECONDS)


@contextmanager
def page_of(script: str) -> Iterator[str]:
    """A page of the tests' own, by the name of its file here, as long as the `with` lasts; answers with its address."""
    port = free_port()
    settings = ["--server.port", str(port), "--server.headless", "true", "--", str(PROJECT)]
    command = [sys.executable, "-m", "streamlit", "run", f"tests/browser/{script}", *settings]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: answers(f"http://127.0.0.1:{port}"), f"{script} does not answer")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(LONG_ENOUGH_SECONDS)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=LONG_ENOUGH_SECONDS) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_for_first_sync(site: Site) -> None:
    with psycopg.connect(site.warehouse_url, autocommit=True) as connection:

        def succeeded() -> bool:
            found = connection.execute("select count(*) from ops.sync_run where status = 'succeeded'").fetchone()
            return found is not None and found[0] > 0

        wait_for(succeeded, "the first sync does not succeed")
