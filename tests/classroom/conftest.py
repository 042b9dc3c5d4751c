"""A school with one session, seen from noon on 15 June 2026 in UTC; nothing that a test writes is kept."""

from collections.abc import Iterator

import pytest

from db.warehouse import Warehouse
from tests.classroom.classroom import add
from tests.conftest import Server
from tests.factories import Connection, look_from


@pytest.fixture(scope="session")
def warehouses() -> dict[Server, Warehouse]:
    """One database per server for all these tests: each leaves it as it was."""
    return {}


@pytest.fixture
def empty(server: Server, warehouses: dict[Server, Warehouse]) -> Iterator[Connection]:
    """A warehouse without a row."""
    if server not in warehouses:
        warehouses[server] = Warehouse(server.database_url(server.create("atalaya_template")))
    with warehouses[server].connect() as opened, opened.transaction(force_rollback=True):
        look_from(opened, "2026-06-15 12:00:00")
        yield opened


@pytest.fixture
def connection(empty: Connection) -> Connection:
    """A school with a session that has a group, and a second session of the same kind."""
    add(empty, "schools", "school")
    for session, group in (("session", "group"), ("another session", "another group")):
        add(empty, "sessions", session)
        add(empty, "session_groups", group, session_id=session)
    return empty
