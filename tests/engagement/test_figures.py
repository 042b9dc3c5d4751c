"""The single figures beside the Engagement Panel's pictures: fullest hour, busiest weekday, peak, shares, changes."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.engagement.centre import check_in, student
from tests.factories import Connection, rows

EXTREMES = "select * from mgmt.heatmap_extremes('{}')"
BUSIEST = "select * from mgmt.busiest_weekday('{}')"
PEAK = "select first_students, last_students, peak_students, peak_on::text from mgmt.rolling_mau_figures('{}')"
SPLIT = "select daypart, minutes_pct from mgmt.hour_split('{}')"
STICKINESS = "select wau_mau_ratio, wau_mau_ratio_before, wau_mau_pct, wau_mau_pct_change from mgmt.wau_mau('{}')"


def stayed(connection: Connection, came: str, went: str, student_id: str = "ana") -> None:
    check_in(
        connection,
        f"{student_id} {came}",
        student_id=student_id,
        checked_in_at=f"{came}-05",
        checked_out_at=f"{went}-05",
    )


def test_fullest_and_quietest_are_cells_of_the_heatmap(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-09 09:00", "2026-06-09 09:50")
    stayed(connection, "2026-06-10 10:00", "2026-06-10 10:20")
    stayed(connection, "2026-06-11 07:00", "2026-06-11 07:59")
    assert rows(connection, EXTREMES) == [(4, 7, 59, 3, 10, 20)]
    assert rows(connection, "select max(minutes), min(minutes) from mgmt.hourly_heatmap('{}')") == [(59, 20)]


def test_of_equal_hours_the_first_in_the_week_is_named(connection: Connection) -> None:
    student(connection)
    for came, went in (("2026-06-11 09:00", "2026-06-11 09:30"), ("2026-06-09 11:00", "2026-06-09 11:30")):
        stayed(connection, came, went)
    stayed(connection, "2026-06-09 14:00", "2026-06-09 14:30")
    assert rows(connection, EXTREMES) == [(2, 11, 30, 2, 11, 30)]


@pytest.mark.parametrize("hour", [0, 7, 8, 19, 20, 21, 23])
def test_every_hour_of_the_day_may_be_the_fullest_and_the_quietest(connection: Connection, hour: int) -> None:
    student(connection)
    stayed(connection, f"2026-06-09 {hour:02}:00", f"2026-06-09 {hour:02}:40")
    assert rows(connection, EXTREMES) == [(2, hour, 40, 2, hour, 40)]
    stayed(connection, "2026-06-10 12:00", "2026-06-10 12:50")
    assert rows(connection, EXTREMES) == [(3, 12, 50, 2, hour, 40)]
    [(outside,)] = rows(connection, "select minutes from mgmt.outside_dayparts('{}')")
    [(inside,)] = rows(connection, "select sum(total_minutes) from mgmt.hour_split('{}')")
    assert (inside, outside) == ((90, 0) if 8 <= hour < 20 else (50, 40))


def test_where_nobody_came_nothing_is_fullest_busiest_or_a_share(connection: Connection) -> None:
    student(connection)
    assert rows(connection, EXTREMES) == []
    assert rows(connection, BUSIEST) == []
    assert {share for _, share in rows(connection, SPLIT)} == {None}
    assert rows(connection, PEAK)[0][:3] == (0, 0, 0)
    assert rows(connection, STICKINESS) == [(None, None, None, None)]


def test_the_busiest_weekday_is_the_first_of_those_with_most_visits(connection: Connection) -> None:
    student(connection)
    student(connection, "bo")
    for day in ("2026-06-10", "2026-06-03", "2026-06-05", "2026-06-12"):
        stayed(connection, f"{day} 09:00", f"{day} 10:00")
    assert rows(connection, BUSIEST) == [(3, 2, Decimal("50.00"))]
    stayed(connection, "2026-06-12 09:00", "2026-06-12 10:00", "bo")
    assert rows(connection, BUSIEST) == [(5, 3, Decimal("60.00"))]


def test_the_peak_is_the_earliest_highest_day_of_the_curve(connection: Connection) -> None:
    student(connection)
    student(connection, "bo")
    stayed(connection, "2026-04-10 09:00", "2026-04-10 10:00")
    stayed(connection, "2026-04-12 09:00", "2026-04-12 10:00", "bo")
    stayed(connection, "2026-06-01 09:00", "2026-06-01 10:00")
    [(first, last, peak, peak_on)] = rows(connection, PEAK)
    curve = rows(connection, "select snapshot_date::text, mau_rolling_30d from mgmt.rolling_mau('{}') order by 1")
    assert (first, last, peak) == (curve[0][1], curve[-1][1], max(students for _, students in curve))
    assert peak_on == min(day for day, students in curve if students == peak)
    assert (first, last, peak, peak_on) == (0, 1, 2, "2026-04-13")


def test_shares_of_the_day_are_of_the_three_parts(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-09 09:00", "2026-06-09 10:00")
    stayed(connection, "2026-06-10 17:00", "2026-06-10 20:00")
    stayed(connection, "2026-06-11 05:00", "2026-06-11 07:00")
    assert rows(connection, SPLIT) == [
        ("morning_08_12", Decimal("25.00")), ("afternoon_12_17", Decimal("0.00")), ("evening_17_20", Decimal("75.00"))
    ]  # fmt: skip


def test_a_window_says_how_it_changed(connection: Connection) -> None:
    for name, day in (("ana", "2026-06-15"), ("bo", "2026-06-10"), ("cy", "2026-06-08")):
        student(connection, name)
        stayed(connection, f"{day} 09:00", f"{day} 10:00", name)
    found = rows(connection, "select active_students, active_students_before, change from mgmt.active_windows('{}')")
    assert found[0] == (2, 1, 1)
    assert all(now - before == change for now, before, change in found)


@pytest.mark.parametrize("days", [7, 14, 30, 180])
@pytest.mark.parametrize(
    ("ago", "figures"),
    [
        (lambda days: 0, (1, 0, 1)),
        (lambda days: days - 1, (1, 0, 1)),
        (lambda days: days, (0, 1, -1)),
        (lambda days: 2 * days - 1, (0, 1, -1)),
        (lambda days: 2 * days, (0, 0, 0)),
    ],
)
def test_each_window_is_followed_by_the_one_before(
    connection: Connection, days: int, ago: Callable[[int], int], figures: tuple[int, ...]
) -> None:
    student(connection, created_at="2024-01-05 15:00+00")
    day = date(2026, 6, 15) - timedelta(ago(days))
    stayed(connection, f"{day} 09:00", f"{day} 10:00")
    query = "select active_students, active_students_before, change from mgmt.active_windows('{}') where window_days = "
    assert rows(connection, query + str(days)) == [figures]


@pytest.mark.parametrize(
    ("ago", "ratios"),
    [
        (6, ("0.5000", "0.0000")),
        (7, ("0.0000", "0.5000")),
        (13, ("0.0000", "0.5000")),
        (14, ("0.0000", "0.0000")),
    ],
)
def test_stickiness_is_compared_with_that_of_a_week_before(
    connection: Connection, ago: int, ratios: tuple[str, ...]
) -> None:
    for name, days_ago in (("ana", ago), ("always", 20)):
        student(connection, name)
        day = date(2026, 6, 15) - timedelta(days_ago)
        stayed(connection, f"{day} 09:00", f"{day} 10:00", name)
    query = "select wau_mau_ratio::text, wau_mau_ratio_before::text from mgmt.wau_mau('{}')"
    [found] = rows(connection, query)
    # Who came within the last week was no member of the month before it.
    assert found == ratios


@pytest.mark.parametrize(("ago", "before"), [(36, "0.5000"), (37, "1.0000")])
def test_the_month_before_began_36_days_ago(connection: Connection, ago: int, before: str) -> None:
    for name, days_ago in (("ana", ago), ("bo", 10)):
        student(connection, name)
        day = date(2026, 6, 15) - timedelta(days_ago)
        stayed(connection, f"{day} 09:00", f"{day} 10:00", name)
    assert rows(connection, "select wau_mau_ratio_before::text from mgmt.wau_mau('{}')") == [(before,)]


def test_the_change_of_stickiness_is_that_of_the_whole_percents(connection: Connection) -> None:
    for name, days in {"ana": ["2026-06-14"], "bo": ["2026-06-07", "2026-06-14"], "cy": ["2026-06-01"]}.items():
        student(connection, name)
        for day in days:
            stayed(connection, f"{day} 09:00", f"{day} 10:00", name)
    [(ratio, before, share, change)] = rows(connection, STICKINESS)
    assert (share, change) == (100 * ratio, round(100 * ratio) - round(100 * before))
    assert (share, change) == (Decimal("66.67"), 17)
