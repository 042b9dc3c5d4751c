"""What a run tells everybody: progress, log, data version, freshness."""

import pytest

from db.warehouse import READER, Warehouse
from sync.log import progress
from sync.run.every_source import run_sync
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.sync.conftest import Sync, request
from tests.sync.interference import AtBatch
from tests.sync.reading import TABLES, ago, touch


@pytest.fixture(autouse=True)
def organisation(production: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")


def test_every_table_waits_in_its_order_while_the_first_is_read(
    here: Warehouse, source: Database, production: Connection, replica: Connection
) -> None:
    seen: list[tuple[object, ...]] = []
    look = 'select "table", phase, rows_done from ops.sync_progress order by position'
    run_sync(here, request(source.url))
    touch(production, "User", "ana", "email = 'new@x.id'")
    run_sync(here, request(source.url), AtBatch(1, lambda: seen.extend(rows(replica, look))))
    assert seen == [("User", "reading", 0), *((table, "waiting", 0) for table in TABLES[1:])]


def test_progress_ends_with_every_row_done(sync: Sync, here: Warehouse) -> None:
    run = sync().run
    with here.connect(READER) as connection:
        found = progress.table_progress(connection, run)
    assert [(table.table, table.phase) for table in found] == [(table, "done") for table in TABLES]


def test_the_log_has_a_line_per_table(sync: Sync, replica: Connection) -> None:
    sync()
    found = rows(
        replica,
        """select "table", mode, status, rows_read, rows_changed, source_count, warehouse_count, watermark_before
        from ops.sync_log where "table" in ('User', 'UserHangoutGroupAttendance') order by "table" """,
    )
    assert found == [
        ("User", "incremental", "succeeded", 3, 3, 3, 3, None),
        ("UserHangoutGroupAttendance", "window", "succeeded", 1, 1, 1, 1, None),
    ]


def test_the_log_counts_bytes_and_keeps_both_watermarks(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    sync()
    user(production, "new")
    sync()
    [(size, before, after)] = rows(
        replica,
        "select bytes > 50, watermark_before, watermark_after from ops.sync_log where run = 2 and \"table\" = 'User'",
    )
    assert (size, before, after) == (True, "2020-01-01 00:00:00", "2020-01-01 00:00:00")


def test_each_run_with_news_makes_the_data_version_grow(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    versions = []
    for _ in range(2):
        user(production, "new")
        for _ in range(2):
            sync()
            versions += rows(replica, "select version from ops.data_version")
        touch(production, "User", "new", "email = 'new@x.id'")
    assert versions == [(1,), (1,), (2,), (2,)]


def test_a_source_is_as_fresh_as_its_last_validated_run(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    good = sync().run
    production.execute('drop table "UserHangoutGroupAttendance"')
    bad = sync().run
    [(run, validated, fresh)] = rows(
        replica,
        f"""select freshness.run, validated, fresh_at = (select started_at from ops.sync_run where run = {good})
        from ops.source_freshness as freshness""",
    )
    assert (run, validated, fresh) == (bad, False, True)


def test_a_run_reports_itself(sync: Sync, here: Warehouse) -> None:
    report = progress.report(here, sync().run)
    assert (report["status"], report["message"], report["rows_changed"]) == ("succeeded", None, 10)
    assert [table["difference"] for table in report["tables"]] == [0] * 6


def test_a_quality_report_is_made_anew_in_each_clock_hour(sync: Sync, replica: Connection) -> None:
    for _ in range(2):
        sync()
    # The second run repeated the first's report; both were a moment ago, and yet in the hour before.
    replica.execute("update ops.sync_run set started_at = date_trunc('hour', now()) - run * interval '1 second'")
    replica.execute("update ops.data_quality set count = 12345")
    run = sync().run
    assert rows(replica, f"select count(*) from ops.data_quality where run = {run} and count = 12345") == [(0,)]
    assert rows(replica, f"select count(*) > 0 from ops.data_quality where run = {run}") == [(True,)]
