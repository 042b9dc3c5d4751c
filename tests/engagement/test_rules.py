"""The study centre by other rules than those without a file: seen from noon on Monday 15 June 2026 in Guayaquil."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db.rules.values import WEEKDAYS
from tests.engagement.centre import check_in, student
from tests.factories import Connection, rows
from tests.oracle.engagement.test_oracle import facts
from tests.oracle.rules import CHANGES, put_in_force

HEATMAP = "select iso_weekday, hour_local, minutes from mgmt.engagement_hourly_heatmap_90d_v"
SPLIT = "select total_minutes::integer from mgmt.engagement_hour_split_v"
DAILY = "select d::text, total_minutes::integer from mgmt.engagement_dau_90d_v where total_minutes > 0"
ROSTER = "select student_id from mgmt.engagement_inactive_roster_v"


def came(connection: Connection, *days: str, who: str = "ana") -> None:
    for day in days:
        check_in(
            connection,
            f"{who} {day}",
            student_id=who,
            checked_in_at=f"{day} 10:00-05",
            checked_out_at=f"{day} 11:00-05",
        )


def stayed(connection: Connection, zone: str, since: str, until: str) -> None:
    """From one time of the zone's clocks to another; `*` after it: the second time that they show it."""
    student(connection, created_at="2025-01-01 00:00+00")
    began, ended = (_moment(zone, text) for text in (since, until))
    check_in(connection, checked_in_at=began, checked_out_at=ended)


def _moment(zone: str, text: str) -> datetime:
    clock = datetime.fromisoformat(text.removesuffix("*")).replace(tzinfo=ZoneInfo(zone), fold=int(text.endswith("*")))
    return clock.astimezone(UTC)


def look_from_day(connection: Connection, day: date) -> None:
    connection.execute("select set_config('atalaya.as_of', %s, true)", [day.isoformat()])


def test_windows_of_active_students_end_today(connection: Connection) -> None:
    student(connection)
    came(connection, "2026-06-12")
    put_in_force(connection, "academy", {"active_windows": [1, 3, 4, 3650]})
    assert rows(connection, "select * from mgmt.engagement_active_counts_v") == [(0, 0, 1, 1)]
    assert rows(connection, "select window_days, change from mgmt.active_windows('{}')") == [
        (1, 0), (3, -1), (4, 1), (3650, 1),
    ]  # fmt: skip


def test_windows_of_inactive_students_count_whoever_is_away_as_long(connection: Connection) -> None:
    student(connection)
    student(connection, "new", created_at="2026-06-11 15:00+00")
    came(connection, "2026-06-12")
    put_in_force(connection, "academy", {"inactive_windows": [1, 3, 4, 5]})
    assert rows(connection, "select * from mgmt.engagement_inactive_counts_v") == [(2, 2, 1, 0)]
    assert [days for (days,) in rows(connection, "select inactive_days from mgmt.inactive_buckets('{}')")] == [
        1,
        3,
        4,
        5,
    ]


@pytest.mark.parametrize(("days", "listed"), [(3, [("ana",)]), (4, [])])
def test_the_roster_begins_with_its_days(connection: Connection, days: int, listed: list[Any]) -> None:
    student(connection)
    came(connection, "2026-06-12")
    put_in_force(connection, "academy", {"roster_days": days})
    assert rows(connection, ROSTER) == listed


