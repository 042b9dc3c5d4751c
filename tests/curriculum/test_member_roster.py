"""v_member_roster: one row per group, user and role."""

from datetime import UTC, datetime

from tests.factories import Connection, facilitator, group, look_from, member, met, rows, user

ACTIVE = "select user_id, is_active from ngeshare.v_member_roster order by user_id"


def test_a_user_in_both_roles_has_two_rows(connection: Connection) -> None:
    user(connection, "ana", "ana@x.org")
    group(connection, "g1")
    member(connection, "g1", "ana", joined="2026-01-02 05:00:00")
    facilitator(connection, "g1", "ana", joined="2026-03-02 05:00:00")
    assert rows(connection, "select * from ngeshare.v_member_roster order by role") == [
        ("g1", "ana", "ana", "FACILITATOR", datetime(2026, 3, 2, 5, tzinfo=UTC), False),
        ("g1", "ana", "ana", "MEMBER", datetime(2026, 1, 2, 5, tzinfo=UTC), False),
    ]


def test_a_user_recorded_twice_in_one_role_has_the_earlier_row(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana", joined="2026-02-01 05:00:00", public_id="later", record_id="1")
    member(connection, "g1", "ana", joined="2026-01-01 05:00:00", public_id="earlier", record_id="2")
    joined = "select user_name, joined_at from ngeshare.v_member_roster"
    assert rows(connection, joined) == [("earlier", datetime(2026, 1, 1, 5, tzinfo=UTC))]


def test_of_two_rows_from_the_same_moment_the_smaller_record_id_counts(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana", public_id="larger", record_id="2")
    member(connection, "g1", "ana", public_id="smaller", record_id="1")
    assert rows(connection, "select user_name from ngeshare.v_member_roster") == [("smaller",)]


def test_a_name_comes_from_the_rows_own_membership(connection: Connection) -> None:
    group(connection, "g1")
    group(connection, "g2")
    member(connection, "g1", "u1", joined="2026-01-01", user_email="first@x.org")
    member(connection, "g2", "u1", joined="2026-02-01", user_email="second@x.org")
    names = "select group_id, user_name from ngeshare.v_member_roster order by group_id"
    assert rows(connection, names) == [("g1", "first"), ("g2", "second")]


def test_who_attended_28_days_ago_is_active_and_who_attended_29_days_ago_is_not(
    connection: Connection,
) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana")
    member(connection, "g1", "budi")
    met(connection, "g1", "2026-05-18", by="ana")
    met(connection, "g1", "2026-05-17", by="budi")
    assert rows(connection, ACTIVE) == [("ana", True), ("budi", False)]


def test_who_never_attended_is_not_active_even_when_the_group_meets(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana")
    met(connection, "g1", "2026-06-14", by="budi")
    assert rows(connection, ACTIVE) == [("ana", False)]


def test_attendance_in_another_group_does_not_make_active(connection: Connection) -> None:
    group(connection, "g1")
    group(connection, "g2")
    member(connection, "g1", "ana")
    met(connection, "g2", "2026-06-14", by="ana")
    assert rows(connection, ACTIVE) == [("ana", False)]


def test_attendance_of_another_hangouts_episode_or_after_today_does_not_make_active(
    connection: Connection,
) -> None:
    group(connection, "g1")
    group(connection, "other", "Book club")
    member(connection, "g1", "ana")
    met(connection, "g1", "2026-06-14", by="ana", hangout_id="Book club")
    met(connection, "g1", "2026-06-16", by="ana")
    assert rows(connection, ACTIVE) == [("ana", False)]


def test_activity_is_that_of_the_as_of_date(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana")
    met(connection, "g1", "2026-02-10", by="ana")
    assert rows(connection, ACTIVE) == [("ana", False)]
    look_from(connection, "2026-03-10")
    assert rows(connection, ACTIVE) == [("ana", True)]
