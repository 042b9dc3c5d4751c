"""Twelve thousand rows under one cursor, and a process that is killed after five thousand."""

import psycopg

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


def write(production: Connection, email: str) -> None:
    """Every user anew, all at the same moment."""
    production.execute(
        f"""insert into "User" (id, "updatedAt", email) select lpad(n::text, 5, '0'), '{MOMENT}', %s
        from generate_series(1, {ROWS}) as n on conflict (id) do update set email = excluded.email""",
        [email],
    )


def test_updates_under_one_cursor_survive_a_kill_between_batches(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, here: Warehouse, command: Command
) -> None:
    """Forces promises 2 and 5, never a bare `>`: the watermark stands at the cursor that the unread rows share."""
    write(production, "first@x.id")
    sync()
    write(production, "second@x.id")
    with psycopg.connect(here.url, application_name="test") as holder:
        holder.execute("""select from "User" where id = '07500' for update""")
        victim = command("sync")
        wait_until(replica, blocked("atalaya"))
        victim.kill()
        victim.wait()
    wait_until(replica, "not ops.sync_is_alive()")
    assert rows(replica, """select count(*) from "User" where email = 'second@x.id'""") == [(5000,)]
    assert watermark(replica, "User") == MOMENT
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
