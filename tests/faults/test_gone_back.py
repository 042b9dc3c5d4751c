"""A source restored to an earlier state: rows of the warehouse are newer than its own, and no cursor says which."""

from collections.abc import Iterator

import pytest

from db.warehouse import Warehouse
from sync.log import progress
from tests.conftest import Server
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.faults.conftest import Sync
from tests.faults.organisation import reading, session
from tests.faults.pair import Pair
from tests.preloaded import Preloaded, preloaded_with
from tests.sync.reading import TABLES, ago, ids, touch, versions, watermark

GONE_BACK = "The ngeshare source has gone back in time"
HEALTH = "select status, message from ops.health where \"check\" = 'source' and subject = 'ngeshare'"


def two_days_ago(production: Connection) -> None:
    """A circle that is three days old, and a backup of that."""
    circle(production, "g", HIJRAH)
    met(production, "g", ago(4), by="ana")
    for table in TABLES[:5]:
        production.execute(f"""update "{table}" set "updatedAt" = '{ago(3)}'""".encode())
    production.execute("create schema backup")
    for table in TABLES:
        production.execute(f'create table backup."{table}" as table public."{table}"'.encode())


@pytest.fixture(scope="module")
def preloaded(postgres_18: Server, empty_productions: str) -> Iterator[Preloaded]:
    with preloaded_with(postgres_18, empty_productions, two_days_ago) as found:
        yield found


def live_on(production: Connection) -> None:
    """Two days in which a name changes, people come, a group meets, and one leaves."""
    touch(production, "HangoutGroup", "g", "name = 'renamed'", at=f"timestamp '{ago(1)}'")
    touch(production, "User", "ana", "email = 'ana@new.id'", at=f"timestamp '{ago(hours=5)}'")
    circle(production, "h", HIJRAH)
    met(production, "g", ago(hours=3), by="ana", episode=2)


def restore(production: Connection) -> None:
    production.execute("truncate " + ", ".join(f'"{table}"' for table in TABLES) + " cascade")
    for table in TABLES:
        production.execute(f'insert into public."{table}" select * from backup."{table}"'.encode())


def test_it_is_said_and_every_row_follows_at_once(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, here: Warehouse
) -> None:
    sync()
    live_on(production)
    assert sync().status == "succeeded"
    restore(production)
    outcome = sync()
    assert (outcome.status, pair.differences(), pair.stale_facts()) == ("succeeded", {}, {})
    assert GONE_BACK in str(outcome.message)
    assert GONE_BACK in str(progress.report(here, outcome.run)["message"])
    [(status, message)] = rows(replica, HEALTH)
    assert (status, GONE_BACK in str(message)) == ("warning", True)
    [(told,)] = rows(replica, "select message from ops.sync_log where \"table\" = 'User' order by run desc limit 1")
    assert GONE_BACK in str(told)


def test_from_then_on_nothing_is_special_again(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    sync()
    live_on(production)
    sync()
    restore(production)
    sync()
    assert str(watermark(replica, "User")) < ago(2)
    before = versions(replica)
    outcome = sync()
    assert (outcome.status, outcome.message, versions(replica)) == ("succeeded", None, before)
    assert rows(replica, HEALTH) == [("ok", None)]
    touch(production, "HangoutGroup", "g", "name = 'third'", at=f"timestamp '{ago(2)}'")
    assert (sync().message, pair.differences()) == (None, {})


def test_a_restored_source_that_has_lived_on_is_noticed_by_the_tables_that_have_not(
    pair: Pair, sync: Sync, production: Connection
) -> None:
    sync()
    live_on(production)
    sync()
    restore(production)
    touch(production, "HangoutGroup", "g", "status = 'ENDED'")
    outcome = sync()
    assert (outcome.status, pair.differences(), GONE_BACK in str(outcome.message)) == ("succeeded", {}, True)


def test_half_an_hour_is_enough(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces a restore within the overlap, whose rows an ordinary sync would read again."""
    touch(production, "User", "ana", "email = 'before'", at=f"timestamp '{ago(minutes=50)}'")
    sync()
    touch(production, "User", "ana", "email = 'after'", at=f"timestamp '{ago(minutes=20)}'")
    sync()
    touch(production, "User", "ana", "email = 'before'", at=f"timestamp '{ago(minutes=50)}'")
    outcome = sync()
    assert (outcome.status, pair.differences(), GONE_BACK in str(outcome.message)) == ("succeeded", {}, True)


def test_the_newest_row_s_deletion_is_no_journey_in_time(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    met(production, "g", ago(1), by="ana", episode=2)
    sync()
    production.execute('delete from "UserHangoutGroupAttendance" where "attendedAt" > now() - interval \'2 days\'')
    outcome = sync()
    assert (outcome.status, outcome.message, pair.differences()) == ("succeeded", None, {})
    assert len(ids(replica, "UserHangoutGroupAttendance")) == 1
    assert rows(replica, HEALTH) == [("ok", None)]


def test_tables_that_only_grow_follow_too(pair: Pair, sync: Sync, production: Connection) -> None:
    session(production, "lesson")
    for day in (5, 1):
        reading(production, f"of {day}", "lesson", at=f"{ago(day)}+00")
    sync("classwaves")
    production.execute("delete from classwaves.session_metrics where id = 'of 1'")
    production.execute("update classwaves.session_metrics set session_quality = 0.1")
    assert sync("classwaves").status == "succeeded"
    assert pair.differences("classwaves") == {}


def test_a_restore_that_would_take_too_much_waits_for_force(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    sync()
    production.execute('insert into "User" (id, "updatedAt") select n::text, now() from generate_series(1, 200) as n')
    live_on(production)
    sync()
    restore(production)
    before = versions(replica)["User"]
    assert sync().status == "partial"
    assert versions(replica)["User"] == before
    outcome = sync(forced=True)
    assert (outcome.status, pair.differences(), GONE_BACK in str(outcome.message)) == ("succeeded", {}, True)
