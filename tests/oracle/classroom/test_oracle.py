"""Hourly metrics and the router against an independent oracle; what is stored follows every change of the raw rows."""

import math
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import Connection
from tests.oracle.classroom.oracle import Classrooms, Row, dashboard, stored, zones
from tests.oracle.classroom.random_classrooms import FIRST, SPAN_HOURS, change, load, random_classrooms
from tests.oracle.classroom.rules import DEFAULTS, rules
from tests.oracle.rules import Rules, facts_add_up, put_in_force
from tests.oracle.strategies import SEEDS, thoroughly
from tests.thoroughness import part

END = FIRST + timedelta(hours=SPAN_HOURS)
METADATA = ["id", "calculation_method", "calculated_at", "created_at"]


def found(connection: Connection, query: str, *values: Any) -> dict[tuple[Any, ...], Row]:
    cursor = connection.execute(query.encode(), values)
    names = [column.name for column in cursor.description or ()]
    return {
        (row[names.index("school_id")], row[names.index("metric_hour")]): {
            name: value
            for name, value in zip(names, row, strict=True)
            if name not in {"school_id", "metric_hour", *METADATA}
        }
        for row in cursor
    }


def hourly(connection: Connection) -> dict[tuple[Any, ...], Row]:
    return found(
        connection, "select * from analytics.dashboard_metrics_hourly where metric_hour between %s and %s",
        FIRST, END - timedelta(hours=1),
    )  # fmt: skip


def agree(actual: dict[tuple[Any, ...], Row], expected: dict[tuple[Any, ...], Row]) -> None:
    assert actual.keys() == expected.keys()
    for key, row in expected.items():
        same(actual[key], row)


def same(actual: Row, expected: Row) -> None:
    """Equal to a billionth, and missing where the other is missing."""
    assert actual.keys() == expected.keys()
    for name, value in expected.items():
        assert (actual[name] is None) == (value is None), name
        assert value is None or math.isclose(actual[name], value, rel_tol=1e-9, abs_tol=1e-9), name


def routed(connection: Connection, school: str | None, hours: int) -> Row:
    cursor = connection.execute("select * from analytics.dashboard_metrics(%s, %s)", [school, hours])
    [row] = cursor.fetchall()
    return dict(zip([column.name for column in cursor.description or ()], row, strict=True))


def facts(connection: Connection) -> list[list[tuple[Any, ...]]]:
    return [
        connection.execute(query).fetchall()
        for query in (
            "select presence::text from analytics.presence order by 1",
            "select last_presence::text from analytics.last_presence order by 1",
            "select presence_counts::text from analytics.presence_counts order by 1",
            "select school_id, metric_hour, session_quality_readings, errors, requests from analytics.hourly_readings "
            "order by 1, 2",
            "select metric_hour from analytics.rollup_ledger order by 1",
        )
    ]


@thoroughly(examples=200)
@given(seed=SEEDS, changes=st.lists(SEEDS, max_size=3))
def test_stored_hours_are_those_of_the_raw_rows_after_every_change(
    connection: Connection, seed: int, changes: list[int]
) -> None:
    with connection.transaction(force_rollback=True):
        rooms = random_classrooms(seed)
        load(connection, rooms)
        connection.execute("select analytics.refresh_presence()")
        connection.execute("select analytics.roll_up(%s, %s)", [FIRST, END])
        connection.execute("delete from analytics.changed_hours")
        agree(hourly(connection), stored(rooms, FIRST, END))
        for place, one in enumerate(changes):
            change(connection, rooms, one, place)
            connection.execute("select analytics.refresh_facts('{}')")
            agree(hourly(connection), stored(rooms, FIRST, END))
        followed = facts(connection)
        connection.execute("select analytics.rebuild_presence(), analytics.roll_up(%s, %s)", [FIRST, END])
        assert facts(connection) == followed


@thoroughly(examples=200)
@given(
    seed=SEEDS,
    school=st.sampled_from([None, "s1", "s2", "s3", "nobody"]),
    hours=st.sampled_from([1, 2, 5, SPAN_HOURS, 2000]) | st.integers(1, 2000),
    back=st.integers(0, 4),
)
def test_the_router_answers_the_same_from_rollup_and_source(
    connection: Connection, seed: int, school: str | None, hours: int, back: int
) -> None:
    with connection.transaction(force_rollback=True):
        rooms = random_classrooms(seed)
        load(connection, rooms)
        open_hour = END - timedelta(hours=1 + back)
        connection.execute(
            "select set_config('atalaya.as_of', %s, true)", [(open_hour + timedelta(minutes=9)).isoformat()]
        )
        from_source = routed(connection, school, hours)
        connection.execute("select analytics.refresh_facts('{}')")
        connection.execute("select analytics.roll_up(%s, %s)", [open_hour - timedelta(hours=hours), open_hour])
        from_rollup = routed(connection, school, hours)
        assert from_rollup.pop("served_from") == "rollup"
        # A warehouse without a row has nothing that waits to be rolled up, and the open hour is always live.
        assert from_source.pop("served_from") == "source" or hours == 1
        same(from_rollup, from_source)
        if hours < 2000:
            same(from_rollup, dashboard(rooms, school, open_hour, hours))


@thoroughly(examples=part(60, share=0.15))
@given(seed=SEEDS, later=SEEDS, before=st.none() | rules(), after=rules())
def test_a_change_of_rules_decides_on_whose_clock_people_read_and_no_number(
    connection: Connection, seed: int, later: int, before: Rules | None, after: Rules
) -> None:
    with connection.transaction(force_rollback=True):
        if before is not None:
            put_in_force(connection, "classwaves", before)
        rooms = random_classrooms(seed)
        load(connection, rooms)
        connection.execute("select analytics.refresh_facts('{}')")
        connection.execute("select analytics.roll_up(%s, %s)", [FIRST, END])
        all_agree(connection, rooms, before or DEFAULTS)
        kept = facts(connection)
        put_in_force(connection, "classwaves", after)
        assert facts(connection) == kept
        all_agree(connection, rooms, after)
        change(connection, rooms, later, 1)
        connection.execute("select analytics.refresh_facts('{}')")
        all_agree(connection, rooms, after)


def all_agree(connection: Connection, rooms: Classrooms, in_force: Rules) -> None:
    agree(hourly(connection), stored(rooms, FIRST, END))
    facts_add_up(connection, "classwaves")
    expected = zones(rooms, in_force)
    assert dict(connection.execute("select school_id, time_zone from analytics.school_zones").fetchall()) == expected
    [(shown,)] = connection.execute("select value from analytics.rule_figures").fetchall()
    assert shown == list(expected.values()).count(in_force["time_zone"])
    unknown = """select key from analytics.quality_of_sessions where 'unknown_time_zone' = any(checks)"""
    named = {school["id"]: school["time_zone"] for school in rooms.of("schools")}
    found = {key for (key,) in connection.execute(unknown)}
    assert found == {school for school, zone in expected.items() if zone != named[school]}
