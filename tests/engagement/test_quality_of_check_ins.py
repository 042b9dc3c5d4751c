"""What the quality report finds in check-ins, and what it lets pass: each check at its boundary."""

from typing import Any

import pytest

from tests.engagement.centre import (
    CAME,
    LAST_MOMENT,
    LEFT,
    LONG_AGO,
    TOMORROW,
    check_in,
    findings,
    quarantined,
    student,
)
from tests.factories import Connection, failing_rows, rows

SIXTEEN_HOURS_LATER, TOO_LATE = "2026-06-02 07:00+00", "2026-06-02 07:00:00.000001+00"
SIXTEEN_HOURS_AGO = "2026-06-15 01:00+00"

FAILING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("never_checked_out", {"checked_in_at": "2026-06-15 00:59:59.999999+00", "checked_out_at": None}),
    ("never_checked_out", {"checked_in_at": "-infinity", "checked_out_at": None}),
    ("longer_than_16_hours", {"checked_out_at": TOO_LATE}),
    ("longer_than_16_hours", {"checked_out_at": "infinity"}),
    ("longer_than_16_hours", {"checked_in_at": "-infinity"}),
    ("negative", {"checked_out_at": "2026-06-01 14:59:59.999999+00", "updated_at": LEFT}),
    ("negative", {"checked_out_at": "-infinity", "updated_at": LEFT}),
    ("zero_length", {"checked_out_at": CAME}),
    ("missing_updated_at", {"updated_at": None}),
    ("future_date", {"checked_in_at": TOMORROW, "checked_out_at": None}),
    ("future_date", {"checked_in_at": "infinity", "checked_out_at": None}),
    ("future_date", {"checked_in_at": "infinity", "checked_out_at": "infinity"}),
    ("future_date", {"checked_in_at": "294276-12-31 23:00+00", "checked_out_at": None}),
    ("future_date", {"checked_in_at": "2026-06-15 15:00+00", "checked_out_at": TOMORROW}),
    ("future_date", {"updated_at": TOMORROW}),
    ("impossible_date", {"checked_in_at": "1999-12-31 23:59:59.999999+00"}),
    ("impossible_date", {"checked_in_at": "4713-11-24 00:00+00 BC"}),
    ("impossible_date", {"updated_at": "2026-06-01 14:59:59.999999+00"}),
    ("before_student_creation", {"checked_in_at": "2026-01-05 04:59:59.999999+00"}),
    ("outside_opening_hours", {"checked_in_at": "2026-06-01 12:59:59.999999+00"}),
    ("outside_opening_hours", {"checked_in_at": "2026-06-02 01:00+00", "checked_out_at": "2026-06-02 02:00+00"}),
)

PASSING: tuple[dict[str, Any], ...] = (
    {"checked_out_at": SIXTEEN_HOURS_LATER},
    {"checked_in_at": SIXTEEN_HOURS_AGO, "checked_out_at": None, "id": "not too long yet"},
    {"checked_in_at": "2026-06-15 15:00+00", "checked_out_at": LAST_MOMENT},
    {"checked_in_at": "2026-01-05 05:00+00", "checked_out_at": "2026-01-05 15:00+00"},
    {"checked_in_at": "2026-06-01 13:00+00"},
    {"checked_in_at": "2026-06-02 00:59:59.999999+00", "checked_out_at": "2026-06-02 02:00+00"},
)


@pytest.mark.parametrize(("check", "values"), FAILING)
def test_a_check_in_fails(connection: Connection, check: str, values: dict[str, Any]) -> None:
    student(connection)
    check_in(connection, "wrong", **values)
    check_in(connection, checked_in_at="2026-06-08 15:00+00", checked_out_at="2026-06-08 16:00+00")
    assert findings(connection)["check_ins", check] == ["wrong"]


@pytest.mark.parametrize("values", PASSING)
def test_a_check_in_passes(connection: Connection, values: dict[str, Any]) -> None:
    student(connection)
    check_in(connection, **values)
    assert set(findings(connection)) <= {("check_ins", "outside_opening_hours")}


@pytest.mark.parametrize(
    ("clock", "outside"),
    [("07:59:59.999999", True), ("08:00", False), ("19:59:59.999999", False), ("20:00", True)],
)
def test_the_centre_is_open_from_eight_until_before_eight(connection: Connection, clock: str, outside: bool) -> None:
    student(connection)
    check_in(connection, checked_in_at=f"2026-06-01 {clock}-05", checked_out_at=None, updated_at=LAST_MOMENT)
    assert (("check_ins", "outside_opening_hours") in findings(connection)) == outside


def test_a_sound_centre_lists_no_row(connection: Connection) -> None:
    student(connection)
    check_in(connection)
    assert failing_rows(connection, "mgmt") == set()


