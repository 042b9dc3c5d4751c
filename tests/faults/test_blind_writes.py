"""What no cursor can see: writes that leave it alone, deletions, other keys. Keys tell at once, the rest verify."""

import psycopg
import pytest

from db.warehouse import Warehouse
from sync.compare import buckets
from sync.endpoints.table import Table
from tests.factories import AQIDAH, HIJRAH, Connection, circle, group, hangout, member, met, rows, user
from tests.faults.conftest import Sync
from tests.faults.organisation import FIRST, check_in, offer, reading, seen_lately, session, student
from tests.faults.pair import Pair
from tests.sync.reading import TABLES, ago, changed, everything, ids, of, statuses, touch

LATEST = FIRST.replace("1", "2")


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    """Both servers compute checksums."""
    return warehouse


def test_a_raw_update_is_mended_by_verify(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 2, row checksums: one of three hundred rows changes under an unchanged cursor."""
    circle(production, "g", HIJRAH, members=" ".join(f"member{number}" for number in range(300)))
    member(production, "g", "fajar", record_id="latest")
    seen_lately(production, user="fajar", member="latest")
    sync()
    production.execute("""update "User" set email = 'raw@x.id' where id = 'member123'""")
    production.execute("""update "UserHangoutGroup" set "joinedAt" = '2021-01-01' where "userId" = 'member77'""")
    sync()
    assert set(pair.differences()) == {'public."User"', 'public."UserHangoutGroup"'}
    pair.verify()
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


def test_a_raw_soft_delete_is_mended_by_verify(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 2, row checksums: a support engineer marks a person as deleted by hand."""
    circle(production, "g", HIJRAH)
    student(production, "s")
    student(production, "latest")
    seen_lately(production, user="fajar", student="latest")
    sync("ngeshare", "academy")
    production.execute("""update "User" set "deletedAt" = '2024-01-01' where id = 'ana'""")
    production.execute("update academy.students set deleted_at = '2024-01-01 00:00:00+00' where id = 's'")
    sync("ngeshare", "academy")
    assert set(pair.differences("ngeshare", "academy")) == {'public."User"', 'academy."students"'}
    pair.verify("ngeshare", "academy")
    assert pair.differences("ngeshare", "academy") == {}
    assert pair.stale_facts() == {}


def test_raw_updates_in_tables_that_only_grow_are_mended_by_verify(
    pair: Pair, sync: Sync, production: Connection
) -> None:
    """Forces promise 2 in mode append, and for numbers and uuid keys: the smallest change of each."""
    session(production, "lesson")
    reading(production, "r", "lesson", quality="0.1")
    reading(production, "latest", "lesson")
    offer(production, FIRST, "100.00")
    offer(production, LATEST, "100.00")
    seen_lately(production, reading="latest", offer=LATEST)
    sync("classwaves", "teloo")
    production.execute("update classwaves.session_metrics set session_quality = 0.1::float8 + 1e-17 where id = 'r'")
    production.execute("update teloo.ofertas set monto_total = 100.01 where id = %s", [FIRST])
    sync("classwaves", "teloo")
    assert len(pair.differences("classwaves", "teloo")) == 2
    pair.verify("classwaves", "teloo")
    assert pair.differences("classwaves", "teloo") == {}


def test_verify_without_repair_only_tells(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces verify to be safe to run at any time: what differs is named and left."""
    circle(production, "g", HIJRAH)
    sync()
    production.execute("""update "User" set email = 'raw@x.id' where id = 'ana'""")
    pair.verify(repair=False)
    assert set(pair.differences()['public."User"']) == {"ana"}


def test_a_hard_delete_is_followed(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 2, counts: a row that no query returns any more."""
    circle(production, "g", HIJRAH)
    user(production, "loner")
    sync()
    production.execute("""delete from "User" where id = 'loner'""")
    assert changed(sync()) == {"User": 1}
    assert pair.differences() == {}


def test_a_group_that_vanishes_takes_its_memberships_along(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces the order of deletions: children here would hold their parent back."""
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    sync()
    for table in ("UserHangoutGroupAttendance", "UserHangoutGroup", "HangoutGroup"):
        production.execute(f'delete from "{table}"')
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    assert rows(replica, "select * from ngeshare.group_meetings") == []


def test_archived_attendance_goes_with_its_group_and_is_backed_up(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 4 where a row that should outlive production cannot."""
    circle(production, "g", HIJRAH)
    met(production, "g", ago(400), by="ana")
    sync()
    for table in ("UserHangoutGroupAttendance", "UserHangoutGroup", "HangoutGroup"):
        production.execute(f'delete from "{table}"')
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    kept = rows(replica, "select count(*) from ops.sync_backup where \"table\" = 'UserHangoutGroupAttendance'")
    assert kept == [(1,)]


def test_a_row_inserted_with_an_old_cursor_is_found(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 2, counts: a row from a backup, older than everything that is read."""
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'")
    sync()
    user(production, "imported from a backup")
    assert changed(sync()) == {"User": 1}
    assert pair.differences() == {}


def test_one_row_gone_and_one_come_is_seen_although_the_counts_agree(
    pair: Pair, sync: Sync, production: Connection
) -> None:
    """Forces promise 2, key checksums: counts alone would call it even."""
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'")
    user(production, "gone")
    sync()
    production.execute("""delete from "User" where id = 'gone'""")
    user(production, "come")
    assert changed(sync()) == {"User": 2}
    assert pair.differences() == {}


@pytest.mark.parametrize(
    ("gone", "come", "listed"),
    [(1, 0, False), (2, 0, False), (3, 0, True), (2, 1, True), (3, 1, True), (3, 2, True), (1, 1, True)],
)
def test_what_is_gone_and_come_is_found_however_many_share_a_bucket(
    pair: Pair, sync: Sync, production: Connection, monkeypatch: pytest.MonkeyPatch, gone: int, come: int, listed: bool
) -> None:
    """Forces promise 2, deletions: sums tell which row of a bucket is gone, or which two; else the source lists all."""
    names = [
        name
        for (name,) in rows(
            production,
            "select 'user ' || number from generate_series(1, 20000) as number "
            "where hashtextextended(('user ' || number) collate \"C\", 0) & 1023 = 7 limit 8",
        )
    ]
    for name in (*names[come:], "elsewhere", "latest"):
        user(production, name)
    seen_lately(production, user="latest")
    sync()
    lists: list[object] = []
    listing = buckets._list_keys
    monkeypatch.setattr(buckets, "_list_keys", lambda *given: (lists.append(given), listing(*given)))
    production.execute("""delete from "User" where id = any(%s)""", [[*names[come : come + gone], "elsewhere"]])
    for name in names[:come]:
        user(production, name)
    assert changed(sync()) == {"User": gone + come + 1}
    assert pair.differences() == {}
    assert bool(lists) == listed


def test_a_key_that_changed_takes_its_children_along(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 2, changed keys: production cascades, and no cursor moves."""
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    met(production, "g", ago(300), episode=2, by="ana")
    sync()
    production.execute("""update "HangoutGroup" set id = 'renamed'""")
    production.execute("""update "Hangout" set id = 'other'""")
    production.execute("""update "User" set id = 'anna' where id = 'ana'""")
    assert set(statuses(sync()).values()) == {"succeeded"}
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


def test_a_hangout_that_vanishes_leaves_its_groups_without_one(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces children to be read again where their parent went: they name none by now, under an old cursor."""
    group(production, "g", AQIDAH)
    hangout(production, "other", "other")
    sync()
    production.execute("""delete from "Hangout" where id = %s""", [AQIDAH])
    assert sync().status == "succeeded"
    assert pair.differences() == {}


def test_everything_that_was_deleted_here_comes_back(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 2 the other way round: the warehouse is what lost rows."""
    circle(production, "g", HIJRAH)
    for days in (1, 100, 400):
        met(production, "g", ago(days), by="ana")
    sync()
    for table in reversed(TABLES):
        replica.execute(f'delete from "{table}"')
    assert of(sync(), "UserHangoutGroupAttendance").status == "succeeded"
    assert everything(replica) == everything(production)
    assert pair.differences() == {}


def test_what_was_changed_here_is_mended_by_verify(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces row checksums in both directions: somebody wrote into the warehouse, old attendance included."""
    circle(production, "g", HIJRAH)
    for days in (1, 100, 400):
        met(production, "g", ago(days), by="ana")
    sync()
    replica.execute("""update "User" set email = 'wrong@x.id' where id = 'ana'""")
    replica.execute("""update "UserHangoutGroupAttendance" set "userId" = 'budi'""")
    replica.execute("""insert into "User" (id, "updatedAt") values ('nobody', '2020-01-01')""")
    pair.verify()
    assert pair.differences() == {}
    assert ids(replica, "User") == ids(production, "User")
    assert pair.stale_facts() == {}


def test_rows_that_go_while_others_come_are_told_by_keys_summed_meanwhile(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forces promise 2, hard deletions beside news: the source is asked for its keys once, as news are merged."""
    student(production, "s")
    for number in range(300):
        check_in(production, f"c{number}", "s")
    sync("academy")
    asked: list[str] = []
    sum_keys = buckets.source_keys

    def noted(connection: psycopg.Connection, table: Table) -> buckets.Checksums:
        asked.append(table.name)
        return sum_keys(connection, table)

    monkeypatch.setattr("sync.compare.buckets.source_keys", noted)
    monkeypatch.setattr("sync.compare.source_counts.source_keys", noted)
    for number in range(300, 310):
        check_in(production, f"c{number}", "s", updated=ago())
    production.execute("delete from academy.check_ins where id in ('c7', 'c77', 'c177')")
    assert set(statuses(sync("academy")).values()) == {"succeeded"}
    assert asked == ["check_ins"]
    assert len(rows(replica, "select id from academy.check_ins")) == 307
    assert pair.differences("academy") == {}


def test_a_source_that_is_done_reports_while_the_last_one_travels(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    """Of two sources one has its quality report before the run's end, the other one after it."""
    student(production, "s")
    sync("ngeshare", "academy")
    reports = rows(
        replica,
        "select source_quality.recorded_at < sync_run.finished_at from ops.source_quality "
        "inner join ops.sync_run using (run) order by 1",
    )
    assert reports == [(False,), (True,)]
