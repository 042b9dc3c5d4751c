"""Refreshing: isolated, logged, one at a time, from now whatever the session looks from."""

import psycopg
import pytest

from db.migrate import migrate
from db.warehouse import OWNER, SYNC, Warehouse
from tests.advisors import marketplace
from tests.factories import Connection, rows

BOTH = ["mv_metricas_mensuales", "mv_ranking_asesores"]


def test_each_refresh_is_logged_and_told(warehouse: Warehouse) -> None:
    with warehouse.connect(SYNC) as connection:
        marketplace.offer(connection)
        connection.execute("update teloo.solicitudes set created_at = now()")
        expected = [(name, "ok", 1) for name in BOTH]
        found = rows(connection, "select * from refresh_all_mv()")
        assert [(name, status, count) for name, status, _, count, _ in found] == expected
        logged = "select view_name, status, row_count from ops.mv_refresh_log where origin = 'sql' order by refresh"
        assert rows(connection, logged) == expected
        assert rows(connection, "select view_name, last_status, row_count from get_mv_stats()") == expected
        sizes = "select size_bytes, pg_total_relation_size('kpi.' || view_name) from get_mv_stats()"
        assert [told == measured > 1 for told, measured in rows(connection, sizes)] == [True, True]


def test_a_failing_view_keeps_its_rows_and_leaves_the_other_alone(warehouse: Warehouse) -> None:
    with warehouse.connect(OWNER) as connection:
        marketplace.offer(connection)
        connection.execute("select kpi.refresh_all_mv()")
        connection.execute("drop index kpi.mv_metricas_mensuales_mes")
        marketplace.advisor(connection, 2)
        found = rows(connection, "select view_name, status, row_count, error_message from kpi.refresh_all_mv()")
        assert [row[:3] for row in found] == [(BOTH[0], "error", None), (BOTH[1], "ok", 2)]
        assert "concurrently" in str(found[0][3])
        assert rows(connection, "select count(*) from kpi.advisor_previous_ranks") == [(2,)]
        assert rows(connection, "select count(*) > 0 from kpi.mv_metricas_mensuales") == [(True,)]
        assert rows(connection, "select status from ops.mv_refresh_log order by refresh")[-2:] == [("error",), ("ok",)]
        said = rows(connection, "select status, message from ops.health where subject = 'mv_metricas_mensuales'")
        assert said == [("error", f"Its last refresh failed: {found[0][3]}.")]


def test_a_view_that_is_gone_is_reported_as_empty(warehouse: Warehouse) -> None:
    with warehouse.connect(OWNER) as connection:
        connection.execute("drop materialized view kpi.mv_ranking_asesores cascade")
        assert rows(connection, "select status from kpi.refresh_all_mv()") == [("ok",), ("error",)]
        stats = "select is_populated, row_count, size_bytes, last_status from kpi.get_mv_stats()"
        assert rows(connection, stats)[1] == (False, None, 0, "error")


