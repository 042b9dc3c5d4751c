"""Three servers behind a balancer that knows no sessions: files come from any, and who loses his server goes on."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.balancer import balanced
from tests.browser.conftest import TEST_SECONDS, Site, serving
from tests.browser.waiting import drawn, expect_in_url, how_many, script_value
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.check, pytest.mark.timeout(TEST_SECONDS)]

COURSE = "Ngeshare Sesi Aqidah"


@pytest.fixture(scope="module")
def ports(site: Site) -> Iterator[list[int]]:
    """Where three servers of one warehouse listen; whoever is killed stays dead."""
    with ExitStack() as servers:
        found = [free_port() for _ in range(3)]
        for port in found:
            servers.enter_context(serving(replace(site, url=f"http://127.0.0.1:{port}")))
        yield found


def test_files_come_from_any_server_and_a_reader_whose_server_dies_goes_on(tab: Page, ports: list[int]) -> None:
    with balanced([partial(socket.create_connection, ("127.0.0.1", port)) for port in ports]) as port:
        tab.goto(f"http://127.0.0.1:{port}/curriculum_funnel?course={COURSE.replace(' ', '+')}")
        drawn(tab, "Curriculum Funnel")
        address = str(script_value(tab, "document.querySelector('[class*=st-key-footer_] a').href"))
        for _ in range(6):
            assert tab.request.get(address).ok
        sections = how_many(tab.get_by_role("heading", level=2))
        # What fetched scripts and files lets go after five seconds; the page's own connection stays.
        wait_for(lambda: len(reached(ports)) == 1, "more than one server has a reader")
        with tab.expect_event("websocket", timeout=LONG_ENOUGH_SECONDS * 1000):
            reached(ports)[0].kill()
        drawn(tab, "Curriculum Funnel")
        expect_in_url(tab, course=[COURSE])
        expect(tab.get_by_role("heading", level=2)).to_have_count(sections)
        expect(tab.get_by_test_id("stMain").get_by_text(COURSE).first).to_be_visible()


def reached(ports: list[int]) -> list[psutil.Process]:
    """The servers that somebody is connected with."""
    own = psutil.Process()
    servers = {
        found.laddr.port: child
        for child in own.children()
        for found in child.net_connections("tcp")
        if found.status == psutil.CONN_LISTEN
    }
    connected = {found.raddr.port for found in own.net_connections("tcp") if found.status == psutil.CONN_ESTABLISHED}
    return [servers[port] for port in ports if port in connected]
