"""Who draws the eleven pictures: Atalaya, Superset without and with its cache, and the floor that Streamlit sets."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext

from benchmarks.browser import superset
from benchmarks.browser.pictures import PICTURES
from benchmarks.demo import Demo
from benchmarks.pages.serving import wait_for
from db.settings import PROJECT
from db.warehouse import READER
from tests.ports import free_port

HERE = Path(__file__).parent
VIEWPORT_WIDTH, VIEWPORT_HEIGHT = 1_400, 6_000
"""So tall that nothing of a page lies below the fold."""

ATALAYA = "Atalaya"
TEXT, CHARTS = "Streamlit, a title and a text", "Streamlit, eleven Altair charts"
SUPERSET = "Superset, cache {}"


@dataclass(frozen=True)
class Side:
    """A page by its address, the browser that has been there before, and the figures that it has at least."""

    name: str
    context: BrowserContext
    url: str
    figures: int


@contextmanager
def serving(demo: Demo, browser: Browser, *, with_superset: bool) -> Iterator[list[Side]]:
    """All sides on the same warehouse; Atalaya's comes first."""
    with ExitStack() as stack:
        atalaya = stack.enter_context(_process(demo, ["cli", "serve"], "--port"))
        warehouse = demo.url()
        sides = [Side(ATALAYA, _reader(browser), f"{atalaya}/engagement_panel", len(PICTURES))]
        if with_superset:
            addresses = stack.enter_context(superset.serving(sqlalchemy_url(warehouse)))
            context = _reader(browser)
            for cache, url in addresses.items():
                _sign_in(context, url)
                sides.append(Side(SUPERSET.format(cache), context, url, len(PICTURES)))
        for name, script, figures in ((TEXT, "bare_text.py", 1), (CHARTS, "bare_charts.py", len(PICTURES))):
            command = ["streamlit", "run", str(HERE / script)]
            url = stack.enter_context(_process(demo, command, "--server.port", BENCHMARK_WAREHOUSE=warehouse))
            sides.append(Side(name, _reader(browser), url, figures))
        yield sides


def sqlalchemy_url(warehouse: str) -> str:
    """The warehouse as its reader sees it, for the driver that Superset has."""
    role = quote(f"-c role={READER}")
    return f"{warehouse.replace('postgresql://', 'postgresql+psycopg2://', 1)}&options={role}"


def _reader(browser: Browser) -> BrowserContext:
    """A reader of this side, whose browser keeps scripts from one load to the next."""
    return browser.new_context(
        viewport={"width": VIEWPORT_WIDTH, "height": VIEWPORT_HEIGHT}, locale="en-US", color_scheme="light"
    )


def _sign_in(context: BrowserContext, url: str) -> None:
    """Superset shows its dashboard to who is signed in."""
    server = url.partition("/superset/")[0]
    answer = context.request.post(f"{server}/login/", form={"username": superset.USER, "password": superset.USER})
    if not answer.ok:
        raise RuntimeError(f"Superset lets nobody in ({answer.status}).")


@contextmanager
def _process(demo: Demo, command: list[str], port_option: str, **variables: str) -> Iterator[str]:
    """A server in a process of its own; says where."""
    port = free_port()
    environment = demo.environment | {"PYTHONPATH": str(PROJECT)} | variables
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", *command, port_option, str(port)],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