@pytest.mark.parametrize("days", [7, 14, 730])
def test_trends_have_as_many_days(connection: Connection, days: int) -> None:
    student(connection, created_at="2020-01-01 00:00+00")
    first = date(2026, 6, 15) - timedelta(days=days - 1)
    came(connection, str(first - timedelta(days=1)), str(first))
    put_in_force(connection, "academy", {"trend_days": days})
    assert rows(connection, "select count(*), min(d), sum(total_minutes)::integer from mgmt.engagement_dau_90d_v") == [
        (days, first, 60)
    ]
    assert rows(connection, "select count(*), min(snapshot_date) from mgmt.engagement_mau_rolling_90d_v") == [
        (days, first)
    ]
    assert rows(connection, HEATMAP) == [(first.isoweekday(), 10, 60)]
    assert rows(connection, SPLIT) == [(60,), (0,), (0,)]
    assert rows(connection, "select sum(sessions)::integer from mgmt.engagement_weekly_active_90d_v") == [(1,)]
    assert rows(connection, "select sum(days)::integer, sum(visits)::integer from mgmt.weekday_traffic('{}')") == [
        (days, 1)
    ]
    found = rows(connection, f"select on_day from mgmt.present_in_hour({first.isoweekday()}, 10, '{{}}')")
    assert found == [(first,)]
    assert rows(connection, "select few_people from mgmt.few_recent_students('{}')") == [(1,)]


def test_the_decline_index_stays_seven_days_against_seven(connection: Connection) -> None:
    student(connection)
    came(connection, "2026-06-09", "2026-06-08", "2026-06-02", "2026-06-01")
    index = "select total_minutes_7d, total_minutes_prev7d from mgmt.engagement_decline_index_v"
    put_in_force(connection, "academy", {"trend_days": 7, "wau_days": 3, "mau_days": 3, "active_windows": [1, 2, 3, 4]})
    assert rows(connection, index) == [(60, 120)]


def test_weekly_and_monthly_students_have_days_of_their_own(connection: Connection) -> None:
    for who in ("ana", "bea", "cy"):
        student(connection, who)
    came(connection, "2026-06-14")
    came(connection, "2026-06-13", who="bea")
    came(connection, "2026-06-12", who="cy")
    put_in_force(connection, "academy", {"wau_days": 2, "mau_days": 3})
    assert rows(connection, "select wau, mau, wau_mau_ratio::text from mgmt.engagement_wau_mau_v") == [(1, 2, "0.5000")]
    # Two days before they were bea and cy; in the three days up to then too.
    assert rows(connection, "select wau_mau_ratio_before::text from mgmt.wau_mau('{}')") == [("1.0000",)]
    rolling = (
        "select snapshot_date::text, mau_rolling_30d from mgmt.engagement_mau_rolling_90d_v where mau_rolling_30d > 0"
    )
    assert rows(connection, rolling) == [("2026-06-13", 1), ("2026-06-14", 2), ("2026-06-15", 3)]


def test_parts_of_the_day_may_leave_hours_between_them(connection: Connection) -> None:
    student(connection)
    check_in(connection, checked_in_at="2026-06-10 23:00-05", checked_out_at="2026-06-11 14:00-05")
    check_in(connection, "within", checked_in_at="2026-06-11 13:59:59-05", checked_out_at=None)
    check_in(connection, "between", checked_in_at="2026-06-11 14:00-05", checked_out_at=None)
    put_in_force(connection, "academy", {"dayparts": [[0, 1], [12, 14], [23, 24]]})
    assert rows(connection, "select daypart, total_minutes::integer from mgmt.engagement_hour_split_v") == [
        ("morning_08_12", 60), ("afternoon_12_17", 120), ("evening_17_20", 60),
    ]  # fmt: skip
    assert rows(connection, "select minutes::integer from mgmt.outside_dayparts('{}')") == [(11 * 60,)]
    found = rows(connection, "select key from mgmt.quality_of_recent_check_ins where failed ~ 'outside_opening_hours'")
    assert found == [("between",)]


