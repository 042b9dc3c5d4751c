"""The figures of Home, of the anomalies and of the facilitators: each is what its list adds up to."""

from typing import Any

import pytest

from tests.factories import AQIDAH, SEJARAH, Connection, circle, facilitator, graduated, group, look_from, met, rows

CHANGING = ("groups_active", "groups_graduated", "groups_rescuable", "active_facilitators", "meetings_28_days")
NEWCOMERS = "select total_facilitators, new_this_month, new_the_month_before from ngeshare.facilitator_figures"


def programme(connection: Connection) -> None:
    """A group that graduated a year ago, one that stalled nearly through, one that began this month."""
    circle(connection, "old", AQIDAH)
    graduated(connection, "old", started="2025-01-05", on="2025-03-01")
    group(connection, "stalled", AQIDAH)
    met(connection, "stalled", "2026-05-10", episode=8)
    group(connection, "young", AQIDAH)
    facilitator(connection, "young", "fajar", joined="2026-06-01 05:00:00")
    met(connection, "young", "2026-06-10")


def figures(connection: Connection) -> dict[str, Any]:
    found = connection.execute("select * from ngeshare.home_figures")
    assert found.description is not None
    return dict(zip([column.name for column in found.description], found.fetchone() or (), strict=True))


def test_a_change_is_the_difference_to_what_home_showed_four_weeks_ago(connection: Connection) -> None:
    programme(connection)
    now = figures(connection)
    wanted = ", ".join(f"{name}, {name}_change" for name in CHANGING)
    [shown] = rows(connection, f"select {wanted} from ngeshare.home_changes")
    look_from(connection, "2026-05-18")
    before = figures(connection)
    assert list(shown) == [value for name in CHANGING for value in (now[name], now[name] - before[name])]
    assert any(now[name] != before[name] for name in CHANGING)


@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        ("2026-05-18 17:00:00", 1),
        ("2026-05-18 16:59:59", 0),
        ("2026-06-15 16:59:59", 1),
        ("2026-06-15 17:00:00", 0),
    ],
)
def test_the_28_days_end_with_this_local_day(connection: Connection, moment: str, counts: int) -> None:
    group(connection, "group")
    met(connection, "group", moment)
    found = figures(connection)
    assert (found["meetings_28_days"], found["attendees_28_days"]) == (counts, counts)


WEEKS = "select week::text, meetings, groups_met, attendances, is_current from ngeshare.meetings_weekly"


def test_every_local_week_since_the_first_meeting_has_its_meetings(connection: Connection) -> None:
    assert rows(connection, WEEKS) == []
    group(connection, "g")
    group(connection, "h")
    group(connection, "club", "Book club")
    for group_id, moment, by in (
        *(("g", "2026-05-24 17:00:00", "ana"), ("g", "2026-05-24 17:00:00", "budi"), ("g", "2026-05-28", "ana")),
        *(("h", "2026-05-31 16:59:59", "ana"), ("h", "2026-06-14 17:00:00", "ana"), ("club", "2026-05-10", "ana")),
    ):
        met(connection, group_id, moment, by=by)
    assert rows(connection, WEEKS) == [
        ("2026-05-25", 3, 2, 4, False),
        ("2026-06-01", 0, 0, 0, False),
        ("2026-06-08", 0, 0, 0, False),
        ("2026-06-15", 1, 1, 1, True),
    ]


def test_somebody_who_came_often_is_one_attendee(connection: Connection) -> None:
    group(connection, "group")
    for day, by in (("2026-06-01", "ana"), ("2026-06-08", "ana"), ("2026-06-08", "budi"), ("2026-04-01", "citra")):
        met(connection, "group", day, by=by)
    found = figures(connection)
    assert (found["meetings_28_days"], found["attendees_28_days"]) == (2, 2)


def test_groups_are_counted_by_status(connection: Connection) -> None:
    for name in ("not started", "nor this"):
        group(connection, name, created="2026-06-10")
    for day, name in (("2026-06-01", "a1"), ("2026-06-02", "a2"), ("2026-06-03", "a3"), ("2026-01-05", "s1")):
        group(connection, name)
        met(connection, name, day)
    for name in ("g1", "g2", "g3", "g4"):
        group(connection, name)
        graduated(connection, name, started="2026-01-05", on="2026-03-01")
    found = figures(connection)
    assert {key.removeprefix("groups_"): value for key, value in found.items() if key.startswith("groups_")} == {
        "total": 10, "active": 3, "stalled": 1, "graduated": 4, "not_started": 2, "rescuable": 0,
    }  # fmt: skip


def test_looking_at_an_earlier_day_leaves_the_clock_as_it_was(connection: Connection) -> None:
    before = rows(connection, "select ngeshare.today(), current_setting('atalaya.as_of')")
    connection.execute("select * from ngeshare.home_standing_on('2026-01-31')")
    assert rows(connection, "select ngeshare.today(), current_setting('atalaya.as_of')") == before


def test_an_empty_programme_has_figures_without_changes(connection: Connection) -> None:
    wanted = ", ".join(f"{name}_change" for name in CHANGING)
    assert rows(connection, f"select groups_total, {wanted} from ngeshare.home_changes") == [(0, 0, 0, 0, 0, 0)]


def test_findings_by_course_add_up_to_the_list_of_findings(connection: Connection) -> None:
    for group_id in ("a1", "a2"):
        circle(connection, group_id, AQIDAH)
        graduated(connection, group_id, started="2026-01-05", on="2026-03-01")
    circle(connection, "b", SEJARAH)
    met(connection, "b", "2026-03-11")
    group(connection, "alone", SEJARAH)
    met(connection, "alone", "2026-06-10")
    listed = rows(connection, "select kind, count(*) from ngeshare.v_pipeline_anomalies group by kind order by kind")
    counted = "select kind, sum(findings)::bigint from ngeshare.anomalies_by_course group by kind order by kind"
    assert rows(connection, counted) == listed
    assert len(listed) > 1
    by_course = "select course_name, findings from ngeshare.anomalies_by_course where kind = 'SKIPPED_COURSE'"
    assert rows(connection, by_course) == [(SEJARAH, 1)]


@pytest.mark.parametrize(
    ("joined", "this_month", "month_before"),
    [
        ("2026-06-15 04:00:00", 1, None),
        ("2026-05-31 17:00:00", 1, None),
        ("2026-05-31 16:59:59", 0, 1),
        ("2026-04-30 17:00:00", 0, 1),
        ("2026-04-30 16:59:59", 0, 0),
    ],
)
def test_newcomers_are_those_of_the_running_local_month_and_of_the_one_before(
    connection: Connection, joined: str, this_month: int, month_before: int | None
) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "ana", joined=joined)
    assert rows(connection, NEWCOMERS) == [(1, this_month, month_before)]


def test_without_facilitators_nobody_is_new(connection: Connection) -> None:
    assert rows(connection, NEWCOMERS) == [(0, None, None)]


def test_facilitator_figures_are_those_of_the_growth_view(connection: Connection) -> None:
    programme(connection)
    columns = "total_facilitators, active_facilitators, alumni_facilitators, alumni_pct"
    growth = rows(connection, f"select {columns} from ngeshare.v_facilitator_growth")
    assert rows(connection, f"select {columns} from ngeshare.facilitator_figures") == growth
