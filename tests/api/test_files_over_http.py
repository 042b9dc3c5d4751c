"""Files as browsers take them: from a server of its own process, by readers who leave in the middle or come as two."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from urllib.parse import urlparse

import pytest

from analytics.api.files import MOST_AT_ONCE
from analytics.files import link
from analytics.files.reading import APPLICATION
from db.settings import PROJECT
from db.warehouse import Warehouse
from tests.conftest import Server
from tests.ops import records
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.ports import free_port
from tests.test_serve import ELSEWHERE, wait_for_answer

ROWS = 12_000
"""As CSV 40 MB, in long rows, which are soon sorted: more than lies between a server and a reader who takes nothing."""


@pytest.fixture(scope="module")
def server(postgres_18: Server) -> Iterator[tuple[str, Warehouse]]:
    """Where the server answers, and its warehouse with many rows in quarantine."""
    name = postgres_18.create("atalaya_template")
    here = Warehouse(postgres_18.database_url(name))
    with here.connect() as connection:
        records.run(connection, 1)
        connection.execute(
            """insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data)
            select 'academy', 'students', md5(n::text), '23502',
                (select string_agg(md5(random()::text || n || part), ' ') from generate_series(1, 100) as part), '{}'
            from generate_series(1, %s) as n""",
            [ROWS],
        )
    with serving(here) as url:
        yield url, here
    postgres_18.drop(name)


@contextmanager
def serving(here: Warehouse) -> Iterator[str]:
    url = f"http://127.0.0.1:{free_port()}"
    environment = os.environ | {
        "ATALAYA_WAREHOUSE_URL": here.url,
        "ATALAYA_SOURCE_NGESHARE_URL": ELSEWHERE,
        "ATALAYA_BASIC_AUTH": "",
    }
    port = url.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", port, "--log-level", "warning"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:
        try:
            wait_for_answer(f"{url}/_stcore/health")
            yield url
        finally:
            process.terminate()
            process.wait(LONG_ENOUGH_SECONDS)


@pytest.fixture
def links(server: tuple[str, Warehouse], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Made in this process, answered by the other."""
    monkeypatch.setattr("db.warehouse.current", lambda: server[1])
    return link.of_formats(link.Asked("checks.rejects", {}, "rejects", "en", rows=ROWS))


@contextmanager
def asking(url: str, path: str) -> Iterator[http.client.HTTPConnection]:
    """A reader who has asked, and closes the tab at the end."""
    where = urlparse(url)
    with closing(http.client.HTTPConnection(where.hostname or "", where.port, timeout=LONG_ENOUGH_SECONDS)) as tab:
        tab.request("GET", f"/{path}")
        yield tab


def queries(here: Warehouse) -> int:
    """How many files are being read in the database."""
    with here.connect() as connection:
        found = connection.execute(
            "select count(*) from pg_stat_activity where application_name = %s "
            "and datname = current_database() and backend_type = 'client backend'",
            [APPLICATION],
        ).fetchone()
    return found[0] if found else 0


@pytest.mark.parametrize("file_format", link.FORMATS)
def test_who_leaves_in_the_middle_ends_the_query(
    server: tuple[str, Warehouse], links: dict[str, str], file_format: str
) -> None:
    url, here = server
    with asking(url, links[file_format]) as tab:
        answer = tab.getresponse()
        assert answer.status == 200
        assert answer.read(1)
        assert queries(here) == 1
        answer.close()
    wait_for(lambda: queries(here) == 0, "the query goes on without its reader")


@pytest.mark.parametrize("file_format", link.FORMATS)
def test_who_leaves_before_the_first_row_ends_the_query(
    server: tuple[str, Warehouse], links: dict[str, str], file_format: str
) -> None:
    url, here = server
    with here.connect(autocommit=False) as connection:
        connection.execute("lock table ops.sync_rejects in access exclusive mode")
        with asking(url, links[file_format]):
            wait_for(lambda: queries(here) == 1, "the file is not begun")
        wait_for(lambda: queries(here) == 0, "the query waits without its reader")


def test_those_who_left_take_no_place(server: tuple[str, Warehouse], links: dict[str, str]) -> None:
    url, here = server
    for _ in range(MOST_AT_ONCE + 1):
        with asking(url, links["csv"]) as tab:
            answer = tab.getresponse()
            assert answer.status == 200
            answer.close()
        wait_for(lambda: queries(here) == 0, "the query goes on without its reader")


def test_two_at_once_get_all_rows(server: tuple[str, Warehouse], links: dict[str, str]) -> None:
    url, here = server
    with asking(url, links["csv"]) as first, asking(url, links["csv"]) as second:
        answers = [first.getresponse(), second.getresponse()]
        begun = [answer.read(100) for answer in answers]
        assert queries(here) == len(answers)
        with ThreadPoolExecutor() as threads:
            rest = list(threads.map(lambda answer: answer.read(), answers))
    lines = [(start + end).decode("utf-8-sig").splitlines() for start, end in zip(begun, rest, strict=True)]
    assert [len(found) for found in lines] == [ROWS + 1] * 2
    assert lines[0] == lines[1]
    wait_for(lambda: queries(here) == 0, "a query goes on after its file")
