"""Who is active, who is inactive, who is new: seen from noon on Monday 15 June 2026 in Guayaquil."""

import pytest

from tests.engagement.centre import LAST_MOMENT, TOMORROW, check_in, student
from tests.factories import Connection, look_from, rows

ACTIVE = "select active_7d, active_14d, active_30d, active_6mo from mgmt.engagement_active_counts_v"
INACTIVE = (
    "select inactive_7d_count, inactive_14d_count, dormant_30d_count, inactive_180d_count "
    "from mgmt.engagement_inactive_counts_v"
)
ROSTER = "select student_id, level, last_check_in_at is null, days_inactive from mgmt.engagement_inactive_roster_v"


def came(connection: Connection, day: str, student_id: str = "ana") -> None:
    check_in(connection, f"{student_id} {day}", student_id=student_id, checked_in_at=f"{day} 12:00-05")


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2026-06-15", (1, 1, 1, 1)),
        ("2026-06-09", (1, 1, 1, 1)),
        ("2026-06-08", (0, 1, 1, 1)),
        ("2026-06-02", (0, 1, 1, 1)),
        ("2026-06-01", (0, 0, 1, 1)),
        ("2026-05-17", (0, 0, 1, 1)),
        ("2026-05-16", (0, 0, 0, 1)),
        ("2025-12-18", (0, 0, 0, 1)),
        ("2025-12-17", (0, 0, 0, 0)),
        ("2026-06-16", (0, 0, 0, 0)),
    ],
)
def test_a_window_of_days_ends_today(connection: Connection, day: str, counts: tuple[int, ...]) -> None:
    student(connection, created_at="2025-01-01 12:00-05")
    came(connection, day)
    assert rows(connection, ACTIVE) == [counts]
    away = tuple(1 - count for count in counts)
    assert rows(connection, INACTIVE) == [(away if day != "2026-06-16" else (1, 1, 1, 1))]


def test_a_student_who_comes_often_is_one_student(connection: Connection) -> None:
    student(connection)
    for day in ("2026-06-01", "2026-06-10", "2026-06-11", "2026-06-15"):
        came(connection, day)
    assert rows(connection, ACTIVE) == [(1, 1, 1, 1)]


def test_an_open_check_in_is_a_visit_of_its_local_day(connection: Connection) -> None:
    student(connection)
    check_in(connection, checked_in_at=LAST_MOMENT, checked_out_at=None)
    assert rows(connection, "select active_students from mgmt.engagement_dau_90d_v where d = '2026-06-15'") == [(1,)]


def test_what_is_dated_after_today_does_not_exist_yet(connection: Connection) -> None:
    student(connection)
    came(connection, "2026-06-01")
    check_in(connection, "later", checked_in_at=TOMORROW, checked_out_at=None)
    assert rows(connection, ACTIVE) == [(0, 0, 1, 1)]
    look_from(connection, TOMORROW.removesuffix("+00"))
    assert rows(connection, ACTIVE) == [(1, 1, 1, 1)]


def test_a_student_exists_from_the_day_of_registration(connection: Connection) -> None:
    student(connection, created_at=TOMORROW)
    came(connection, "2026-06-10")
    assert rows(connection, ACTIVE) == [(0, 0, 0, 0)]
    assert rows(connection, INACTIVE) == [(0, 0, 0, 0)]
    look_from(connection, TOMORROW.removesuffix("+00"))
    assert rows(connection, ACTIVE) == [(1, 1, 1, 1)]


def test_a_deleted_student_counts_nowhere_and_comes_back_whole(connection: Connection) -> None:
    student(connection)
    came(connection, "2026-06-15")
    connection.execute("update academy.students set deleted_at = now()")
    assert rows(connection, ACTIVE) == [(0, 0, 0, 0)]
    assert rows(connection, "select sum(sessions) from mgmt.engagement_weekly_active_90d_v") == [(0,)]
    connection.execute("update academy.students set deleted_at = null")
    assert rows(connection, ACTIVE) == [(1, 1, 1, 1)]
    assert rows(connection, "select sum(sessions) from mgmt.engagement_weekly_active_90d_v") == [(1,)]