def test_check_ins_of_nobody_that_counts_are_left_out(connection: Connection) -> None:
    student(connection, "gone", deleted_at=CAME)
    student(connection, "coming", created_at=TOMORROW, updated_at=TOMORROW)
    student(connection, "coming later", created_at="2026-07-01 12:00+00", updated_at="2026-07-01 12:00+00")
    student(connection)
    check_in(connection)
    check_in(connection, "before", student_id="gone", checked_in_at="2026-06-01 14:59+00")
    check_in(connection, "after", student_id="gone")
    check_in(connection, "early", student_id="coming")
    check_in(connection, "too early", student_id="coming later")
    found = findings(connection)
    assert found["check_ins", "ignored_deleted_student"] == ["after", "before"]
    assert found["check_ins", "after_student_deletion"] == ["after"]
    assert found["check_ins", "ignored_future_student"] == ["early", "too early"]
    assert ("check_ins", "before_student_creation") not in found


def test_a_check_in_of_tomorrow_is_in_the_future_and_not_impossible(connection: Connection) -> None:
    student(connection)
    check_in(connection, checked_in_at=TOMORROW, checked_out_at=None, updated_at=CAME)
    assert findings(connection) == {("check_ins", "future_date"): ["visit"]}


def test_a_check_in_without_a_student_waits_in_quarantine(connection: Connection) -> None:
    student(connection, "somebody")
    quarantined(connection, "orphan", "nobody")
    quarantined(connection, "known", "somebody")
    quarantined(connection, "other fault", "nobody", sqlstate="23502")
    quarantined(connection, "of another source", "nobody", source="learning")
    quarantined(connection, "of another table", "nobody", table="students")
    assert findings(connection) == {("check_ins", "orphan_student"): ["orphan"]}
    student(connection, "nobody")
    assert findings(connection) == {}


def test_a_second_tap_within_a_minute_is_a_repetition(connection: Connection) -> None:
    student(connection)
    student(connection, "bea")
    for key, seconds in {"first": "00", "second": "40", "third": "41"}.items():
        check_in(connection, key, checked_in_at=f"2026-06-01 15:00:{seconds}+00", checked_out_at=None)
    check_in(connection, "minute", checked_in_at="2026-06-01 15:01:41+00")
    check_in(connection, "later", checked_in_at="2026-06-01 15:02:41.000001+00", checked_out_at=None)
    check_in(connection, "of another", student_id="bea", checked_in_at="2026-06-01 15:00:41+00", checked_out_at=None)
    assert findings(connection)["check_ins", "repeated"] == ["minute", "second", "third"]


def test_minutes_that_an_earlier_check_in_counts_already_overlap(connection: Connection) -> None:
    student(connection)
    check_in(connection, "long", checked_in_at="2026-06-01 15:00+00", checked_out_at="2026-06-01 18:00+00")
    check_in(connection, "within", checked_in_at="2026-06-01 15:30+00", checked_out_at="2026-06-01 16:00+00")
    check_in(connection, "still within", checked_in_at="2026-06-01 16:30+00", checked_out_at="2026-06-01 19:00+00")
    check_in(connection, "next", checked_in_at="2026-06-01 19:00+00", checked_out_at="2026-06-01 19:30+00")
    check_in(connection, "open", checked_in_at="2026-06-01 19:10+00", checked_out_at=None)
    check_in(connection, "no time", checked_in_at="2026-06-01 18:30+00", checked_out_at="2026-06-01 18:30+00")
    check_in(connection, "backwards", checked_in_at="2026-06-01 18:40+00", checked_out_at="2026-06-01 18:20+00",
             updated_at=LEFT)  # fmt: skip
    assert findings(connection)["check_ins", "overlapping"] == ["still within", "within"]


@pytest.mark.parametrize(("end", "overlaps"), [(SIXTEEN_HOURS_LATER, True), (TOO_LATE, False)])
def test_a_check_in_of_sixteen_hours_still_counts_its_minutes(connection: Connection, end: str, overlaps: bool) -> None:
    student(connection)
    check_in(connection, "long", checked_out_at=end)
    check_in(connection, "within", checked_in_at="2026-06-01 15:30+00")
    assert (("check_ins", "overlapping") in findings(connection)) is overlaps


@pytest.mark.parametrize("end", [None, "2026-06-03 15:00+00", "2026-06-01 14:00+00"])
def test_what_counts_no_minutes_is_overlapped_by_nothing(connection: Connection, end: str | None) -> None:
    student(connection)
    check_in(connection, "no minutes", checked_out_at=end)
    check_in(connection, "good", checked_in_at="2026-06-01 15:30+00")
    assert ("check_ins", "overlapping") not in findings(connection)


