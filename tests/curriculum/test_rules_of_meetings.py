"""Who has to attend for an episode to be reached, and what becomes of meetings where days or that rule change."""

import pytest

from tests.factories import (
    AQIDAH,
    HIJRAH,
    Connection,
    facilitator,
    group,
    hangout,
    look_from,
    member,
    met,
    rows,
    rule,
    user,
)

REACHED = "select max_episode_reached from ngeshare.v_group_progress"
PROGRESS = """
    select max_episode_reached, total_meetings, first_meeting_date::text, last_meeting_date::text, graduated_on::text
    from ngeshare.v_group_progress
"""
MEETINGS = """
    select met_on::text, highest_episode, reached_episode, attendees from ngeshare.group_meetings order by 1
"""
LEFT = """select count, sample_keys from ngeshare.data_quality where "check" = 'recorded_under_other_rules'"""
FORGET = 'delete from public."UserHangoutGroupAttendance"'


@pytest.fixture(autouse=True)
def facts_are_as_rebuilt(connection: Connection) -> object:
    """Whatever a test does, the facts are already what a rebuild makes of the raw rows."""
    yield
    before = rows(connection, MEETINGS)
    assert rows(connection, "select ngeshare.rebuild_facts()") == [(0,)]
    assert rows(connection, MEETINGS) == before


def attended(connection: Connection, episode: int, day: str, people: str) -> None:
    for person in people.split():
        met(connection, "g", day, episode=episode, by=person)


@pytest.mark.parametrize(
    ("reached_by", "reached"),
    [("anyone", 3), ("1 member", 3), ("2 members", 2), ("3 members", 1), ("4 members", 0)],
)
def test_so_many_different_people_reach_an_episode_whoever_they_are(
    connection: Connection, reached_by: str, reached: int
) -> None:
    group(connection, "g")
    rule(connection, reached_by=reached_by)
    attended(connection, 1, "2026-06-01", "ana budi citra ana")
    attended(connection, 2, "2026-06-02", "ana budi budi")
    attended(connection, 3, "2026-06-03", "ana ana")
    assert rows(connection, REACHED) == [(reached,)]


def test_who_attends_on_two_days_does_not_attend_together(connection: Connection) -> None:
    group(connection, "g")
    rule(connection, reached_by="2 members")
    attended(connection, 5, "2026-06-01", "ana")
    attended(connection, 5, "2026-06-02", "budi")
    assert rows(connection, PROGRESS) == [(0, 2, "2026-06-01", "2026-06-02", None)]


def test_episodes_of_one_number_are_one_episode(connection: Connection) -> None:
    group(connection, "g")
    rule(connection, reached_by="2 members")
    met(connection, "g", "2026-06-01", episode=5, by="ana")
    connection.execute(
        """insert into public."HangoutEpisode" (id, "updatedAt", name, "hangoutId", "order")
        values ('again', '2020-01-01', 'Again', %s, 5)""",
        [AQIDAH],
    )
    user(connection, "budi")
    connection.execute(
        """insert into public."UserHangoutGroupAttendance"
        (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
        values ('b', '2026-06-01 05:00', 'again', 'g', 'budi')"""
    )
    assert rows(connection, REACHED) == [(5,)]


def test_who_attends_another_hangout_reaches_nothing_here(connection: Connection) -> None:
    group(connection, "g")
    hangout(connection, HIJRAH, HIJRAH)
    rule(connection, reached_by="2 members")
    met(connection, "g", "2026-06-01", episode=5, by="ana")
    met(connection, "g", "2026-06-01", episode=5, by="budi", hangout_id=HIJRAH)
    assert rows(connection, REACHED) == [(0,)]


@pytest.mark.parametrize(
    ("reached_by", "reached"),
    [("33.33 %", 4), ("33.34 %", 3), ("66.6 %", 3), ("66.67 %", 0), ("0.1 %", 4), ("100 %", 0)],
)
def test_a_share_is_of_the_members_and_compared_exactly(connection: Connection, reached_by: str, reached: int) -> None:
    group(connection, "g")
    for person in ("ana", "budi", "citra"):
        member(connection, "g", person)
        member(connection, "g", person, joined="2026-02-02")
    facilitator(connection, "g", "fajar")
    attended(connection, 3, "2026-06-01", "ana budi guest another")
    attended(connection, 4, "2026-06-02", "ana guest another fajar")
    rule(connection, reached_by=reached_by)
    assert rows(connection, REACHED) == [(reached,)]


def test_who_joined_later_was_no_member_of_that_date(connection: Connection) -> None:
    group(connection, "g")
    member(connection, "g", "ana")
    # In Jakarta the sixteenth begins at 17:00 UTC.
    member(connection, "g", "budi", joined="2026-06-02 16:59:59")
    member(connection, "g", "citra", joined="2026-06-02 17:00:00")
    rule(connection, reached_by="51 %")
    attended(connection, 1, "2026-06-01", "ana")
    assert rows(connection, REACHED) == [(1,)]
    attended(connection, 2, "2026-06-02", "ana citra")
    assert rows(connection, REACHED) == [(1,)]
    attended(connection, 3, "2026-06-03", "ana citra")
    assert rows(connection, REACHED) == [(3,)]