@pytest.mark.parametrize(("created", "inactive"), [("2026-06-09", 0), ("2026-06-08", 1)])
def test_whoever_never_came_counts_from_registration(connection: Connection, created: str, inactive: int) -> None:
    student(connection, created_at=f"{created} 12:00-05")
    assert rows(connection, INACTIVE) == [(inactive, 0, 0, 0)]
    assert rows(connection, ROSTER) == [("ana", "A1", True, 7)][:inactive]


def test_a_visit_before_registration_counts_from_registration_on(connection: Connection) -> None:
    student(connection, created_at="2026-06-14 12:00-05")
    came(connection, "2026-06-08")
    assert rows(connection, INACTIVE) == [(1, 0, 0, 0)]
    assert rows(connection, ROSTER) == [("ana", "A1", False, 7)]


def test_the_roster_lists_the_most_recent_first(connection: Connection) -> None:
    for key, day in {"old": "2026-01-10", "bea": "2026-06-01", "leo": "2026-06-02", "max": "2026-06-09"}.items():
        student(connection, key, level=None)
        came(connection, day, key)
    student(connection, "new", created_at="2026-06-05 12:00-05")
    found = rows(connection, "select student_id, days_inactive from mgmt.engagement_inactive_roster_v")
    assert found == [("new", 10), ("leo", 13), ("bea", 14), ("old", 156)]


def test_the_roster_forgets_what_came_after_the_day_it_is_seen_from(connection: Connection) -> None:
    student(connection)
    for day in ("2026-05-01", "2026-06-14"):
        came(connection, day)
    look_from(connection, "2026-06-01 17:00:00")
    found = rows(
        connection, "select last_check_in_at::date::text, days_inactive from mgmt.engagement_inactive_roster_v"
    )
    assert found == [("2026-05-01", 31)]


def test_the_roster_of_an_earlier_day_knows_no_check_in_dated_nowhere(connection: Connection) -> None:
    student(connection)
    check_in(connection, "nowhere", checked_in_at="-infinity", checked_out_at=None, updated_at=None)
    came(connection, "2026-06-14")
    look_from(connection, "2026-06-01 17:00:00")
    assert rows(connection, ROSTER) == [("ana", "A1", True, 147)]


@pytest.mark.parametrize("bucket", [7, 14, 30, 180])
def test_a_bucket_opens_the_roster_of_exactly_those_students(connection: Connection, bucket: int) -> None:
    for number, day in enumerate(("2026-06-15", "2026-06-05", "2026-05-20", "2026-05-01", "2025-06-01")):
        student(connection, str(number), level="A1" if number % 2 else None, created_at="2025-01-01 12:00-05")
        came(connection, day, str(number))
    for levels in ("{}", "{A1}", '{""}', "{B2}"):
        count = f"select students from mgmt.inactive_buckets('{levels}') where inactive_days = {bucket}"
        roster = f"select count(*)::integer from mgmt.inactive_students({bucket}, '{levels}')"
        assert rows(connection, count) == rows(connection, roster)


def test_stickiness_is_the_week_over_the_month(connection: Connection) -> None:
    for key, day in {"1": "2026-06-15", "2": "2026-06-01", "3": "2026-05-17"}.items():
        student(connection, key)
        came(connection, day, key)
    assert rows(connection, "select wau, mau, wau_mau_ratio::text from mgmt.engagement_wau_mau_v") == [(1, 3, "0.3333")]


def test_an_empty_centre_has_zeros_and_no_ratio(connection: Connection) -> None:
    assert rows(connection, ACTIVE) == rows(connection, INACTIVE) == [(0, 0, 0, 0)]
    assert rows(connection, "select wau, mau, wau_mau_ratio from mgmt.engagement_wau_mau_v") == [(0, 0, None)]
    assert rows(connection, ROSTER) == []


