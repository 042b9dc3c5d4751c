"""v_member_journey: what one person went through."""

from datetime import UTC, datetime

from tests.factories import (
    AQIDAH,
    HIJRAH,
    SEJARAH,
    Connection,
    facilitator,
    group,
    look_from,
    member,
    met,
    rows,
)

JOURNEY = """select groups_joined, courses_completed, current_course
    from ngeshare.v_member_journey where user_id = 'ana'"""


def active(connection: Connection, group_id: str, course: str) -> None:
    group(connection, group_id, course)
    met(connection, group_id, "2026-06-01")


def test_a_journey_has_every_column_of_the_contract(connection: Connection) -> None:
    group(connection, "done")
    met(connection, "done", "2026-03-01", episode=9)
    active(connection, "now", HIJRAH)
    member(connection, "now", "ana", joined="2026-03-01", public_id="second")
    member(connection, "done", "ana", joined="2026-01-01", public_id="first")
    facilitator(connection, "done", "ana", joined="2026-05-01 05:00:00")
    facilitator(connection, "now", "ana", joined="2026-06-01 05:00:00")
    became = datetime(2026, 5, 1, 5, tzinfo=UTC)
    assert rows(connection, "select * from ngeshare.v_member_journey") == [("ana", "first", 2, 1, HIJRAH, True, became)]


def test_who_only_facilitates_has_no_journey(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "ana")
    assert rows(connection, "select * from ngeshare.v_member_journey") == []


def test_who_never_facilitated_did_not_become_facilitator(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana")
    role = "select is_facilitator_now, became_facilitator_at from ngeshare.v_member_journey"
    assert rows(connection, role) == [(False, None)]


def test_a_group_joined_twice_is_one_group(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana", joined="2026-01-01")
    member(connection, "g1", "ana", joined="2026-02-01")
    assert rows(connection, JOURNEY) == [(1, 0, None)]


def test_a_course_completed_twice_is_one_course(connection: Connection) -> None:
    for group_id in ("g1", "g2"):
        group(connection, group_id)
        met(connection, group_id, "2026-03-01", episode=9)
        member(connection, group_id, "ana")
    assert rows(connection, JOURNEY) == [(2, 1, None)]


def test_a_course_completed_as_facilitator_does_not_count(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-03-01", episode=9)
    facilitator(connection, "g1", "ana")
    group(connection, "g2")
    member(connection, "g2", "ana")
    assert rows(connection, JOURNEY) == [(1, 0, None)]


def test_the_current_course_is_that_of_the_active_group_joined_last(connection: Connection) -> None:
    active(connection, "old", AQIDAH)
    active(connection, "new", HIJRAH)
    group(connection, "stalled", SEJARAH)
    member(connection, "old", "ana", joined="2026-01-01")
    member(connection, "new", "ana", joined="2026-02-01")
    member(connection, "stalled", "ana", joined="2026-03-01")
    assert rows(connection, JOURNEY) == [(3, 0, HIJRAH)]


def test_a_group_is_joined_at_the_earliest_membership(connection: Connection) -> None:
    active(connection, "rejoined", AQIDAH)
    active(connection, "new", HIJRAH)
    member(connection, "rejoined", "ana", joined="2026-01-01")
    member(connection, "rejoined", "ana", joined="2026-03-01")
    member(connection, "new", "ana", joined="2026-02-01")
    assert rows(connection, JOURNEY) == [(2, 0, HIJRAH)]


def test_groups_joined_at_the_same_moment_rank_by_record_id(connection: Connection) -> None:
    active(connection, "a", AQIDAH)
    active(connection, "b", HIJRAH)
    member(connection, "a", "ana", record_id="2")
    member(connection, "b", "ana", record_id="1")
    assert rows(connection, JOURNEY) == [(2, 0, HIJRAH)]


def test_a_group_that_one_only_facilitates_is_not_the_current_course(connection: Connection) -> None:
    active(connection, "led", HIJRAH)
    facilitator(connection, "led", "ana")
    group(connection, "joined")
    member(connection, "joined", "ana")
    assert rows(connection, JOURNEY) == [(1, 0, None)]


def test_a_journey_is_seen_as_of_its_day(connection: Connection) -> None:
    active(connection, "g1", AQIDAH)
    member(connection, "g1", "ana", joined="2026-01-01")
    assert rows(connection, JOURNEY) == [(1, 0, AQIDAH)]
    look_from(connection, "2026-05-31")
    assert rows(connection, JOURNEY) == [(1, 0, None)]
    look_from(connection, "2025-12-31")
    assert rows(connection, JOURNEY) == []
