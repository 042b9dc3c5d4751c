"""Changed hours: which are noted, whose are computed again, and what the record of it says."""

from typing import Any

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows

HOUR = "2026-06-01 {:02}:00+00"
STORED = (
    "select school_id, extract(hour from metric_hour at time zone 'UTC')::integer, total_errors "
    "from analytics.dashboard_metrics_hourly order by 1, 2"
)


@pytest.fixture
def rolled(empty: Connection) -> Connection:
    """Two schools with a reading at nine and one at two; the day is closed."""
    for school in ("a", "b"):
        add(empty, "schools", school)
        add(empty, "sessions", school, school_id=school, started_at=None, ended_at=None)
        for hour in (9, 14):
            measured = HOUR.format(hour)
            add(empty, "session_metrics", f"{school} {hour}", session_id=school, measured_at=measured, errors=hour)
    empty.execute("select analytics.roll_up(%s, %s)", [HOUR.format(6), HOUR.format(18)])
    empty.execute("delete from analytics.changed_hours; delete from analytics.changed_presence")
    return empty


def note(connection: Connection, school: str | None, first: int, last: int) -> None:
    connection.execute(
        "insert into analytics.changed_hours (school_id, first_hour, last_hour) values (%s, %s, %s)",
        [school, HOUR.format(first), HOUR.format(last)],
    )


def reroll(connection: Connection) -> Any:
    [(changed,)] = rows(connection, "select analytics.reroll_changed_hours('test')")
    assert rows(connection, "select from analytics.changed_hours") == []
    return changed


def spoil(connection: Connection) -> None:
    """Stored hours that nobody noted as changed."""
    connection.execute("update analytics.dashboard_metrics_hourly set total_errors = -1")


def test_only_the_hours_of_the_school_that_changed_are_computed_again(rolled: Connection) -> None:
    spoil(rolled)
    note(rolled, "a", 9, 9)
    assert reroll(rolled) == 1
    assert rows(rolled, STORED) == [("a", 9, 9), ("a", 14, -1), ("b", 9, -1), ("b", 14, -1)]
    note(rolled, "b", 13, 14)
    assert reroll(rolled) == 1
    assert rows(rolled, STORED) == [("a", 9, 9), ("a", 14, -1), ("b", 9, -1), ("b", 14, 14)]


def test_each_school_has_its_own_changed_hours(rolled: Connection) -> None:
    spoil(rolled)
    note(rolled, "a", 8, 13)
    note(rolled, "b", 14, 16)
    assert reroll(rolled) == 2
    assert rows(rolled, STORED) == [("a", 9, 9), ("a", 14, -1), ("b", 9, -1), ("b", 14, 14)]
    begins, ends = HOUR.format(8), HOUR.format(16)
    query = f"select origin, status, since_hour = '{begins}', until_hour = '{ends}', hours from ops.rollup_run"
    assert rows(rolled, query) == [("test", "succeeded", True, True, 9)]


def test_hours_between_those_that_changed_are_not_rolled(rolled: Connection) -> None:
    note(rolled, "a", 9, 9)
    note(rolled, "b", 14, 14)
    reroll(rolled)
    assert rows(rolled, "select hours from ops.rollup_run") == [(2,)]


def test_a_rebuild_is_a_run_of_its_own(rolled: Connection) -> None:
    rolled.execute("insert into ops.rollup_run (origin, status) values ('test', 'failed')")
    rolled.execute("select analytics.rebuild_facts()")
    found = rows(rolled, "select origin, status, finished_at is null, hours > 0 from ops.rollup_run order by run")
    assert found == [("test", "failed", True, False), ("sync", "succeeded", False, True)]


def test_what_changed_everywhere_changed_in_schools_that_are_gone_too(rolled: Connection) -> None:
    spoil(rolled)
    rolled.execute("update analytics.dashboard_metrics_hourly set school_id = 'gone' where school_id = 'b'")
    note(rolled, None, 9, 9)
    assert reroll(rolled) == 3
    assert rows(rolled, STORED) == [("a", 9, 9), ("a", 14, -1), ("b", 9, 9), ("gone", 14, -1)]


@pytest.mark.parametrize(("first", "last"), [(18, 20), (3, 5), (10, 9), (14, 9)])
def test_hours_that_are_not_closed_or_none_at_all_are_left_alone(rolled: Connection, first: int, last: int) -> None:
    spoil(rolled)
    note(rolled, "a", first, last)
    assert reroll(rolled) == 0
    assert rows(rolled, "select from ops.rollup_run") == []


def test_the_outcome_is_written_to_the_run_itself(rolled: Connection) -> None:
    rolled.execute(
        "insert into ops.rollup_run (origin, since_hour, until_hour, status) values ('test', now(), now(), 'failed')"
    )
    note(rolled, "a", 9, 9)
    reroll(rolled)
    assert rows(rolled, "select status, hours, finished_at is null from ops.rollup_run order by run") == [
        ("failed", 0, True),
        ("succeeded", 1, False),
    ]


