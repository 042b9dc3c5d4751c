"""A database with the functions that read values, on each server in turn."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from sources.imports import values
from tests.conftest import Server

FAR_FROM_UTC = "Pacific/Apia"
"""Nothing may depend on the clock of a session."""


@pytest.fixture(scope="session")
def readers() -> Iterator[Callable[[Server], psycopg.Connection]]:
    """One session a server: tests leave no more than temporary tables."""
    found: dict[Server, psycopg.Connection] = {}

    def of(server: Server) -> psycopg.Connection:
        if server not in found:
            url = server.database_url(server.create("template1"))
            connection = psycopg.connect(url, autocommit=True)
            connection.execute(
                "select set_config('timezone', %s, false), set_config('search_path', 'pg_catalog', false),"
                " set_config('client_min_messages', 'warning', false)",
                [FAR_FROM_UTC],
            )
            values.create(connection)
            found[server] = connection
        return found[server]

    yield of
    for connection in found.values():
        connection.close()


@pytest.fixture
def reader(server: Server, readers: Callable[[Server], psycopg.Connection]) -> psycopg.Connection:
    """A session in a database with the functions of schema `imports`."""
    return readers(server)
