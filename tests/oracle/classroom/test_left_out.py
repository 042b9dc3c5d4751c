"""The page's figures leave out lessons that were open too long exactly as if these had never begun."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import Connection, rows
from tests.oracle.classroom.oracle import HOUR
from tests.oracle.classroom.random_classrooms import FIRST, SPAN_HOURS, load, random_classrooms
from tests.oracle.strategies import SEEDS, thoroughly

NOW = FIRST + (SPAN_HOURS + 20) * HOUR
HOURS = 40
FIGURES = "total_sessions, active_teachers, total_students, total_errors"
IN_EACH_HOUR = (
    "metric_hour, is_open, sessions_active, sessions_completed, teachers_active, students_active, total_groups, "
    "ready_groups, total_alerts"
)
TOO_LONG = "started_at is not null and coalesce(ended_at, ops.as_of()) - started_at > interval '24 hours'"


@thoroughly(examples=100)
@given(seed=SEEDS, school=st.sampled_from([None, "s1", "s2"]), closed=st.booleans())
def test_what_was_open_too_long_is_as_if_it_had_never_begun(
    connection: Connection, seed: int, school: str | None, closed: bool
) -> None:
    with connection.transaction(force_rollback=True):
        load(connection, random_classrooms(seed))
        connection.execute("select set_config('atalaya.as_of', %s, true)", [(NOW + timedelta(minutes=9)).isoformat()])
        if closed:
            connection.execute("select analytics.refresh_facts('{}')")
            connection.execute("select analytics.roll_up(%s, %s)", [NOW - HOURS * HOUR, NOW])
        asked = f"({'null' if school is None else repr(school)}, {HOURS})"
        shown = rows(connection, f"select {FIGURES} from analytics.figures_of_period{asked}")
        hours = rows(connection, f"select {IN_EACH_HOUR} from analytics.hours_of_period{asked}")
        [(left_out,)] = rows(connection, f"select sessions_left_out from analytics.figures_of_period{asked}")
        listed = rows(connection, f"select from analytics.left_out_of_period{asked} where measure = 'open_hours'")
        assert left_out == len(listed)
        connection.execute(f"update classwaves.sessions set started_at = null where {TOO_LONG}".encode())
        assert rows(connection, f"select {FIGURES} from analytics.dashboard_metrics{asked}") == shown
        assert rows(connection, f"select {IN_EACH_HOUR} from analytics.hours_of_period{asked}") == hours
