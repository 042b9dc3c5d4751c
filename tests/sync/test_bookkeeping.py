"""What runs write about themselves: nothing twice, and yet log and quality report show every row of every run."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from db.warehouse import Warehouse
from sources import demo
from sync.endpoints.connected import ConnectedSource
from sync.endpoints.session import Session
from sync.log import quality
from sync.log.outcome import Counts, TableOutcome
from sync.log.quality import Finding
from sync.log.run_log import RunLog
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.specifications import SOURCES
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.sync.conftest import Sync
from tests.sync.reading import TABLES, ago, touch

SYNCS = 20
MAY_GROW = 5_000
"""Bytes of ops a sync without news, indexes included."""

BEGAN = datetime(2026, 6, 15, 12, tzinfo=UTC)

LINES = """
    select run, "table", mode, status, rows_read, rows_inserted, rows_updated, rows_deleted, rows_changed, bytes,
        watermark_before, watermark_after, source_count, warehouse_count, message, started_at, finished_at, duration_ms
    from ops.sync_log
    where source = 'ngeshare'
    order by run, "table"
"""

REPORTS = """
    select run, source, "check", "table", severity, count, sample_keys from ops.data_quality
    order by run, source, "check", "table"
"""


@pytest.fixture
def log(here: Warehouse) -> Iterator[Callable[[], RunLog]]:
    """Begins runs of ngeShare, each after the other."""
    with Session(here) as session:
        yield lambda: RunLog.open(session, "test", ["ngeshare"])


def size_of_ops(connection: Connection) -> int:
    [(size,)] = rows(
        connection,
        "select sum(pg_total_relation_size(oid))::bigint from pg_class "
        "where relnamespace = 'ops'::regnamespace and relkind in ('r', 'm')",
    )
    return int(size)


@pytest.mark.check
def test_a_sync_without_news_of_five_sources_hardly_writes(
    here: Warehouse, new_database: Callable[[], Database], replica: Connection
) -> None:
    production = new_database()
    demo.fill(production.url, scale=0.02)
    request = Request(tuple(ConnectedSource(source, production.url) for source in SOURCES), "test")
    assert [run_sync(here, request).status for _ in range(2)] == ["succeeded"] * 2
    for (table,) in rows(
        replica, "select relname from pg_class where relnamespace = 'ops'::regnamespace and relkind = 'r'"
    ):
        replica.execute(f'vacuum ops."{table}"')
    before = size_of_ops(replica)
    for _ in range(SYNCS):
        assert not run_sync(here, request).changed
    assert 0 < (size_of_ops(replica) - before) / SYNCS <= MAY_GROW
    tables = sum(len(source.tables) for source in SOURCES)
    assert rows(replica, "select run, count(*) from ops.sync_log group by run order by run") == [
        (run + 1, tables) for run in range(SYNCS + 2)
    ]


def test_a_sync_without_news_refers_to_the_lines_of_the_last(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    circle(production, "g", HIJRAH)
    lines = (
        "select (select max(line) from ops.sync_line), (select max(line) from ops.quality_line), "
        "(select max(report) from ops.quality_report), (select count(*) from ops.sync_progress)"
    )
    sync()
    sync()
    before = rows(replica, lines)
    sync()
    assert rows(replica, lines) == before
    user(production, "new")
    sync()
    assert rows(replica, lines)[0][0] == before[0][0] + 1


def test_the_log_shows_what_each_run_said(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    user(production, "raw")
    said: list[tuple[object, ...]] = []

    def run() -> None:
        outcome = sync()
        for table in sorted(outcome.tables, key=lambda table: table.table):
            counts = table.counts
            said.append(
                (
                    *(outcome.run, table.table, table.mode, table.status, counts.read, counts.inserted),
                    *(counts.updated, counts.deleted, counts.changed, counts.bytes, table.watermark_before),
                    *(table.watermark_after, table.source_count, table.warehouse_count, table.said),
                    *(table.started_at, table.finished_at, table.duration_ms),
                )
            )

    run()
    run()
    met(production, "g", ago(3), by="ana")
    run()
    touch(production, "User", "ana", "email = 'new@x.id'")
    production.execute("""delete from "User" where id = 'raw'""")
    run()
    run()
    production.execute('alter table "HangoutGroup" rename to elsewhere')
    run()
    production.execute('alter table elsewhere rename to "HangoutGroup"')
    run()
    run()
    assert rows(replica, LINES) == said
    assert {line[3] for line in said} == {"succeeded", "failed", "skipped"}
    assert len(said) == 8 * len(TABLES)


def any_outcome(chance: random.Random, table: str) -> TableOutcome:
    """One of a few outcomes, so that a table often says what it said before, a while ago or just now."""
    began = BEGAN + timedelta(microseconds=chance.randrange(10**9))
    outcome = TableOutcome("ngeshare", table, "incremental", began, began + timedelta(seconds=1))
    outcome.status = chance.choice(("succeeded", "mismatch"))
    outcome.counts = Counts(read=chance.randrange(2))
    outcome.duration_ms = chance.randrange(1000)
    outcome.watermark_after = chance.choice((None, "2026-06-15"))
    outcome.message = None if chance.random() < 0.8 else "Odd: {}%s"
    return outcome


@pytest.mark.parametrize("seed", range(3))
def test_any_log_is_shown_as_it_was_told(log: Callable[[], RunLog], replica: Connection, seed: int) -> None:
    chance = random.Random(seed)
    told: list[tuple[object, ...]] = []
    for _ in range(40):
        run = log()
        outcomes = [any_outcome(chance, table) for table in ("A", "B") if chance.random() < 0.8]
        for _ in range(chance.choice((1, 1, 2))):  # Written again, where it is not known whether it was.
            run.tables(outcomes)
        run.close("succeeded", None, changed=False)
        told += [
            (
                *(run.run, one.table, one.status, one.counts.read, one.counts.bytes, one.watermark_after),
                *(one.message, one.started_at, one.finished_at, one.duration_ms),
            )
            for one in outcomes
        ]
    assert told == rows(
        replica,
        """select run, "table", status, rows_read, bytes, watermark_after, message, started_at, finished_at, duration_ms
        from ops.sync_log order by run, "table" """,
    )
    assert rows(replica, "select count(*) from ops.sync_line")[0][0] < len(told)


@pytest.mark.parametrize("seed", range(3))
def test_any_report_is_shown_as_it_was_told(
    log: Callable[[], RunLog], here: Warehouse, replica: Connection, seed: int
) -> None:
    chance = random.Random(seed)
    told: list[tuple[object, ...]] = []
    with here.connect() as connection:
        for _ in range(40):
            run = log().run
            report = [
                Finding(check, table, "info", count, ["a, b", 'c"'][: chance.randrange(3)])
                for check in ("orphans", "strange")
                for table in ("A", "B")
                if (count := chance.randrange(3))
            ]
            for source in ("academy", "ngeshare"):
                for _ in range(chance.choice((1, 1, 2))):
                    quality.write(connection, source, run, report)
                told += [
                    (run, source, one.check, one.table, one.severity, one.count, one.sample_keys) for one in report
                ]
    assert rows(replica, REPORTS) == told


def test_a_report_that_repeats_the_last_one_is_not_written_again(
    log: Callable[[], RunLog], here: Warehouse, replica: Connection
) -> None:
    quiet, found = Finding("orphans", "A", "info", 0, []), Finding("strange", "A", "error", 1, ["a"])
    with here.connect() as connection:
        for report in ([quiet, found], [found, quiet], [quiet], [quiet, found]):
            quality.write(connection, "ngeshare", log().run, report)
    counts = [rows(replica, f"select count(*) from ops.{table}") for table in ("quality_report", "quality_line")]
    assert counts == [[(3,)], [(3,)]]


def test_a_run_keeps_the_totals_of_its_tables(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    sync()
    production.execute('drop table "UserHangoutGroupAttendance"')
    sync()
    totals = rows(
        replica,
        "select run, tables, tables_validated, total_rows_read, total_rows_changed, total_bytes, errors, "
        "validated_sources "
        "from ops.sync_run order by run",
    )
    sums = rows(
        replica,
        """select run, count(*), count(*) filter (where status = 'succeeded'), sum(rows_read), sum(rows_changed),
            sum(bytes), (select count(*) from ops.sync_error_log where sync_error_log.run = sync_log.run),
            case when bool_and(status = 'succeeded') then array['ngeshare'] else '{}' end
        from ops.sync_log group by run order by run""",
    )
    assert totals == sums
    assert [(run[2], run[6] > 0, run[7]) for run in totals] == [(6, False, ["ngeshare"]), (5, True, [])]


def test_a_dead_run_and_an_error_after_the_end_are_counted_too(log: Callable[[], RunLog], replica: Connection) -> None:
    died = log()
    died.tables([TableOutcome("ngeshare", "A", "incremental", BEGAN, BEGAN, counts=Counts(read=7))])
    ended = log()
    ended.error("ngeshare", None, 1, ValueError("during"), "During the run.")
    ended.close("succeeded", None, changed=False)
    ended.error("ngeshare", None, 1, ValueError("after"), "The data quality report was not made.")
    assert rows(replica, "select run, status, tables, rows_read, errors from ops.run_history order by run") == [
        (died.run, "interrupted", 1, 7, 0),
        (ended.run, "succeeded", 0, 0, 2),
    ]


def test_the_totals_of_a_run_under_way_are_those_so_far(log: Callable[[], RunLog], replica: Connection) -> None:
    run = log()
    run.tables([TableOutcome("ngeshare", "A", "incremental", BEGAN, BEGAN, counts=Counts(read=7))])
    assert rows(replica, "select status, tables, rows_read, errors from ops.run_history") == [("running", 1, 7, 0)]


def test_progress_is_of_the_newest_run_only(log: Callable[[], RunLog], replica: Connection) -> None:
    expected = [(table,) for table in TABLES]
    first, second = SOURCES[0], SOURCES[1]
    run = log()
    run.expect(first)
    run.expect(second)
    following = log()
    following.expect(first)
    look = "select \"table\" from ops.sync_progress where phase = 'waiting' and run = %s order by position"
    assert replica.execute(look, [following.run]).fetchall() == expected
    assert rows(replica, "select count(*) from ops.sync_progress") == [(len(TABLES),)]


def test_a_run_that_dies_before_its_report_leaves_the_last_one_in_force(
    sync: Sync, production: Connection, replica: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle(production, "g", HIJRAH)
    sync()
    newest = 'select "check", "table", count, run from ops.newest_quality order by 1, 2'
    before = rows(replica, newest)
    assert len({check for check, *_ in before}) > 2

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sync.run.every_source._report_quality", die)
    user(production, "new")
    with pytest.raises(KeyboardInterrupt):
        sync()
    assert rows(replica, newest) == before
