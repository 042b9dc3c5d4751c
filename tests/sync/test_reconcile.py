"""What no cursor can see: hard deletes, rows written with an old cursor, changed keys."""

import pytest

from db.warehouse import Warehouse
from tests.factories import AQIDAH, HIJRAH, Connection, circle, group, hangout, met, rows, user
from tests.sync.conftest import Sync
from tests.sync.reading import TABLES, ago, changed, copied, everything, ids, of, statuses, touch


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


def test_a_hard_delete_is_followed(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    user(production, "loner")
    sync()
    production.execute("""delete from "User" where id = 'loner'""")
    assert changed(sync()) == {"User": 1}
    assert ids(replica, "User") == ids(production, "User")


def test_a_group_that_vanishes_takes_its_memberships_along(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    sync()
    for table in ("UserHangoutGroupAttendance", "UserHangoutGroup", "HangoutGroup"):
        production.execute(f'delete from "{table}"')
    outcome = sync()
    assert (outcome.status, everything(replica)) == ("succeeded", everything(production))
    assert rows(replica, "select * from ngeshare.group_meetings") == []


def test_archived_attendance_goes_with_its_group_and_is_backed_up(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(400), by="ana")
    sync()
    for table in ("UserHangoutGroupAttendance", "UserHangoutGroup", "HangoutGroup"):
        production.execute(f'delete from "{table}"')
    assert sync().status == "succeeded"
    assert everything(replica) == everything(production)
    kept = rows(replica, "select count(*) from ops.sync_backup where \"table\" = 'UserHangoutGroupAttendance'")
    assert kept == [(1,)]


def test_a_row_inserted_with_an_old_cursor_is_found(sync: Sync, production: Connection, replica: Connection) -> None:
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'")
    sync()
    user(production, "imported from a backup")
    assert changed(sync()) == {"User": 1}
    assert copied(replica, "User") == copied(production, "User")


def test_one_row_gone_and_one_come_is_seen_although_the_counts_agree(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'")
    user(production, "gone")
    sync()
    production.execute("""delete from "User" where id = 'gone'""")
    user(production, "come")
    assert changed(sync()) == {"User": 2}
    assert copied(replica, "User") == copied(production, "User")


def test_a_key_that_changed_takes_its_children_along(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    met(production, "g", ago(300), episode=2, by="ana")
    sync()
    production.execute("""update "HangoutGroup" set id = 'renamed'""")
    production.execute("""update "Hangout" set id = 'other'""")
    production.execute("""update "User" set id = 'anna' where id = 'ana'""")
    outcome = sync()
    assert set(statuses(outcome).values()) == {"succeeded"}
    assert everything(replica) == everything(production)


def test_a_hangout_that_vanishes_leaves_its_groups_without_one(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    group(production, "g", AQIDAH)
    hangout(production, "other", "other")
    sync()
    production.execute("""delete from "Hangout" where id = %s""", [AQIDAH])
    outcome = sync()
    assert outcome.status == "succeeded"
    assert everything(replica) == everything(production)


def test_everything_that_was_deleted_here_comes_back(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    for days in (1, 100, 400):
        met(production, "g", ago(days), by="ana")
    sync()
    for table in reversed(TABLES):
        replica.execute(f'delete from "{table}"')
    assert of(sync(), "UserHangoutGroupAttendance").status == "succeeded"
    assert everything(replica) == everything(production)