def test_the_newest_refresh_is_told_and_when_the_last_good_one_ended(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect(OWNER) as connection:
        connection.execute("delete from ops.mv_refresh_log")
        for view, day, took, status in (
            (BOTH[0], 1, 1000, "ok"), (BOTH[0], 2, 2000, "ok"), (BOTH[0], 3, 3000, "error"),
            (BOTH[1], 4, 4000, "error"), (BOTH[1], 5, 5000, "ok"),
        ):  # fmt: skip
            connection.execute(
                "insert into ops.mv_refresh_log (view_name, origin, started_at, duration_ms, status) "
                "values (%s, 'test', %s, %s, %s)",
                [view, f"2026-06-0{day} 12:00+00", took, status],
            )
        stats = "select last_refreshed_at at time zone 'UTC', last_duration_ms, last_status from kpi.get_mv_stats()"
        found = [(str(at), *others) for at, *others in rows(connection, stats)]
        assert found == [("2026-06-02 12:00:02", 3000, "error"), ("2026-06-05 12:00:05", 5000, "ok")]


def test_pages_learn_of_a_refresh_unless_an_upgrade_made_it(warehouse_18: Warehouse) -> None:
    version = "select version from ops.data_version"
    with warehouse_18.connect(OWNER) as connection:
        [(before,)] = rows(connection, version)
        connection.execute("select kpi.refresh_views('upgrade', false)")
        assert rows(connection, version) == [(before,)]
        connection.execute("select kpi.refresh_views('page', false)")
        assert rows(connection, version) == [(before + 1,)]


def test_what_is_not_filled_yet_is_filled(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect(OWNER) as connection:
        connection.execute("refresh materialized view kpi.mv_metricas_mensuales with no data")
        found = rows(connection, "select view_name, status from kpi.refresh_views('page', true)")
        assert found == [(name, "ok") for name in BOTH]


def test_advisors_are_remembered_with_the_ranking(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect(OWNER) as connection:
        marketplace.advisor(connection)
        connection.execute("select kpi.refresh_views('page', true)")
        assert rows(connection, "select count(*) from kpi.advisor_previous_ranks") == [(1,)]


MIDNIGHT = "date_trunc('day', now() at time zone ops.rule_teloo_time_zone()) at time zone ops.rule_teloo_time_zone()"


@pytest.mark.parametrize(
    ("logged", "refreshed"),
    [
        ((), 2),
        (((f"{MIDNIGHT} - interval '1 microsecond'", "ok"),), 2),
        (((MIDNIGHT, "ok"),), 0),
        ((("now()", "ok"),), 0),
        (((f"{MIDNIGHT} + interval '25 hours'", "ok"),), 0),
        ((("now()", "error"),), 2),
        (((f"{MIDNIGHT} - interval '1 day'", "ok"), ("now()", "error")), 2),
        (((f"{MIDNIGHT} - interval '1 day'", "ok"), ("now()", "ok")), 0),
    ],
)
def test_the_day_is_caught_up_with_unless_a_refresh_of_today_went_well(
    connection: Connection, logged: tuple[tuple[str, str], ...], refreshed: int
) -> None:
    connection.execute("delete from ops.mv_refresh_log")
    for started, status in logged:
        connection.execute(
            "insert into ops.mv_refresh_log (view_name, origin, started_at, duration_ms, status) "
            f"values ('{BOTH[0]}', 'test', {started}, 0, '{status}')"
        )
    assert rows(connection, "select kpi.catch_up()") == [(refreshed,)]
    assert rows(connection, "select count(*) from ops.mv_refresh_log where origin = 'sync'") == [(refreshed,)]


def test_the_end_of_a_sync_refreshes_what_it_changed(connection: Connection) -> None:
    changed = "select kpi.refresh_facts(array[{}]::ops.changed_range[])"
    assert rows(connection, changed.format("")) == [(0,)]
    assert rows(connection, changed.format("row('teloo.ofertas', false, null, null, 1)")) == [(2,)]


def test_a_second_refresh_says_so_at_once_and_is_not_logged(warehouse: Warehouse) -> None:
    with warehouse.connect(SYNC) as first, warehouse.connect(SYNC) as second, first.transaction():
        first.execute("select kpi.refresh_all_mv()")
        before = rows(second, "select count(*) from ops.mv_refresh_log")
        found = rows(second, "select view_name, status, error_message from kpi.refresh_all_mv()")
        assert [row[0] for row in found] == BOTH
        assert {row[1:] for row in found} == {("error", "Another refresh is already running; this one did nothing.")}
        assert rows(second, "select count(*) from ops.mv_refresh_log") == before
        # Readers see the old rows meanwhile.
        assert rows(second, "select count(*) from kpi.mv_ranking_asesores") == [(0,)]


def test_a_refresh_looks_from_now_and_the_session_goes_on_as_before(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect(SYNC) as connection, connection.transaction():
        connection.execute("set local atalaya.as_of = '2020-01-01'")
        marketplace.advisor(connection)
        connection.execute("select kpi.refresh_all_mv()")
        assert rows(connection, "select calculado_at = now(), ops.as_of() < now() from kpi.mv_ranking_asesores") == [
            (True, True)
        ]


def test_a_migration_keeps_the_views_while_nothing_under_them_changed(warehouse_18: Warehouse) -> None:
    identity = "select oid, relfilenode from pg_class where relname = 'mv_ranking_asesores'"
    with warehouse_18.connect() as connection:
        before = rows(connection, identity)
        connection.execute("update ops.derived_state set fingerprint = 'older'")
        migrate(warehouse_18)
        assert rows(connection, identity) == before
        connection.execute("update ops.derived_state set fingerprint = 'older'")
        connection.execute("update ops.derived_object set lineage = 'older' where identity = 'kpi.mv_ranking_asesores'")
        migrate(warehouse_18)
        assert rows(connection, identity) != before
        assert rows(connection, "select is_populated from kpi.get_mv_stats()") == [(True,), (True,)]


def test_only_the_sync_and_the_owner_may_refresh(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect("atalaya_reader") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("select kpi.refresh_views('page', false)")
