"""ngeshare.group_changes and meeting_days: counts of any day without looking at a group, kept by every write."""

from collections.abc import Callable

import pytest

from tests.factories import AQIDAH, HIJRAH, Connection, facilitator, group, hangout, look_from, met, rows

STATES = "select course_name, state, part, groups from ngeshare.states_to_date order by 1, 2, 3"
CHANGES = """
    select state, part, changed_on::text, groups from ngeshare.group_changes where not is_month order by 3, 4, 1
"""
SUMS = """
    select
        (select jsonb_agg(to_jsonb(one) order by one) from ngeshare.group_changes as one),
        (select jsonb_agg(to_jsonb(one) order by one) from ngeshare.meeting_days as one)
"""
WEEKS = "select week::text, meetings, groups_met, attendances from ngeshare.meetings_weekly where meetings > 0"


@pytest.fixture(autouse=True)
def one_group(connection: Connection) -> None:
    group(connection, "g", AQIDAH, created="2026-01-01")
    facilitator(connection, "g", "fajar", joined="2026-01-01")


def test_who_never_meets_waits_after_four_weeks(connection: Connection) -> None:
    assert rows(connection, CHANGES) == [
        ("NEW", 0, "2026-01-01", 1),
        ("NEW", 0, "2026-01-30", -1),
        ("WAITING", 0, "2026-01-30", 1),
    ]
    seen = {}
    for day in ("2025-12-31", "2026-01-01", "2026-01-29", "2026-01-30", "2026-12-31"):
        look_from(connection, day)
        seen[day] = [row[1:] for row in rows(connection, STATES)]
    assert list(seen.values()) == [[], *[[("NEW", 0, 1)]] * 2, *[[("WAITING", 0, 1)]] * 2]


def test_who_meets_again_within_four_weeks_was_never_silent(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=2)
    met(connection, "g", "2026-02-07", episode=3)
    assert rows(connection, CHANGES) == [
        ("NEW", 0, "2026-01-01", 1),
        ("NEW", 0, "2026-01-10", -1),
        ("MEETING", 2, "2026-01-10", 1),
        ("MEETING", 2, "2026-02-07", -1),
        ("MEETING", 3, "2026-02-07", 1),
        ("MEETING", 3, "2026-03-08", -1),
        ("SILENT", 3, "2026-03-08", 1),
    ]


def test_a_month_holds_its_days_once_more(connection: Connection) -> None:
    group(connection, "h", AQIDAH, created="2026-01-31")
    facilitator(connection, "h", "fajar", joined="2026-01-31")
    per_month = "select date_trunc('month', changed_on)::date, state, part, sum(groups) from ngeshare.group_changes"
    groups = "group by 1, 2, 3 having sum(groups) <> 0 order by 1, 2, 3"
    assert rows(connection, f"{per_month} where is_month {groups}") == rows(
        connection, f"{per_month} where not is_month {groups}"
    )
    assert len(rows(connection, "select 1 from ngeshare.group_changes where is_month")) == 4


def test_hangouts_of_one_name_are_one_course_and_others_none(connection: Connection) -> None:
    hangout(connection, "again", AQIDAH)
    hangout(connection, "other", "Something else")
    group(connection, "h", "again", created="2026-01-01")
    group(connection, "i", "other", created="2026-01-01")
    assert rows(connection, STATES) == [(AQIDAH, "NO_FACILITATOR", 0, 1), (AQIDAH, "WAITING", 0, 2)]


def test_weeks_know_what_a_group_did_before_its_creation_from_then_on(connection: Connection) -> None:
    met(connection, "g", "2025-12-29", by="ana")
    met(connection, "g", "2025-12-29", by="budi")
    met(connection, "g", "2025-12-31", episode=2)
    met(connection, "g", "2026-01-02", episode=3)
    seen = {}
    for day in ("2025-12-31", "2026-01-01", "2026-01-02"):
        look_from(connection, day)
        seen[day] = rows(connection, WEEKS)
    assert list(seen.values()) == [[], [("2025-12-29", 2, 1, 3)], [("2025-12-29", 3, 1, 4)]]


def renamed(connection: Connection) -> None:
    hangout(connection, HIJRAH, HIJRAH)
    connection.execute("""update public."Hangout" set name = 'Another' where name = %s""", [AQIDAH])


def moved(connection: Connection) -> None:
    hangout(connection, HIJRAH, HIJRAH)
    connection.execute("""update public."HangoutGroup" set "hangoutId" = %s""", [HIJRAH])


def shortened(connection: Connection) -> None:
    connection.execute("update ngeshare.course_config set max_episodes = 2")


def forgotten(connection: Connection) -> None:
    connection.execute('delete from public."UserHangoutGroupAttendance"')


def dated_anew(connection: Connection) -> None:
    connection.execute(
        """update public."UserHangoutGroupAttendance" set "attendedAt" = "attendedAt" + interval '9 days'"""
    )


@pytest.mark.parametrize("change", [renamed, moved, shortened, forgotten, dated_anew])
def test_sums_follow_every_change(connection: Connection, change: Callable[[Connection], None]) -> None:
    for day, episode in (("2025-12-20", 1), ("2026-01-10", 2), ("2026-03-10", 3)):
        met(connection, "g", day, episode=episode)
    change(connection)
    followed = rows(connection, SUMS)
    assert rows(connection, "select ngeshare.rebuild_groups()") == [(0,)]
    connection.execute("delete from ngeshare.group_changes")
    connection.execute("delete from ngeshare.meeting_days")
    connection.execute("select ngeshare.rebuild_groups()")
    assert rows(connection, SUMS) == followed


def test_a_course_that_ends_earlier_has_graduated_its_groups(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=2)
    graduated = "select graduated_on::text from ngeshare.v_group_progress"
    assert rows(connection, graduated) == [(None,)]
    shortened(connection)
    assert rows(connection, graduated) == [("2026-01-10",)]
    renamed(connection)
    connection.execute("update public.\"Hangout\" set name = %s where name = 'Another'", [AQIDAH])
    assert rows(connection, graduated) == [("2026-01-10",)]


def test_a_rebuild_mends_exactly_what_differs(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=2)
    right = rows(connection, SUMS)
    one, day = "where state = 'NEW' and groups = 1", "where met_on = '2026-01-10'"
    for harm in (
        "insert into ngeshare.group_changes values ('x', 'NEW', 0, false, '2026-01-01', 1)",
        f"update ngeshare.group_changes set groups = 9 {one}",
        f"delete from ngeshare.group_changes {one}",
        *(
            f"update ngeshare.meeting_days set {number} = 9 {day}"
            for number in ("meetings", "attendances", "groups_of_week")
        ),
        f"delete from ngeshare.meeting_days {day}",
        "insert into ngeshare.meeting_days values ('x', '2026-01-01', '2026-01-01', 1, 1, 1)",
    ):
        connection.execute(harm.encode())
        assert rows(connection, "select ngeshare.rebuild_groups()") == [(1,)], harm
        assert rows(connection, SUMS) == right, harm


def test_nothing_asked_changes_nothing(connection: Connection) -> None:
    for asked in ("null", "'{}'", "'{null,nobody}'", "'{g,g}'"):
        assert rows(connection, f"select ngeshare.refresh_groups({asked})") == [(0,)], asked
