"""Whether a sync is under way is told by its lock: that one, in this database, and no other."""

import psycopg
import pytest

from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import Connection, rows

NUMBER = "hashtextextended('atalaya sync', 0)"
HALVES = f"({NUMBER} >> 32)::integer, ({NUMBER}::bit(64) << 32 >> 32)::bit(64)::bigint::bit(32)::integer"


@pytest.mark.parametrize(
    ("lock", "alive"),
    [
        (NUMBER, True),
        (f"{NUMBER} + 1", False),
        (f"{NUMBER} # (1::bigint << 40)", False),
        (HALVES, False),
    ],
)
def test_only_the_lock_of_the_sync_tells(connection: Connection, warehouse: Warehouse, lock: str, alive: bool) -> None:
    with warehouse.connect() as syncing:
        for kind in ("advisory_lock", "advisory_lock_shared"):
            syncing.execute(f"select pg_{kind}({lock})".encode())
            assert rows(connection, "select ops.sync_is_alive()") == [(alive,)]
            syncing.execute("select pg_advisory_unlock_all()")
            assert rows(connection, "select ops.sync_is_alive()") == [(False,)]


def test_a_sync_of_another_warehouse_is_none_of_this_one(connection: Connection, server: Server) -> None:
    with psycopg.connect(server.url, autocommit=True) as other:
        other.execute(f"select pg_advisory_lock({NUMBER})".encode())
        assert rows(connection, "select ops.sync_is_alive()") == [(False,)]
