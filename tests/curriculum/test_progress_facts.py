"""ngeshare.group_progress: where each group stood from its creation and from each meeting on, kept by every write."""

import pytest

from tests.factories import AQIDAH, HIJRAH, Connection, group, hangout, met, rows

PROGRESS = """
    select since::text, until::text, meetings, highest_episode, met_on::text, first_met_on::text, graduated_on::text,
        opens_week, attendees
    from ngeshare.group_progress where group_id = 'g' order by meetings
"""
NOT_YET = (0, 0, None, None, None, False, 0)


@pytest.fixture(autouse=True)
def one_group(connection: Connection) -> None:
    group(connection, "g", AQIDAH, created="2026-01-01")


def test_a_new_group_has_not_met(connection: Connection) -> None:
    assert rows(connection, PROGRESS) == [("2026-01-01", "infinity", *NOT_YET)]


def test_each_meeting_begins_a_stretch(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=2)
    met(connection, "g", "2026-01-17", episode=1)
    met(connection, "g", "2026-01-18", episode=9)
    met(connection, "g", "2026-01-24", episode=3)
    assert rows(connection, PROGRESS) == [
        ("2026-01-01", "2026-01-10", *NOT_YET),
        ("2026-01-10", "2026-01-17", 1, 2, "2026-01-10", "2026-01-10", None, True, 1),
        ("2026-01-17", "2026-01-18", 2, 2, "2026-01-17", "2026-01-10", None, True, 1),
        ("2026-01-18", "2026-01-24", 3, 9, "2026-01-18", "2026-01-10", "2026-01-18", False, 1),
        ("2026-01-24", "infinity", 4, 9, "2026-01-24", "2026-01-10", "2026-01-18", True, 1),
    ]


def test_what_happened_before_the_creation_is_known_from_it_on(connection: Connection) -> None:
    met(connection, "g", "2025-12-01", episode=4)
    met(connection, "g", "2025-12-08", episode=2)
    assert rows(connection, PROGRESS) == [
        ("2026-01-01", "2026-01-01", *NOT_YET),
        ("2026-01-01", "2026-01-01", 1, 4, "2025-12-01", "2025-12-01", None, True, 1),
        ("2026-01-01", "infinity", 2, 4, "2025-12-08", "2025-12-01", None, True, 1),
    ]


def test_a_group_that_moves_begins_anew_and_finds_its_meetings_again(connection: Connection) -> None:
    hangout(connection, HIJRAH, HIJRAH)
    met(connection, "g", "2026-01-10", episode=2)
    before = rows(connection, PROGRESS)
    move = 'update public."HangoutGroup" set "hangoutId" = %s'
    connection.execute(move, [HIJRAH])
    assert rows(connection, PROGRESS) == [("2026-01-01", "infinity", *NOT_YET)]
    connection.execute(move, [None])
    assert rows(connection, PROGRESS) == []
    connection.execute(move, [AQIDAH])
    assert rows(connection, PROGRESS) == before


def test_another_creation_date_moves_the_beginning(connection: Connection) -> None:
    connection.execute("""update public."HangoutGroup" set "createdAt" = '2026-02-02 05:00'""")
    assert rows(connection, PROGRESS) == [("2026-02-02", "infinity", *NOT_YET)]


def test_a_deleted_group_leaves_nothing(connection: Connection) -> None:
    connection.execute('delete from public."HangoutGroup"')
    assert rows(connection, PROGRESS) == []


def test_who_goes_past_the_last_episode_graduated_when_reaching_it(connection: Connection) -> None:
    met(connection, "g", "2025-12-01", episode=9)
    met(connection, "g", "2025-12-08", episode=11)
    assert rows(connection, "select graduated_on::text from ngeshare.v_group_progress") == [("2025-12-01",)]


def test_a_rebuild_mends_exactly_what_differs(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=2)
    right = rows(connection, PROGRESS)
    one = "where meetings = 1"
    days = ("since", "until", "created_on", "met_on", "first_met_on", "graduated_on")
    numbers = ("attendees", "highest_episode", "attended_episode")
    again = """insert into ngeshare.group_progress (
        since, until, hangout_id, highest_episode, attended_episode, created_on, opens_week, attendees,
        group_id, meetings
    ) select since, until, hangout_id, highest_episode, attended_episode, created_on, opens_week, attendees,"""
    for harm in (
        *(f"update ngeshare.group_progress set {day} = '2026-05-05' {one}" for day in days),
        *(f"update ngeshare.group_progress set {number} = 99 {one}" for number in numbers),
        f"update ngeshare.group_progress set hangout_id = 'x', opens_week = false {one}",
        f"delete from ngeshare.group_progress {one}",
        f"{again} 'gone', meetings from ngeshare.group_progress {one}",
        f"{again} 'g', 9 from ngeshare.group_progress {one}",
    ):
        connection.execute(harm.encode())
        assert rows(connection, "select ngeshare.rebuild_progress()") == [(1,)], harm
        assert rows(connection, PROGRESS) == right, harm
        connection.execute(harm.encode())
        assert rows(connection, "select ngeshare.refresh_progress('{g,gone,g}')") == [(1,)], harm
        assert rows(connection, PROGRESS) == right, harm


def test_nothing_asked_changes_nothing(connection: Connection) -> None:
    for asked in ("null", "'{}'", "'{null,nobody}'", "'{g}'"):
        assert rows(connection, f"select ngeshare.refresh_progress({asked})") == [(0,)], asked


def test_groups_that_are_not_asked_for_stay_as_they_are(connection: Connection) -> None:
    group(connection, "h", AQIDAH, created="2026-01-01")
    connection.execute("update ngeshare.group_progress set attendees = 99")
    assert rows(connection, "select ngeshare.refresh_progress('{g}')") == [(1,)]
    attendees = "select group_id, attendees from ngeshare.group_progress order by 1"
    assert rows(connection, attendees) == [("g", 0), ("h", 99)]