def test_the_longest_stay_counts_to_the_microsecond(connection: Connection) -> None:
    student(connection)
    check_in(connection, checked_in_at="2026-06-08 10:00-05", checked_out_at="2026-06-10 10:00-05")
    check_in(connection, "more", checked_in_at="2026-06-08 10:00-05", checked_out_at="2026-06-10 10:00:00.000001-05")
    assert rows(connection, DAILY) == []
    put_in_force(connection, "academy", {"longest_stay_hours": 48})
    assert rows(connection, DAILY) == [("2026-06-08", 14 * 60), ("2026-06-09", 24 * 60), ("2026-06-10", 10 * 60)]
    of_monday = (
        "select checked_out_at - checked_in_at = '48 hours', minutes::integer from mgmt.present_in_hour(1, 10, '{}')"
    )
    assert sorted(rows(connection, of_monday)) == [(False, 0), (True, 60)]
    assert rows(connection, "select key from mgmt.quality_of_check_ins where failed ~ 'longer_than_16_hours'") == [
        ("more",)
    ]
    assert rows(connection, "select named from mgmt.what_counts where subject = 'time'") == [(["48"],)]
    put_in_force(connection, "academy", {"longest_stay_hours": 47})
    assert rows(connection, DAILY) == []


@pytest.mark.parametrize(("least", "said"), [(1, None), (2, None), (3, 2)])
def test_what_rests_on_fewer_people_says_so(connection: Connection, least: int, said: int | None) -> None:
    for who in ("ana", "bea"):
        student(connection, who)
        came(connection, "2026-06-12", "2026-06-14", who=who)
    put_in_force(connection, "academy", {"minimum_people": least})
    assert rows(connection, "select few_people from mgmt.few_recent_students('{}')") == [(said,)]
    assert rows(connection, "select distinct few_people from mgmt.gaps_by_level('{}')") == [(said,)]


@pytest.mark.parametrize("day", WEEKDAYS)
def test_weeks_begin_on_their_day(connection: Connection, day: str) -> None:
    student(connection)
    came(connection, "2026-06-13", "2026-06-14", "2026-06-15")
    put_in_force(connection, "academy", {"week_starts_on": day, "trend_days": 15})
    weeks = rows(connection, "select week_start, sessions, is_partial from mgmt.weekly_activity('{}')")
    assert {WEEKDAYS[week.weekday()] for week, *_ in weeks} == {day}
    # From Monday 1 to Monday 15 June.
    starts = [week for week, *_ in weeks]
    assert (starts[0] <= date(2026, 6, 1) < starts[1]) and (starts[-1] <= date(2026, 6, 15) < starts[-1] + timedelta(7))
    assert [late - early for early, late in pairwise(starts)] == [timedelta(7)] * (len(weeks) - 1)
    assert sum(sessions for _, sessions, _ in weeks) == 3
    assert [partial for *_, partial in weeks] == [
        min(week + timedelta(6), date(2026, 6, 15)) - max(week, date(2026, 6, 1)) < timedelta(6) for week in starts
    ]
    assert {weekday for weekday, *_ in rows(connection, HEATMAP)} == {6, 7, 1}


