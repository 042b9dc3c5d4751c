"""Which groups and which memberships count at all."""

import pytest

from tests.factories import (
    AQIDAH,
    DAKWAH,
    HIJRAH,
    SEJARAH,
    Connection,
    facilitator,
    group,
    hangout,
    member,
    met,
    rows,
    user,
)

GROUPS = "select group_id from ngeshare.v_group_summary order by group_id"
MEMBERS = "select user_id from ngeshare.v_member_roster order by user_id"


def test_the_curriculum_has_four_courses_in_sequence(connection: Connection) -> None:
    configured = "select course_name, max_episodes, sequence_order from ngeshare.course_config order by 3"
    assert rows(connection, configured) == [(AQIDAH, 9, 1), (HIJRAH, 9, 2), (SEJARAH, 11, 3), (DAKWAH, 7, 4)]


@pytest.mark.parametrize("name", ["Book club", "ngeshare sesi aqidah", "Ngeshare Sesi Aqidah ", "Aqidah"])
def test_a_group_of_any_other_hangout_is_outside_the_curriculum(connection: Connection, name: str) -> None:
    group(connection, "g1", name)
    facilitator(connection, "g1", "fajar")
    member(connection, "g1", "ana")
    met(connection, "g1", "2026-06-14", episode=9)
    assert rows(connection, GROUPS) == []
    assert rows(connection, MEMBERS) == []
    assert rows(connection, "select * from ngeshare.v_facilitator_alumni") == []
    assert rows(connection, "select * from ngeshare.v_member_journey") == []
    assert rows(connection, "select * from ngeshare.v_pipeline_anomalies") == []


def test_a_group_without_a_hangout_is_outside_the_curriculum(connection: Connection) -> None:
    group(connection, "g1")
    connection.execute('update public."HangoutGroup" set "hangoutId" = null')
    assert rows(connection, GROUPS) == []


def test_a_second_hangout_with_a_courses_name_is_in_the_curriculum(connection: Connection) -> None:
    hangout(connection, "second", AQIDAH)
    group(connection, "g1", hangout_id="second")
    met(connection, "g1", "2026-06-14", episode=4)
    assert rows(connection, GROUPS) == [("g1",)]
    assert rows(connection, "select max_episode_reached from ngeshare.v_group_progress") == [(4,)]


def test_a_group_created_later_today_exists_and_one_created_tomorrow_does_not(connection: Connection) -> None:
    group(connection, "today", created="2026-06-15 16:59:59.999")
    group(connection, "tomorrow", created="2026-06-15 17:00:00")
    assert rows(connection, GROUPS) == [("today",)]


def test_what_happens_in_a_group_that_does_not_exist_yet_counts_nowhere(connection: Connection) -> None:
    group(connection, "g1", created="2026-06-16")
    facilitator(connection, "g1", "fajar")
    met(connection, "g1", "2026-06-14")
    assert rows(connection, "select sum(groups_total) from ngeshare.v_curriculum_funnel") == [(0,)]
    assert rows(connection, "select total_facilitators from ngeshare.v_facilitator_growth") == [(0,)]


def test_a_membership_without_a_joining_date_or_without_a_user_is_ignored(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana", joined=None)
    member(connection, "g1", None, user_email="budi@x.org")
    facilitator(connection, "g1", "fajar", joined=None)
    assert rows(connection, "select member_count, needs_facilitator from ngeshare.v_group_summary") == [(0, True)]
    assert rows(connection, MEMBERS) == []


def test_a_membership_of_a_deleted_user_is_ignored(connection: Connection) -> None:
    user(connection, "ana", deleted="2026-06-01")
    group(connection, "g1")
    member(connection, "g1", "ana")
    facilitator(connection, "g1", "ana")
    assert rows(connection, "select member_count, facilitator_id from ngeshare.v_group_summary") == [(0, None)]
    assert rows(connection, "select * from ngeshare.v_facilitator_alumni") == []


def test_a_deletion_holds_for_every_as_of_date(connection: Connection) -> None:
    user(connection, "ana", deleted="2030-01-01")
    group(connection, "g1")
    member(connection, "g1", "ana")
    assert rows(connection, MEMBERS) == []


def test_a_membership_from_later_today_counts_and_one_from_tomorrow_does_not(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana", joined="2026-06-15 16:59:59.999")
    member(connection, "g1", "budi", joined="2026-06-15 17:00:00")
    assert rows(connection, MEMBERS) == [("ana",)]


def test_attendance_counts_in_a_group_of_the_curriculum_by_today(connection: Connection) -> None:
    group(connection, "g1")
    group(connection, "club", "Book club")
    for group_id, moment in (("g1", "2026-06-15 16:59:59"), ("g1", "2026-06-15 17:00:00"), ("club", "2026-06-10")):
        met(connection, group_id, moment)
    query = "select group_id, attended_at::text from ngeshare.valid_attendance"
    assert rows(connection, query) == [("g1", "2026-06-15 16:59:59")]


def test_every_record_has_the_name_and_the_address_of_its_own_user(connection: Connection) -> None:
    group(connection, "g1")
    user(connection, "ana", "ana.baru@example.org")
    member(connection, "g1", "ana", record_id="1", user_email="old@example.org")
    member(connection, "g1", "ana", joined="2026-02-01", record_id="2")
    member(connection, "g1", "budi", record_id="3", user_email="budi.s@example.org")
    member(connection, "g1", "citra", record_id="4", public_id="Citra")
    columns = "membership_id, user_id, user_name, contact"
    assert rows(connection, f"select {columns} from ngeshare.memberships order by membership_id") == [
        ("1", "ana", "ana.baru", "ana.baru@example.org"),
        ("2", "ana", "ana.baru", "ana.baru@example.org"),
        ("3", "budi", "budi.s", "budi.s@example.org"),
        ("4", "citra", "Citra", None),
    ]