def test_one_statement_may_delete_a_student_and_change_another(connection: Connection) -> None:
    for key in ("ana", "bea"):
        student(connection, key)
        came(connection, "2026-06-10", key)
    connection.execute("update academy.students set full_name = 'B', deleted_at = case when id = 'ana' then now() end")
    for table in ("counted_students", "student_visits"):
        assert rows(connection, f"select student_id from mgmt.{table}") == [("bea",)]
    assert rows(connection, ACTIVE) == [(1, 1, 1, 1)]


def test_those_who_change_alike_in_one_statement_are_all_counted(connection: Connection) -> None:
    for key in ("ana", "bea", "cy", "dan"):
        student(connection, key)
    for key in ("ana", "bea"):
        for day in ("2026-06-08", "2026-06-10"):
            came(connection, day, key)
    listed = "select level, students from mgmt.levels"
    gaps = "select level, gap_days, sum(gaps)::integer from mgmt.gap_counts('{}') group by 1, 2"
    active = "select active_students from mgmt.active_windows('{%s}') where window_days = 7"
    sessions = "select level, counts_from > on_day, sum(sessions)::integer from mgmt.presence_hours group by 1, 2"
    for level in ("C2", "A1"):
        connection.execute(f"update academy.students set level = '{level}', full_name = full_name || '!'")
        assert rows(connection, sessions) == [(level, False, 4)]
        connection.execute("update academy.students set full_name = full_name || '!'")
        assert rows(connection, sessions) == [(level, False, 4)]
        assert rows(connection, listed) == [(level, 4)]
        assert rows(connection, gaps) == [(level, 2, 2)]
        assert rows(connection, active % level) == [(2,)]
    connection.execute("delete from academy.check_ins where checked_in_at >= '2026-06-10'")
    assert rows(connection, gaps) == []
    connection.execute("update academy.students set created_at = '2026-06-14' where id <> 'bea'")
    assert sorted(rows(connection, sessions)) == [("A1", False, 1), ("A1", True, 1)]
    connection.execute("update academy.students set deleted_at = now() where id in ('ana', 'cy')")
    assert rows(connection, listed) == [("A1", 2)]


def test_a_write_that_moves_nothing_that_counts_writes_no_fact(connection: Connection) -> None:
    student(connection)
    came(connection, "2026-06-10")
    facts = ("counted_students", "student_visits", "visit_gaps", "first_visits", "presence_hours")
    places = [f"select ctid::text, xmin::text from mgmt.{fact}" for fact in facts]
    before = [rows(connection, place) for place in places]
    assert all(before)
    connection.execute("update academy.students set updated_at = now()")
    connection.execute("update academy.check_ins set updated_at = now()")
    assert [rows(connection, place) for place in places] == before


def test_a_student_whose_visits_stay_the_same_changes_no_sum(connection: Connection) -> None:
    for key in ("ana", "bea"):
        student(connection, key)
    for day in ("2026-06-01", "2026-06-03"):
        came(connection, day)
    students, since = "array['ana', 'ana', 'bea']", "array['2026-06-02', '2026-01-01', '2026-01-01']::date[]"
    query = f"select mgmt.refresh_visits({students}, {since})"
    assert rows(connection, query) == [(2,)]


def test_each_student_is_known_by_the_last_of_the_own_visits(connection: Connection) -> None:
    for key, days in {"ana": ("2026-06-03",), "bea": ("2026-06-05", "2026-06-04"), "cy": ()}.items():
        student(connection, key)
        for day in days:
            came(connection, day, key)
    check_in(connection, "never", checked_in_at="infinity", checked_out_at=None, updated_at=None)
    came(connection, "2026-06-02")
    known = (
        "select student_id, (last_check_in_at at time zone 'UTC')::date::text, last_visit_on::text "
        "from mgmt.counted_students order by 1"
    )
    own = [("ana", "2026-06-03", "2026-06-03"), ("bea", "2026-06-05", "2026-06-05"), ("cy", None, None)]
    assert rows(connection, known) == own
    connection.execute("delete from academy.check_ins where id = 'ana 2026-06-03'")
    assert rows(connection, known) == [("ana", "2026-06-02", "2026-06-02"), *own[1:]]
    connection.execute("select mgmt.rebuild_facts()")
    assert rows(connection, known) == [("ana", "2026-06-02", "2026-06-02"), *own[1:]]


