"""Twelve thousand rows, under one cursor or each with its own, and a process that is killed after five thousand."""

import psycopg
import pytest

from db.warehouse import Warehouse
from tests.conftest import Database
from tests.factories import Connection, rows
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.faults.processes import Command, blocked, wait_until
from tests.faults.proxy import proxy_before
from tests.sync.reading import watermark

ROWS = 12_000
MOMENT = "2024-02-03 04:05:06.789"


def write(production: Connection, email: str, apart: str = "0") -> None:
    """Every user anew, all at the same moment or each a little later than the one before."""
    production.execute(
        f"""insert into "User" (id, "updatedAt", email)
        select lpad(n::text, 5, '0'), timestamp '{MOMENT}' + n * interval '{apart}', %s
        from generate_series(1, {ROWS}) as n
        on conflict (id) do update set "updatedAt" = excluded."updatedAt", email = excluded.email""",
        [email],
    )


@pytest.mark.parametrize("apart", ["0", "2 hours"])
def test_updates_survive_a_kill_between_batches(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, here: Warehouse, command: Command, apart: str
) -> None:
    """Forces promises 2 and 5: never a bare `>` where the unread rows share the watermark, never a watermark before its
    rows where they lie far apart."""
    write(production, "first@x.id")
    sync()
    write(production, "second@x.id", apart)
    with psycopg.connect(here.url, application_name="test") as holder:
        holder.execute("""select from "User" where id = '07500' for update""")
        victim = command("sync")
        wait_until(replica, blocked("atalaya"))
        victim.kill()
        victim.wait()
    wait_until(replica, "not ops.sync_is_alive()")
    [(arrived, newest)] = rows(
        replica, """select count(*), max("updatedAt")::text from "User" where email = 'second@x.id'"""
    )
    assert (arrived, watermark(replica, "User")) == (5000, newest)
    assert sync().status == "succeeded"
    assert pair.differences() == {}


def test_a_first_load_under_one_cursor_survives_a_kill_in_its_midst(
    pair: Pair, source: Database, sync: Sync, production: Connection, replica: Connection, command: Command
) -> None:
    """Forces promise 5: more than 5,000 of 12,000 rows have crossed the wire when the process dies."""
    write(production, "first@x.id")
    with proxy_before(source.url) as proxy:
        proxy.after(ROWS * 40 // 2, proxy.stall)
        victim = command("sync", url=proxy.url(source.url))
        proxy.wait_for_stall()
        victim.kill()
        victim.wait()
    wait_until(replica, "not ops.sync_is_alive()")
    assert rows(replica, 'select count(*) from "User"') == [(0,)]
    assert sync().status == "succeeded"
    assert pair.differences() == {}
