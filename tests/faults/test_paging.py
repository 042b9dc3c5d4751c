"""Production goes on writing while it is read: a run shows one moment of all tables, and the next one the rest."""

import pytest

from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, user
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.faults.processes import InBackground
from tests.faults.proxy import Proxy, proxy_before
from tests.postgres_servers import as_user
from tests.sync.reading import ago, everything, touch

PEOPLE = 400


@pytest.fixture(autouse=True)
def organisation(production: Connection) -> None:
    """A circle of four hundred, each with a long name to read, and their attendance."""
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    production.execute(
        f"""insert into "User" (id, "updatedAt", email)
        select format('user %s', n), timestamp '2024-01-01' + n * interval '1 minute', repeat('x', 200)
        from generate_series(1, {PEOPLE}) as n;
        insert into "UserHangoutGroup"
            (id, "updatedAt", "joinedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId")
        select format('member %s', n), timestamp '2024-01-01', timestamp '2024-01-01', 'JOINED', 'MEMBER', 'g',
            format('user %s', n) from generate_series(1, {PEOPLE}) as n"""
    )


def write(production: Connection) -> None:
    """Touches a row at the beginning, one at the end; a parent with its children comes, and another leaves."""
    number = len(everything(production)["HangoutGroup"])
    touch(production, "User", "user 1", f"email = 'first{number}@x.id'")
    touch(production, "User", f"user {PEOPLE}", f"email = 'last{number}@x.id'")
    circle(production, f"new {number}", HIJRAH, led_by=f"leader {number}", members="")
    met(production, f"new {number}", ago(1), by=f"leader {number}")
    user(production, f"gone {number}")
    production.execute(f"""delete from "User" where id = 'gone {number - 1}'""")


def volume_of(proxy: Proxy, sync: Sync, url: str) -> int:
    """Bytes of a sync that reads everything."""
    before = proxy.passed
    sync(url=url, full=True)
    return proxy.passed - before


def test_a_first_load_shows_one_moment(
    pair: Pair, source: Database, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 1 in the first load: rows of every table come, change and go while rows are on their way."""
    before = everything(production)
    with proxy_before(source.url) as proxy:
        proxy.after(60_000, proxy.stall)
        running = InBackground(lambda: sync(url=proxy.url(source.url)))
        proxy.wait_for_stall()
        write(production)
        proxy.release()
        assert running.result().status == "succeeded"
    assert everything(replica) == before
    assert sync().status == "succeeded"
    assert pair.differences() == {}


def test_a_source_that_does_not_share_its_snapshot_shows_one_moment_too(
    pair: Pair, source: Database, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 1 without helpers: behind a pooler or on a standby, one connection has to do."""
    production.execute(
        """create role clerk login; grant select on all tables in schema public to clerk;
        revoke execute on function pg_export_snapshot() from public"""
    )
    before = everything(production)
    with proxy_before(source.url) as proxy:
        proxy.after(60_000, proxy.stall)
        running = InBackground(lambda: sync(url=proxy.url(as_user(source.url, "clerk"))))
        proxy.wait_for_stall()
        write(production)
        proxy.release()
        outcome = running.result()
    production.execute("drop owned by clerk; drop role clerk")
    assert (outcome.status, everything(replica)) == ("succeeded", before)
    assert sync().status == "succeeded"
    assert pair.differences() == {}


def test_later_syncs_show_one_moment_wherever_they_are(
    pair: Pair, source: Database, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 1: a parent and its child are committed, rows already read and not yet read change, one leaves."""
    sync()
    with proxy_before(source.url) as proxy:
        url = proxy.url(source.url)
        volume = volume_of(proxy, sync, url)
        for fifth in range(1, 5):
            before = everything(production)
            proxy.after(volume * fifth // 5, proxy.stall)
            running = InBackground(lambda: sync(url=url, full=True))
            proxy.wait_for_stall()
            write(production)
            proxy.release()
            assert (running.result().status, everything(replica)) == ("succeeded", before)
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    assert pair.stale_facts() == {}
