"""`serve --processes`: several processes, one port, and every page stays where it began."""

import asyncio
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from benchmarks.load.tab import Tab
from db.settings import PROJECT
from db.warehouse import Warehouse
from processes import Here
from tests.conftest import Server, _warehouse
from tests.coroutines import completed
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.ports import free_port
from tests.test_serve import answer
from tests.thoroughness import part

ENOUGH_CONNECTIONS = 16
"""So many reach both of two processes, but once in 32,000 times."""

SOME_CONNECTIONS = part(ENOUGH_CONNECTIONS, 0.4)


@dataclass(frozen=True)
class Family:
    """A server and its processes."""

    url: str
    parent: psutil.Process

    def serving(self) -> list[psutil.Process]:
        """Those that listen at the port."""
        port = int(self.url.rsplit(":", 1)[1])
        return [child for child in self.parent.children() if port in _ports(child, psutil.CONN_LISTEN)]

    def readers(self, process: psutil.Process) -> int:
        """How many connections to the port a process has."""
        return _ports(process, psutil.CONN_ESTABLISHED).count(int(self.url.rsplit(":", 1)[1]))


def _ports(process: psutil.Process, status: str) -> list[int]:
    try:
        return [found.laddr.port for found in process.net_connections("tcp") if found.status == status]
    except psutil.Error:
        return []


@contextmanager
def family(warehouse: Warehouse) -> Iterator[Family]:
    """`atalaya serve --processes 2`."""
    with psycopg.connect(warehouse.url, autocommit=True) as connection:
        connection.execute(
            "insert into ops.sync_run (origin, sources, status, finished_at) "
            "values ('command line', '{}', 'succeeded', now())"
        )
    port = free_port()
    environment = os.environ | {"ATALAYA_WAREHOUSE_URL": warehouse.url, "ATALAYA_BASIC_AUTH": ""}
    command = [sys.executable, str(PROJECT / "cli.py"), "serve", "--port", str(port), "--processes", "2"]
    with subprocess.Popen(command, cwd="/", env=environment) as process:
        found = Family(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
        try:
            wait_for(lambda: len(found.serving()) == 2, "not both processes serve")
            yield found
        finally:
            process.terminate()
            process.wait(LONG_ENOUGH_SECONDS)


@pytest.fixture(scope="module")
def both(postgres_18: Server) -> Iterator[Family]:
    """One server for those tests that leave it as it was."""
    for warehouse in _warehouse(postgres_18):
        with family(warehouse) as found:
            yield found


def test_a_page_whose_connection_broke_goes_on_whichever_process_it_reaches(both: Family) -> None:
    async def scene() -> None:
        async with Tab(both.url) as tab:
            await tab.open("operations")
        for _ in range(SOME_CONNECTIONS):
            async with Tab(both.url, session=tab.session) as again:
                assert (await again.open("operations")).errors == []
                assert again.session == tab.session

    completed(scene())


def test_both_processes_have_readers(both: Family) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as readers:
            tabs = [await readers.enter_async_context(Tab(both.url)) for _ in range(ENOUGH_CONNECTIONS)]
            served = [both.readers(process) for process in both.serving()]
            assert sum(served) >= ENOUGH_CONNECTIONS
            assert all(served)
            for tab in tabs:
                assert (await tab.open("operations")).errors == []

    completed(scene())


def test_a_file_reaches_the_process_that_keeps_the_page_that_it_is_brought_to(both: Family) -> None:
    async def scene() -> None:
        async with Tab(both.url) as tab:
            assert (await tab.open("bring_data")).errors == []
            for number in range(SOME_CONNECTIONS):
                assert await asyncio.to_thread(brought, both.url, tab.session, number) == 204
            assert await asyncio.to_thread(brought, both.url, "00000000-0000-0000-0000-000000000000", 0) == 400

    completed(scene())


def brought(url: str, session: str, number: int) -> int:
    """How the server answers to a file, by a connection of its own."""
    token = generate_xsrf_token_string()
    content = (
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        + b"who,when\n" * 100_000
        + b"\r\n--edge--\r\n"
    )
    request = urllib.request.Request(  # noqa: S310
        f"{url}/_stcore/upload_file/{session}/file-{number}",
        content,
        {
            "Content-Type": "multipart/form-data; boundary=edge",
            "X-Xsrftoken": token,
            "Cookie": f"_streamlit_xsrf={token}",
        },
        method="PUT",
    )
    try:
        with urllib.request.urlopen(request, timeout=LONG_ENOUGH_SECONDS) as answered:  # noqa: S310
            return int(answered.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_session_that_nobody_keeps_becomes_a_new_one(both: Family) -> None:
    async def scene() -> None:
        unknown = "00000000-0000-0000-0000-000000000000"
        async with Tab(both.url, session=unknown) as tab:
            assert (await tab.open("operations")).errors == []
            assert tab.session not in {"", unknown}

    completed(scene())


def test_a_process_that_dies_is_started_again_and_its_readers_begin_anew(both: Family) -> None:
    async def scene() -> None:
        async with Tab(both.url) as tab:
            await tab.open("operations")
            before = both.serving()
            [its] = [process for process in before if both.readers(process)]
            its.kill()
            await asyncio.to_thread(wait_for, lambda: len(both.serving()) == 2, "it is not started again")
        assert {process.pid for process in both.serving()} != {process.pid for process in before}
        async with Tab(both.url, session=tab.session) as again:
            assert (await again.open("operations")).errors == []
        assert answer(f"{both.url}/health") == 200

    completed(scene())


def test_they_end_with_the_server_that_is_asked_to_end(both: Family) -> None:
    """The last test of that server."""
    they_end(both, signal.SIGTERM, 0)


def test_they_end_with_the_server_that_is_killed(warehouse_18: Warehouse) -> None:
    with family(warehouse_18) as found:
        they_end(found, signal.SIGKILL, -signal.SIGKILL)


def they_end(found: Family, how: signal.Signals, code: int) -> None:
    children = found.serving()
    found.parent.send_signal(how)
    assert found.parent.wait(LONG_ENOUGH_SECONDS) in {code, None}
    wait_for(lambda: not any(child.is_running() for child in children), "they outlive the server")


def test_what_goes_on_without_readers_is_the_first_ones(warehouse_18: Warehouse) -> None:
    script = (
        "import asyncio, os, processes, app; from sync.clock import jobs\n"
        "async def main():\n"
        "    async with app.lifespan(app.app):\n"
        "        print(jobs._clock is not None and jobs._clock.running, flush=True)\n"
        "for number in (0, 1):\n"
        "    processes._here = processes.Here(number, 2)\n"
        "    if not (child := os.fork()):\n"
        "        asyncio.run(main())\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)"
    )
    environment = os.environ | {"ATALAYA_WAREHOUSE_URL": warehouse_18.url}
    said = subprocess.check_output([sys.executable, "-c", script], cwd=PROJECT, env=environment, text=True)
    assert said.split() == ["True", "False"]


def test_each_process_knows_the_doors_of_the_others(tmp_path: Path) -> None:
    family_of_three = [Here(number, 3, tmp_path) for number in range(3)]
    for place in family_of_three:
        assert {place.door, *place.other_doors} == {other.door for other in family_of_three}
        assert place.door not in place.other_doors
