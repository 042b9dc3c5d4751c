"""Cursors that lie: absent, in the future, endless."""

import pytest

from tests.factories import LONG_AGO, Connection, rows, user
from tests.sync.conftest import Sync
from tests.sync.reading import changed, copied, ids, touch, watermark


def test_rows_without_a_cursor_arrive(sync: Sync, production: Connection, replica: Connection) -> None:
    production.execute('alter table "User" alter column "updatedAt" drop not null')
    user(production, "timeless")
    user(production, "ordinary")
    production.execute("""update "User" set "updatedAt" = null where id = 'timeless'""")
    assert sync().status == "succeeded"
    assert ids(replica, "User") == ["ordinary", "timeless"]
    assert watermark(replica, "User") == LONG_AGO


def test_rows_without_a_cursor_are_read_every_time(sync: Sync, production: Connection, replica: Connection) -> None:
    production.execute('alter table "User" alter column "updatedAt" drop not null')
    user(production, "timeless")
    production.execute('update "User" set "updatedAt" = null')
    sync()
    production.execute("""update "User" set email = 'x@y.id'""")
    assert changed(sync()) == {"User": 1}
    assert copied(replica, "User") == copied(production, "User")


@pytest.mark.parametrize("moment", ["2999-01-01", "infinity", "-infinity"])
def test_an_impossible_cursor_never_becomes_the_watermark(
    sync: Sync, production: Connection, replica: Connection, moment: str
) -> None:
    user(production, "ordinary")
    user(production, "odd")
    production.execute("""update "User" set "updatedAt" = %s where id = 'odd'""", [moment])
    assert sync().status == "succeeded"
    assert watermark(replica, "User") == LONG_AGO
    assert rows(replica, 'select count(*) from "User" where "updatedAt" = %s' % f"'{moment}'") == [(1,)]  # noqa: UP031


@pytest.mark.parametrize("moment", ["2999-01-01", "infinity", "-infinity"])
def test_a_change_under_an_impossible_cursor_is_found(
    sync: Sync, production: Connection, replica: Connection, moment: str
) -> None:
    user(production, "odd")
    touch(production, "User", "odd", "email = null", at=f"timestamp '{moment}'")
    sync()
    touch(production, "User", "odd", "email = 'changed@x.id'", at=f"timestamp '{moment}'")
    assert changed(sync()) == {"User": 1}


def test_the_watermark_never_moves_back(sync: Sync, production: Connection, replica: Connection) -> None:
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'", at="timestamp '2026-01-01 10:00:00.123'")
    sync()
    touch(production, "User", "a", "email = 'b@x.id'", at="timestamp '2026-01-01 09:30:00'")
    sync()
    assert watermark(replica, "User") == "2026-01-01 10:00:00.123"


def test_neither_time_zone_nor_date_style_matters(sync: Sync, production: Connection, replica: Connection) -> None:
    for connection in (production, replica):
        name = connection.info.dbname
        connection.execute(f"alter database {name} set timezone = 'America/New_York'")
        connection.execute(f"alter database {name} set datestyle = 'SQL, DMY'")
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'", at="timestamp '2026-02-01 10:00:00.5'")
    assert sync().status == "succeeded"
    touch(production, "User", "a", "email = 'b@x.id'", at="timestamp '2026-02-01 10:00:00.6'")
    sync()
    assert watermark(replica, "User") == "2026-02-01 10:00:00.6"
    assert copied(replica, "User") == copied(production, "User")
