"""Fixtures that every test may use: real servers, and a database of its own for each test."""

import gc
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zlib import crc32

import hypothesis
import psycopg
import pytest
from psycopg import sql

import db.settings as configuration
from db.address import libpq_url, postgres_url
from db.migrate import migrate
from db.schemas import SEARCH_PATH
from db.warehouse import Warehouse
from tests import patience, postgres_servers, thoroughness

TEMPLATE = "atalaya_template"

SERVERS = ["postgres_18", "postgres_15"]
"""Fixtures of the servers that the SQL must run on."""

CLICKED = "clicked"
"""Under this name a test reports what it clicked, and how often."""

_numbers = itertools.count()

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--prepared-server", help=f"URL of a PostgreSQL 18 that runs and has a {TEMPLATE}, see tests/mutants"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves to `make check` what is slow by nature, and the second server of each rule."""
    # First, so that one process tries them all, with one browser and site; what is stolen is stolen from the end.
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    if thoroughness.level() == "check":
        return
    only = SERVERS[:1] if config.getoption("--prepared-server") else SERVERS
    kept = [item for item in items if not item.get_closest_marker("check") and _is_asked(item, only)]
    config.hook.pytest_deselected(items=sorted(set(items) - set(kept), key=lambda item: item.nodeid))
    items[:] = kept


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: no search for garbage goes through it again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how often the crawl in the browser clicked, and on what: its pages are spread over tests and processes."""
    clicked: Counter[str] = Counter()
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, counted in report.user_properties:
            if name == CLICKED and isinstance(counted, dict):
                clicked.update(counted)
    if clicked:
        parts = ", ".join(f"{name} {count}" for name, count in sorted(clicked.items()))
        terminalreporter.write_line(f"The crawl clicked {clicked.total()} times: {parts}.")


def _is_asked(item: pytest.Item, servers: list[str]) -> bool:
    """Whether it is this test's server that is asked: one a rule, unless the test is marked `each_server`."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    fixture, asked = next(
        ((name, value) for name, value in parameters.items() if isinstance(value, str) and value in SERVERS), ("", "")
    )
    if not asked or item.get_closest_marker("each_server"):
        return True
    # Where a module's tests share a database that is dear to make, they share its server.
    rule = item.nodeid.replace(asked, "") if fixture == "server" else f"{item.path.name} {fixture}"
    return bool(asked == servers[crc32(rule.encode()) % len(servers)])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """No test begins in one hour and ends in the next."""
    if wait := patience.until_the_hour_has_turned():
        time.sleep(wait)


@dataclass(frozen=True)
class Server:
    """A running Postgres and its migrated template database."""

    url: str

    def database_url(self, name: str) -> str:
        return libpq_url(postgres_url(self.url, "warehouse_url").changed(dbname=name))

    def run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def create(self, template: str) -> str:
        name = f"test_{next(_numbers)}"
        # Copying the template's files beats writing its pages to the log.
        self.run(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, name: str) -> None:
        self.run(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@dataclass
class SharedWarehouse:
    """An empty warehouse, and one session in it, for all tests of a server that are rolled back.

    What a session learns of views and functions takes ten times longer than to ask them.
    """

    warehouse: Warehouse
    _session: psycopg.Connection | None = None

    def session(self) -> psycopg.Connection:
        """The session; a new one where the test before has lost it."""
        if self._session is None or self._session.closed:
            self._session = self.warehouse.connect()
        return self._session

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
        self.warehouse.reader.dispose()


@dataclass(frozen=True)
class Database:
    """An empty database."""

    url: str

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.url, autocommit=True)


def _with_template(url: str) -> Server:
    server = Server(url)
    server.run(sql.SQL("create database atalaya_template").format())
    migrate(Warehouse(server.database_url("atalaya_template")))
    return server


@pytest.fixture(scope="session")
def postgres_18(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The embedded PostgreSQL 18."""
    if prepared := pytestconfig.getoption("--prepared-server"):
        yield Server(prepared)
        return
    with postgres_servers.embedded() as url:
        yield _with_template(url)


@pytest.fixture(scope="session")
def postgres_15() -> Iterator[Server]:
    """Debian's PostgreSQL 15."""
    if not postgres_servers.DEBIAN.exists():
        pytest.skip("Debian's PostgreSQL 15 is not installed: apt-get install postgresql-15")
    with postgres_servers.debian() as url:
        yield _with_template(url)


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Server:
    """Each server in turn."""
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def warehouse(server: Server) -> Iterator[Warehouse]:
    """A migrated warehouse of the test's own, on each server in turn."""
    yield from _warehouse(server)


@pytest.fixture
def warehouse_18(postgres_18: Server) -> Iterator[Warehouse]:
    """A migrated warehouse on the embedded server only, for tests whose subject is not SQL."""
    yield from _warehouse(postgres_18)


@pytest.fixture(scope="session")
def shared_warehouses() -> Iterator[Callable[[Server], SharedWarehouse]]:
    """One warehouse a server for all tests that leave it as it was."""
    found: dict[Server, SharedWarehouse] = {}

    def of(server: Server) -> SharedWarehouse:
        if server not in found:
            found[server] = SharedWarehouse(Warehouse(server.database_url(server.create(TEMPLATE))))
        return found[server]

    yield of
    for shared in found.values():
        shared.close()


@pytest.fixture
def shared_warehouse(server: Server, shared_warehouses: Callable[[Server], SharedWarehouse]) -> SharedWarehouse:
    """The warehouse of the tests that are rolled back, on each server in turn."""
    return shared_warehouses(server)


@pytest.fixture
def rolled_back(shared_warehouse: SharedWarehouse) -> Iterator[psycopg.Connection]:
    """An empty warehouse, written by its owner; nothing that a test writes is kept."""
    opened = shared_warehouse.session()
    with opened.transaction(force_rollback=True):
        yield opened
    opened.execute("select pg_advisory_unlock_all()")


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Gives a setting a value for this test."""

    def choose(name: str, value: str) -> None:
        monkeypatch.setenv(name, value)
        configuration.settings.cache_clear()

    yield choose
    monkeypatch.undo()
    configuration.settings.cache_clear()


@pytest.fixture
def empty_database(postgres_18: Server) -> Iterator[Database]:
    """An empty database of the test's own."""
    name = postgres_18.create("template1")
    yield Database(postgres_18.database_url(name))
    postgres_18.drop(name)


@pytest.fixture
def new_database(postgres_18: Server) -> Iterator[Callable[[], Database]]:
    """Makes as many empty databases as the test asks for."""
    names: list[str] = []

    def create() -> Database:
        names.append(postgres_18.create("template1"))
        return Database(postgres_18.database_url(names[-1]))

    yield create
    for name in names:
        postgres_18.drop(name)


def _warehouse(server: Server, template: str = TEMPLATE) -> Iterator[Warehouse]:
    name = server.create(template)
    # A database's own settings are not part of its template.
    path = sql.SQL(", ").join(map(sql.Identifier, SEARCH_PATH))
    server.run(sql.SQL("alter database {} set search_path = {}").format(sql.Identifier(name), path))
    warehouse = Warehouse(server.database_url(name))
    yield warehouse
    warehouse.reader.dispose()
    server.drop(name)