@pytest.mark.parametrize(
    ("zone", "since", "until", "today", "cells"),
    [
        ("America/New_York", "2026-03-08 00:30", "2026-03-08 04:30", "2026-03-08", {0: 30, 1: 60, 3: 60, 4: 30}),
        ("America/New_York", "2025-11-02 00:30", "2025-11-02 03:00", "2025-11-02", {0: 30, 1: 120, 2: 60}),
        ("America/New_York", "2025-11-02 01:40*", "2025-11-02 02:10", "2025-11-02", {1: 20, 2: 10}),
        ("Europe/Helsinki", "2026-03-29 02:59", "2026-03-29 04:01", "2026-03-29", {2: 1, 4: 1}),
        ("Europe/Helsinki", "2025-10-26 03:10", "2025-10-26 03:05*", "2025-10-26", {3: 55}),
        ("America/Santiago", "2025-09-07 01:00", "2025-09-07 02:00", "2025-09-07", {1: 60}),
        ("America/Santiago", "2026-04-04 22:30", "2026-04-05 00:30", "2026-04-04", {22: 30, 23: 120}),
        ("Australia/Lord_Howe", "2025-10-05 01:00", "2025-10-05 03:00", "2025-10-05", {1: 60, 2: 30}),
        ("Australia/Lord_Howe", "2026-04-05 01:00", "2026-04-05 02:30", "2026-04-05", {1: 90, 2: 30}),
        ("Pacific/Auckland", "2025-09-28 01:30", "2025-09-28 03:30", "2025-09-28", {1: 30, 3: 30}),
        ("Asia/Kathmandu", "2026-03-29 09:50", "2026-03-29 10:10", "2026-03-29", {9: 10, 10: 10}),
        ("America/Havana", "2025-11-02 00:10", "2025-11-02 01:10", "2025-11-02", {0: 110, 1: 10}),
        ("Antarctica/Troll", "2026-03-29 00:30", "2026-03-29 03:30", "2026-03-29", {0: 30, 3: 30}),
    ],
)
def test_an_hour_that_comes_twice_is_one_cell_and_a_skipped_one_none(
    connection: Connection, zone: str, since: str, until: str, today: str, cells: dict[int, int]
) -> None:
    put_in_force(connection, "academy", {"time_zone": zone, "dayparts": [[0, 2], [2, 4], [4, 24]]})
    stayed(connection, zone, since, until)
    day = date.fromisoformat(today)
    look_from_day(connection, day)
    assert rows(connection, HEATMAP) == [(day.isoweekday(), hour, minutes) for hour, minutes in cells.items()]
    assert rows(connection, DAILY) == [(today, sum(cells.values()))]
    assert sum(minutes for (minutes,) in rows(connection, SPLIT)) == sum(cells.values())
    for hour, minutes in cells.items():
        listed = rows(
            connection, f"select minutes::integer from mgmt.present_in_hour({day.isoweekday()}, {hour}, '{{}}')"
        )
        assert listed == [(minutes,)]
    kept = facts(connection)
    connection.execute("select mgmt.rebuild_facts()")
    assert facts(connection) == kept


def test_a_change_of_zone_moves_what_is_there_already(connection: Connection) -> None:
    student(connection)
    check_in(connection, checked_in_at="2026-06-11 03:00+00", checked_out_at="2026-06-11 05:00+00")
    check_in(connection, "before", checked_in_at="2026-06-08 15:00+00", checked_out_at=None)
    assert rows(connection, HEATMAP) == [(3, 22, 60), (3, 23, 60)]
    put_in_force(connection, "academy", {"time_zone": "Europe/Helsinki"})
    assert rows(connection, HEATMAP) == [(4, 6, 60), (4, 7, 60)]
    assert rows(connection, "select gap_days from mgmt.monthly_gaps") == [(3,)]
    kept = facts(connection)
    connection.execute("select mgmt.rebuild_facts()")
    assert facts(connection) == kept
    check_in(connection, "later", checked_in_at="2026-06-11 22:00+00", checked_out_at=None)
    assert rows(connection, "select last_visit_on::text from mgmt.counted_students") == [("2026-06-12",)]


@pytest.mark.parametrize(
    "changed",
    [
        {"time_zone": "Asia/Kathmandu"},
        {"longest_stay_hours": 1},
        {"longest_stay_hours": 48},
        {"dayparts": [[0, 10], [10, 11], [11, 12]]},
        {"trend_days": 7},
    ],
)
def test_the_report_on_quality_follows_a_change(connection: Connection, changed: dict[str, Any]) -> None:
    student(connection)
    student(connection, "late", created_at="2026-06-13 03:00+00")
    for key, since, until in (
        *(("long", "2026-06-10 10:00", "2026-06-11 11:00"), ("over", "2026-06-10 10:30", "2026-06-10 12:00")),
        *(("evening", "2026-06-12 21:00", "2026-06-12 22:00"), ("open", "2026-06-15 09:00", None)),
        *(("earlier", "2026-05-10 21:00", None), ("twice", "2026-05-10 21:00:30", None)),
    ):
        check_in(connection, key, checked_in_at=f"{since}-05", checked_out_at=until and f"{until}-05")
    check_in(connection, "early", student_id="late", checked_in_at="2026-06-12 23:00+00", checked_out_at=None)
    report = 'select "check", "table", count, sample_keys from mgmt.quality_report() order by 1, 2'
    before = rows(connection, report)
    put_in_force(connection, "academy", changed)
    after = rows(connection, report)
    assert after == rows(connection, report.replace("quality_report()", "data_quality"))
    assert after != before


