"""The single figures beside the Engagement Panel's pictures: fullest hour, busiest weekday, peak, shares, changes."""

from decimal import Decimal

from tests.engagement.centre import check_in, student
from tests.factories import Connection, rows

EXTREMES = "select * from mgmt.heatmap_extremes('{}', 8, 20)"
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
    assert rows(connection, EXTREMES) == [(2, 9, 50, 3, 10, 20)]
    heatmap = "select max(minutes), min(minutes) from mgmt.hourly_heatmap('{}') where hour_local between 8 and 20"
    assert rows(connection, heatmap) == [(50, 20)]


def test_of_equal_hours_the_first_in_the_week_is_named(connection: Connection) -> None:
    student(connection)
    for came, went in (("2026-06-11 09:00", "2026-06-11 09:30"), ("2026-06-09 11:00", "2026-06-09 11:30")):
        stayed(connection, came, went)
    stayed(connection, "2026-06-09 14:00", "2026-06-09 14:30")
    assert rows(connection, EXTREMES) == [(2, 11, 30, 2, 11, 30)]


def test_the_first_and_the_last_hour_shown_belong_to_it_and_no_other(connection: Connection) -> None:
    student(connection)
    stayed(connection, "2026-06-09 08:00", "2026-06-09 08:10")
    stayed(connection, "2026-06-09 20:00", "2026-06-09 20:40")
    stayed(connection, "2026-06-09 21:00", "2026-06-09 21:50")
    assert rows(connection, EXTREMES) == [(2, 20, 40, 2, 8, 10)]


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


def test_the_change_of_stickiness_is_that_of_the_whole_percents(connection: Connection) -> None:
    for name, days in {"ana": ["2026-06-14"], "bo": ["2026-06-07", "2026-06-14"], "cy": ["2026-06-01"]}.items():
        student(connection, name)
        for day in days:
            stayed(connection, f"{day} 09:00", f"{day} 10:00", name)
    [(ratio, before, share, change)] = rows(connection, STICKINESS)
    assert (share, change) == (100 * ratio, round(100 * ratio) - round(100 * before))
    assert (share, change) == (Decimal("66.67"), 17)
