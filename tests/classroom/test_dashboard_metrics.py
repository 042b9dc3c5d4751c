"""The dashboard's figures come from the rollup where that covers the period, and from the raw rows elsewhere."""

from typing import Any

import psycopg
import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, look_from, rows

TEN, FOUR = "2026-06-15 10:00+00", "2026-06-15 16:00+00"


@pytest.fixture
def school(empty: Connection) -> Connection:
    """One reading in each hour from ten to three, one error more each time; it is one o'clock."""
    add(empty, "schools", "school")
    add(empty, "sessions", "session", started_at="2026-06-15 10:10+00", ended_at="2026-06-15 15:50+00")
    for errors, hour in enumerate(range(10, 16)):
        measured = f"2026-06-15 {hour}:20+00"
        add(empty, "session_metrics", measured, measured_at=measured, errors=10**errors, requests=10**6)
    empty.execute("delete from analytics.changed_hours; delete from analytics.changed_presence")
    look_from(empty, "2026-06-15 13:30:00")
    return empty


def figures(connection: Connection, hours: int) -> tuple[Any, ...]:
    [found] = rows(connection, f"select total_errors, served_from from analytics.dashboard_metrics('school', {hours})")
    return found


@pytest.mark.parametrize("hours", ["0", "-1", "null"])
def test_a_period_has_at_least_one_hour(school: Connection, hours: str) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="hours must be 1 or more, not"):
        rows(school, f"select * from analytics.dashboard_metrics('school', {hours})")


@pytest.mark.parametrize(("hours", "errors"), [(1, 1000), (2, 1100), (3, 1110), (4, 1111), (5, 1111)])
def test_the_running_hour_is_the_last_of_the_period(school: Connection, hours: int, errors: int) -> None:
    assert figures(school, hours)[0] == errors
    school.execute("insert into analytics.rollup_ledger (metric_hour) select * from generate_series("
                   f"timestamptz '{TEN}' - interval '9 hours', '{FOUR}', interval '1 hour')")  # fmt: skip
    school.execute("update classwaves.session_metrics set errors = errors")
    school.execute("select analytics.refresh_facts('{}')")
    assert figures(school, hours) == (errors, "rollup")


@pytest.mark.parametrize(
    ("first", "last", "served_from"),
    [
        (9, 9, "rollup"),
        (9, 10, "source"),
        (10, 10, "source"),
        (12, 12, "source"),
        (13, 13, "rollup"),
        (0, 23, "source"),
    ],
)
def test_hours_that_wait_are_read_from_the_raw_rows(
    school: Connection, first: int, last: int, served_from: str
) -> None:
    """Four hours: from ten on; the running one is read from the raw rows anyway."""
    school.execute("insert into analytics.rollup_ledger (metric_hour) select * from generate_series("
                   f"timestamptz '{TEN}', '{FOUR}', interval '1 hour')")  # fmt: skip
    assert figures(school, 4)[1] == "rollup"
    school.execute(
        "insert into analytics.changed_hours (school_id, first_hour, last_hour) values ('school', %s, %s)",
        [f"2026-06-15 {first:02}:00+00", f"2026-06-15 {last:02}:00+00"],
    )
    assert figures(school, 4)[1] == served_from
    school.execute("delete from analytics.changed_hours")
    school.execute("insert into analytics.changed_presence (kind, school_id, entity) values ('teacher', 'school', 't')")
    assert figures(school, 4)[1] == "source"


@pytest.mark.parametrize(("joined", "students"), [("12:59", 0), ("13:00", 1), ("13:59", 1), ("14:00", 0)])
def test_students_of_the_running_hour_are_those_inside_in_it(school: Connection, joined: str, students: int) -> None:
    left = "12:59:59" if joined < "13" else None
    moments = {"joined_at": f"2026-06-15 {joined}+00", "left_at": left and f"2026-06-15 {left}+00"}
    add(school, "participants", "stay", group_id=None, **moments)
    school.execute("select analytics.refresh_facts('{}')")
    query = "select total_students, served_from from analytics.dashboard_metrics('school', 1)"
    assert rows(school, query) == [(students, "rollup")]
    since, until = "2026-06-15 13:00+00", "2026-06-15 14:00+00"
    measured = f"select total_errors from analytics.dashboard_metrics_from_source('school', '{since}', '{until}')"
    for errors, moment in ((10**6, since), (10**7, "2026-06-15 13:59:59.999999+00"), (10**8, until)):
        add(school, "session_metrics", f"at {moment}", measured_at=moment, errors=errors, requests=10**9)
    assert rows(school, measured) == [(11_001_000,)]
    from_rows = f"select total_students from analytics.dashboard_metrics_from_source('school', '{since}', '{until}')"
    assert rows(school, from_rows) == [(students,)]


def test_every_hour_must_be_closed(school: Connection) -> None:
    for hour in (10, 12):
        school.execute("insert into analytics.rollup_ledger (metric_hour) values (%s)", [f"2026-06-15 {hour}:00+00"])
    assert [figures(school, hours)[1] for hours in (1, 2, 3)] == ["rollup", "rollup", "source"]