@pytest.mark.parametrize("zone", [*CHANGES, "America/St_Johns", "Pacific/Apia", "Atlantic/Azores"])
def test_a_day_begins_with_its_first_moment(connection: Connection, zone: str) -> None:
    put_in_force(connection, "academy", {"time_zone": zone})
    wrong = """
        select day::text
        from (
            select number::date as day, mgmt.midnight(number::date) as begins
            from generate_series(timestamp '2000-01-01', '2035-01-01', '1 day') as number
        ) as days
        where mgmt.local_date(begins) <> day or mgmt.local_date(begins - interval '1 microsecond') >= day
    """
    # Samoa went from one side of the date line to the other, and had no such day.
    assert rows(connection, wrong) == ([("2011-12-30",)] if zone == "Pacific/Apia" else [])


def test_a_chosen_date_is_the_local_day_and_ends_with_it(connection: Connection) -> None:
    put_in_force(connection, "academy", {"time_zone": "America/Havana"})
    look_from_day(connection, date(2025, 11, 1))
    # On the 2nd midnight comes twice.
    ends = "select mgmt.today()::text, mgmt.as_of(), mgmt.as_of() = mgmt.horizon()"
    assert rows(connection, ends) == [("2025-11-01", datetime(2025, 11, 2, 4, tzinfo=UTC), True)]


@pytest.mark.parametrize("zone", sorted(CHANGES))
def test_changes_of_clocks_are_found(connection: Connection, zone: str) -> None:
    [(found,)] = rows(connection, f"select ops.clock_changes('{zone}', '2025-04-01 00:00+00', '2026-04-20 00:00+00')")
    clock = ZoneInfo(zone)
    assert [moment.astimezone(clock).utcoffset() != (moment - timedelta(seconds=1)).astimezone(clock).utcoffset()
            for moment in found] == [True] * len(found)  # fmt: skip
    assert {moment.astimezone(clock).date() for moment in found} >= {
        day for day in CHANGES[zone] if day > date(2025, 4, 1)
    } - ({date(2025, 10, 31), date(2026, 4, 5)} if zone in {"Africa/Cairo", "America/Santiago"} else set())
    assert len(found) >= len(CHANGES[zone])


def test_comments_say_the_numbers_in_force(connection: Connection) -> None:
    put_in_force(
        connection, "academy", {"active_windows": [3, 14, 30, 180], "week_starts_on": "sunday", "mau_days": 28}
    )
    said = """
        select col_description('mgmt.engagement_active_counts_v'::regclass, 1)
        union all
        select col_description('mgmt.engagement_weekly_active_90d_v'::regclass, 1)
        union all
        select col_description('mgmt.engagement_mau_rolling_90d_v'::regclass, 2)
    """
    assert [text for (text,) in rows(connection, said)] == [
        "Students with a visit day in the last 3 local days.",
        "Sunday that begins the week, also of the first, partial one.",
        "Students with a visit day in the 28 days before the snapshot's date.",
    ]


@pytest.mark.parametrize(
    "view", ["engagement_mau_rolling_90d_v", "engagement_hourly_heatmap_90d_v", "engagement_weekly_active_90d_v"]
)
def test_a_plan_knows_the_rules_as_if_they_were_written_there(connection: Connection, view: str) -> None:
    plan = "\n".join(line for (line,) in rows(connection, f"explain (verbose) select * from mgmt.{view}"))
    assert "rule_" not in plan
