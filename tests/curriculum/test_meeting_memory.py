"""What is known of old meetings outlives their raw attendance; inside the window production's rows are the truth."""

import pytest

from tests.factories import AQIDAH, HIJRAH, Connection, group, hangout, look_from, met, rows

MEETINGS = "select met_on, highest_episode, attendees from ngeshare.group_meetings"
REACHED = "select max_episode_reached from ngeshare.v_group_progress"
FORGET = 'delete from public."UserHangoutGroupAttendance"'


def days_ago(connection: Connection, days: int) -> str:
    """By the warehouse's own clock, which the window follows whatever moment the views look from."""
    [(day,)] = rows(connection, f"select ((now() at time zone 'Asia/Jakarta')::date - {days})::text")
    return str(day)


def look_from_now(connection: Connection) -> None:
    look_from(connection, days_ago(connection, 0))


@pytest.mark.parametrize(("days", "known"), [(0, False), (45, False), (46, True), (400, True)])
def test_a_meeting_without_raw_attendance_is_known_only_when_older_than_the_window(
    connection: Connection, days: int, known: bool
) -> None:
    look_from_now(connection)
    group(connection, "g1")
    met(connection, "g1", days_ago(connection, days), episode=3)
    connection.execute(FORGET)
    assert rows(connection, REACHED) == [(3 if known else 0,)]


def test_a_group_stays_graduated_when_its_raw_attendance_has_left(connection: Connection) -> None:
    look_from_now(connection)
    group(connection, "g1")
    met(connection, "g1", days_ago(connection, 200), episode=9)
    connection.execute(FORGET)
    connection.execute("select ngeshare.rebuild_facts()")
    assert rows(connection, "select status, days_inactive from ngeshare.v_group_status") == [("GRADUATED", 200)]


def test_a_meeting_counts_each_attendee_once(connection: Connection) -> None:
    group(connection, "g1")
    for user_id in ("ana", "ana", "budi"):
        met(connection, "g1", "2026-06-10", episode=2, by=user_id)
    assert [row[1:] for row in rows(connection, MEETINGS)] == [(2, 2)]


def test_an_old_meeting_whose_raw_attendance_turns_out_invalid_is_forgotten(connection: Connection) -> None:
    group(connection, "g1")
    hangout(connection, HIJRAH, HIJRAH)
    met(connection, "g1", days_ago(connection, 200))
    connection.execute('update public."HangoutEpisode" set "hangoutId" = %s', [HIJRAH])
    connection.execute(FORGET)
    assert rows(connection, REACHED) == [(0,)]


