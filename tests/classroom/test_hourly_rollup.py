"""Closing hours, closing them again, and following what later changes."""

from typing import Any

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows

NINE, TEN, ELEVEN = (f"2026-06-01 {hour:02}:00:00+00" for hour in (9, 10, 11))
STORED = (
    "select extract(hour from metric_hour at time zone 'UTC')::integer, sessions_active "
    "from analytics.dashboard_metrics_hourly order by metric_hour, school_id"
)
LEDGER = "select extract(hour from metric_hour at time zone 'UTC')::integer from analytics.rollup_ledger order by 1"


def roll_up(connection: Connection, since: str, until: str) -> None:
    connection.execute("select analytics.refresh_facts('{}'), analytics.roll_up(%s, %s)", [since, until])


def refresh(connection: Connection) -> None:
    connection.execute("select analytics.refresh_facts('{}')")


def when_rolled(connection: Connection) -> dict[Any, Any]:
    return dict(rows(connection, "select metric_hour, rolled_at from analytics.rollup_ledger"))


def test_a_closed_hour_has_its_rows_under_their_names(connection: Connection) -> None:
    roll_up(connection, NINE, TEN)
    assert rows(connection, "select id, calculation_method from analytics.dashboard_metrics_hourly") == [
        ("school@2026-06-01T09:00:00Z", "hourly rollup 1")
    ]


def test_hours_without_anything_are_closed_and_have_no_row(connection: Connection) -> None:
    roll_up(connection, "2026-06-01 07:00+00", ELEVEN)
    assert rows(connection, LEDGER) == [(7,), (8,), (9,), (10,)]
    assert rows(connection, STORED) == [(9, 2)]


def test_closing_an_hour_again_changes_nothing(connection: Connection) -> None:
    roll_up(connection, NINE, TEN)
    everything = "select dashboard_metrics_hourly.*, xmin from analytics.dashboard_metrics_hourly"
    before = rows(connection, everything)
    assert rows(connection, f"select analytics.roll_up('{NINE}', '{TEN}')") == [(0,)]
    assert rows(connection, everything) == before


def test_the_running_hour_is_never_closed(connection: Connection) -> None:
    nothing = "select analytics.roll_up(now(), now() + interval '3 hours'), analytics.roll_up('{0}', '{0}')"
    assert rows(connection, nothing.format(NINE)) == [(0, 0)]
    connection.execute("select analytics.roll_up(now() - interval '1 hour', now() + interval '3 hours')")
    assert rows(connection, "select max(metric_hour) < date_trunc('hour', now()) from analytics.rollup_ledger") == [
        (True,)
    ]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("update classwaves.sessions set ended_at = '2026-06-01 10:20+00' where id = 'session'", [(9, 2), (10, 1)]),
        ("update classwaves.sessions set started_at = '2026-06-01 08:20+00' where id = 'session'", [(8, 1), (9, 2)]),
        ("update classwaves.sessions set started_at = null where id = 'session'", [(9, 1)]),
        ("update classwaves.sessions set ended_at = null where id = 'session'", [(9, 2), (10, 1), (11, 1)]),
        ("delete from classwaves.session_groups; delete from classwaves.sessions", []),
        ("insert into classwaves.schools values ('b', 'B', 'UTC'); update classwaves.sessions set school_id = 'b'",
         [(9, 2)]),
        ("truncate classwaves.sessions cascade", []),
    ],
)  # fmt: skip
def test_closed_hours_follow_a_session_wherever_it_was_and_is(
    connection: Connection, written: str, stored: list[tuple[int, int]]
) -> None:
    roll_up(connection, "2026-06-01 08:00+00", "2026-06-01 12:00+00")
    for statement in written.split("; "):
        connection.execute(statement.encode())
    refresh(connection)
    assert rows(connection, STORED) == stored


def test_exactly_the_changed_hours_are_computed_again(connection: Connection) -> None:
    roll_up(connection, "2026-06-01 06:00+00", "2026-06-01 16:00+00")
    before = when_rolled(connection)
    add(connection, "session_metrics", "late", measured_at="2026-06-01 14:10+00")
    add(connection, "participants", "late", left_at=None)
    refresh(connection)
    after = when_rolled(connection)
    assert sorted(hour.hour for hour in after if after[hour] != before[hour]) == [9, 14]


