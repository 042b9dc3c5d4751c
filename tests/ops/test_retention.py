"""Retention removes what is older than somebody asked for, says how much, and leaves all else."""

import pytest

from tests.factories import Connection, rows

LOG = "ops.access_log"


@pytest.fixture
def accesses(connection: Connection) -> Connection:
    """Accesses of now, nearly ten days, and somewhat more than ten days ago."""
    for age in ("0", "9 days 23 hours", "10 days 1 hour", "30 days"):
        connection.execute(
            "insert into ops.access_log (accessed_at, who, action, what) "
            "values (now() - %s::interval, 'somebody', 'view', %s)",
            [age, age],
        )
    return connection


def test_nothing_is_removed_until_somebody_asks(accesses: Connection) -> None:
    assert rows(accesses, "select * from ops.apply_retention()") == []
    assert rows(accesses, f"select count(*) from {LOG}") == [(4,)]
    assert rows(accesses, "select keep_days, removed_at, rows_removed from ops.retention_status") == [
        (None, None, None)
    ] * len(rows(accesses, "select from ops.retention"))


def test_what_is_older_than_asked_for_is_removed_and_counted(accesses: Connection) -> None:
    accesses.execute("""update ops.retention set keep_days = 10 where "table" = %s""", [LOG])
    assert rows(accesses, "select * from ops.apply_retention()") == [(LOG, 2)]
    assert rows(accesses, f"select what from {LOG} order by accessed_at") == [("9 days 23 hours",), ("0",)]


def test_the_last_removal_is_what_is_shown(accesses: Connection) -> None:
    accesses.execute("""update ops.retention set keep_days = 20 where "table" = %s""", [LOG])
    for keep, removed in ((20, 1), (10, 1), (10, 0)):
        accesses.execute("""update ops.retention set keep_days = %s where "table" = %s""", [keep, LOG])
        assert rows(accesses, "select * from ops.apply_retention()") == [(LOG, removed)]
        shown = "select keep_days, rows_removed from ops.retention_status where keep_days is not null"
        assert rows(accesses, shown) == [(keep, removed)]
