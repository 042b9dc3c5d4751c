"""Every row against production: what no cursor can see is found by checksums, named by key, and mended."""

import pytest

from db.warehouse import Warehouse
from sync.endpoints.session import Session
from sync.errors import AlreadyRunning
from sync.log.verification import Verification, VerifiedTable
from sync.verify import run_verify
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.sync.conftest import Sync, request
from tests.sync.reading import TABLES, ago, everything

ATTENDANCE = "UserHangoutGroupAttendance"


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


@pytest.fixture(autouse=True)
def synced(production: Connection, sync: Sync) -> None:
    circle(production, "g", HIJRAH)
    for number in range(300):
        user(production, f"user {number}", f"{number}@x.id")
    for days in (1, 30, 60, 400):
        met(production, "g", ago(days), by="ana", episode=days % 9 + 1)
    assert sync().status == "succeeded"


FACTS = [
    "ngeshare.course_config",
    "ngeshare.facilitator_activity",
    "ngeshare.facilitator_history",
    "ngeshare.group_changes",
    "ngeshare.group_findings",
    "ngeshare.group_marks",
    "ngeshare.group_meetings",
    "ngeshare.group_progress",
    "ngeshare.group_rosters",
    "ngeshare.meeting_days",
    "ngeshare.shared_members",
    "ngeshare.user_findings",
    "ops.key_checksum",
]


def of(found: Verification, table: str) -> VerifiedTable:
    return next(verified for verified in found.tables if verified.table == table)


def differing(found: Verification) -> dict[str, tuple[int, int, int, int]]:
    return {
        table.table: (table.missing, table.different, table.surplus, table.repaired)
        for table in found.tables
        if table.differing
    }


def test_equal_sides_verify(here: Warehouse, source: Database, replica: Connection) -> None:
    found = run_verify(here, request(source.url))
    [(counted,)] = rows(replica, "select count(*) from ops.key_checksum")
    [(activity,)] = rows(replica, "select count(*) from ngeshare.facilitator_activity")
    [(history,)] = rows(replica, "select count(*) from ngeshare.facilitator_history")
    [(changes,)] = rows(replica, "select count(*) from ngeshare.group_changes")
    assert (found.status, found.message, differing(found)) == ("succeeded", None, {})
    assert [(table.table, table.rows_compared) for table in found.tables] == [
        *zip(TABLES, [303, 1, 4, 1, 3, 4], strict=True),
        *zip(FACTS, [4, activity, history, changes, 7, 0, 4, 5, 3, 4, 0, 306, counted], strict=True),
    ]


def test_updates_that_left_the_cursor_alone_are_named_and_then_mended(
    here: Warehouse, source: Database, production: Connection, replica: Connection
) -> None:
    production.execute("""update "User" set "deletedAt" = '2026-01-01' where id = 'user 7'""")
    production.execute("""update "User" set email = '' where id in ('user 8', 'user 9')""")
    found = run_verify(here, request(source.url))
    assert (found.status, differing(found)) == ("partial", {"User": (0, 3, 0, 0)})
    assert of(found, "User").sample_keys == ["user 7", "user 8", "user 9"]
    assert "Rows differ in ngeshare User; `atalaya verify --repair` mends them." in str(found.message)
    found = run_verify(here, request(source.url), repair=True)
    assert (found.status, differing(found)) == ("succeeded", {"User": (0, 3, 0, 3)})
    assert everything(replica) == everything(production)
    assert differing(run_verify(here, request(source.url))) == {}


def test_rows_lost_and_rows_too_many_here_are_mended(
    here: Warehouse, source: Database, production: Connection, replica: Connection
) -> None:
    replica.execute(f'delete from "{ATTENDANCE}"')
    replica.execute("delete from \"User\" where id = 'user 3'")
    replica.execute("""insert into "User" (id, "updatedAt") values ('stranger', '2020-01-01')""")
    found = run_verify(here, request(source.url), repair=True)
    assert differing(found) == {"User": (1, 0, 1, 2), ATTENDANCE: (4, 0, 0, 4)}
    assert everything(replica) == everything(production)


def test_an_old_attendance_that_changed_without_a_trace_is_mended_with_its_facts(
    here: Warehouse, source: Database, production: Connection, replica: Connection
) -> None:
    production.execute(f"""update "{ATTENDANCE}" set "attendedAt" = "attendedAt" - interval '2 days'""")
    assert differing(run_verify(here, request(source.url), repair=True)) == {ATTENDANCE: (0, 4, 0, 4)}
    meetings = rows(replica, "select * from ngeshare.group_meetings order by met_on")
    replica.execute("truncate ngeshare.group_meetings")
    replica.execute("select ngeshare.rebuild_facts()")
    assert rows(replica, "select * from ngeshare.group_meetings order by met_on") == meetings


def test_archived_attendance_is_no_difference(here: Warehouse, source: Database, production: Connection) -> None:
    production.execute(f"""delete from "{ATTENDANCE}" where "attendedAt" < now() - interval '50 days'""")
    assert differing(run_verify(here, request(source.url), repair=True)) == {}


def test_a_broken_table_does_not_keep_the_others_from_being_compared(
    here: Warehouse, source: Database, production: Connection
) -> None:
    production.execute(f'alter table "{ATTENDANCE}" drop column "userId"')
    found = run_verify(here, request(source.url))
    assert (found.status, [table.is_equal for table in found.tables]) == (
        "partial",
        [True] * 5 + [False] + [True] * len(FACTS),
    )
    assert "it has no column userId" in str(found.message)


def test_a_truncated_source_removes_nothing(
    here: Warehouse, source: Database, production: Connection, replica: Connection
) -> None:
    production.execute('truncate "User" cascade')
    found = run_verify(here, request(source.url), repair=True)
    assert "303 of 303 rows would vanish, so nothing was deleted" in str(found.message)
    assert rows(replica, 'select count(*) from "User"') == [(303,)]


def test_a_mended_table_is_written_down_and_drops_caches(
    here: Warehouse, source: Database, production: Connection, replica: Connection
) -> None:
    version = rows(replica, "select version from ops.data_version")[0][0]
    run_verify(here, request(source.url))
    production.execute("""update "User" set email = 'new@x.id' where id = 'user 7'""")
    run = run_verify(here, request(source.url), repair=True).run
    assert rows(
        replica, f'select "table", different, repaired from ops.verification where run = {run} and repaired > 0'
    ) == [("User", 1, 1)]
    assert rows(replica, f"select kind, status from ops.sync_run where run = {run}") == [("verify", "succeeded")]
    assert rows(replica, "select version from ops.data_version") == [(version + 1,)]
    assert len(rows(replica, f"select 1 from ops.verification where run = {run}")) == len(TABLES) + len(FACTS)


def test_a_source_that_was_never_synced_says_so(here: Warehouse, source: Database, replica: Connection) -> None:
    replica.execute("delete from ops.sync_watermark")
    assert "run `atalaya sync` first" in str(run_verify(here, request(source.url)).message)


def test_nobody_verifies_while_a_sync_runs(here: Warehouse, source: Database) -> None:
    with Session(here), pytest.raises(AlreadyRunning):
        run_verify(here, request(source.url))