def test_what_touches_nothing_that_counts_is_not_computed_again(connection: Connection) -> None:
    roll_up(connection, "2026-06-01 06:00+00", "2026-06-01 16:00+00")
    before = when_rolled(connection)
    connection.execute("update classwaves.sessions set title = 'Decimals', updated_at = now()")
    connection.execute("update classwaves.session_groups set updated_at = now()")
    refresh(connection)
    assert when_rolled(connection) == before


def test_a_session_that_moves_takes_its_late_readings_along(connection: Connection) -> None:
    add(connection, "schools", "other")
    add(connection, "session_metrics", "late", measured_at=ELEVEN)
    roll_up(connection, "2026-06-01 08:00+00", "2026-06-01 12:00+00")
    connection.execute("update classwaves.sessions set school_id = 'other' where id = 'session'")
    refresh(connection)
    found = rows(
        connection, "select school_id, total_errors from analytics.dashboard_metrics_hourly "
        f"where metric_hour = '{ELEVEN}'"
    )  # fmt: skip
    assert found == [("other", 1)]


def test_missed_hours_are_made_up_from_the_first_row_on(connection: Connection) -> None:
    connection.execute("update classwaves.sessions set started_at = now() - interval '5 hours', ended_at = now()")
    connection.execute("select analytics.roll_up(now() - interval '3 hours', now() - interval '2 hours')")
    assert rows(connection, "select analytics.close_hours(null), analytics.close_hours(null)") == [(4, 0)]
    assert rows(connection, "select count(*) from analytics.rollup_ledger") == [(5,)]
    connection.execute(
        "delete from analytics.rollup_ledger where metric_hour = analytics.hour_of(now()) - interval '1 hour'"
    )
    assert rows(connection, "select analytics.close_hours(null), analytics.close_hours(null)") == [(1, 0)]


def test_hours_are_closed_four_weeks_at_a_time_each_once_and_none_left_out(connection: Connection) -> None:
    connection.execute("update classwaves.sessions set started_at = now() - interval '674 hours', ended_at = null")
    connection.execute("delete from analytics.changed_hours; delete from analytics.changed_presence")
    assert rows(connection, "select analytics.close_hours(null), analytics.close_hours(null)") == [(674, 0)]
    assert rows(connection, "select count(*) from analytics.rollup_ledger") == [(674,)]
    connection.execute(
        "delete from analytics.rollup_ledger where metric_hour <= analytics.hour_of(now()) - interval '3 hours'"
    )
    assert rows(connection, "select analytics.close_hours(null)") == [(672,)]
    connection.execute(
        "delete from analytics.rollup_ledger where metric_hour < analytics.hour_of(now()) - interval '5 hours'"
    )
    assert rows(connection, "select analytics.close_hours(null, again => true)") == [(674,)]


def test_nothing_is_to_be_closed_in_an_empty_warehouse(empty: Connection) -> None:
    assert rows(empty, "select * from analytics.unclosed_hours()") == []


def test_impossible_dates_do_not_ask_for_a_million_hours(empty: Connection) -> None:
    add(empty, "schools", "school")
    add(empty, "resource_usage", "early", recorded_at="1970-01-01 00:00+00")
    add(empty, "resource_usage", "never", recorded_at="-infinity")
    assert rows(empty, "select since from analytics.unclosed_hours()") == []
    add(empty, "resource_usage", "now", recorded_at="2026-06-01 09:30+00")
    assert rows(empty, "select since::text from analytics.unclosed_hours()") == [("2026-06-01 09:00:00+00",)]


def test_tables_loaded_past_the_triggers_are_rolled_up_whole(connection: Connection) -> None:
    connection.execute("update classwaves.sessions set started_at = now() - interval '3 hours', ended_at = now()")
    connection.execute("delete from analytics.changed_hours; delete from analytics.changed_presence")
    connection.execute(
        "select analytics.refresh_facts(array[row('classwaves.sessions', true, null, null, 2)::ops.changed_range])"
    )
    assert rows(connection, "select count(*), sum(sessions_active) from analytics.dashboard_metrics_hourly") == [(3, 6)]
    assert rows(connection, "select count(*) from analytics.presence where kind = 'session'") == [(2,)]