def test_only_the_last_90_days_are_searched_for_what_counts_twice(connection: Connection) -> None:
    student(connection, created_at=LONG_AGO)
    # Midnight of 18 March, the first of the 90 days, is 05:00 UTC.
    for key, came in {
        "evening before": "2026-03-18 04:30+00",
        "too old": "2026-03-18 04:59:59.999999+00",
        "first": "2026-03-18 05:00+00",
    }.items():
        check_in(connection, key, checked_in_at=came, checked_out_at="2026-03-18 05:30+00")
    found = findings(connection)
    assert found["check_ins", "overlapping"] == found["check_ins", "repeated"] == ["first"]


def test_an_empty_study_centre_has_a_zero_for_every_check(connection: Connection) -> None:
    report = rows(connection, 'select "check", "table", severity, count, sample_keys from mgmt.data_quality')
    checks = rows(connection, 'select "check", "table", severity, 0, array[]::text[] from mgmt.quality_checks')
    assert sorted(report) == sorted(checks)


def test_every_check_is_told_by_a_view_and_every_name_is_a_check(connection: Connection) -> None:
    definitions = rows(
        connection,
        "select string_agg(definition, '') from pg_views where schemaname = 'mgmt' and viewname like 'quality\\_of%'",
    )[0][0]
    names = [name for (name,) in rows(connection, 'select "check" from mgmt.quality_checks')]
    assert [name for name in names if f"'{name}'::text" not in definitions] == []


def test_samples_are_the_five_smallest_keys(connection: Connection) -> None:
    student(connection)
    for number in range(20):
        check_in(connection, f"visit {number:02}", checked_out_at=f"2026-06-01 14:00:{number:02}+00", updated_at=LEFT)
    report = rows(connection, "select count, sample_keys from mgmt.data_quality where \"check\" = 'negative'")
    assert report == [(20, [f"visit {number:02}" for number in range(5)])]


def test_many_that_fail_alike_are_all_counted(connection: Connection) -> None:
    """More than there are heaps, so that some heap holds several."""
    student(connection)
    many = 5_000
    connection.execute(
        "insert into academy.check_ins (id, student_id, checked_in_at, checked_out_at, updated_at) "
        "select lpad(number::text, 4, '0'), 'ana', %s, %s, %s from generate_series(1, %s) as number",
        [CAME, "2026-06-01 14:00+00", LEFT, many],
    )
    report = rows(connection, "select count, sample_keys from mgmt.data_quality where \"check\" = 'negative'")
    assert report[0][0] == many
    assert report[0][1][0] == "0001"
    assert report[0][1] == sorted(report[0][1])


def test_a_row_that_fails_several_checks_is_counted_by_each(connection: Connection) -> None:
    student(connection, deleted_at=CAME, updated_at=None)
    check_in(connection, "bad", checked_out_at=CAME, updated_at=LONG_AGO)
    assert set(findings(connection)) == {
        ("students", "soft_deleted"),
        ("students", "missing_updated_at"),
        ("check_ins", "ignored_deleted_student"),
        ("check_ins", "after_student_deletion"),
        ("check_ins", "zero_length"),
        ("check_ins", "impossible_date"),
    }


def test_the_first_moment_of_2000_is_possible_and_early(connection: Connection) -> None:
    student(connection)
    check_in(connection, "first", checked_in_at="2000-01-01 00:00+00", updated_at="2000-01-01 00:00+00")
    check_in(connection, "before", checked_in_at="1999-12-31 23:59:59.999999+00")
    found = findings(connection)
    assert found["check_ins", "before_student_creation"] == ["first"]
    assert found["check_ins", "impossible_date"] == ["before"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("infinity", "infinity"), ("-infinity", "-infinity"), ("9999-12-30 00:00+00", "infinity"),
        ("9999-12-29 23:59:59+00", "9999-12-29"), ("0001-01-01 23:59:59+00", "-infinity"),
        ("0001-01-02 06:00+00", "0001-01-02"), ("2026-06-15 04:59:59+00", "2026-06-14"),
        ("2026-06-15 05:00+00", "2026-06-15"),
    ],
)  # fmt: skip
def test_every_moment_has_a_local_date(connection: Connection, moment: str, day: str) -> None:
    assert connection.execute("select mgmt.local_date(%s::timestamptz)::text", [moment]).fetchone() == (day,)
    on_calendar = "infinity" not in day
    assert connection.execute("select mgmt.is_on_calendar(%s)", [moment]).fetchone() == (on_calendar,)
    assert connection.execute("select mgmt.is_on_calendar('0001-01-02 00:00+00')").fetchone() == (True,)