def test_where_nobody_was_a_member_anyone_reaches_an_episode(connection: Connection) -> None:
    group(connection, "g")
    member(connection, "g", "ana", joined="2026-06-02")
    user(connection, "budi", deleted="2026-01-01")
    member(connection, "g", "budi")
    member(connection, "g", "citra", joined=None)
    facilitator(connection, "g", "fajar")
    rule(connection, reached_by="100 %")
    attended(connection, 4, "2026-06-01", "guest")
    attended(connection, 5, "2026-06-02", "guest")
    assert rows(connection, REACHED) == [(4,)]


def test_meetings_follow_whoever_joins_leaves_or_is_deleted(connection: Connection) -> None:
    group(connection, "g")
    rule(connection, reached_by="50 %")
    attended(connection, 9, "2026-06-01", "ana")
    seen = []
    for statement in (
        "select",
        """update public."UserHangoutGroup" set "joinedAt" = '2026-06-03' where "userId" = 'citra'""",
        """update public."UserHangoutGroup" set "joinedAt" = '2026-01-01' where "userId" = 'citra'""",
        """update public."User" set "deletedAt" = '2026-01-01' where id = 'citra'""",
        """update public."User" set "deletedAt" = null where id = 'citra'""",
        """update public."UserHangoutGroup" set "hangoutGroupRole" = 'FACILITATOR' where "userId" = 'budi'""",
        """update public."UserHangoutGroup" set "hangoutGroupRole" = 'MEMBER' where "userId" = 'budi'""",
        """delete from public."UserHangoutGroup" where "userId" = 'ana'""",
        """delete from public."UserHangoutGroup" """,
    ):
        if statement == "select":
            for person in ("ana", "budi", "citra"):
                member(connection, "g", person)
        connection.execute(statement.encode())
        seen.append(rows(connection, "select status from ngeshare.v_group_status")[0][0])
        assert rows(connection, "select ngeshare.rebuild_facts()") == [(0,)], statement
    active, graduated = "ACTIVE", "GRADUATED"
    assert seen == [active, graduated, active, graduated, active, graduated, active, active, graduated]


def test_what_nobody_reached_is_met_all_the_same(connection: Connection) -> None:
    group(connection, "g", created="2026-05-01")
    facilitator(connection, "g", "fajar")
    member(connection, "g", "ana")
    rule(connection, reached_by="2 members")
    attended(connection, 11, "2026-06-01", "ana")
    assert rows(connection, PROGRESS) == [(0, 1, "2026-06-01", "2026-06-01", None)]
    assert rows(connection, "select status, progress_pct, days_inactive from ngeshare.v_group_status") == [
        ("ACTIVE", 0, 14)
    ]
    assert rows(connection, "select is_active from ngeshare.v_member_roster where role = 'MEMBER'") == [(True,)]
    [(kind, detail)] = rows(connection, "select kind, detail from ngeshare.v_pipeline_anomalies")
    assert kind == "EPISODE_OUT_OF_RANGE"
    assert "Episode 11 was attended" in detail
    look_from(connection, "2026-08-01")
    stopped = "select episode, stalled_groups from ngeshare.v_episode_dropoff where stalled_groups > 0"
    assert rows(connection, stopped) == [(0, 1)]
    rule(connection, rescue_percent=0)
    assert rows(connection, "select group_id, episodes_remaining from ngeshare.v_rescue_list") == [("g", 9)]


def test_a_group_graduates_on_the_day_on_which_enough_came(connection: Connection) -> None:
    group(connection, "g")
    attended(connection, 9, "2026-05-01", "ana")
    attended(connection, 9, "2026-06-01", "ana budi")
    assert rows(connection, PROGRESS) == [(9, 2, "2026-05-01", "2026-06-01", "2026-05-01")]
    rule(connection, reached_by="2 members")
    assert rows(connection, PROGRESS) == [(9, 2, "2026-05-01", "2026-06-01", "2026-06-01")]
    rule(connection, reached_by="anyone")
    assert rows(connection, PROGRESS) == [(9, 2, "2026-05-01", "2026-06-01", "2026-05-01")]