def test_changes_that_lie_weeks_apart_are_all_computed(empty: Connection) -> None:
    add(empty, "schools", "a")
    add(empty, "sessions", "a", school_id="a", started_at=None, ended_at=None)
    days = ("2026-05-01", "2026-05-07", "2026-05-08", "2026-06-01")
    for day in days:
        add(empty, "session_metrics", day, session_id="a", measured_at=f"{day} 09:10+00", errors=5)
    empty.execute("select analytics.roll_up('2026-05-01', '2026-06-02')")
    spoil(empty)
    empty.execute("delete from analytics.changed_hours")
    for day in days:
        empty.execute(
            "insert into analytics.changed_hours (school_id, first_hour, last_hour) values ('a', %s, %s)",
            [f"{day} 09:00+00"] * 2,
        )
    assert reroll(empty) == len(days)
    assert rows(empty, "select hours, rows_written from ops.rollup_run") == [(len(days), len(days))]
    assert {errors for _, _, errors in rows(empty, STORED)} == {5}


CHANGED = (
    "select school_id, extract(hour from metric_hour at time zone 'UTC')::integer from analytics.{} {} order by 1, 2"
)


@pytest.fixture(
    params=[("hours", "dashboard_metrics_hourly", "total_errors"), ("readings", "hourly_readings", "errors")]
)
def stored(request: pytest.FixtureRequest, empty: Connection) -> tuple[Connection, str, str, str]:
    """Two schools with a reading in each hour from nine to one, stored; and what writes them, where to."""
    for school in ("a", "b"):
        add(empty, "schools", school)
        add(empty, "sessions", school, school_id=school, started_at=None, ended_at=None)
        for hour in (9, 10, 11, 12):
            measured = HOUR.format(hour)
            add(empty, "session_metrics", f"{school} {hour}", session_id=school, measured_at=measured, errors=hour)
    empty.execute("select analytics.roll_up(%s, %s)", [HOUR.format(6), HOUR.format(18)])
    return empty, *request.param


def write(connection: Connection, writes: str, since: int, until: int, **schools: str) -> Any:
    """Writes the hours again, of all schools or of the given hours of each; how many rows that changed."""
    asked = f"select analytics.write_{writes}(%s, %s, %s, %s::tstzmultirange[])"
    spans = [f"{{[{HOUR.format(int(span[:2]))},{HOUR.format(int(span[3:]))})}}" for span in schools.values()]
    listed = [list(schools), spans] if schools else [None, None]
    [(changed,)] = connection.execute(asked.encode(), [HOUR.format(since), HOUR.format(until), *listed]).fetchall()
    return changed


@pytest.mark.parametrize(
    ("asked", "schools", "gone"),
    [
        ((10, 12), {}, ["a 10", "a 11", "b 10", "b 11"]),
        ((9, 13), {"a": "10-11", "b": "11-13"}, ["a 10", "b 11", "b 12"]),
        ((10, 12), {"a": "08-18"}, ["a 10", "a 11"]),
        ((12, 12), {}, []),
    ],
)
def test_of_the_asked_hours_those_without_a_raw_row_go(
    stored: tuple[Connection, str, str, str], asked: tuple[int, int], schools: dict[str, str], gone: list[str]
) -> None:
    connection, writes, table, _errors = stored
    connection.execute("delete from classwaves.session_metrics")
    assert write(connection, writes, *asked, **schools) == len(gone)
    kept = {f"{school} {hour}" for school, hour in rows(connection, CHANGED.format(table, ""))}
    assert kept == {f"{school} {hour}" for school in "ab" for hour in (9, 10, 11, 12)} - set(gone)


def test_an_hour_goes_whatever_others_its_school_or_other_schools_have(
    stored: tuple[Connection, str, str, str],
) -> None:
    connection, writes, table, _errors = stored
    connection.execute("delete from classwaves.session_metrics where id in ('a 11', 'b 10')")
    assert write(connection, writes, 9, 13) == 2
    assert rows(connection, CHANGED.format(table, "")) == [
        *(("a", hour) for hour in (9, 10, 12)),
        *(("b", hour) for hour in (9, 11, 12)),
    ]


@pytest.mark.parametrize(
    ("asked", "schools", "written"),
    [
        ((10, 12), {}, [("a", 10), ("a", 11), ("b", 10), ("b", 11)]),
        ((9, 13), {"a": "10-11", "b": "11-13"}, [("a", 10), ("b", 11), ("b", 12)]),
        ((10, 12), {"b": "08-18"}, [("b", 10), ("b", 11)]),
    ],
)
def test_what_comes_out_otherwise_is_written_and_what_comes_out_the_same_is_not(
    stored: tuple[Connection, str, str, str],
    asked: tuple[int, int],
    schools: dict[str, str],
    written: list[tuple[str, int]],
) -> None:
    connection, writes, table, errors = stored
    before = dict(rows(connection, f"select (school_id, metric_hour)::text, ctid::text from analytics.{table}"))
    assert write(connection, writes, 9, 13) == 0
    connection.execute("update classwaves.session_metrics set errors = errors + 100")
    assert write(connection, writes, *asked, **schools) == len(written)
    assert rows(connection, CHANGED.format(table, f"where {errors} > 100")) == written
    after = dict(rows(connection, f"select (school_id, metric_hour)::text, ctid::text from analytics.{table}"))
    assert before.keys() == after.keys()
    assert len(before.items() - after.items()) == len(written)


