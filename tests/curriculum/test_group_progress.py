"""v_group_progress: which attendance counts, on which local date, and when a group graduated."""

from datetime import date

from tests.factories import HIJRAH, Connection, group, hangout, met, rows, user

PROGRESS = """select max_episode_reached, first_meeting_date, last_meeting_date, total_meetings,
    days_since_last_meeting, graduated_on from ngeshare.v_group_progress"""
NEVER_MET = (0, None, None, 0, None, None)


def test_a_group_that_never_met_has_reached_nothing(connection: Connection) -> None:
    group(connection, "g1")
    assert rows(connection, PROGRESS) == [NEVER_MET]


def test_a_meeting_is_one_local_date_however_many_attended(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-06-10 02:00:00", episode=2, by="ana")
    met(connection, "g1", "2026-06-10 12:00:00", episode=3, by="budi")
    met(connection, "g1", "2026-06-12", episode=1, by="ana")
    assert rows(connection, PROGRESS) == [(3, date(2026, 6, 10), date(2026, 6, 12), 2, 3, None)]


def test_the_local_day_turns_at_five_in_the_afternoon_utc(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-06-10 16:59:59.999")
    met(connection, "g1", "2026-06-10 17:00:00")
    assert rows(connection, PROGRESS) == [(1, date(2026, 6, 10), date(2026, 6, 11), 2, 4, None)]


def test_a_meeting_later_today_counts_and_one_tomorrow_does_not(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-06-15 16:59:59.999", episode=2)
    met(connection, "g1", "2026-06-15 17:00:00", episode=9)
    assert rows(connection, PROGRESS) == [(2, date(2026, 6, 15), date(2026, 6, 15), 1, 0, None)]


def test_an_episode_of_another_hangout_is_not_a_meeting(connection: Connection) -> None:
    hangout(connection, HIJRAH, HIJRAH)
    group(connection, "g1")
    met(connection, "g1", "2026-06-10", episode=9, hangout_id=HIJRAH)
    assert rows(connection, PROGRESS) == [NEVER_MET]


def test_an_episode_of_a_namesake_hangout_is_not_a_meeting(connection: Connection) -> None:
    group(connection, "g1")
    hangout(connection, "namesake", "Ngeshare Sesi Aqidah")
    met(connection, "g1", "2026-06-10", hangout_id="namesake")
    assert rows(connection, PROGRESS) == [NEVER_MET]


def test_attendance_of_deleted_users_and_strangers_counts(connection: Connection) -> None:
    user(connection, "gone", deleted="2026-06-01")
    group(connection, "g1")
    met(connection, "g1", "2026-06-10", episode=4, by="gone")
    met(connection, "g1", "2026-06-11", episode=5, by="stranger")
    assert rows(connection, PROGRESS) == [(5, date(2026, 6, 10), date(2026, 6, 11), 2, 4, None)]


def test_a_group_graduates_on_the_first_date_that_reached_the_last_episode(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-03-01", episode=1)
    met(connection, "g1", "2026-04-01", episode=9)
    met(connection, "g1", "2026-05-01", episode=9)
    met(connection, "g1", "2026-06-01", episode=2)
    assert rows(connection, PROGRESS) == [(9, date(2026, 3, 1), date(2026, 6, 1), 4, 14, date(2026, 4, 1))]


def test_an_episode_above_the_last_one_graduates_too(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-04-01", episode=12)
    met(connection, "g1", "2026-05-01", episode=9)
    assert rows(connection, PROGRESS) == [(12, date(2026, 4, 1), date(2026, 5, 1), 2, 45, date(2026, 4, 1))]


def test_groups_do_not_share_meetings(connection: Connection) -> None:
    group(connection, "g1")
    group(connection, "g2")
    met(connection, "g1", "2026-06-10", episode=3)
    reached = "select group_id, max_episode_reached from ngeshare.v_group_progress order by group_id"
    assert rows(connection, reached) == [("g1", 3), ("g2", 0)]
