"""Rows that break a constraint of the replica wait in quarantine; the rest loads, and they follow when they can."""

import pytest

from db.warehouse import Warehouse
from tests.factories import HIJRAH, Connection, circle, group, member, rows
from tests.sync.conftest import Sync
from tests.sync.reading import of, statuses, touch


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


@pytest.fixture(autouse=True)
def careless(production: Connection) -> None:
    """A production that keeps fewer constraints."""
    production.execute('alter table "UserHangoutGroup" drop constraint "UserHangoutGroup_hangoutGroupId_fkey"')
    production.execute('alter table "HangoutGroup" alter column name drop not null')
    circle(production, "g", HIJRAH)


def orphan(production: Connection, key: str = "orphan") -> None:
    member(production, "g", "ana", record_id=key)
    touch(production, "UserHangoutGroup", key, "\"hangoutGroupId\" = 'nowhere'")


def test_an_empty_value_where_none_may_be_is_named(sync: Sync, production: Connection, replica: Connection) -> None:
    group(production, "nameless")
    touch(production, "HangoutGroup", "nameless", "name = null")
    outcome = sync()
    [(key, reason)] = rows(replica, "select key, reason from ops.sync_rejects")
    assert key == "nameless"
    assert 'null value in column "name"' in reason
    assert set(statuses(outcome).values()) == {"succeeded", "mismatch"}


def test_a_change_that_was_refused_follows_when_it_can(sync: Sync, production: Connection, replica: Connection) -> None:
    sync()
    touch(production, "HangoutGroup", "g", "name = null")
    assert sync().status == "partial"
    touch(production, "HangoutGroup", "g", "name = 'renamed'", at="timestamp '2020-01-01'")
    assert sync().status == "succeeded"
    assert rows(replica, 'select name from "HangoutGroup"') == [("renamed",)]


def test_quarantine_ends_when_production_deletes_the_row(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    orphan(production)
    sync()
    production.execute("""delete from "UserHangoutGroup" where id = 'orphan'""")
    assert sync().status == "succeeded"
    assert rows(replica, "select * from ops.sync_rejects") == []


def test_a_key_that_occurs_twice_is_a_mismatch_and_the_rest_loads(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    production.execute('alter table "User" drop constraint "User_pkey" cascade')
    production.execute("""insert into "User" (id, "updatedAt") values ('twin', now()), ('twin', now())""")
    outcome = sync()
    assert of(outcome, "User").status == "mismatch"
    assert (of(outcome, "User").difference, statuses(outcome)["UserHangoutGroup"]) == (-2, "succeeded")


def test_the_error_log_names_the_keys_of_refused_rows_but_not_all_of_many(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    production.execute('alter table "UserHangoutGroup" drop constraint "UserHangoutGroup_userId_fkey"')
    for number in range(30):
        production.execute(
            """insert into "UserHangoutGroup" (id, "updatedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId")
            values (%s, '2020-01-01', 'JOINED', 'MEMBER', 'g', 'nobody')""",
            [f"lost {number:02}"],
        )
    sync()
    logged = rows(replica, "select key, sqlstate, message from ops.sync_error_log where key is not null order by key")
    assert len(logged) == 20
    assert logged[0] == ("lost 00", "23503", 'Key (userId)=(nobody) is not present in table "User".')
    assert rows(replica, "select count(*) from ops.sync_rejects") == [(30,)]