NOTED = (
    "select school_id, extract(hour from first_hour at time zone 'UTC')::integer, "
    "extract(hour from nullif(last_hour, 'infinity') at time zone 'UTC')::integer from analytics.changed_hours"
)


@pytest.mark.parametrize("started", [None, "2026-06-01 09:00+00"])
@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("session_groups", {"created_at": "2026-06-01 09:20+00", "ready_at": "2026-06-01 10:20+00"}),
        ("participants", {"group_id": None, "joined_at": "2026-06-01 09:20+00", "left_at": "2026-06-01 10:20+00"}),
    ],
)
def test_what_happens_in_a_session_that_never_started_changes_no_hour(
    empty: Connection, table: str, values: dict[str, Any], started: str | None
) -> None:
    add(empty, "schools", "school")
    add(empty, "sessions", "session", started_at=started, ended_at=started and "2026-06-01 11:30+00")
    empty.execute("delete from analytics.changed_hours; delete from analytics.changed_presence")
    add(empty, table, "one", **values)
    found = rows(empty, NOTED)
    assert [noted[:2] for noted in found] == ([] if started is None else [("school", 9)])
    students = rows(empty, "select entity from analytics.changed_presence")
    assert students == ([("sam",)] if started and table == "participants" else [])


@pytest.mark.parametrize(("said", "is_noted"), [("on", False), ("off", True), (None, True)])
def test_what_a_loader_writes_is_noted_by_the_loader_and_by_no_trigger(
    connection: Connection, said: str | None, is_noted: bool
) -> None:
    add(connection, "participants", "stay")
    add(connection, "session_metrics", "reading")
    if said:
        connection.execute("select set_config('atalaya.skip_facts', %s, true)", [said])
    for written in (
        "update classwaves.sessions set teacher_id = 'other'",
        "update classwaves.session_groups set ready_at = '2026-06-01 09:30+00'",
        "update classwaves.participants set left_at = null",
        "update classwaves.session_metrics set errors = 7",
        "truncate classwaves.session_metrics",
    ):
        connection.execute("delete from analytics.changed_hours; delete from analytics.changed_presence")
        connection.execute(written.encode())
        assert rows(connection, "select count(*) > 0 from analytics.changed_hours") == [(is_noted,)], written


PEOPLE = "select distinct kind, school_id, entity from analytics.changed_presence order by 1, 2, 3"


@pytest.mark.parametrize(
    ("written", "hours", "people"),
    [
        (
            "update classwaves.sessions set ended_at = '2026-06-01 11:10+00' where id = 's a'",
            {("a", 9, 9), ("a", 9, 11), ("a", 11, 11)},
            [("session", "a", "s a"), ("student", "a", "x a"), ("teacher", "a", "t a")],
        ),
        (
            "update classwaves.sessions set started_at = '2026-06-01 12:10+00' where id = 's a'",
            {("a", 9, 9)},
            [("session", "a", "s a"), ("student", "a", "x a"), ("teacher", "a", "t a")],
        ),
        (
            "update classwaves.sessions set school_id = 'c' where id = 's a'",
            {("a", 9, 9), ("a", 14, 14), ("c", 9, 9), ("c", 14, 14)},
            [(kind, school, name) for kind, name in (("session", "s a"), ("student", "x a"), ("teacher", "t a"))
             for school in "ac"],
        ),
        (
            "update classwaves.session_groups set ready_at = null where id = 'g a'",
            {("a", 9, 9)},
            [],
        ),
        (
            "update classwaves.participants set student_id = 'y' where id = 'p a'",
            {("a", 9, 9)},
            [("student", "a", "x a"), ("student", "a", "y")],
        ),
        (
            "update classwaves.session_metrics set measured_at = '2026-06-01 15:10+00' where id = 'm a'",
            {("a", 14, 14), ("a", 15, 15)},
            [],
        ),
    ],
)  # fmt: skip
def test_what_is_written_touches_its_own_hours_and_people_alone(
    empty: Connection, written: str, hours: set[tuple[str, int, int]], people: list[tuple[str, str, str]]
) -> None:
    add(empty, "schools", "c")
    for school in ("a", "b"):
        add(empty, "schools", school)
        add(empty, "sessions", f"s {school}", school_id=school, teacher_id=f"t {school}")
        of = {"session_id": f"s {school}"}
        add(empty, "session_groups", f"g {school}", **of)
        add(empty, "participants", f"p {school}", **of, group_id=f"g {school}", student_id=f"x {school}")
        for key, moment in (("m", HOUR.format(14)), ("never", "infinity"), ("undated", None)):
            add(empty, "session_metrics", f"{key} {school}", **of, measured_at=moment)
    empty.execute("delete from analytics.changed_hours; delete from analytics.changed_presence")
    empty.execute(written.encode())
    assert set(rows(empty, NOTED)) == hours
    assert rows(empty, PEOPLE) == sorted(people)
