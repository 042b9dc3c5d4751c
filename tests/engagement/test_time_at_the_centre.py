"""Minutes and sessions by day, hour and week: seen from noon on Monday 15 June 2026 in Guayaquil."""

from typing import Any

import pytest

from tests.engagement.centre import check_in, student
from tests.factories import Connection, look_from, rows

DAILY = "select d::text, active_students, total_minutes::text from mgmt.engagement_dau_90d_v"
SPLIT = "select daypart, total_minutes::text from mgmt.engagement_hour_split_v"
HEATMAP = "select iso_weekday, hour_local, minutes from mgmt.engagement_hourly_heatmap_90d_v"
WEEKLY = (
    "select week_start::text, max_daily_actives, total_minutes, sessions, sum_active_students "
    "from mgmt.engagement_weekly_active_90d_v"
)
INDEX = (
    "select active_students_7d, active_students_prev7d, active_students_wow_change::text, total_minutes_7d, "
    "total_minutes_prev7d, total_minutes_wow_change::text from mgmt.engagement_decline_index_v"
)


def stayed(connection: Connection, came: str, went: str | None, key: str = "visit") -> None:
    check_in(connection, key, checked_in_at=f"{came}-05", checked_out_at=went and f"{went}-05")


def minutes_by_day(connection: Connection) -> dict[str, str]:
    return {day: minutes for day, _, minutes in rows(connection, DAILY) if minutes != "0.00"}


@pytest.mark.parametrize(
    ("went", "minutes"),
    [
        ("2026-06-10 09:30:00", {"2026-06-10": "90.00"}),
        ("2026-06-10 08:00:00.3", {"2026-06-10": "0.01"}),
        ("2026-06-10 08:00:00.299999", {}),
        ("2026-06-11 00:00:00", {"2026-06-10": "960.00"}),
        ("2026-06-11 00:00:00.000001", {}),
        ("2026-06-13 08:00:00", {}),
        ("2026-06-10 07:59:00", {}),
        ("2026-06-10 08:00:00", {}),
        (None, {}),
    ],
)
def test_a_stay_counts_up_to_sixteen_hours(connection: Connection, went: str | None, minutes: dict[str, str]) -> None:
    student(connection)
    stayed(connection, "2026-06-10 08:00:00", went)
    assert minutes_by_day(connection) == minutes
    assert rows(connection, "select sum(sessions) from mgmt.engagement_weekly_active_90d_v") == [(1,)]