def test_an_episodes_new_number_changes_the_meetings_that_worked_through_it(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-06-10", episode=2)
    connection.execute('update public."HangoutEpisode" set "order" = 5')
    assert rows(connection, REACHED) == [(5,)]


def test_a_corrected_date_moves_a_recent_meeting(connection: Connection) -> None:
    look_from_now(connection)
    group(connection, "g1")
    met(connection, "g1", days_ago(connection, 3))
    connection.execute(
        """update public."UserHangoutGroupAttendance" set "attendedAt" = "attendedAt" + interval '1 day'"""
    )
    days = "select total_meetings, days_since_last_meeting from ngeshare.v_group_progress"
    assert rows(connection, days) == [(1, 2)]


def test_a_corrected_date_moves_an_old_meeting_too(connection: Connection) -> None:
    look_from_now(connection)
    group(connection, "g1")
    met(connection, "g1", days_ago(connection, 100))
    connection.execute(
        """update public."UserHangoutGroupAttendance" set "attendedAt" = "attendedAt" + interval '60 days'"""
    )
    days = "select total_meetings, days_since_last_meeting from ngeshare.v_group_progress"
    assert rows(connection, days) == [(1, 40)]


def test_meetings_of_groups_outside_the_curriculum_are_kept_but_not_shown(connection: Connection) -> None:
    group(connection, "g1", "Book club")
    met(connection, "g1", "2026-06-10", episode=4)
    assert len(rows(connection, MEETINGS)) == 1
    assert rows(connection, REACHED) == []


def test_building_the_meetings_again_changes_nothing(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-06-10", episode=4)
    before = rows(connection, MEETINGS)
    assert rows(connection, "select ngeshare.rebuild_facts()") == [(0,)]
    assert rows(connection, MEETINGS) == before


MOVE = """update public."HangoutGroup" set "hangoutId" = %s where id = 'g1'"""
STANDING = "select course_name, status, max_episode_reached, graduated_on from ngeshare.group_standings"


@pytest.mark.parametrize("pruned", ["before it moves", "after it has moved", "never"])
def test_a_group_that_moves_to_the_next_course_begins_there(connection: Connection, pruned: str) -> None:
    look_from_now(connection)
    group(connection, "g1", created=days_ago(connection, 200))
    hangout(connection, HIJRAH, HIJRAH)
    met(connection, "g1", days_ago(connection, 100), episode=9)
    if pruned == "before it moves":
        connection.execute(FORGET)
    connection.execute(MOVE, [HIJRAH])
    if pruned == "after it has moved":
        connection.execute(FORGET)
    assert rows(connection, STANDING) == [(HIJRAH, "STALLED", 0, None)]
    met(connection, "g1", days_ago(connection, 3), episode=2, hangout_id=HIJRAH)
    assert rows(connection, STANDING) == [(HIJRAH, "ACTIVE", 2, None)]
    connection.execute("select ngeshare.rebuild_facts()")
    assert rows(connection, STANDING) == [(HIJRAH, "ACTIVE", 2, None)]


def test_a_group_that_comes_back_has_its_progress_again(connection: Connection) -> None:
    look_from_now(connection)
    group(connection, "g1")
    hangout(connection, HIJRAH, HIJRAH)
    met(connection, "g1", days_ago(connection, 100), episode=9)
    connection.execute(MOVE, [HIJRAH])
    connection.execute(FORGET)
    connection.execute(MOVE, [AQIDAH])
    assert [row[:3] for row in rows(connection, STANDING)] == [(AQIDAH, "GRADUATED", 9)]


def test_a_group_without_a_hangout_remembers_which_it_had(connection: Connection) -> None:
    look_from_now(connection)
    group(connection, "g1")
    met(connection, "g1", days_ago(connection, 100), episode=9)
    connection.execute(FORGET)
    connection.execute(MOVE, [None])
    assert rows(connection, STANDING) == []
    connection.execute(MOVE, [AQIDAH])
    assert [row[:3] for row in rows(connection, STANDING)] == [(AQIDAH, "GRADUATED", 9)]


def test_a_rebuild_forgets_what_vanished_from_between_a_groups_attendance(connection: Connection) -> None:
    look_from_now(connection)
    group(connection, "g1")
    for days, episode in ((100, 7), (60, 9), (50, 8)):
        met(connection, "g1", days_ago(connection, days), episode=episode)
    connection.execute(f"""{FORGET} where "hangoutEpisodeId" like '%9'""")
    assert rows(connection, REACHED) == [(9,)], "an ordinary sync never regresses"
    [(changed,)] = rows(connection, "select ngeshare.rebuild_facts()")
    assert changed > 4, "a meeting, progress around and after it, and sums"
    assert rows(connection, REACHED) == [(8,)]


@pytest.mark.parametrize("pruned", ["by age", "group by group"])
def test_a_rebuild_keeps_what_was_pruned_oldest_first(connection: Connection, pruned: str) -> None:
    look_from_now(connection)
    for name in ("g1", "g2"):
        group(connection, name)
        for days, episode in ((100, 9), (60, 7), (50, 8)):
            met(connection, name, days_ago(connection, days), episode=episode)
    where = (
        f""""attendedAt" < date '{days_ago(connection, 70)}'""" if pruned == "by age" else "\"hangoutGroupId\" = 'g1'"
    )
    connection.execute(f"{FORGET} where {where}".encode())
    assert rows(connection, "select ngeshare.rebuild_facts()") == [(0,)]
    assert rows(connection, REACHED) == [(9,), (9,)]


def test_a_repair_of_days_forgets_all_of_them_without_attendance(connection: Connection) -> None:
    look_from_now(connection)
    group(connection, "g1")
    for days, episode in ((100, 7), (60, 8), (59, 9)):
        met(connection, "g1", days_ago(connection, days), episode=episode)
    connection.execute(FORGET)
    since = f"({days_ago(connection, 60)!r}::timestamp at time zone 'Asia/Jakarta')"
    [(changed,)] = rows(connection, f"select ngeshare.repair_facts({since} + interval '23 hours')")
    assert changed > 5, "two meetings, progress around them, and sums"
    assert rows(connection, REACHED) == [(7,)]