def test_another_zone_dates_meetings_anew_and_none_is_there_twice(connection: Connection) -> None:
    group(connection, "g")
    # In Jakarta the second of June, in Santiago still the first.
    attended(connection, 1, "2026-06-01 20:00:00", "ana")
    attended(connection, 2, "2026-06-02 20:00:00", "ana budi")
    assert rows(connection, MEETINGS) == [("2026-06-02", 1, 1, 1), ("2026-06-03", 2, 2, 2)]
    rule(connection, time_zone="America/Santiago")
    assert rows(connection, MEETINGS) == [("2026-06-01", 1, 1, 1), ("2026-06-02", 2, 2, 2)]
    assert rows(connection, LEFT) == [(0, [])]
    rule(connection, time_zone="Asia/Jakarta")
    assert rows(connection, MEETINGS) == [("2026-06-02", 1, 1, 1), ("2026-06-03", 2, 2, 2)]


def test_a_meeting_whose_attendance_is_gone_stays_as_it_was_and_is_counted(connection: Connection) -> None:
    look_from(connection, "2026-06-15")
    group(connection, "g")
    attended(connection, 4, "2025-06-01 20:00:00", "ana")
    connection.execute(FORGET)
    attended(connection, 5, "2025-06-05 20:00:00", "ana")
    remembered, told = ("2025-06-02", 4, 4, 1), ("2025-06-06", 5, 5, 1)
    assert rows(connection, MEETINGS) == [remembered, told]
    assert rows(connection, LEFT) == [(0, [])]
    rule(connection, time_zone="America/Santiago")
    assert rows(connection, MEETINGS) == [remembered, ("2025-06-05", 5, 5, 1)]
    assert rows(connection, LEFT) == [(1, ["g 2025-06-02"])]
    report = """select count from ngeshare.quality_report() where "check" = 'recorded_under_other_rules'"""
    assert rows(connection, report) == [(1,)]
    rule(connection, time_zone="Asia/Jakarta")
    assert rows(connection, MEETINGS) == [remembered, told]
    assert rows(connection, LEFT) == [(0, [])]
    rule(connection, reached_by="2 members")
    assert rows(connection, MEETINGS) == [remembered, ("2025-06-06", 5, None, 1)]
    assert rows(connection, REACHED) == [(4,)]
    assert rows(connection, LEFT) == [(1, ["g 2025-06-02"])]


def test_attendance_that_comes_to_a_remembered_day_tells_it(connection: Connection) -> None:
    group(connection, "g")
    attended(connection, 4, "2025-06-01 20:00:00", "ana")
    connection.execute(FORGET)
    rule(connection, time_zone="Pacific/Auckland")
    assert rows(connection, LEFT) == [(1, ["g 2025-06-02"])]
    attended(connection, 2, "2025-06-01 20:00:00", "ana")
    assert rows(connection, MEETINGS) == [("2025-06-02", 2, 2, 1)]
    assert rows(connection, LEFT) == [(0, [])]


def test_a_day_on_which_another_zone_puts_attendance_is_told_by_it(connection: Connection) -> None:
    group(connection, "g")
    attended(connection, 4, "2025-06-01 01:00:00", "ana")
    connection.execute(FORGET)
    attended(connection, 5, "2025-06-01 20:00:00", "ana")
    assert rows(connection, MEETINGS) == [("2025-06-01", 4, 4, 1), ("2025-06-02", 5, 5, 1)]
    rule(connection, time_zone="America/Santiago")
    assert rows(connection, MEETINGS) == [("2025-06-01", 5, 5, 1)]


def test_other_rules_leave_meetings_alone(connection: Connection) -> None:
    group(connection, "g")
    attended(connection, 4, "2025-06-01 20:00:00", "ana")
    connection.execute(FORGET)
    [change] = rule(connection, active_days=14, shared_members=3, continuity_days=10)
    assert "ngeshare.group_meetings" not in change.rebuilt
    assert rows(connection, "select recorded_under from ngeshare.group_meetings") == [(None,)]


@pytest.mark.parametrize(("window", "known"), [(45, True), (60, True), (61, False)])
def test_inside_the_window_production_alone_is_the_truth(connection: Connection, window: int, known: bool) -> None:
    rule(connection, window_days=window)
    [(today, day)] = rows(
        connection, "select ngeshare.local_date(localtimestamp)::text, (ngeshare.local_date(localtimestamp) - 61)::text"
    )
    look_from(connection, today)
    group(connection, "g")
    attended(connection, 4, day, "ana")
    connection.execute(FORGET)
    assert rows(connection, REACHED) == [(4 if known else 0,)]


def test_a_longer_window_forgets_nothing_that_was_remembered(connection: Connection) -> None:
    [(today, day)] = rows(
        connection, "select ngeshare.local_date(localtimestamp)::text, (ngeshare.local_date(localtimestamp) - 50)::text"
    )
    look_from(connection, today)
    group(connection, "g")
    attended(connection, 4, day, "ana")
    connection.execute(FORGET)
    rule(connection, window_days=90)
    assert rows(connection, REACHED) == [(4,)]
    assert rows(connection, LEFT) == [(1, [f"g {day}"])]
    rule(connection, window_days=45)
    assert rows(connection, LEFT) == [(0, [])]