def test_a_stay_past_midnight_is_shared_by_two_days(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-12 23:15", "2026-06-13 00:45")
    assert minutes_by_day(connection) == {"2026-06-12": "45.00", "2026-06-13": "45.00"}
    assert rows(connection, HEATMAP) == [(5, 23, 45), (6, 0, 45)]
    visited = [(day, students) for day, students, _ in rows(connection, DAILY) if students]
    assert visited == [("2026-06-12", 1)]


def test_minutes_after_today_come_tomorrow(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-15 23:00", "2026-06-16 02:00")
    assert minutes_by_day(connection) == {"2026-06-15": "60.00"}
    look_from(connection, "2026-06-16 17:00:00")
    assert minutes_by_day(connection) == {"2026-06-15": "60.00", "2026-06-16": "120.00"}


def test_minutes_after_the_first_midnight_of_ninety_days_count(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-03-17 23:00", "2026-03-18 00:30")
    assert minutes_by_day(connection) == {"2026-03-18": "30.00"}
    assert rows(connection, "select sum(sessions) from mgmt.engagement_weekly_active_90d_v") == [(0,)]


def test_ninety_days_are_there_also_when_nobody_is(connection: Connection) -> None:
    found = rows(connection, DAILY)
    assert (len(found), found[0], found[-1]) == (90, ("2026-03-18", 0, "0.00"), ("2026-06-15", 0, "0.00"))
    assert rows(connection, "select * from mgmt.engagement_daily_activity_v") == rows(
        connection, "select * from mgmt.engagement_dau_90d_v"
    )


def test_parts_of_the_day_cut_a_stay(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-10 07:30", "2026-06-10 20:30:15")
    assert rows(connection, SPLIT) == [
        ("morning_08_12", "240.00"),
        ("afternoon_12_17", "300.00"),
        ("evening_17_20", "180.00"),
    ]


def test_a_cell_that_rounds_to_nothing_is_left_out(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-10 09:59:30", "2026-06-10 10:00:29.999999")
    assert rows(connection, HEATMAP) == [(3, 9, 1)]


def test_every_week_is_there_and_counts_its_own_days(connection: Connection) -> None:
    for key in ("ana", "bea"):
        student(connection, key)
    stayed(connection, "2026-06-07 10:00", "2026-06-07 10:20:30", "sunday")
    stayed(connection, "2026-06-08 10:00", "2026-06-08 10:20:30", "monday")
    stayed(connection, "2026-06-08 18:00", None, "evening")
    check_in(
        connection, "bea", student_id="bea", checked_in_at="2026-06-09 09:00-05", checked_out_at="2026-06-09 10:00-05"
    )
    found = rows(connection, WEEKLY)
    assert [week for week, *_ in found][:2] == ["2026-03-16", "2026-03-23"]
    assert found[-3:] == [("2026-06-01", 1, 21, 1, 1), ("2026-06-08", 1, 81, 3, 2), ("2026-06-15", 0, 0, 0, 0)]
    partial = rows(connection, "select week_start::text from mgmt.weekly_activity('{}') where is_partial")
    assert partial == [("2026-03-16",), ("2026-06-15",)]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-06-14", 89, 89),
        ("2026-06-15", None, None),
        ("2026-05-16", 60, 89),
        ("2026-05-15", 59, 88),
        ("2026-02-16", 0, 0),
        ("2026-02-15", None, None),
    ],
)
def test_a_visit_is_in_the_thirty_snapshots_after_it(
    connection: Connection, day: str, first: int | None, last: int | None
) -> None:
    student(connection)
    stayed(connection, f"{day} 10:00", None)
    counts = [count for (count,) in rows(connection, "select mau_rolling_30d from mgmt.engagement_mau_rolling_90d_v")]
    inside = [] if first is None or last is None else list(range(first, last + 1))
    assert [number for number, count in enumerate(counts) if count] == inside
    assert len(counts) == 90


def test_the_decline_index_compares_exact_values(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-08 10:00", "2026-06-08 10:00:20", "before")
    stayed(connection, "2026-06-09 10:00", "2026-06-09 10:00:10", "this week")
    assert rows(connection, INDEX) == [(1, 1, "0.0000", 0, 0, "-0.5000")]


def test_a_change_is_rounded_once_also_over_long_times(connection: Connection) -> None:
    just_below_half = "select mgmt.ratio(15000500015002, 10000000010001)::text"
    assert rows(connection, just_below_half) == [("1.5000",)]


def test_against_nothing_there_is_no_change(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-15 10:00", "2026-06-15 11:00")
    assert rows(connection, INDEX) == [(1, 0, None, 60, 0, None)]


def test_a_cell_lists_who_was_there_and_when(connection: Connection) -> None:
    for key in ("ana", "bea", "leo"):
        student(connection, key, level=None if key == "leo" else "A1")
    # Wednesdays from 10 to 11.
    stays: dict[str, tuple[str, str, str | None]] = {
        "before": ("ana", "2026-06-10 09:00", "2026-06-10 10:15"),
        "from then": ("bea", "2026-06-03 10:30", "2026-06-03 14:00"),
        "open": ("leo", "2026-06-03 10:45", None),
        "gone": ("ana", "2026-05-27 09:00", "2026-05-27 10:00"),
        "thursday": ("ana", "2026-06-11 10:00", "2026-06-11 10:10"),
        "too old": ("ana", "2026-03-11 10:00", "2026-03-11 10:10"),
        "forgotten": ("ana", "2026-05-20 09:00", "2026-05-21 09:00"),
    }
    for key, (who, came, went) in stays.items():
        check_in(connection, key, student_id=who, checked_in_at=f"{came}-05", checked_out_at=went and f"{went}-05")
    query = "select student_id, on_day::text, minutes::text from mgmt.present_in_hour(3, 10, '{}')"
    found = rows(connection, query)
    assert found == [("ana", "2026-06-10", "15.00"), ("leo", "2026-06-03", "0.00"), ("bea", "2026-06-03", "30.00")]
    assert (3, 10, 45) in rows(connection, HEATMAP)
    assert len(rows(connection, query.replace("'{}'", "'{A1}'"))) == 2


def test_a_cell_begins_with_its_first_moment_and_ends_before_its_last(connection: Connection) -> None:
    student(connection)
    student(connection, "new", created_at="2026-06-15 12:00-05")
    student(connection, "coming", created_at="2026-06-16 12:00-05")
    stays = {
        "just gone": ("ana", "2026-06-08 09:00", "2026-06-08 10:00"),
        "opened": ("ana", "2026-06-08 10:00", None),
        "last moment": ("ana", "2026-06-08 10:59:59.999999", None),
        "after": ("ana", "2026-06-08 11:00", None),
        "sixteen hours": ("ana", "2026-05-31 18:30", "2026-06-01 10:30"),
        "first": ("ana", "2026-03-23 10:00", "2026-03-23 10:30"),
        "ninetieth": ("ana", "2026-03-16 10:00", "2026-03-16 10:30"),
        "today": ("new", "2026-06-15 10:00", "2026-06-15 10:30"),
        "too early": ("coming", "2026-06-15 10:00", "2026-06-15 10:30"),
    }
    for key, (who, came, went) in stays.items():
        check_in(connection, key, student_id=who, checked_in_at=f"{came}-05", checked_out_at=went and f"{went}-05")
    query = "select on_day::text, minutes::integer from mgmt.present_in_hour(1, 10, '{}')"
    assert rows(connection, query) == [
        ("2026-06-15", 30), ("2026-06-08", 0), ("2026-06-08", 0), ("2026-06-01", 30), ("2026-03-23", 30),
    ]  # fmt: skip


def test_weekdays_share_the_traffic(connection: Connection) -> None:
    student(connection)
    for number, day in enumerate(("2026-06-15", "2026-06-08", "2026-06-13")):
        stayed(connection, f"{day} 10:00", f"{day} 10:30", str(number))
    query = (
        "select iso_weekday, days, visits, visits_pct::text, minutes, minutes_pct::text from mgmt.weekday_traffic('{}')"
    )
    found: list[tuple[Any, ...]] = rows(connection, query)
    assert (found[0], found[1], found[5]) == (
        (1, 13, 2, "66.67", 60, "66.67"),
        (2, 12, 0, "0.00", 0, "0.00"),
        (6, 13, 1, "33.33", 30, "33.33"),
    )
    # 90 days, from Wednesday to Monday.
    assert [days for _weekday, days, *_ in found] == [13, 12, 13, 13, 13, 13, 13]


def test_without_traffic_there_are_no_shares(connection: Connection) -> None:
    found = rows(connection, "select visits_pct, minutes_pct from mgmt.weekday_traffic('{}')")
    assert found == [(None, None)] * 7


@pytest.fixture
def of_two_levels(connection: Connection) -> Connection:
    """Whoever came on Saturday or on Monday, today: also who registered today, and who will tomorrow."""
    for key, level, created in (
        *(("ana", "A1", "2026-01-05"), ("bea", "A1", "2026-01-05"), ("cy", "A1", "2026-01-05")),
        *(("leo", "B1", "2026-01-05"), ("new", "A1", "2026-06-15"), ("coming", "A1", "2026-06-16")),
    ):
        student(connection, key, level=level, created_at=f"{created} 15:00+00")
    for key, day, minutes in (
        *(("ana", 12, 5), ("ana", 13, 10), ("bea", 13, 10), ("cy", 13, 10), ("cy", 15, 20)),
        *(("new", 15, 30), ("coming", 15, 40), ("leo", 15, 50), ("ana", 16, 60)),
    ):
        came, went = (f"2026-06-{day} {hour}-05" for hour in ("10:00", f"{10 + minutes // 60}:{minutes % 60:02}"))
        check_in(connection, f"{key} {day}", student_id=key, checked_in_at=came, checked_out_at=went)
    return connection


@pytest.mark.parametrize(
    ("levels", "on_monday"), [("{A1}", (2, 2, 50)), ("{B1}", (1, 1, 50)), ("{}", (3, 3, 100)), ("{A1,B1}", (3, 3, 100))]
)
def test_a_day_counts_whom_the_levels_name_if_registered(
    of_two_levels: Connection, levels: str, on_monday: tuple[int, ...]
) -> None:
    on_saturday = (0, 0, 0) if levels == "{B1}" else (3, 3, 30)
    daily = (
        "select extract(day from on_day)::integer, active_students, sessions::integer, (microseconds / 60e6)::integer "
        f"from mgmt.daily_activity('2026-06-13', '{levels}')"
    )
    assert sorted(rows(of_two_levels, daily)) == [(13, *on_saturday), (14, 0, 0, 0), (15, *on_monday)]
    hourly = f"select iso_weekday, hour_local, (microseconds / 60e6)::integer from mgmt.hourly_presence('{levels}')"
    assert (1, 10, on_monday[2]) in rows(of_two_levels, hourly)
    snapshots = f"select mau_rolling_30d from mgmt.rolling_mau('{levels}')"
    assert rows(of_two_levels, snapshots)[-1] == (on_saturday[0],)


def test_an_hour_of_the_week_holds_ninety_days_up_to_today(connection: Connection) -> None:
    student(connection, created_at="2025-01-05 15:00+00")
    for hour, day in ((10, "2026-03-17"), (11, "2026-03-18"), (12, "2026-06-15"), (13, "2026-06-16")):
        stayed(connection, f"{day} {hour}:00", f"{day} {hour}:30", day)
    assert rows(connection, HEATMAP) == [(1, 12, 30), (3, 11, 30)]


def test_absurd_moments_stop_nothing(connection: Connection) -> None:
    student(connection, "old", created_at="-infinity")
    student(connection, "never", created_at="infinity")
    for key, moment in {"1": "infinity", "2": "-infinity", "3": "20000-01-01", "4": "4713-01-01 BC"}.items():
        student(connection, key)
        check_in(connection, key, student_id=key, checked_in_at=moment, checked_out_at="infinity", updated_at=None)
    assert rows(connection, "select mgmt.rebuild_facts() > 0") == [(True,)]
    assert rows(connection, "select sum(active_students), sum(total_minutes) from mgmt.engagement_dau_90d_v") == [
        (0, 0)
    ]
    roster = rows(connection, "select student_id from mgmt.engagement_inactive_roster_v")
    assert sorted(roster) == [("1",), ("2",), ("3",), ("4",), ("old",)]
