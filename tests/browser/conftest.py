"""A real server on simulated organisations, and the system's Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from analytics.ui.i18n import LOCALE_DIRECTORY
from sources import demo
from tests.conftest import Server

PROJECT = LOCALE_DIRECTORY.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE_SECONDS = 90
SCALE = 0.3


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


@pytest.fixture
def tab(site: Site, chromium: Browser) -> Iterator[Page]:
    """A tab of a reader who speaks English."""
    context = chromium.new_context(
        base_url=site.url, viewport={"width": 1400, "height": 1200}, locale="en-US", accept_downloads=True
    )
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    yield context.new_page()
    context.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(site: Site) -> Iterator[None]:
    """The server in a process of its own, as long as the `with` lasts."""
    port = site.url.rsplit(":", 1)[1]
    environment = os.environ | {
        "ATALAYA_WAREHOUSE_URL": site.warehouse_url,
        **{f"ATALAYA_SOURCE_{source.upper()}_URL": site.source_url for source in demo.EVERY_SOURCE},
        "ATALAYA_BASIC_AUTH": "",
    }
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", port, "--log-level", "warning"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:
        try:
            wait_until(lambda: answers(site.url), "the server does not answer")
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_for_first_sync(site: Site) -> None:
    with psycopg.connect(site.warehouse_url, autocommit=True) as connection:

        def succeeded() -> bool:
            found = connection.execute("select count(*) from ops.sync_run where status = 'succeeded'").fetchone()
            return found is not None and found[0] > 0

        wait_until(succeeded, "the first sync does not succeed")


def wait_until(holds: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            pytest.fail(complaint)
        time.sleep(0.2)