def test_the_roster_of_an_earlier_day_knows_its_students_levels_and_order(connection: Connection) -> None:
    for key, days in {
        "ana": ("2026-05-01", "2026-05-20", "2026-06-14"),
        "bea": ("2026-05-20", "2026-06-14"),
        "leo": ("2026-05-25", "2026-05-30"),
        "max": ("2026-06-14",),
        "eva": ("2026-06-02",),
    }.items():
        created = "2026-06-10 12:00-05" if key == "eva" else "2026-01-05 12:00-05"
        student(connection, key, level=None if key == "bea" else "A1", created_at=created)
        for day in days:
            came(connection, day, key)
    look_from(connection, "2026-06-01 17:00:00")
    roster = "select student_id, level, days_inactive from mgmt.inactive_students({}, '{}')"
    everybody = [("leo", "A1", 2), ("ana", "A1", 12), ("bea", None, 12), ("max", "A1", 147)]
    assert rows(connection, roster.format(0, "{}")) == everybody
    assert rows(connection, roster.format(2, "{}")) == everybody
    assert rows(connection, roster.format(12, "{}")) == everybody[1:]
    assert rows(connection, roster.format(13, "{}")) == everybody[3:]
    assert rows(connection, roster.format(0, '{""}')) == [everybody[2]]
    assert rows(connection, roster.format(0, "{B2}")) == []


@pytest.mark.parametrize(("setting", "counted"), [("on", 0), ("off", 1), ("", 1)])
def test_only_a_loader_that_says_so_writes_past_the_facts(connection: Connection, setting: str, counted: int) -> None:
    student(connection)
    connection.execute("select set_config('atalaya.skip_facts', %s, true)", [setting])
    came(connection, "2026-06-15")
    assert rows(connection, ACTIVE) == [(counted,) * 4]
    changed = "select mgmt.refresh_facts(array[row('academy.check_ins', {}, null, null, 1)::ops.changed_range]) > 0"
    assert rows(connection, changed.format("false")) == [(False,)]
    assert rows(connection, ACTIVE) == [(counted,) * 4]
    assert rows(connection, changed.format("true")) == [(True,)]
    assert rows(connection, ACTIVE) == [(1, 1, 1, 1)]


def test_check_ins_of_a_deleted_student_come_change_and_go_uncounted(connection: Connection) -> None:
    student(connection, deleted_at="2026-06-01 12:00-05")
    student(connection, "bea")
    kept = "select student_id, (select sum(sessions)::integer from mgmt.presence_hours) from mgmt.counted_students"
    for written in (
        "insert into academy.check_ins (id, student_id, checked_in_at) values ('1', 'ana', '2026-06-10 12:00-05'), "
        "('2', 'bea', '2026-06-10 12:00-05')",
        "update academy.check_ins set checked_out_at = checked_in_at + interval '1 hour'",
        "select mgmt.rebuild_facts()",
        "delete from academy.check_ins where id = '1'",
    ):
        connection.execute(written.encode())
        assert rows(connection, kept) == [("bea", 1)], written
    assert rows(connection, ACTIVE) == [(1, 1, 1, 1)]


def test_whoever_came_today_is_listed_once_with_no_day_away(connection: Connection) -> None:
    student(connection)
    for day in ("2026-06-14", "2026-06-15"):
        came(connection, day)
    roster = "select student_id, days_inactive from mgmt.inactive_students({}, '{{}}')"
    assert rows(connection, roster.format(0)) == [("ana", 0)]
    assert rows(connection, roster.format(1)) == []
